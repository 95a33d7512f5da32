#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "view/kinds.h"
#include "view/poster.h"
#include "view/prose.h"

/* Sizes of the text, in units; the title goes with them. */
static const double steps[] = {5.6, 4.6, 3.8, 3.2, 2.8, 2.4, 2.1, 1.9, SCALE_HALF};
static const double title_steps[] = {13.0, 10.5, 8.0, 6.4, 5.4, 4.6, 4.0, SCALE_FULL, 2.8, 2.4, 2.0, SCALE_HALF};
enum { STEPS = sizeof steps / sizeof *steps, TITLE_STEPS = sizeof title_steps / sizeof *title_steps };
enum {
	LONG_FIRST = 7,  /* the largest step worth trying for long texts, */
	MANY_FIRST = 5,  /* for what takes several pages, */
	PLAIN_FIRST = 3, /* and for more than a few short lines */
	FEW_LINES = 5,
	SHORT_BYTES = 200,
	LONG_BYTES = 1000,
};

#define LETTERS_A_LINE 60
#define EM_A_LETTER    0.53 /* Inter's lower case with its spaces, about */
#define AIR_FEW        0.66 /* of the height: very large text leaves a third of its page free, */
#define AIR            0.84 /* large text does not fill it, */
#define AIR_SMALL      0.95 /* smaller text may, nearly, */
#define AIR_TITLE      0.75 /* a title alone should not */
#define TITLE_LEADS    1.35 /* times the size of very large text */
#define HEAD_AIR       0.9  /* below the head, in units */
#define STEP_GAIN      0.03 /* what a step of size is worth, in unevenness of pages */
#define TORN_COST      0.3

struct layout {
	struct page *page;
	const struct announcement *announcement;
	struct head head, head_on; /* of the first page and of the others */
	bool title_apart;          /* it stands in the head, on every page */
	const char *foot;
	int top, bottom;
	struct poster poster;
	struct prose_column column;
	size_t *starts, pages;
};

static bool has_prose(const struct layout *layout)
{
	return layout->announcement->text.blocks_count > 0;
}

static void add_title(struct layout *layout, size_t step)
{
	struct page *page = layout->page;
	const char *text = layout->announcement->title;
	int width = layout->poster.text.width;
	struct text_block *title = NULL;
	if (text == NULL || layout->title_apart)
		return;
	if (has_prose(layout)) { /* as large as the text allows; it may be wider than the text's lines */
		size_t largest = 2;
		while (largest + 1 < TITLE_STEPS && title_steps[largest] > fmax(SCALE_FULL, steps[step] * 2))
			largest++;
		title = page_fit(page, text, FONT_DISPLAY, title_steps + largest, TITLE_STEPS - largest, width, 3);
	} else { /* one word, one line, or what fits */
		for (size_t i = 0; i < TITLE_STEPS; i++) {
			size_t most = i < 2 ? 2 : title_steps[i] > 4 ? 4 : SIZE_MAX;
			title = page_title(page, text, FONT_DISPLAY, title_steps[i], width);
			int height = text_height_px(title, title->lines_count);
			if (!title->torn && title->lines_count <= most &&
			    height <= layout->poster.text.height * AIR_TITLE)
				break;
		}
	}
	prose_add_title(page, &layout->column, title, text);
}

static void set_text(struct layout *layout, size_t step)
{
	struct page *page = layout->page;
	const struct box *room = &layout->poster.text;
	int measure = (int)(page_px(page, steps[step]) * LETTERS_A_LINE * EM_A_LETTER);
	layout->column = prose_column(page, steps[step], measure < room->width ? measure : room->width, room->width);
	add_title(layout, step);
	prose_add(page, &layout->column, &layout->announcement->text);
	layout->pages =
		flow_pages(layout->column.items, layout->column.count, room->height, page->arena, &layout->starts);
	if (layout->pages == 0) { /* no text at all: one page for picture or code */
		layout->pages = 1;
		layout->starts = arena_allocate(page->arena, 2, sizeof *layout->starts);
	}
}

static size_t letters(const struct prose *prose)
{
	size_t count = 0;
	for (size_t i = 0; i < prose->blocks_count; i++)
		for (size_t s = 0; s < prose->blocks[i].spans_count; s++)
			count += strlen(prose->blocks[i].spans[s].text);
	return count;
}

/* Is it well set as one page in this size? */
static bool fits_one(const struct layout *layout, size_t step)
{
	const struct prose_column *column = &layout->column;
	int used = flow_height_px(column->items, 0, column->count);
	double size = steps[step], air = step < PLAIN_FIRST ? AIR_FEW : size > 2.2 ? AIR : AIR_SMALL;
	if (!has_prose(layout))
		return true;
	if (layout->pages > 1 || used > layout->poster.text.height * air || column->torn)
		return false;
	if (step >= PLAIN_FIRST)
		return true;
	/* Very large: a few short lines, and the title is clearly larger. */
	bool led = layout->announcement->title == NULL ||
		   (!layout->title_apart && column->lines[0].block->size_px >= column->size_px * TITLE_LEADS);
	return column->count <= FEW_LINES && (led || (layout->title_apart && step + 1 >= PLAIN_FIRST));
}

