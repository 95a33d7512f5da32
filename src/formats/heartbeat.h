/* SCREEN.json, what a screen says of itself every few minutes, for programs that watch over many:
 *
 *   "screen", "version"
 *   "id"         of the machine and its state folder: another one with the same "screen" is another screen
 *   "when"       ISO 8601, in the event's time; null while the clock is not set
 *   "interval_s" when the next one is due: one that is much older is of a screen that is off, or cut off
 *   "set"        the key of what is published; null: nothing yet
 *   "report"     the name of the report beside this file
 *   "files"      {"taken", "refused", "waiting"}: counted
 *   "problems"   {"refused", "warnings"}: counted
 *   "shown"      what the screen has to show now (the first fifty): [{"title", "file", "until"}], null where there is
 * none */
#ifndef FORMATS_HEARTBEAT_H
#define FORMATS_HEARTBEAT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "model/health.h"
#include "model/zone.h"

struct heartbeat_slide {
	const char *title, *source; /* title NULL: none; source "": none */
	int64_t until_utc_s;        /* INT64_MAX: none */
};

struct heartbeat {
	const char *screen, *version, *id, *set, *report;
	const struct zone *zone;
	int64_t when_utc_s; /* 0: not known */
	int interval_s;
	const struct health *health;
	int refused, warnings;
	const struct heartbeat_slide *shown;
	size_t shown_count;
};

void heartbeat_write(const struct heartbeat *heartbeat, struct buffer *json);

#endif
