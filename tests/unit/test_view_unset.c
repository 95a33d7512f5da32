/* While the clock is not set, nothing on the wall depends on it: whatever it says, pages and the wall are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/wall.h"
#include "unit/view_fixture.h"

static struct slide *announcement(struct deck *deck)
{
	return fixture_announcement(deck);
}

static struct slide *photo(struct deck *deck)
{
	return fixture_photo(deck, 1600, 1000, "Wieczór nad Wisłą po pierwszym dniu obrad");
}

static struct slide *nothing(struct deck *deck)
{
	fixture_slide(deck, SLIDE_PHOTOS);
	return NULL;
}

/* 1970, the day before, the early morning, within sessions and between them, that night, days, years later. */
static void moments(int64_t times[static 9])
{
	const int64_t all[] = {0,
			       fixture_utc_s(21, 18, 0),
			       fixture_utc_s(22, 8, 59),
			       fixture_utc_s(22, 10, 14),
			       fixture_utc_s(22, 11, 5),
			       fixture_utc_s(22, 17, 29),
			       fixture_utc_s(22, 23, 0),
			       fixture_utc_s(25, 10, 0),
			       INT64_C(4102444800)};
	memcpy(times, all, sizeof all);
}

/* All pages, as text. */
static void print(const struct view *view, const struct slide *slide, struct buffer *printed)
{
	struct scene scene;
	scene_init(&scene, view->width_px, view->height_px);
	size_t pages = slide != NULL ? view_pages(view, slide) : 1;
	for (size_t page = 0; page < pages; page++) {
		if (slide != NULL)
			view_page(view, slide, page, &scene);
		else
			view_calm(view, &scene);
		scene_print(&scene, printed);
	}
	scene_finish(&scene);
}

static void test_pages(void **state)
{
	static struct slide *(*const makers[])(struct deck *) = {fixture_agenda, announcement, photo, nothing};
	static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {1920, 540}, {1920, 360}, {800, 480}};
	int64_t times[9];
	(void)state;
	moments(times);
	for (size_t m = 0; m < 4; m++)
		for (size_t s = 0; s < 5; s++) {
			struct deck *deck = deck_create();
			const struct slide *slide = makers[m](deck);
			struct buffer first;
			buffer_init(&first);
			for (size_t t = 0; t < 9; t++) {
				struct view view = fixture_view(deck, sizes[s][0], sizes[s][1], times[t]);
				struct buffer printed;
				buffer_init(&printed);
				view.clock_unset = true;
				assert_false(slide != NULL && view_slide_on_now(&view, slide));
				print(&view, slide, t == 0 ? &first : &printed);
				if (t > 0)
					assert_string_equal(buffer_text(&printed), buffer_text(&first));
				buffer_finish(&printed);
			}
			assert_non_null(strstr(buffer_text(&first), "Zegar"));
			assert_non_null(strstr(buffer_text(&first), "ustawiony"));
			buffer_finish(&first);
			deck_destroy(deck);
		}
}

/* Every session stands there, under the day's date, and none of the words that only a clock can tell. */
static void test_agenda(void **state)
{
	static const char *const never[] = {"eszcze", "oczątek za", "utro od", "ziękujemy"};
	struct deck *deck = deck_create();
	const struct slide *slide = fixture_agenda(deck);
	struct view view = fixture_view(deck, 1920, 1080, fixture_utc_s(22, 10, 14));
	struct buffer set, unset;
	(void)state;
	buffer_init(&set);
	buffer_init(&unset);
	print(&view, slide, &set);
	view.clock_unset = true;
	print(&view, slide, &unset);
	for (size_t i = 0; i < slide->agenda.sessions_count; i++) {
		char word[100];
		const char *title = slide->agenda.sessions[i].title;
		snprintf(word, sizeof word, "%.*s", (int)strcspn(title, " "), title);
		assert_non_null(strstr(buffer_text(&unset), word));
	}
	assert_null(strstr(buffer_text(&set), "Rejestracja"));
	assert_non_null(strstr(buffer_text(&set), never[0]));
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_null(strstr(buffer_text(&unset), never[i]));
	assert_non_null(strstr(buffer_text(&unset), "Poniedziałek, 22 października"));
	assert_non_null(strstr(buffer_text(&set), "10:14"));
	assert_null(strstr(buffer_text(&unset), "10:14"));
	buffer_finish(&set);
	buffer_finish(&unset);
	deck_destroy(deck);
}

/* Every slide that is meant for the screen, whatever its window says. */
static void test_wall(void **state)
{
	int64_t times[9];
	struct deck *deck = deck_create();
	struct slide *agenda = fixture_agenda(deck);
	struct slide *slides = arena_allocate(deck->arena, 5, sizeof *slides);
	static const char *on[] = {"elsewhere"};
	(void)state;
	slides[0] = *agenda;
	for (size_t i = 1; i < 5; i++) {
		slides[i] = *agenda;
		slides[i].kind = SLIDE_ANNOUNCEMENT;
		slides[i].announcement = (struct announcement){.title = "Obiad"};
	}
	slides[1].window.from_utc_s = fixture_utc_s(24, 0, 0);
	slides[2].window.until_utc_s = fixture_utc_s(20, 0, 0);
	slides[3].window.weekdays = 1U << SUNDAY;
	slides[3].window.between_end = 1;
	slides[4].on = on;
	slides[4].on_count = 1;
	deck->slides = slides;
	deck->slides_count = 5;
	moments(times);
	for (size_t t = 0; t < 9; t++) {
		struct wall *wall = wall_create(deck, "foyer", times[t], true);
		assert_int_equal(wall->count, 4);
		for (size_t i = 0; i < 4; i++)
			assert_int_equal(wall->slides[i]->kind, slides[i].kind);
		wall_destroy(wall);
	}
	struct wall *wall = wall_create(deck, "foyer", fixture_utc_s(25, 10, 0), false);
	assert_int_equal(wall->count, 1);
	wall_destroy(wall);
	deck_destroy(deck);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_agenda),
		cmocka_unit_test(test_wall),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
