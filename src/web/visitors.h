/* Connections and how long each may take: ten seconds for a request, three minutes for
 * one with a photo, thirty seconds for reading the answer. Where nearly all
 * places are taken, the one that has been without a secret for longest goes, so that a thousand idle ones lock nobody
 * out. What is ended is only shut down: libmicrohttpd closes it then. */
#ifndef WEB_VISITORS_H
#define WEB_VISITORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	VISITORS_LIMIT = 64,
	VISITORS_RESERVE = 8,
	VISITOR_ASKS_MS = 10000,
	VISITOR_READS_MS = 30000,
	VISITOR_SENDS_MS = 180000
};

enum visitor_doing {
	VISITOR_ASKS,
	VISITOR_READS,
	VISITOR_SENDS /* a photo, over a slow network */,
	VISITOR_STAYS /* for events, without a limit */
};

struct visitor {
	int fd;
	bool known; /* has shown a secret */
	bool ended;
	enum visitor_doing doing;
	int64_t since_ms;
	struct visitor *next;
};

struct visitors { /* zeroed at first */
	struct visitor *first;
	size_t count;
};

/* A new one, the list's until visitors_remove; may end another. */
struct visitor *visitors_add(struct visitors *visitors, int fd, int64_t now_ms);
void visitors_remove(struct visitors *visitors, struct visitor *visitor);
void visitor_does(struct visitor *visitor, enum visitor_doing doing, int64_t now_ms);

/* Is one of them in the middle of an answer? */
bool visitors_answered(const struct visitors *visitors);

/* Ends those whose time is over. */
void visitors_expire(struct visitors *visitors, int64_t now_ms);

#endif
