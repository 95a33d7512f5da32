/* The lines of an iCalendar file (RFC 5545): unfolded, mended where that is safe, and only those that an agenda needs.
 * What is nobody's business (guests, organizers, descriptions, private entries) goes no further than here. */
#ifndef FORMATS_ICALENDAR_LINES_H
#define FORMATS_ICALENDAR_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct calendar_entry {   /* a VEVENT */
	const char *text; /* its component, of the properties that count */
	int line;
	bool cancelled; /* METHOD:CANCEL: its own, or its calendar's */
	bool replaces;  /* one time of another entry: it has a RECURRENCE-ID */
	bool ruled;     /* has an RRULE */
};

struct calendar_lines {
	struct arena *arena;
	struct calendar_entry *entries;
	size_t entries_count, entries_capacity;
	const char **zones; /* VTIMEZONEs */
	size_t zones_count, zones_capacity;
	const char *name, *zone; /* of the calendar; NULL: not told */
	size_t private_count;    /* entries that were left out */
	bool calendar, entry;    /* it has a VCALENDAR; a VEVENT, whichever */
	bool cut;                /* it ends within one */
};

/* All in the arena. The text is UTF-8. */
void calendar_lines_read(struct calendar_lines *lines, struct arena *arena, const char *text, size_t length);

#endif
