/* Between the checks that every request passes (routes.c) and what answers each path (answers.c). */
#ifndef WEB_ROUTES_PARTS_H
#define WEB_ROUTES_PARTS_H

#include "base/buffer.h"
#include "web/door.h"
#include "web/routes.h"

struct route {
	const char *path;
	enum route_access {
		ACCESS_OPEN,  /* the page's own files: to anybody, whatever page asks */
		ACCESS_LOGIN, /* to anybody, but from no other site */
		ACCESS_DOOR,  /* with the organizer's PIN, or the technician's token */
		ACCESS_TOKEN, /* with the technician's token */
	} access;
	bool acts;  /* takes POST alone; else GET and HEAD */
	bool stays; /* it goes on without end */
	bool file;  /* its body goes into a file */
	enum MHD_Result (*answer)(struct routes *routes, struct MHD_Connection *connection, struct request *request);
	enum control_command command; /* for answer_command */
	const char *asset, *type;     /* for answer_asset */
	size_t body_limit;            /* bytes; 0: 4096 */
};

struct request {
	const struct route *route;
	enum route_access right; /* what it came with: ACCESS_DOOR or ACCESS_TOKEN, where one was asked for */
	struct buffer body;      /* of a file the beginning */
	bool too_long;
	int file_fd; /* without a name, in the state folder; -1: none */
	size_t file_length;
	int file_error;          /* negative errno: it could not be kept */
	struct writing *writing; /* what was asked of the folder; NULL: nothing yet */
};

/* NULL: there is nothing at this path. */
const struct route *route_find(const char *path);

/* May the address of this connection try another secret now? And what a wrong one, and one too many, is answered. */
bool routes_may_try(struct routes *routes, struct MHD_Connection *connection);
enum MHD_Result routes_wrong_secret(struct routes *routes, struct MHD_Connection *connection, const char *words);
enum MHD_Result routes_too_many(struct MHD_Connection *connection);

/* What is answered when the player did not, by its negative errno. */
enum MHD_Result answer_error(struct MHD_Connection *connection, int error);

/* The language that the words of problems are wanted in: ?language=pl, or what the browser prefers. NULL: English. */
const struct phrases *routes_language(const struct routes *routes, struct MHD_Connection *connection);

#endif
