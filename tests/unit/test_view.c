/* What pages say, when, and for how long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/scale.h"
#include "unit/view_fixture.h"

enum { WIDTH_PX = 1920, HEIGHT_PX = 1080 };

/* Is the text drawn on the page? As one run, or several on one line or more, with or without the spaces between. */
static bool says(const struct scene *scene, const char *text)
{
	struct buffer all;
	buffer_init(&all);
	for (size_t i = 0; i < scene->items_count; i++)
		if (scene->items[i].kind == SCENE_TEXT) {
			buffer_add_text(&all, scene->items[i].text.text);
			buffer_add_text(&all, " ");
		}
	bool found = strstr(buffer_text(&all), text) != NULL;
	buffer_finish(&all);
	return found;
}

static size_t coloured(const struct scene *scene, enum colour colour)
{
	size_t count = 0;
	for (size_t i = 0; i < scene->items_count; i++)
		count += scene->items[i].kind == SCENE_RECTANGLE && scene->items[i].rectangle.colour == colour;
	return count;
}

static bool names(const struct scene *scene, const char *source)
{
	for (size_t i = 0; i < scene->sources_count; i++)
		if (strcmp(scene->sources[i], source) == 0)
			return true;
	return false;
}

struct stage { /* a deck, a view of it and a scene */
	struct deck *deck;
	struct view view;
	struct scene scene;
};

static void stage_open(struct stage *stage, int day, int hour, int minute)
{
	stage->view = fixture_view(stage->deck, WIDTH_PX, HEIGHT_PX, fixture_utc_s(day, hour, minute));
	scene_init(&stage->scene, WIDTH_PX, HEIGHT_PX);
}

static void stage_close(struct stage *stage)
{
	scene_finish(&stage->scene);
	deck_destroy(stage->deck);
}

static void test_now(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	const struct slide *slide = fixture_agenda(stage.deck);
	stage_open(&stage, 22, 10, 14);
	assert_true(view_slide_on_now(&stage.view, slide));
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "Sala A"));
	assert_true(says(&stage.scene, "10:14"));
	assert_true(says(&stage.scene, "Poniedziałek, 22 października"));
	assert_true(says(&stage.scene, "jeszcze 46 minut"));
	assert_false(says(&stage.scene, "Rejestracja")); /* over, and gone */
	assert_int_equal(coloured(&stage.scene, COLOUR_ACCENT), 1);
	assert_int_equal(stage.scene.valid_until_utc_s, fixture_utc_s(22, 10, 15));
	assert_true(names(&stage.scene, "Stan prac w pięciu województwach"));
	assert_true(names(&stage.scene, "zespoły projektowe"));
	assert_true(names(&stage.scene, "Biuro: parter, pokój 4"));
	/* What is on now is said before all that comes. */
	size_t first = 0;
	while (strcmp(stage.scene.sources[first], "Sala A") == 0 ||
	       strcmp(stage.scene.sources[first], "Dzień pierwszy") == 0)
		first++;
	assert_string_equal(stage.scene.sources[first], "Stan prac w pięciu województwach");
	stage_close(&stage);
}

static void test_next(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	const struct slide *slide = fixture_agenda(stage.deck);
	stage_open(&stage, 22, 8, 30);
	assert_false(view_slide_on_now(&stage.view, slide));
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "początek za 30 minut"));
	assert_int_equal(coloured(&stage.scene, COLOUR_ACCENT), 0); /* nothing is on */
	assert_int_equal(coloured(&stage.scene, COLOUR_RAISED), 1);
	stage_close(&stage);
}

static void test_other_days(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	const struct slide *slide = fixture_agenda(stage.deck);
	stage_open(&stage, 21, 18, 0);
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "Jutro od 9:00"));
	assert_true(says(&stage.scene, "Poniedziałek, 22 października"));
	assert_int_equal(coloured(&stage.scene, COLOUR_ACCENT), 0);
	/* The small hours belong to the day before. */
	stage.view.now_utc_s = fixture_utc_s(22, 3, 59);
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "Jutro od 9:00"));
	stage.view.now_utc_s = fixture_utc_s(20, 18, 0);
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "Poniedziałek, 22 października"));
	assert_true(says(&stage.scene, "od 9:00"));
	assert_false(says(&stage.scene, "Jutro"));
	/* Over. */
	stage.view.now_utc_s = fixture_utc_s(22, 17, 30);
	assert_int_equal(view_pages(&stage.view, slide), 0);
	view_page(&stage.view, slide, 0, &stage.scene); /* counted before the minute changed */
	assert_true(says(&stage.scene, "Liderzy Kooperacji"));
	stage_close(&stage);
}

