/* Times of an iCalendar file: which zone a TZID means, and what that makes of a time. */
#ifndef FORMATS_ICALENDAR_ZONES_H
#define FORMATS_ICALENDAR_ZONES_H

#include <libical/ical.h>
#include <stdbool.h>
#include <stddef.h>

#include "formats/content.h"

struct calendar_zone {
	const char *tzid;
	icaltimezone *zone; /* NULL: nobody knows it */
	const char *name;   /* IANA's; NULL: the file alone knows it */
	bool owned;
};

struct calendar_zones {
	struct arena *arena;
	struct calendar_zone *list;
	size_t count, capacity;
};

/* Adds a VTIMEZONE of the file. */
void calendar_zones_add(struct calendar_zones *zones, const char *text);
void calendar_zones_finish(struct calendar_zones *zones);

/* Of a TZID: the system's zone of that name, else the file's own. */
const struct calendar_zone *calendar_zone_of(struct calendar_zones *zones, const char *tzid);

/* A time as libical has it, of that zone (NULL, or one that nobody knows: the event's); an instant where the zone is
 * known. Not given if it is no time of the calendar. */
struct moment calendar_moment(struct icaltimetype time, const struct calendar_zone *zone);

#endif
