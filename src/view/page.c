#include "view/page.h"

#include <math.h>
#include <string.h>

#include <unicode/uloc.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "model/wall.h"

#define UNSET_UNITS 1.2

/* A stretched screen's column for head and foot, of the width. */
#define COLUMN_PART 0.27

static void set_margins(struct page *page)
{
	page->left = page_px(page, PAGE_SIDE);
	page->width_px = page->scale.width_px - 2 * page->left;
	page->column_px = 0;
	if (page->scale.stretched && !page->widened) {
		page->column_x = page->left;
		page->column_px = (int)(page->scale.width_px * COLUMN_PART) - page->left;
		page->left += page->column_px + 2 * page_px(page, PAGE_SIDE);
		page->width_px -= page->left - page->column_x;
	}
}

void page_widen(struct page *page)
{
	page->widened = true;
	set_margins(page);
}

void page_init(struct page *page, const struct view *view, const struct slide *slide, const struct event *event)
{
	*page = (struct page){.view = view, .slide = slide, .event = event};
	page->screen = event_screen_named(event, view->screen);
	const char *tag = slide != NULL && slide->language[0] != '\0' ? slide->language : event->language;
	page->language = view->language(view->language_data, tag);
	page->mirrored = uloc_isRightToLeft(tag);
	struct viewing viewing = event_viewing(event, view->screen);
	if (view->overscan_given)
		viewing.overscan_percent = view->overscan_percent;
	int crop_x = (int)lround(view->width_px * viewing.overscan_percent / 100);
	int crop_y = (int)lround(view->height_px * viewing.overscan_percent / 100);
	page->whole = (struct box){-crop_x, -crop_y, view->width_px, view->height_px};
	page->scale = scale_for(view->width_px - 2 * crop_x, view->height_px - 2 * crop_y,
				hypot(view->width_px, view->height_px), &viewing);
	page->arena = arena_create();
	page->type = typesetter_create(page->arena, &view->measure, tag[0] != '\0' ? tag : page->language->tag);
	set_margins(page);
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

struct box page_cover(const struct picture *picture, int width_px, int height_px)
{
	struct box source = {0, 0, picture->width_px, picture->height_px};
	double scale = fmax((double)width_px / picture->width_px, (double)height_px / picture->height_px);
	source.width = (int)fmin(picture->width_px, fmax(1, lround(width_px / scale)));
	source.height = (int)fmin(picture->height_px, fmax(1, lround(height_px / scale)));
	source.x = (picture->width_px - source.width) / 2;
	/* A little above the middle: that is where faces are. */
	source.y = (int)((picture->height_px - source.height) * 0.42);
	return source;
}

void page_ground(struct page *page, struct scene *scene)
{
	scene_clear(scene);
	scene->width_px = page->view->width_px;
	scene->height_px = page->view->height_px;
	scene->safe = (struct box){-page->whole.x, -page->whole.y, page->scale.width_px, page->scale.height_px};
	scene->mirrored = page->mirrored;
	scene->unit_px = page->scale.unit_px;
	scene_rectangle(scene, page->whole, COLOUR_GROUND, 0, 255);
	const struct picture *picture = page->event->brand.background;
	if (picture != NULL && (page->slide == NULL || page->slide->kind != SLIDE_PHOTOS))
		scene_picture(scene, page->whole, picture->name,
			      page_cover(picture, page->whole.width, page->whole.height), PICTURE_VEILED, 0);
}

struct box page_contain(const struct picture *picture, int width_px, int height_px)
{
	double scale = fmin((double)width_px / picture->width_px, (double)height_px / picture->height_px);
	return (struct box){.width = (int)fmax(1, lround(picture->width_px * scale)),
			    .height = (int)fmax(1, lround(picture->height_px * scale))};
}

void page_logo(struct page *page, struct scene *scene, struct box box)
{
	const struct picture *logo = page->event->brand.logo;
	struct box whole = {0, 0, logo->width_px, logo->height_px};
	scene_picture(scene, box, logo->name, whole, PICTURE_LOGO, 0);
}

const char *page_join(struct page *page, const char *a, const char *b)
{
	bool have_a = a != NULL && a[0] != '\0', have_b = b != NULL && b[0] != '\0';
	if (have_a && have_b)
		return arena_format(page->arena, "%s · %s", a, b);
	return have_a ? a : have_b ? b : NULL;
}

const struct text_block *page_parts(struct page *page, const char *a, const char *b, double units, int width_px)
{
	const struct text_block *block = page_prose(page, page_join(page, a, b), FONT_TEXT, units, width_px);
	bool both = a != NULL && a[0] != '\0' && b != NULL && b[0] != '\0';
	if (block->lines_count > 1 && both)
		block = page_prose(page, arena_format(page->arena, "%s\n%s", a, b), FONT_TEXT, units, width_px);
	return block;
}

void page_bar(struct box box, double part, enum colour ink, struct scene *scene)
{
	scene_rectangle(scene, box, ink, box.height / 2, 60);
	box.width = (int)lround(box.width * fmin(fmax(part, 0), 1));
	if (box.width >= box.height)
		scene_rectangle(scene, box, ink, box.height / 2, 255);
}

const char *page_people(struct page *page, const struct session *session, bool roles)
{
	const char *separator = language_word(page->language, page->arena, WORD_PERSON_SEPARATOR, NULL);
	struct buffer names;
	buffer_init(&names);
	for (size_t i = 0; i < session->people_count; i++) {
		const struct person *person = &session->people[i];
		buffer_add_text(&names, i > 0 ? separator : "");
		buffer_add_text(&names, person->name);
		if (roles && person->role != NULL) { /* a short one stays with the name */
			bool brief = strlen(person->name) + strlen(person->role) < 36;
			buffer_add_format(&names, "%s(%s)", brief ? "\u00a0" : " ", person->role);
		}
	}
	const char *text = arena_text(page->arena, buffer_text(&names));
	buffer_finish(&names);
	return text;
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

const struct text_block *page_set_clock(struct page *page)
{
	return page_title(page, page_clock(page), FONT_DISPLAY_MEDIUM, SCALE_FULL, page->view->width_px);
}

const struct text_block *page_clock_unset(struct page *page, int width_px)
{
	const char *words = language_word(page->language, page->arena, WORD_CLOCK_UNSET, NULL);
	return page_title(page, text_sentence(page->type, words), FONT_TEXT, UNSET_UNITS, width_px);
}

bool page_is_today(const struct page *page, struct date date)
{
	const struct event *event = page->event;
	return !page->view->clock_unset &&
	       date_compare(zone_day(&event->zone, page->view->now_utc_s, event->day_change), date) == 0;
}

const char *page_tomorrow(struct page *page)
{
	if (page->view->clock_unset)
		return NULL;
	const struct deck *deck = page->view->deck;
	const struct event *event = page->event;
	struct date tomorrow = date_add(zone_day(&event->zone, page->view->now_utc_s, event->day_change), 1);
	const char *screen = deck_screen(deck, page->view->screen);
	int64_t first = INT64_MAX;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (slide->kind != SLIDE_AGENDA || &deck->events[slide->event] != page->event ||
		    date_compare(slide->agenda.date, tomorrow) != 0)
			continue;
		for (size_t s = 0; s < slide->agenda.sessions_count; s++) {
			const struct session *session = &slide->agenda.sessions[s];
			if (!session->cancelled && !session->all_day && session->start_utc_s < first &&
			    wall_concerns(wall_cut(deck, slide, screen), session) &&
			    deck_shows(deck, slide, screen, session->start_utc_s))
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
	scene->valid_until_utc_s = page->view->clock_unset ? INT64_MAX : now - past + 60;
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
