#include <math.h>
#include <string.h>

#include "view/apart.h"

static const double name_steps[] = {7.2, 6.2, 5.2, 4.4, 3.8, SCALE_FULL, 2.8, 2.2, SCALE_HALF};
enum { NAME_STEPS = sizeof name_steps / sizeof *name_steps, NAME_LINES = 3, NAME_LINES_SMALL = 6 };

/* In units. */
#define LOGO_WIDTH  24.0 /* above the name, at most */
#define LOGO_HEIGHT 6.0
#define LOGO_LOW    4.0 /* the same on a stretched screen */
#define LOGO_GAP    2.6
#define FRAME       0.2

static const double logo_parts[] = {1, 0.6, 0.4}; /* it makes way for words */

#define ABOVE_MIDDLE 0.45 /* of what is free goes above a group */

/* The line above the name if it does not go on tomorrow: thanks when all is over, or a welcome (also to those who come
 * while the clock is not set). */
static const char *greeting(struct page *page)
{
	const struct event *event = page->event;
	struct date today = zone_day(&event->zone, page->view->now_utc_s, event->day_change);
	bool over = !page->view->clock_unset && !date_none(event->end) && date_compare(today, event->end) > 0;
	const char *words = language_word(page->language, page->arena, over ? WORD_ENDED : WORD_WELCOME, NULL);
	return text_sentence(page->type, words);
}

/* Lines of text with gaps above, set as one group. */
struct group {
	struct {
		const struct text_block *block;
		const char *text;
		bool large;
		int gap_px;
		enum colour colour;
	} parts[4];
	size_t count;
	int x, width_px, height_px;
	int descent_px; /* of the last */
	int large_px;   /* so large is what is read from the full distance */
};

static void add(struct group *group, const char *text, const struct text_block *block, int gap_px, enum colour colour)
{
	if (block->lines_count == 0)
		return;
	gap_px = group->count > 0 ? gap_px : 0;
	group->parts[group->count].block = block;
	group->parts[group->count].text = text;
	group->parts[group->count].large = block->size_px >= group->large_px;
	group->parts[group->count].gap_px = gap_px;
	group->parts[group->count++].colour = colour;
	group->height_px += gap_px + text_height_px(block, block->lines_count);
	group->descent_px = block->descent_px;
}

