/* The parts of the history, for history.c and history_news.c alone. */
#ifndef INGEST_HISTORY_PARTS_H
#define INGEST_HISTORY_PARTS_H

#include "base/digest.h"
#include "formats/history.h"
#include "ingest/history.h"

/* What is over is kept for a while, since clocks and rehearsals may go back. */
enum { KEPT_S = 7 * 86400 };

struct told {
	struct history *history;
	struct record record;
	size_t news_capacity;
	const struct news *before; /* told by the compile before */
	size_t before_count;
	bool seen;  /* in this compile */
	bool fresh; /* what people know was set by this compile */
	bool left;  /* there are too many */
	bool quiet;
};

struct history {
	char *path;
	struct arena *arena; /* of all records */
	struct told **programmes;
	size_t count, capacity;
	char saved[DIGEST_SIZE];
	bool rehearsal, clock_unset;
	int64_t now_utc_s, again_utc_s;
};

/* Another record; what it points to is in the history's arena. */
struct told *history_add(struct history *history, const struct record *record);

/* At that time compiling again tells something else. */
void history_again(struct history *history, int64_t utc_s);

/* Of what has a time; where nothing has, of all. */
int64_t sessions_start_utc_s(const struct session *sessions, size_t count);
int64_t sessions_end_utc_s(const struct session *sessions, size_t count);

#endif
