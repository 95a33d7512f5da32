#include "player/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

enum {
	PAUSE_LEAST_MS = 500,
	PAUSE_MOST_MS = 30000,
	HEALTHY_MS = 60000,
	END_LIMIT_MS = 250, /* each: after the end of the pipe, and after SIGKILL */
	LINE_LIMIT = 8 << 20,
	PENDING_LIMIT = 8 << 20,
	SILENCE_MS = 8000,       /* two beats are missing */
	STANDSTILL_MS = 4000,    /* and then it does not move for so long: it hangs */
	SILENCE_MOST_MS = 60000, /* so long without a word is to hang, too: some kernels wake it to try again */
};

struct supervisor {
	struct loop *loop;
	char *program, *folder, *state, *screen;
	int width_px, height_px;
	struct link_clock clock;
	bool rehearsal, stand_in;
	void (*heard)(void *data, const struct link_message *message);
	void (*hung)(void *data, bool hung, int64_t since_ms);
	void *data;

	struct child child; /* pid 0: not running */
	struct watch *ended, *readable, *writable;
	int down, up; /* our ends of the pipes; -1: closed */
	struct buffer in, out;
	bool skipping; /* the rest of a line that was too long */
	struct timer *restart;
	int64_t started_ms, pause_ms;
	int restarts;

	struct timer *silence;
	int64_t spoke_ms;
	uint64_t switches; /* of the processor to it, when last looked at in silence */
	bool silent;       /* and the player knows */
};

static void set_silent(struct supervisor *supervisor, bool silent)
{
	if (supervisor->silent == silent)
		return;
	supervisor->silent = silent;
	supervisor->hung(supervisor->data, silent, supervisor->spoke_ms);
}

static void has_spoken(struct supervisor *supervisor)
{
	if (supervisor->silent)
		log_info("the folder answers again");
	set_silent(supervisor, false);
	supervisor->spoke_ms = loop_now_ms(supervisor->loop);
	timer_set(supervisor->silence, supervisor->spoke_ms + SILENCE_MS);
}

/* How often it has waited for something and gone on: what copies a large file from a slow share does that all the time,
 * what waits for an answer that does not come never. 0 if the kernel does not say. */
static uint64_t switches_of(pid_t pid)
{
	static const char name[] = "\nvoluntary_ctxt_switches:";
	char *path = text_format("/proc/%d/status", (int)pid);
	struct buffer text;
	buffer_init(&text);
	const char *found = file_read(path, 65536, &text) == 0 ? strstr(buffer_text(&text), name) : NULL;
	uint64_t switches = found != NULL ? strtoull(found + sizeof name - 1, NULL, 10) : 0;
	buffer_finish(&text);
	free(path);
	return switches;
}

static void silence_due(void *data)
{
	struct supervisor *supervisor = data;
	int64_t now_ms = loop_now_ms(supervisor->loop), silent_ms = now_ms - supervisor->spoke_ms;
	uint64_t switches = switches_of(supervisor->child.pid);
	bool moved = switches != supervisor->switches || silent_ms < SILENCE_MS + STANDSTILL_MS;
	supervisor->switches = switches;
	if (moved && silent_ms < SILENCE_MOST_MS) {
		timer_set(supervisor->silence, now_ms + STANDSTILL_MS);
		return;
	}
	log_warning("the folder %s does not answer; what was there is still shown", supervisor->folder);
	set_silent(supervisor, true);
}

static void close_down(struct supervisor *supervisor)
{
	watch_destroy(supervisor->writable);
	supervisor->writable = NULL;
	if (supervisor->down >= 0)
		close(supervisor->down);
	supervisor->down = -1;
}

static void close_up(struct supervisor *supervisor)
{
	watch_destroy(supervisor->readable);
	supervisor->readable = NULL;
	if (supervisor->up >= 0)
		close(supervisor->up);
	supervisor->up = -1;
}

static void down_ready(void *data, short revents)
{
	struct supervisor *supervisor = data;
	ssize_t sent = write(supervisor->down, supervisor->out.bytes, supervisor->out.length);
	if (sent > 0)
		buffer_drop(&supervisor->out, (size_t)sent);
	bool broken = (revents & POLLERR) != 0 || (sent < 0 && errno != EAGAIN && errno != EINTR);
	if (broken) { /* its end is told by the pidfd */
		close_down(supervisor);
	} else if (supervisor->out.length == 0) {
		watch_destroy(supervisor->writable);
		supervisor->writable = NULL;
	}
}

/* Sends what is in out as soon as the pipe takes it. */
static void send_out(struct supervisor *supervisor)
{
	if (supervisor->down < 0 || supervisor->out.length > PENDING_LIMIT) {
		buffer_clear(&supervisor->out);
		return;
	}
	if (supervisor->writable == NULL)
		supervisor->writable = loop_watch(supervisor->loop, supervisor->down, POLLOUT, down_ready, supervisor);
}

