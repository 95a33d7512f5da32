#include "control/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

enum { BACKLOG = 256, PORT_DIGITS = 5 };

static struct sockaddr_in *v4(struct listen_address *address)
{
	return (struct sockaddr_in *)(void *)&address->socket;
}

static struct sockaddr_in6 *v6(struct listen_address *address)
{
	return (struct sockaddr_in6 *)(void *)&address->socket;
}

static bool parse_port(const char *text, in_port_t *port)
{
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > PORT_DIGITS || text[digits] != '\0' || atoi(text) > UINT16_MAX)
		return false;
	*port = htons((uint16_t)atoi(text));
	return true;
}

bool listen_parse(struct listen_address *address, const char *text)
{
	*address = (struct listen_address){0};
	const char *colon = strrchr(text, ':');
	char host[INET6_ADDRSTRLEN + 2];
	in_port_t port;
	if (colon == NULL || (size_t)(colon - text) >= sizeof host || !parse_port(colon + 1, &port))
		return false;
	size_t length = (size_t)(colon - text);
	memcpy(host, text, length);
	host[length] = '\0';
	if (host[0] == '[' && host[length - 1] == ']') {
		host[length - 1] = '\0';
		address->length = sizeof(struct sockaddr_in6);
		v6(address)->sin6_family = AF_INET6;
		v6(address)->sin6_port = port;
		return inet_pton(AF_INET6, host + 1, &v6(address)->sin6_addr) == 1;
	}
	address->length = sizeof(struct sockaddr_in);
	v4(address)->sin_family = AF_INET;
	v4(address)->sin_port = port;
	return inet_pton(AF_INET, host, &v4(address)->sin_addr) == 1;
}

bool listen_loopback(const struct listen_address *address)
{
	struct listen_address copy = *address;
	if (copy.socket.ss_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&v6(&copy)->sin6_addr);
	return ntohl(v4(&copy)->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
}

int listen_open(const struct listen_address *address)
{
	int yes = 1;
	int fd = socket(address->socket.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &yes, sizeof yes); /* of IPv6 sockets, too */
	if (bind(fd, (const struct sockaddr *)&address->socket, address->length) != 0 || listen(fd, BACKLOG) != 0) {
		int error = errno;
		close(fd);
		return -error;
	}
	return fd;
}

int listen_port(int fd)
{
	struct listen_address address = {.length = sizeof address.socket};
	if (getsockname(fd, (struct sockaddr *)&address.socket, &address.length) != 0)
		return 0;
	return ntohs(address.socket.ss_family == AF_INET6 ? v6(&address)->sin6_port : v4(&address)->sin_port);
}

char *listen_url(int fd, bool secure)
{
	const char *scheme = secure ? "https" : "http";
	struct listen_address address = {.length = sizeof address.socket};
	char name[INET6_ADDRSTRLEN] = "localhost", host[HOST_NAME_MAX + 1] = "";
	if (getsockname(fd, (struct sockaddr *)&address.socket, &address.length) != 0)
		return text_format("%s://localhost/", scheme);
	bool six = address.socket.ss_family == AF_INET6;
	int port = listen_port(fd);
	bool everywhere = six ? IN6_IS_ADDR_UNSPECIFIED(&v6(&address)->sin6_addr)
			      : v4(&address)->sin_addr.s_addr == htonl(INADDR_ANY);
	if (everywhere && gethostname(host, sizeof host - 1) == 0 && host[0] != '\0')
		return text_format("%s://%s:%d/", scheme, host, port);
	if (everywhere)
		return text_format("%s://localhost:%d/", scheme, port);
	if (six)
		inet_ntop(AF_INET6, &v6(&address)->sin6_addr, name, sizeof name);
	else
		inet_ntop(AF_INET, &v4(&address)->sin_addr, name, sizeof name);
	return text_format(six ? "%s://[%s]:%d/" : "%s://%s:%d/", scheme, name, port);
}

bool listen_is(int fd)
{
	int listening = 0;
	socklen_t length = sizeof listening;
	return fd >= 0 && getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 && listening != 0;
}
