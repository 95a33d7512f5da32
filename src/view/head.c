#include "view/page.h"

#include <string.h>

#include "base/memory.h"

/* In units. */
#define CLOCK_GAP    1.6 /* at the clock's left */
#define UNSET_WIDTH  9.0 /* of what stands in its place when it is not set */
#define ASIDE_UNITS  1.3 /* the least size of what stands beside the headline */
#define ASIDE_LEAST  6.0 /* width, for it to stand there at all */
#define ASIDE_ABOVE  0.95
#define HEAD_BELOW   1.5
#define FOOT_UNITS   1.2
#define FOOT_ABOVE   1.2
#define NUMBER_WIDTH 5.0 /* kept even on a single page, so that counting pages does not change them */
#define NUMBER_ABOVE 1.0 /* the clock, if not beside it */
#define COLUMN_GAP   1.5 /* between the parts of a column */

#define LOGO_HEAD_HEIGHT 2.6
#define LOGO_HEAD_WIDTH  12.0
#define LOGO_FOOT_HEIGHT 1.8
#define LOGO_FOOT_WIDTH  9.0

#define HIGHEST_LARGE 0.3 /* of a column, for a title larger than a room; and for any title where height is wanting */

enum { MOST_LINES = 3, MOST_LINES_SMALL = 6 };

/* Is it a title, or the event's name, where a room would stand? */
static bool is_title(const struct page *page, const char *text)
{
	const struct slide *slide = page->slide;
	if (slide == NULL || slide->kind != SLIDE_AGENDA || text_equal(text, page->event->name))
		return true;
	return text_equal(text, slide->agenda.title) && !text_equal(text, slide->agenda.room);
}

/* A room must be read from the full distance, on as many lines as it takes. A title may be smaller before it takes the
 * page, and in a column be larger. */
static struct text_block *set_headline(struct page *page, const char *text, int width_px)
{
	static const double steps[] = {5.4, 4.6, 4.0, SCALE_FULL, 2.8, 2.3, 1.9, SCALE_HALF};
	struct text_block *block = NULL;
	bool title = is_title(page, text), apart = page->slide != NULL && page->slide->kind == SLIDE_ANNOUNCEMENT;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (!apart && steps[i] > SCALE_FULL)
			continue;
		block = page_title(page, text, FONT_DISPLAY, steps[i], width_px);
		size_t most = steps[i] < SCALE_FULL && page->column_px > 0 ? MOST_LINES_SMALL : MOST_LINES;
		bool high = (page->tight || (page->column_px > 0 && steps[i] > SCALE_FULL)) &&
			    text_height_px(block, block->lines_count) > page->scale.height_px * HIGHEST_LARGE;
		if (!title || (!block->torn && !high && block->lines_count <= most))
			break;
	}
	return block->lines_count > 0 ? block : NULL;
}

/* The venue's logo within that many units; its width 0: none. */
static struct box logo_box(const struct page *page, double width, double height)
{
	const struct picture *logo = page->event->brand.logo;
	if (logo == NULL)
		return (struct box){0};
	return page_contain(logo, page_px(page, width), page_px(page, height));
}

/* Where the clock stands, or what stands there instead. */
struct clock_face {
	const struct text_block *block;
	int cap_px, y; /* of the clock's line, whatever stands there; from its top to the block's */
	int width_px;
	enum colour colour;
};

static struct clock_face set_clock(struct page *page)
{
	const struct text_block *time = page_set_clock(page);
	if (!page->view->clock_unset)
		return (struct clock_face){time, time->cap_px, 0, time->width_px, COLOUR_INK};
	const struct text_block *block = page_clock_unset(page, page_px(page, UNSET_WIDTH));
	int below = time->cap_px - text_height_px(block, block->lines_count);
	return (struct clock_face){block, time->cap_px, below > 0 ? below : 0, block->width_px, COLOUR_QUIET};
}

