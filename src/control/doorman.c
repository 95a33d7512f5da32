#include "control/doorman.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/log.h"
#include "base/memory.h"
#include "control/listen.h"

enum {
	OPEN_AGAIN_MS = 2000,
	PAUSE_LEAST_MS = 500,
	PAUSE_MOST_MS = 30000,
	HEALTHY_MS = 60000,
	END_LIMIT_MS = 250,    /* each: after SIGTERM, and after SIGKILL */
	LEAVE_LIMIT_MS = 8000, /* after a restart; more than the program takes by itself */
};

struct doorman {
	struct loop *loop;
	char *program, *state;
	char *certificate, *key; /* NULL: without encryption */
	struct listen_address address;
	void (*open)(void *data, const char *url);
	void *data;

	int fd;              /* listens; -1: not yet */
	struct watch *knock; /* NULL while the web program is there to open */
	struct child child;  /* pid 0: not running */
	struct watch *ended; /* of the child */
	struct timer *again; /* listen, look for knocks, or end who does not leave, then */
	bool told;           /* that the port is taken */
	int64_t started_ms, pause_ms;
};

static void knocked(void *data, short revents);

static void child_ended(void *data, short revents)
{
	struct doorman *doorman = data;
	int64_t now_ms = loop_now_ms(doorman->loop);
	(void)revents;
	watch_destroy(doorman->ended);
	doorman->ended = NULL;
	timer_unset(doorman->again);
	int status = child_wait(&doorman->child);
	if (status == 0) { /* nobody was there */
		doorman->pause_ms = PAUSE_LEAST_MS;
		doorman->knock = loop_watch(doorman->loop, doorman->fd, POLLIN, knocked, doorman);
		return;
	}
	if (now_ms - doorman->started_ms >= HEALTHY_MS)
		doorman->pause_ms = PAUSE_LEAST_MS;
	log_warning("web: ended %s %d; the page is back in %.1f s", status >= 256 ? "by signal" : "with status",
		    status >= 256 ? status - 256 : status, (double)doorman->pause_ms / 1000);
	timer_set(doorman->again, now_ms + doorman->pause_ms);
	doorman->pause_ms = doorman->pause_ms * 2 < PAUSE_MOST_MS ? doorman->pause_ms * 2 : PAUSE_MOST_MS;
}

static void knocked(void *data, short revents)
{
	struct doorman *doorman = data;
	(void)revents;
	const char *arguments[] = {
		doorman->program,     "--state",   doorman->state, doorman->certificate != NULL ? "--tls-cert" : NULL,
		doorman->certificate, "--tls-key", doorman->key,   NULL};
	struct child_options options = {
		.arguments = arguments, .stdin_fd = -1, .stdout_fd = -1, .extra_fd = doorman->fd};
	watch_destroy(doorman->knock);
	doorman->knock = NULL;
	doorman->started_ms = loop_now_ms(doorman->loop);
	int error = child_start(&doorman->child, &options);
	if (error != 0) {
		doorman->child = (struct child){.pidfd = -1};
		log_error("web: %s: %s", doorman->program, strerror(-error));
		timer_set(doorman->again, doorman->started_ms + PAUSE_MOST_MS);
		return;
	}
	doorman->ended = loop_watch(doorman->loop, doorman->child.pidfd, POLLIN, child_ended, doorman);
}

static void listens(struct doorman *doorman)
{
	char *url = listen_url(doorman->fd, doorman->certificate != NULL);
	if (doorman->child.pid == 0)
		doorman->knock = loop_watch(doorman->loop, doorman->fd, POLLIN, knocked, doorman);
	doorman->open(doorman->data, url);
	free(url);
	/* What is wrong with the files is told now, not to the first visitor's cost. */
	if (doorman->certificate != NULL && doorman->child.pid == 0)
		knocked(doorman, POLLIN);
}

static void again_due(void *data)
{
	struct doorman *doorman = data;
	if (doorman->child.pid != 0) { /* it was told to leave */
		kill(doorman->child.pid, SIGKILL);
		return;
	}
	if (doorman->fd >= 0) {
		doorman->knock = loop_watch(doorman->loop, doorman->fd, POLLIN, knocked, doorman);
		return;
	}
	int fd = listen_open(&doorman->address);
	if (fd >= 0) {
		doorman->fd = fd;
		listens(doorman);
		return;
	}
	if (!doorman->told)
		log_warning("no control page yet: its address cannot be had (%s); --listen names another",
			    strerror(-fd));
	doorman->told = true;
	timer_set(doorman->again, loop_now_ms(doorman->loop) + OPEN_AGAIN_MS);
}

/* The one before it finishes what it is saying, on this same socket: nobody else is started meanwhile. */
static void let_leave(struct doorman *doorman, pid_t pid)
{
	if (child_adopt(&doorman->child, pid) != 0)
		return;
	kill(pid, SIGTERM);
	doorman->ended = loop_watch(doorman->loop, doorman->child.pidfd, POLLIN, child_ended, doorman);
	timer_set(doorman->again, loop_now_ms(doorman->loop) + LEAVE_LIMIT_MS);
}

struct doorman *doorman_create(struct loop *loop, const struct doorman_options *options)
{
	struct doorman *doorman = memory_allocate(sizeof *doorman);
	*doorman = (struct doorman){.loop = loop,
				    .program = text_copy(options->program),
				    .state = text_copy(options->state),
				    .certificate = text_copy(options->certificate),
				    .key = text_copy(options->key),
				    .open = options->open,
				    .data = options->data,
				    .fd = options->fd,
				    .child = {.pidfd = -1},
				    .pause_ms = PAUSE_LEAST_MS};
	doorman->again = loop_timer(loop, again_due, doorman);
	if (doorman->fd >= 0)
		let_leave(doorman, options->leaving);
	if (doorman->fd >= 0)
		listens(doorman);
	else if (listen_parse(&doorman->address, options->listen))
		again_due(doorman);
	return doorman;
}

static bool has_ended(const struct child *child)
{
	struct pollfd polled = {.fd = child->pidfd, .events = POLLIN};
	return poll(&polled, 1, END_LIMIT_MS) > 0;
}

static int finish(struct doorman *doorman)
{
	int fd = doorman->fd;
	timer_destroy(doorman->again);
	watch_destroy(doorman->ended);
	watch_destroy(doorman->knock);
	free(doorman->program);
	free(doorman->state);
	free(doorman->certificate);
	free(doorman->key);
	free(doorman);
	return fd;
}

int doorman_socket(const struct doorman *doorman)
{
	return doorman != NULL ? doorman->fd : -1;
}

int doorman_leave(struct doorman *doorman, pid_t *leaving)
{
	*leaving = 0;
	if (doorman == NULL)
		return -1;
	*leaving = doorman->child.pid;
	if (*leaving != 0)
		kill(*leaving, SIGTERM);
	return finish(doorman);
}

void doorman_destroy(struct doorman *doorman)
{
	if (doorman == NULL)
		return;
	if (doorman->child.pid != 0) {
		kill(doorman->child.pid, SIGTERM);
		if (!has_ended(&doorman->child))
			kill(doorman->child.pid, SIGKILL);
		if (has_ended(&doorman->child))
			child_wait(&doorman->child);
	}
	int fd = finish(doorman);
	if (fd >= 0)
		close(fd);
}
