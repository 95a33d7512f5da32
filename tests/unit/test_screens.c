/* Screens: what one is called, which of an event's entries is its, what it may show, what identify tells of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "model/deck.h"
#include "model/screen_name.h"
#include "player/identity.h"

#define MACHINE "3d1219c7c4c5404aaa1f6d2a48adfda4"

static void test_default_name(void **state)
{
	static const struct {
		const char *host, *serial, *machine, *name;
	} rows[] = {
		{"hall-a", "10000000abcdef12", MACHINE, "hall-a"},
		{"hall-a.example.org", NULL, NULL, "hall-a"},
		{"pi-foyer", "10000000abcdef12", MACHINE, "pi-foyer"},
		{"raspberrypi", "10000000abcdef12", MACHINE, "raspberrypi-abcdef12"},
		{"raspberrypi.local", "10000000ABCDEF12\n", NULL, "raspberrypi-abcdef12"},
		{"RaspberryPi", "a1b2c3", "", "RaspberryPi-a1b2c3"},
		{"localhost", "5CG-12/34 AB", NULL, "localhost-cg1234ab"},
		{"debian", "0000000000000000", NULL, "debian"},
		{"debian", "12", NULL, "debian"},
		{"", "10000000abcdef12", NULL, "callboard-abcdef12"},
		{NULL, "10000000abcdef12", NULL, "callboard-abcdef12"},
		{"(none)", "10000000abcdef12", NULL, "callboard-abcdef12"},
		{"localhost.localdomain", "", "", "localhost"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *name = screen_name_default(rows[i].host, rows[i].serial, rows[i].machine);
		assert_string_equal(name, rows[i].name);
		free(name);
	}
	/* A machine's id tells machines apart, always alike, and nothing of it is seen. */
	char *one = screen_name_default("raspberrypi", "00000000", MACHINE);
	char *again = screen_name_default("raspberrypi", NULL, MACHINE);
	char *other = screen_name_default("raspberrypi", NULL, "4d1219c7c4c5404aaa1f6d2a48adfda4");
	assert_string_equal(one, again);
	assert_string_not_equal(one, other);
	assert_int_equal(strlen(one), strlen("raspberrypi-12345678"));
	assert_null(strstr(MACHINE, one + strlen("raspberrypi-")));
	free(one);
	free(again);
	free(other);
}

static void test_best_entry(void **state)
{
	static struct event_screen screens[] = {{.name = "*"},        {.name = "hall-*"}, {.name = "hall-a"},
						{.name = "hall-a*"},  {.name = "HALL-b"}, {.name = "f?yer"},
						{.name = "f[ao]yer"}, {.name = "foyer-2"}};
	static const struct {
		const char *screen, *entry;
	} rows[] = {
		{"hall-a", "hall-a"}, {"Hall-A", "hall-a"},  {"hall-a2", "hall-a*"}, {"hall-b", "HALL-b"},
		{"hall-c", "hall-*"}, {"foyer", "f[ao]yer"}, {"fxyer", "f?yer"},     {"anything", "*"},
	};
	struct event event = {.screens = screens, .screens_count = sizeof screens / sizeof *screens};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct event_screen *found = event_screen_named(&event, rows[i].screen);
		assert_non_null(found);
		assert_string_equal(found->name, rows[i].entry);
	}
	assert_null(event_screen_named(&event, NULL));
	event.screens++;
	event.screens_count--;
	assert_null(event_screen_named(&event, "anything"));
}

/* Two events; of the first hall-a shows agendas and photos only. A slide of each kind, and one for the foyer. */
static struct deck *make_deck(void)
{
	static struct event_screen screens[] = {{.name = "hall-*", .kinds = 1U << SLIDE_AGENDA | 1U << SLIDE_PHOTOS},
						{.name = "stage", .kinds = 0}};
	static const char *foyer[] = {"foyer"};
	struct deck *deck = deck_create();
	struct event *events = arena_allocate(deck->arena, 3, sizeof *events);
	events[0] = deck->events[0];
	events[1] = (struct event){.folder = "one", .name = "One", .screens = screens, .screens_count = 2};
	events[2] = (struct event){.folder = "two", .name = "Two"};
	events[1].zone = events[2].zone = events[0].zone;
	deck->events = events;
	deck->events_count = 3;
	deck->slides = arena_allocate(deck->arena, 5, sizeof *deck->slides);
	deck->slides_count = 5;
	for (size_t i = 0; i < 5; i++)
		deck->slides[i] = (struct slide){.id = "slide", .event = 1, .window = window_always()};
	deck->slides[0].kind = SLIDE_AGENDA;
	deck->slides[1].kind = SLIDE_ANNOUNCEMENT;
	deck->slides[2].kind = SLIDE_PHOTOS;
	deck->slides[3].kind = SLIDE_ANNOUNCEMENT;
	deck->slides[3].on = foyer;
	deck->slides[3].on_count = 1;
	deck->slides[4].kind = SLIDE_ANNOUNCEMENT; /* of the other event, which says nothing of screens */
	deck->slides[4].event = 2;
	return deck;
}

