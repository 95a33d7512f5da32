/* How long a page takes to be laid out and drawn, with the fonts, themes and languages that are installed; and a
 * schedule of a thousand sessions. */
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "bench/bench.h"
#include "formats/pixels.h"
#include "player/bake.h"
#include "player/looks.h"
#include "unit/view_fixture.h"

enum { WIDTH_PX = 1920, HEIGHT_PX = 1080, PAGE_RUNS = 301, SCHEDULE_RUNS = 5 };

static const double page_goal_ms = 15, schedule_goal_ms = 2000;

struct bench {
	struct looks *looks;
	struct fonts *fonts;
	struct frame *frame;
	const char *pictures; /* the folder */
	int missed;
};

static struct view bench_view(const struct bench *bench, const struct deck *deck, int64_t now_utc_s)
{
	struct view view = fixture_view(deck, WIDTH_PX, HEIGHT_PX, now_utc_s);
	view.language = looks_language;
	view.language_data = bench->looks;
	view.measure = fonts_measure(bench->fonts);
	return view;
}

/* As the player does it: how many pages, lay one out, draw it. No slide: the calm page. */
static void show_once(const struct bench *bench, const struct view *view, const struct slide *slide,
		      struct scene *scene)
{
	scene_clear(scene);
	if (slide) {
		view_pages(view, slide);
		view_page(view, slide, 0, scene);
	} else {
		view_calm(view, scene);
	}
	bake(bench->frame, scene, looks_theme(bench->looks, "dusk"), bench->fonts, bench->pictures);
}

static void time_page(struct bench *bench, const char *what, const struct deck *deck, const struct slide *slide)
{
	double all[PAGE_RUNS];
	char line[80];
	struct scene scene;
	scene_init(&scene, WIDTH_PX, HEIGHT_PX);
	for (int i = 0; i < PAGE_RUNS; i++) {
		/* Minute by minute, as on the wall: another clock, other minutes left. */
		struct view view = bench_view(bench, deck, fixture_utc_s(22, 9, 35) + 60 * (i % 60));
		double began = bench_ms();
		show_once(bench, &view, slide, &scene);
		all[i] = bench_ms() - began;
	}
	scene_finish(&scene);
	snprintf(line, sizeof line, "%s, first", what);
	bench->missed += bench_tell(line, all[0], "ms", 0);
	double median = bench_median(all, PAGE_RUNS);
	snprintf(line, sizeof line, "%s, least", what);
	bench->missed += bench_tell(line, all[0], "ms", 0);
	snprintf(line, sizeof line, "%s, median of %d", what, PAGE_RUNS);
	bench->missed += bench_tell(line, median, "ms", page_goal_ms);
}

/* Titles as a programme committee writes them: of three to twenty words, some alike. */
static const char *title_of(struct deck *deck, unsigned number)
{
	static const char *const beginnings[] = {"Notes on",   "A workshop:", "Twenty years of", "How we lost",
						 "Jak działa", "Über",        "Questions about", "Der lange Weg zu",
						 "No more",    "Za kulisami:"};
	static const char *const subjects[] = {
		"open hardware in village schools",     "Zugangsberechtigungsverwaltung",
		"sieci w małych miastach i na wsi",     "the night train and its friends",
		"mesh radio, with soldering",           "archives that nobody has opened since 1989",
		"Barrierefreiheit auf großen Bühnen",   "a kernel, a laptop and forty volunteers",
		"otwartych danych w urzędach gminnych", "maps"};
	static const char *const ends[] = {"",
					   " (beginners welcome)",
					   ": what worked, what did not, and what we would do again",
					   "?",
					   " – part two",
					   ", 日本語で",
					   " and the law",
					   ""};
	return arena_format(deck->arena, "%s %s%s", beginnings[number % 10], subjects[number / 10 % 10],
			    ends[number / 3 % 8]);
}

