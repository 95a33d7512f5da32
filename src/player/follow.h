/* Follows the display: asks to leave (for a start anew, which opens it) once one has come, or changed, and that has
 * settled. One that comes and goes, or is there and does not open, does not make us spin. */
#ifndef PLAYER_FOLLOW_H
#define PLAYER_FOLLOW_H

#include "base/loop.h"
#include "player/screen.h"

struct follow;

struct follow_options { /* borrowed */
	struct screen *screen;
	int64_t started_ms;         /* the player; monotonic */
	bool (*asleep)(void *data); /* then a display that seems to go is not followed */
	void (*leave)(void *data);
	void *data;
};

struct follow *follow_create(struct loop *loop, const struct follow_options *options);
void follow_destroy(struct follow *follow); /* NULL is fine */

/* From now on the loop wakes as often as this screen wants to be drained or looked after. */
void follow_begin(struct follow *follow);

/* The display has changed, and may go on doing so. */
void follow_changed(struct follow *follow);

#endif
