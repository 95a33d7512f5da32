/* callboard render --day: everything that one screen shows on a day, for who wants to see it before the doors open:
 * each page as a picture, all of them small on one sheet, and a page to click through. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "commands/commands.h"
#include "commands/rendering.h"
#include "control/day_html.h"
#include "model/moments.h"
#include "model/wall.h"
#include "player/shrink.h"
#include "view/sheet.h"

enum {
	ROW_MOST = 5,         /* pages of one moment; who wants all of them renders that moment */
	ALWAYS_MOST = 15,     /* pages of what is shown all day */
	SMALL_PX = 480 * 270, /* how much of the sheet a page takes, whatever its shape */
};

struct said { /* what a moment's pages say, to see which of the next are new */
	char **list;
	size_t count, capacity;
};

struct day {
	struct rendering *rendering;
	const struct event *event;
	struct arena *arena; /* of all that is told until the end */
	struct moments moments;
	struct day_heading heading;
	struct sheet sheet;
	struct sheet_row *rows;
	size_t rows_count, rows_capacity, row_most;
	struct frame **small; /* pages in their order */
	size_t small_count, small_capacity;
	struct buffer html;
	struct said before, now;
	size_t *walls; /* of each of the deck's slides: on how many walls of the day it stands */
	bool *told;    /* of each: it has its place on the sheet */
};

/* Of a few thousand at most, in whole pixels. */
static int whole_root(double number)
{
	int root = 1;
	while ((double)(root + 1) * (root + 1) <= number)
		root++;
	return root;
}

static const char *local_time(const struct day *day, int64_t utc_s)
{
	struct civil local = zone_local(&day->event->zone, utc_s);
	return arena_format(day->arena, "%02d:%02d", local.hour, local.minute);
}

static const char *moment_text(const struct day *day, int64_t utc_s)
{
	char text[26];
	civil_format(utc_s, zone_offset_s(&day->event->zone, utc_s), text);
	return arena_text(day->arena, text);
}

static void begin_row(struct day *day, const char *label, size_t most)
{
	day->rows = memory_grow(day->rows, &day->rows_capacity, day->rows_count + 1, sizeof *day->rows);
	day->rows[day->rows_count++] = (struct sheet_row){.label = label};
	day->row_most = most;
	day_html_moment(&day->html, label);
}

static void end_row(struct day *day)
{
	day_html_moment_end(&day->html, day->rows[day->rows_count - 1].more);
}

/* A page into the row that was begun last, or counted if there are enough. */
static int add_page(struct day *day, const struct scene *scene, const struct slide *slide)
{
	struct rendering *rendering = day->rendering;
	const struct deck *deck = rendering->view.deck;
	struct sheet_row *row = &day->rows[day->rows_count - 1];
	const struct event *event =
		slide ? &deck->events[slide->event] : deck_event_now(deck, rendering->view.now_utc_s);
	const struct theme theme = rendering_theme(rendering, event);
	struct listing_page page = rendering_page(rendering, slide);
	int status;

	if (row->pages == day->row_most) {
		row->more++;
		return EXIT_WELL;
	}
	page.at = moment_text(day, rendering->view.now_utc_s);
	status = rendering_write(rendering, scene, &theme, slide ? slide->source : "", &page);
	if (status != EXIT_WELL)
		return status;
	day_html_page(&day->html, &day->heading, &page);
	day->small = memory_grow(day->small, &day->small_capacity, day->small_count + 1, sizeof(struct frame *));
	struct frame *small = frame_create(day->sheet.page_px, day->sheet.page_high_px);
	shrink(small, (struct box){0, 0, small->width_px, small->height_px}, rendering->frame);
	day->small[day->small_count++] = small;
	row->pages++;
	return EXIT_WELL;
}

static void forget(struct said *said)
{
	for (size_t i = 0; i < said->count; i++)
		free(said->list[i]);
	said->count = 0;
}

