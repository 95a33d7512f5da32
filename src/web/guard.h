/* Who may ask: pure checks of a request's headers. Browsers send along what a foreign page cannot forge (Origin,
 * Sec-Fetch-Site), and the name they were sent to (Host), which tells a page that had its own name pointed at us. */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include <stdbool.h>

enum { GUARD_HOST_SIZE = 256 };

/* Is Host one of ours: an address in numbers, localhost, the host's own name, or that with .local? A port may follow.
 * Foreign names that lead here are not. NULL: no. */
bool guard_host(const char *host, const char *own_name);

/* Does Origin name that very Host? */
bool guard_origin(const char *origin, const char *host);

/* The name, or the address in numbers, that Host has, without its port and an address's brackets. False if that is no
 * Host. */
bool guard_host_name(const char *host, char name[static GUARD_HOST_SIZE]);

struct guard_headers { /* NULL: not sent */
	const char *host, *origin, *fetch_site;
};

/* Does a request come from our own page, or from no page at all? */
bool guard_own_site(const struct guard_headers *headers);

/* The same for one that acts and has a cookie for its only right: it must say where it comes from. */
bool guard_own_action(const struct guard_headers *headers);

/* The token after "Bearer " of an Authorization header, inside it; NULL if it is something else. */
const char *guard_bearer(const char *authorization);

#endif
