/* What a screen has to show at a moment, as text: slide by slide, what it is and the sessions on it. A session is a
 * letter,
 * "*" before it is on, "x" cancelled, ">" moved away from this door. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "model/room.h"
#include "model/wall.h"

enum { DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

/* Warsaw in 2018: summer time until 28 October, 3 o'clock. */
static struct zone_transition warsaw[] = {
	{1509238800, 3600}, {1521939600, 7200}, {1540688400, 3600}, {1553994000, 7200}, {1572138000, 3600}};

static int64_t utc_s(int month, int day, int hour, int minute)
{
	const struct zone zone = {"Europe/Warsaw", warsaw, 5};
	return zone_utc_s(&zone, (struct civil){{2018, month, day}, hour, minute, 0});
}

/* An event with a foyer, which tells nothing of its rooms, and two doors. */
static struct deck *make_deck(void)
{
	static const char *room_a[] = {"Sala A"}, *room_b[] = {"SALA  b"};
	static struct direction ways[] = {{"Sala A", "←"}, {"sala c", "→ I piętro"}};
	static const struct event_screen screens[] = {
		{.name = "foyer*", .directions = ways, .directions_count = 2},
		{.name = "hall-a", .rooms = room_a, .rooms_count = 1},
		{.name = "hall-b*", .rooms = room_b, .rooms_count = 1},
		{.name = "photos", .kinds = 1U << SLIDE_PHOTOS},
	};
	struct deck *deck = deck_create();
	struct event *events = arena_allocate(deck->arena, 3, sizeof *events);
	events[0] = deck->events[0];
	events[1] = events[2] = events[0];
	events[1].folder = "a";
	events[1].name = "Dni";
	events[2].folder = "b";
	events[2].place = "Dom Kultury";
	events[1].zone = events[2].zone = (struct zone){"Europe/Warsaw", warsaw, 5};
	events[1].screens = events[2].screens = arena_allocate(deck->arena, 4, sizeof *screens);
	memcpy(events[1].screens, screens, sizeof screens);
	events[1].screens_count = events[2].screens_count = 4;
	deck->events = events;
	deck->events_count = 3;
	deck->slides = arena_allocate(deck->arena, 8, sizeof *deck->slides);
	return deck;
}

static struct agenda *add_agenda(struct deck *deck, size_t event, int month, int day, const struct session *sessions,
				 size_t count)
{
	struct slide *slide = &deck->slides[deck->slides_count];
	char digest[2] = {(char)('0' + deck->slides_count), '\0'};
	*slide = (struct slide){.id = arena_format(deck->arena, "day%zu", ++deck->slides_count),
				.digest = arena_text(deck->arena, digest),
				.source = "day.json",
				.kind = SLIDE_AGENDA,
				.event = event,
				.window = window_always(),
				.language = ""};
	slide->window.until_utc_s = utc_s(month, day, 4, 0) + DAY_S;
	struct agenda *agenda = &slide->agenda;
	agenda->date = (struct date){2018, month, day};
	agenda->sessions = arena_allocate(deck->arena, count + 1, sizeof *sessions);
	memcpy(agenda->sessions, sessions, count * sizeof *sessions);
	agenda->sessions_count = count;
	return agenda;
}

static struct session session(const char *title, const char *room, int64_t start_utc_s, int minutes)
{
	return (struct session){.id = title,
				.title = title,
				.room = room,
				.start_utc_s = start_utc_s,
				.end_utc_s = start_utc_s + minutes * MINUTE_S};
}

static void print_wall(const struct wall *wall, int64_t now_utc_s, struct buffer *into)
{
	for (size_t i = 0; i < wall->count; i++) {
		const struct slide *slide = wall->slides[i];
		buffer_add_format(into, "%s%.*s", i > 0 ? " " : "", (int)strcspn(slide->id, "@"), slide->id);
		if (slide->kind != SLIDE_AGENDA)
			continue;
		if (slide->agenda.room != NULL)
			buffer_add_format(into, "/%s", slide->agenda.room);
		buffer_add_text(into, "[");
		for (size_t s = 0; s < slide->agenda.sessions_count; s++) {
			const struct session *of = &slide->agenda.sessions[s];
			if (of->end_utc_s > now_utc_s)
				buffer_add_format(into, "%s%s",
						  of->cancelled               ? "x"
						  : of->away_utc_s != 0       ? ">"
						  : session_on(of, now_utc_s) ? "*"
									      : "",
						  of->title);
		}
		buffer_add_text(into, "]");
	}
}