static void take_line(struct supervisor *supervisor, const char *line)
{
	struct link_message message;
	link_read(&message, line);
	if (message.kind == LINK_UNKNOWN)
		log_warning("ingest: a line that is not understood: %.60s", line);
	else if (message.kind != LINK_BEAT)
		supervisor->heard(supervisor->data, &message);
	link_finish(&message);
}

static void take_lines(struct supervisor *supervisor)
{
	size_t begin = 0;
	char *newline;
	struct buffer *in = &supervisor->in;
	while (begin < in->length && (newline = memchr(in->bytes + begin, '\n', in->length - begin)) != NULL) {
		*newline = '\0';
		if (!supervisor->skipping)
			take_line(supervisor, in->bytes + begin);
		supervisor->skipping = false;
		begin = (size_t)(newline - in->bytes) + 1;
	}
	buffer_drop(in, begin);
	if (in->length > LINE_LIMIT) {
		buffer_clear(in);
		supervisor->skipping = true;
	}
}

static void up_ready(void *data, short revents)
{
	struct supervisor *supervisor = data;
	(void)revents;
	char bytes[16384];
	ssize_t got = read(supervisor->up, bytes, sizeof bytes);
	if (got > 0) {
		has_spoken(supervisor);
		buffer_add(&supervisor->in, bytes, (size_t)got);
		take_lines(supervisor);
	} else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
		close_up(supervisor); /* one that no longer speaks is of no use: it is ended, should it still live */
		close_down(supervisor);
		kill(supervisor->child.pid, SIGKILL);
	}
}

static void start_later(struct supervisor *supervisor)
{
	int64_t now_ms = loop_now_ms(supervisor->loop);
	if (now_ms - supervisor->started_ms >= HEALTHY_MS)
		supervisor->pause_ms = PAUSE_LEAST_MS;
	timer_set(supervisor->restart, now_ms + supervisor->pause_ms);
	supervisor->pause_ms *= 2;
	if (supervisor->pause_ms > PAUSE_MOST_MS)
		supervisor->pause_ms = PAUSE_MOST_MS;
}

static void child_ended(void *data, short revents)
{
	struct supervisor *supervisor = data;
	(void)revents;
	/* What it said last is still in the pipe. */
	while (supervisor->up >= 0) {
		struct pollfd polled = {.fd = supervisor->up, .events = POLLIN};
		if (poll(&polled, 1, 0) <= 0 || (polled.revents & POLLIN) == 0)
			break;
		up_ready(supervisor, POLLIN);
	}
	timer_unset(supervisor->silence);
	set_silent(supervisor, false);
	watch_destroy(supervisor->ended);
	supervisor->ended = NULL;
	close_up(supervisor);
	close_down(supervisor);
	int status = child_wait(&supervisor->child);
	if (status >= 256)
		log_warning("ingest: ended by signal %d, starts again in %.1f s", status - 256,
			    (double)supervisor->pause_ms / 1000);
	else
		log_warning("ingest: ended with status %d, starts again in %.1f s", status,
			    (double)supervisor->pause_ms / 1000);
	start_later(supervisor);
}

/* Makes both pipes: ours[0] to write to the child, ours[1] to read from it, theirs[0] its input, theirs[1] its output.
 */
static int make_pipes(int ours[2], int theirs[2])
{
	int down[2], up[2];
	if (pipe2(down, O_CLOEXEC) != 0)
		return -errno;
	if (pipe2(up, O_CLOEXEC) != 0) {
		int error = errno;
		close(down[0]);
		close(down[1]);
		return -error;
	}
	ours[0] = down[1];
	ours[1] = up[0];
	theirs[0] = down[0];
	theirs[1] = up[1];
	for (int i = 0; i < 2; i++)
		fcntl(ours[i], F_SETFL, O_NONBLOCK);
	return 0;
}

/* The child and our ends of its pipes. 0 or a negative errno. */
static int launch(struct supervisor *supervisor)
{
	int ours[2] = {-1, -1}, theirs[2] = {-1, -1};
	int error = make_pipes(ours, theirs);
	if (error != 0)
		return error;
	char size[32];
	struct buffer clock;
	snprintf(size, sizeof size, "%dx%d", supervisor->width_px, supervisor->height_px);
	buffer_init(&clock);
	link_write_clock(&clock, &supervisor->clock);
	clock.bytes[clock.length - 1] = '\0'; /* the line's end */
	const char *arguments[] = {supervisor->program,
				   "--state",
				   supervisor->state,
				   "--size",
				   size,
				   supervisor->folder,
				   "--clock",
				   strchr(clock.bytes, ' ') + 1,
				   "--screen",
				   supervisor->screen,
				   supervisor->stand_in    ? "--stand-in"
				   : supervisor->rehearsal ? "--rehearse"
							   : NULL,
				   NULL};
	struct child_options options = {
		.arguments = arguments, .stdin_fd = theirs[0], .stdout_fd = theirs[1], .extra_fd = -1};
	error = child_start(&supervisor->child, &options);
	buffer_finish(&clock);
	close(theirs[0]);
	close(theirs[1]);
	if (error != 0) {
		supervisor->child = (struct child){.pidfd = -1};
		close(ours[0]);
		close(ours[1]);
		return error;
	}
	supervisor->down = ours[0];
	supervisor->up = ours[1];
	return 0;
}

