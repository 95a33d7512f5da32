/* A time zone as the deck carries it: the offsets in force over the deck's span, resolved by ingest. Outside the span
 * the nearest offset holds. A zone without transitions is UTC. */
#ifndef MODEL_ZONE_H
#define MODEL_ZONE_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

struct zone_transition {
	int64_t utc_s; /* from here on */
	int offset_s;  /* local = UTC + offset */
};

struct zone {
	const char *name;                    /* IANA, "Europe/Warsaw" */
	struct zone_transition *transitions; /* ascending; the first holds before its time too */
	size_t transitions_count;
};

int zone_offset_s(const struct zone *zone, int64_t utc_s);
struct civil zone_local(const struct zone *zone, int64_t utc_s);

/* The UTC of a local time; in a gap the time after it by the old offset, in a fold the first. */
int64_t zone_utc_s(const struct zone *zone, struct civil local);

/* The day that utc_s belongs to where a day begins at change_minutes after midnight (04:00 is 240). */
struct date zone_day(const struct zone *zone, int64_t utc_s, int change_minutes);

#endif
