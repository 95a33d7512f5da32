#include <assert.h>
#include <math.h>

#include "base/memory.h"
#include "view/agenda.h"

static const struct row_sizes sizes[] = {
	{.list = 2.8, .lead = 4.6, .people = 1.5, .lead_people = 2.1},
	{.list = 2.4, .lead = 4.0, .people = 1.4, .lead_people = 1.9},
	{.list = 2.1, .lead = 3.6, .people = 1.3, .lead_people = 1.8},
	{.list = 1.9, .lead = SCALE_FULL, .people = 1.2, .lead_people = 1.7},
	{.list = SCALE_HALF, .lead = SCALE_FULL, .people = 1.15, .lead_people = 1.7},
};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* A short list that has a page to itself, as long as no title wants another line for it. */
static const struct row_sizes sizes_short[] = {
	{.list = 4.0, .lead = 4.6, .people = 1.8, .lead_people = 2.1},
	{.list = 3.4, .lead = 4.6, .people = 1.6, .lead_people = 2.1},
};
enum { SIZES_SHORT = sizeof sizes_short / sizeof *sizes_short };

/* When one session is all there is, or has a column to itself. */
static const struct row_sizes sizes_alone[] = {
	{.list = 3.4, .lead = 9.0, .people = 1.6, .lead_people = 2.6},
	{.list = 3.2, .lead = 8.0, .people = 1.6, .lead_people = 2.6},
	{.list = 3.0, .lead = 7.0, .people = 1.6, .lead_people = 2.6},
	{.list = 2.8, .lead = 6.0, .people = 1.6, .lead_people = 2.4},
	{.list = 2.6, .lead = 5.2, .people = 1.6, .lead_people = 2.2},
	{.list = 2.4, .lead = 4.6, .people = 1.6, .lead_people = 2.0},
	{.list = 2.4, .lead = 4.0, .people = 1.6, .lead_people = 2.0},
	{.list = 2.4, .lead = SCALE_FULL, .people = 1.6, .lead_people = 1.8},
};
enum { SIZES_ALONE = sizeof sizes_alone / sizeof *sizes_alone };

#define MANY_PAGES 4
#define SIZE_GAIN  0.03 /* what a step of size is worth, in emptiness */

/* A page that ends just above a break: that would begin the next one, far from what it follows. In emptiness. */
#define BREAK_FIRST 0.2

/* What is on alone on its page, and what comes next on another: who stands at the door asks for both. */
#define NEXT_APART 0.6

/* A row that is left over for a page of its own. */
#define LEFT_OVER 0.3

#define GROWN_MOST 6.0 /* units; beyond, it would no longer go with the list */

/* In units. */
#define COLUMN_GAP  2.0
#define COLUMN_HIGH 23.0 /* so high a bar needs no columns */
#define LIST_LEAST  19.0 /* so narrow a list says one word a line */
#define BLOCK_PART  0.55 /* of two columns, for the one session that is on */

/* Whether the programme itself says when a session ends: it names an end, or goes on at that moment. */
static bool end_known(const struct agenda *agenda, const struct session *session)
{
	if (!session->end_guessed)
		return true;
	size_t low = 0, high = agenda->sessions_count; /* ascending by start */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (agenda->sessions[middle].start_utc_s < session->end_utc_s)
			low = middle + 1;
		else
			high = middle;
	}
	return low < agenda->sessions_count && agenda->sessions[low].start_utc_s == session->end_utc_s;
}

/* Nothing but breaks and meals is on: short words will do, and what comes after leads. A bar has no height for both. */
static bool pausing(const struct agenda_layout *layout)
{
	if (layout->page->scale.stretched)
		return false;
	for (size_t i = 0; i < layout->now_count; i++)
		if (layout->sessions[i]->kind != SESSION_BREAK && layout->sessions[i]->kind != SESSION_MEAL)
			return false;
	return layout->now_count > 0 && layout->now_count < layout->sessions_count;
}