/* Remembers what the page says; was it not there the moment before? */
static bool is_new(struct day *day, const struct scene *scene)
{
	struct said *now = &day->now;
	struct buffer words;

	buffer_init(&words);
	scene_say(scene, &words);
	now->list = memory_grow(now->list, &now->capacity, now->count + 1, sizeof(char *));
	now->list[now->count] = buffer_take(&words);
	for (size_t i = 0; i < day->before.count; i++) {
		if (strcmp(day->before.list[i], now->list[now->count]) == 0) {
			now->count++;
			return false;
		}
	}
	now->count++;
	return true;
}

/* A page that was not there the moment before, in a row of its time. */
static int take_page(struct day *day, const struct scene *scene, const struct slide *slide, bool *begun)
{
	if (!is_new(day, scene))
		return EXIT_WELL;
	if (!*begun)
		begin_row(day, local_time(day, day->rendering->view.now_utc_s), ROW_MOST);
	*begun = true;
	return add_page(day, scene, slide);
}

static int show_agenda(struct day *day, const struct slide *slide, bool *begun)
{
	const struct view *view = &day->rendering->view;
	struct view_layout *layout = view_layout_create(view, slide);
	size_t pages = view_layout_pages(layout);
	int status = EXIT_WELL;

	for (size_t page = 0; page < pages && status == EXIT_WELL; page++) {
		struct scene scene;

		scene_init(&scene, view->width_px, view->height_px);
		view_layout_page(layout, page, &scene);
		status = take_page(day, &scene, slide, begun);
		scene_finish(&scene);
	}
	view_layout_destroy(layout);
	return status;
}

/* A slide of another kind looks the same all day: it has one place on the sheet. Of photos one stands for all. */
static int show_other(struct day *day, const struct slide *slide, bool *begun)
{
	struct view *view = &day->rendering->view;
	size_t pages = slide->kind == SLIDE_PHOTOS ? 1 : view_pages(view, slide);
	int status = EXIT_WELL;

	day->told[slide - view->deck->slides] = true;
	for (size_t page = 0; page < pages && status == EXIT_WELL; page++) {
		struct scene scene;
		scene_init(&scene, view->width_px, view->height_px);
		view_page(view, slide, page, &scene);
		status = take_page(day, &scene, slide, begun);
		scene_finish(&scene);
	}
	return status;
}

static int show_moment(struct day *day, int64_t utc_s)
{
	struct view *view = &day->rendering->view;
	struct wall *wall = wall_create(view->deck, view->screen, utc_s, false);
	bool begun = false;
	int status = EXIT_WELL;

	view->now_utc_s = utc_s;
	for (size_t i = 0; i < wall->count && status == EXIT_WELL; i++) {
		const struct slide *slide = wall->slides[i];
		if (slide->kind == SLIDE_AGENDA)
			status = show_agenda(day, slide, &begun);
		else if (!day->told[slide - view->deck->slides])
			status = show_other(day, slide, &begun);
	}
	if (wall->count == 0 && status == EXIT_WELL) {
		struct scene scene;
		scene_init(&scene, view->width_px, view->height_px);
		view_calm(view, &scene);
		status = take_page(day, &scene, NULL, &begun);
		scene_finish(&scene);
	}
	if (begun)
		end_row(day);
	wall_destroy(wall);
	forget(&day->before);
	struct said before = day->before;
	day->before = day->now;
	day->now = before;
	return status;
}

static void count_walls(struct day *day)
{
	const struct view *view = &day->rendering->view;

	day->walls = arena_allocate(day->arena, view->deck->slides_count + 1, sizeof *day->walls);
	day->told = arena_allocate(day->arena, view->deck->slides_count + 1, sizeof *day->told);
	for (size_t m = 0; m < day->moments.count; m++) {
		struct wall *wall = wall_create(view->deck, view->screen, day->moments.list[m], false);
		for (size_t i = 0; i < wall->count; i++) {
			if (wall->slides[i]->kind != SLIDE_AGENDA)
				day->walls[wall->slides[i] - view->deck->slides]++;
		}
		wall_destroy(wall);
	}
}

/* What stands on every wall of the day. */
static int show_always(struct day *day)
{
	struct view *view = &day->rendering->view;
	bool begun = false;
	int status = EXIT_WELL;

	count_walls(day);
	view->now_utc_s = day->moments.list[0];
	for (size_t i = 0; i < view->deck->slides_count && status == EXIT_WELL; i++) {
		if (day->walls[i] < day->moments.count)
			continue;
		if (!begun)
			begin_row(day, "all day", ALWAYS_MOST);
		begun = true;
		status = show_other(day, &view->deck->slides[i], &begun);
	}
	if (begun)
		end_row(day);
	return status;
}

