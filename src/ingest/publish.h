/* Published sets: STATE/sets/KEY/deck.json, and STATE/current, a file with the KEY of the one in force, replaced by
 * rename. A set is never changed. */
#ifndef INGEST_PUBLISH_H
#define INGEST_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/deck.h"

/* The key in force and the deck of it; NULL if there is none that this program can read. deck_destroy() it. */
struct deck *published_deck(const char *state);

/* Writes the deck's set and makes it current; older ones but the one before are removed. 0 or a negative errno;
 * -EFBIG for one that no player would read. */
int publish(const char *state, const struct deck *deck);

/* Removes what a program that was killed between writing and renaming has left beside `current`. Not while another
 * ingest works there. */
void publish_remove_leftovers(const char *state);

/* Removes every set but this one. */
void publish_tidy(const char *state, const char *key);

/* The names of all pictures in the sets that are still there, sorted, in the arena. */
const char **published_pictures(const char *state, struct arena *arena, size_t *count);

#endif
