#include "commands/rescue.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"

enum {
	START_LIMIT_S = 30,
	LIMIT_S = 5,
	MORE_S = 1, /* then a second's look at what it does, */
	MORE_TIMES = 10,
	BLOCKED_MS = 30, /* of that second */
	CIRCLING_MS = 900,
	ENVIRONMENT_ROOM = 64,
};

/* What the handler needs is made beforehand: it may neither allocate nor ask the environment. */
struct rescue {
	struct rescue_options options;
	timer_t timer;
	char **command;
	char **environment; /* that of the process, and two of our own */
	char position[ENVIRONMENT_ROOM], door[ENVIRONMENT_ROOM];
	int lock_fd, door_fd;
	int looks; /* since the limit has passed */
	int64_t processor_ms;
};

char **rescue_command(int argc, char **argv)
{
	static char name[] = "callboard", command[] = "play";
	char **again = memory_allocate(((size_t)argc + 2) * sizeof *again);
	again[0] = name;
	again[1] = command;
	memcpy(again + 2, argv + 1, (size_t)(argc - 1) * sizeof *again);
	return again;
}

void rescue_keep_open(int lock, int door)
{
	syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */);
	fcntl(lock, F_SETFD, 0);
	if (door >= 0)
		fcntl(door, F_SETFD, 0);
}

/* Of this thread, which is the one that the loop runs in. */
static int64_t processor_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void set_timer(struct rescue *rescue, int seconds)
{
	struct itimerspec limit = {.it_value = {.tv_sec = seconds}};
	timer_settime(rescue->timer, 0, &limit, NULL);
}

/* It may get on, only slower than it would like, where others have the processor: who is blocked gets none of it, who
 * goes round in circles all. */
static bool slow(struct rescue *rescue)
{
	int64_t before_ms = rescue->processor_ms;
	rescue->processor_ms = processor_ms();
	int64_t had_ms = rescue->processor_ms - before_ms;
	return rescue->looks == 0 || (rescue->looks <= MORE_TIMES && had_ms >= BLOCKED_MS && had_ms <= CIRCLING_MS);
}

static void stands(int number, siginfo_t *info, void *context)
{
	static const char words[] = "callboard: no picture could be proved for too long: starting anew\n";
	struct rescue *rescue = info->si_value.sival_ptr;
	(void)number;
	(void)context;
	if (slow(rescue)) {
		rescue->looks++;
		set_timer(rescue, MORE_S);
		return;
	}
	rescue->options.standing(rescue->options.data);
	ssize_t heard = write(STDERR_FILENO, words, sizeof words - 1);
	(void)heard;
	rescue_keep_open(rescue->lock_fd, rescue->door_fd);
	execve("/proc/self/exe", rescue->command, rescue->environment);
	_exit(1);
}

static void copy_environment(struct rescue *rescue)
{
	size_t count = 0, kept = 0;
	while (environ[count] != NULL)
		count++;
	rescue->environment = memory_allocate((count + 3) * sizeof *rescue->environment);
	rescue->environment[kept++] = rescue->position;
	rescue->environment[kept++] = rescue->door;
	for (size_t i = 0; i < count; i++)
		rescue->environment[kept++] = environ[i];
}

struct rescue *rescue_create(const struct rescue_options *options)
{
	int number = SIGRTMIN;
	sigset_t set;
	struct rescue *rescue = memory_allocate(sizeof *rescue);
	*rescue = (struct rescue){.options = *options, .lock_fd = -1, .door_fd = -1};
	struct sigaction action = {.sa_sigaction = stands, .sa_flags = SA_SIGINFO | SA_RESTART | SA_NODEFER};
	struct sigevent event = {
		.sigev_notify = SIGEV_SIGNAL, .sigev_signo = number, .sigev_value = {.sival_ptr = rescue}};
	sigemptyset(&action.sa_mask);
	if (sigaction(number, &action, NULL) != 0 || timer_create(CLOCK_MONOTONIC, &event, &rescue->timer) != 0) {
		free(rescue);
		return NULL;
	}
	sigemptyset(&set);
	sigaddset(&set, number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	rescue->command = rescue_command(options->argc, options->argv);
	copy_environment(rescue);
	set_timer(rescue, START_LIMIT_S);
	return rescue;
}

void rescue_destroy(struct rescue *rescue)
{
	if (rescue == NULL)
		return;
	timer_delete(rescue->timer);
	free(rescue->command);
	free(rescue->environment);
	free(rescue);
}

void rescue_feed(struct rescue *rescue, const struct kept *kept)
{
	if (rescue == NULL)
		return;
	set_timer(rescue, LIMIT_S);
	rescue->lock_fd = kept->lock;
	rescue->door_fd = kept->door;
	kept_print(kept, rescue->position, rescue->door, ENVIRONMENT_ROOM);
	rescue->looks = 0;
}
