/* The ingest program as a child: started, listened to, and started again when it ends, after a pause that grows from
 * half a second to half a minute and is forgotten after a minute of health. What it does or leaves undone costs the
 * screen nothing. */
#ifndef PLAYER_SUPERVISE_H
#define PLAYER_SUPERVISE_H

#include <sys/types.h>

#include "base/loop.h"
#include "formats/link.h"

struct supervisor;

struct supervisor_options {
	const char *program; /* its path */
	const char *folder, *state;
	const char *screen;      /* its name */
	int width_px, height_px; /* of the screen */
	struct link_clock clock; /* what is known of the time now */
	bool rehearsal;          /* what people know stays as it was */
	bool stand_in;           /* the folder is never touched: for the report alone (supervisor_tell()) */
	void (*heard)(void *data, const struct link_message *message);
	/* It has not spoken since since_ms (monotonic), nor moved: the folder does not answer it. Once; and once again
	 * with hung false when it speaks, or has ended. */
	void (*hung)(void *data, bool hung, int64_t since_ms);
	void *data;
};

/* Starts it; where that fails it is tried again like one that ended. Options and their texts are copied. */
struct supervisor *supervisor_create(struct loop *loop, const struct supervisor_options *options);

/* Ends the child, waiting half a second at most; NULL is fine. */
void supervisor_destroy(struct supervisor *supervisor);

/* Asks it to read the folder anew; starts it at once if it waits to be started. */
void supervisor_reload(struct supervisor *supervisor);

/* Tells a stand-in what the report is to say. */
void supervisor_tell(struct supervisor *supervisor, const struct problems *problems, const struct health *health);

/* Tells it what is known of the time. */
void supervisor_clock(struct supervisor *supervisor, const struct link_clock *clock);

pid_t supervisor_pid(const struct supervisor *supervisor); /* 0: not running */
int supervisor_restarts(const struct supervisor *supervisor);

#endif
