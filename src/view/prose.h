/* Formatted text as a column of lines that can be broken into pages. */
#ifndef VIEW_PROSE_H
#define VIEW_PROSE_H

#include "model/prose.h"
#include "view/flow.h"
#include "view/page.h"

struct prose_line {
	const struct text_block *block;
	size_t line; /* of the block */
	int indent_px;
	const struct text_block *number; /* before the first line of a numbered item; NULL: none */
	bool bullet, quoted;
	const char *source; /* with a block's first line: its text; NULL otherwise */
};

struct prose_column {
	int size_px, width_px;
	int outer_px; /* what there is of width: paragraphs of the other direction start at its far side */
	struct prose_line *lines;
	struct flow_item *items; /* one a line */
	bool torn;               /* a word did not fit on a line */
	size_t count, lines_capacity, items_capacity;
};

/* An empty column whose paragraphs will have that size. */
struct prose_column prose_column(struct page *page, double units, int width_px, int outer_px);

/* Adds a title, set already; the prose goes below it. */
void prose_add_title(struct page *page, struct prose_column *column, const struct text_block *title,
		     const char *source);
/* Adds a plain text, set already; paragraphs of the column's size go below it. */
void prose_add_text(struct page *page, struct prose_column *column, const struct text_block *block, const char *source);
void prose_add(struct page *page, struct prose_column *column, const struct prose *prose);

/* Draws lines [first, end) from cap_y on, and notes what they say. */
void prose_draw(struct page *page, const struct prose_column *column, size_t first, size_t end, int x, int cap_y,
		struct scene *scene);

#endif