static void draw(const struct group *group, int y, struct scene *scene)
{
	for (size_t i = 0; i < group->count; i++) {
		const struct text_block *block = group->parts[i].block;
		y += group->parts[i].gap_px;
		text_draw(scene, block, 0, block->lines_count, group->x, y, group->width_px, TEXT_START,
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

/* With the name in the first step that suits it, from `first` on. */
static struct group set_calm(struct page *page, const struct event *event, bool named, size_t first, double logo_part,
			     struct box *logo)
{
	struct group group = {.x = page->left, .width_px = page->width_px, .large_px = page_px(page, SCALE_FULL)};
	const char *screen = page->view->screen[0] != '\0' ? page->view->screen : "callboard";
	*logo = (struct box){0};
	if (event->brand.logo != NULL) {
		int most = page_px(page, LOGO_WIDTH); /* more than a tall screen has, if it is seen from far away */
		*logo = page_contain(event->brand.logo, most < page->width_px ? most : page->width_px,
				     page_px(page, logo_part * (page->scale.stretched ? LOGO_LOW : LOGO_HEIGHT)));
		logo->x = page->left;
		group.height_px = logo->height + page_px(page, LOGO_GAP);
	}
	const char *tomorrow = page_tomorrow(page), *above = named ? greeting(page) : "callboard";
	if (tomorrow != NULL) /* all that is asked of a wall at night */
		add(&group, tomorrow, page_title(page, tomorrow, FONT_DISPLAY_MEDIUM, SCALE_FULL, group.width_px), 0,
		    COLOUR_INK);
	else
		add(&group, above, page_title(page, above, FONT_TEXT, 2.4, group.width_px), 0, COLOUR_QUIET);
	const char *text = named ? event->name : screen;
	const struct text_block *name;
	double units;
	bool fits;
	do {
		units = name_steps[first++];
		name = page_title(page, text, FONT_DISPLAY, units, group.width_px);
		fits = !name->torn && name->lines_count <= (units > SCALE_FULL ? NAME_LINES : NAME_LINES_SMALL);
	} while (!fits && first < NAME_STEPS);
	/* Type as large as this has accents far above its capitals. */
	add(&group, text, name, page_px(page, 1.4) + name->size_px * 3 / 10, COLOUR_INK);
	if (!named)
		return group;
	const char *days = NULL;
	if (!date_none(event->start))
		days = language_interval(page->language, page->arena, event->start,
					 date_none(event->end) ? event->start : event->end);
	add(&group, event->place,
	    page_title(page, event->place, FONT_DISPLAY_MEDIUM, fmin(2.8, fmax(SCALE_HALF, units * 0.6)),
		       group.width_px),
	    name->size_px * 2 / 10 + page_px(page, 1.6), COLOUR_INK);
	add(&group, days, page_title(page, days, FONT_TEXT, fmin(2.2, fmax(SCALE_HALF, units * 0.6)), group.width_px),
	    page_px(page, 1.5), COLOUR_QUIET);
	return group;
}

static int group_top(const struct group *group, int top, int bottom)
{
	return top + (int)((bottom - top - group->height_px) * ABOVE_MIDDLE);
}

/* What hangs below the last line may reach into the margin, but stays on the screen. */
static bool fits(const struct page *page, const struct group *group, int top, int bottom)
{
	return group->height_px <= bottom - top &&
	       group_top(group, top, bottom) + group->height_px + group->descent_px <= page->scale.height_px;
}

/* All of it at once does not fit: its pages take turns, by the time. */
static void draw_in_turns(struct page *page, const struct group *group, struct scene *scene)
{
	struct apart apart = {.logo = true};
	int64_t now_utc_s = page->view->now_utc_s;
	for (size_t i = 0; i < group->count; i++)
		apart_add(&apart, group->parts[i].text, group->parts[i].large);
	apart_add(&apart, page->event->contact, false);
	apart_lay_out(page, &apart);
	size_t number = (size_t)((uint64_t)now_utc_s / VIEW_CALM_TURN_S % apart.pages);
	apart_page(page, &apart, number, number, apart.pages, scene);
	page_close(page, scene);
	scene->valid_until_utc_s = now_utc_s - now_utc_s % VIEW_CALM_TURN_S + VIEW_CALM_TURN_S;
}

void view_calm(const struct view *view, struct scene *scene)
{
	struct page page;
	const struct event *event = view_event(view);
	bool named = event->name != NULL && event->name[0] != '\0';
	const struct head head = {0};
	const struct foot foot = {.first = event->contact};
	struct group group = {0};
	struct box logo = {0};
	page_init(&page, view, NULL, event);
	int top = page_head(&page, &head, NULL), bottom = page_foot(&page, &foot, 0, 1, NULL);
	bool whole = false;
	for (size_t part = 0; part < sizeof logo_parts / sizeof *logo_parts; part++)
		for (size_t first = 0; first < NAME_STEPS && !whole; first++) {
			group = set_calm(&page, event, named, first, logo_parts[part], &logo);
			whole = fits(&page, &group, top, bottom) && !page.column_meets;
		}
	ground(&page, scene);
	if (!whole) {
		draw_in_turns(&page, &group, scene);
		page_finish(&page);
		return;
	}
	page_head(&page, &head, scene);
	int y = group_top(&group, top, bottom);
	if (logo.width > 0) {
		logo.y = y;
		y += logo.height + page_px(&page, LOGO_GAP);
		page_logo(&page, scene, logo);
	}
	draw(&group, y, scene);
	page_foot(&page, &foot, 0, 1, scene);
	page_source_event(&page, scene, true, true, true);
	page_close(&page, scene);
	page_finish(&page);
}

/* A thin line along the edge of the safe area: what is not within the picture is cropped by the screen. */
static void draw_frame(struct page *page, struct scene *scene)
{
	int width = page->scale.width_px, height = page->scale.height_px, line = page_px(page, FRAME);
	const struct box sides[] = {{0, 0, width, line},
				    {0, height - line, width, line},
				    {0, line, line, height - 2 * line},
				    {width - line, line, line, height - 2 * line}};
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		scene_rectangle(scene, sides[i], COLOUR_INK, 0, 255);
}

void view_identify(const struct view *view, const char *const *lines, size_t lines_count, struct scene *scene)
{
	static const double steps[] = {13, 11, 9, 7.2, 5.6, 4.4, SCALE_FULL, 2.4, SCALE_HALF};
	static const double text_steps[] = {2.0, SCALE_HALF, 1.4, 1.2, SCALE_THIRD};
	enum { STEPS = sizeof steps / sizeof *steps, TEXT_STEPS = sizeof text_steps / sizeof *text_steps };
	struct page page;
	page_init(&page, view, NULL, view_event(view));
	page_widen(&page);
	const char *text = "";
	for (size_t i = 0; i < lines_count; i++)
		text = arena_format(page.arena, "%s%s%s", text, i > 0 ? "\n" : "", lines[i]);
	struct group group;
	int top = page_px(&page, 2 * PAGE_TOP), bottom = page.scale.height_px - page_px(&page, PAGE_TOP);
	size_t first = 0, text_first = 0;
	for (;;) {
		group = (struct group){.x = page.left, .width_px = page.width_px};
		/* Type as large as this has accents far above its capitals. */
		const struct text_block *name =
			page_fit(&page, view->screen, FONT_DISPLAY, steps + first, STEPS - first, page.width_px, 2);
		add(&group, view->screen, name, 0, COLOUR_INK);
		add(&group, text, page_prose(&page, text, FONT_TEXT, text_steps[text_first], page.width_px),
		    name->size_px * 3 / 10 + page_px(&page, 1.2), COLOUR_QUIET);
		if (group.height_px <= bottom - top)
			break;
		/* It must be one page: who set the screen up stands before it. */
		if (first + 1 < STEPS && steps[first] > text_steps[text_first] * 2)
			first++;
		else if (text_first + 1 < TEXT_STEPS)
			text_first++;
		else if (first + 1 < STEPS)
			first++;
		else
			break;
	}
	page_ground(&page, scene);
	draw_frame(&page, scene);
	draw(&group, top + (int)((bottom - top - group.height_px) * ABOVE_MIDDLE), scene);
	scene_source(scene, view->screen);
	for (size_t i = 0; i < lines_count; i++)
		scene_source(scene, lines[i]);
	page_close(&page, scene);
	page_finish(&page);
}
