/* What the page answers: the checks that every request passes, and what each path does. */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include <microhttpd.h>
#include <stdbool.h>

#include "base/loop.h"
#include "control/token.h"
#include "web/door.h"
#include "web/events.h"
#include "web/failures.h"
#include "web/player.h"
#include "web/tls.h"
#include "web/tongues.h"
#include "web/visitors.h"
#include "web/wording.h"

struct routes {
	const struct loop *loop;
	const char *state; /* borrowed */
	struct door door;  /* whoever made the routes begins and ends it */
	char host[256];    /* this machine's name */
	char token[TOKEN_SIZE];
	char session[TOKEN_SIZE]; /* the cookie's value: made from the token, which it does not tell */
	char cookie[32];          /* its name; browsers know no ports, so it has ours */
	struct failures failures;
	int files; /* that are being sent */
	struct player_picture picture;
	struct events *events;
	struct tongues *tongues;
	struct wording *wording;
	struct buffer programme; /* the agenda page, or empty where nobody asks for one, as it was lately */
	int64_t programme_ms;    /* then; 0: never */
	const struct tls *tls;   /* NULL: without encryption */
};

/* Takes the token. 0 or a negative errno. */
int routes_init(struct routes *routes, const struct loop *loop, const char *state, struct events *events,
		const struct tls *tls, int port);
void routes_finish(struct routes *routes);

struct request; /* one under way */

/* libmicrohttpd's handler and what it calls at the end of a request, with struct routes as their data. */
enum MHD_Result routes_handle(void *data, struct MHD_Connection *connection, const char *path, const char *method,
			      const char *version, const char *upload, size_t *upload_length, void **given);
void routes_done(void *data, struct MHD_Connection *connection, void **given, enum MHD_RequestTerminationCode how);

#endif
