/* The page for the organizer at the door: what it is answered, and who may ask it. Changes are said in files of the
 * folder (web/edits.h), by a process of its own (web/writers.h). */
#ifndef WEB_DOOR_H
#define WEB_DOOR_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/loop.h"
#include "model/deck.h"
#include "web/lockout.h"
#include "web/writers.h"

enum { DOOR_PHOTO_LIMIT_BYTES = 25 << 20, DOOR_SESSION_S = 12 * 3600 };

struct door {
	const struct loop *loop;
	const char *state; /* borrowed */
	struct writers *writers;
	struct lockout lockout;
	char cookie[40]; /* its name */
	char boot[40];   /* which start of the machine this is: sessions end with it */
	struct deck *deck;
	char *key; /* of the deck */
};

/* writers: the door's from now on. */
void door_init(struct door *door, const struct loop *loop, const char *state, struct writers *writers, int port);
void door_finish(struct door *door);

/* Does this value of the cookie open the door? token: the technician's, which it is made with. */
bool door_opens(const struct door *door, const char *token, const char *value);

struct routes;
struct request;

/* Handlers (web/routes_parts.h). */
enum MHD_Result door_tell(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_login(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_logout(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_pin(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_programme(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_changes(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_session(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_message(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_photo(struct routes *routes, struct MHD_Connection *connection, struct request *request);
enum MHD_Result door_undo(struct routes *routes, struct MHD_Connection *connection, struct request *request);

#endif
