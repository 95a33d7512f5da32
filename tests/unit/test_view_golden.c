/* Pages as text, one of each kind and shape, against tests/golden/scenes/. A change of the look shows here, in numbers:
 * look at the page, then run with UPDATE_GOLDEN=1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "unit/view_fixture.h"

static struct slide *agenda(struct deck *deck)
{
	return fixture_agenda(deck);
}

static struct slide *changed(struct deck *deck)
{
	struct slide *slide = fixture_agenda(deck);
	slide->agenda.sessions[4].was_start_utc_s = fixture_utc_s(22, 13, 30);
	slide->agenda.sessions[5].cancelled = true;
	slide->agenda.sessions[6].delay_minutes = 10;
	return slide;
}

/* Three rooms at once. */
static struct slide *several(struct deck *deck)
{
	struct slide *slide = fixture_agenda(deck);
	struct session *sessions = slide->agenda.sessions;
	for (size_t i = 2; i < 4; i++) {
		sessions[i].start_utc_s = sessions[1].start_utc_s;
		sessions[i].end_utc_s = sessions[1].end_utc_s;
	}
	return slide;
}

static struct slide *announcement(struct deck *deck)
{
	struct slide *slide = fixture_announcement(deck);
	fixture_code(&slide->announcement);
	/* The code's modules are not what this is about. */
	slide->announcement.qr.modules = "1110111";
	slide->announcement.qr.size = 1;
	return slide;
}

static struct slide *prose(struct deck *deck)
{
	struct slide *slide = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
	static struct picture picture = {.name = "map", .width_px = 900, .height_px = 1200};
	struct prose *text = &slide->announcement.text;
	slide->announcement.title = "Jak dojechać";
	slide->announcement.picture = &picture;
	fixture_prose(deck, text, PROSE_HEADING, "Pociągiem", 0);
	fixture_prose(deck, text, PROSE_PARAGRAPH, "Stacja Sandomierz leży na prawym brzegu Wisły, 3 km od rynku.", 0);
	fixture_prose(deck, text, PROSE_HEADING, "Samochodem", 0);
	fixture_prose(deck, text, PROSE_NUMBER, "Z Rzeszowa drogą nr 9 do Tarnobrzega.", 0);
	fixture_prose(deck, text, PROSE_NUMBER, "Przez most na Wiśle do centrum.", PROSE_STRONG);
	fixture_prose(deck, text, PROSE_QUOTE, "Po 22:00 brama wjazdowa jest zamknięta.", PROSE_EMPHASIS);
	return slide;
}

static struct slide *photo(struct deck *deck)
{
	return fixture_photo(deck, 1600, 1000, "Wieczór nad Wisłą po pierwszym dniu obrad");
}

/* Two that share a page, if the screen is of another shape than they. */
static struct slide *two_photos(struct deck *deck, int width_px, int height_px)
{
	struct slide *slide = fixture_photo(deck, width_px, height_px, NULL);
	struct photo *photos = arena_allocate(deck->arena, 2, sizeof *photos);
	photos[0] = photos[1] = slide->photos.photos[0];
	photos[0].caption = "Brama Opatowska";
	photos[1].picture.name = "second";
	slide->photos.photos = photos;
	slide->photos.photos_count = 2;
	return slide;
}

static struct slide *two_upright(struct deck *deck)
{
	return two_photos(deck, 1080, 1620);
}

static struct slide *two_wide(struct deck *deck)
{
	return two_photos(deck, 1920, 1280);
}

static struct slide *transparent_photo(struct deck *deck)
{
	struct slide *slide = fixture_photo(deck, 900, 700, "Plan sali");
	slide->photos.photos[0].picture.transparent = true;
	return slide;
}

/* The day's sessions as cards, with changes of every kind. */
static struct slide *board(struct deck *deck, enum agenda_kind kind)
{
	static const char *rooms[] = {"Foyer", "Sala A", "Sala C", "Restauracja"};
	struct slide *slide = changed(deck);
	slide->agenda.kind = kind;
	slide->agenda.title = slide->agenda.room = NULL;
	slide->agenda.rooms = rooms;
	slide->agenda.rooms_count = 4;
	slide->agenda.sessions[1].was_title = "Stan prac";
	slide->agenda.sessions[5].added = true;
	size_t kept = 0;
	for (size_t i = 0; i < slide->agenda.sessions_count; i++)
		if (kind == AGENDA_CHANGES ? session_changed(&slide->agenda.sessions[i]) : i > 0)
			slide->agenda.sessions[kept++] = slide->agenda.sessions[i];
	slide->agenda.sessions_count = kept;
	return slide;
}

static struct slide *rooms(struct deck *deck)
{
	return board(deck, AGENDA_ROOMS);
}

static struct slide *changes(struct deck *deck)
{
	return board(deck, AGENDA_CHANGES);
}

/* At the door of the room that a session has left. */
static struct slide *away(struct deck *deck)
{
	struct slide *slide = agenda(deck);
	slide->agenda.sessions[3].away_utc_s = slide->agenda.sessions[3].start_utc_s + 900;
	return slide;
}

static struct slide *soon(struct deck *deck)
{
	struct slide *slide = board(deck, AGENDA_SOON);
	slide->agenda.sessions += 1;
	slide->agenda.sessions_count = 3;
	return slide;
}

