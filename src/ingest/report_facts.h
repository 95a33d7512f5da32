/* What the report tells of a moment: the slides of the wall with their times, and what became of each file. */
#ifndef INGEST_REPORT_FACTS_H
#define INGEST_REPORT_FACTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ingest/report_page.h"
#include "ingest/store.h"
#include "ingest/thumbnails.h"
#include "model/deck.h"

struct report_facts {
	struct report_slide *now, *later;
	size_t now_count, later_count;
	struct report_file *files;
	size_t files_count;
};

struct report_moment {
	const struct deck *deck; /* NULL: nothing is published */
	const char *screen;
	int64_t now_utc_s; /* of the wall */
	bool clock_unset;
};

/* All of it lies in the arena, or is the deck's and the store's. */
void report_facts_gather(struct report_facts *facts, struct arena *arena, const struct report_moment *moment,
			 const struct store *store);

/* Gives the slides of the wall their pictures, whose bytes are read into the arena. */
void report_facts_illustrate(struct report_facts *facts, struct arena *arena, const struct thumbnail *thumbnails,
			     size_t count);

#endif
