/* The player as the page sees it: asked over the ctl protocol, which waits for the answer a second at most. */
#ifndef WEB_PLAYER_H
#define WEB_PLAYER_H

#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>

#include "control/protocol.h"

/* Its status with the "machine" that it runs on; a new object. NULL and a negative errno in *error. */
cJSON *player_state(const char *state, int *error);

/* What of a status is told at the door: "screen", "now", "shown", "paused", the set's "key", the folder's "share"; a
 * new object. */
cJSON *player_state_at_door(const cJSON *status);

/* Has it do something. 0; 1 if it would not, with its words (free() them) in *words; or a negative errno. */
int player_do(const char *state, enum control_command command, char **words);

/* Tells it what time it is: ISO 8601 with an offset. As player_do(). */
int player_tell_time(const char *state, const char *now, char **words);

struct player_picture { /* what was on the screen lately; zeroed at first */
	char *png;
	size_t length;
	int64_t taken_ms;
};

/* Renews a picture that is older than a second: whoever looks, and how often, the player copies one frame a second at
 * most. 0 or a negative errno. */
int player_look(const char *state, struct player_picture *picture, int64_t now_ms);
void player_picture_finish(struct player_picture *picture);

#endif
