/* The lines that ingest and player speak over their pipe.
 * Down: "size 1920 1080", "reload", "clock 0 trusted" or "clock 0 untrusted 1540196040"; to a stand-in
 * (ingest/stand_in.h) problems and health as they were told last. Up: "published KEY", "problems [JSON]", "health
 * {JSON}", and every few seconds "beat", which says that ingest waits for no answer. */
#ifndef FORMATS_LINK_H
#define FORMATS_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "model/health.h"
#include "model/problem.h"

enum link_kind {
	LINK_SIZE,
	LINK_RELOAD,
	LINK_CLOCK,
	LINK_PUBLISHED,
	LINK_PROBLEMS,
	LINK_HEALTH,
	LINK_BEAT,
	LINK_UNKNOWN
};

struct link_clock {          /* what the player knows of the time */
	int64_t ahead_ms;    /* of the machine's clock: `--at` */
	bool unset;          /* it cannot be trusted (model/trust.h) */
	int64_t known_utc_s; /* while it is unset: the last time that was known; 0: none */
};

struct link_message {
	enum link_kind kind;
	int width_px, height_px;
	struct link_clock clock;
	char key[64];
	struct problems problems; /* of LINK_PROBLEMS: all there are now */
	struct health health;     /* its texts lie in problems.arena */
};

/* Each adds one whole line. */
void link_write_size(struct buffer *into, int width_px, int height_px);
void link_write_reload(struct buffer *into);
void link_write_clock(struct buffer *into, const struct link_clock *clock);
void link_write_published(struct buffer *into, const char *key);
void link_write_problems(struct buffer *into, const struct problems *problems);
void link_write_health(struct buffer *into, const struct health *health);
void link_write_beat(struct buffer *into);

/* One line without its newline. link_finish() when done with it. */
void link_read(struct link_message *message, const char *line);
void link_finish(struct link_message *message);

#endif
