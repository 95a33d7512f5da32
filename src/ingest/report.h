/* Telling the player: what is wrong and how things are, each when it has changed; and the log, of every problem once.
 */
#ifndef INGEST_REPORT_H
#define INGEST_REPORT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "ingest/store.h"
#include "model/health.h"
#include "model/problem.h"

struct report;

/* quiet: nothing goes to the log. */
struct report *report_create(bool quiet);
void report_destroy(struct report *report);

/* Sorts the problems by path and place. Adds a line to *up (formats/link.h) if they are others than last time. */
void report_problems(struct report *report, struct problems *problems, struct buffer *up);

/* Counts the files of the store by how they are. */
void report_count(struct health *health, const struct store *store);

/* As report_problems(); a reason is logged when it is new, and that it is gone. */
void report_health(struct report *report, const struct health *health, struct buffer *up);

#endif
