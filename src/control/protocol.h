/* The ctl protocol, over the Unix stream socket STATE/ctl.sock: one JSON object a line. A request is {"command":
 * "next"}; the answer {"ok": true, …} or {"ok": false, "error": "words"}. `screenshot` is answered with "width" and
 * "height" and a descriptor (SCM_RIGHTS, with the line's first byte) of a sealed memfd that holds the frame's
 * 0x00RRGGBB pixels: whoever asked encodes it, so that no PNG work costs a frame. `clock` has what time it is,
 * {"command": "clock", "now": "2026-05-04T09:30:00+02:00"}. Answers come in the order of the requests. */
#ifndef CONTROL_PROTOCOL_H
#define CONTROL_PROTOCOL_H

#include <stdbool.h>
#include <sys/un.h>

enum { CONTROL_LINE_LIMIT = 1 << 20, CONTROL_REQUEST_LIMIT = 4096, CONTROL_CLIENTS_LIMIT = 16 };

enum control_command {
	CONTROL_STATUS,
	CONTROL_RELOAD,
	CONTROL_NEXT,
	CONTROL_PREVIOUS,
	CONTROL_PAUSE,
	CONTROL_RESUME,
	CONTROL_IDENTIFY,
	CONTROL_CLEAR_EMERGENCY,
	CONTROL_CLOCK,
	CONTROL_SCREENSHOT,
	CONTROL_RESTART,
	CONTROL_QUIT,
	CONTROL_COMMANDS,
};

extern const char *const control_command_names[CONTROL_COMMANDS]; /* "status", … */

/* False for a word that is no command. */
bool control_command_named(const char *name, enum control_command *command);

/* The address of STATE/ctl.sock, however long the path of STATE is: it goes through a descriptor of the folder, which
 * the caller closes after bind() or connect(). The descriptor or a negative errno. */
int control_address(struct sockaddr_un *address, const char *state);

#endif
