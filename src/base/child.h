/* Child processes: started with exactly the descriptors named, watched through a pidfd (pidfd_open(2)) that
 * the poll loop can wait on. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stddef.h>
#include <sys/types.h>

struct child_options {
	const char *const *arguments; /* argv, NULL-terminated; arguments[0] is the program's path */
	int stdin_fd, stdout_fd;      /* -1: /dev/null. Borrowed. */
	int extra_fd;                 /* becomes descriptor 3; -1: none. Borrowed. */
};

struct child {
	pid_t pid;
	int pidfd; /* readable when it has ended */
};

/* 0 or a negative errno; exec's own failure counts. standard error is inherited, everything else closed; SIGTERM if
 * this process dies (PR_SET_PDEATHSIG); signals at their defaults; no core files; no new privileges. */
int child_start(struct child *child, const struct child_options *options);

/* A child that this process had before exec. 0 or a negative errno: -ECHILD where it is none. */
int child_adopt(struct child *child, pid_t pid);

/* Ends those that this process had before exec and nobody knows of any more; except one (0: none), if it is there. */
void children_end(pid_t except);

/* The exit status (0..255), or 256 + signal. Waits for its end; closes pidfd. */
int child_wait(struct child *child);

/* As child_wait for one that need not have ended: SIGKILL first. */
int child_kill(struct child *child);

#endif
