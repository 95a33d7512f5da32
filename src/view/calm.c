#include <string.h>

#include "view/kinds.h"

static const double name_steps[] = {7.2, 6.2, 5.2, 4.4, 3.8, SCALE_FULL, 2.8, 2.2, SCALE_HALF};
enum { NAME_STEPS = sizeof name_steps / sizeof *name_steps };

/* The line above the name: when it goes on, or thanks when all is over, or a welcome. */
static const char *greeting(struct page *page)
{
	const struct event *event = page->event;
	struct date today = zone_day(&event->zone, page->view->now_utc_s, event->day_change);
	const char *tomorrow = page_tomorrow(page);
	if (tomorrow != NULL)
		return tomorrow;
	bool over = !date_none(event->end) && date_compare(today, event->end) > 0;
	const char *words = language_word(page->language, page->arena, over ? WORD_ENDED : WORD_WELCOME, NULL);
	return text_sentence(page->type, words);
}

/* Lines of text with gaps above, set as one group. */
struct group {
	struct {
		const struct text_block *block;
		int gap_px;
		enum colour colour;
	} parts[4];
	size_t count;
	int height_px;
};

static void add(struct group *group, const struct text_block *block, int gap_px, enum colour colour)
{
	if (block->lines_count == 0)
		return;
	gap_px = group->count > 0 ? gap_px : 0;
	group->parts[group->count].block = block;
	group->parts[group->count].gap_px = gap_px;
	group->parts[group->count++].colour = colour;
	group->height_px += gap_px + text_height_px(block, block->lines_count);
}

static void draw(struct page *page, const struct group *group, int y, struct scene *scene)
{
	for (size_t i = 0; i < group->count; i++) {
		const struct text_block *block = group->parts[i].block;
		y += group->parts[i].gap_px;
		text_draw(scene, block, 0, block->lines_count, page->left, y, page->width_px, TEXT_START,
			  group->parts[i].colour);
		y += text_height_px(block, block->lines_count);
	}
}

static void ground(struct page *page, struct scene *scene)
{
	page_ground(page, scene);
	/* A horizon: the ground grows lighter towards the foot. */
	struct box horizon = page->whole;
	horizon.height = horizon.height * 3 / 5;
	horizon.y += page->whole.height - horizon.height;
	scene_gradient(scene, horizon, COLOUR_RAISED, 255, 0, false);
}

static struct group set_calm(struct page *page, const struct event *event, bool named)
{
	struct group group = {0};
	const char *screen = page->view->screen[0] != '\0' ? page->view->screen : "callboard";
	const char *name = named ? event->name : screen, *days = NULL;
	add(&group, page_fit(page, name, FONT_DISPLAY, name_steps, NAME_STEPS, page->width_px, 3), 0, COLOUR_INK);
	if (!named)
		return group;
	if (!date_none(event->start))
		days = language_interval(page->language, page->arena, event->start,
					 date_none(event->end) ? event->start : event->end);
	add(&group, page_title(page, event->place, FONT_DISPLAY_MEDIUM, 2.8, page->width_px), page_px(page, 2.6),
	    COLOUR_INK);
	add(&group, page_title(page, days, FONT_TEXT, 2.2, page->width_px), page_px(page, 1.5), COLOUR_QUIET);
	return group;
}

void view_calm(const struct view *view, struct scene *scene)
{
	struct page page;
	const struct event *event = deck_event_now(view->deck, view->now_utc_s);
	bool named = event->name != NULL && event->name[0] != '\0';
	page_init(&page, view, NULL, event);
	page_widen(&page);
	struct head head;
	struct group group;
	int top, bottom;
	do {
		head = (struct head){.first = named ? greeting(&page) : "callboard", .colour = COLOUR_QUIET};
		group = set_calm(&page, event, named);
		top = page_head(&page, &head, NULL);
		bottom = page_foot(&page, event->contact, 0, 1, NULL);
	} while (group.height_px > bottom - top && page_shrink(&page));
	ground(&page, scene);
	page_head(&page, &head, scene);
	draw(&page, &group, top + (bottom - top - group.height_px) * 45 / 100, scene);
	page_foot(&page, event->contact, 0, 1, scene);
	page_source_event(&page, scene, true, true, true);
	page_close(&page, scene);
	page_finish(&page);
}

void view_identify(const struct view *view, const char *const *lines, size_t lines_count, struct scene *scene)
{
	static const double steps[] = {13, 11, 9, 7.2, 5.6, 4.4, SCALE_FULL, 2.4, SCALE_HALF};
	struct page page;
	page_init(&page, view, NULL, deck_event_now(view->deck, view->now_utc_s));
	page_widen(&page);
	const char *text = "";
	for (size_t i = 0; i < lines_count; i++)
		text = arena_format(page.arena, "%s%s%s", text, i > 0 ? "\n" : "", lines[i]);
	struct group group;
	int top, bottom;
	do {
		group = (struct group){0};
		/* Type as large as this has accents far above its capitals. */
		top = page_px(&page, 2 * PAGE_TOP);
		bottom = page.scale.height_px - page_px(&page, PAGE_TOP);
		const struct text_block *name = page_fit(&page, view->screen, FONT_DISPLAY, steps,
							 sizeof steps / sizeof *steps, page.width_px, 2);
		add(&group, name, 0, COLOUR_INK);
		add(&group, page_prose(&page, text, FONT_TEXT, 2.0, page.width_px),
		    name->size_px * 3 / 10 + page_px(&page, 1.2), COLOUR_QUIET);
	} while (group.height_px > bottom - top && page_shrink(&page));
	page_ground(&page, scene);
	draw(&page, &group, top + (bottom - top - group.height_px) * 45 / 100, scene);
	scene_source(scene, view->screen);
	for (size_t i = 0; i < lines_count; i++)
		scene_source(scene, lines[i]);
	page_close(&page, scene);
	page_finish(&page);
}
