/* The times at which an entry of a calendar takes place: its rule (RRULE), dates of its own (RDATE), without those that
 * are taken back (EXDATE). */
#ifndef FORMATS_ICALENDAR_REPEATS_H
#define FORMATS_ICALENDAR_REPEATS_H

#include <libical/ical.h>

#include "formats/icalendar_zones.h"

enum { REPEATS_LIMIT = 4000 }; /* of one entry: eleven years of every day */

struct repeat {
	struct moment moment;
	int64_t length_s; /* 0: the entry's */
};

struct repeats {
	struct repeat *list; /* the first is DTSTART, if it was not taken back; ascending but for dates of their own */
	size_t count, capacity;
	bool repeating; /* there was a rule, or dates */
	bool too_often; /* the rule goes by hours or less, and was left out */
	bool broken;    /* the rule is none */
	bool costly;    /* the rule, or all of the file, takes longer to follow than it may */
};

struct allowance {    /* of all rules of a file; counted down */
	long cost_us; /* some rules name days that hardly ever come, and libical looks for them till the year 2582 */
	size_t times;
};

/* In the arena, which the caller may clear for the next entry. */
void repeats_read(struct repeats *repeats, struct arena *arena, icalcomponent *entry, struct calendar_zones *zones,
		  struct allowance *allowance);

/* Does `given` (of an EXDATE or a RECURRENCE-ID; perhaps a date alone) name that time? */
bool repeats_same(const struct moment *given, const struct moment *moment);

/* The zone of a property's TZID; NULL: none. */
const struct calendar_zone *property_zone(icalproperty *property, struct calendar_zones *zones);

#endif
