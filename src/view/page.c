#include "view/page.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

void page_init(struct page *page, const struct view *view, const struct slide *slide, const struct event *event)
{
	*page = (struct page){.view = view, .slide = slide, .event = event};
	page->screen = event_screen_named(event, view->screen);
	const char *tag = slide != NULL && slide->language[0] != '\0' ? slide->language : event->language;
	page->language = view->language(view->language_data, tag);
	page->scale = scale_for(view->width_px, view->height_px, event);
	page->arena = arena_create();
	page->type = typesetter_create(page->arena, &view->measure, tag[0] != '\0' ? tag : page->language->tag);
	page->left = page_px(page, PAGE_SIDE);
	page->width_px = view->width_px - 2 * page->left;
}

void page_finish(struct page *page)
{
	typesetter_destroy(page->type);
	arena_destroy(page->arena);
	*page = (struct page){0};
}

struct text_block *page_title(struct page *page, const char *text, enum font_role role, double units, int width_px)
{
	return text_set_plain(page->type, text, role, page_px(page, units), LEADING_TITLE, width_px, TEXT_BALANCED);
}

struct text_block *page_prose(struct page *page, const char *text, enum font_role role, double units, int width_px)
{
	return text_set_plain(page->type, text, role, page_px(page, units), LEADING_PROSE, width_px, TEXT_PROSE);
}

struct text_block *page_fit(struct page *page, const char *text, enum font_role role, const double *steps,
			    size_t steps_count, int width_px, size_t lines)
{
	struct text_block *block = NULL;
	for (size_t i = 0; i < steps_count; i++) {
		block = page_title(page, text, role, steps[i], width_px);
		if (!block->torn && block->lines_count <= lines)
			break;
	}
	return block;
}

void page_ground(struct page *page, struct scene *scene)
{
	scene_clear(scene);
	scene->width_px = page->view->width_px;
	scene->height_px = page->view->height_px;
	scene_rectangle(scene, (struct box){0, 0, scene->width_px, scene->height_px}, COLOUR_GROUND, 0, 255);
}

int page_head(struct page *page, const struct head *head, struct scene *scene)
{
	static const double headline_steps[] = {SCALE_FULL, 2.8, 2.3, 1.9, SCALE_HALF};
	int gap = page_px(page, 1.6), right = page->left + page->width_px;
	struct text_block *clock = page_title(page, page_clock(page), FONT_DISPLAY_MEDIUM, SCALE_FULL, page->width_px);
	int beside_clock = page->width_px - clock->width_px - gap;
	int top = page_px(page, PAGE_TOP), baseline = top + clock->cap_px, bottom = baseline;

	int aside_x = page->left, aside_width = beside_clock;
	struct text_block *headline = NULL, *aside = NULL;
	if (head->headline != NULL) {
		headline = page_fit(page, head->headline, FONT_DISPLAY, headline_steps,
				    sizeof headline_steps / sizeof *headline_steps, beside_clock, 2);
		bottom += text_height_px(headline, headline->lines_count) - headline->cap_px;
		aside_x += headline->width_px + gap;
		aside_width -= headline->width_px + gap;
	}
	int aside_cap_y = 0;
	if (head->aside != NULL) {
		double units = head->headline != NULL ? 1.8 : 1.9;
		bool one_line = headline == NULL || headline->lines_count <= 1;
		aside = one_line && aside_width > 0 ? page_title(page, head->aside, FONT_TEXT, units, aside_width)
						    : NULL;
		if (aside != NULL && (aside->lines_count <= 1 || headline == NULL) && !aside->torn) {
			aside_cap_y = baseline - aside->cap_px;
		} else {
			/* Below, and there the whole width is free: the clock stands on the first line only. */
			aside_x = page->left;
			aside = page_title(page, head->aside, FONT_TEXT, units, page->width_px);
			aside_cap_y = bottom + page_px(page, 0.95);
		}
		int aside_bottom = aside_cap_y + text_height_px(aside, aside->lines_count);
		bottom = aside_bottom > bottom ? aside_bottom : bottom;
	}
	if (scene != NULL) {
		if (headline != NULL)
			text_draw(scene, headline, 0, headline->lines_count, page->left, baseline - headline->cap_px,
				  headline->width_px, TEXT_START, COLOUR_INK);
		if (aside != NULL)
			text_draw(scene, aside, 0, aside->lines_count, aside_x, aside_cap_y, aside->width_px,
				  TEXT_START, head->aside_colour);
		text_draw(scene, clock, 0, clock->lines_count, right - clock->width_px, top, clock->width_px,
			  TEXT_START, COLOUR_INK);
	}
	return bottom + page_px(page, 1.5);
}

