#include "player/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static pid_t read_pid(int fd)
{
	char text[24] = "";
	if (pread(fd, text, sizeof text - 1, 0) <= 0)
		return 0;
	long pid = strtol(text, NULL, 10);
	return pid > 0 ? (pid_t)pid : 0;
}

static int write_pid(int fd)
{
	char text[24];
	int length = snprintf(text, sizeof text, "%d\n", getpid());
	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)length, 0) != length)
		return -errno;
	return 0;
}

/* Is it a descriptor of that very file? */
static bool same_file(int fd, int other)
{
	struct stat one, two;
	return fstat(fd, &one) == 0 && fstat(other, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

int lock_take(const char *state, int inherited, pid_t *holder)
{
	*holder = 0;
	char *path = path_join(state, "lock");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 && errno == EROFS) /* a card that is worn out: what it has can still be shown */
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int error = errno;
	free(path);
	if (fd < 0)
		return -error;
	if (inherited > 2 && same_file(fd, inherited)) {
		close(fd); /* flock belongs to the open file, not to the process: this does not let go */
		fd = inherited;
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		error = errno;
		*holder = read_pid(fd);
		close(fd);
		return -error;
	}
	/* A full disk takes the pid out of the message, not the player off the screen. */
	(void)write_pid(fd);
	return fd;
}
