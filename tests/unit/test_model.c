/* model/: zones, windows, what is on, events, problems, languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/deck.h"
#include "model/language.h"
#include "model/problem.h"

static struct zone_transition warsaw_transitions[] = {
	{1521939600 - 15724800, 3600}, /* winter */
	{1521939600, 7200},            /* 2018-03-25T01:00Z, summer */
	{1540688400, 3600},            /* 2018-10-28T01:00Z, winter */
};
static const struct zone warsaw = {.name = "Europe/Warsaw", .transitions = warsaw_transitions, .transitions_count = 3};

static int64_t utc(const char *text)
{
	struct civil civil;
	bool has_offset;
	int offset_s;
	assert_true(civil_parse(text, &civil, &has_offset, &offset_s));
	return civil_seconds(civil) - offset_s;
}

static int64_t local(const char *text)
{
	return zone_utc_s(&warsaw, civil_from_seconds(utc(text)));
}

static void zones_over_their_changes(void **state)
{
	(void)state;
	static const struct {
		const char *local, *utc;
	} rows[] = {
		{"2018-10-22T10:14", "2018-10-22T08:14Z"}, {"2018-12-01T10:14", "2018-12-01T09:14Z"},
		{"2018-03-25T01:59", "2018-03-25T00:59Z"}, {"2018-03-25T03:00", "2018-03-25T01:00Z"},
		{"2018-03-25T02:30", "2018-03-25T01:30Z"}, /* does not exist: 3:30 by then */
		{"2018-10-28T02:30", "2018-10-28T00:30Z"}, /* twice: the first */
		{"2018-10-28T03:00", "2018-10-28T02:00Z"}, {"2018-10-28T01:59", "2018-10-27T23:59Z"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(local(rows[i].local), utc(rows[i].utc));
	struct date evening_before = zone_day(&warsaw, utc("2018-10-23T01:59Z"), 240);
	assert_int_equal(evening_before.day, 22);
	assert_int_equal(zone_day(&warsaw, utc("2018-10-23T02:00Z"), 240).day, 23);
	const struct zone utc_zone = {.name = "UTC"};
	assert_int_equal(zone_offset_s(&utc_zone, 0), 0);
}

static void windows_open_and_close(void **state)
{
	(void)state;
	struct window always = window_always();
	struct window morning = always, night = always, dated = always;
	morning.between_start = 8 * 60;
	morning.between_end = 10 * 60;
	morning.weekdays = 1 << MONDAY;
	night.between_start = 22 * 60;
	night.between_end = 2 * 60;
	night.weekdays = 1 << FRIDAY;
	dated.from_utc_s = utc("2018-10-22T08:00Z");
	dated.until_utc_s = utc("2018-10-23T02:00Z");
	const struct {
		const struct window *window;
		const char *local;
		bool open;
	} rows[] = {
		{&always, "2018-10-22T10:14", true},   {&morning, "2018-10-22T08:00", true},
		{&morning, "2018-10-22T09:59", true},  {&morning, "2018-10-22T10:00", false},
		{&morning, "2018-10-23T09:00", false}, {&night, "2018-10-26T21:59", false},
		{&night, "2018-10-26T22:00", true},    {&night, "2018-10-27T01:59", true},
		{&night, "2018-10-27T02:00", false},   {&night, "2018-10-27T23:00", false},
		{&dated, "2018-10-22T09:59", false},   {&dated, "2018-10-22T10:00", true},
		{&dated, "2018-10-23T03:59", true},    {&dated, "2018-10-23T04:00", false},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(window_open(rows[i].window, &warsaw, local(rows[i].local)), rows[i].open);
}

/* However a window is made, walking from one announced change to the next meets every real one. */
static void no_change_of_a_window_is_missed(void **state)
{
	(void)state;
	unsigned seed = 1;
	for (int round = 0; round < 300; round++) {
		struct window window = window_always();
		int64_t begin = utc("2018-10-20T00:00Z");
		seed = seed * 1103515245 + 12345;
		window.weekdays = seed >> 16 & (round % 3 == 0 ? 0 : 127);
		window.between_start = (int)(seed >> 8 & 1023);
		window.between_end = (int)(seed >> 3 & 1023);
		if (round % 5 == 0)
			window.from_utc_s = begin + (int64_t)(seed % 900000);
		if (round % 7 == 0)
			window.until_utc_s = begin + (int64_t)(seed % 1300000);
		int64_t next = window_next_utc_s(&window, &warsaw, begin);
		bool open = window_open(&window, &warsaw, begin);
		for (int64_t now = begin + 60; now < begin + 12 * 86400; now += 60) {
			bool now_open = window_open(&window, &warsaw, now);
			if (now_open != open)
				assert_true(next <= now); /* it was announced */
			open = now_open;
			if (next <= now)
				next = window_next_utc_s(&window, &warsaw, now);
			assert_true(next > now);
		}
	}
}

static void what_is_on(void **state)
{
	(void)state;
	struct session sessions[] = {
		{.id = "a", .title = "A", .start_utc_s = 100, .end_utc_s = 200},
		{.id = "b", .title = "B", .start_utc_s = 150, .end_utc_s = 300, .cancelled = true},
		{.id = "c", .title = "C", .start_utc_s = 250, .end_utc_s = 300},
	};
	struct agenda agenda = {.sessions = sessions, .sessions_count = 3};
	static const struct {
		int64_t now;
		size_t on;
		int64_t change;
	} rows[] = {
		{0, 3, 100},   {100, 0, 150}, {199, 0, 200},       {200, 3, 250},
		{250, 2, 300}, {299, 2, 300}, {300, 3, INT64_MAX},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(agenda_now(&agenda, rows[i].now), rows[i].on);
		assert_int_equal(agenda_next_change_utc_s(&agenda, rows[i].now), rows[i].change);
	}
	assert_true(session_changed(&sessions[1]));
	assert_false(session_changed(&sessions[0]));
}

static void the_event_of_the_day(void **state)
{
	(void)state;
	struct deck *deck = deck_create();
	assert_ptr_equal(deck_event_now(deck, 0), &deck->events[0]);
	struct event events[] = {
		deck->events[0],
		{.name = "first", .start = {2018, 10, 15}, .end = {2018, 10, 17}, .zone = warsaw, .day_change = 240},
		{.name = "second", .start = {2018, 10, 22}, .end = {2018, 10, 23}, .zone = warsaw, .day_change = 240},
	};
	deck->events = events;
	deck->events_count = 3;
	static const struct {
		const char *local, *name;
	} rows[] = {
		{"2018-10-01T10:00", "first"},  {"2018-10-15T04:00", "first"},  {"2018-10-18T03:59", "first"},
		{"2018-10-18T04:00", "second"}, {"2018-10-24T03:00", "second"}, {"2018-11-01T10:00", "second"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_string_equal(deck_event_now(deck, local(rows[i].local))->name, rows[i].name);
	deck_destroy(deck);
}

static void which_screens(void **state)
{
	(void)state;
	struct deck *deck = deck_create();
	const char *on[] = {"hall-a", "foyer-*"};
	struct slide slide = {.id = "x", .on = on, .on_count = 2, .window = window_always()};
	assert_true(deck_shows(deck, &slide, "hall-a", 0));
	assert_true(deck_shows(deck, &slide, "Foyer-2", 0));
	assert_false(deck_shows(deck, &slide, "hall-b", 0));
	slide.on_count = 0;
	assert_true(deck_shows(deck, &slide, "hall-b", 0));
	slide.window.until_utc_s = 10;
	assert_true(deck_shows(deck, &slide, "hall-b", 9));
	assert_false(deck_shows(deck, &slide, "hall-b", 10));
	deck_destroy(deck);
}

static void problems_as_lines(void **state)
{
	(void)state;
	struct problems problems;
	problems_init(&problems);
	problems_add(&problems, &(struct problem){.level = PROBLEM_REFUSED,
						  .path = "day 1.json",
						  .line = 3,
						  .column = 7,
						  .json_path = "$.date",
						  .words = "\"2018-02-30\" is no day",
						  .remedy = "write a day of the calendar"});
	problems_add(&problems, &(struct problem){.path = "a\nb\x1b[2J\xff", .words = "odd name"});
	struct buffer line;
	buffer_init(&line);
	problem_format(&problems.list[0], &line);
	assert_string_equal(buffer_text(&line),
			    "day 1.json:3:7: refused: \"2018-02-30\" is no day ($.date); write a day of "
			    "the calendar");
	buffer_clear(&line);
	problem_format(&problems.list[1], &line);
	assert_string_equal(buffer_text(&line), "a?b?[2J?: warning: odd name");
	buffer_finish(&line);
	problems_finish(&problems);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zones_over_their_changes),
		cmocka_unit_test(windows_open_and_close),
		cmocka_unit_test(no_change_of_a_window_is_missed),
		cmocka_unit_test(what_is_on),
		cmocka_unit_test(the_event_of_the_day),
		cmocka_unit_test(which_screens),
		cmocka_unit_test(problems_as_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
