/* The control page's door: the player holds the listening socket and does nothing but look whether somebody knocks.
 * Then it starts the web program, which gets the socket as its descriptor 3 and ends when nobody has been there for a
 * while. So a page that nobody looks at costs nothing, and whatever happens in the web program happens elsewhere. */
#ifndef CONTROL_DOORMAN_H
#define CONTROL_DOORMAN_H

#include <sys/types.h>

#include "base/loop.h"

struct doorman;

struct doorman_options {
	const char *program; /* the web program's path */
	const char *state;
	const char *listen;            /* as listen_parse() takes it */
	const char *certificate, *key; /* PEM files, for TLS; NULL: without encryption */
	int fd;                        /* of a socket that listens already; -1: open one */
	pid_t leaving;                 /* the web program that doorman_leave() told to leave; 0: none */
	/* It listens now: once, during doorman_create() or, where the port was taken, later. url is borrowed. */
	void (*open)(void *data, const char *url);
	void *data;
};

/* Never fails: a port that is taken is asked for again every other second, and said once. Texts are copied. */
struct doorman *doorman_create(struct loop *loop, const struct doorman_options *options);

/* Ends the web program, which may take a fifth of a second to finish what it is saying. NULL is fine. */
void doorman_destroy(struct doorman *doorman);

/* The descriptor that listens; -1: none yet. NULL is fine. */
int doorman_socket(const struct doorman *doorman);

/* As doorman_destroy, but for the same player after exec: the socket stays open, its backlog too, and the web program,
 * told to leave, has the time it takes to finish what it is saying. Gives the descriptor (-1: it did not listen) and
 * the program's pid (0: it did not run). */
int doorman_leave(struct doorman *doorman, pid_t *leaving);

#endif