static void start(struct supervisor *supervisor)
{
	supervisor->started_ms = loop_now_ms(supervisor->loop);
	int error = launch(supervisor);
	if (error != 0) {
		log_error("ingest: %s: %s", supervisor->program, strerror(-error));
		start_later(supervisor);
		return;
	}
	supervisor->spoke_ms = supervisor->started_ms;
	timer_set(supervisor->silence, supervisor->started_ms + SILENCE_MS);
	supervisor->skipping = false;
	buffer_clear(&supervisor->in);
	buffer_clear(&supervisor->out);
	supervisor->readable = loop_watch(supervisor->loop, supervisor->up, POLLIN, up_ready, supervisor);
	supervisor->ended = loop_watch(supervisor->loop, supervisor->child.pidfd, POLLIN, child_ended, supervisor);
	link_write_size(&supervisor->out, supervisor->width_px, supervisor->height_px);
	send_out(supervisor);
}

static void restart_due(void *data)
{
	struct supervisor *supervisor = data;
	supervisor->restarts++;
	start(supervisor);
}

struct supervisor *supervisor_create(struct loop *loop, const struct supervisor_options *options)
{
	struct supervisor *supervisor = memory_allocate(sizeof *supervisor);
	*supervisor = (struct supervisor){.loop = loop,
					  .program = text_copy(options->program),
					  .folder = text_copy(options->folder),
					  .state = text_copy(options->state),
					  .screen = text_copy(options->screen),
					  .width_px = options->width_px,
					  .height_px = options->height_px,
					  .clock = options->clock,
					  .rehearsal = options->rehearsal,
					  .stand_in = options->stand_in,
					  .heard = options->heard,
					  .hung = options->hung,
					  .data = options->data,
					  .child = {.pidfd = -1},
					  .down = -1,
					  .up = -1,
					  .pause_ms = PAUSE_LEAST_MS};
	buffer_init(&supervisor->in);
	buffer_init(&supervisor->out);
	supervisor->restart = loop_timer(loop, restart_due, supervisor);
	supervisor->silence = loop_timer(loop, silence_due, supervisor);
	start(supervisor);
	return supervisor;
}

static bool has_ended(const struct child *child, int limit_ms)
{
	struct pollfd polled = {.fd = child->pidfd, .events = POLLIN};
	return poll(&polled, 1, limit_ms) > 0;
}

void supervisor_destroy(struct supervisor *supervisor)
{
	if (supervisor == NULL)
		return;
	timer_destroy(supervisor->silence);
	timer_destroy(supervisor->restart);
	watch_destroy(supervisor->ended);
	close_down(supervisor); /* it ends when its pipe does */
	close_up(supervisor);
	if (supervisor->child.pid != 0) {
		bool ended = has_ended(&supervisor->child, END_LIMIT_MS);
		if (!ended) {
			kill(supervisor->child.pid, SIGKILL);
			ended = has_ended(&supervisor->child, END_LIMIT_MS);
		}
		if (ended)
			child_wait(&supervisor->child);
		else /* a share that hangs holds it in the kernel: nobody can wait for that */
			log_warning("ingest: pid %d hangs and is left behind", supervisor->child.pid);
	}
	buffer_finish(&supervisor->in);
	buffer_finish(&supervisor->out);
	free(supervisor->program);
	free(supervisor->folder);
	free(supervisor->state);
	free(supervisor->screen);
	free(supervisor);
}

void supervisor_reload(struct supervisor *supervisor)
{
	if (supervisor->child.pid == 0) {
		timer_set(supervisor->restart, loop_now_ms(supervisor->loop));
		return;
	}
	link_write_reload(&supervisor->out);
	send_out(supervisor);
}

void supervisor_tell(struct supervisor *supervisor, const struct problems *problems, const struct health *health)
{
	link_write_problems(&supervisor->out, problems);
	link_write_health(&supervisor->out, health);
	send_out(supervisor);
}

void supervisor_clock(struct supervisor *supervisor, const struct link_clock *clock)
{
	supervisor->clock = *clock;
	if (supervisor->child.pid == 0) /* it will be started with that */
		return;
	link_write_clock(&supervisor->out, clock);
	send_out(supervisor);
}

pid_t supervisor_pid(const struct supervisor *supervisor)
{
	return supervisor->child.pid;
}

int supervisor_restarts(const struct supervisor *supervisor)
{
	return supervisor->restarts;
}