/* What is there all day has no time, and is never what is on now. */
static void test_all_day(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	struct slide *slide = fixture_agenda(stage.deck);
	struct session *first = &slide->agenda.sessions[0];
	*first = (struct session){.id = "w",
				  .title = "Wystawa",
				  .start_utc_s = fixture_utc_s(22, 0, 0),
				  .end_utc_s = fixture_utc_s(23, 0, 0),
				  .all_day = true};
	stage_open(&stage, 22, 10, 14);
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "jeszcze 46 minut"));
	assert_int_equal(coloured(&stage.scene, COLOUR_ACCENT), 1);
	slide->agenda.sessions_count = 1;
	for (int hour = -6; hour < 24; hour++) {
		stage.view.now_utc_s = fixture_utc_s(22, 0, 14) + hour * 3600;
		stage.view.clock_unset = hour == 23;
		view_page(&stage.view, slide, 0, &stage.scene);
		assert_true(says(&stage.scene, "Wystawa"));
		assert_true(says(&stage.scene, "Cały dzień"));
		assert_false(says(&stage.scene, "0:00"));
		assert_false(says(&stage.scene, "początek"));
		assert_int_equal(
			says(&stage.scene, "Jutro"),
			hour < 4 && date_compare(slide->agenda.date, zone_day(&stage.deck->events[slide->event].zone,
									      stage.view.now_utc_s, 240)) > 0);
		assert_int_equal(coloured(&stage.scene, COLOUR_ACCENT), 0);
		assert_false(view_slide_on_now(&stage.view, slide));
	}
	stage_close(&stage);
}

static void test_changes(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	const struct slide *slide = fixture_agenda(stage.deck);
	struct session *sessions = slide->agenda.sessions;
	sessions[4].was_start_utc_s = fixture_utc_s(22, 13, 30);
	sessions[5].cancelled = true;
	sessions[6].delay_minutes = 10;
	stage_open(&stage, 22, 12, 0);
	size_t pages = view_pages(&stage.view, slide), marks = 0;
	bool moved = false, was = false, late = false;
	for (size_t i = 0; i < pages; i++) {
		view_page(&stage.view, slide, i, &stage.scene);
		marks += coloured(&stage.scene, COLOUR_ALERT);
		moved |= says(&stage.scene, "ZMIANA przeniesione z: Sala A");
		was |= says(&stage.scene, "ZMIANA było o 13:30");
		late |= says(&stage.scene, "OPÓŹNIONE było o 16:20");
	}
	assert_true(moved && was && late);
	assert_int_equal(marks, 5); /* four marks and one line through a title */
	/* What is cancelled is never on now. */
	stage.view.now_utc_s = fixture_utc_s(22, 15, 0);
	assert_false(view_slide_on_now(&stage.view, slide));
	stage_close(&stage);
}

/* What was on another day, or is now, is told with that; on a page of changes, too. */
static void test_changes_of_days(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	struct slide *slide = fixture_agenda(stage.deck);
	struct session *sessions = slide->agenda.sessions;
	sessions[3].was_room = NULL;
	sessions[3].moved = "ODŁOŻONE"; /* its author does not say to when */
	sessions[4].was_start_utc_s = fixture_utc_s(21, 13, 30);
	sessions[5].was_start_utc_s = fixture_utc_s(23, 1, 0); /* by night it is still that day */
	sessions[6].away_utc_s = fixture_utc_s(30, 9, 0);
	stage_open(&stage, 22, 12, 0);
	bool was = false, night = false, now = false, told = false;
	for (size_t i = 0; i < view_pages(&stage.view, slide); i++) {
		view_page(&stage.view, slide, i, &stage.scene);
		was |= says(&stage.scene, "ZMIANA było o 13:30\u00a0(niedz.)");
		told |= says(&stage.scene, "ZMIANA ODŁOŻONE");
		night |= says(&stage.scene, "ZMIANA było o 1:00");
		now |= says(&stage.scene, "ZMIANA teraz o 9:00\u00a0(wt., 30 października)");
	}
	assert_true(was && night && now && told);
	slide->agenda.kind = AGENDA_CHANGES;
	slide->agenda.sessions = &sessions[4];
	slide->agenda.sessions_count = 1;
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "13:30\u00a0(niedz.)"));
	stage_close(&stage);
}

