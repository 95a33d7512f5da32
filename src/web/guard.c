#include "web/guard.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static bool is_port(const char *text)
{
	if (text[0] != ':')
		return text[0] == '\0';
	size_t digits = strspn(text + 1, "0123456789");
	return digits > 0 && digits <= 5 && text[1 + digits] == '\0';
}

static bool named(const char *name, const char *own_name)
{
	static const char local[] = ".local";
	size_t length = strlen(own_name);
	if (strcasecmp(name, "localhost") == 0)
		return true;
	if (length == 0 || strncasecmp(name, own_name, length) != 0)
		return false;
	return name[length] == '\0' || strcasecmp(name + length, local) == 0;
}

bool guard_host_name(const char *host, char name[static GUARD_HOST_SIZE])
{
	if (host == NULL || strlen(host) >= GUARD_HOST_SIZE)
		return false;
	bool bracketed = host[0] == '[';
	size_t length = strcspn(host, bracketed ? "]" : ":");
	const char *rest = host + length;
	if (bracketed) {
		if (*rest++ != ']')
			return false;
		length--; /* its bracket */
	}
	memcpy(name, host + bracketed, length);
	name[length] = '\0';
	return is_port(rest);
}

bool guard_host(const char *host, const char *own_name)
{
	char name[GUARD_HOST_SIZE];
	struct in6_addr address;
	if (!guard_host_name(host, name))
		return false;
	if (host[0] == '[')
		return inet_pton(AF_INET6, name, &address) == 1;
	return inet_pton(AF_INET, name, &address) == 1 || named(name, own_name);
}

bool guard_origin(const char *origin, const char *host)
{
	static const char *const schemes[] = {"http://", "https://"};
	for (size_t i = 0; host != NULL && i < sizeof schemes / sizeof *schemes; i++) {
		size_t length = strlen(schemes[i]);
		if (strncmp(origin, schemes[i], length) == 0 && strcasecmp(origin + length, host) == 0)
			return true;
	}
	return false;
}

bool guard_own_site(const struct guard_headers *headers)
{
	if (headers->origin != NULL && !guard_origin(headers->origin, headers->host))
		return false;
	return headers->fetch_site == NULL || strcmp(headers->fetch_site, "same-origin") == 0 ||
	       strcmp(headers->fetch_site, "none") == 0;
}

bool guard_own_action(const struct guard_headers *headers)
{
	return guard_own_site(headers) &&
	       (headers->origin != NULL ||
		(headers->fetch_site != NULL && strcmp(headers->fetch_site, "same-origin") == 0));
}

const char *guard_bearer(const char *authorization)
{
	static const char scheme[] = "Bearer ";
	if (authorization == NULL || strncasecmp(authorization, scheme, sizeof scheme - 1) != 0)
		return NULL;
	return authorization + sizeof scheme - 1;
}
