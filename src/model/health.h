/* What ingest tells of itself and of the folder. */
#ifndef MODEL_HEALTH_H
#define MODEL_HEALTH_H

#include <stdint.h>

enum share_state {
	SHARE_STARTING, /* not read yet */
	SHARE_READABLE,
	SHARE_UNREACHABLE, /* not there, not mounted, or it answers with an error: not the same as empty */
	SHARE_HUNG,        /* no answer at all: ingest waits for one and cannot speak, so the player says so */
};

struct health {
	enum share_state share;
	int64_t share_since_utc_s;          /* in this state */
	const char *reason;                 /* NULL: all well */
	int files, taken, refused, waiting; /* counted, ignored files left out */
	int64_t last_change_utc_s;          /* when the last set was published; 0: never */
	const char *report;                 /* where organizers find theirs; NULL: nowhere yet */
	const char *report_reason;          /* why it is not in the folder; NULL: it is */
};

extern const char *const share_state_names[4]; /* "starting", "readable", "unreachable", "hung" */

#endif
