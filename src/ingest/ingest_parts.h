/* The parts of ingest, for ingest.c and rounds.c alone. */
#ifndef INGEST_INGEST_PARTS_H
#define INGEST_INGEST_PARTS_H

#include "base/arena.h"
#include "base/loop.h"
#include "ingest/edition.h"
#include "ingest/history.h"
#include "ingest/ingest.h"
#include "ingest/intake.h"
#include "ingest/orders.h"
#include "ingest/report.h"
#include "ingest/reporter.h"
#include "ingest/troubles.h"

enum { TIDY_MS = 5000 }; /* the player has long gone over to a new set by then */

struct ingest {
	const struct ingest_options *options;
	struct link_clock clock;
	struct arena *arena;
	const char *zone_name;
	struct loop *loop;
	struct edition *edition;
	struct store *store;
	struct history *history;
	struct pictures *pictures;
	struct decoder *decoder;
	struct intake *intake;
	struct report *report;
	struct reporter_options reporter_options;
	struct reporter *reporter; /* NULL: nobody reads it */
	struct watch *down, *events;
	struct timer *scan, *compile, *news, *tidy, *beat;
	struct troubles *troubles;
	struct orders orders;
	struct buffer up;

	struct intake_report scanned; /* the last scan's */
	int64_t beat_ms;              /* when the player last heard that we do not hang; monotonic; 0: not yet */
	bool told;                    /* there was one */
	bool reached;                 /* the folder was read, now or before */
	bool dirty;                   /* there is something to compile */
	bool untidy;                  /* sets or pictures are to be removed in a while */
	int64_t quarter;              /* when it was last compiled */
	int64_t rest_until_ms;        /* neither a stream of events nor a slow share takes more than half of the time */
	int64_t changed_ms;           /* when a scan last found a change; monotonic */
	int64_t last_change_utc_s;    /* of the set; 0: none in this run */
	int64_t clock_start_ms;       /* what the clock showed when the loop's began, by the last look */
	struct problems compiled;     /* the last compile's */
	bool heard;                   /* a scan is due because of an event */
	bool picture_failed;          /* since the last retry */
	int refused;                  /* problems of that level */
};

/* rounds.c. `data` is the struct ingest, as the loop passes it. */

int64_t ingest_now_utc_s(const struct ingest *ingest);

/* What was written for the player goes to it. */
void ingest_send_up(struct ingest *ingest);

void ingest_scan(void *data);
void ingest_scan_in(struct ingest *ingest, int64_t wait_ms);
void ingest_scan_soon(struct ingest *ingest); /* something happened in the folder */

/* Compiles and publishes what the store has, and tells. */
void ingest_compile(void *data);
void ingest_compile_in(struct ingest *ingest, int64_t wait_ms);

/* Tells the player and the organizers how things are. */
void ingest_tell(void *data);

void ingest_tidy(void *data);
void ingest_retry(void *data); /* what failed */
void ingest_picture_done(void *data, const char *digest, enum decoder_result result, const char *words);

#endif
