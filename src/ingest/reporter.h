/* The answer to organizers: a screen's report and heartbeat in the folder (report_place.h), written when what they tell
 * has become another, the heartbeat every five minutes. */
#ifndef INGEST_REPORTER_H
#define INGEST_REPORTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "ingest/store.h"
#include "model/health.h"
#include "model/problem.h"

struct reporter;

struct reporter_options {   /* borrowed for its life */
	const char *folder; /* NULL: the report is for the state folder, as in a rehearsal */
	const char *state, *screen, *version;
	const char *id;        /* of this machine and state folder */
	const char *callboard; /* the program that draws; NULL: without pictures */
	const struct clock *machine;
	void (*moved)(void *data); /* the report is elsewhere now, or is there at last */
	void *data;
};

struct reporter *reporter_create(struct loop *loop, const struct reporter_options *options);
void reporter_destroy(struct reporter *reporter);

struct reporter_news {                   /* borrowed until the next of them */
	const struct problems *problems; /* by path */
	const struct health *health;
	const struct store *store;
	const char *key;  /* of the set in force; NULL: none yet */
	int64_t ahead_ms; /* of the wall's time, before the machine's */
	bool clock_unset;
	bool busy; /* pictures are being decoded: drawing waits */
};

/* How things are. Costs little when nothing has changed; otherwise the report is written a moment later. */
void reporter_tell(struct reporter *reporter, const struct reporter_news *news);

/* The report may not be what was written last: another program has stood in (ingest/stand_in.h). */
void reporter_again(struct reporter *reporter);

/* Where the report is, in full; "" before there is one. And why it is not in the folder; NULL: it is, or need not be.
 */
const char *reporter_path(const struct reporter *reporter);
const char *reporter_reason(const struct reporter *reporter);

#endif
