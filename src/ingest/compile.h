/* Sources to deck: which event governs what, local times to UTC, agendas to event days, pictures to what was decoded of
 * them, what people know to what is news. Pure but for zone data: time, pictures, themes and the history are passed
 * in. */
#ifndef INGEST_COMPILE_H
#define INGEST_COMPILE_H

#include "ingest/history.h"
#include "ingest/store.h"
#include "model/deck.h"
#include "model/problem.h"
#include "model/theme.h"

enum { COMPILE_SLIDES_LIMIT = 2000, COMPILE_SESSIONS_LIMIT = 20000 };

enum picture_state {
	PICTURE_READY,
	PICTURE_PENDING, /* soon: what needs it waits, or stays as it was */
	PICTURE_ABSENT,  /* no such file */
	PICTURE_BROKEN,  /* there, and refused */
};

struct compile_options {
	int width_px, height_px;
	int64_t now_utc_s;
	bool now_is_local;     /* now_utc_s is what people at the event read on their clocks (civil_seconds()) */
	bool clock_unset;      /* now_utc_s cannot be trusted: nothing is news, and nothing over */
	const char *zone_name; /* for content that no event gives one */
	enum picture_state (*picture)(void *data, const struct file *file, struct arena *arena,
				      struct picture *picture);
	/* What it says of itself, in the arena; NULL: nothing. */
	const char *(*description)(void *data, const struct file *file, struct arena *arena);
	void (*theme)(const char *name, struct theme *theme); /* NULL: the built-in one is all there is */
	void *data;
	struct history *history; /* NULL: nothing is news */
};

/* A deck with its key; deck_destroy() it before the store changes: it borrows the store's texts. Adds what is wrong
 * beyond the single files, and what is wrong with the versions that are in force. Marks the versions it used. */
struct deck *compile(struct store *store, const struct compile_options *options, struct problems *problems);

#endif
