/* Between the checks that every request passes (routes.c) and what answers each path (answers.c). */
#ifndef WEB_ROUTES_PARTS_H
#define WEB_ROUTES_PARTS_H

#include "base/buffer.h"
#include "web/routes.h"

struct route {
	const char *path;
	enum route_access {
		ACCESS_OPEN,  /* the page's own files: to anybody, whatever page asks */
		ACCESS_LOGIN, /* to anybody, but from no other site */
		ACCESS_TOKEN, /* with the technician's token */
	} access;
	bool acts; /* takes POST alone; else GET and HEAD */
	enum MHD_Result (*answer)(struct routes *routes, struct MHD_Connection *connection, struct request *request);
	enum control_command command; /* for answer_command */
	const char *asset, *type;     /* for answer_asset */
	bool stays;                   /* it goes on without end */
};

struct request {
	const struct route *route;
	struct buffer body;
	bool too_long;
};

/* NULL: there is nothing at this path. */
const struct route *route_find(const char *path);

/* May the address of this connection try another secret now? And what a wrong one, and one too many, is answered. */
bool routes_may_try(struct routes *routes, struct MHD_Connection *connection);
enum MHD_Result routes_wrong_secret(struct routes *routes, struct MHD_Connection *connection);
enum MHD_Result routes_too_many(struct MHD_Connection *connection);

#endif
