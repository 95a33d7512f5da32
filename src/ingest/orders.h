/* The player's end of the pipe: its lines, one by one. */
#ifndef INGEST_ORDERS_H
#define INGEST_ORDERS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "formats/link.h"

struct orders {
	int fd;
	struct buffer line; /* so far; buffer_finish() it in the end */
};

/* When the descriptor is readable: takes what there is and calls order() for each whole line. False at the pipe's end.
 */
bool orders_take(struct orders *orders, void (*order)(void *data, const struct link_message *message), void *data);

#endif
