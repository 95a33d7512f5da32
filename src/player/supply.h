/* The ingest program that keeps the player supplied, and what it told last: problems, health. While it hangs in a
 * folder that does not answer, the player's own word of that stands in its place. */
#ifndef PLAYER_SUPPLY_H
#define PLAYER_SUPPLY_H

#include "base/loop.h"
#include "model/health.h"
#include "model/problem.h"
#include "player/timekeeper.h"

struct supply;

struct supply_options {     /* borrowed, texts too */
	const char *ingest; /* the program's path; NULL: there is none */
	const char *folder, *state;
	const char *screen;      /* its name */
	int width_px, height_px; /* of the screen */
	bool rehearsal;          /* as struct supervisor_options has it */
	const struct clock *clock;
	struct timekeeper *timekeeper;
	void (*published)(void *data, const char *key); /* the set of that key is there */
	void *data;
};

/* Starts nothing yet: until then no problems and no health were told. */
struct supply *supply_create(struct loop *loop, const struct supply_options *options);

/* Ends ingest; NULL is fine. */
void supply_destroy(struct supply *supply);

void supply_start(struct supply *supply);

/* Ends ingest; what it told stays. */
void supply_end(struct supply *supply);

/* Has the folder read anew. */
void supply_reload(struct supply *supply);

/* Tells ingest what is known of the time now. */
void supply_tell_clock(const struct supply *supply);

/* As it told last; they change whenever it speaks. */
const struct problems *supply_problems(const struct supply *supply);
const struct health *supply_health(const struct supply *supply);

int supply_pid(const struct supply *supply); /* 0: not running */
int supply_restarts(const struct supply *supply);

#endif