static void test_rooms(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	struct slide *slide = fixture_agenda(stage.deck);
	stage_open(&stage, 22, 12, 0);
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "Sala C\u00a0→"));
	/* An agenda of several rooms is headed by the screen's own. */
	slide->agenda.room = NULL;
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "Sala A"));
	/* Without one, by its title, and then every room is named. */
	stage.deck->events[1].screens_count = 0;
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "Dzień pierwszy"));
	assert_true(says(&stage.scene, "Sala A"));
	stage_close(&stage);
}

static void test_unknown_end(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	struct slide *slide = fixture_agenda(stage.deck);
	for (size_t i = 0; i < slide->agenda.sessions_count; i++)
		slide->agenda.sessions[i].end_guessed = true;
	stage_open(&stage, 22, 10, 14);
	view_page(&stage.view, slide, 0, &stage.scene); /* the next session begins then */
	assert_true(says(&stage.scene, "jeszcze 46 minut"));
	stage.view.now_utc_s = fixture_utc_s(22, 17, 0); /* nothing follows: nobody knows */
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "16:30"));
	assert_false(says(&stage.scene, "17:30"));
	assert_false(says(&stage.scene, "jeszcze"));
	stage_close(&stage);
}

static void test_tomorrow(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	fixture_agenda(stage.deck);
	struct slide *slides = arena_allocate(stage.deck->arena, 2, sizeof *slides);
	slides[0] = slides[1] = stage.deck->slides[0];
	slides[1].agenda.date.day = 23;
	slides[1].agenda.sessions = arena_allocate(stage.deck->arena, 1, sizeof(struct session));
	slides[1].agenda.sessions[0] = slides[0].agenda.sessions[0];
	slides[1].agenda.sessions[0].start_utc_s = fixture_utc_s(23, 8, 45);
	slides[1].agenda.sessions[0].end_utc_s = fixture_utc_s(23, 9, 0);
	slides[1].agenda.sessions_count = 1;
	stage.deck->slides = slides;
	stage.deck->slides_count = 2;
	stage_open(&stage, 22, 16, 40);
	view_page(&stage.view, &slides[0], 0, &stage.scene);
	assert_true(says(&stage.scene, "Jutro od 8:45"));
	view_calm(&stage.view, &stage.scene);
	assert_true(says(&stage.scene, "Jutro od 8:45"));
	stage_close(&stage);
}

static void test_seconds(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double seconds;
	} cases[] = {
		{"Krótko.", 8},
		{"jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć", 9},
		{"会議室は三階です会議室は三階です会議室は三階です", 10},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stage stage = {.deck = deck_create()};
		struct slide *slide = fixture_slide(stage.deck, SLIDE_ANNOUNCEMENT);
		fixture_prose(stage.deck, &slide->announcement.text, PROSE_PARAGRAPH, cases[i].text, 0);
		stage_open(&stage, 22, 10, 14);
		view_page(&stage.view, slide, 0, &stage.scene);
		assert_true(stage.scene.seconds == cases[i].seconds);
		slide->seconds = 3;
		view_page(&stage.view, slide, 0, &stage.scene);
		assert_true(stage.scene.seconds == 3);
		stage_close(&stage);
	}
}

static void test_announcement(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	struct slide *slide = fixture_announcement(stage.deck);
	struct picture picture = {.name = "map", .width_px = 600, .height_px = 600, .transparent = true};
	stage_open(&stage, 22, 10, 14);
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_int_equal(coloured(&stage.scene, COLOUR_QUIET), 2); /* bullets */
	assert_int_equal(coloured(&stage.scene, COLOUR_PAPER), 0);
	fixture_code(&slide->announcement);
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_int_equal(coloured(&stage.scene, COLOUR_PAPER), 1);
	assert_int_equal(coloured(&stage.scene, COLOUR_PRINT), 221); /* every dark run */
	assert_true(says(&stage.scene, "Jak dojechać"));
	slide->announcement.qr.label = NULL;
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_true(says(&stage.scene, "example.org"));
	slide->announcement.picture = &picture; /* see-through: on paper */
	view_page(&stage.view, slide, 0, &stage.scene);
	assert_int_equal(coloured(&stage.scene, COLOUR_PAPER), 2);
	slide->announcement = (struct announcement){.picture = &picture};
	assert_int_equal(view_pages(&stage.view, slide), 1);
	view_page(&stage.view, slide, 7, &stage.scene); /* no such page: the last */
	assert_true(stage.scene.items_count > 2);
	stage_close(&stage);
}

