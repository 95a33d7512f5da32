/* The life of callboard-ingest: one poll loop that scans, compiles, publishes and reports, until the player's end of
 * the pipe closes. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include <stdbool.h>

#include "base/clock.h"
#include "formats/link.h"

struct ingest_options {
	const char *folder, *state;
	const char *screen;          /* whose report is written; NULL: none is */
	const char *id;              /* of this machine and its state folder, for the report */
	const char *callboard;       /* its path: draws for the report; NULL: not installed */
	const char *decoder;         /* callboard-decode's path */
	int width_px, height_px;     /* 0: as last published, else 1920x1080, until the player says */
	bool once;                   /* what is there now, and no longer */
	bool stand_in;               /* the folder is left alone (ingest/stand_in.h) */
	bool rehearsal;              /* what people know stays as it was */
	bool local;                  /* the clock shows what people at the event read on theirs */
	struct link_clock clock;     /* for meaning; the player tells of another */
	const struct clock *machine; /* the machine's own: for durations and files' times */
	int down_fd, up_fd;          /* the pipe (formats/link.h); down is not read if once */
};

/* The exit status: 0, or 1 if something failed or (once) was refused. */
int ingest_run(const struct ingest_options *options);

#endif
