/* The set in force: what was published last, and the next one, made of what the store has and published if it is
 * another. */
#ifndef INGEST_EDITION_H
#define INGEST_EDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/history.h"
#include "ingest/pictures.h"
#include "ingest/store.h"
#include "model/problem.h"

struct edition;

/* What was published last, by this program or an earlier one. state is borrowed. */
struct edition *edition_create(const char *state);
void edition_destroy(struct edition *edition);

/* The set in force, and the screen it was made for; NULL (and 0x0) if there is none that this program can read. */
const char *edition_key(const struct edition *edition);
void edition_size(const struct edition *edition, int *width_px, int *height_px);

/* Not before the folder was read: is the set in force all that is known, so that one made of the store alone could only
 * take something back? */
bool edition_outshines(const struct edition *edition, const struct store *store);

struct edition_inputs {
	struct store *store;
	struct pictures *pictures;
	struct history *history;
	int64_t now_utc_s;
	bool now_is_local, clock_unset; /* as struct compile_options */
	const char *zone_name;          /* for content that no event gives one */
};

/* Compiles and, if that gives another set, publishes it: *changed. Adds what is wrong. 0 or a negative errno of the
 * state folder; the set in force is then as it was. */
int edition_make(struct edition *edition, struct edition_inputs *inputs, struct problems *problems, bool *changed);

/* Removes the set before the one in force; decoded pictures that neither this nor the store needs are out of use from
 * now on. Not before the player had time to go over to it. */
void edition_tidy(const struct edition *edition, const struct store *store, struct pictures *pictures);

#endif
