/* Formatted text: what Markdown and plain text become. Blocks of one kind each, made of spans of one style each. */
#ifndef MODEL_PROSE_H
#define MODEL_PROSE_H

#include <stddef.h>

enum prose_kind {
	PROSE_PARAGRAPH,
	PROSE_HEADING, /* below the title */
	PROSE_ITEM,    /* of a bulleted list; depth from 0 */
	PROSE_NUMBER,  /* of a numbered list; `number` is its own */
	PROSE_QUOTE,
};

enum prose_style { PROSE_PLAIN = 0, PROSE_STRONG = 1, PROSE_EMPHASIS = 2 }; /* bits */

struct prose_span {
	const char *text; /* UTF-8; a '\n' is a line break that was meant */
	unsigned style;
};

struct prose_block {
	enum prose_kind kind;
	int depth;  /* of lists, from 0 */
	int number; /* of PROSE_NUMBER */
	struct prose_span *spans;
	size_t spans_count;
};

struct prose {
	struct prose_block *blocks;
	size_t blocks_count;
};

#endif
