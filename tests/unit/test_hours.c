/* model/hours: is a screen meant to be on, and until when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/hours.h"

enum { EVENTS = 3, SLIDES = 6 };

/* Warsaw in October 2018: the clock goes back on the 28th at 03:00, and forward on 31 March at 02:00. */
static struct zone_transition warsaw[] = {{1521939600, 7200}, {1540688400, 3600}, {1553994000, 7200}};

static int64_t utc_of(const char *local)
{
	struct zone zone = {.transitions = warsaw, .transitions_count = 3};
	struct civil civil;
	bool has_offset;
	int offset_s;
	assert_true(civil_parse(local, &civil, &has_offset, &offset_s));
	return has_offset ? civil_seconds(civil) - offset_s : zone_utc_s(&zone, civil);
}

/* Two events from the 22nd to the 23rd that say nothing yet, without slides. */
static struct deck *deck_of_two(void)
{
	struct deck *deck = deck_create();
	struct event none = deck->events[0];
	deck->events = arena_allocate(deck->arena, EVENTS, sizeof *deck->events);
	for (size_t i = 0; i < EVENTS; i++)
		deck->events[i] = none;
	for (size_t i = 1; i < EVENTS; i++) {
		deck->events[i].name = "Event";
		deck->events[i].start = (struct date){2018, 10, 22};
		deck->events[i].end = (struct date){2018, 10, 23};
		deck->events[i].zone = (struct zone){"Europe/Warsaw", warsaw, 3};
	}
	deck->events_count = EVENTS;
	deck->slides = arena_allocate(deck->arena, SLIDES, sizeof *deck->slides);
	return deck;
}

static struct slide *add_slide(struct deck *deck, size_t event, enum slide_kind kind)
{
	struct slide *slide = &deck->slides[deck->slides_count++];
	assert_true(deck->slides_count <= SLIDES);
	*slide = (struct slide){
		.id = "", .source = "", .language = "", .event = event, .kind = kind, .window = window_always()};
	return slide;
}

static struct session *add_session(struct deck *deck, size_t event, const char *start, const char *end)
{
	struct slide *slide = add_slide(deck, event, SLIDE_AGENDA);
	struct session *session = arena_allocate(deck->arena, 1, sizeof *session);
	*session = (struct session){.id = "", .title = "", .start_utc_s = utc_of(start), .end_utc_s = utc_of(end)};
	slide->agenda = (struct agenda){.sessions = session, .sessions_count = 1};
	slide->agenda.date = zone_day(&deck->events[event].zone, session->start_utc_s, 240);
	return session;
}

static void expect(const struct deck *deck, const char *now, bool asleep, const char *until)
{
	struct waking waking = hours_waking(deck, "foyer", utc_of(now), true);
	assert_int_equal(waking.asleep, asleep);
	assert_int_equal(waking.until_utc_s, until ? utc_of(until) : INT64_MAX);
	waking = hours_waking(deck, "foyer", utc_of(now), false);
	assert_false(waking.asleep);
}

static void test_always(void **state)
{
	(void)state;
	struct deck *deck = deck_of_two();
	expect(deck, "2018-10-22T03:00", false, NULL);
	add_session(deck, 1, "2018-10-22T09:00", "2018-10-22T10:00");
	expect(deck, "2018-10-22T03:00", false, NULL);
	/* One that says so keeps it on until it is over. */
	deck->events[1].hours.kind = HOURS_ALWAYS;
	deck->events[2].hours = (struct hours){HOURS_BETWEEN, 480, 1200};
	deck->events[2].end = (struct date){2018, 10, 25};
	expect(deck, "2018-10-22T03:00", false, "2018-10-24T04:00");
	expect(deck, "2018-10-24T23:00", true, "2018-10-25T08:00");
	deck_destroy(deck);
}

static void test_auto(void **state)
{
	(void)state;
	struct deck *deck = deck_of_two();
	deck->events[1].hours.kind = HOURS_AUTO;
	add_slide(deck, 1, SLIDE_PHOTOS);
	add_slide(deck, 1, SLIDE_ANNOUNCEMENT);
	expect(deck, "2018-10-22T03:00", false, NULL);

	/* Four hours without a session are in one day; the night is not. */
	add_session(deck, 1, "2018-10-22T09:00", "2018-10-22T10:00");
	add_session(deck, 1, "2018-10-22T14:00", "2018-10-22T17:00");
	add_session(deck, 1, "2018-10-23T10:00", "2018-10-23T12:00");
	expect(deck, "2018-10-21T12:00", true, "2018-10-22T07:30");
	expect(deck, "2018-10-22T07:29:59", true, "2018-10-22T07:30");
	expect(deck, "2018-10-22T07:30", false, "2018-10-22T18:00");
	expect(deck, "2018-10-22T12:30", false, "2018-10-22T18:00");
	expect(deck, "2018-10-22T18:00", true, "2018-10-23T08:30");
	expect(deck, "2018-10-23T13:00", true, NULL);
	expect(deck, "2018-11-23T13:00", true, NULL);

	/* What is delayed is waited for at its old time, too; of the other event, which says nothing, sessions count.
	 */
	deck->slides[2].agenda.sessions[0].start_utc_s += 3600;
	deck->slides[2].agenda.sessions[0].delay_minutes = 60;
	expect(deck, "2018-10-22T07:00", true, "2018-10-22T07:30");
	add_session(deck, 2, "2018-10-22T21:00", "2018-10-22T22:00");
	expect(deck, "2018-10-22T18:30", true, "2018-10-22T19:30");
	expect(deck, "2018-10-22T20:00", false, "2018-10-22T23:00");
	deck->slides[5].on_count = 1;
	deck->slides[5].on = (const char *[]){"bar"};
	deck->events[1].screens_count = 1;
	deck->events[1].screens = &(struct event_screen){.name = "foyer"};
	expect(deck, "2018-10-22T20:00", true, "2018-10-23T08:30");
	deck_destroy(deck);
}

