/* Watches the time for the wall: whether it can be trusted (model/trust.h), and when somebody sets it. Keeps the last
 * trusted time in STATE/last-time, together with the boot in which it was told, so that the next start knows it.
 * Whoever tells the time by hand moves callboard's clock, not the machine's, which wants rights that a wall has not:
 * the difference is in STATE/clock, for this boot, and is given up when the machine knows better. */
#ifndef PLAYER_TIMEKEEPER_H
#define PLAYER_TIMEKEEPER_H

#include "base/loop.h"
#include "model/deck.h"
#include "model/trust.h"

struct timekeeper;

struct timekeeper_options {         /* borrowed */
	struct clock *clock;        /* moved when the time is told by hand */
	const char *state;          /* the folder */
	bool given;                 /* --at: nothing is asked, watched or kept */
	bool (*synchronised)(void); /* the kernel's word; NULL: adjtimex(2) is asked */
	void (*set)(void *data);    /* the clock was set, in either direction */
	void (*turned)(
		void *data); /* it can be trusted now, or no more: called by timekeeper_look(); NULL: nobody asks */
	void *data;
};

struct timekeeper *timekeeper_create(struct loop *loop, const struct timekeeper_options *options);
void timekeeper_destroy(struct timekeeper *timekeeper);

/* The first moment that a deck dates counts as evidence, from here on. */
void timekeeper_deck(struct timekeeper *timekeeper, const struct deck *deck);

/* May the time be trusted now? Cheap: for every review. */
enum trust timekeeper_look(struct timekeeper *timekeeper);

/* Somebody tells what time it is. NULL, or why it is not taken, in words. */
const char *timekeeper_tell(struct timekeeper *timekeeper, int64_t utc_s);

/* When the time that counts was told by hand; 0: it was not. */
int64_t timekeeper_told_utc_s(const struct timekeeper *timekeeper);

/* The last time that could be trusted before it was lost; INT64_MIN: none. */
int64_t timekeeper_known_utc_s(const struct timekeeper *timekeeper);

/* Writes the time down if it can be trusted and that was not done for a day. It waits for the disk: not while
 * something moves. A disk that is full or read-only changes nothing else. */
void timekeeper_keep(struct timekeeper *timekeeper);

/* At a good end: once more, if it ever did. */
void timekeeper_keep_last(struct timekeeper *timekeeper);

#endif
