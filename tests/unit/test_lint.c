/* model/lint: what a second reader asks about a deck, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "model/lint.h"

enum { DAY_S = 86400, MONDAY_UTC_S = 1540166400 }; /* 2018-10-22T00:00Z */

static const struct date monday = {2018, 10, 22};

/* "09:00-10:00 Title @ Room", kinds by a first letter: "b" a break, "m" a meal, "r" registration; "x" cancelled;
 * without an end, "09:00", it is guessed. */
static struct session session_of(struct arena *arena, const char *row)
{
	struct session session = {0};
	char *copy = arena_text(arena, row), *at;
	if (*copy == 'b' || *copy == 'm' || *copy == 'r') {
		session.kind = *copy == 'b' ? SESSION_BREAK : *copy == 'm' ? SESSION_MEAL : SESSION_REGISTRATION;
		copy++;
	}
	session.cancelled = *copy == 'x';
	copy += *copy == 'x';
	int from, until;
	char *title = strchr(copy, ' ');
	*title++ = '\0';
	session.end_guessed = strchr(copy, '-') == NULL;
	copy[5] = '\0';
	assert_true(minutes_parse(copy, &from));
	if (session.end_guessed)
		until = from + 60;
	else
		assert_true(minutes_parse(copy + 6, &until));
	session.start_utc_s = MONDAY_UTC_S + from * 60;
	session.end_utc_s = MONDAY_UTC_S + until * 60 + (until <= from ? DAY_S : 0);
	at = strstr(title, " @ ");
	if (at != NULL) {
		*at = '\0';
		session.room = at + 3;
	}
	session.id = session.title = title;
	return session;
}

/* A deck of one event and one agenda; rows end with NULL. */
static struct deck *deck_of(const char *const *rows)
{
	struct deck *deck = deck_create();
	struct event none = deck->events[0];
	deck->width_px = 1920;
	deck->height_px = 1080;
	deck->events = arena_allocate(deck->arena, 2, sizeof *deck->events);
	deck->events[0] = deck->events[1] = none;
	deck->events[1].name = "Event";
	deck->events_count = 2;
	deck->slides = arena_allocate(deck->arena, 4, sizeof *deck->slides);
	deck->slides_count = 1;
	struct agenda agenda = {.date = monday};
	while (rows[agenda.sessions_count] != NULL)
		agenda.sessions_count++;
	agenda.sessions = arena_allocate(deck->arena, agenda.sessions_count + 1, sizeof *agenda.sessions);
	for (size_t i = 0; i < agenda.sessions_count; i++)
		agenda.sessions[i] = session_of(deck->arena, rows[i]);
	deck->slides[0] = (struct slide){.id = "a@2018-10-22",
					 .source = "a.json",
					 .digest = "",
					 .language = "",
					 .event = 1,
					 .kind = SLIDE_AGENDA,
					 .window = window_always(),
					 .agenda = agenda};
	return deck;
}

/* Consumes the deck. Each finding on a line: whose it is, its words, its remedy if it asks something. */
static void expect(struct deck *deck, int64_t now_utc_s, const char *expected)
{
	struct arena *arena = arena_create();
	struct buffer told;
	buffer_init(&told);
	struct findings findings = lint(deck, now_utc_s, false, arena);
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.list[i];
		buffer_add_format(&told, "%s: %s", finding->slide != NULL ? finding->slide->source : "event",
				  finding->words);
		if (finding->remedy != NULL && strchr(finding->remedy, '?') != NULL)
			buffer_add_format(&told, "; %s", finding->remedy);
		buffer_add_text(&told, "\n");
	}
	assert_string_equal(buffer_text(&told), expected);
	buffer_finish(&told);
	arena_destroy(arena);
	deck_destroy(deck);
}