static struct slide *house(struct deck *deck)
{
	struct slide *slide = board(deck, AGENDA_HOUSE);
	struct session *events = slide->agenda.sessions;
	slide->agenda.sessions_count = 2;
	events[0] = fixture_session(9, 0, 17, 30, "Liderzy Kooperacji", "Sala A, Sala C →", SESSION_TALK);
	events[1] = fixture_session(12, 0, 14, 0, "Kurs pierwszej pomocy", "Sala D", SESSION_TALK);
	return slide;
}

static struct slide *nothing(struct deck *deck)
{
	fixture_slide(deck, SLIDE_PHOTOS);
	return NULL;
}

struct golden {
	const char *name;
	struct slide *(*slide)(struct deck *deck);
	int width_px, height_px;
	int day, hour, minute;
	size_t pages;
};

static const struct golden scenes[] = {
	{"agenda", agenda, 1920, 1080, 22, 10, 14, 2},
	{"agenda-portrait", agenda, 1080, 1920, 22, 10, 14, 0},
	{"agenda-small", agenda, 800, 480, 22, 10, 14, 0},
	{"agenda-bar", agenda, 1920, 540, 22, 10, 14, 0},
	{"agenda-strip", agenda, 1920, 360, 22, 11, 5, 0},
	{"agenda-several", several, 1920, 1080, 22, 10, 14, 0},
	{"agenda-early", agenda, 1920, 1080, 22, 8, 30, 0},
	{"agenda-last", agenda, 1920, 1080, 22, 16, 40, 1},
	{"agenda-tomorrow", agenda, 1920, 1080, 21, 18, 0, 0},
	{"agenda-changed", changed, 1920, 1080, 22, 12, 0, 0},
	{"agenda-away", away, 1920, 1080, 22, 11, 20, 0},
	{"agenda-soon", soon, 1920, 1080, 22, 10, 45, 0},
	{"rooms", rooms, 1920, 1080, 22, 10, 14, 1},
	{"rooms-portrait", rooms, 1080, 1920, 22, 13, 20, 1},
	{"rooms-bar", rooms, 1920, 540, 22, 10, 14, 0},
	{"changes", changes, 1920, 1080, 22, 10, 14, 0},
	{"changes-portrait", changes, 1080, 1920, 22, 10, 14, 0},
	{"house", house, 1920, 1080, 22, 10, 14, 1},
	{"announcement", announcement, 1920, 1080, 22, 10, 14, 1},
	{"announcement-portrait", announcement, 1080, 1920, 22, 10, 14, 1},
	{"announcement-prose", prose, 1920, 1080, 22, 10, 14, 0},
	{"photo", photo, 1920, 1080, 22, 10, 14, 1},
	{"photo-portrait", photo, 1080, 1920, 22, 10, 14, 1},
	{"photo-pair", two_upright, 1920, 1080, 22, 10, 14, 1},
	{"photo-pair-portrait", two_wide, 1080, 1920, 22, 10, 14, 1},
	{"photo-transparent", transparent_photo, 1920, 1080, 22, 10, 14, 1},
	{"calm", nothing, 1920, 1080, 22, 10, 14, 0},
	{"calm-portrait", nothing, 1080, 1920, 22, 10, 14, 0},
};

/* Beside this file, wherever the tests are run from. */
static char *golden_path(const char *name)
{
	const char *here = __FILE__, *slash = strrchr(here, '/');
	char *path = NULL;
	assert_true(asprintf(&path, "%.*s/../golden/scenes/%s.txt", (int)(slash - here), here, name) > 0);
	return path;
}

static void compare(const char *name, const struct buffer *printed)
{
	char *path = golden_path(name);
	struct buffer golden;
	buffer_init(&golden);
	if (getenv("UPDATE_GOLDEN") != NULL)
		assert_int_equal(file_write(path, printed->bytes, printed->length), 0);
	if (file_read(path, 1 << 20, &golden) != 0)
		fail_msg("%s is missing", path);
	if (strcmp(buffer_text(&golden), buffer_text(printed)) != 0) {
		const char *a = buffer_text(&golden), *b = buffer_text(printed), *line = b;
		for (; *a == *b; a++, b++)
			if (*b == '\n')
				line = b + 1;
		fail_msg("%s: differs at \"%.*s\"", path, (int)strcspn(line, "\n"), line);
	}
	buffer_finish(&golden);
	free(path);
}

static void test_scenes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
		const struct golden *golden = &scenes[i];
		struct deck *deck = deck_create();
		const struct slide *slide = golden->slide(deck);
		struct view view = fixture_view(deck, golden->width_px, golden->height_px,
						fixture_utc_s(golden->day, golden->hour, golden->minute));
		struct scene scene;
		struct buffer printed;
		scene_init(&scene, golden->width_px, golden->height_px);
		buffer_init(&printed);
		size_t pages = slide != NULL ? view_pages(&view, slide) : 1;
		if (golden->pages != 0)
			assert_int_equal(pages, golden->pages);
		for (size_t page = 0; page < pages; page++) {
			if (slide != NULL)
				view_page(&view, slide, page, &scene);
			else
				view_calm(&view, &scene);
			scene_print(&scene, &printed);
		}
		compare(golden->name, &printed);
		buffer_finish(&printed);
		scene_finish(&scene);
		deck_destroy(deck);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_scenes)};
	return cmocka_run_group_tests_name("view, golden scenes", tests, NULL, NULL);
}
