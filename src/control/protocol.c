#include "control/protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

const char *const control_command_names[CONTROL_COMMANDS] = {
	[CONTROL_STATUS] = "status",
	[CONTROL_RELOAD] = "reload",
	[CONTROL_NEXT] = "next",
	[CONTROL_PREVIOUS] = "previous",
	[CONTROL_PAUSE] = "pause",
	[CONTROL_RESUME] = "resume",
	[CONTROL_CLEAR_EMERGENCY] = "emergency clear",
	[CONTROL_CLOCK] = "clock",
	[CONTROL_IDENTIFY] = "identify",
	[CONTROL_SCREENSHOT] = "screenshot",
	[CONTROL_RESTART] = "restart",
	[CONTROL_QUIT] = "quit",
};

bool control_command_named(const char *name, enum control_command *command)
{
	for (int i = 0; i < CONTROL_COMMANDS; i++)
		if (strcmp(name, control_command_names[i]) == 0) {
			*command = (enum control_command)i;
			return true;
		}
	return false;
}

int control_address(struct sockaddr_un *address, const char *state)
{
	int folder = open(state, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return -errno;
	*address = (struct sockaddr_un){.sun_family = AF_UNIX};
	snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/ctl.sock", folder);
	return folder;
}