static void sessions_in_one_room(void **state)
{
	(void)state;
	static const struct {
		const char *rows[8];
		const char *told;
	} cases[] = {
		{{"09:00-10:00 A @ Hall", "10:00-11:00 B @ Hall"}, ""},
		{{"09:00-10:00 A @ Hall", "09:30-11:00 B @ Foyer", "09:30-09:40 C"}, ""},
		{{"09:00-10:00 A @ Hall", "09:45-11:00 B @ HALL"},
		 "a.json: on 2018-10-22 in \"Hall\": \"A\" (09:00–10:00) and \"B\" (09:45–11:00) overlap by 15 min\n"
		 "a.json: the room is \"HALL\" here (\"B\", 1 session), but \"Hall\" elsewhere; did you mean "
		 "\"Hall\"?\n"},
		{{"09:00-10:00 A @ Hall", "x09:45-11:00 B @ Hall"}, ""},
		{{"09:00-10:00 A @ Hall", "b09:45-10:15 Coffee @ Hall", "m09:50-11:00 Lunch @ Hall"}, ""},
		{{"08:00-22:00 Open @ Hall", "09:45-11:00 B @ Hall"}, ""},
		{{"09:00-10:00 A @ Hall", "09:00-10:00 A @ Hall"},
		 "a.json: on 2018-10-22 in \"Hall\": there is \"A\" (09:00–10:00) twice\n"},
		{{"09:00 A @ Hall", "09:00 B @ Hall"},
		 "a.json: on 2018-10-22 in \"Hall\": \"A\" (09:00) and \"B\" (09:00) begin together\n"},
		/* A track with what is in it is one question, however much that is. */
		{{"09:00-12:00 Track @ Hall", "09:00-10:00 A @ Hall", "10:00-11:00 B @ Hall", "11:00-12:00 C @ Hall",
		  "12:00-13:00 D @ Hall"},
		 "a.json: on 2018-10-22 in \"Hall\": 3 sessions begin while \"Track\" (09:00–12:00) goes on, the first "
		 "\"A\" (09:00–10:00)\n"},
		/* A chain is as many as it has links. */
		{{"09:00-10:30 A @ Hall", "10:00-11:30 B @ Hall", "11:00-12:00 C @ Hall"},
		 "a.json: on 2018-10-22 in \"Hall\": \"A\" (09:00–10:30) and \"B\" (10:00–11:30) overlap by 30 min\n"
		 "a.json: on 2018-10-22 in \"Hall\": \"B\" (10:00–11:30) and \"C\" (11:00–12:00) overlap by 30 min\n"},
		{{"10:00-09:30 A @ Hall"}, "a.json: \"A\" lasts from 10:00 until 09:30 of the next day (2018-10-23)\n"},
		{{"22:00-06:00 Party @ Hall", "09:00-24:00 Open", "00:00-24:00 All day"}, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(deck_of(cases[i].rows), MONDAY_UTC_S, cases[i].told);
}

static void rooms_that_look_misspelt(void **state)
{
	(void)state;
	static const struct {
		const char *first, *other; /* the first is used twice, the other once */
		bool asked;
	} rows[] = {
		{"Saal 1", "Saal1", true},
		{"Saal 1", "SAAL  1", true},
		{"Saal 1", "Saal 2", false},
		{"Saal 1", "Saal 11", false},
		{"Hall A", "Hall B", false},
		{"Saal ZIGZAG", "Saal ZIGZACK", false},
		{"Saal GLITCH", "Saal GLICH", true},
		{"Scena główna", "Scena Glowna", true},
		{"Sala Lwowska", "Sala Lwowzka", true},
		{"Sala Lwowska", "Sala Lubelska", false},
		{"Raum West", "Raum Ost", false},
		{"Workshop East", "Workshop West", false},
		{"Hall 1a", "Hall 1b", false},
		{"B1.01", "B1.02", false},
		{"Большой зал", "большой зал", true},
		{"会议室", "会議室", false},
		{"Studio", "Studio Left", false},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char one[100], two[100], three[100], told[300] = "";
		snprintf(one, sizeof one, "09:00-10:00 A @ %s", rows[i].first);
		snprintf(two, sizeof two, "10:00-11:00 B @ %s", rows[i].other);
		snprintf(three, sizeof three, "11:00-12:00 C @ %s", rows[i].first);
		if (rows[i].asked)
			snprintf(told, sizeof told,
				 "a.json: the room is \"%s\" here (\"B\", 1 session), but \"%s\" elsewhere; did you "
				 "mean \"%s\"?\n",
				 rows[i].other, rows[i].first, rows[i].first);
		expect(deck_of((const char *const[]){one, two, three, NULL}), MONDAY_UTC_S, told);
	}
}

static void rooms_that_are_as_likely(void **state)
{
	(void)state;
	/* Of two names that each stand once, which is the slip? Written otherwise, it is the later. */
	expect(deck_of((const char *const[]){"09:00-10:00 A @ Saal GLITCH", "10:00-11:00 B @ Saal GLICH", NULL}),
	       MONDAY_UTC_S, "");
	expect(deck_of((const char *const[]){"09:00-10:00 A @ Saal 1", "10:00-11:00 B @ saal 1", NULL}), MONDAY_UTC_S,
	       "a.json: the room is \"saal 1\" here (\"B\", 1 session), but \"Saal 1\" elsewhere; did you mean "
	       "\"Saal 1\"?\n");
}

static void rooms_of_screens(void **state)
{
	(void)state;
	static const char *names[] = {"saal 1", "Saal GLICH", "Attic"};
	static struct direction way[] = {{"Saal GLITCH", "→"}, {"Cellar", "↓"}};
	static struct event_screen door = {
		.name = "door", .rooms = names, .rooms_count = 3, .directions = way, .directions_count = 2};
	struct deck *deck =
		deck_of((const char *const[]){"09:00-10:00 A @ Saal 1", "09:00-10:00 B @ Saal GLITCH", NULL});
	deck->events[1].screens = &door;
	deck->events[1].screens_count = 1;
	expect(deck, MONDAY_UTC_S,
	       "event: no session is in the room \"Saal GLICH\"; did you mean \"Saal GLITCH\"?\n"
	       "event: no session is in the room \"Attic\"\n"
	       "event: no session is in the room \"Cellar\"\n");
	deck = deck_of((const char *const[]){"09:00-10:00 A", NULL}); /* who tells no rooms misspells none */
	deck->events[1].screens = &door;
	deck->events[1].screens_count = 1;
	expect(deck, MONDAY_UTC_S, "");
}

static void days_of_the_event(void **state)
{
	(void)state;
	struct deck *deck = deck_of((const char *const[]){"09:00-10:00 A", "10:00-11:00 B", NULL});
	deck->events[1].start = (struct date){2018, 10, 23};
	deck->events[1].end = (struct date){2018, 10, 24};
	expect(deck, MONDAY_UTC_S,
	       "a.json: 2 sessions are on 2018-10-22, outside the event's days (2018-10-23 – 2018-10-24): the first "
	       "is "
	       "\"A\"\n");
	deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
	deck->slides[1] = deck->slides[0];
	deck->slides[1].agenda.date = (struct date){2018, 10, 24};
	deck->slides_count = 2;
	deck->events[1].start = deck->events[1].end = (struct date){2018, 10, 23};
	expect(deck, MONDAY_UTC_S,
	       "a.json: 2 sessions are on 2018-10-22 – 2018-10-24, outside the event's days (2018-10-23): the first "
	       "is "
	       "\"A\"\n");
	deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
	deck->events[1].start = deck->events[1].end = monday;
	expect(deck, MONDAY_UTC_S, "");
}

static void what_is_over(void **state)
{
	(void)state;
	static const struct {
		int64_t now_utc_s;
		const char *told;
	} rows[] = {
		{MONDAY_UTC_S - DAY_S, ""},
		{MONDAY_UTC_S + DAY_S + 4 * 3600 - 1, ""}, /* the day changes at 04:00 */
		{MONDAY_UTC_S + DAY_S + 4 * 3600,
		 "a.json: it is over since 2018-10-22: nothing of it is shown\n"
		 "event: the event is over since 2018-10-22: nothing of it is shown\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct deck *deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
		deck->events[1].start = deck->events[1].end = monday;
		expect(deck, rows[i].now_utc_s, rows[i].told);
	}
	/* One day that is still to come keeps a file; so does anything without days. */
	struct deck *deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
	deck->slides[1] = deck->slides[0];
	deck->slides[1].agenda.date = (struct date){2018, 10, 30};
	deck->slides_count = 2;
	expect(deck, MONDAY_UTC_S + 3 * DAY_S, "");
	deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
	deck->slides[1] = (struct slide){.source = "a.json", .kind = SLIDE_ANNOUNCEMENT, .event = 1};
	deck->slides_count = 2;
	expect(deck, MONDAY_UTC_S + 3 * DAY_S, "");
}

static void screens_that_nothing_reaches(void **state)
{
	(void)state;
	static const char *hall[] = {"hall-*"}, *misspelt[] = {"foier", "cafe"};
	static struct event_screen screens[] = {{.name = "hall-a"}, {.name = "foyer"}, {.name = "hall-?"}};
	struct deck *deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
	deck->events[1].screens = screens;
	deck->events[1].screens_count = 3;
	deck->slides[0].on = hall;
	deck->slides[0].on_count = 1;
	expect(deck, MONDAY_UTC_S,
	       "event: nothing is shown on the screen \"foyer\": all there is, is for other screens\n");
	deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
	deck->events[1].screens = screens;
	deck->events[1].screens_count = 2;
	deck->slides[1] = deck->slides[0];
	deck->slides[0].on = misspelt;
	deck->slides[0].on_count = 2;
	deck->slides_count = 2;
	expect(deck, MONDAY_UTC_S, "a.json: no event names a screen \"foier\"; did you mean \"foyer\"?\n");
	static struct event_screen photos = {.name = "hall-a", .kinds = 1u << SLIDE_PHOTOS};
	deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
	deck->events[1].screens = &photos;
	deck->events[1].screens_count = 1;
	expect(deck, MONDAY_UTC_S,
	       "event: nothing is shown on the screen \"hall-a\": all there is, is for other screens, or of other "
	       "kinds\n");
	deck = deck_of((const char *const[]){NULL}); /* nothing is there at all: nothing is said of screens */
	deck->events[1].screens = screens;
	deck->events[1].screens_count = 3;
	deck->slides_count = 0;
	expect(deck, MONDAY_UTC_S, "");
}

static void screens_too_small(void **state)
{
	(void)state;
	static const struct {
		double distance_m, diagonal_inch;
		const char *told;
	} rows[] = {
		{10, 55, ""},
		{20, 110, ""},
		{10, 32, ""},
		{4, 24, ""},
		{10, 24,
		 "event: a 24-inch screen is too small for 10 m: its pages are laid out to be read from 8.4 m\n"},
		{30, 55,
		 "event: a 55-inch screen is too small for 30 m: its pages are laid out to be read from 19.2 m\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct deck *deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
		deck->events[1].viewing.distance_m = rows[i].distance_m;
		deck->events[1].viewing.diagonal_inch = rows[i].diagonal_inch;
		expect(deck, MONDAY_UTC_S, rows[i].told);
	}
	static struct event_screen small = {.name = "door", .viewing = {.diagonal_inch = 19, .overscan_percent = -1}};
	struct deck *deck = deck_of((const char *const[]){"09:00-10:00 A", NULL});
	deck->events[1].screens = &small;
	deck->events[1].screens_count = 1;
	expect(deck, MONDAY_UTC_S,
	       "event: a 19-inch screen is too small for 10 m: its pages are laid out to be read from 6.6 m\n");
}

static void screens_that_sleep(void **state)
{
	(void)state;
	static const char *const rows[] = {"09:00-10:00 A", "19:00-20:00 B", "x20:00-21:00 C", "22:00-01:00 D", NULL};
	static const struct {
		struct hours hours;
		const char *told;
	} cases[] = {
		{{HOURS_BETWEEN, 480, 1200}, "event: screens sleep during \"D\" (2018-10-22, 22:00–01:00)\n"},
		{{HOURS_BETWEEN, 480, 1199}, "event: screens sleep during \"B\" (2018-10-22, 19:00–20:00)\n"},
		{{HOURS_BETWEEN, 541, 60}, "event: screens sleep during \"A\" (2018-10-22, 09:00–10:00)\n"},
		{{HOURS_BETWEEN, 540, 60}, ""},
		{{.kind = HOURS_AUTO}, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct deck *deck = deck_of(rows);
		deck->events[1].hours = cases[i].hours;
		expect(deck, MONDAY_UTC_S, cases[i].told);
	}
}

/* The same rooms in another file of the same day, b.json. */
static struct deck *two_files(const char *const *rows, const char *const *other_rows)
{
	struct deck *deck = deck_of(rows), *other = deck_of(other_rows);
	struct slide *slide = &deck->slides[1];
	*slide = deck->slides[0];
	slide->id = "b@2018-10-22";
	slide->source = "b.json";
	slide->agenda.sessions_count = other->slides[0].agenda.sessions_count;
	slide->agenda.sessions =
		arena_allocate(deck->arena, slide->agenda.sessions_count + 1, sizeof *slide->agenda.sessions);
	for (size_t i = 0; other_rows[i] != NULL; i++)
		slide->agenda.sessions[i] = session_of(deck->arena, other_rows[i]);
	deck->slides_count = 2;
	deck_destroy(other);
	return deck;
}

static void one_room_in_two_files(void **state)
{
	(void)state;
	static const struct {
		const char *a[4], *b[4];
		const char *told;
	} cases[] = {
		{{"09:00-10:00 A @ Hall"}, {"10:00-11:00 B @ Hall", "09:00-10:00 C @ Foyer"}, ""},
		{{"09:00-10:00 A @ Hall"},
		 {"09:40-11:00 B @ Hall"},
		 "b.json: on 2018-10-22 in \"Hall\": \"B\" (09:40–11:00) and, in a.json, \"A\" (09:00–10:00) overlap "
		 "by "
		 "20 min\n"},
		{{"09:00-10:00 A @ Hall"},
		 {"08:00-09:05 B @ Hall"},
		 "a.json: on 2018-10-22 in \"Hall\": \"A\" (09:00–10:00) and, in b.json, \"B\" (08:00–09:05) overlap "
		 "by "
		 "5 min\n"},
		{{"09:00-10:00 A @ Hall"},
		 {"09:00-10:00 A @ Hall"},
		 "b.json: on 2018-10-22 in \"Hall\": \"A\" (09:00–10:00) is in a.json, too\n"},
		/* What goes on longest hides nothing of the other file. */
		{{"09:00-12:00 A @ Hall"},
		 {"07:00-13:00 B @ Hall", "13:00-14:00 C @ Hall"},
		 "a.json: on 2018-10-22 in \"Hall\": \"A\" (09:00–12:00) and, in b.json, \"B\" (07:00–13:00) overlap "
		 "by "
		 "180 min\n"},
		{{"09:00-10:30 A @ Hall", "11:00-11:30 D @ Hall"},
		 {"08:00-09:00 B @ Hall", "10:00-11:00 C @ Hall", "11:20-12:00 E @ Hall"},
		 "b.json: on 2018-10-22 in \"Hall\": \"C\" (10:00–11:00) and, in a.json, \"A\" (09:00–10:30) overlap "
		 "by "
		 "30 min\n"
		 "b.json: on 2018-10-22 in \"Hall\": \"E\" (11:20–12:00) and, in a.json, \"D\" (11:00–11:30) overlap "
		 "by "
		 "10 min\n"},
		{{"09:00-10:00 A @ Hall"},
		 {"x09:00-10:00 B @ Hall", "b09:30-10:00 Coffee @ Hall", "09:00-10:00 C"},
		 ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(two_files(cases[i].a, cases[i].b), MONDAY_UTC_S, cases[i].told);

	/* Another language, another house, another screen. */
	const char *one[] = {"09:00-10:00 A @ Hall", NULL}, *two[] = {"09:30-10:00 B @ Hall", NULL}, *on = "foyer";
	struct deck *deck = two_files(one, two);
	deck->slides[1].language = "de";
	expect(deck, MONDAY_UTC_S, "");
	deck = two_files(one, two);
	deck->slides[1].event = 0;
	deck->events[0].place = "Here";
	deck->events[1].place = "There";
	expect(deck, MONDAY_UTC_S, "");
	deck = two_files(one, one);
	deck->slides[1].on = &on;
	deck->slides[1].on_count = 1;
	expect(deck, MONDAY_UTC_S, "");
}

static void no_more_than_a_person_reads(void **state)
{
	(void)state;
	char rows[60][40];
	const char *list[61] = {0};
	for (int i = 0; i < 60; i++) {
		snprintf(rows[i], sizeof rows[i], "09:00-10:00 %c%d @ Room %d", 'A' + i % 2, i / 2, i / 2);
		list[i] = rows[i];
	}
	struct deck *deck = deck_of(list);
	struct arena *arena = arena_create();
	struct findings findings = lint(deck, MONDAY_UTC_S, false, arena);
	assert_int_equal(findings.count, LINT_MOST + 1);
	assert_string_equal(findings.list[LINT_MOST].words, "there are 10 more overlaps in rooms in this file");
	assert_string_equal(findings.list[LINT_MOST].slide->source, "a.json");
	arena_destroy(arena);
	deck_destroy(deck);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_in_one_room),
		cmocka_unit_test(one_room_in_two_files),
		cmocka_unit_test(rooms_that_look_misspelt),
		cmocka_unit_test(rooms_that_are_as_likely),
		cmocka_unit_test(rooms_of_screens),
		cmocka_unit_test(days_of_the_event),
		cmocka_unit_test(what_is_over),
		cmocka_unit_test(screens_that_nothing_reaches),
		cmocka_unit_test(screens_too_small),
		cmocka_unit_test(screens_that_sleep),
		cmocka_unit_test(no_more_than_a_person_reads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