static void time_agenda(struct bench *bench)
{
	struct deck *deck = deck_create();
	struct slide *slide = fixture_agenda(deck);
	slide->agenda.sessions[4].cancelled = true;
	slide->agenda.sessions[5].delay_minutes = 15;
	double began = bench_ms();
	struct fonts *warm = bench->fonts, *cold = fonts_create();
	struct scene scene;
	scene_init(&scene, WIDTH_PX, HEIGHT_PX);
	bench->fonts = cold;
	struct view view = bench_view(bench, deck, fixture_utc_s(22, 10, 14));
	show_once(bench, &view, slide, &scene);
	bench->missed += bench_tell("agenda page, fonts found and opened first", bench_ms() - began, "ms", 0);
	scene_finish(&scene);
	bench->fonts = warm;
	fonts_destroy(cold);
	time_page(bench, "agenda page", deck, slide);
	deck_destroy(deck);
}

static void time_rooms(struct bench *bench)
{
	enum { ROOMS = 12 };
	struct deck *deck = deck_create();
	struct slide *slide = fixture_slide(deck, SLIDE_AGENDA);
	struct agenda *agenda = &slide->agenda;
	*agenda = (struct agenda){.title = "Dziś w domu", .date = {2018, 10, 22}, .sessions_count = ROOMS};
	agenda->sessions = arena_allocate(deck->arena, ROOMS, sizeof *agenda->sessions);
	for (unsigned i = 0; i < ROOMS; i++) {
		agenda->sessions[i] = fixture_session(9, 30, 11, 0, title_of(deck, i * 7),
						      arena_format(deck->arena, "Sala %u", i + 1), SESSION_TALK);
		agenda->sessions[i].id = agenda->sessions[i].room;
	}
	time_page(bench, "agenda page, twelve rooms at once", deck, slide);
	deck_destroy(deck);
}

static void time_announcement(struct bench *bench)
{
	struct deck *deck = deck_create();
	struct slide *slide = fixture_announcement(deck);
	fixture_code(&slide->announcement);
	time_page(bench, "announcement page", deck, slide);
	deck_destroy(deck);
}

/* What remains of 12 megapixels (4000x3000) once decoded for the screen. */
static bool write_photo(const char *path, int width_px, int height_px, bool transparent)
{
	size_t pixels = (size_t)width_px * (size_t)height_px;
	size_t bytes = sizeof(struct pixels_header) + pixels * sizeof(uint32_t);
	char *file = memory_allocate(bytes);
	uint32_t *pixel = (uint32_t *)(void *)(file + sizeof(struct pixels_header));
	struct pixels_header header;
	pixels_header_init(&header, width_px, height_px, transparent, 0);
	memcpy(file, &header, sizeof header);
	for (size_t i = 0; i < pixels; i++)
		pixel[i] = 0xff000000u | (uint32_t)(i * 2654435761u >> 8);
	int error = file_write(path, file, bytes);
	free(file);
	return error == 0;
}

static void time_photo(struct bench *bench)
{
	struct deck *deck = deck_create();
	struct slide *slide = fixture_photo(deck, 1920, 1440, "Wieczór nad Wisłą");
	char folder[] = "/tmp/callboard-bench-XXXXXX";
	char *path = mkdtemp(folder) ? path_join(folder, slide->photos.photos[0].picture.name) : NULL;
	if (path && write_photo(path, 1920, 1440, false)) {
		bench->pictures = folder;
		time_page(bench, "photo page", deck, slide);
	} else {
		perror(folder);
		bench->missed++;
	}
	free(path);
	folder_remove(folder);
	bench->pictures = ".";
	deck_destroy(deck);
}

/* An agenda with a venue's logo, over its picture. */
static void time_brand(struct bench *bench)
{
	struct deck *deck = deck_create();
	struct slide *slide = fixture_agenda(deck);
	struct picture logo = {.name = "logo", .width_px = 1920, .height_px = 960, .transparent = true};
	struct picture background = {.name = "background", .width_px = 1920, .height_px = 1440};
	deck->events[slide->event].brand = (struct brand){.logo = &logo, .background = &background};
	char folder[] = "/tmp/callboard-bench-XXXXXX";
	if (!mkdtemp(folder)) {
		perror(folder);
		bench->missed++;
		return;
	}
	char *logo_path = path_join(folder, logo.name), *background_path = path_join(folder, background.name);
	if (write_photo(logo_path, logo.width_px, logo.height_px, true) &&
	    write_photo(background_path, background.width_px, background.height_px, false)) {
		bench->pictures = folder;
		time_page(bench, "agenda page with a logo, over a picture", deck, slide);
	} else {
		perror(folder);
		bench->missed++;
	}
	free(background_path);
	free(logo_path);
	folder_remove(folder);
	bench->pictures = ".";
	deck_destroy(deck);
}