int page_foot(struct page *page, const char *text, size_t number, size_t pages, struct scene *scene)
{
	double units = 1.2;
	int baseline = page->view->height_px - page_px(page, PAGE_BOTTOM);
	struct text_block *count = NULL;
	int width = page->width_px, height = page_px(page, units * 0.73);
	if (pages > 1) {
		const char *numbers = arena_format(page->arena, "%zu/%zu", number + 1, pages);
		count = page_title(page, numbers, FONT_TEXT_STRONG, units, page->width_px);
	}
	/* Room for it is kept even on a single page, so that counting pages does not change them. */
	width -= page_px(page, 5);
	struct text_block *words = page_prose(page, text, FONT_TEXT, units, width);
	if (words->lines_count > 0)
		height = text_height_px(words, words->lines_count);
	if (scene != NULL) {
		text_draw(scene, words, 0, words->lines_count, page->left, baseline - height, width, TEXT_START,
			  COLOUR_QUIET);
		if (count != NULL)
			text_draw(scene, count, 0, 1, page->left + page->width_px - count->width_px,
				  baseline - count->cap_px, count->width_px, TEXT_START, COLOUR_QUIET);
	}
	return baseline - height - page_px(page, 1.2);
}

const char *page_join(struct page *page, const char *a, const char *b)
{
	bool have_a = a != NULL && a[0] != '\0', have_b = b != NULL && b[0] != '\0';
	if (have_a && have_b)
		return arena_format(page->arena, "%s · %s", a, b);
	return have_a ? a : have_b ? b : NULL;
}

const char *page_time(struct page *page, int64_t utc_s)
{
	struct civil local = zone_local(&page->event->zone, utc_s);
	return language_time(page->language, page->arena, local.hour, local.minute);
}

const char *page_clock(struct page *page)
{
	return page_time(page, page->view->now_utc_s);
}

void page_source_event(struct page *page, struct scene *scene, bool name, bool place, bool contact)
{
	if (name)
		scene_source(scene, page->event->name);
	if (place)
		scene_source(scene, page->event->place);
	if (contact)
		scene_source(scene, page->event->contact);
}

/* Words of a text, for the time it takes to read. Where no spaces part them, two ideographs or five Thai letters are
 * about one. */
static double words(const char *text)
{
	double count = 0;
	bool inside = false;
	size_t left = strlen(text), size;
	for (; left > 0; text += size, left -= size) {
		uint32_t code = utf8_decode(text, left, &size);
		if (code == UINT32_MAX || code <= ' ' || code == 0xa0 || (code >= 0x2000 && code <= 0x200b)) {
			inside = false;
		} else if (code >= 0x2e80 && code < 0xe0000) {
			count += 0.5;
			inside = false;
		} else if (code >= 0x0e00 && code < 0x0f00) {
			count += 0.2;
			inside = false;
		} else if (!inside) {
			count++;
			inside = true;
		}
	}
	return count;
}

void page_close(struct page *page, struct scene *scene)
{
	int64_t now = page->view->now_utc_s, past = (now % 60 + 60) % 60;
	scene->valid_until_utc_s = now - past + 60;
	double count = 0;
	const struct event *event = page->event;
	for (size_t i = 0; i < scene->sources_count; i++) {
		const char *text = scene->sources[i];
		/* Head and foot stay the same from page to page: nobody reads them again. */
		if (!text_equal(text, event->name) && !text_equal(text, event->place) &&
		    !text_equal(text, event->contact))
			count += words(text);
	}
	scene->seconds = fmax(8, 4 + 0.5 * count);
	if (page->slide != NULL && page->slide->seconds > 0)
		scene->seconds = page->slide->seconds;
}
