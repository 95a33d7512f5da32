/* Which files are an emergency, what they say, and when they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "formats/emergency.h"
#include "model/scale.h"
#include "model/wall.h"
#include "player/cleared.h"
#include "unit/view_fixture.h"
#include "view/view.h"

static void test_names(void **state)
{
	static const char *const yes[] = {
		"EMERGENCY",          "EMERGENCY.txt", "EMERGENCY.txt.txt", "EMERGENCY exit B is shut.txt",
		"emergency.txt",      "Emergency.TXT", "EMERGENCY2.md",     "ALARM.txt",
		"ALARM pożarowy.txt", "alarm.txt",     "Alarm (1).txt",     "NOTFALL.txt",
		"Urgence.txt",        "EMERGENZA.rtf", "ТРИВОГА.txt",       "طوارئ.txt",
		"חירום.txt",          "EMERGENCY.pdf", "ALERT - fire.txt",
	};
	static const char *const no[] = {
		"Emergency contacts.txt",
		"Alarm clock.txt",
		"ALARMOWE numery.txt",
		"alarmy.txt",
		"EMERGENCY.jpg",
		"EMERGENCY.json",
		"EMERGENCY.ics",
		"ALERTNESS.txt",
		"my EMERGENCY.txt",
		"announcement.txt",
		"",
	};
	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!emergency_named(yes[i]))
			fail_msg("\"%s\" is an emergency", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (emergency_named(no[i]))
			fail_msg("\"%s\" is no emergency", no[i]);
}

/* What a file says: its words with "/" between lines, then until when; or the reason why it is refused. */
static const struct {
	const char *text, *expected;
} table[] = {
	{"Leave the building", "Leave the building"},
	{"\r\n  Fire! \r\n\r\nLeave the building.\r\n", "Fire!/Leave the building."},
	{"Fire\nuntil 14:30", "Fire, until 0-0-0 14:30"},
	{"Fire\nUntil 14.30.\n\n", "Fire, until 0-0-0 14:30"},
	{"Pożar\ndo 14:30", "Pożar, until 0-0-0 14:30"},
	{"Pożar\ndo godz. 14.30", "Pożar, until 0-0-0 14:30"},
	{"Pożar\ndo 23 października 2018, 9:00", "Pożar, until 2018-10-23 9:00"},
	{"Pożar\ndo 23.10. 9:00", "Pożar, until 0-10-23 9:00"},
	{"Feuer\nbis 14 Uhr", "Feuer, until 0-0-0 14:00"},
	{"Feuer\nbis 23.10.2018", "Feuer, until 2018-10-23"},
	{"Feu\njusqu’à 14h30", "Feu, until 0-0-0 14:30"},
	{"Fuoco\nfino alle 14:30", "Fuoco, until 0-0-0 14:30"},
	{"Fuego\nhasta las 14:30", "Fuego, until 0-0-0 14:30"},
	{"Пожежа\nДо 14:30", "Пожежа, until 0-0-0 14:30"},
	{"حريق\nحتى الساعة 14:30", "حريق, until 0-0-0 14:30"},
	{"Fire\nuntil 2018-10-23T09:15", "Fire, until 2018-10-23 9:15"},
	{"Fire\nuntil 2018-10-23", "Fire, until 2018-10-23"},
	/* Words, not orders to callboard. */
	{"Zbiórka\n14:30", "Zbiórka/14:30"},
	{"Fire\nDo not use the lifts", "Fire/Do not use the lifts"},
	{"Proszę przejść\ndo schronu 14", "Proszę przejść/do schronu 14"},
	{"Fire\nuntil 25:99", "Fire/until 25:99, no end in line 2"},
	{"Fire\nuntil 14:30 at least", "Fire/until 14:30 at least, no end in line 2"},
	{"Pożar\n\n do 25:61\n\n", "Pożar/do 25:61, no end in line 3"},
	{"Pożar\ndo 3 piętra schodami", "Pożar/do 3 piętra schodami, no end in line 2"},
	{"Fire\nuntil", "Fire/until"},
	{"until 14:30\nFire", "until 14:30/Fire"},
	/* Nothing to say. */
	{"", "refused: an emergency without words shows nothing"},
	{" \n\t\n", "refused: an emergency without words shows nothing"},
	/* As Notepad saves "ANSI": better a wrong letter than nothing. */
	{"Uwaga, po\xBF"
	 "ar!\nWyj\x9C"
	 "cie B",
	 "Uwaga, pożar!/Wyjście B"},
	{"Po\xBF"
	 "ar\ndo 23 pa\x9F"
	 "dziernika 2018, 9:00",
	 "Pożar, until 2018-10-23 9:00"},
	{"Pożar, wyj\xC5", "refused: the byte at offset 11 (0xC5) is not UTF-8; the file looks like ISO 8859-2"},
	{"until 14:30", "refused: an emergency without words shows nothing"},
	{"{\\rtf1 Fire}", "refused: this is a document with formatting (RTF), which callboard does not read"},
};

