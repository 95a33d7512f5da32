/* The control page's server: libmicrohttpd in our loop, on a socket that the player holds. It asks the player over the
 * ctl protocol and touches nothing else of it, so that nothing a visitor does costs a frame. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "base/loop.h"

struct web;

struct web_options { /* borrowed */
	int fd;      /* of the listening socket */
	const char *state;
	const char *certificate, *key; /* PEM files; NULL: without encryption */
	const struct clock *clock;
	int idle_ms; /* so long without a visitor, and the loop is stopped with status 0 */
};

/* NULL after a logged reason. */
struct web *web_create(struct loop *loop, const struct web_options *options);

/* Takes no more visitors, finishes what is being said, and stops the loop with status 0: a fifth of a second at most.
 */
void web_leave(struct web *web);
void web_destroy(struct web *web); /* NULL is fine */

#endif