static void test_photos(void **state)
{
	(void)state;
	static const struct {
		int width_px, height_px;
		bool fills; /* or leaves the ground to the theme */
	} cases[] = {{1920, 1080, true}, {1600, 1200, true},  {1200, 1200, false},
		     {900, 1200, false}, {5000, 1000, false}, {1, 1, true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stage stage = {.deck = deck_create()};
		const struct slide *slide = fixture_photo(stage.deck, cases[i].width_px, cases[i].height_px, "Ratusz");
		stage_open(&stage, 22, 10, 14);
		assert_int_equal(view_pages(&stage.view, slide), 1);
		view_page(&stage.view, slide, 0, &stage.scene);
		size_t pictures = 0;
		for (size_t j = 0; j < stage.scene.items_count; j++) {
			const struct scene_item *item = &stage.scene.items[j];
			if (item->kind != SCENE_PICTURE)
				continue;
			pictures++;
			const struct box *source = &item->picture.source;
			assert_true(source->x >= 0 && source->y >= 0 && source->width > 0 && source->height > 0);
			assert_true(source->x + source->width <= cases[i].width_px);
			assert_true(source->y + source->height <= cases[i].height_px);
			assert_int_equal(item->picture.manner == PICTURE_SOFT, !cases[i].fills && pictures == 1);
		}
		assert_int_equal(pictures, cases[i].fills ? 1 : 2);
		assert_true(says(&stage.scene, "Ratusz"));
		assert_true(says(&stage.scene, "10:14"));
		stage_close(&stage);
	}
}

static void test_calm(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	stage_open(&stage, 22, 10, 14);
	view_calm(&stage.view, &stage.scene);
	assert_true(says(&stage.scene, "foyer"));
	fixture_slide(stage.deck, SLIDE_PHOTOS);
	stage.view.now_utc_s = fixture_utc_s(22, 20, 0);
	view_calm(&stage.view, &stage.scene);
	assert_true(says(&stage.scene, "Liderzy Kooperacji"));
	assert_true(says(&stage.scene, "Sandomierz"));
	assert_true(says(&stage.scene, "22–23 października 2018"));
	assert_true(says(&stage.scene, "Witamy"));
	stage.view.now_utc_s = fixture_utc_s(24, 9, 0);
	view_calm(&stage.view, &stage.scene);
	assert_true(says(&stage.scene, "Dziękujemy. Program dobiegł końca."));
	view_page(&stage.view, &stage.deck->slides[0], 0, &stage.scene); /* photos without one */
	assert_true(says(&stage.scene, "Sandomierz"));
	stage_close(&stage);
}

static void test_identify(void **state)
{
	(void)state;
	static const char *const lines[] = {"192.168.1.17", "foyer-pi"};
	struct stage stage = {.deck = deck_create()};
	stage_open(&stage, 22, 10, 14);
	view_identify(&stage.view, lines, 2, &stage.scene);
	assert_true(says(&stage.scene, "foyer 192.168.1.17 foyer-pi"));
	view_identify(&stage.view, NULL, 0, &stage.scene);
	assert_true(says(&stage.scene, "foyer"));
	stage_close(&stage);
}

static const struct scene_item *find(const struct scene *scene, const char *text)
{
	for (size_t i = 0; i < scene->items_count; i++)
		if (scene->items[i].kind == SCENE_TEXT && strcmp(scene->items[i].text.text, text) == 0)
			return &scene->items[i];
	return NULL;
}

/* A page in a language that runs to the left is the same page, turned; its texts and codes are not. */
static void test_mirrored(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	struct slide *slide = fixture_announcement(stage.deck);
	struct scene turned;
	fixture_code(&slide->announcement);
	stage_open(&stage, 22, 10, 14);
	scene_init(&turned, WIDTH_PX, HEIGHT_PX);
	view_page(&stage.view, slide, 0, &stage.scene);
	slide->language = "ar";
	view_page(&stage.view, slide, 0, &turned);
	assert_int_equal(stage.scene.items_count, turned.items_count);
	int left = WIDTH_PX, turned_left = WIDTH_PX;
	for (size_t i = 0; i < turned.items_count; i++) {
		const struct scene_item *a = &stage.scene.items[i], *b = &turned.items[i];
		if (a->kind == SCENE_RECTANGLE && a->rectangle.colour == COLOUR_PAPER) {
			assert_int_equal(b->box.x, WIDTH_PX - a->box.x - a->box.width);
			left = a->box.x;
			turned_left = b->box.x;
		}
		if (a->kind == SCENE_RECTANGLE && a->rectangle.colour == COLOUR_PRINT)
			assert_int_equal(b->box.x - turned_left, a->box.x - left); /* on its card as it was */
	}
	const struct scene_item *clock = find(&turned, "10:14");
	assert_non_null(clock);
	assert_int_equal(clock->box.x, 60);
	scene_finish(&turned);
	stage_close(&stage);
}

/* What is on is read from the full distance, however much of it there is: then it takes more pages. */
static void test_several_at_once(void **state)
{
	(void)state;
	static const size_t several[] = {2, 3, 6};
	for (size_t c = 0; c < sizeof several / sizeof *several; c++) {
		struct stage stage = {.deck = deck_create()};
		struct slide *slide = fixture_agenda(stage.deck);
		struct session *sessions = arena_allocate(stage.deck->arena, several[c], sizeof *sessions);
		for (size_t i = 0; i < several[c]; i++)
			sessions[i] = fixture_session(10, 0, 11, 0,
						      i > 0 ? "Bariery i szanse"
							    : "Bariery i szanse w kreowaniu kooperacji i współpracy "
							      "międzysektorowej w pomocy",
						      i + 1 == several[c] ? "Sala A" : "Sala B", SESSION_TALK);
		slide->agenda.sessions = sessions;
		slide->agenda.sessions_count = several[c];
		stage_open(&stage, 22, 10, 14);
		size_t blocks = 0, pages = view_pages(&stage.view, slide);
		for (size_t page = 0; page < pages; page++) {
			view_page(&stage.view, slide, page, &stage.scene);
			blocks += coloured(&stage.scene, COLOUR_ACCENT);
			/* The screen's own room comes first. */
			if (page == 0)
				assert_non_null(find(&stage.scene, "Bariery i szanse"));
			for (size_t i = 0; i < stage.scene.items_count; i++) {
				const struct scene_item *item = &stage.scene.items[i];
				if (item->kind == SCENE_TEXT && item->text.colour == COLOUR_ON_ACCENT &&
				    item->text.font.role == FONT_DISPLAY && strstr(item->text.text, "szanse") != NULL)
					assert_true(item->text.font.size_px >= SCALE_FULL * stage.scene.unit_px);
			}
		}
		assert_int_equal(blocks, several[c]);
		stage_close(&stage);
	}
}

static void test_same(void **state)
{
	(void)state;
	struct stage stage = {.deck = deck_create()};
	const struct slide *slide = fixture_agenda(stage.deck);
	struct scene other;
	stage_open(&stage, 22, 10, 14);
	scene_init(&other, WIDTH_PX, HEIGHT_PX);
	view_page(&stage.view, slide, 0, &stage.scene);
	view_page(&stage.view, slide, 0, &other);
	assert_true(scene_same(&stage.scene, &other));
	stage.view.now_utc_s += 60;
	view_page(&stage.view, slide, 0, &other);
	assert_false(scene_same(&stage.scene, &other));
	scene_finish(&other);
	stage_close(&stage);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_now),          cmocka_unit_test(test_next),
		cmocka_unit_test(test_other_days),   cmocka_unit_test(test_all_day),
		cmocka_unit_test(test_changes),      cmocka_unit_test(test_changes_of_days),
		cmocka_unit_test(test_rooms),        cmocka_unit_test(test_unknown_end),
		cmocka_unit_test(test_tomorrow),     cmocka_unit_test(test_seconds),
		cmocka_unit_test(test_announcement), cmocka_unit_test(test_photos),
		cmocka_unit_test(test_calm),         cmocka_unit_test(test_identify),
		cmocka_unit_test(test_mirrored),     cmocka_unit_test(test_several_at_once),
		cmocka_unit_test(test_same),
	};
	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
