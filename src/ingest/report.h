/* Telling the player: what is wrong and how things are, each when it has changed; and the log, of every problem once.
 */
#ifndef INGEST_REPORT_H
#define INGEST_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "ingest/intake.h"
#include "ingest/store.h"
#include "ingest/troubles.h"

struct report;

/* quiet: nothing goes to the log. */
struct report *report_create(bool quiet);
void report_destroy(struct report *report);

struct report_inputs {
	const struct intake_report *scanned; /* the last scan's; NULL: there was none yet */
	const struct problems *compiled;     /* the last compile's */
	const struct store *store;
	const struct troubles *troubles;
	int64_t now_utc_s, last_change_utc_s;
	const char *report, *report_reason; /* as struct health */
};

/* Adds a line to *up (formats/link.h) for the problems and one for the health, if they are others than last time; a
 * reason is logged when it is new, and that it is gone. How many problems refuse something. */
int report_tell(struct report *report, const struct report_inputs *inputs, struct buffer *up);

/* The clock was set: times that were told are of the clock before, and move by that much. */
void report_clock_set(struct report *report, int64_t step_s);

/* What was told last: the problems by path, and the health. Valid until the next. */
const struct problems *report_problems(const struct report *report);
const struct health *report_health(const struct report *report);

#endif
