/* The player's end of the ctl protocol (control/protocol.h). Nothing a client does or leaves undone holds up the loop:
 * one request a client and wake, bounded buffers, and where too many come, the one longest silent goes. */
#ifndef CONTROL_SERVER_H
#define CONTROL_SERVER_H

#include <cjson/cJSON.h>

#include "base/loop.h"
#include "control/protocol.h"

struct server;

struct control_answer {    /* filled in by the handler; all empty means {"ok": true} */
	const char *error; /* NULL: well. Borrowed until the handler's next call. */
	cJSON *fields;     /* an object whose members are added to the answer; NULL: none. The server frees it. */
	int fd;            /* goes with the answer, and the server closes it; -1: none */
};

struct server_options {
	const char *state; /* the folder */
	/* request: the whole object. */
	void (*handle)(void *data, enum control_command command, const cJSON *request, struct control_answer *answer);
	void *data;
};

/* Listens at STATE/ctl.sock (mode 0600), in place of what a dead player left there: hold the state's lock. NULL and a
 * negative errno in *error if that cannot be done. */
struct server *server_create(struct loop *loop, const struct server_options *options, int *error);

/* Removes the socket, too. NULL is fine. */
void server_destroy(struct server *server);

/* Serves a connection that is already there; fd is the server's from now on. */
void server_serve(struct server *server, int fd);

#endif
