/* The moments of a day at which a screen's wall becomes another: what a rehearsal of that day has to look at. */
#ifndef MODEL_MOMENTS_H
#define MODEL_MOMENTS_H

#include "base/arena.h"
#include "model/deck.h"

enum {
	MOMENTS_MOST = 40,           /* more, and nobody looks through them */
	MOMENTS_BEFORE_S = 3600,     /* doors open an hour before the first session */
	MOMENTS_SESSIONLESS = 8,     /* a day without sessions is looked at from 08:00 … */
	MOMENTS_SESSIONLESS_END = 20 /* … to 20:00 */
};

struct moments {
	int64_t *list; /* UTC, ascending; at least one */
	size_t count;
	int step_minutes; /* where there were more than MOMENTS_MOST: the first in each of such steps; else 0 */
};

/* Of a day as the event counts it that speaks for the wall then: from an hour before the first session that matters on
 * this screen to the end of the last. The list lies in the arena. */
struct moments moments_of_day(const struct deck *deck, const char *screen, struct date day, struct arena *arena);

/* The event that speaks for the wall on that day. */
const struct event *moments_event(const struct deck *deck, struct date day);

/* Since when the wall has been as it is now, but for minutes that are counted: not longer than since the day began. In
 * *again when it may next be another; INT64_MAX: never. */
int64_t moments_since(const struct deck *deck, const char *screen, int64_t now_utc_s, int64_t *again_utc_s);

#endif
