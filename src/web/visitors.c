#include "web/visitors.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "base/memory.h"

static void end(struct visitor *visitor)
{
	if (!visitor->ended)
		shutdown(visitor->fd, SHUT_RDWR);
	visitor->ended = true;
}

struct visitor *visitors_add(struct visitors *visitors, int fd, int64_t now_ms)
{
	struct visitor *visitor = memory_allocate(sizeof *visitor);
	struct visitor *oldest = NULL;
	for (struct visitor *one = visitors->first; one != NULL; one = one->next)
		if (!one->known && !one->ended && (oldest == NULL || one->since_ms <= oldest->since_ms))
			oldest = one;
	if (visitors->count >= VISITORS_LIMIT - VISITORS_RESERVE && oldest != NULL)
		end(oldest);
	*visitor = (struct visitor){.fd = fd, .since_ms = now_ms, .next = visitors->first};
	visitors->first = visitor;
	visitors->count++;
	return visitor;
}

void visitors_remove(struct visitors *visitors, struct visitor *visitor)
{
	struct visitor **at = &visitors->first;
	while (*at != visitor)
		at = &(*at)->next;
	*at = visitor->next;
	visitors->count--;
	free(visitor);
}

void visitor_does(struct visitor *visitor, enum visitor_doing doing, int64_t now_ms)
{
	visitor->doing = doing;
	visitor->since_ms = now_ms;
}

bool visitors_answered(const struct visitors *visitors)
{
	for (const struct visitor *visitor = visitors->first; visitor != NULL; visitor = visitor->next)
		if (!visitor->ended && visitor->doing == VISITOR_READS)
			return true;
	return false;
}

void visitors_expire(struct visitors *visitors, int64_t now_ms)
{
	for (struct visitor *visitor = visitors->first; visitor != NULL; visitor = visitor->next) {
		int64_t limit_ms = visitor->doing == VISITOR_ASKS    ? VISITOR_ASKS_MS
				   : visitor->doing == VISITOR_SENDS ? VISITOR_SENDS_MS
								     : VISITOR_READS_MS;
		if (visitor->doing != VISITOR_STAYS && now_ms - visitor->since_ms >= limit_ms)
			end(visitor);
	}
}