static void time_calm(struct bench *bench)
{
	struct deck *deck = deck_create();
	fixture_slide(deck, SLIDE_PHOTOS);
	time_page(bench, "calm page", deck, NULL);
	deck_destroy(deck);
}

/* A day of `count` sessions in 25 rooms. */
static void fill_day(struct deck *deck, struct slide *slide, unsigned day, unsigned count)
{
	enum { ROOMS = 25 };
	struct agenda *agenda = &slide->agenda;
	*agenda = (struct agenda){.title = "Programme", .date = {2018, 10, 22 + (int)day}, .sessions_count = count};
	agenda->sessions = arena_allocate(deck->arena, count, sizeof *agenda->sessions);
	for (unsigned i = 0; i < count; i++) {
		struct session *session = &agenda->sessions[i];
		struct person *people = arena_allocate(deck->arena, 2, sizeof *people);
		people[0].name = "Małgorzata Świątek";
		people[1].name = "Jörg Müller-Lüdenscheidt";
		*session = (struct session){
			.id = arena_format(deck->arena, "%u-%u", day, i),
			.title = title_of(deck, day * count + i),
			.room = arena_format(deck->arena, "Room %u", 1 + i % ROOMS),
			.start_utc_s = fixture_utc_s(22 + (int)day, 10, 0) + (int64_t)(i / ROOMS) * 3600,
			.people = people,
			.people_count = i % 3,
		};
		session->end_utc_s = session->start_utc_s + 3000;
	}
}

/* So many days, which make a thousand sessions. */
static void time_schedule(struct bench *bench, unsigned days)
{
	struct deck *deck = deck_create();
	struct slide model = *fixture_slide(deck, SLIDE_AGENDA);
	double all[SCHEDULE_RUNS];
	size_t pages = 0;
	char line[80];
	deck->slides = arena_allocate(deck->arena, days, sizeof *deck->slides);
	deck->slides_count = days;
	for (unsigned day = 0; day < days; day++) {
		deck->slides[day] = model;
		fill_day(deck, &deck->slides[day], day, 1000 / days);
	}
	struct view view = bench_view(bench, deck, fixture_utc_s(22, 8, 0));
	for (size_t run = 0; run < SCHEDULE_RUNS; run++) {
		double began = bench_ms();
		pages = 0;
		for (size_t day = 0; day < days; day++) {
			struct view_layout *layout = view_layout_create(&view, &deck->slides[day]);
			size_t count = view_layout_pages(layout);
			for (size_t page = 0; page < count; page++) {
				struct scene scene;
				scene_init(&scene, WIDTH_PX, HEIGHT_PX);
				view_layout_page(layout, page, &scene);
				scene_finish(&scene);
			}
			view_layout_destroy(layout);
			pages += count;
		}
		all[run] = bench_ms() - began;
	}
	snprintf(line, sizeof line, "a thousand sessions, days: %u, all %zu pages laid out, first", days, pages);
	bench->missed += bench_tell(line, all[0], "ms", 0);
	snprintf(line, sizeof line, "a thousand sessions, days: %u, all %zu pages laid out, median", days, pages);
	bench->missed += bench_tell(line, bench_median(all, SCHEDULE_RUNS), "ms", schedule_goal_ms);
	deck_destroy(deck);
}

int main(void)
{
	struct bench bench = {.looks = looks_create(),
			      .fonts = fonts_create(),
			      .frame = frame_create(WIDTH_PX, HEIGHT_PX),
			      .pictures = "."};
	if (!bench.looks || !bench.fonts)
		return EXIT_FAILURE;
	time_agenda(&bench);
	time_rooms(&bench);
	time_announcement(&bench);
	time_photo(&bench);
	time_brand(&bench);
	time_calm(&bench);
	time_schedule(&bench, 4);
	time_schedule(&bench, 1);
	frame_destroy(bench.frame);
	fonts_destroy(bench.fonts);
	looks_destroy(bench.looks);
	return bench.missed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