static void expect(const struct deck *deck, const char *screen, int64_t now_utc_s, const char *expected)
{
	struct buffer printed;
	buffer_init(&printed);
	struct wall *wall = wall_create(deck, screen, now_utc_s, false);
	print_wall(wall, now_utc_s, &printed);
	assert_string_equal(buffer_text(&printed), expected);
	assert_true(wall->valid_until_utc_s > now_utc_s);
	wall_destroy(wall);
	buffer_finish(&printed);
}

/* One day in three rooms: R for everybody, lunch L; C moved from A to C; X cancelled; D delayed by a quarter. */
static struct deck *day_deck(void)
{
	struct session sessions[] = {
		session("R", NULL, utc_s(10, 22, 8, 30), 30),      session("O", "Sala A", utc_s(10, 22, 9, 0), 60),
		session("C", "Sala C", utc_s(10, 22, 10, 0), 60),  session("D", "Sala A", utc_s(10, 22, 10, 15), 60),
		session("X", "Sala B", utc_s(10, 22, 10, 30), 30), session("P", "Sala C", utc_s(10, 22, 11, 15), 60),
		session("N", "Sala B", utc_s(10, 22, 11, 15), 60), session("L", "Foyer", utc_s(10, 22, 12, 15), 60),
		session("H", "Sala A", utc_s(10, 22, 13, 15), 60), session("W", "Sala B", utc_s(10, 22, 13, 15), 60),
	};
	struct session next = session("Z", "Sala A", utc_s(10, 23, 9, 0), 60);
	sessions[2].was_room = "Sala A";
	sessions[3].delay_minutes = 15;
	sessions[4].cancelled = true;
	sessions[5].was_room = "Sala A";
	sessions[5].was_start_utc_s = utc_s(10, 22, 13, 0);
	sessions[7].kind = SESSION_MEAL;
	struct deck *deck = make_deck();
	add_agenda(deck, 1, 10, 22, sessions, 10);
	add_agenda(deck, 1, 10, 23, &next, 1);
	return deck;
}

static void test_moments(void **state)
{
	static const struct {
		int day, hour, minute;
		const char *screen, *expected;
	} moments[] = {
		/* before the doors open: the lists */
		{21, 20, 0, "foyer", "day1[ROCDxXPNLHW] day2[Z]"},
		{21, 20, 0, "hall-a", "day1[RO>CDL>PH] day2[Z]"},
		{22, 7, 29, "foyer", "day1[ROCDxXPNLHW] day2[Z]"},
		{22, 7, 30, "foyer", "now[ROCNL] soon[R] day1[ROCDxXPNLHW] day2[Z]"},
		/* while something is on */
		{22, 9, 0, "foyer", "now[*OCDNL] soon[C] day1[CDxXPNLHW] day2[Z]"},
		{22, 10, 40, "foyer", "now[*C*DxXPNLH] day1[PNLHW] day2[Z]"},
		{22, 10, 40, "hall-a", "day1[>C*DL>PH] day2[Z]"},
		{22, 10, 40, "hall-b2", "day1[xXNLW]"},
		/* lunch, and the last of the day */
		{22, 12, 30, "foyer", "now[*LHW] day1[HW] day2[Z]"},
		{22, 12, 30, "hall-b2", "day1[*LW]"},
		{22, 13, 30, "hall-a", "day1[>P*H] day2[Z]"},
		/* the day is over, and then tomorrow is today */
		{22, 14, 15, "foyer", "day2[Z]"},
		{22, 14, 15, "hall-b", ""},
		{23, 9, 59, "foyer", "day2[*Z]"},
		{23, 10, 0, "foyer", ""},
		{22, 9, 0, "photos", ""},
	};
	(void)state;
	struct deck *deck = day_deck();
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
		expect(deck, moments[i].screen, utc_s(10, moments[i].day, moments[i].hour, moments[i].minute),
		       moments[i].expected);
	deck_destroy(deck);
}

