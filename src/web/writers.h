/* Whatever touches the folder is done by a process of its own (web/door_files.h), for a share may hang or fail: a
 * visitor's connection sleeps meanwhile, until there is an answer or the time is up. What hangs then is left alone, and
 * while it does, everybody else hears at once that the folder does not answer. */
#ifndef WEB_WRITERS_H
#define WEB_WRITERS_H

#include <cjson/cJSON.h>
#include <microhttpd.h>

#include "base/loop.h"

struct writers;
struct writing; /* one request to the folder */

/* wake(data) is called when libmicrohttpd has to run, because a connection of ours goes on. */
struct writers *writers_create(struct loop *loop, void (*wake)(void *data), void *data);

/* Ends all that is under way; libmicrohttpd has to run once more before it is stopped. */
void writers_end(struct writers *writers);
void writers_destroy(struct writers *writers); /* after libmicrohttpd was stopped; NULL is fine */

/* Starts one for what is asked of the folder, with a file as descriptor 3 (-1: none), and has the connection sleep
 * until it is done. NULL and a negative errno in *error: -ETIMEDOUT while an earlier one hangs, -EBUSY while too many
 * run. */
struct writing *writers_ask(struct writers *writers, struct MHD_Connection *connection, const char *folder,
			    const cJSON *asked, int file_fd, int limit_ms, int *error);

/* When the connection goes on: the answer, the caller's to delete; NULL: there is none, as the folder did not answer.
 */
cJSON *writing_answer(struct writing *writing);

/* The connection is done with it, or gone. */
void writing_leave(struct writing *writing);

#endif
