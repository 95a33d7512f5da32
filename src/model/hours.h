/* A day's rhythm: is a screen meant to be on? What events say of it ("hours") is weighed together:
 *
 * - Nobody says anything, or one says "always": it is on.
 * - It is on within the times that an event gives, and (for events that say "auto", or nothing while others do) on each
 *   day from ninety minutes before the first session to an hour after the last.
 * - An event that says "auto" while there is no session at all (photos, announcements) keeps it on.
 * - An event that is over has no say, unless all are that have one.
 * - An emergency for this screen turns it on; a time that cannot be trusted never turns it off. */
#ifndef MODEL_HOURS_H
#define MODEL_HOURS_H

#include "model/deck.h"

struct waking {
	bool asleep;
	int64_t until_utc_s; /* it may be otherwise from then on; INT64_MAX: not before there is other content */
};

/* `screen` is its name, whether the content names it or not. */
struct waking hours_waking(const struct deck *deck, const char *screen, int64_t now_utc_s, bool clock_trusted);

#endif
