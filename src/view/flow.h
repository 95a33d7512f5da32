/* Breaking a column of lines or rows into pages: as few as possible, then evenly full, and not where it would read
 * badly. */
#ifndef VIEW_FLOW_H
#define VIEW_FLOW_H

#include <stddef.h>

#include "base/arena.h"

#define FLOW_NEVER 1e6 /* the cost of a page that ends where it must not; paid only if there is no other way */

struct flow_item {
	int gap_px; /* above it, dropped at the top of a page */
	int height_px;
	double cost; /* of a page that ends below it; 0: a good place, 1: as bad as a page left empty */
};

/* Returns how many pages; (*starts)[page] is each page's first item and (*starts)[pages] is count. No items, no pages.
 * An item higher than a page gets one of its own. */
size_t flow_pages(const struct flow_item *items, size_t count, int height_px, struct arena *arena, size_t **starts);

/* The same where `on_page` columns of that height stand side by side on each page: returns how many columns, and
 * (*starts)[column] is each column's first item. Not fewer columns than it takes to use all that the pages have. */
size_t flow_columns(const struct flow_item *items, size_t count, int height_px, size_t on_page, struct arena *arena,
		    size_t **starts);

/* What the items [first, end) of a page or column take. */
int flow_height_px(const struct flow_item *items, size_t first, size_t end);

#endif
