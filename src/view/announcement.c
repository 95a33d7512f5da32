#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "view/kinds.h"
#include "view/prose.h"

/* Sizes of the text, in units; the title goes with them. */
static const double steps[] = {3.2, 2.8, 2.4, 2.1, 1.9, SCALE_HALF};
static const double title_steps[] = {8.0, 6.4, 5.4, 4.6, 4.0, SCALE_FULL, 2.8, 2.4};
enum { MANY_FIRST = 2 }; /* the largest step where there are several pages */
enum { STEPS = sizeof steps / sizeof *steps, TITLE_STEPS = sizeof title_steps / sizeof *title_steps };

#define LETTERS_A_LINE 60
#define EM_A_LETTER    0.53 /* Inter's lower case with its spaces, about */
#define AIR            0.84 /* of the height: large text does not fill its page, */
#define AIR_SMALL      0.95 /* smaller text may, nearly, */
#define AIR_TITLE      0.75 /* a title alone least of all */
#define HEAD_AIR       0.9  /* below the head, in units */
#define QUIET_ZONE     4    /* modules around a QR code, ISO/IEC 18004 */

struct layout {
	struct page *page;
	const struct announcement *announcement;
	struct head head, head_on; /* of the first page and of the others */
	const char *foot;
	int top, bottom;
	struct box text;    /* where text may stand */
	struct box card;    /* the QR code's; width 0: none */
	struct box picture; /* width 0: none */
	const struct text_block *label;
	int label_x, label_y;
	struct prose_column column;
	size_t *starts, pages;
};

static bool has_text(const struct announcement *announcement)
{
	return announcement->title != NULL || announcement->text.blocks_count > 0;
}

static const char *label_of(const struct qr *qr)
{
	if (qr->label != NULL)
		return qr->label;
	const char *scheme = strstr(qr->url, "://");
	return scheme != NULL ? scheme + 3 : qr->url;
}

/* The largest box of the picture's shape in width x height, not blown up beyond what its pixels bear. */
static struct box contain(const struct picture *picture, int width, int height)
{
	double scale = fmin((double)width / picture->width_px, (double)height / picture->height_px);
	scale = fmin(scale, 2.5);
	return (struct box){.width = (int)fmax(1, picture->width_px * scale),
			    .height = (int)fmax(1, picture->height_px * scale)};
}

/* The side of a code's card, at most that many units and `most` pixels; 0 if it would be too fine to read. */
static int card_side(const struct page *page, const struct qr *qr, double units, int most)
{
	int modules = qr->size + 2 * QUIET_ZONE, side = page_px(page, units);
	return (side < most ? side : most) / modules * modules;
}

/* Wide screens: the text at the left, picture and code in a column at the right. */
static void place_beside(struct layout *layout)
{
	struct page *page = layout->page;
	const struct announcement *announcement = layout->announcement;
	int height = layout->bottom - layout->top, right = page->left + page->width_px, gap = page_px(page, 1.2);
	int code_width = 0, code_height = 0, label_height = 0;
	bool code = announcement->qr.size > 0, both = announcement->picture != NULL && code;
	if (code) {
		int width = page_px(page, 13.0);
		layout->label = page_title(page, label_of(&announcement->qr), FONT_TEXT, both ? 1.7 : 1.5, width);
		label_height = text_height_px(layout->label, layout->label->lines_count);
		int most = both ? height * 45 / 100 : height - gap - label_height;
		int side = card_side(page, &announcement->qr, both ? 10.5 : 13.0, most),
		    words = layout->label->width_px;
		layout->card = (struct box){.width = side, .height = side};
		code_width = both ? side + gap + words : side > words ? side : words;
		code_height = !both ? side + gap + label_height : side > label_height ? side : label_height;
	}
	if (announcement->picture != NULL)
		layout->picture = contain(announcement->picture,
					  has_text(announcement) ? page->width_px * 44 / 100 : page->width_px,
					  height - (both ? code_height + gap : 0));
	int column = layout->picture.width > code_width ? layout->picture.width : code_width;
	int used = layout->picture.height + (both ? gap : 0) + code_height;
	int x = has_text(announcement) ? right - column : page->left + (page->width_px - column) / 2;
	int y = layout->top + (height - used) / 2;
	layout->picture.x = x;
	layout->picture.y = y;
	if (both) { /* the label beside the code, both below the picture */
		layout->card.x = x;
		layout->card.y = y + layout->picture.height + gap;
		layout->label_x = x + layout->card.width + gap;
		layout->label_y = layout->card.y + (code_height - label_height) / 2;
	} else if (code) { /* below it */
		layout->card.x = x + (column - layout->card.width) / 2;
		layout->card.y = y;
		layout->label_x = x + (column - layout->label->width_px) / 2;
		layout->label_y = y + layout->card.height + gap;
	}
	layout->text = (struct box){page->left, layout->top, page->width_px - column, height};
	if (column > 0)
		layout->text.width -= page_px(page, 2.6);
}