static void draw_clock(const struct clock_face *clock, int x, int y, enum text_align align, struct scene *scene)
{
	size_t first = scene->items_count;
	text_draw(scene, clock->block, 0, clock->block->lines_count, x, y + clock->y, clock->width_px, align,
		  clock->colour);
	for (size_t i = first; i < scene->items_count; i++)
		scene->items[i].text.clock = true;
}

/* What stands beside or below the headline: one line, or two. */
struct aside {
	const struct text_block *lines[2];
	int cap_y[2];
	int x, width_px;
};

/* In the height of the headline's capitals: one line on its baseline, or two that fill it. False if there is no room.
 */
static bool aside_beside(struct page *page, struct aside *aside, const char *first, const char *second, int cap_y,
			 int cap_px)
{
	const char *texts[2] = {first, second};
	if (second == NULL) {
		static const double steps[] = {SCALE_HALF, 1.5, ASIDE_UNITS};
		struct text_block *block = page_fit(page, first, FONT_TEXT, steps, 3, aside->width_px, 1);
		aside->lines[0] = block;
		aside->cap_y[0] = cap_y + cap_px - text_height_px(block, block->lines_count);
		return block->lines_count <= 2 && !block->torn;
	}
	for (int i = 0; i < 2; i++) {
		const struct text_block *block = page_title(page, texts[i], FONT_TEXT, ASIDE_UNITS, aside->width_px);
		if (block->lines_count > 1 || block->torn)
			return false;
		aside->lines[i] = block;
		aside->cap_y[i] = i == 0 ? cap_y : cap_y + cap_px - block->cap_px;
	}
	return true;
}

/* Below, over a width that is all its own. Returns the last baseline. */
static int aside_below(struct page *page, struct aside *aside, const char *first, const char *second, int y)
{
	static const double steps[] = {SCALE_HALF, 1.5, ASIDE_UNITS};
	struct text_block *block =
		page_fit(page, page_join(page, first, second), FONT_TEXT, steps, 3, aside->width_px, 1);
	aside->lines[0] = block;
	aside->cap_y[0] = y;
	int bottom = y + text_height_px(block, block->lines_count);
	if (block->lines_count > 1 && second != NULL) {
		aside->lines[0] = block = page_title(page, first, FONT_TEXT, 1.5, aside->width_px);
		aside->cap_y[1] = y + text_height_px(block, block->lines_count) + page_px(page, 0.75);
		aside->lines[1] = block = page_title(page, second, FONT_TEXT, 1.5, aside->width_px);
		bottom = aside->cap_y[1] + text_height_px(block, block->lines_count);
	}
	return bottom;
}

static void draw_aside(const struct aside *aside, enum colour colour, struct scene *scene)
{
	for (int i = 0; i < 2; i++)
		if (aside->lines[i] != NULL)
			text_draw(scene, aside->lines[i], 0, aside->lines[i]->lines_count, aside->x, aside->cap_y[i],
				  aside->width_px, TEXT_START, colour);
}

/* Stretched screens: a column of its own at the side, from logo and headline down; the clock at its foot. */
static int head_column(struct page *page, const struct head *head, struct scene *scene)
{
	const char *first = head->first != NULL ? head->first : head->second;
	const char *second = head->first != NULL ? head->second : NULL;
	int x = page->column_x, width = page->column_px, y = page_px(page, PAGE_TOP);
	struct box logo = head->logo ? logo_box(page, LOGO_HEAD_WIDTH, LOGO_HEAD_HEIGHT) : (struct box){0};
	const struct clock_face clock = set_clock(page);
	const struct text_block *headline = NULL;
	logo.x = x;
	logo.y = y;
	y += logo.width > 0 ? logo.height + page_px(page, COLUMN_GAP) : 0;
	if (head->headline != NULL)
		headline = set_headline(page, head->headline, width);
	int headline_y = y;
	if (headline != NULL)
		y += text_height_px(headline, headline->lines_count) + page_px(page, COLUMN_GAP);
	struct aside aside = {.x = x, .width_px = width};
	if (first != NULL)
		y = aside_below(page, &aside, first, second, y) + page_px(page, COLUMN_GAP);
	page->column_end = y;
	if (scene == NULL)
		return page_px(page, PAGE_TOP);
	int bottom = page->scale.height_px - page_px(page, PAGE_BOTTOM);
	scene_rectangle(scene,
			(struct box){x + width + page_px(page, PAGE_SIDE), page_px(page, PAGE_TOP), page_px(page, 0.08),
				     bottom - page_px(page, PAGE_TOP)},
			COLOUR_LINE, 0, 255);
	if (logo.width > 0)
		page_logo(page, scene, logo);
	if (headline != NULL)
		text_draw(scene, headline, 0, headline->lines_count, x, headline_y, width, TEXT_START, COLOUR_INK);
	draw_aside(&aside, head->colour, scene);
	draw_clock(&clock, x, bottom - clock.cap_px, TEXT_START, scene);
	return page_px(page, PAGE_TOP);
}

