#include "ingest/orders.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { LINE_LIMIT = 8 << 20 }; /* a stand-in hears of problems */

bool orders_take(struct orders *orders, void (*order)(void *data, const struct link_message *message), void *data)
{
	struct buffer *line = &orders->line;
	char bytes[512];
	ssize_t length = read(orders->fd, bytes, sizeof bytes);
	if (length < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (length <= 0)
		return false;
	buffer_add(line, bytes, (size_t)length);
	for (char *end; (end = memchr(buffer_text(line), '\n', line->length)) != NULL;) {
		struct link_message message;
		*end = '\0';
		size_t used = (size_t)(end - line->bytes) + 1;
		link_read(&message, line->bytes);
		order(data, &message);
		link_finish(&message);
		buffer_drop(line, used);
	}
	if (line->length > LINE_LIMIT)
		buffer_clear(line);
	return true;
}