static void describe(const struct source *source, const struct problems *problems, struct buffer *into)
{
	if (source->items_count == 0) {
		buffer_add_format(into, "refused: %s", problems->list[0].words);
		return;
	}
	const struct source_item *item = &source->items[0];
	const struct moment *until = &item->show.until;
	assert_true(item->emergency);
	for (const char *c = item->announcement.title; *c != '\0'; c++)
		buffer_add_format(into, "%c", *c == '\n' ? '/' : *c);
	if (until->given)
		buffer_add_format(into, ", until %d-%d-%d", until->civil.date.year, until->civil.date.month,
				  until->civil.date.day);
	if (until->given && until->has_time)
		buffer_add_format(into, " %d:%02d", until->civil.hour, until->civil.minute);
	for (size_t i = 0; i < problems->count; i++) {
		if (strstr(problems->list[i].words, "last line") != NULL)
			buffer_add_format(into, ", no end in line %d", problems->list[i].line);
	}
}

static void read_as(const char *path, const char *text, size_t length, const char *expected)
{
	struct source source;
	struct problems problems;
	struct buffer found;
	problems_init(&problems);
	buffer_init(&found);
	content_read(&source, path, text, length, &problems);
	describe(&source, &problems, &found);
	if (strcmp(buffer_text(&found), expected) != 0)
		fail_msg("\"%s\" reads as \"%s\", not \"%s\"", text, buffer_text(&found), expected);
	buffer_finish(&found);
	source_finish(&source);
	problems_finish(&problems);
}

static void test_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		read_as("EMERGENCY.txt", table[i].text, strlen(table[i].text), table[i].expected);
}

static void test_size(void **state)
{
	(void)state;
	char *text = malloc(EMERGENCY_LIMIT_BYTES + 1);
	memset(text, 'x', EMERGENCY_LIMIT_BYTES + 1);
	read_as("EMERGENCY", text, EMERGENCY_LIMIT_BYTES + 1, "refused: this is too long for an emergency");
	free(text);
}

/* Below the root it is a text like others. */
static void test_folder(void **state)
{
	static const char text[] = "Fire\nLeave the building";
	struct source source;
	struct problems problems;
	(void)state;
	problems_init(&problems);
	assert_true(content_read(&source, "hall/EMERGENCY.txt", text, strlen(text), &problems));
	assert_int_equal(source.items_count, 1);
	assert_false(source.items[0].emergency);
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.list[0].level, PROBLEM_WARNING);
	source_finish(&source);
	problems_finish(&problems);
}

/* Alone on every wall that is not spared, until its time is over by a clock that can be trusted. */
static void test_wall(void **state)
{
	static const struct event_screen screens[] = {
		{.name = "foyer", .kinds = 1U << SLIDE_PHOTOS}, {.name = "studio-*", .spared = true}, {.name = "hall"}};
	(void)state;
	struct deck *deck = deck_create();
	struct slide *lunch = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
	struct slide *slides = arena_allocate(deck->arena, 2, sizeof *slides);
	struct event_screen *named = arena_allocate(deck->arena, 3, sizeof *named);
	memcpy(named, screens, sizeof screens);
	deck->events[1].screens = named;
	deck->events[1].screens_count = 3;
	slides[0] = slides[1] = *lunch;
	slides[1].emergency = true;
	slides[1].event = 0;
	slides[1].window.until_utc_s = fixture_utc_s(22, 14, 30);
	deck->slides = slides;
	deck->slides_count = 2;
	const struct {
		const char *screen;
		int minute;
		bool unset;
		size_t count, first;
	} cases[] = {{"hall", 29, false, 1, 1},     {"foyer", 29, false, 1, 1}, {"nobody's", 29, false, 1, 1},
		     {"studio-2", 29, false, 1, 0}, {"hall", 30, false, 1, 0},  {"hall", 30, true, 1, 1}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wall *wall =
			wall_create(deck, cases[i].screen, fixture_utc_s(22, 14, cases[i].minute), cases[i].unset);
		assert_int_equal(wall->count, cases[i].count);
		assert_ptr_equal(wall->slides[0], &slides[cases[i].first]);
		wall_destroy(wall);
	}
	/* Last year's event spares nobody this year. */
	deck->events[1].end = (struct date){2018, 10, 21};
	struct wall *wall = wall_create(deck, "studio-2", fixture_utc_s(22, 14, 29), false);
	assert_int_equal(wall->count, 1);
	assert_ptr_equal(wall->slides[0], &slides[1]);
	wall_destroy(wall);
	deck_destroy(deck);
}