int page_head(struct page *page, const struct head *head, struct scene *scene)
{
	if (page->column_px > 0)
		return head_column(page, head, scene);
	const char *first = head->first != NULL ? head->first : head->second;
	const char *second = head->first != NULL ? head->second : NULL;
	int gap = page_px(page, CLOCK_GAP), top = page_px(page, PAGE_TOP);
	const struct clock_face clock = set_clock(page);
	const struct text_block *headline = NULL;
	struct box logo = head->logo ? logo_box(page, LOGO_HEAD_WIDTH, LOGO_HEAD_HEIGHT) : (struct box){0};
	logo.x = page->left;
	logo.y = top + (clock.cap_px - logo.height) / 2;
	int logo_px = logo.width > 0 ? logo.width + gap : 0;
	int beside_px = page->width_px - logo_px - clock.width_px - gap, bottom = top + clock.cap_px;
	struct aside aside = {.x = page->left + logo_px, .width_px = beside_px};
	int headline_y = top;
	bool beside = aside.width_px > page_px(page, ASIDE_LEAST);
	if (head->headline != NULL)
		headline = set_headline(page, head->headline, beside_px);
	if (headline != NULL && (headline->lines_count > MOST_LINES || headline->torn)) {
		/* Too long for what the clock leaves: below it, over the whole width. */
		headline = set_headline(page, head->headline, page->width_px);
		headline_y = bottom + page_px(page, COLUMN_GAP);
	} else if (headline != NULL) {
		headline_y += clock.cap_px - headline->cap_px;
		aside.x += headline->width_px + gap;
		aside.width_px -= headline->width_px + gap;
		beside = headline->lines_count == 1 && aside.width_px > page_px(page, ASIDE_LEAST);
	}
	if (first != NULL && beside) {
		struct aside joined = aside;
		beside = headline == NULL &&
			 aside_beside(page, &joined, page_join(page, first, second), NULL, top, clock.cap_px) &&
			 (second == NULL || joined.lines[0]->lines_count <= 1);
		if (beside)
			aside = joined;
		else
			beside = aside_beside(page, &aside, first, second, top, clock.cap_px);
	}
	if (headline != NULL)
		bottom = headline_y + text_height_px(headline, headline->lines_count);
	if (first != NULL && !beside) {
		aside = (struct aside){.x = page->left, .width_px = page->width_px};
		bottom = aside_below(page, &aside, first, second, bottom + page_px(page, ASIDE_ABOVE));
	}
	if (scene != NULL) {
		if (logo.width > 0)
			page_logo(page, scene, logo);
		if (headline != NULL)
			text_draw(scene, headline, 0, headline->lines_count,
				  page->left + (headline_y == top ? logo_px : 0), headline_y, headline->width_px,
				  TEXT_START, COLOUR_INK);
		draw_aside(&aside, head->colour, scene);
		draw_clock(&clock, page->left + page->width_px - clock.width_px, top,
			   page->view->clock_unset ? TEXT_END : TEXT_START, scene);
	}
	return bottom + page_px(page, HEAD_BELOW);
}

