/* Server-sent events: whoever listens hears of the player's status when it changes, and every fifteen seconds.
 *
 *   event: status    data: as GET /api/status
 *   event: picture   data: a number      something else is on the screen: look again
 *   event: away      data: {}            the player does not answer
 *
 * The player is asked once a second while somebody listens, and not at all when nobody does. */
#ifndef WEB_EVENTS_H
#define WEB_EVENTS_H

#include <microhttpd.h>
#include <stdbool.h>

#include "base/loop.h"
#include "formats/phrases.h"

enum { EVENTS_LISTENERS = 8 }; /* with one more, the one that came first is ended */

struct events;

/* wake(data) is called when libmicrohttpd has to run, because a connection of ours goes on. */
struct events *events_create(struct loop *loop, const char *state, void (*wake)(void *data), void *data);

/* Ends all streams; libmicrohttpd has to run once more before it is stopped. */
void events_end(struct events *events);
void events_destroy(struct events *events); /* after libmicrohttpd was stopped; NULL is fine */

/* Answers with the events from now on, the problems' words in a language (borrowed; NULL: English). At the door the
 * status is less: what is shown, of which set, and how the folder is. */
enum MHD_Result events_answer(struct events *events, struct MHD_Connection *connection, const struct phrases *phrases,
			      bool at_door);

#endif
