/* Between text.c, runs.c and breaks.c only. */
#ifndef VIEW_TYPESET_H
#define VIEW_TYPESET_H

#include <unicode/ubrk.h>

#include "view/text.h"

struct typesetter {
	struct arena *arena;
	const struct measure *measure;
	const char *language;
	bool binds_letters;               /* a one-letter word belongs to the word after it */
	UBreakIterator *lines, *clusters; /* NULL until needed, or if ICU has no data */
};

/* A stretch of one font, one script and one direction. */
struct stretch {
	size_t start, end; /* bytes */
	enum font_role role;
	int face;
	unsigned char level; /* of bidi (UAX #9): odd runs to the left */
};

/* A text made ready: clean UTF-8, single spaces, none at the ends of lines; and its stretches, which cover all of it
 * but the line breaks. */
struct copy {
	char *bytes;
	size_t length;
	struct stretch *stretches;
	size_t count;
};

struct copy copy_make(struct typesetter *type, const struct text_span *spans, size_t spans_count);

/* Width of [start, end), which holds no line break. */
int copy_width_px(const struct typesetter *type, const struct copy *copy, size_t start, size_t end, int size_px);

/* The stretch that holds the byte, or follows it. */
size_t copy_stretch_at(const struct copy *copy, size_t byte);

struct piece_of_line {
	size_t start, end; /* without the space at its end */
};

/* Breaks [start, end), one paragraph's bytes without line breaks, into lines of at most width_px. Sets *torn if a word
 * had to be broken. */
struct piece_of_line *breaks_find(struct typesetter *type, const struct copy *copy, size_t start, size_t end,
				  int size_px, int width_px, enum text_fill fill, size_t *count, bool *torn);

#endif
