#include "view/page.h"

#include <math.h>
#include <string.h>

#include <unicode/uloc.h>

#include "base/memory.h"
#include "base/utf8.h"

/* What head and foot must leave of the height. */
#define LEAST_CONTENT 0.5

static void set_margins(struct page *page)
{
	page->left = page_px(page, PAGE_SIDE);
	page->width_px = page->scale.width_px - 2 * page->left;
}

void page_init(struct page *page, const struct view *view, const struct slide *slide, const struct event *event)
{
	*page = (struct page){.view = view, .slide = slide, .event = event};
	page->screen = event_screen_named(event, view->screen);
	const char *tag = slide != NULL && slide->language[0] != '\0' ? slide->language : event->language;
	page->language = view->language(view->language_data, tag);
	page->mirrored = uloc_isRightToLeft(tag);
	struct viewing viewing = event_viewing(event, view->screen);
	int crop_x = (int)lround(view->width_px * viewing.overscan_percent / 100);
	int crop_y = (int)lround(view->height_px * viewing.overscan_percent / 100);
	page->whole = (struct box){-crop_x, -crop_y, view->width_px, view->height_px};
	page->scale = scale_for(view->width_px - 2 * crop_x, view->height_px - 2 * crop_y,
				hypot(view->width_px, view->height_px), &viewing);
	page->arena = arena_create();
	page->type = typesetter_create(page->arena, &view->measure, tag[0] != '\0' ? tag : page->language->tag);
	set_margins(page);
}

bool page_shrink(struct page *page)
{
	bool shrunk = scale_shrink(&page->scale);
	set_margins(page);
	return shrunk;
}

bool page_cramped(const struct page *page, int top, int bottom)
{
	return bottom - top < page->scale.height_px * LEAST_CONTENT;
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
	scene->safe = (struct box){-page->whole.x, -page->whole.y, page->scale.width_px, page->scale.height_px};
	scene->mirrored = page->mirrored;
	scene_rectangle(scene, page->whole, COLOUR_GROUND, 0, 255);
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
	double units = 1.3;
	if (second == NULL) {
		static const double steps[] = {SCALE_HALF, 1.3};
		struct text_block *block = page_fit(page, first, FONT_TEXT, steps, 2, aside->width_px, 1);
		aside->lines[0] = block;
		aside->cap_y[0] = cap_y + cap_px - text_height_px(block, block->lines_count);
		return block->lines_count <= 2 && !block->torn;
	}
	for (int i = 0; i < 2; i++) {
		const struct text_block *block = page_title(page, texts[i], FONT_TEXT, units, aside->width_px);
		if (block->lines_count > 1 || block->torn)
			return false;
		aside->lines[i] = block;
		aside->cap_y[i] = i == 0 ? cap_y : cap_y + cap_px - block->cap_px;
	}
	return true;
}

/* Below: the whole width is free, the clock stands on the first line only. Returns the last baseline. */
static int aside_below(struct page *page, struct aside *aside, const char *first, const char *second, int y)
{
	static const double steps[] = {SCALE_HALF, 1.5, 1.3};
	struct text_block *block =
		page_fit(page, page_join(page, first, second), FONT_TEXT, steps, 3, page->width_px, 1);
	*aside = (struct aside){.lines = {block}, .cap_y = {y}, .x = page->left, .width_px = page->width_px};
	int bottom = y + text_height_px(block, block->lines_count);
	if (block->lines_count > 1 && second != NULL) {
		aside->lines[0] = block = page_title(page, first, FONT_TEXT, 1.5, page->width_px);
		aside->cap_y[1] = y + text_height_px(block, block->lines_count) + page_px(page, 0.75);
		aside->lines[1] = block = page_title(page, second, FONT_TEXT, 1.5, page->width_px);
		bottom = aside->cap_y[1] + text_height_px(block, block->lines_count);
	}
	return bottom;
}