/* How unevenly the pages are filled, and how badly they end. */
static double badness(const struct layout *layout)
{
	const struct prose_column *column = &layout->column;
	double sum = column->torn ? TORN_COST : 0, height = layout->poster.text.height;
	int most = 0;
	for (size_t i = 0; i < layout->pages; i++) {
		int used = flow_height_px(column->items, layout->starts[i], layout->starts[i + 1]);
		most = used > most ? used : most;
	}
	for (size_t i = 0; i < layout->pages; i++) {
		int used = flow_height_px(column->items, layout->starts[i], layout->starts[i + 1]);
		sum += (most - used) / height * (most - used) / height;
		if (i + 1 < layout->pages)
			sum += fmin(column->items[layout->starts[i + 1] - 1].cost, 10);
	}
	return sum;
}

/* The largest step that is one airy page; else, of those that take as few pages as the smallest does, the fairest
 * mixture of size and evenness. */
static void choose_step(struct layout *layout)
{
	/* What is long surely goes over several pages, what is short over none: other steps are not worth trying. */
	size_t bytes = letters(&layout->announcement->text), best = STEPS - 1;
	size_t first = bytes > LONG_BYTES ? LONG_FIRST : bytes > SHORT_BYTES ? PLAIN_FIRST : 0;
	for (size_t i = first; i < STEPS; i++) {
		set_text(layout, i);
		if (fits_one(layout, i))
			return;
	}
	size_t least = layout->pages;
	double least_cost = badness(layout);
	for (size_t i = STEPS - 1; i-- > (MANY_FIRST > first ? MANY_FIRST : first);) {
		set_text(layout, i);
		double cost = badness(layout) - STEP_GAIN * (double)(STEPS - 1 - i);
		if (layout->pages > least)
			break;
		if (cost < least_cost) {
			least_cost = cost;
			best = i;
		}
	}
	set_text(layout, best);
}

static void lay_out_once(struct layout *layout, struct page *page)
{
	*layout = (struct layout){.page = page, .announcement = &page->slide->announcement};
	const struct announcement *announcement = layout->announcement;
	const struct event *event = page->event;
	layout->title_apart = page->column_px > 0 && announcement->title != NULL && has_prose(layout);
	layout->head =
		(struct head){.first = event->name, .second = event->place, .colour = COLOUR_QUIET, .logo = true};
	layout->head_on = layout->head;
	if (layout->title_apart)
		layout->head_on = layout->head = (struct head){.headline = announcement->title, .logo = true};
	else if (announcement->title != NULL && has_prose(layout)) /* a title alone goes on by itself */
		layout->head_on = (struct head){.first = announcement->title, .colour = COLOUR_INK};
	layout->foot = layout->title_apart ? page_join(page, event->contact, event->name) : event->contact;
	int air = page->column_px > 0 ? 0 : page_px(page, HEAD_AIR);
	layout->top = page_head(page, &layout->head, NULL) + air;
	layout->bottom = page_foot(page, layout->foot, 0, 1, NULL);
	enum poster_text text = has_prose(layout) || announcement->title != NULL ? POSTER_TEXT : POSTER_TEXTLESS;
	for (int pass = 0; pass < 2; pass++) {
		layout->poster = poster_place(page, announcement, text, layout->top, layout->bottom);
		choose_step(layout);
		if (layout->pages > 1 && announcement->picture != NULL) {
			struct layout roomy = *layout;
			roomy.poster = poster_place(page, announcement, POSTER_MUCH_TEXT, layout->top, layout->bottom);
			choose_step(&roomy);
			if (roomy.pages < layout->pages)
				*layout = roomy;
		}
		if (layout->pages <= 1)
			break;
		int top = page_head(page, &layout->head_on, NULL) + air;
		layout->bottom = page_foot(page, layout->foot, 0, 1, NULL); /* in a column it minds the head */
		if (top <= layout->top)
			break;
		layout->top = top;
	}
}

static void lay_out(struct layout *layout, struct page *page)
{
	/* Seen from very far away: better a little smaller than words torn, or a code too small for its label. */
	do
		lay_out_once(layout, page);
	while ((page_cramped(page, layout->top, layout->bottom) || layout->poster.cramped ||
		(layout->column.torn && scale_shifted(&page->scale))) &&
	       page_shrink(page));
}

size_t announcement_pages(struct page *page)
{
	struct layout layout;
	lay_out(&layout, page);
	return layout.pages;
}

void announcement_page(struct page *page, size_t number, struct scene *scene)
{
	struct layout layout;
	lay_out(&layout, page);
	number = number < layout.pages ? number : layout.pages - 1;
	page_ground(page, scene);
	page_head(page, number == 0 ? &layout.head : &layout.head_on, scene);
	if (number > 0 || layout.title_apart)
		scene_source(scene, layout.announcement->title);
	else
		page_source_event(page, scene, true, true, false);
	/* A page of its own stands a little above the middle; several begin at the same height, the fullest one's. */
	int most = 0;
	for (size_t i = 0; i < layout.pages; i++) {
		int used = flow_height_px(layout.column.items, layout.starts[i], layout.starts[i + 1]);
		most = used > most ? used : most;
	}
	const struct box *room = &layout.poster.text;
	double above = layout.announcement->picture != NULL || page->scale.stretched ? 0.5 : 0.42;
	if (page->scale.portrait)
		above = layout.announcement->picture != NULL ? 0.15 : 0.35;
	int y = room->y + (most < room->height ? (int)((room->height - most) * above) : 0);
	prose_draw(page, &layout.column, layout.starts[number], layout.starts[number + 1], room->x, y, scene);
	poster_draw(page, &layout.poster, scene);
	page_foot(page, layout.foot, number, layout.pages, scene);
	page_source_event(page, scene, false, false, true); /* in the order of the foot */
	page_source_event(page, scene, layout.title_apart, false, false);
	page_close(page, scene);
}
