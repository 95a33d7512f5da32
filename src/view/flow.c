#include "view/flow.h"

#include <stdbool.h>

/* One page more costs more than all the evenness that could be had by it. */
#define PAGE_COST 1000.0
/* Between two ways as even as each other, the page that is shown first is the fuller one. */
#define EARLY 1.25
/* Beyond so many columns nobody sees whether one more of them is used. */
#define MOST_EXACT 64

static double page_cost(int used, int height_px, bool last)
{
	double empty = used < height_px ? (double)(height_px - used) / height_px : 0;
	return empty * empty * (last ? 1 : EARLY);
}

static size_t starts_of(const size_t *next, size_t count, struct arena *arena, size_t **starts)
{
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
			bool last = j + 1 == count;
			double cost =
				PAGE_COST + page_cost(used, height_px, last) + best[j + 1] + (last ? 0 : items[j].cost);
			if (j == i || cost <= best[i] + 1e-9) {
				best[i] = cost;
				next[i] = j + 1;
			}
		}
	}
	return starts_of(next, count, arena, starts);
}

/* The items in exactly so many columns, which must be enough and not more than items: as evenly as can be. */
static void flow_exactly(const struct flow_item *items, size_t count, int height_px, size_t columns,
			 struct arena *arena, size_t **starts)
{
	const double never = FLOW_NEVER * 1e6;
	size_t row = count + 1; /* of a table: [left][i], the best way to set the items from i on in `left` columns */
	double *best = arena_allocate(arena, row * (columns + 1), sizeof *best);
	size_t *next = arena_allocate(arena, row * (columns + 1), sizeof *next);
	for (size_t i = 0; i < count; i++)
		best[i] = never;
	for (size_t left = 1; left <= columns; left++) {
		best[left * row + count] = never;
		for (size_t i = 0; i < count; i++) {
			int used = 0;
			best[left * row + i] = never;
			for (size_t j = i; j < count; j++) {
				used += items[j].height_px + (j > i ? items[j].gap_px : 0);
				if (used > height_px && j > i)
					break;
				bool last = j + 1 == count;
				double cost = page_cost(used, height_px, last) + best[(left - 1) * row + j + 1] +
					      (last ? 0 : items[j].cost);
				if (j == i || cost <= best[left * row + i] + 1e-9) {
					best[left * row + i] = cost;
					next[left * row + i] = j + 1;
				}
			}
		}
	}
	*starts = arena_allocate(arena, columns + 1, sizeof **starts);
	size_t i = 0;
	for (size_t column = 0; column < columns; column++) {
		(*starts)[column] = i;
		i = next[(columns - column) * row + i];
	}
	(*starts)[columns] = count;
}

size_t flow_columns(const struct flow_item *items, size_t count, int height_px, size_t on_page, struct arena *arena,
		    size_t **starts)
{
	size_t columns = flow_pages(items, count, height_px, arena, starts);
	size_t all = (columns + on_page - 1) / on_page * on_page;
	if (all > count)
		all = count;
	if (all > columns && all <= MOST_EXACT) {
		flow_exactly(items, count, height_px, all, arena, starts);
		columns = all;
	}
	return columns;
}

int flow_height_px(const struct flow_item *items, size_t first, size_t end)
{
	int height = 0;
	for (size_t i = first; i < end; i++)
		height += items[i].height_px + (i > first ? items[i].gap_px : 0);
	return height;
}
