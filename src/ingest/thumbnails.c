#include "ingest/thumbnails.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/child.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

enum {
	PAGES_MOST = 32,
	TOLD_MOST = 256 << 10,    /* bytes of what the child says */
	PATIENCE_MS = 10 * 60000, /* on a machine that has better things to do */
};

struct thumbnails {
	struct loop *loop;
	const char *program, *state, *screen;
	char *folder;
	void (*done)(void *data);
	void *data;
	struct child child; /* pid 0: none */
	int fd;
	struct watch *readable, *ended;
	struct timer *patience;
	struct buffer told;
	struct arena *arena; /* of the list */
	struct thumbnail *list;
	size_t count, capacity;
};

/* "FILE<TAB>SLIDE<TAB>PAGE<TAB>PAGES<TAB>TEXTS" */
static void take_line(struct thumbnails *thumbnails, char *line)
{
	char *fields[5];
	for (size_t i = 0; i < 5; i++) {
		fields[i] = strsep(&line, "\t");
		if (fields[i] == NULL)
			return;
	}
	if (thumbnails->count == PAGES_MOST || strchr(fields[0], '/') != NULL)
		return;
	struct arena *arena = thumbnails->arena;
	thumbnails->list = arena_grow(arena, thumbnails->list, &thumbnails->capacity, thumbnails->count + 1,
				      sizeof *thumbnails->list);
	thumbnails->list[thumbnails->count++] =
		(struct thumbnail){.file = arena_format(arena, "%s/%s", thumbnails->folder, fields[0]),
				   .slide = arena_text(arena, fields[1]),
				   .page = strtoul(fields[2], NULL, 10),
				   .pages = strtoul(fields[3], NULL, 10),
				   .texts = arena_text(arena, fields[4])};
}

static void forget(struct thumbnails *thumbnails)
{
	arena_destroy(thumbnails->arena);
	thumbnails->arena = arena_create();
	thumbnails->list = NULL;
	thumbnails->count = thumbnails->capacity = 0;
	buffer_clear(&thumbnails->told);
}

static void hush(struct thumbnails *thumbnails)
{
	watch_destroy(thumbnails->readable);
	thumbnails->readable = NULL;
	if (thumbnails->fd >= 0)
		close(thumbnails->fd);
	thumbnails->fd = -1;
}

static void hear(void *data, short revents)
{
	struct thumbnails *thumbnails = data;
	char bytes[4096];
	(void)revents;
	ssize_t got = read(thumbnails->fd, bytes, sizeof bytes);
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got > 0 && thumbnails->told.length < TOLD_MOST)
		buffer_add(&thumbnails->told, bytes, (size_t)got);
	else if (got <= 0)
		hush(thumbnails);
}

static void end(void *data, short revents)
{
	struct thumbnails *thumbnails = data;
	(void)revents;
	while (thumbnails->fd >= 0) /* what it said last is still in the pipe */
		hear(thumbnails, 0);
	watch_destroy(thumbnails->ended);
	thumbnails->ended = NULL;
	timer_unset(thumbnails->patience);
	int status = child_wait(&thumbnails->child);
	thumbnails->child = (struct child){.pidfd = -1};
	char *rest = buffer_take(&thumbnails->told), *lines = rest;
	while (status == 0 && rest != NULL && rest[0] != '\0')
		take_line(thumbnails, strsep(&rest, "\n"));
	free(lines);
	if (status != 0)
		log_warning("the report has no pictures: %s thumbnails ended with status %d", thumbnails->program,
			    status);
	thumbnails->done(thumbnails->data);
}

static void lose_patience(void *data)
{
	struct thumbnails *thumbnails = data;
	kill(thumbnails->child.pid, SIGKILL); /* end() hears of it */
}

struct thumbnails *thumbnails_create(struct loop *loop, const char *program, const char *state, const char *screen,
				     void (*done)(void *data), void *data)
{
	struct thumbnails *thumbnails = memory_allocate(sizeof *thumbnails);
	*thumbnails = (struct thumbnails){.loop = loop,
					  .program = program,
					  .state = state,
					  .screen = screen,
					  .folder = path_join(state, "report/pages"),
					  .done = done,
					  .data = data,
					  .child = {.pidfd = -1},
					  .fd = -1,
					  .arena = arena_create()};
	thumbnails->patience = loop_timer(loop, lose_patience, thumbnails);
	return thumbnails;
}

void thumbnails_destroy(struct thumbnails *thumbnails)
{
	if (thumbnails == NULL)
		return;
	timer_destroy(thumbnails->patience);
	watch_destroy(thumbnails->ended);
	hush(thumbnails);
	if (thumbnails->child.pid != 0)
		child_kill(&thumbnails->child);
	buffer_finish(&thumbnails->told);
	arena_destroy(thumbnails->arena);
	free(thumbnails->folder);
	free(thumbnails);
}

bool thumbnails_draw(struct thumbnails *thumbnails, int64_t at_utc_s, bool clock_unset)
{
	char at[26];
	int ends[2];
	forget(thumbnails);
	folder_remove(thumbnails->folder);
	if (folder_make(thumbnails->folder, 0700) != 0 || pipe2(ends, O_CLOEXEC) != 0)
		return false;
	civil_format(at_utc_s, 0, at);
	const char *const arguments[] = {thumbnails->program,
					 "thumbnails",
					 thumbnails->folder,
					 "--state",
					 thumbnails->state,
					 "--screen",
					 thumbnails->screen,
					 "--at",
					 at,
					 clock_unset ? "--clock-unset" : NULL,
					 NULL};
	struct child_options options = {.arguments = arguments, .stdin_fd = -1, .stdout_fd = ends[1], .extra_fd = -1};
	int error = child_start(&thumbnails->child, &options);
	close(ends[1]);
	if (error != 0) {
		thumbnails->child = (struct child){.pidfd = -1};
		close(ends[0]);
		log_warning("the report has no pictures: %s: %s", thumbnails->program, strerror(-error));
		return false;
	}
	thumbnails->fd = ends[0];
	thumbnails->readable = loop_watch(thumbnails->loop, thumbnails->fd, POLLIN, hear, thumbnails);
	thumbnails->ended = loop_watch(thumbnails->loop, thumbnails->child.pidfd, POLLIN, end, thumbnails);
	timer_set(thumbnails->patience, loop_now_ms(thumbnails->loop) + PATIENCE_MS);
	return true;
}

bool thumbnails_busy(const struct thumbnails *thumbnails)
{
	return thumbnails->child.pid != 0;
}

const struct thumbnail *thumbnails_list(const struct thumbnails *thumbnails, size_t *count)
{
	*count = thumbnails->count;
	return thumbnails->list;
}
