#include "player/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { TICKED_LIMIT = 6 }; /* items: a clock, the minutes left, a bar; more is a change of the page */

struct show {
	struct show_options options;
	enum show_kind kind;
	char *id;
	size_t page, pages;
	struct scene scenes[2]; /* what is shown and the next draft */
	size_t shown;
	struct theme theme; /* what is shown was drawn with */
};

struct show *show_create(const struct show_options *options)
{
	struct show *show = memory_allocate(sizeof *show);
	show->options = *options;
	return show;
}

void show_destroy(struct show *show)
{
	if (show == NULL)
		return;
	for (size_t i = 0; i < 2; i++)
		if (show->scenes[i].arena != NULL)
			scene_finish(&show->scenes[i]);
	free(show->id);
	free(show);
}

static struct scene *draft(struct show *show, const struct view *view)
{
	struct scene *scene = &show->scenes[1 - show->shown];
	if (scene->arena == NULL)
		scene_init(scene, view->width_px, view->height_px);
	else
		scene_clear(scene);
	return scene;
}

static struct theme theme_of(const struct show *show, const struct view *view, const struct event *event)
{
	return looks_theme_of(show->options.looks, event, view->screen, NULL);
}

static bool item_moved(const struct scene_item *a, const struct scene_item *b)
{
	if (a->kind != b->kind || memcmp(&a->box, &b->box, sizeof a->box) != 0)
		return true;
	return a->kind == SCENE_TEXT && strcmp(a->text.text, b->text.text) != 0;
}

static enum show_change compare(const struct scene *a, const struct scene *b)
{
	if (scene_same(a, b))
		return SHOW_SAME;
	if (a->items_count != b->items_count)
		return SHOW_CHANGED;
	size_t moved = 0;
	for (size_t i = 0; i < a->items_count; i++)
		moved += item_moved(&a->items[i], &b->items[i]);
	return moved <= TICKED_LIMIT ? SHOW_TICKED : SHOW_CHANGED;
}

/* Draws the draft if it looks different, and makes it what is shown. `still`: it is the same page as before. `at_once`:
 * there is no time for a crossfade. */
static enum show_change put(struct show *show, struct theme theme, bool still, bool at_once)
{
	struct scene *scene = &show->scenes[1 - show->shown];
	enum show_change change = SHOW_CHANGED;
	if (show->kind != SHOW_NOTHING && show->kind != SHOW_DARK &&
	    memcmp(theme.colours, show->theme.colours, sizeof theme.colours) == 0)
		change = compare(&show->scenes[show->shown], scene);
	show->shown = 1 - show->shown;
	if (change == SHOW_SAME)
		return change;
	show->theme = theme;
	struct frame *frame = frame_create(scene->width_px, scene->height_px);
	bake(frame, scene, &theme, show->options.fonts, show->options.pictures);
	if (at_once || (change == SHOW_TICKED && still))
		stage_cut(show->options.stage, frame);
	else
		stage_fade(show->options.stage, frame);
	return change;
}

static void become(struct show *show, enum show_kind kind, const char *id, size_t page, size_t pages)
{
	char *copy = text_copy(id); /* id may be the old one */
	free(show->id);
	show->id = copy;
	show->kind = kind;
	show->page = page;
	show->pages = pages;
}

static const struct event *event_of(const struct view *view, const struct slide *slide)
{
	return &view->deck->events[slide->event];
}

bool show_slide(struct show *show, const struct view *view, const struct slide *slide, size_t page)
{
	size_t pages = view_pages(view, slide);
	if (pages == 0)
		return false;
	if (page >= pages)
		page = pages - 1;
	view_page(view, slide, page, draft(show, view));
	put(show, theme_of(show, view, event_of(view, slide)), false, slide->emergency);
	become(show, SHOW_SLIDE, slide->id, page, pages);
	return true;
}

void show_calm(struct show *show, const struct view *view)
{
	view_calm(view, draft(show, view));
	put(show, theme_of(show, view, view_event(view)), show->kind == SHOW_CALM, false);
	become(show, SHOW_CALM, NULL, 0, 1);
}

void show_identify(struct show *show, const struct view *view, const char *const *lines, size_t lines_count)
{
	view_identify(view, lines, lines_count, draft(show, view));
	put(show, theme_of(show, view, view_event(view)), false, false);
	become(show, SHOW_IDENTIFY, NULL, 0, 1);
}

void show_dark(struct show *show, const struct view *view)
{
	bool already = show->kind == SHOW_DARK;
	stage_sleep(show->options.stage, already ? NULL : frame_create(view->width_px, view->height_px));
	become(show, SHOW_DARK, NULL, 0, 1);
}

enum show_change show_refresh(struct show *show, const struct view *view, const struct slide *slide)
{
	if (slide == NULL) {
		view_calm(view, draft(show, view));
		return put(show, theme_of(show, view, view_event(view)), true, false);
	}
	size_t pages = view_pages(view, slide);
	if (pages == 0)
		return SHOW_GONE;
	size_t page = show->page < pages ? show->page : pages - 1;
	view_page(view, slide, page, draft(show, view));
	enum show_change change = put(show, theme_of(show, view, event_of(view, slide)), true, slide->emergency);
	become(show, SHOW_SLIDE, show->id, page, pages);
	return change;
}

double show_seconds(struct show *show, const struct view *view, const struct slide *slide, size_t page)
{
	double seconds = slide->seconds;
	if (seconds <= 0) {
		struct scene *scene = draft(show, view);
		view_page(view, slide, page, scene);
		seconds = scene->seconds;
	}
	return seconds + STAGE_FADE_MS / 1000.0;
}

enum show_kind show_kind(const struct show *show)
{
	return show->kind;
}

const char *show_id(const struct show *show)
{
	return show->id;
}

size_t show_page(const struct show *show)
{
	return show->page;
}

size_t show_pages(const struct show *show)
{
	return show->pages;
}

double show_stay(const struct show *show)
{
	return show->scenes[show->shown].seconds + STAGE_FADE_MS / 1000.0;
}

int64_t show_valid_until_utc_s(const struct show *show)
{
	return show->scenes[show->shown].valid_until_utc_s;
}