/* With nothing on, what comes next leads; but not one of many that begin together. */
static bool leads(const struct agenda_layout *layout, size_t i)
{
	const struct session *next = layout->sessions[i];
	if (!layout->today || next->cancelled || next->away_utc_s != 0 || layout->agenda->until_utc_s != 0)
		return false;
	for (size_t other = layout->now_count; other < layout->sessions_count; other++) {
		const struct session *session = layout->sessions[other];
		if (other != i && session->start_utc_s == next->start_utc_s && !session->cancelled &&
		    session->away_utc_s == 0)
			return false;
	}
	return true;
}

static enum row_look look_of(const struct agenda_layout *layout, size_t i)
{
	bool several = layout->now_count > (layout->form == AGENDA_COLUMN ? 2 : 1) || layout->crowded;
	bool pause = pausing(layout) && leads(layout, layout->now_count);
	if (i < layout->now_count)
		return several || pause ? ROW_NOW_MANY : ROW_NOW;
	return i == layout->now_count && (pause || (layout->now_count == 0 && leads(layout, i))) ? ROW_NEXT : ROW_PLAIN;
}

static void set_form(struct agenda_layout *layout, enum agenda_form form)
{
	int both = layout->page->width_px - page_px(layout->page, COLUMN_GAP);
	layout->form = form;
	layout->crowded = false;
	layout->alone = layout->sessions_count == 1 && look_of(layout, 0) != ROW_PLAIN;
	layout->block_px = form == AGENDA_BESIDE ? (int)(both * (layout->now_count > 1 ? 0.5 : BLOCK_PART))
						 : layout->page->width_px;
	layout->list_px = form == AGENDA_COLUMN   ? layout->page->width_px
			  : form == AGENDA_BESIDE ? both - (int)(both * BLOCK_PART)
						  : both / AGENDA_COLUMNS;
}

/* What does not change from row to row of one width. */
static struct row_setting setting_for(const struct agenda_layout *layout, const struct row_sizes *chosen, int width_px)
{
	struct page *page = layout->page;
	bool apart = layout->form == AGENDA_BESIDE || width_px < layout->block_px;
	struct row_sizes alike = *chosen;
	if (look_of(layout, 0) == ROW_NOW_MANY)
		alike.lead = SCALE_FULL; /* several titles, one size */
	double inset = apart ? 0 : page->scale.portrait ? 0.9 : 1.4;
	return (struct row_setting){.page = page,
				    .sizes = alike,
				    .columns = row_columns_find(page, layout->agenda, chosen, page->left, width_px,
								page_px(page, inset), apart || page->scale.portrait),
				    .headline = layout->headline,
				    .highest_px = layout->bottom - layout->top,
				    .today = layout->today,
				    .alone = layout->alone || apart};
}

/* One session in the form that is least high, if the usual one is too high for a page. */
static void set_row(struct row *row, const struct agenda_layout *layout, const struct row_setting *setting, size_t i)
{
	const struct session *session = layout->sessions[i];
	enum row_look look = look_of(layout, i);
	bool known = end_known(layout->agenda, session);
	bool narrow = layout->page->scale.portrait || layout->form == AGENDA_BESIDE ||
		      setting->columns.width_px < layout->block_px;
	enum row_form form = look == ROW_PLAIN         ? narrow ? ROW_NARROW : ROW_GRID
			     : narrow || layout->alone ? ROW_STACKED
						       : ROW_GRID;
	row_set(row, setting, session, look, form, known);
	if (look == ROW_PLAIN || row->height_px <= setting->highest_px)
		return;
	struct row_setting smaller = *setting; /* first the title gives way */
	smaller.sizes.lead = SCALE_FULL;
	smaller.sizes.lead_people = fmin(setting->sizes.lead_people, SCALE_HALF);
	row_set(row, &smaller, session, look, form, known);
	if (row->height_px <= setting->highest_px)
		return;
	/* So many people: in the size they have in the list. */
	smaller.sizes.lead_people = setting->sizes.people;
	row_set(row, &smaller, session, look, form, known);
	if (row->height_px > setting->highest_px && form == ROW_GRID) /* so long a title: over the whole width */
		row_set(row, &smaller, session, look, ROW_STACKED, known);
}