static void test_over_midnight(void **state)
{
	(void)state;
	struct deck *deck = deck_of_two();
	deck->events[1].hours.kind = HOURS_AUTO;
	add_session(deck, 1, "2018-10-22T20:00", "2018-10-23T02:00");
	add_session(deck, 1, "2018-10-23T03:00", "2018-10-23T03:30"); /* still that evening */
	expect(deck, "2018-10-23T01:00", false, "2018-10-23T04:30");
	expect(deck, "2018-10-23T04:30", true, NULL);

	deck->events[1].hours = (struct hours){HOURS_BETWEEN, 18 * 60, 2 * 60};
	expect(deck, "2018-10-23T01:59", false, "2018-10-23T02:00");
	expect(deck, "2018-10-23T02:00", true, "2018-10-23T18:00");
	deck_destroy(deck);
}

static void test_given_times(void **state)
{
	(void)state;
	struct deck *deck = deck_of_two();
	struct event_screen foyer = {.name = "foy*", .hours = {HOURS_BETWEEN, 540, 1440}};
	deck->events[1].hours = (struct hours){HOURS_BETWEEN, 480, 1200};
	add_session(deck, 1, "2018-10-22T21:00", "2018-10-22T22:00"); /* the times were given */
	expect(deck, "2018-10-22T08:00", false, "2018-10-22T20:00");
	expect(deck, "2018-10-22T21:30", true, "2018-10-23T08:00");
	/* An hour more in one night, an hour less in another; and the event is over by then. */
	expect(deck, "2018-10-27T20:00", true, "2018-10-28T08:00");
	assert_int_equal(utc_of("2018-10-28T08:00") - utc_of("2018-10-27T20:00"), 13 * 3600);
	expect(deck, "2019-03-30T20:00", true, "2019-03-31T08:00");
	deck->events[1].screens = &foyer;
	deck->events[1].screens_count = 1;
	expect(deck, "2018-10-22T08:30", true, "2018-10-22T09:00");
	expect(deck, "2018-10-22T09:00", false, "2018-10-23T00:00");
	deck_destroy(deck);
}

/* A folder below is as the one above, screen by screen, unless it says something itself. */
static void test_folders(void **state)
{
	(void)state;
	struct deck *deck = deck_of_two();
	struct event_screen foyer = {.name = "foyer", .hours = {.kind = HOURS_AUTO}};
	deck->events[1].hours = (struct hours){HOURS_BETWEEN, 480, 1200};
	deck->events[2].folder = "hall-b";
	add_session(deck, 2, "2018-10-22T11:00", "2018-10-22T12:00");
	expect(deck, "2018-10-22T08:00", false, "2018-10-22T20:00");
	deck->events[1].screens = &foyer;
	deck->events[1].screens_count = 1;
	expect(deck, "2018-10-22T08:00", true, "2018-10-22T09:30");
	deck->events[2].hours = (struct hours){HOURS_BETWEEN, 540, 660};
	expect(deck, "2018-10-22T08:00", true, "2018-10-22T09:00");
	deck->events[1].folder = "hall";
	deck->events[2].hours.kind = HOURS_UNSAID; /* it lies beside that one */
	deck->events[1].screens_count = 0;
	expect(deck, "2018-10-22T07:00", true, "2018-10-22T08:00");
	deck->events[1].hours.end = 500;
	expect(deck, "2018-10-22T09:00", true, "2018-10-22T09:30");
	deck_destroy(deck);
}

/* A session in the hour that comes twice. */
static void test_clock_back(void **state)
{
	(void)state;
	struct deck *deck = deck_of_two();
	deck->events[1].hours.kind = HOURS_AUTO;
	deck->events[1].end = (struct date){2018, 10, 28};
	add_session(deck, 1, "2018-10-28T02:30+02:00", "2018-10-28T02:30+01:00");
	expect(deck, "2018-10-28T01:00+02:00", false, "2018-10-28T03:30+01:00");
	expect(deck, "2018-10-28T00:59+02:00", true, "2018-10-28T01:00+02:00");
	deck_destroy(deck);
}

static void test_emergency(void **state)
{
	(void)state;
	struct deck *deck = deck_of_two();
	deck->events[1].hours = (struct hours){HOURS_BETWEEN, 480, 1200};
	struct slide *slide = add_slide(deck, 0, SLIDE_ANNOUNCEMENT);
	slide->emergency = true;
	slide->window.until_utc_s = utc_of("2018-10-22T23:10");
	expect(deck, "2018-10-22T22:00", false, "2018-10-22T23:10");
	expect(deck, "2018-10-22T23:10", true, "2018-10-23T08:00");
	struct event_screen spared = {.name = "foyer", .spared = true};
	deck->events[1].screens = &spared;
	deck->events[1].screens_count = 1;
	expect(deck, "2018-10-22T22:00", true, "2018-10-23T08:00");
	deck_destroy(deck);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_always),        cmocka_unit_test(test_auto),
		cmocka_unit_test(test_over_midnight), cmocka_unit_test(test_given_times),
		cmocka_unit_test(test_folders),       cmocka_unit_test(test_clock_back),
		cmocka_unit_test(test_emergency),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
