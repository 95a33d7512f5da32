#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "view/apart.h"
#include "view/code.h"
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
#define TEXT_WIDTH     12.0 /* beside picture and code; less is no place for text, */
#define TEXT_HEIGHT    5.0  /* nor is that between them */
#define STEP_GAIN      0.03 /* what a step of size is worth, in unevenness of pages */
#define TORN_COST      0.3

struct announcement_layout {
	struct page *page;
	const struct announcement *announcement;
	struct frame frame;  /* of the first page */
	struct head head_on; /* of the others */
	bool title_apart;    /* it stands in the head, on every page */
	bool label_apart;    /* the code's is so long that it is one of the paragraphs */
	int top, bottom;
	struct poster poster;
	bool poster_alone; /* it leaves no room for text: it has the page behind that */
	struct prose_column column;
	size_t *starts, pages; /* of text */
};

static bool has_prose(const struct announcement_layout *layout)
{
	return layout->announcement->text.blocks_count > 0 || layout->label_apart;
}

static void add_title(struct announcement_layout *layout, size_t step)
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

static void set_text(struct announcement_layout *layout, size_t step)
{
	struct page *page = layout->page;
	const struct box *room = &layout->poster.text;
	int measure = (int)(page_px(page, steps[step]) * LETTERS_A_LINE * EM_A_LETTER);
	layout->column = prose_column(page, steps[step], measure < room->width ? measure : room->width, room->width);
	add_title(layout, step);
	prose_add(page, &layout->column, &layout->announcement->text);
	if (layout->label_apart) {
		const char *label = code_words(&layout->announcement->qr);
		prose_add_text(page, &layout->column,
			       page_prose(page, label, FONT_TEXT, steps[step], layout->column.width_px), label);
	}
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
static bool fits_one(const struct announcement_layout *layout, size_t step)
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
static double badness(const struct announcement_layout *layout)
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
static void choose_step(struct announcement_layout *layout)
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

static void set_frame(struct announcement_layout *layout, bool title_apart)
{
	struct page *page = layout->page;
	const struct announcement *announcement = layout->announcement;
	const struct event *event = page->event;
	struct frame *frame = &layout->frame;
	layout->title_apart = title_apart;
	*frame = (struct frame){.foot.first = event->contact};
	if (title_apart) {
		frame->head = (struct head){.headline = announcement->title, .logo = true};
		frame->foot.second = event->name;
	} else {
		frame->head = (struct head){
			.first = event->name, .second = event->place, .colour = COLOUR_QUIET, .logo = true};
	}
	frame_lay_out(page, frame, frame_least_px(page));
	layout->head_on = frame->head;
	if (title_apart || announcement->title == NULL || !has_prose(layout))
		return; /* a title alone goes on by itself */
	layout->head_on = (struct head){.first = announcement->title, .colour = COLOUR_INK};
	int top = page_head(page, &layout->head_on, NULL), bottom = page_foot(page, &frame->foot, 0, 1, NULL);
	if (page->column_meets || bottom - top < frame_least_px(page))
		layout->head_on = (struct head){0}; /* it was on the first page */
}

static void place(struct announcement_layout *layout, enum poster_text text)
{
	struct page *page = layout->page;
	const struct announcement *announcement = layout->announcement;
	bool labelled = announcement->qr.size > 0 && !layout->label_apart;
	const char *label = labelled ? code_words(&announcement->qr) : NULL;
	int top = layout->top, bottom = layout->bottom;
	layout->poster = poster_place(page, announcement, label, text, top, bottom);
	const struct box *room = &layout->poster.text;
	layout->poster_alone = text != POSTER_TEXTLESS &&
			       (room->width < page_px(page, TEXT_WIDTH) || room->height < page_px(page, TEXT_HEIGHT));
	if (layout->poster_alone) {
		layout->poster = poster_place(page, announcement, label, POSTER_TEXTLESS, top, bottom);
		layout->poster.text = (struct box){page->left, top, page->width_px, bottom - top};
	}
}

struct announcement_layout *announcement_lay_out(struct page *page)
{
	struct announcement_layout *layout = arena_allocate(page->arena, 1, sizeof *layout);
	*layout = (struct announcement_layout){.page = page, .announcement = &page->slide->announcement};
	const struct announcement *announcement = layout->announcement;
	set_frame(layout, page->column_px > 0 && announcement->title != NULL && has_prose(layout));
	if (layout->title_apart && layout->frame.head.headline == NULL)
		set_frame(layout, false);
	int air = page->column_px > 0 ? 0 : page_px(page, HEAD_AIR);
	layout->top = layout->frame.top + air;
	layout->bottom = layout->frame.bottom;
	enum poster_text text = has_prose(layout) || announcement->title != NULL ? POSTER_TEXT : POSTER_TEXTLESS;
	for (int pass = 0; pass < 2; pass++) {
		place(layout, text);
		if ((layout->poster.cramped || layout->poster_alone) && announcement->qr.size > 0 &&
		    !layout->label_apart) {
			layout->label_apart = true;
			text = POSTER_TEXT;
			place(layout, text);
		}
		choose_step(layout);
		if (layout->pages > 1 && announcement->picture != NULL && !layout->poster_alone) {
			struct announcement_layout roomy = *layout;
			place(&roomy, POSTER_MUCH_TEXT);
			choose_step(&roomy);
			if (roomy.pages < layout->pages && !roomy.poster_alone && !roomy.poster.cramped)
				*layout = roomy;
		}
		if (layout->pages + layout->poster_alone <= 1)
			break;
		int top = page_head(page, &layout->head_on, NULL) + air;
		if (top <= layout->top)
			break;
		layout->top = top;
	}
	/* A title that goes on there itself is not repeated above. */
	const struct prose_column *column = &layout->column;
	if (layout->pages > 1 && !layout->title_apart && announcement->title != NULL &&
	    column->lines[layout->starts[1]].block == column->lines[0].block)
		layout->head_on = (struct head){0};
	return layout;
}

size_t announcement_pages(const struct announcement_layout *layout)
{
	return layout->pages + layout->poster_alone + layout->frame.apart.pages;
}

static void draw_text(struct announcement_layout *layout, size_t number, struct scene *scene)
{
	/* A page of its own stands a little above the middle; several begin at the same height, the fullest one's. */
	const struct page *page = layout->page;
	int most = 0;
	for (size_t i = 0; i < layout->pages; i++) {
		int used = flow_height_px(layout->column.items, layout->starts[i], layout->starts[i + 1]);
		most = used > most ? used : most;
	}
	const struct box *room = &layout->poster.text;
	double above = layout->announcement->picture != NULL || page->scale.stretched ? 0.5 : 0.42;
	if (page->scale.portrait)
		above = layout->announcement->picture != NULL ? 0.15 : 0.35;
	int y = room->y + (most < room->height ? (int)((room->height - most) * above) : 0);
	prose_draw(layout->page, &layout->column, layout->starts[number], layout->starts[number + 1], room->x, y,
		   scene);
}

void announcement_page(struct announcement_layout *layout, size_t number, struct scene *scene)
{
	struct page *page = layout->page;
	size_t pages = announcement_pages(layout);
	const struct frame *frame = &layout->frame;
	number = number < pages ? number : pages - 1;
	page_ground(page, scene);
	if (number >= layout->pages + layout->poster_alone) {
		apart_page(page, &frame->apart, number - layout->pages - layout->poster_alone, number, pages, scene);
		page_close(page, scene);
		return;
	}
	const struct head *head = number == 0 ? &frame->head : &layout->head_on;
	page_head(page, head, scene);
	if (layout->title_apart)
		scene_source(scene, layout->announcement->title);
	else if (number > 0)
		scene_source(scene, head->first);
	else
		page_source_event(page, scene, head->first != NULL, head->second != NULL, false);
	if (number < layout->pages)
		draw_text(layout, number, scene);
	if (number == layout->pages || !layout->poster_alone)
		poster_draw(page, &layout->poster, scene);
	page_foot(page, &frame->foot, number, pages, scene);
	page_source_event(page, scene, false, false, frame->foot.first != NULL); /* in the order of the foot */
	page_source_event(page, scene, frame->foot.second != NULL, false, false);
	page_close(page, scene);
}
