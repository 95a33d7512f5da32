/* What a restart by exec keeps, in one environment variable: where the show stands and where the clock was set. */
#ifndef COMMANDS_POSITION_H
#define COMMANDS_POSITION_H

#include <stdint.h>
#include <sys/types.h>

#include "player/director.h"

struct kept {
	struct position position;
	int64_t utc_offset_ms; /* of the clock that --at started */
	int lock;              /* descriptor of the state's lock; -1: none */
	int door;              /* of the control page's listening socket; -1: none */
	bool stands;           /* the service manager keeps a picture of ours on the display; not in the variable */
	pid_t leaving;         /* the web program that is about to end; 0: none */
};

/* Writes it for the program that exec is going to start. */
void kept_write(const struct kept *kept);

/* The same, without slide and page, as two texts for an environment that is not this process's own. */
void kept_print(const struct kept *kept, char *position, char *door, size_t room);

/* Takes it from the environment, so that no child sees it. False if there is none. Free position.slide. */
bool kept_take(struct kept *kept);

#endif