static void set_items(struct agenda_layout *layout)
{
	struct page *page = layout->page;
	int height_px = layout->bottom - layout->top;
	layout->items = arena_allocate(page->arena, layout->rows_count + 1, sizeof *layout->items);
	for (size_t i = 0; i < layout->rows_count; i++) {
		const struct row *row = &layout->rows[i], *before = i > 0 ? row - 1 : NULL;
		struct flow_item *item = &layout->items[i];
		item->height_px = row->height_px;
		if (before == NULL)
			continue;
		bool block = row_is_block(row), after = row_is_block(before);
		item->gap_px = block && after ? page_px(page, 0.4) : after ? page_px(page, 0.5) : 0;
		if (!block && after && layout->form == AGENDA_BESIDE)
			item->gap_px = height_px; /* the list has a column of its own */
		if ((!block || row->look == ROW_NEXT) && after && layout->form == AGENDA_COLUMN)
			layout->items[i - 1].cost = NEXT_APART;
		bool pause = row->session->kind == SESSION_BREAK || row->session->kind == SESSION_MEAL;
		if (pause && !block && row->session != before->session)
			layout->items[i - 1].cost += BREAK_FIRST;
	}
	size_t count = layout->rows_count;
	if (count > 2 && !row_is_block(&layout->rows[count - 2]) && !row_is_block(&layout->rows[count - 1]) &&
	    layout->rows[count - 2].session != layout->rows[count - 1].session && layout->form == AGENDA_COLUMN)
		layout->items[count - 2].cost += LEFT_OVER;
}

static void add_row(struct agenda_layout *layout, const struct row_setting *setting, size_t i, size_t *capacity)
{
	struct row row, rest;
	set_row(&row, layout, setting, i);
	for (bool more = true; more; row = rest) {
		more = row_split(&row, &rest, setting->highest_px);
		layout->squeezed |= row.shortened;
		layout->rows =
			arena_grow(layout->page->arena, layout->rows, capacity, layout->rows_count + 1, sizeof row);
		layout->rows[layout->rows_count++] = row;
		if (!more)
			return;
	}
}

/* Parts the rows [first, end) into columns and pages, behind those that are there. */
static void add_pages(struct agenda_layout *layout, size_t first, size_t end, size_t on_page)
{
	struct arena *arena = layout->page->arena;
	size_t *starts;
	size_t columns =
		flow_columns(layout->items + first, end - first, layout->bottom - layout->top, on_page, arena, &starts);
	size_t all = layout->columns + columns, pages = layout->pages + (columns + on_page - 1) / on_page;
	size_t *all_starts = arena_allocate(arena, all + 1, sizeof *all_starts);
	size_t *page_starts = arena_allocate(arena, pages + 1, sizeof *page_starts);
	for (size_t i = 0; i < layout->columns; i++)
		all_starts[i] = layout->starts[i];
	for (size_t i = 0; i <= columns; i++)
		all_starts[layout->columns + i] = first + starts[i];
	for (size_t i = 0; i < pages; i++)
		page_starts[i] =
			i < layout->pages ? layout->page_starts[i] : layout->columns + (i - layout->pages) * on_page;
	page_starts[pages] = all;
	layout->starts = all_starts;
	layout->page_starts = page_starts;
	layout->columns = all;
	layout->pages = pages;
}

/* How many of the first rows, set over the whole width, fit on the pages that the blocks need anyway. Without blocks
 * all is list. */
static size_t rows_above(const struct agenda_layout *layout)
{
	size_t blocks = 0, *starts, end;
	int height_px = layout->bottom - layout->top;
	while (blocks < layout->rows_count && row_is_block(&layout->rows[blocks]))
		blocks++;
	if (blocks == 0)
		return 0;
	size_t pages = flow_pages(layout->items, blocks, height_px, layout->page->arena, &starts);
	for (end = blocks; end < layout->rows_count; end++)
		if (flow_pages(layout->items, end + 1, height_px, layout->page->arena, &starts) > pages)
			break;
	return end;
}

