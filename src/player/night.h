/* Asleep or awake: the hours of the content (model/hours.h), and that somebody who asks for a picture gets one for two
 * minutes, however late it is. */
#ifndef PLAYER_NIGHT_H
#define PLAYER_NIGHT_H

#include "model/hours.h"

enum { NIGHT_HOLD_MS = 120000 };

struct night {                       /* all zero at first */
	int64_t held_until_ms;       /* monotonic: awake until then in any case */
	struct waking waking;        /* what the content says */
	int64_t looked_utc_s;        /* when it said so */
	bool looked, looked_trusted; /* and by what clock */
};

/* There is another deck. */
void night_forget(struct night *night);

/* Somebody wants to see something. */
void night_hold(struct night *night, int64_t now_ms);

/* Is the screen to sleep? */
bool night_asleep(struct night *night, const struct deck *deck, const char *screen, int64_t now_utc_s,
		  bool clock_trusted, int64_t now_ms);

#endif
