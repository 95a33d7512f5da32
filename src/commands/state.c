#include "commands/state.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "commands/commands.h"
#include "player/lock.h"

int state_take(const char *state, int inherited, int *status)
{
	pid_t holder = 0;
	int error = folder_make(state, 0700);
	int lock = error == 0 ? lock_take(state, inherited, &holder) : error;
	if (lock >= 0)
		return lock;
	*status = EXIT_REFUSED;
	if (lock == -EWOULDBLOCK) {
		log_error("another player (pid %d) holds %s", holder, state);
		*status = EXIT_TAKEN;
	} else {
		log_error("%s: %s", state, strerror(-lock));
	}
	return -1;
}