static void set_rows(struct agenda_layout *layout, const struct row_sizes *chosen)
{
	struct row_setting blocks = setting_for(layout, chosen, layout->block_px);
	struct row_setting list = setting_for(layout, chosen, layout->list_px);
	size_t capacity = 0, above = 0, i = 0;
	layout->sizes = *chosen;
	layout->rows = NULL;
	layout->rows_count = layout->columns = layout->pages = 0;
	layout->squeezed = false;
	if (layout->form == AGENDA_ABOVE) {
		/* A page holds few rows over the whole width: there is no need to set them all. */
		for (; i < layout->sessions_count && (i < layout->now_count + 8); i++)
			add_row(layout, &blocks, i, &capacity);
		set_items(layout);
		above = rows_above(layout);
		while (above > 0 && above < layout->rows_count &&
		       layout->rows[above].session == layout->rows[above - 1].session)
			above--; /* all of a session, or nothing */
		if (above > 0)
			add_pages(layout, 0, above, 1);
		for (i = 0; above > 0 && layout->sessions[i] != layout->rows[above - 1].session; i++)
			;
		i += above > 0;
		layout->rows_count = above;
	}
	for (; i < layout->sessions_count; i++)
		add_row(layout, look_of(layout, i) == ROW_PLAIN ? &list : &blocks, i, &capacity);
	set_items(layout);
	if (layout->rows_count > above)
		add_pages(layout, above, layout->rows_count, layout->form == AGENDA_COLUMN ? 1 : AGENDA_COLUMNS);
}

/* How well the pages are filled: emptiness, squared, the first one's twice; and how badly they end. */
static double emptiness(const struct agenda_layout *layout)
{
	double sum = 0, height = layout->bottom - layout->top;
	for (size_t i = 0; i + 1 < layout->columns; i++) {
		if (layout->form == AGENDA_BESIDE && row_is_block(&layout->rows[layout->starts[i]]))
			continue; /* it fills its column whatever it holds */
		double empty = 1 - flow_height_px(layout->items, layout->starts[i], layout->starts[i + 1]) / height;
		sum += empty * empty * (i == 0 ? 2 : 1);
		if (layout->form == AGENDA_COLUMN) /* what ends beside it ends well */
			sum += layout->items[layout->starts[i + 1] - 1].cost;
	}
	return sum;
}

/* What leads the first page may take what that leaves free, for itself: larger, as long as nothing has to go. */
static void grow_lead(struct agenda_layout *layout)
{
	enum row_look look = layout->columns > 0 ? layout->rows[0].look : ROW_PLAIN;
	if (layout->squeezed || (look != ROW_NOW && look != ROW_NEXT))
		return;
	size_t end = layout->starts[1], blocks = 0;
	while (blocks < end && row_is_block(&layout->rows[blocks]))
		blocks++;
	for (size_t i = 0; i < SIZES_ALONE && sizes_alone[i].lead > layout->sizes.lead; i++) {
		struct row_sizes larger = layout->sizes;
		if (sizes_alone[i].lead > GROWN_MOST)
			continue;
		larger.lead = sizes_alone[i].lead;
		larger.lead_people = fmax(larger.lead_people, sizes_alone[i].lead_people);
		struct row_setting setting = setting_for(layout, &larger, layout->block_px);
		struct row *rows = arena_allocate(layout->page->arena, blocks + 1, sizeof *rows);
		int height = flow_height_px(layout->items, 0, end);
		bool better = true;
		for (size_t b = 0; b < blocks; b++) {
			set_row(&rows[b], layout, &setting, b);
			height += rows[b].height_px - layout->rows[b].height_px;
			const struct text_block *title = rows[b].parts[0].block, *was = layout->rows[b].parts[0].block;
			better &= rows[b].form == ROW_STACKED || title->lines_count <= was->lines_count;
			better &= !title->torn && title->size_px >= was->size_px;
		}
		if (!better || height > setting.highest_px)
			continue;
		for (size_t b = 0; b < blocks; b++) {
			layout->rows[b] = rows[b];
			layout->items[b].height_px = rows[b].height_px;
		}
		return;
	}
}

