#include "view/apart.h"

#include <math.h>

#define READING_UNITS 1.9
#define LEAST_CONTENT 0.4  /* of the height, that head and foot leave */
#define ABOVE_MIDDLE  0.42 /* of what is free on a page */

void apart_add(struct apart *apart, const char *text, bool large)
{
	if (text == NULL || text[0] == '\0')
		return;
	apart->texts[apart->texts_count].text = text;
	apart->texts[apart->texts_count++].large = large;
}

static const struct foot only_number = {0};

void apart_lay_out(struct page *page, struct apart *apart)
{
	apart->pages = 0;
	if (apart->texts_count == 0)
		return;
	apart->top = page_head(page, &(struct head){.logo = apart->logo}, NULL);
	apart->height_px = page_foot(page, &only_number, 0, 1, NULL) - apart->top;
	apart->column = prose_column(page, READING_UNITS, page->width_px, page->width_px);
	for (size_t i = 0; i < apart->texts_count; i++) {
		const char *text = apart->texts[i].text;
		const struct text_block *block =
			apart->texts[i].large ? page_title(page, text, FONT_DISPLAY, SCALE_FULL, page->width_px)
					      : page_prose(page, text, FONT_TEXT, READING_UNITS, page->width_px);
		prose_add_text(page, &apart->column, block, text);
	}
	apart->pages =
		flow_pages(apart->column.items, apart->column.count, apart->height_px, page->arena, &apart->starts);
}

void apart_page(struct page *page, const struct apart *apart, size_t page_of_apart, size_t number, size_t pages,
		struct scene *scene)
{
	int most = 0;
	for (size_t i = 0; i < apart->pages; i++)
		most = (int)fmax(most, flow_height_px(apart->column.items, apart->starts[i], apart->starts[i + 1]));
	int free_px = apart->height_px > most ? apart->height_px - most : 0;
	page_head(page, &(struct head){.logo = apart->logo}, scene);
	prose_draw(page, &apart->column, apart->starts[page_of_apart], apart->starts[page_of_apart + 1], page->left,
		   apart->top + (int)(free_px * ABOVE_MIDDLE), scene);
	page_foot(page, &only_number, number, pages, scene);
}

int frame_least_px(const struct page *page)
{
	return (int)(page->scale.height_px * LEAST_CONTENT);
}

static bool set_frame(struct page *page, struct frame *frame, int least_px)
{
	frame->top = page_head(page, &frame->head, NULL);
	frame->bottom = page_foot(page, &frame->foot, 0, 1, NULL);
	return !page->column_meets && frame->bottom - frame->top >= least_px;
}

void frame_lay_out(struct page *page, struct frame *frame, int least_px)
{
	enum { FOOT = 1, ASIDE = 2, HEADLINE = 4 };
	static const int ways[] = {
		0, FOOT, ASIDE, FOOT | ASIDE, HEADLINE, HEADLINE | FOOT, HEADLINE | ASIDE, HEADLINE | ASIDE | FOOT};
	const struct head head = frame->head;
	const struct foot foot = frame->foot;
	page->tight = false;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		frame->apart.texts_count = 0;
		frame->head = head;
		frame->foot = foot;
		if (ways[i] & HEADLINE) {
			apart_add(&frame->apart, head.headline, true);
			frame->head.headline = NULL;
		}
		if (ways[i] & ASIDE) {
			apart_add(&frame->apart, head.first, false);
			apart_add(&frame->apart, head.second, false);
			frame->head.first = frame->head.second = NULL;
		}
		if (ways[i] & FOOT) {
			apart_add(&frame->apart, foot.first, false);
			apart_add(&frame->apart, foot.second, false);
			frame->foot = (struct foot){0};
		}
		if (set_frame(page, frame, least_px))
			break;
		page->tight = true; /* first a title takes less */
		if (set_frame(page, frame, least_px))
			break;
	}
	apart_lay_out(page, &frame->apart);
}
