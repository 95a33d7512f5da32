/* The page for attendees' phones: of the deck tests/golden/decks/agenda-page, as tests/golden/agenda-page.html has it.
 * UPDATE_GOLDEN=1 writes that anew. And of decks that ask for none, and when the clock is not set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "formats/deck.h"
#include "web/agenda.h"

static const char deck_path[] = "tests/golden/decks/agenda-page/deck";
static const char golden_path[] = "tests/golden/agenda-page.html";

enum { LIMIT_BYTES = 1 << 20 };

struct room {
	struct deck *deck;
	struct wording *wording;
};

static int set_up(void **state)
{
	static struct room room;
	const char *reason;
	struct buffer text;
	buffer_init(&text);
	assert_int_equal(file_read(deck_path, LIMIT_BYTES, &text), 0);
	room.deck = deck_read(buffer_text(&text), text.length, &reason);
	room.wording = wording_create("assets");
	buffer_finish(&text);
	*state = &room;
	return room.deck == NULL;
}

static int tear_down(void **state)
{
	struct room *room = *state;
	deck_destroy(room->deck);
	wording_destroy(room->wording);
	return 0;
}

static struct buffer page_of(const struct room *room, const char *screen, bool clock_unset)
{
	struct agenda_page page = {.deck = room->deck,
				   .screen = screen,
				   .now_utc_s = 1540196040, /* 2018-10-22T10:14+02:00 */
				   .clock_unset = clock_unset,
				   .wording = room->wording};
	struct buffer html;
	buffer_init(&html);
	agenda_page_write(&html, &page);
	return html;
}

static void test_golden(void **state)
{
	struct buffer html = page_of(*state, "hall-a", false), golden;
	if (getenv("UPDATE_GOLDEN") != NULL)
		assert_int_equal(file_write_open(golden_path, html.bytes, html.length), 0);
	buffer_init(&golden);
	assert_int_equal(file_read(golden_path, LIMIT_BYTES, &golden), 0);
	assert_string_equal(buffer_text(&html), buffer_text(&golden));
	buffer_finish(&golden);
	buffer_finish(&html);
}

/* What is for another screen is told by that screen alone. */
static void test_screen(void **state)
{
	struct buffer html = page_of(*state, "kuchnia", false);
	assert_non_null(strstr(buffer_text(&html), "Dla kuchni"));
	buffer_finish(&html);
	html = page_of(*state, "hall-a", false);
	assert_null(strstr(buffer_text(&html), "Dla kuchni"));
	buffer_finish(&html);
}

static void test_clock_unset(void **state)
{
	struct buffer html = page_of(*state, "hall-a", true);
	assert_null(strstr(buffer_text(&html), "class=\"on\""));
	assert_null(strstr(buffer_text(&html), "class=\"over\""));
	assert_non_null(strstr(buffer_text(&html), "zegar nie jest ustawiony"));
	assert_non_null(strstr(buffer_text(&html), "Minione"));
	assert_non_null(strstr(buffer_text(&html), "Trzeciego dnia"));
	assert_null(strstr(buffer_text(&html), "Dla kuchni"));
	buffer_finish(&html);
}

static void test_wanted(void **state)
{
	const struct room *room = *state;
	assert_true(agenda_page_wanted(room->deck));
	for (size_t i = 0; i < room->deck->events_count; i++)
		room->deck->events[i].agenda_page = false;
	assert_false(agenda_page_wanted(room->deck));
	struct buffer html = page_of(room, "hall-a", false);
	assert_null(strstr(buffer_text(&html), "<ol>"));
	buffer_finish(&html);
}

static void test_wording(void **state)
{
	static const char *const tags[][2] = {{"pl", "teraz"}, {"pl-PL", "teraz"}, {"en-US", "now"}, {"", "now"},
					      {"xx", "now"},   {"../pl", "now"},   {"he", "עכשיו"}};
	struct wording *wording = wording_create("assets");
	(void)state;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		const struct language *language = wording_language(wording, tags[i][0]);
		assert_non_null(language);
		assert_string_equal(language->words->texts[WORD_NOW], tags[i][1]);
		assert_ptr_equal(language, wording_language(wording, tags[i][0]));
	}
	for (char tag[3] = "aa"; tag[0] <= 'e'; tag[0]++) /* strangers do not fill the memory */
		for (tag[1] = 'a'; tag[1] <= 'z'; tag[1]++)
			assert_non_null(wording_language(wording, tag));
	wording_destroy(wording);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_golden, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_screen, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_clock_unset, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wanted, set_up, tear_down),
		cmocka_unit_test(test_wording),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
