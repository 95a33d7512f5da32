#include "view/flow.h"

#include <stdbool.h>

/* One page more costs more than all the evenness that could be had by it. */
#define PAGE_COST 1000.0
/* Between two ways as even as each other, the page that is shown first is the fuller one. */
#define EARLY 1.4

size_t flow_pages(const struct flow_item *items, size_t count, int height_px, struct arena *arena, size_t **starts)
{
	/* From the end: the best way to set what follows is known when an item is looked at. */
	double *best = arena_allocate(arena, count + 1, sizeof *best);
	size_t *next = arena_allocate(arena, count + 1, sizeof *next);
	for (size_t i = count; i-- > 0;) {
		int used = 0;
		for (size_t j = i; j < count; j++) {
			used += items[j].height_px + (j > i ? items[j].gap_px : 0);
			if (used > height_px && j > i)
				break;
			double empty = used < height_px ? (double)(height_px - used) / height_px : 0;
			bool last = j + 1 == count;
			double cost = PAGE_COST + empty * empty * (last ? 1 : EARLY) + best[j + 1] +
				      (last ? 0 : items[j].cost);
			if (j == i || cost <= best[i] + 1e-9) {
				best[i] = cost;
				next[i] = j + 1;
			}
		}
	}
	size_t pages = 0;
	for (size_t i = 0; i < count; i = next[i])
		pages++;
	*starts = arena_allocate(arena, pages + 1, sizeof **starts);
	size_t page = 0;
	for (size_t i = 0; i < count; i = next[i])
		(*starts)[page++] = i;
	(*starts)[pages] = count;
	return pages;
}

int flow_height_px(const struct flow_item *items, size_t first, size_t end)
{
	int height = 0;
	for (size_t i = first; i < end; i++)
		height += items[i].height_px + (i > first ? items[i].gap_px : 0);
	return height;
}
