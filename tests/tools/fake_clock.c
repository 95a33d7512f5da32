/* Preloaded (LD_PRELOAD), this lets a test set the clock of a program and what the kernel says of it: the file
 * $FAKE_CLOCK has the seconds that the time of day is moved by, and 1 if the kernel is synchronised, else 0. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

static void ask(long long *seconds, int *synchronised)
{
	char text[64] = "";
	const char *path = getenv("FAKE_CLOCK");
	int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	*seconds = 0;
	*synchronised = 0;
	if (fd < 0)
		return;
	if (read(fd, text, sizeof text - 1) > 0)
		sscanf(text, "%lld %d", seconds, synchronised);
	close(fd);
}

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int clock_gettime(clockid_t id, struct timespec *now)
{
	long long seconds;
	int synchronised;
	int error = (int)syscall(SYS_clock_gettime, id, now);
	if (error != 0 || id != CLOCK_REALTIME)
		return error;
	ask(&seconds, &synchronised);
	now->tv_sec += (time_t)seconds;
	return 0;
}

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int adjtimex(struct timex *state)
{
	long long seconds;
	int synchronised;
	ask(&seconds, &synchronised);
	state->status = synchronised ? STA_PLL : STA_PLL | STA_UNSYNC;
	return synchronised ? TIME_OK : TIME_ERROR;
}
