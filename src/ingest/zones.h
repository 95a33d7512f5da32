/* Time zones by their IANA names, resolved with the system's own data into what a deck carries. */
#ifndef INGEST_ZONES_H
#define INGEST_ZONES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/zone.h"

/* Fills *zone with the offsets in force from from_utc_s to until_utc_s; its texts lie in the arena. False, and *zone
 * untouched, if the system has no zone of that name. Changes TZ for a moment: not for programs with threads. */
bool zones_resolve(struct zone *zone, struct arena *arena, const char *name, int64_t from_utc_s, int64_t until_utc_s);

/* The name of the zone that this machine is in, in the arena; "UTC" if it does not say. */
const char *zones_machine(struct arena *arena);

#endif