/* Finds the place of the two lesser texts; returns the head's last baseline. */
static int set_aside(struct page *page, struct aside *aside, const struct head *head, const struct text_block *headline,
		     const struct text_block *clock, int bottom)
{
	int top = page_px(page, PAGE_TOP);
	const char *first = head->first != NULL ? head->first : head->second;
	const char *second = head->first != NULL ? head->second : NULL;
	if (first == NULL)
		return bottom;
	if ((headline == NULL || headline->lines_count <= 1) && aside->width_px > page_px(page, 6)) {
		struct aside joined = *aside;
		if (headline == NULL &&
		    aside_beside(page, &joined, page_join(page, first, second), NULL, top, clock->cap_px) &&
		    (second == NULL || joined.lines[0]->lines_count <= 1)) {
			*aside = joined;
			return bottom;
		}
		if (aside_beside(page, aside, first, second, top, clock->cap_px))
			return bottom;
	}
	return aside_below(page, aside, first, second, bottom + page_px(page, 0.95));
}

int page_head(struct page *page, const struct head *head, struct scene *scene)
{
	static const double steps[] = {SCALE_FULL, 2.8, 2.3, 1.9, SCALE_HALF};
	int gap = page_px(page, 1.6), top = page_px(page, PAGE_TOP);
	const struct text_block *clock =
		page_title(page, page_clock(page), FONT_DISPLAY_MEDIUM, SCALE_FULL, page->width_px);
	const struct text_block *headline = NULL;
	struct aside aside = {.x = page->left, .width_px = page->width_px - clock->width_px - gap};
	int baseline = top + clock->cap_px, bottom = baseline;
	if (head->headline != NULL && head->headline[0] != '\0') {
		headline = page_fit(page, head->headline, FONT_DISPLAY, steps, sizeof steps / sizeof *steps,
				    aside.width_px, 2);
		bottom += text_height_px(headline, headline->lines_count) - headline->cap_px;
		aside.x += headline->width_px + gap;
		aside.width_px -= headline->width_px + gap;
	}
	if (headline != NULL && headline->lines_count == 0)
		headline = NULL;
	bottom = set_aside(page, &aside, head, headline, clock, bottom);
	if (scene != NULL) {
		if (headline != NULL)
			text_draw(scene, headline, 0, headline->lines_count, page->left, baseline - headline->cap_px,
				  headline->width_px, TEXT_START, COLOUR_INK);
		for (int i = 0; i < 2; i++)
			if (aside.lines[i] != NULL)
				text_draw(scene, aside.lines[i], 0, aside.lines[i]->lines_count, aside.x,
					  aside.cap_y[i], aside.width_px, TEXT_START, head->colour);
		text_draw(scene, clock, 0, clock->lines_count, page->left + page->width_px - clock->width_px, top,
			  clock->width_px, TEXT_START, COLOUR_INK);
	}
	return bottom + page_px(page, 1.5);
}

int page_foot(struct page *page, const char *text, size_t number, size_t pages, struct scene *scene)
{
	double units = 1.2;
	int baseline = page->scale.height_px - page_px(page, PAGE_BOTTOM);
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

const char *page_tomorrow(struct page *page)
{
	const struct deck *deck = page->view->deck;
	struct date today = zone_day(&page->event->zone, page->view->now_utc_s, page->event->day_change);
	struct date tomorrow = date_add(today, 1);
	int64_t first = INT64_MAX;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (slide->kind != SLIDE_AGENDA || &deck->events[slide->event] != page->event ||
		    date_compare(slide->agenda.date, tomorrow) != 0)
			continue;
		for (size_t s = 0; s < slide->agenda.sessions_count; s++) {
			const struct session *session = &slide->agenda.sessions[s];
			if (!session->cancelled && session->start_utc_s < first &&
			    deck_shows(deck, slide, page->view->screen, session->start_utc_s))
				first = session->start_utc_s;
		}
	}
	if (first == INT64_MAX)
		return NULL;
	const char *words = language_word(page->language, page->arena, WORD_TOMORROW_FROM, page_time(page, first));
	return text_sentence(page->type, words);
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
