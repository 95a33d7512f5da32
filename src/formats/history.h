/* STATE/history.json: of each programme what people know of it, and the news that were told. Ingest writes it and reads
 * it again; a file that is broken or of another version is as good as none.
 *
 * {"version": 1, "programmes": [{"path": …, "edition": …, "edited": …, "known": [sessions], "news": [["of", "value",
 * since]]}]} */
#ifndef FORMATS_HISTORY_H
#define FORMATS_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/agenda.h"

enum { HISTORY_VERSION = 1, HISTORY_LIMIT_BYTES = 16 << 20 };

struct news {                /* a difference that the wall tells */
	const char *of;      /* what differs */
	const char *value;   /* and how: another one is other news */
	int64_t since_utc_s; /* 0: people know it */
};

struct record {               /* of one programme */
	const char *path;     /* of its file, with "@" and a day if each day is a programme of its own */
	bool fixed;           /* the doors are open: what is known stays */
	const char *edition;  /* the digest of the bytes seen last */
	int64_t edited_utc_s; /* when they were new */
	struct session *known;
	size_t known_count;
	struct news *news;
	size_t news_count;
};

void history_write(const struct record *records, size_t count, struct buffer *into);

/* Records in the arena, *count of them; NULL and 0 if the text is no history of ours. */
struct record *history_read(struct arena *arena, const char *text, size_t length, size_t *count);

#endif
