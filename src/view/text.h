/* Setting text: paragraphs into lines of a box's width, the way a typographer of the language would. Lines break where
 * ICU allows it for the language; titles are balanced; no one-letter word stays at a line's end where that is bad
 * style, no number is parted from what it counts. A word too long for its box is divided rather than drawn out of it:
 * where the text has a soft hyphen, at no-break spaces, behind the signs of an address, between syllables, at last
 * between any letters. One letter to its reader that is wider than the box, or under a tower of marks, takes smaller
 * type.
 * Each line is made of runs of one font, one direction and one script, as the baker needs them. */
#ifndef VIEW_TEXT_H
#define VIEW_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "view/measure.h"
#include "view/scene.h"

struct typesetter;

/* Everything it sets lies in the arena. measure and language (BCP 47, "" if not known) are borrowed. */
struct typesetter *typesetter_create(struct arena *arena, const struct measure *measure, const char *language);
void typesetter_destroy(struct typesetter *type);

struct text_span {
	const char *text; /* '\n' is a line break that was meant; other odd controls are left out */
	enum font_role role;
};

enum text_fill {
	TEXT_BALANCED, /* lines about equally long: titles */
	TEXT_PROSE,    /* full lines, no lonely word in the last: paragraphs */
};

struct text_run {
	const char *text;
	size_t bytes;
	struct font font;
	bool right_to_left;
	bool hyphen;     /* its last byte is one that the text has not: the word goes on in the next line */
	int x, width_px; /* x from the line's left end */
};

struct text_line {
	const struct text_run *runs; /* in reading order */
	size_t runs_count;
	int width_px;
	bool right_to_left; /* of its paragraph */
	const char *text;   /* all of it, as it was given: without a hyphen of ours */
	size_t bytes;
};

struct text_block {
	const struct text_line *lines; /* none if the text is empty */
	size_t lines_count;
	int size_px, leading_px; /* leading: from baseline to baseline */
	int ascent_px, descent_px, cap_px;
	int width_px; /* of the longest line */
	bool torn;    /* a word was longer than the box */
};

/* leading is a multiple of the size. */
struct text_block *text_set(struct typesetter *type, const struct text_span *spans, size_t spans_count, int size_px,
			    double leading, int width_px, enum text_fill fill);

/* One span. NULL sets nothing: a block without lines. */
struct text_block *text_set_plain(struct typesetter *type, const char *text, enum font_role role, int size_px,
				  double leading, int width_px, enum text_fill fill);

/* From the first line's capitals to the last line's baseline; `lines` of it, 0 for none. */
int text_height_px(const struct text_block *block, size_t lines);

/* What `count` lines from `first` on say, for the sources of a page that has no more of it. */
const char *text_said(struct arena *arena, const struct text_block *block, size_t first, size_t count);

enum text_align {
	TEXT_START, /* of the page's direction */
	TEXT_END,
	TEXT_CENTRE,
	TEXT_NATURAL, /* where lines of the text's own direction start: paragraphs */
};

/* Draws lines [first, first + count) with the first one's capitals beginning at cap_y. */
void text_draw(struct scene *scene, const struct text_block *block, size_t first, size_t count, int x, int cap_y,
	       int width_px, enum text_align align, enum colour colour);

/* In capitals, by the language's rules. */
const char *text_capitals(const struct typesetter *type, const char *text);

/* With a capital first letter, to begin a line. */
const char *text_sentence(const struct typesetter *type, const char *text);

#endif
