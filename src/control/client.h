/* The other end of the ctl protocol: asks one thing and waits for the answer. */
#ifndef CONTROL_CLIENT_H
#define CONTROL_CLIENT_H

#include <cjson/cJSON.h>

#include "control/protocol.h"

struct client_answer {
	cJSON *object; /* the whole answer, "ok" among its members */
	int fd;        /* that came with it; -1: none */
};

/* Asks the player of that state folder. 0, or a negative errno: -ENOENT and -ECONNREFUSED mean that none runs there,
 * -ETIMEDOUT that it did not answer within limit_ms, -EPROTO that it answered something else. */
int client_ask(const char *state, enum control_command command, int limit_ms, struct client_answer *answer);

/* The same with a request that has more than a command; it stays the caller's. */
int client_request(const char *state, const cJSON *request, int limit_ms, struct client_answer *answer);
void client_answer_finish(struct client_answer *answer);

struct client_picture { /* that came with the answer to `screenshot` */
	void *pixels;   /* 0x00RRGGBB, row by row */
	int width_px, height_px;
	size_t bytes;
};

/* Maps it. 0, or a negative errno: -EPROTO if the answer brought none. client_picture_finish() where it went well. */
int client_picture(const struct client_answer *answer, struct client_picture *picture);
void client_picture_finish(struct client_picture *picture);

#endif
