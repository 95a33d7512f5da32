/* Where the control page is to be found: "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:80". Numbers only, so that no name
 * has to be looked up at boot. */
#ifndef CONTROL_LISTEN_H
#define CONTROL_LISTEN_H

#include <stdbool.h>
#include <sys/socket.h>

struct listen_address {
	struct sockaddr_storage socket;
	socklen_t length;
};

/* False for a text that is no address with a port. Port 0: any that is free. */
bool listen_parse(struct listen_address *address, const char *text);

/* Can only this machine reach it? */
bool listen_loopback(const struct listen_address *address);

/* A listening socket, also for an address that this machine does not have yet. It does not block and is closed by exec.
 * The descriptor or a negative errno. */
int listen_open(const struct listen_address *address);

/* Where such a socket listens, as a browser here would write it: "http://127.0.0.1:8080/", https if secure, with the
 * host's name if it listens everywhere. free() it. */
char *listen_url(int fd, bool secure);

/* Its port; 0 if it has none. */
int listen_port(int fd);

/* Is this descriptor a listening socket at all? */
bool listen_is(int fd);

#endif