/* The letters of a page, and that each stands on the screen, large enough. */
static void read_page(const struct scene *scene, double least_px, struct buffer *into)
{
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];
		if (item->kind != SCENE_TEXT || strchr(item->text.text, '/') != NULL) /* the number of the page */
			continue;
		assert_true(item->box.x >= 0 && item->box.x + item->box.width <= scene->width_px);
		assert_true(item->box.y >= 0 && item->box.y + item->box.height <= scene->height_px);
		assert_true(item->text.font.size_px >= least_px);
		assert_int_equal(item->text.colour, COLOUR_ON_ALERT);
		for (const char *c = item->text.text; *c != '\0'; c++)
			if (*c != ' ' && *c != '\n')
				buffer_add(into, c, 1);
	}
}

/* Every word is on one of its pages, to be read from the full distance. */
static void test_pages(void **state)
{
	static const int sizes[][2] = {{1920, 1080}, {3840, 2160}, {1366, 768}, {1024, 768},
				       {1080, 1920}, {1920, 540},  {800, 480}};
	static const int counts[] = {1, 2, 5, 12, 40, 400};
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (size_t j = 0; j < sizeof counts / sizeof *counts; j++) {
			struct deck *deck = deck_create();
			struct slide *slide = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
			struct view view = fixture_view(deck, sizes[i][0], sizes[i][1], fixture_utc_s(22, 10, 0));
			struct buffer words, letters, found;
			buffer_init(&words);
			buffer_init(&letters);
			buffer_init(&found);
			for (int k = 0; k < counts[j]; k++) {
				buffer_add_format(&words, "%sleave%d", k == 0 ? "" : k % 7 == 0 ? "\n" : " ", k);
				buffer_add_format(&letters, "leave%d", k);
			}
			slide->emergency = true;
			slide->announcement.title = buffer_text(&words);
			size_t pages = view_pages(&view, slide);
			assert_true(counts[j] > 5 || pages == 1);
			struct scene scene;
			scene_init(&scene, view.width_px, view.height_px);
			for (size_t page = 0; page < pages; page++) {
				scene_clear(&scene);
				view_page(&view, slide, page, &scene);
				read_page(&scene, floor(SCALE_FULL * scene.unit_px), &found);
			}
			assert_string_equal(buffer_text(&found), buffer_text(&letters));
			scene_finish(&scene);
			buffer_finish(&words);
			buffer_finish(&letters);
			buffer_finish(&found);
			deck_destroy(deck);
		}
}

/* However many there are, what somebody cleared is gone, over a restart too, and comes back when its file has. */
static void test_cleared(void **state)
{
	enum { COUNT = 300 };
	char folder[] = "/tmp/callboard-cleared-XXXXXX";
	static char digests[COUNT][33];
	static struct slide slides[COUNT];
	struct deck deck = {.slides = slides};
	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < COUNT; i++) {
		snprintf(digests[i], sizeof digests[i], "%032zx", i);
		slides[i] = (struct slide){.emergency = true, .digest = digests[i]};
	}
	deck.slides_count = COUNT;
	struct cleared *cleared = cleared_open(folder);
	assert_int_equal(cleared_add(cleared, &deck), COUNT);
	assert_int_equal(cleared_add(cleared, &deck), 0);
	cleared_close(cleared);
	cleared = cleared_open(folder);
	cleared_leave_out(cleared, &deck);
	assert_int_equal(deck.slides_count, 0);
	slides[0] = (struct slide){.emergency = true, .digest = digests[7]};
	deck.slides_count = 1;
	cleared_leave_out(cleared, &deck);
	assert_int_equal(deck.slides_count, 0);
	slides[0] = (struct slide){.emergency = true, .digest = digests[8]}; /* it was gone in between */
	deck.slides_count = 1;
	cleared_leave_out(cleared, &deck);
	assert_int_equal(deck.slides_count, 1);
	cleared_close(cleared);
	assert_int_equal(folder_remove(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),   cmocka_unit_test(test_words), cmocka_unit_test(test_size),
		cmocka_unit_test(test_folder),  cmocka_unit_test(test_wall),  cmocka_unit_test(test_pages),
		cmocka_unit_test(test_cleared),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