/* Between two moments at which the wall says it may change, it does not; and it does not matter how the clock got
 * there: forwards, then backwards. */
static void expect_honest(const struct deck *deck, const char *screen, int64_t first_utc_s, int64_t last_utc_s)
{
	enum { STEPS_LIMIT = 400 };
	char *seen[STEPS_LIMIT];
	int64_t at[STEPS_LIMIT];
	size_t steps = 0;
	for (int64_t now_utc_s = first_utc_s; now_utc_s < last_utc_s && steps < STEPS_LIMIT; steps++) {
		struct wall *wall = wall_create(deck, screen, now_utc_s, false);
		int64_t until_utc_s = wall->valid_until_utc_s;
		if (until_utc_s > last_utc_s)
			until_utc_s = last_utc_s;
		struct wall *later = wall_create(deck, screen, until_utc_s - 1, false);
		assert_int_equal(wall->count, later->count);
		for (size_t i = 0; i < wall->count; i++) {
			assert_string_equal(wall->slides[i]->id, later->slides[i]->id);
			assert_string_equal(wall->slides[i]->digest, later->slides[i]->digest);
		}
		struct buffer printed;
		buffer_init(&printed);
		print_wall(wall, now_utc_s, &printed);
		seen[steps] = strdup(buffer_text(&printed));
		at[steps] = now_utc_s;
		buffer_finish(&printed);
		wall_destroy(later);
		wall_destroy(wall);
		now_utc_s = until_utc_s;
	}
	assert_in_range(steps, 1, STEPS_LIMIT - 1);
	while (steps-- > 0) {
		expect(deck, screen, at[steps], seen[steps]);
		free(seen[steps]);
	}
}

static void test_validity(void **state)
{
	(void)state;
	struct deck *deck = day_deck();
	deck->slides[0].agenda.sessions[4].changed_utc_s = utc_s(10, 22, 9, 50);
	expect_honest(deck, "foyer", utc_s(10, 20, 0, 0), utc_s(10, 24, 0, 0));
	expect_honest(deck, "hall-a", utc_s(10, 20, 0, 0), utc_s(10, 24, 0, 0));
	expect_honest(deck, "hall-b", utc_s(10, 20, 0, 0), utc_s(10, 24, 0, 0));
	deck_destroy(deck);
}

/* A night belongs to the evening before, also where months, years and offsets change in it. */
static void test_nights(void **state)
{
	static const struct {
		int month, day;
	} evenings[] = {{10, 22}, {10, 31}, {12, 31}, {2, 28}, {3, 24}, {10, 27}};
	(void)state;
	for (size_t i = 0; i < sizeof evenings / sizeof *evenings; i++) {
		int month = evenings[i].month, day = evenings[i].day;
		/* Real hours: what begins at 23:30 and takes four is there until it has. */
		int64_t late_utc_s = utc_s(month, day, 23, 30), evening_utc_s = utc_s(month, day, 20, 0);
		const struct session sessions[] = {session("E", "Sala A", evening_utc_s, 60),
						   session("M", "Sala B", late_utc_s, 240),
						   session("F", "Sala C", late_utc_s + 150 * MINUTE_S, 60)};
		struct deck *deck = make_deck();
		add_agenda(deck, 1, month, day, sessions, 3)->date = (struct date){2018, month, day};
		deck->slides[0].window.until_utc_s = INT64_MAX;
		expect(deck, "foyer", late_utc_s - 30 * MINUTE_S, "now[MF] day1[MF]");
		expect(deck, "foyer", late_utc_s, "now[*MF] day1[F]");
		expect(deck, "foyer", late_utc_s + 149 * MINUTE_S, "now[*MF] day1[F]");
		expect(deck, "foyer", late_utc_s + 150 * MINUTE_S, "now[*M*F]");
		expect(deck, "hall-b", late_utc_s + 150 * MINUTE_S, "day1[*M]");
		expect(deck, "foyer", late_utc_s + 240 * MINUTE_S, "");
		expect_honest(deck, "foyer", evening_utc_s - DAY_S, evening_utc_s + 2 * DAY_S);
		deck_destroy(deck);
	}
}