/* Tall screens: the picture above the text, the code below it with its label at its side. */
static void place_above(struct layout *layout)
{
	struct page *page = layout->page;
	const struct announcement *announcement = layout->announcement;
	int gap = page_px(page, 2.2), top = layout->top, bottom = layout->bottom;
	if (announcement->qr.size > 0) {
		int side = card_side(page, &announcement->qr, 11.5, (bottom - top) * 35 / 100);
		int beside = side + page_px(page, 1.6);
		layout->label = page_title(page, label_of(&announcement->qr), FONT_TEXT, 2.0, page->width_px - beside);
		int label_height = text_height_px(layout->label, layout->label->lines_count);
		int height = side > label_height ? side : label_height;
		layout->card = (struct box){page->left, bottom - height + (height - side) / 2, side, side};
		layout->label_x = page->left + beside;
		layout->label_y = bottom - height + (height - label_height) / 2;
		bottom -= height + gap;
	}
	if (announcement->picture != NULL) {
		int most = has_text(announcement) ? (bottom - top) * 45 / 100 : bottom - top;
		layout->picture = contain(announcement->picture, page->width_px, most);
		layout->picture.x = page->left + (page->width_px - layout->picture.width) / 2;
		layout->picture.y = has_text(announcement) ? top : top + (bottom - top - layout->picture.height) / 2;
		top += layout->picture.height + gap;
	}
	layout->text = (struct box){page->left, top, page->width_px, bottom - top};
}

