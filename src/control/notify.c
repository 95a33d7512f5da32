#include "control/notify.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST_PASSED = 3 /* where systemd's descriptors begin */, PASSED_LIMIT = 64 };

static const char kept_variable[] = "CALLBOARD_KEPT"; /* tells it over exec */

/* Sends the lines and, unless it is negative, a descriptor. A manager that is too busy to take it hears the next one.
 */
static bool send_with(const char *lines, int passed)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (path == NULL || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof address.sun_path)
		return false;
	size_t length = strlen(path);
	memcpy(address.sun_path, path, length);
	if (path[0] == '@') /* the abstract name space */
		address.sun_path[0] = '\0';
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = {0};
	struct iovec text = {.iov_len = strlen(lines)};
	memcpy(&text.iov_base, &lines, sizeof lines); /* the type lacks a const */
	struct msghdr message = {.msg_name = &address,
				 .msg_namelen = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length),
				 .msg_iov = &text,
				 .msg_iovlen = 1};
	if (passed >= 0) {
		message.msg_control = &control;
		message.msg_controllen = sizeof control.bytes;
		control.header = (struct cmsghdr){
			.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
		memcpy(CMSG_DATA(&control.header), &passed, sizeof passed);
	}
	bool sent = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
	close(fd);
	return sent;
}

void notify_send(const char *lines)
{
	send_with(lines, -1);
}

bool notify_keep(const char *name, int fd)
{
	char lines[128];
	snprintf(lines, sizeof lines, "FDSTOREREMOVE=1\nFDNAME=%s", name);
	if (!send_with(lines, -1))
		return false;
	snprintf(lines, sizeof lines, "FDSTORE=1\nFDPOLL=0\nFDNAME=%s", name);
	if (!send_with(lines, fd))
		return false;
	setenv(kept_variable, "1", 1);
	return true;
}

bool notify_kept(void)
{
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
	bool kept = getenv(kept_variable) != NULL;
	if (pid != NULL && atoll(pid) == getpid() && count != NULL) {
		for (int i = 0; i < atoi(count) && i < PASSED_LIMIT; i++)
			kept = close(FIRST_PASSED + i) == 0 || kept;
	}
	unsetenv(kept_variable);
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
	return kept;
}