static size_t title_lines(const struct agenda_layout *layout)
{
	size_t lines = 0;
	for (size_t i = 0; i < layout->rows_count; i++)
		lines += layout->rows[i].parts[0].block->lines_count;
	return lines;
}

/* The list that is all there is may be larger than one below what is on. */
static void grow_list(struct agenda_layout *layout)
{
	if (layout->form != AGENDA_COLUMN || layout->page->scale.portrait || layout->pages != 1 || layout->squeezed ||
	    row_is_block(&layout->rows[0]))
		return;
	size_t lines = title_lines(layout);
	for (size_t i = 0; i < SIZES_SHORT; i++) {
		set_rows(layout, &sizes_short[i]);
		if (layout->pages == 1 && !layout->squeezed && title_lines(layout) == lines)
			return;
	}
	set_rows(layout, &sizes[0]);
}

/* Fewest pages first: of the sizes that need no more of them than the smallest does, one page as large as can be; of a
 * few the fairest mixture of size and filling. What goes over many pages is not tried in every size. */
static void choose_sizes(struct agenda_layout *layout)
{
	if (layout->alone) {
		for (size_t i = 0; i < SIZES_ALONE; i++) {
			set_rows(layout, &sizes_alone[i]);
			assert(layout->rows != NULL);
			if (!layout->squeezed && !layout->rows[0].parts[0].block->torn)
				return;
		}
	}
	set_rows(layout, &sizes[SIZES - 1]);
	size_t least = layout->pages, best = SIZES - 1, tried = SIZES - 1;
	double best_cost = emptiness(layout);
	/* Narrow columns want smaller type, or titles fall apart into words. */
	size_t largest = layout->form != AGENDA_COLUMN || layout->page->scale.portrait ? 2 : 0;
	if (least > MANY_PAGES)
		largest = SIZES - 1;
	for (size_t i = SIZES - 1; i-- > largest;) {
		set_rows(layout, &sizes[i]);
		tried = i;
		if (layout->pages > least)
			break;
		double cost = emptiness(layout) - SIZE_GAIN * (double)(SIZES - 1 - i);
		if (least == 1 || cost < best_cost) {
			best = i;
			best_cost = cost;
		}
	}
	if (tried != best)
		set_rows(layout, &sizes[best]);
	if (best == 0)
		grow_list(layout);
	grow_lead(layout);
}

static void fill(struct agenda_layout *layout, enum agenda_form form)
{
	set_form(layout, form);
	choose_sizes(layout);
	if (layout->now_count == 2 && form == AGENDA_COLUMN && layout->pages > 1 && layout->starts[1] < 2) {
		layout->crowded = true;
		choose_sizes(layout);
	}
}

/* Does what is on stand well in a column of its own? */
static bool stands_beside(const struct agenda_layout *layout)
{
	if (layout->list_px < page_px(layout->page, LIST_LEAST) || layout->squeezed)
		return false;
	for (size_t i = 0; i < layout->rows_count && row_is_block(&layout->rows[i]); i++)
		if (layout->rows[i].parts_count > 0 && layout->rows[i].parts[0].block->torn)
			return false;
	return true;
}

void agenda_fill(struct agenda_layout *layout)
{
	const struct page *page = layout->page;
	fill(layout, AGENDA_COLUMN);
	if (!page->scale.stretched || layout->alone || layout->bottom - layout->top >= page_px(page, COLUMN_HIGH))
		return;
	struct agenda_layout column = *layout;
	fill(layout, AGENDA_BESIDE);
	if (stands_beside(layout) && layout->pages <= column.pages)
		return;
	fill(layout, AGENDA_ABOVE);
	if (layout->pages >= column.pages)
		*layout = column;
}