static void test_what_is_shown(void **state)
{
	static const struct {
		const char *screen, *shown;
	} rows[] = {
		{"hall-b", "x-x-x"}, {"stage", "xxx-x"}, {"foyer", "xxxxx"},
		{"Foyer", "xxxxx"},  {"attic", "xxxxx"}, /* named nowhere */
	};
	struct deck *deck = make_deck();
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *screen = deck_screen(deck, rows[i].screen);
		for (size_t s = 0; s < deck->slides_count; s++)
			assert_int_equal(deck_shows(deck, &deck->slides[s], screen, 0), rows[i].shown[s] == 'x');
	}
	assert_null(deck_screen(deck, "attic"));
	assert_string_equal(deck_screen(deck, "hall-b"), "hall-b");

	/* A window is heeded by deck_shows() alone. */
	deck->slides[0].window.until_utc_s = 10;
	assert_true(deck_means(deck, &deck->slides[0], "stage"));
	assert_false(deck_shows(deck, &deck->slides[0], "stage", 10));

	/* Where nothing names a screen, none is strange. */
	deck->slides_count = 3;
	deck->events[1].screens_count = 0;
	assert_string_equal(deck_screen(deck, "attic"), "attic");
	deck_destroy(deck);
}

static void test_names(void **state)
{
	struct deck *deck = make_deck();
	(void)state;
	assert_string_equal(deck_screens(deck, deck->arena), "hall-*, stage, foyer");
	const char **many = arena_allocate(deck->arena, 40, sizeof *many);
	for (int i = 0; i < 40; i++)
		many[i] = arena_format(deck->arena, "s%d", i / 2);
	deck->slides[3].on = many;
	deck->slides[3].on_count = 20; /* ten names */
	assert_string_equal(deck_screens(deck, deck->arena), "hall-*, stage, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9");
	deck->slides[3].on_count = 40;
	assert_string_equal(deck_screens(deck, deck->arena),
			    "hall-*, stage, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, …");
	deck->slides_count = 3;
	deck->events[1].screens_count = 0;
	assert_null(deck_screens(deck, deck->arena));
	deck_destroy(deck);
}

static void test_dates(void **state)
{
	struct deck *deck = make_deck();
	struct session session = {.start_utc_s = 5000, .end_utc_s = 6000};
	(void)state;
	assert_true(deck_from_utc_s(deck) == INT64_MAX);
	deck->slides[0].agenda.sessions = &session;
	deck->slides[0].agenda.sessions_count = 1;
	assert_int_equal(deck_from_utc_s(deck), 5000);
	deck->events[2].start = (struct date){1970, 1, 1};
	assert_int_equal(deck_from_utc_s(deck), 0);
	deck_destroy(deck);
}

static void test_identity(void **state)
{
	static const char *addresses[] = {"192.0.2.20 (eth0)", "2001:db8::20 (eth0)"}, *rooms[] = {"Sala A", "Sala B"};
	struct deck *deck = make_deck();
	const char **lines;
	(void)state;
	deck->key = "5a28dee633a8d831";
	deck->events[1].screens[0].rooms = rooms;
	deck->events[1].screens[0].rooms_count = 2;
	struct identity identity = {.addresses = addresses,
				    .addresses_count = 2,
				    .screen = "hall-b",
				    .folder = "/srv/callboard",
				    .share = "readable",
				    .width_px = 1920,
				    .height_px = 1080,
				    .deck = deck};
	assert_int_equal(identity_lines(&identity, deck->arena, &lines), 5);
	assert_string_equal(lines[0], "192.0.2.20 (eth0), 2001:db8::20 (eth0)");
	assert_string_equal(lines[1], "One, as hall-*: Sala A, Sala B; agendas, photos");
	assert_string_equal(lines[2], "Two: all rooms; agendas, announcements, photos");
	assert_string_equal(lines[3], "/srv/callboard: readable");
	assert_string_equal(lines[4], "1920×1080, set 5a28dee6");
	identity.screen = "attic";
	identity.addresses_count = 0;
	deck->key = NULL;
	assert_int_equal(identity_lines(&identity, deck->arena, &lines), 6);
	assert_string_equal(lines[0], "no network");
	assert_string_equal(lines[1], "One: all rooms; agendas, announcements, photos");
	assert_string_equal(lines[3], "named nowhere, so it shows everything; named are: hall-*, stage, foyer");
	assert_string_equal(lines[5], "1920×1080, no set yet");

	/* Many events do not push the rest off the page. */
	struct event *events = arena_allocate(deck->arena, 20, sizeof *events);
	for (size_t i = 0; i < 20; i++)
		events[i] = deck->events[2];
	deck->events = events;
	deck->events_count = 20;
	assert_int_equal(identity_lines(&identity, deck->arena, &lines), IDENTITY_EVENTS + 5);
	assert_string_equal(lines[5], "and 15 more events");
	deck_destroy(deck);
}

static void test_addresses(void **state)
{
	struct arena *arena = arena_create();
	const char **addresses;
	size_t count = identity_addresses(arena, &addresses);
	(void)state;
	assert_true(count <= IDENTITY_ADDRESSES);
	for (size_t i = 0; i < count; i++) {
		assert_int_not_equal(strncmp(addresses[i], "127.", 4), 0);
		assert_int_not_equal(strncmp(addresses[i], "fe80", 4), 0);
		assert_non_null(strstr(addresses[i], " ("));
		/* IPv4 first */
		assert_true(i == 0 || strchr(addresses[i], ':') != NULL || strchr(addresses[i - 1], ':') == NULL);
	}
	arena_destroy(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_default_name),  cmocka_unit_test(test_best_entry),
		cmocka_unit_test(test_what_is_shown), cmocka_unit_test(test_names),
		cmocka_unit_test(test_dates),         cmocka_unit_test(test_identity),
		cmocka_unit_test(test_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