/* Sixty talks: in four rooms each has its list; in fifteen the next hours have one. Nobody waits for another day's. */
static void test_big(void **state)
{
	static const char *names[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"};
	(void)state;
	for (size_t rooms = 4; rooms <= 15; rooms += 11) {
		struct session sessions[60];
		struct deck *deck = make_deck();
		for (int day = 22; day <= 23; day++) {
			for (size_t i = 0; i < 60; i++)
				sessions[i] = session("t", names[i % rooms],
						      utc_s(10, day, 10, 0) + (int64_t)(i / rooms) * HOUR_S, 60);
			add_agenda(deck, 1, 10, day, sessions, 60);
		}
		struct buffer printed;
		buffer_init(&printed);
		struct wall *wall = wall_create(deck, "foyer", utc_s(10, 22, 10, 30), false);
		print_wall(wall, utc_s(10, 22, 10, 30), &printed);
		if (rooms == 4) {
			assert_string_equal(buffer_text(&printed),
					    "now[*t*t*t*ttttt] soon[tttt] list/1[tttttttttttttt] "
					    "list/2[tttttttttttttt] list/3[tttttttttttttt] list/4[tttttttttttttt]");
		} else {
			/* Soon are those of 11:00, in the list those of 12:00 and 13:00. */
			assert_string_equal(buffer_text(&printed),
					    "now[*t*t*t*t*t*t*t*t*t*t*t*t*t*t*tttttttttttttttt] "
					    "soon[ttttttttttttttt] list[tttttttttttttttttttttttttttttt]");
			assert_int_equal(wall->slides[2]->agenda.until_utc_s, utc_s(10, 22, 13, 30));
		}
		wall_destroy(wall);
		buffer_finish(&printed);
		expect_honest(deck, "foyer", utc_s(10, 22, 9, 0), utc_s(10, 23, 12, 0));
		deck_destroy(deck);
	}
}

/* News is what changed within the hour, the most important first; what authors mark themselves is none. */
static void test_changes(void **state)
{
	(void)state;
	int64_t now_utc_s = utc_s(10, 22, 10, 40);
	struct deck *deck = day_deck();
	struct session *sessions = deck->slides[0].agenda.sessions;
	sessions[2].changed_utc_s = now_utc_s;                /* C, moved */
	sessions[3].changed_utc_s = now_utc_s - HOUR_S + 1;   /* D, delayed */
	sessions[4].changed_utc_s = now_utc_s - 5 * MINUTE_S; /* X, cancelled */
	sessions[5].changed_utc_s = now_utc_s - HOUR_S;       /* P, moved: known by now */
	sessions[6].added = true;
	sessions[6].changed_utc_s = now_utc_s - 5 * MINUTE_S; /* N */
	sessions[8].was_title = "h";
	sessions[8].changed_utc_s = now_utc_s + MINUTE_S; /* H: not yet */
	expect(deck, "hall-b", now_utc_s, "changes[xXN] day1[xXNLW]");
	expect(deck, "hall-a", now_utc_s, "changes[*C*D] day1[>C*DL>PH] day2[Z]");
	expect(deck, "foyer", now_utc_s, "changes[xX*C*DN] now[*C*DxXPNLH] day1[PNLHW] day2[Z]");
	expect(deck, "foyer", now_utc_s + MINUTE_S, "changes[xX*CNH] now[*C*DxXPNLH] day1[PNLHW] day2[Z]");
	struct wall *wall = wall_create(deck, "foyer", now_utc_s, false);
	assert_true(wall->slides[0]->high);
	assert_int_equal(wall->valid_until_utc_s, now_utc_s + 1);
	wall_destroy(wall);
	deck_destroy(deck);
}

/* Moved to another day: marked where it was until that has passed, at the door of the room where it was, and not a day
 * later at that hour. */
static void test_other_day(void **state)
{
	(void)state;
	struct session today[] = {session("O", "Sala A", utc_s(10, 22, 9, 0), 60),
				  session("E", "Sala B", utc_s(10, 22, 16, 0), 60)};
	struct session next[] = {session("M", "Sala B", utc_s(10, 23, 14, 0), 60),
				 session("S", "Sala A", utc_s(10, 23, 15, 0), 60)};
	struct deck *deck = make_deck();
	next[0].was_room = "Sala A";
	next[0].was_start_utc_s = utc_s(10, 22, 14, 0);
	next[1].was_start_utc_s = utc_s(10, 24, 1, 0); /* by night, of the same day */
	add_agenda(deck, 1, 10, 22, today, 2);
	add_agenda(deck, 1, 10, 23, next, 2);
	expect(deck, "foyer", utc_s(10, 22, 8, 0), "day1[O>ME] day2[MS]");
	expect(deck, "hall-a", utc_s(10, 22, 8, 0), "day1[O>M] day2[S]");
	expect(deck, "hall-b", utc_s(10, 22, 8, 0), "day1[E] day2[M]");
	expect(deck, "hall-a", utc_s(10, 22, 14, 30), "day1[>M] day2[S]");
	expect(deck, "hall-a", utc_s(10, 22, 15, 0), "day2[S]");
	expect_honest(deck, "foyer", utc_s(10, 22, 8, 0), utc_s(10, 23, 17, 0));
	expect_honest(deck, "hall-a", utc_s(10, 22, 8, 0), utc_s(10, 23, 17, 0));
	/* of a whole day, to which its midnight belongs */
	struct session *fair = &deck->slides[1].agenda.sessions[1];
	*fair = session("F", "Sala A", utc_s(10, 23, 0, 0), 24 * 60);
	fair->all_day = true;
	fair->was_start_utc_s = utc_s(10, 22, 0, 0);
	expect(deck, "hall-a", utc_s(10, 22, 8, 0), "day1[>FO>M] day2[F]");
	deck_destroy(deck);
}

static void test_house(void **state)
{
	(void)state;
	struct deck *deck = day_deck();
	const struct session other[] = {session("S", "Sala D", utc_s(10, 22, 12, 0), 120),
					session("T", "sala C", utc_s(10, 22, 14, 0), 120)};
	add_agenda(deck, 2, 10, 22, other, 2);
	expect(deck, "hall-b", utc_s(10, 22, 13, 0), "day1[*LW]"); /* an event without a name is none */
	deck->events[2].name = "Kurs";
	struct wall *wall = wall_create(deck, "foyer", utc_s(10, 22, 13, 0), false);
	assert_string_equal(wall->slides[0]->id, "house@a/Dni");
	const struct agenda *agenda = &wall->slides[0]->agenda;
	assert_int_equal(agenda->kind, AGENDA_HOUSE);
	assert_int_equal(agenda->sessions_count, 2);
	assert_string_equal(agenda->sessions[0].title, "Dni");
	assert_int_equal(agenda->sessions[0].start_utc_s, utc_s(10, 22, 8, 30));
	assert_string_equal(agenda->sessions[1].title, "Kurs");
	assert_string_equal(agenda->sessions[1].room, "Sala D, sala C → I piętro");
	wall_destroy(wall);
	expect(deck, "foyer", utc_s(10, 22, 15, 0), "day2[Z] day3[*T]"); /* the first event's day is over */
	deck_destroy(deck);
}

/* With a clock that is not set nothing is made, and nothing is over. */
/* What is there all day is on the day's list alone. */
static void test_all_day(void **state)
{
	(void)state;
	struct session all = session("W", "Sala A", utc_s(10, 22, 0, 0), 24 * 60);
	all.all_day = true;
	const struct session sessions[] = {all, session("E", "Sala A", utc_s(10, 22, 9, 0), 60),
					   session("M", "Sala B", utc_s(10, 22, 9, 0), 60),
					   session("F", "Sala C", utc_s(10, 22, 11, 0), 60)};
	struct deck *deck = make_deck();
	add_agenda(deck, 1, 10, 22, sessions, 4);
	expect(deck, "foyer", utc_s(10, 22, 0, 30), "day1[WEMF]");
	expect(deck, "foyer", utc_s(10, 22, 9, 10), "now[*E*MF] day1[WF]");
	expect(deck, "hall-a", utc_s(10, 22, 9, 10), "day1[W*E]");
	expect(deck, "foyer", utc_s(10, 22, 12, 0), "day1[W]");
	expect_honest(deck, "foyer", utc_s(10, 21, 20, 0), utc_s(10, 23, 5, 0));
	deck_destroy(deck);
}

/* An agenda that is aimed at a door by name is shown there whole; by a pattern each door has its own. */
static void test_aimed(void **state)
{
	static const struct {
		const char *on, *expected;
	} rows[] = {
		{"hall-b", "day1[*EMF]"}, {"HALL-B", "day1[*EMF]"}, {"hall-*", "day1[M]"},
		{"*", "day1[M]"},         {"hall-[b]", "day1[M]"},  {NULL, "day1[M]"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *on = rows[i].on;
		const struct session sessions[] = {session("E", "Sala A", utc_s(10, 22, 9, 0), 60),
						   session("M", "Sala B", utc_s(10, 22, 10, 0), 60),
						   session("F", "Sala C", utc_s(10, 22, 11, 0), 60)};
		struct deck *deck = make_deck();
		add_agenda(deck, 1, 10, 22, sessions, 3);
		deck->slides[0].on = &on;
		deck->slides[0].on_count = on != NULL;
		expect(deck, "hall-b", utc_s(10, 22, 9, 10), rows[i].expected);
		deck_destroy(deck);
	}
}

static void test_clock_unset(void **state)
{
	(void)state;
	struct deck *deck = day_deck();
	struct wall *wall = wall_create(deck, "foyer", utc_s(10, 22, 18, 0), true);
	assert_int_equal(wall->count, 2);
	assert_ptr_equal(wall->slides[0], &deck->slides[0]);
	assert_ptr_equal(wall->slides[1], &deck->slides[1]);
	wall_destroy(wall);
	deck_destroy(deck);
}

/* A digest tells whether it is another page. */
static void test_digests(void **state)
{
	(void)state;
	struct deck *deck = day_deck();
	struct wall *wall = wall_create(deck, "foyer", utc_s(10, 22, 10, 40), false);
	struct wall *same = wall_create(deck, "foyer", utc_s(10, 22, 10, 40), false);
	deck->slides[0].agenda.sessions[3].room = "Sala D";
	struct wall *moved = wall_create(deck, "foyer", utc_s(10, 22, 10, 40), false);
	assert_string_equal(wall->slides[0]->id, moved->slides[0]->id);
	assert_string_equal(wall->slides[0]->digest, same->slides[0]->digest);
	assert_string_not_equal(wall->slides[0]->digest, moved->slides[0]->digest);
	wall_destroy(wall);
	wall_destroy(same);
	wall_destroy(moved);
	deck_destroy(deck);
}

static void test_rooms(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} names[] = {
		{"Saal 1", "SAAL 1", true}, {"Saal 1", "Saal1", true}, {"Saal 1", "Saal 11", false},
		{"Łąka", "ŁĄKA", true},     {"Żółta", "żółta", true},  {"Sál", "Sal", false},
		{"Зал Ё", "зал ё", true},   {"Σάλα", "ΣάΛΑ", true},    {"A\u00a0B", "a b", true},
		{"Źródło", "źRÓDŁO", true}, {NULL, NULL, false},       {"A", NULL, false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(room_same(names[i].a, names[i].b), names[i].same);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moments),     cmocka_unit_test(test_validity), cmocka_unit_test(test_nights),
		cmocka_unit_test(test_big),         cmocka_unit_test(test_changes),  cmocka_unit_test(test_other_day),
		cmocka_unit_test(test_house),       cmocka_unit_test(test_digests),  cmocka_unit_test(test_all_day),
		cmocka_unit_test(test_clock_unset), cmocka_unit_test(test_rooms),    cmocka_unit_test(test_aimed),
	};
	return cmocka_run_group_tests_name("wall", tests, NULL, NULL);
}
