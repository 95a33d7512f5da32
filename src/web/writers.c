#include "web/writers.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/child.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

enum { WRITERS_LIMIT = 4, ANSWER_LIMIT_BYTES = 1 << 20 };

struct writing {
	struct writers *writers;
	struct MHD_Connection *connection; /* NULL: nobody waits any more */
	bool suspended;
	bool late; /* its time is up */
	struct child child;
	struct watch *ended; /* NULL: it has */
	struct timer *limit;
	int answer_fd;
	cJSON *answer;
	struct writing *next;
};

struct writers {
	struct loop *loop;
	char *program;
	void (*wake)(void *data);
	void *data;
	struct writing *first;
};

struct writers *writers_create(struct loop *loop, void (*wake)(void *data), void *data)
{
	struct writers *writers = memory_allocate(sizeof *writers);
	*writers = (struct writers){.loop = loop, .program = helper_path("callboard-web"), .wake = wake, .data = data};
	return writers;
}

static void destroy(struct writing *writing)
{
	timer_destroy(writing->limit);
	close(writing->answer_fd);
	cJSON_Delete(writing->answer);
	free(writing);
}

static void remove_writing(struct writing *writing)
{
	struct writing **at = &writing->writers->first;
	while (*at != writing)
		at = &(*at)->next;
	*at = writing->next;
	destroy(writing);
}

static void resume(struct writing *writing)
{
	if (writing->suspended)
		MHD_resume_connection(writing->connection);
	writing->suspended = false;
}

/* The connection goes on: libmicrohttpd calls its handler again, which may leave us. */
static void go_on(struct writing *writing)
{
	struct writers *writers = writing->writers;
	resume(writing);
	writers->wake(writers->data);
}

static cJSON *read_answer(int fd)
{
	struct buffer text;
	buffer_init(&text);
	cJSON *answer = lseek(fd, 0, SEEK_SET) == 0 && file_read_fd(fd, ANSWER_LIMIT_BYTES, &text) == 0
				? cJSON_ParseWithLength(buffer_text(&text), text.length)
				: NULL;
	buffer_finish(&text);
	return answer;
}

static void child_ended(void *data, short revents)
{
	struct writing *writing = data;
	(void)revents;
	watch_destroy(writing->ended);
	writing->ended = NULL;
	timer_unset(writing->limit);
	int status = child_wait(&writing->child);
	if (!writing->late && status == 0)
		writing->answer = read_answer(writing->answer_fd);
	else if (!writing->late)
		log_warning("web: what writes into the folder ended %s %d", status >= 256 ? "by signal" : "with status",
			    status >= 256 ? status - 256 : status);
	if (writing->connection == NULL)
		remove_writing(writing);
	else
		go_on(writing);
}

static void time_is_up(void *data)
{
	struct writing *writing = data;
	writing->late = true;
	kill(writing->child.pid, SIGKILL); /* one that waits for a dead server ends when that answers, not before */
	go_on(writing);
}

/* A file in memory with the request in it. */
static int request_file(const cJSON *asked)
{
	char *text = cJSON_PrintUnformatted(asked);
	int fd = text != NULL ? memfd_create("asked", MFD_CLOEXEC) : -1;
	if (fd >= 0 && (file_write_fd(fd, text, strlen(text)) != 0 || lseek(fd, 0, SEEK_SET) != 0)) {
		close(fd);
		fd = -1;
	}
	cJSON_free(text);
	return fd;
}

static int start(struct writing *writing, const char *folder, const cJSON *asked, int file_fd)
{
	const char *arguments[] = {writing->writers->program, "--folder", folder, NULL};
	struct child_options options = {.arguments = arguments, .extra_fd = file_fd};
	options.stdin_fd = request_file(asked);
	options.stdout_fd = writing->answer_fd = memfd_create("answer", MFD_CLOEXEC);
	int error = options.stdin_fd < 0 || options.stdout_fd < 0 || arguments[0] == NULL
			    ? -EMFILE
			    : child_start(&writing->child, &options);
	if (options.stdin_fd >= 0)
		close(options.stdin_fd);
	if (error != 0 && options.stdout_fd >= 0)
		close(options.stdout_fd);
	return error;
}

/* 0: another one may start. */
static int room(const struct writers *writers)
{
	int count = 0, error = 0;
	for (const struct writing *one = writers->first; one != NULL; one = one->next) {
		if (one->late && one->ended != NULL)
			error = -ETIMEDOUT;
		count++;
	}
	return error != 0 ? error : count >= WRITERS_LIMIT ? -EBUSY : 0;
}

struct writing *writers_ask(struct writers *writers, struct MHD_Connection *connection, const char *folder,
			    const cJSON *asked, int file_fd, int limit_ms, int *error)
{
	*error = room(writers);
	if (*error != 0)
		return NULL;
	struct writing *writing = memory_allocate(sizeof *writing);
	*writing = (struct writing){.writers = writers, .connection = connection};
	*error = start(writing, folder, asked, file_fd);
	if (*error != 0) {
		log_error("web: %s: %s", writers->program != NULL ? writers->program : "callboard-web",
			  strerror(-*error));
		free(writing);
		return NULL;
	}
	writing->next = writers->first;
	writers->first = writing;
	writing->ended = loop_watch(writers->loop, writing->child.pidfd, POLLIN, child_ended, writing);
	writing->limit = loop_timer(writers->loop, time_is_up, writing);
	timer_set(writing->limit, loop_now_ms(writers->loop) + limit_ms);
	writing->suspended = true;
	MHD_suspend_connection(connection);
	return writing;
}

cJSON *writing_answer(struct writing *writing)
{
	cJSON *answer = writing->answer;
	writing->answer = NULL;
	return answer;
}

void writing_leave(struct writing *writing)
{
	writing->connection = NULL;
	if (writing->ended == NULL)
		remove_writing(writing);
}

void writers_end(struct writers *writers)
{
	for (struct writing *one = writers->first; one != NULL; one = one->next)
		resume(one);
}

void writers_destroy(struct writers *writers)
{
	if (writers == NULL)
		return;
	for (struct writing *one = writers->first, *next; one != NULL; one = next) {
		next = one->next;
		if (one->ended != NULL) { /* not waited for: it may hang; our end is its, too */
			watch_destroy(one->ended);
			kill(one->child.pid, SIGKILL);
			close(one->child.pidfd);
		}
		destroy(one);
	}
	free(writers->program);
	free(writers);
}