static void set_text(struct layout *layout, size_t step)
{
	struct page *page = layout->page;
	const struct announcement *announcement = layout->announcement;
	int measure = (int)(page_px(page, steps[step]) * LETTERS_A_LINE * EM_A_LETTER);
	int width = measure < layout->text.width ? measure : layout->text.width;
	bool only_title = announcement->text.blocks_count == 0;
	layout->column = prose_column(page, steps[step], width, layout->text.width);
	if (announcement->title != NULL) {
		/* The title may be wider than the text's lines. */
		size_t largest = only_title ? step : 0;
		while (!only_title && largest + 1 < TITLE_STEPS &&
		       title_steps[largest] > fmax(SCALE_FULL, steps[step] * 2))
			largest++;
		struct text_block *title = page_fit(page, announcement->title, FONT_DISPLAY, title_steps + largest,
						    TITLE_STEPS - largest, layout->text.width, only_title ? 5 : 3);
		prose_add_title(page, &layout->column, title, announcement->title);
	}
	prose_add(page, &layout->column, &announcement->text);
	layout->pages = flow_pages(layout->column.items, layout->column.count, layout->text.height, page->arena,
				   &layout->starts);
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

/* The largest step that is one airy page, else the largest that takes as few pages as the smallest does. */
static void choose_step(struct layout *layout)
{
	/* What is long surely goes over several pages: then only the small steps are worth trying. */
	size_t first = letters(&layout->announcement->text) > 1000 ? 4 : 0, pages[STEPS] = {0};
	bool only_title = layout->announcement->text.blocks_count == 0;
	for (size_t i = first; i < STEPS; i++) {
		set_text(layout, i);
		pages[i] = layout->pages;
		int used = flow_height_px(layout->column.items, 0, layout->column.count);
		double air = only_title ? AIR_TITLE : steps[i] > 2.2 ? AIR : AIR_SMALL;
		if (layout->pages == 1 && (i + 1 >= STEPS || used <= layout->text.height * air))
			return;
	}
	for (size_t i = MANY_FIRST > first ? MANY_FIRST : first; i + 1 < STEPS; i++) {
		if (pages[i] == pages[STEPS - 1]) {
			set_text(layout, i);
			return;
		}
	}
}

static void lay_out_once(struct layout *layout, struct page *page)
{
	*layout = (struct layout){.page = page, .announcement = &page->slide->announcement};
	const struct event *event = page->event;
	layout->head = (struct head){.first = event->name, .second = event->place, .colour = COLOUR_QUIET};
	layout->head_on = layout->head;
	if (layout->announcement->title != NULL)
		layout->head_on = (struct head){.first = layout->announcement->title, .colour = COLOUR_INK};
	layout->foot = event->contact;
	int air = page_px(page, HEAD_AIR);
	layout->top = page_head(page, &layout->head, NULL) + air;
	layout->bottom = page_foot(page, layout->foot, 0, 1, NULL);
	for (int pass = 0; pass < 2; pass++) {
		if (page->scale.portrait)
			place_above(layout);
		else
			place_beside(layout);
		choose_step(layout);
		int top = layout->pages > 1 ? page_head(page, &layout->head_on, NULL) + air : 0;
		if (top <= layout->top)
			break;
		layout->top = top;
	}
}

static void lay_out(struct layout *layout, struct page *page)
{
	/* Seen from very far away: better a little smaller than words torn. */
	do
		lay_out_once(layout, page);
	while ((page_cramped(page, layout->top, layout->bottom) ||
		(layout->column.torn && scale_shifted(&page->scale))) &&
	       page_shrink(page));
}

size_t announcement_pages(struct page *page)
{
	struct layout layout;
	lay_out(&layout, page);
	return layout.pages;
}

static void draw_modules(const struct layout *layout, struct scene *scene)
{
	const struct qr *qr = &layout->announcement->qr;
	struct box card = layout->card;
	int each = card.width / (qr->size + 2 * QUIET_ZONE);
	scene_rectangle(scene, card, COLOUR_PAPER, page_px(layout->page, 0.5), 255);
	for (int row = 0; row < qr->size; row++) {
		const char *modules = qr->modules + (size_t)row * (size_t)qr->size;
		for (int column = 0, run; column < qr->size; column += run) {
			for (run = 1; column + run < qr->size && modules[column + run] == modules[column]; run++)
				;
			/* A code must not be mirrored, its page may be: turned twice it stands as it was. */
			int at = scene->mirrored ? qr->size - column - run : column;
			struct box box = {card.x + (at + QUIET_ZONE) * each, card.y + (row + QUIET_ZONE) * each,
					  run * each, each};
			if (modules[column] == '1')
				scene_rectangle(scene, box, COLOUR_PRINT, 0, 255);
		}
	}
}

static void draw_code(const struct layout *layout, struct scene *scene)
{
	const struct qr *qr = &layout->announcement->qr;
	if (qr->size == 0)
		return;
	if (layout->card.width > 0)
		draw_modules(layout, scene);
	bool under = layout->label_y >= layout->card.y + layout->card.height;
	text_draw(scene, layout->label, 0, layout->label->lines_count, layout->label_x, layout->label_y,
		  layout->label->width_px, under ? TEXT_CENTRE : TEXT_START, COLOUR_INK);
	scene_source(scene, qr->label != NULL ? qr->label : qr->url);
}

static void draw_picture(const struct layout *layout, struct scene *scene)
{
	const struct picture *picture = layout->announcement->picture;
	struct box box = layout->picture;
	if (picture == NULL)
		return;
	int radius = page_px(layout->page, 0.6);
	if (picture->transparent) { /* drawn for paper, most of them: on a dark ground black lines would be gone */
		int edge = page_px(layout->page, 0.8);
		scene_rectangle(scene, box, COLOUR_PAPER, radius, 255);
		box = (struct box){box.x + edge, box.y + edge * box.height / box.width, box.width - 2 * edge,
				   box.height - 2 * edge * box.height / box.width};
		radius = 0;
	}
	scene_picture(scene, box, picture->name, (struct box){0, 0, picture->width_px, picture->height_px},
		      PICTURE_SHARP, radius);
}

void announcement_page(struct page *page, size_t number, struct scene *scene)
{
	struct layout layout;
	lay_out(&layout, page);
	number = number < layout.pages ? number : layout.pages - 1;
	page_ground(page, scene);
	page_head(page, number == 0 ? &layout.head : &layout.head_on, scene);
	page_source_event(page, scene, number == 0, number == 0, false);
	if (number > 0)
		scene_source(scene, layout.announcement->title);
	/* A page of its own stands a little above the middle; several begin at the same height, the fullest one's. */
	int most = 0;
	for (size_t i = 0; i < layout.pages; i++) {
		int used = flow_height_px(layout.column.items, layout.starts[i], layout.starts[i + 1]);
		most = used > most ? used : most;
	}
	double above = layout.announcement->picture != NULL && !page->scale.portrait ? 0.5 : 0.42;
	if (page->scale.portrait)
		above = layout.announcement->picture != NULL ? 0.15 : 0.35;
	int y = layout.text.y + (most < layout.text.height ? (int)((layout.text.height - most) * above) : 0);
	prose_draw(page, &layout.column, layout.starts[number], layout.starts[number + 1], layout.text.x, y, scene);
	draw_picture(&layout, scene);
	draw_code(&layout, scene);
	page_foot(page, layout.foot, number, layout.pages, scene);
	page_source_event(page, scene, false, false, true);
	page_close(page, scene);
}