const struct text_block *page_number(struct page *page, size_t number, size_t pages, double units)
{
	if (pages <= 1)
		return NULL;
	const char *numbers =
		arena_format(page->arena, "%s/%s", language_number(page->language, page->arena, (int)number + 1),
			     language_number(page->language, page->arena, (int)pages));
	return page_title(page, numbers, FONT_TEXT_STRONG, units, page->view->width_px);
}

/* At the foot of the column: the text above the clock, the number on the clock's line, or above it where that is too
 * narrow for both. */
static int foot_column(struct page *page, const struct foot *foot, const struct text_block *number, struct box logo,
		       struct scene *scene)
{
	int x = page->column_x, width = page->column_px;
	int baseline = page->scale.height_px - page_px(page, PAGE_BOTTOM);
	const struct clock_face clock = set_clock(page);
	int y = baseline - clock.cap_px, number_baseline = baseline;
	if (clock.width_px + page_px(page, NUMBER_WIDTH) > width) {
		number_baseline = y - page_px(page, NUMBER_ABOVE);
		y = number_baseline - page_px(page, FOOT_UNITS * 0.73);
	}
	const struct text_block *words = page_parts(page, foot->first, foot->second, FOOT_UNITS, width);
	if (words->lines_count > 0)
		y -= text_height_px(words, words->lines_count) + page_px(page, COLUMN_GAP);
	int words_y = y;
	if (logo.width > 0)
		y -= logo.height + page_px(page, 1.0);
	logo.x = x;
	logo.y = y;
	if (scene != NULL) {
		if (logo.width > 0)
			page_logo(page, scene, logo);
		text_draw(scene, words, 0, words->lines_count, x, words_y, width, TEXT_START, COLOUR_QUIET);
		if (number != NULL)
			text_draw(scene, number, 0, 1, x + width - number->width_px, number_baseline - number->cap_px,
				  number->width_px, TEXT_START, COLOUR_QUIET);
	}
	page->column_meets = page->column_end > y;
	return baseline;
}

int page_foot(struct page *page, const struct foot *foot, size_t number, size_t pages, struct scene *scene)
{
	bool agenda = page->slide != NULL && page->slide->kind == SLIDE_AGENDA;
	struct box logo = agenda ? logo_box(page, LOGO_FOOT_WIDTH, LOGO_FOOT_HEIGHT) : (struct box){0};
	const struct text_block *count = page_number(page, number, pages, FOOT_UNITS);
	page->column_meets = false;
	if (page->column_px > 0)
		return foot_column(page, foot, count, logo, scene);
	int baseline = page->scale.height_px - page_px(page, PAGE_BOTTOM);
	int width = page->width_px - page_px(page, NUMBER_WIDTH), height = page_px(page, FOOT_UNITS * 0.73);
	if (logo.width > 0) {
		width -= logo.width;
		logo.x = page->left + (count != NULL ? width : page->width_px - logo.width);
		logo.y = baseline - height / 2 - logo.height / 2;
		width -= page_px(page, CLOCK_GAP);
	}
	const struct text_block *words = page_parts(page, foot->first, foot->second, FOOT_UNITS, width);
	if (words->lines_count > 0)
		height = text_height_px(words, words->lines_count);
	int top = baseline - height;
	if (logo.width > 0 && logo.y < top)
		top = logo.y;
	if (scene != NULL) {
		text_draw(scene, words, 0, words->lines_count, page->left, baseline - height, width, TEXT_START,
			  COLOUR_QUIET);
		if (logo.width > 0)
			page_logo(page, scene, logo);
		if (count != NULL)
			text_draw(scene, count, 0, 1, page->left + page->width_px - count->width_px,
				  baseline - count->cap_px, count->width_px, TEXT_START, COLOUR_QUIET);
	}
	return top - page_px(page, FOOT_ABOVE);
}
