/* One player a state folder: STATE/lock, held by flock(2) for as long as the process lives, with its pid inside. */
#ifndef PLAYER_LOCK_H
#define PLAYER_LOCK_H

#include <sys/types.h>

/* The descriptor that holds the lock (close it to let go); or a negative errno: -EWOULDBLOCK means that another process
 * has it, then *holder is its pid (0 if it cannot be told). `inherited`: a descriptor that may already be this lock,
 * kept over exec; -1: none. */
int lock_take(const char *state, int inherited, pid_t *holder);

#endif