static int write_sheet(struct day *day)
{
	struct rendering *rendering = day->rendering;
	const struct theme theme = rendering_theme(rendering, day->event);
	struct box *places = arena_allocate(day->arena, day->small_count + 1, sizeof *places);
	struct frame *frame;
	struct scene scene;
	int width_px, height_px, status;

	day->sheet.rows = day->rows;
	day->sheet.rows_count = day->rows_count;
	sheet_size(&day->sheet, &width_px, &height_px);
	scene_init(&scene, width_px, height_px);
	sheet_lay_out(&day->sheet, &rendering->view.measure, &scene, places);
	frame = frame_create(width_px, height_px);
	rendering_bake(rendering, frame, &scene, &theme);
	for (size_t i = 0; i < day->small_count; i++)
		shrink(frame, places[i], day->small[i]);
	status = rendering_write_picture(rendering, "day.png", frame);
	frame_destroy(frame);
	scene_finish(&scene);
	return status;
}

static int write_html(struct day *day)
{
	const struct wishes *wishes = day->rendering->wishes;
	char *path = path_join(wishes->out, "index.html");
	FILE *file = fopen(path, "we");
	bool well = file && fwrite(buffer_text(&day->html), 1, day->html.length, file) == day->html.length;

	if (file && fclose(file) != 0)
		well = false;
	if (!well)
		rendering_failed(path, strerror(errno));
	else if (!wishes->json)
		printf("%s\n", path);
	free(path);
	return well ? EXIT_WELL : EXIT_REFUSED;
}

/* Headings of both sheets, and how large a small page is. */
static void head(struct day *day, struct date date)
{
	const struct view *view = &day->rendering->view;
	const struct language *language = view->language(view->language_data, day->event->language);
	double ratio = (double)view->width_px / view->height_px;
	const char *written = language_date(language, day->arena, DATE_LONG, date);
	const char *title = day->event->name ? day->event->name : "callboard";
	const char *what = arena_format(day->arena, "%s · %s", view->screen, written);
	const char *note = day->moments.step_minutes > 0
				   ? arena_format(day->arena,
						  "It changes more often than can be looked through: this is the first "
						  "change in each %d minutes.",
						  day->moments.step_minutes)
				   : NULL;

	day->heading = (struct day_heading){.title = title,
					    .what = what,
					    .note = note,
					    .language = day->event->language,
					    .width_px = view->width_px,
					    .height_px = view->height_px};
	day->sheet = (struct sheet){.title = title,
				    .what = what,
				    .note = note,
				    .language = day->event->language,
				    .page_px = whole_root(SMALL_PX * ratio),
				    .page_high_px = whole_root(SMALL_PX / ratio),
				    .columns = ROW_MOST};
}

int render_day(struct rendering *rendering, const char *text)
{
	struct day day = {.rendering = rendering, .arena = arena_create()};
	struct date date = {0};
	int status;

	date_parse(text, &date);
	day.event = moments_event(rendering->view.deck, date);
	day.moments = moments_of_day(rendering->view.deck, rendering->view.screen, date, day.arena);
	head(&day, date);
	buffer_init(&day.html);
	day_html_begin(&day.html, &day.heading);
	status = show_always(&day);
	for (size_t i = 0; i < day.moments.count && status == EXIT_WELL; i++)
		status = show_moment(&day, day.moments.list[i]);
	day_html_end(&day.html);
	if (status == EXIT_WELL)
		status = write_sheet(&day);
	if (status == EXIT_WELL)
		status = write_html(&day);
	forget(&day.before);
	forget(&day.now);
	free(day.before.list);
	free(day.now.list);
	for (size_t i = 0; i < day.small_count; i++)
		frame_destroy(day.small[i]);
	free(day.small);
	free(day.rows);
	buffer_finish(&day.html);
	arena_destroy(day.arena);
	return status;
}
