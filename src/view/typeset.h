/* Between text.c, runs.c, breaks.c and divide.c only. */
#ifndef VIEW_TYPESET_H
#define VIEW_TYPESET_H

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>

#include "view/text.h"
#include "view/words.h"

struct typesetter {
	struct arena *arena;
	const struct measure *measure;
	const char *language;
	const struct habits *habits;
	bool right_to_left;                         /* the page: for paragraphs without a letter that tells */
	UBreakIterator *lines, *clusters, *phrases; /* NULL until needed, or if ICU has no data */
	UBiDi *bidi;                                /* NULL until needed */
};

/* A stretch of one font, one script and one direction. */
struct stretch {
	size_t start, end; /* bytes */
	enum font_role role;
	int face;
	unsigned char level;     /* of bidi (UAX #9): odd runs to the left */
	unsigned char paragraph; /* level of the paragraph */
};

/* A text made ready: clean UTF-8, single spaces, none at the ends of lines; and its stretches, which cover all of it
 * but the line breaks. */
struct copy {
	char *bytes;
	size_t length;
	struct stretch *stretches;
	size_t count;
	size_t *soft; /* before which bytes the text had soft hyphens; the bytes themselves have none */
	size_t soft_count, soft_capacity;
};

struct copy copy_make(struct typesetter *type, const struct text_span *spans, size_t spans_count);

/* Width of [start, end), which holds no line break. */
int copy_width_px(const struct typesetter *type, const struct copy *copy, size_t start, size_t end, int size_px);

/* The stretch that holds the byte, or follows it. */
size_t copy_stretch_at(const struct copy *copy, size_t byte);

/* An iterator over length bytes of text, opened when first needed and kept; NULL if ICU cannot. */
UBreakIterator *breaks_iterator(UBreakIterator **kept, UBreakIteratorType kind, const char *language, const char *text,
				size_t length);

struct place {
	size_t at;   /* the first byte of the next line */
	bool hyphen; /* the line before it ends with one that is not in the text */
};

/* Where [start, end), one paragraph's bytes without line breaks, may be broken, with its end as the last. */
struct place *breaks_places(struct typesetter *type, const struct copy *copy, size_t start, size_t end, size_t *count);

struct piece_of_line {
	size_t start, end; /* without the space at its end */
	bool hyphen;       /* a hyphen follows */
	bool wide;         /* one letter, wider than the box: it takes smaller type */
};

/* Breaks [start, end) into lines of at most width_px. Sets *torn if a word had to be broken. */
struct piece_of_line *breaks_find(struct typesetter *type, const struct copy *copy, size_t start, size_t end,
				  int size_px, int width_px, enum text_fill fill, size_t *count, bool *torn);

/* Ways to divide what must be divided, the best first. */
enum division {
	DIVIDE_BOUND_SPACES, /* behind no-break spaces */
	DIVIDE_BEHIND_SIGNS, /* "biuro@example.org", "camelCase": no hyphen */
	DIVIDE_SYLLABLES,    /* where the dictionary says, else where any language would */
	DIVIDE_LETTERS,      /* anywhere, if three letters are on both sides */
	DIVISIONS,
};

/* How many bytes the no-break space takes with which [start, end) ends; 0: none, or nothing is before it. */
size_t bound_space_bytes(const char *text, size_t start, size_t end);

/* The places, between `start` and `end`, where that way divides [start, end), a part of one word. */
struct place *divide(struct typesetter *type, const struct copy *copy, size_t start, size_t end, enum division way,
		     size_t *count);

#endif
