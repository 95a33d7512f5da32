#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Descriptors `wanted` become 0, 1 and 3 (and 2 stays), everything else is closed. They are first moved above all of
 * these, so that none overwrites another. Runs in the child: nothing but system calls. */
static int arrange_descriptors(const int wanted[4])
{
	int moved[4] = {-1, -1, -1, -1};
	for (int i = 0; i < 4; i++) {
		if (i == 2)
			continue;
		if (wanted[i] >= 0)
			moved[i] = fcntl(wanted[i], F_DUPFD_CLOEXEC, 10);
		else if (i < 2)
			moved[i] = fcntl(open("/dev/null", O_RDWR | O_CLOEXEC), F_DUPFD_CLOEXEC, 10);
		if (moved[i] < 0 && (wanted[i] >= 0 || i < 2))
			return -1;
	}
	for (int i = 0; i < 4; i++)
		if (moved[i] >= 0 && dup2(moved[i], i) < 0)
			return -1;
	unsigned first_closed = wanted[3] >= 0 ? 4 : 3;
	return (int)syscall(SYS_close_range, first_closed, ~0u, 4 /* CLOSE_RANGE_CLOEXEC */);
}

static void become(const struct child_options *options, pid_t parent, int failure)
{
	failure = fcntl(failure, F_DUPFD_CLOEXEC, 20); /* out of the way of what follows */
	const int wanted[4] = {options->stdin_fd, options->stdout_fd, -1, options->extra_fd};
	sigset_t none;
	sigemptyset(&none);
	for (int signal_number = 1; signal_number < NSIG; signal_number++)
		signal(signal_number, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	struct rlimit no_core = {0, 0};
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && arrange_descriptors(wanted) == 0 &&
	    setrlimit(RLIMIT_CORE, &no_core) == 0) {
		char **arguments = NULL;
		memcpy(&arguments, &options->arguments, sizeof arguments); /* execv's type lacks a const */
		execv(arguments[0], arguments);
	}
	int error = errno != 0 ? errno : ESRCH;
	ssize_t told = write(failure, &error, sizeof error);
	_exit(told == (ssize_t)sizeof error ? 126 : 127);
}

int child_start(struct child *child, const struct child_options *options)
{
	int failure[2];
	if (pipe2(failure, O_CLOEXEC) != 0)
		return -errno;
	pid_t parent = getpid();
	pid_t pid = fork();
	if (pid == 0) {
		close(failure[0]);
		become(options, parent, failure[1]);
	}
	int error = pid < 0 ? errno : 0;
	close(failure[1]);
	if (pid > 0) {
		ssize_t got;
		do
			got = read(failure[0], &error, sizeof error);
		while (got < 0 && errno == EINTR);
		if (got <= 0)
			error = 0; /* closed by exec */
	}
	close(failure[0]);
	if (pid < 0)
		return -error;
	child->pid = pid;
	child->pidfd = -1;
	if (error == 0) {
		child->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
		if (child->pidfd < 0)
			error = errno;
	}
	if (error != 0)
		child_kill(child);
	return -error;
}

int child_adopt(struct child *child, pid_t pid)
{
	siginfo_t info;
	if (pid <= 0 || waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0)
		return -ECHILD;
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (pidfd < 0)
		return -errno;
	*child = (struct child){.pid = pid, .pidfd = pidfd};
	return 0;
}

void children_end(pid_t except)
{
	char path[64];
	int pid;
	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	FILE *file = fopen(path, "re");
	while (file != NULL && fscanf(file, "%d", &pid) == 1) {
		if (pid == except)
			continue;
		kill(pid, SIGKILL);
		/* One that waits for a disk or a server ends when that answers; nobody waits for it. */
		for (int i = 0; i < 20 && waitpid(pid, NULL, WNOHANG) == 0; i++)
			usleep(5000);
	}
	if (file != NULL)
		fclose(file);
}

int child_wait(struct child *child)
{
	int status = 0;
	while (waitpid(child->pid, &status, 0) < 0)
		if (errno != EINTR)
			abort(); /* not our child: our bug */
	if (child->pidfd >= 0)
		close(child->pidfd);
	child->pidfd = -1;
	child->pid = 0;
	return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

int child_kill(struct child *child)
{
	kill(child->pid, SIGKILL);
	return child_wait(child);
}
