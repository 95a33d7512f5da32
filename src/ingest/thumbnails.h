/* Small pictures of what a screen shows at one moment, drawn by `callboard thumbnails` (fonts and SDL are not ours) in
 * a child that everything else on the machine goes before. They lie in STATE/report/pages until the next ones. */
#ifndef INGEST_THUMBNAILS_H
#define INGEST_THUMBNAILS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/loop.h"

struct thumbnail {
	const char *file;   /* where it lies */
	const char *slide;  /* the slide's id; "": the calm page */
	size_t page, pages; /* of the slide, from 1 */
	const char *texts;  /* what stands on it */
};

struct thumbnails;

/* program: callboard's path, state and screen: what it is told; borrowed. done(data) follows each thumbnails_draw(). */
struct thumbnails *thumbnails_create(struct loop *loop, const char *program, const char *state, const char *screen,
				     void (*done)(void *data), void *data);
void thumbnails_destroy(struct thumbnails *thumbnails);

/* Begins; what was drawn before is gone. False: a child could not be started, and nothing is done. */
bool thumbnails_draw(struct thumbnails *thumbnails, int64_t at_utc_s, bool clock_unset);

bool thumbnails_busy(const struct thumbnails *thumbnails);

/* What was drawn last, in the order of the wall; none while it is busy, or when it failed. */
const struct thumbnail *thumbnails_list(const struct thumbnails *thumbnails, size_t *count);

#endif
