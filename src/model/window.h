/* When an item may be shown: `show` of the content, and what its kind adds (an agenda's day, an event's end). */
#ifndef MODEL_WINDOW_H
#define MODEL_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "model/zone.h"

struct window {
	int64_t from_utc_s, until_utc_s; /* [from, until); INT64_MIN and INT64_MAX: open */
	unsigned weekdays;               /* bit 0 Monday; 0: every day. The event's local day, midnight to midnight. */
	int between_start, between_end;  /* minutes after local midnight, [start, end), end before start runs over
					    midnight (and belongs to the weekday it began on); both 0: all day */
};

/* A window that is always open. */
struct window window_always(void);

bool window_open(const struct window *window, const struct zone *zone, int64_t now_utc_s);

/* The next moment after now at which window_open() may answer otherwise; INT64_MAX: never again. May be early, never
 * late. */
int64_t window_next_utc_s(const struct window *window, const struct zone *zone, int64_t now_utc_s);

#endif
