/* When is a file whole? On a local folder: when its writer closed it or moved it there. Otherwise: when two scans found
 * the same signature (and, which the caller sees, it can be read to its end). Remembers every file of the last scan. */
#ifndef INGEST_SETTLE_H
#define INGEST_SETTLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/scan.h"
#include "ingest/watcher.h"

enum verdict {
	VERDICT_KNOWN, /* looked at already, unchanged since */
	VERDICT_WAIT,  /* empty, or perhaps still being written */
	VERDICT_WHOLE, /* read it */
};

struct settle;

struct settle_when {         /* how this scan judges */
	int64_t began_ms;    /* monotonic: it has looked at every file after that */
	int64_t ended_ms;    /* and before that, which is much later where a share has hung */
	int64_t real_utc_ms; /* the machine's own clock, for files' times */
	bool everything;     /* what is there counts as whole: --once */
	bool first;          /* the first scan: what was written more than 2 s ago is whole, if local */
	bool network;        /* no events tell of writers */
};

struct settle *settle_create(void);
void settle_destroy(struct settle *settle);

/* Begins with the scan's entries, carrying over what is known of them; then settle_judge() for each index. */
void settle_begin(struct settle *settle, const struct scan *scan);
bool settle_is_known(const struct settle *settle, size_t index);
enum verdict settle_judge(struct settle *settle, size_t index, enum mark mark, const struct settle_when *when);

/* The entry was read as it was scanned: known from now on. */
void settle_known(struct settle *settle, size_t index);

/* Everything is to be read again. */
void settle_forget(struct settle *settle);

#endif
