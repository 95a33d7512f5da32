/* The timekeeper with a clock that is set by hand and a kernel that says what we want: trust, its loss, what is kept
 * over a restart and over a boot, clocks that jump. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "player/timekeeper.h"

enum { HOUR_S = 3600, YEAR_S = 366 * 86400 };

static bool kernel_yes(void)
{
	return true;
}

static bool kernel_no(void)
{
	return false;
}

struct room {
	struct clock clock;
	struct loop *loop;
	struct timekeeper *timekeeper;
	char state[64], path[96];
};

static void start(struct room *room, bool (*synchronised)(void))
{
	timekeeper_destroy(room->timekeeper);
	struct timekeeper_options options = {.clock = &room->clock, .state = room->state, .synchronised = synchronised};
	room->timekeeper = timekeeper_create(room->loop, &options);
}

static int set_up(void **state)
{
	struct room *room = memory_allocate(sizeof *room);
	room->clock = clock_system();
	room->loop = loop_create(&room->clock);
	snprintf(room->state, sizeof room->state, "/tmp/callboard-test-XXXXXX");
	assert_non_null(mkdtemp(room->state));
	snprintf(room->path, sizeof room->path, "%s/last-time", room->state);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;
	timekeeper_destroy(room->timekeeper);
	loop_destroy(room->loop);
	folder_remove(room->state);
	free(room);
	return 0;
}

static void write_kept(const struct room *room, const char *text)
{
	assert_int_equal(file_write(room->path, text, strlen(text)), 0);
}

static char *read_kept(const struct room *room)
{
	struct buffer text;
	buffer_init(&text);
	file_read(room->path, 1000, &text);
	return buffer_take(&text);
}

static int64_t kept_utc_s(const struct room *room)
{
	char *text = read_kept(room);
	int64_t utc_s = strtoll(text, NULL, 10);
	free(text);
	return utc_s;
}

/* What nothing but this machine's own clock speaks for. */
static bool on_its_own(enum trust trust)
{
	return trust == TRUST_HARDWARE || trust == TRUST_UNTOLD;
}

static void test_restart_and_boot(void **state)
{
	struct room *room = *state;
	start(room, kernel_no);
	assert_true(on_its_own(timekeeper_look(room->timekeeper)));
	start(room, kernel_yes);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_SYNCHRONISED);
	timekeeper_keep(room->timekeeper);
	assert_true(llabs(kept_utc_s(room) - clock_utc_s(&room->clock)) <= 5);

	/* Not again for a day, but at the end. */
	write_kept(room, "12");
	timekeeper_keep(room->timekeeper);
	assert_int_equal(kept_utc_s(room), 12);
	timekeeper_keep_last(room->timekeeper);
	assert_true(llabs(kept_utc_s(room) - clock_utc_s(&room->clock)) <= 5);

	/* The time server is gone, callboard starts anew: it is still the same boot. */
	start(room, kernel_no);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_TOLD);
	/* Another boot. */
	char *text = text_format("%" PRId64 " another-boot\n", clock_utc_s(&room->clock) - 1);
	write_kept(room, text);
	free(text);
	start(room, kernel_no);
	assert_true(on_its_own(timekeeper_look(room->timekeeper)));
	/* And one that begins before the last time that we knew. */
	text = text_format("%" PRId64 " another-boot\n", clock_utc_s(&room->clock) + HOUR_S);
	write_kept(room, text);
	start(room, kernel_no);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_BEFORE_KNOWN);
	timekeeper_keep(room->timekeeper); /* nothing is known, so nothing is written */
	char *same = read_kept(room);
	assert_string_equal(same, text);
	free(same);
	free(text);
	/* Once it is synchronised, a last time that was wrong is corrected. */
	start(room, kernel_yes);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_SYNCHRONISED);
	timekeeper_keep(room->timekeeper);
	assert_true(llabs(kept_utc_s(room) - clock_utc_s(&room->clock)) <= 5);
}

static void test_setting(void **state)
{
	static const int64_t by_s[] = {HOUR_S, -HOUR_S, YEAR_S, -HOUR_S};
	struct room *room = *state;
	write_kept(room, "4102444800 another-boot\n");
	start(room, kernel_no);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_BEFORE_KNOWN);
	room->clock.utc_offset_ms += 1000; /* what a time server slews is no setting */
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_BEFORE_KNOWN);
	for (size_t i = 0; i < sizeof by_s / sizeof *by_s; i++) {
		start(room, kernel_no);
		room->clock.utc_offset_ms += by_s[i] * 1000;
		/* An hour back of now would be before this program was made, if that was a moment ago. */
		bool early = room->clock.utc_offset_ms < 0;
		assert_int_equal(timekeeper_look(room->timekeeper), early ? TRUST_BEFORE_PROGRAM : TRUST_SET);
	}
	timekeeper_keep(room->timekeeper);
	assert_true(llabs(kept_utc_s(room) - clock_utc_s(&room->clock)) <= 5);
	start(room, kernel_no);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_TOLD);
	/* To 1980: that cannot be. */
	room->clock.utc_offset_ms -= INT64_C(40) * YEAR_S * 1000;
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_BEFORE_PROGRAM);
}

static void end_loop(void *data)
{
	loop_stop(data, 0);
}

static void count(void *data)
{
	(*(int *)data)++;
}

static void test_by_hand(void **state)
{
	struct room *room = *state;
	char *path = path_join(room->state, "clock");
	int64_t machine_utc_s = clock_utc_s(&room->clock);
	write_kept(room, "4102444799 another-boot\n");
	start(room, kernel_no);
	assert_int_equal(timekeeper_told_utc_s(room->timekeeper), 0);
	assert_non_null(timekeeper_tell(room->timekeeper, 1577836799)); /* 2019 */
	assert_non_null(timekeeper_tell(room->timekeeper, 4102444800)); /* 2100 */
	assert_non_null(timekeeper_tell(room->timekeeper, 1577836800)); /* before this program was made */
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_BEFORE_KNOWN);
	assert_int_equal(room->clock.utc_offset_ms, 0);
	assert_false(path_exists(path));

	/* A day from what the machine says, which is told of, and no setting of the machine's. */
	int told = 0;
	struct timekeeper_options options = {
		.clock = &room->clock, .state = room->state, .synchronised = kernel_no, .set = count, .data = &told};
	timekeeper_destroy(room->timekeeper);
	room->timekeeper = timekeeper_create(room->loop, &options);
	assert_null(timekeeper_tell(room->timekeeper, machine_utc_s + 86400));
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_BY_HAND);
	assert_true(llabs(clock_utc_s(&room->clock) - machine_utc_s - 86400) <= 5);
	assert_int_equal(timekeeper_told_utc_s(room->timekeeper), machine_utc_s + 86400);
	struct timer *end = loop_timer(room->loop, end_loop, room->loop);
	timer_set(end, loop_now_ms(room->loop) + 1);
	loop_run(room->loop);
	timer_destroy(end);
	assert_int_equal(told, 1);

	/* Kept over a restart, though no longer than this boot. */
	timekeeper_keep(room->timekeeper);
	room->clock = clock_system();
	start(room, kernel_no);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_BY_HAND);
	assert_true(llabs(clock_utc_s(&room->clock) - machine_utc_s - 86400) <= 5);
	assert_int_equal(timekeeper_told_utc_s(room->timekeeper), machine_utc_s + 86400);
	char *line = text_format("86400000 %" PRId64 " another-boot\n", machine_utc_s);
	assert_int_equal(file_write(path, line, strlen(line)), 0);
	free(line);
	room->clock = clock_system();
	start(room, kernel_no);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_BEFORE_KNOWN);
	assert_int_equal(room->clock.utc_offset_ms, 0);

	/* Given up when the machine knows better, or is told. */
	start(room, kernel_no);
	assert_null(timekeeper_tell(room->timekeeper, machine_utc_s + 86400));
	start(room, kernel_yes);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_SYNCHRONISED);
	assert_int_equal(room->clock.utc_offset_ms, 0);
	assert_int_equal(timekeeper_told_utc_s(room->timekeeper), 0);
	assert_false(path_exists(path));
	assert_non_null(timekeeper_tell(room->timekeeper, machine_utc_s + 86400));
	start(room, kernel_no);
	assert_null(timekeeper_tell(room->timekeeper, machine_utc_s + 86400));
	room->clock.utc_offset_ms += HOUR_S * 1000;
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_SET);
	assert_int_equal(room->clock.utc_offset_ms, 0);
	assert_false(path_exists(path));
	free(path);
}

static void test_content(void **state)
{
	struct room *room = *state;
	struct deck *deck = deck_create();
	struct event *events = arena_allocate(deck->arena, 2, sizeof *events);
	events[0] = events[1] = deck->events[0];
	events[1].start = (struct date){2190, 1, 1};
	deck->events = events;
	deck->events_count = 2;
	start(room, kernel_no);
	timekeeper_deck(room->timekeeper, deck);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_CONTENT_AHEAD);
	events[1].start = (struct date){2018, 10, 22};
	timekeeper_deck(room->timekeeper, deck);
	assert_true(on_its_own(timekeeper_look(room->timekeeper)));
	deck_destroy(deck);
}

/* Whatever lies there, and wherever it cannot be written. */
static void test_file(void **state)
{
	static const char *const texts[] = {
		"", "\n", "soon\n", "99999999999999999999999 x\n", "-5", "12 \x01\xff\n\n\n"};
	struct room *room = *state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		write_kept(room, texts[i]);
		start(room, kernel_no);
		assert_true(on_its_own(timekeeper_look(room->timekeeper)) || i == 5);
		start(room, kernel_yes);
		timekeeper_keep(room->timekeeper);
		assert_true(llabs(kept_utc_s(room) - clock_utc_s(&room->clock)) <= 5);
	}
	unlink(room->path);
	start(room, kernel_yes);
	timekeeper_keep(room->timekeeper);
	assert_true(path_exists(room->path));
	/* No more than once in some minutes. */
	unlink(room->path);
	timekeeper_keep(room->timekeeper);
	assert_false(path_exists(room->path));
	start(room, kernel_yes);
	assert_int_equal(mkdir(room->path, 0700), 0); /* where root, too, cannot put a file */
	timekeeper_keep(room->timekeeper);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_SYNCHRONISED);
}

static void test_given(void **state)
{
	struct room *room = *state;
	struct timekeeper_options options = {
		.clock = &room->clock, .state = room->state, .given = true, .synchronised = kernel_no};
	write_kept(room, "4102444800 another-boot\n");
	room->clock = clock_from(1540196040);
	room->timekeeper = timekeeper_create(room->loop, &options);
	assert_int_equal(timekeeper_look(room->timekeeper), TRUST_GIVEN);
	timekeeper_keep(room->timekeeper);
	assert_int_equal(kept_utc_s(room), 4102444800);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_restart_and_boot, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_setting, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_by_hand, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_content, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_given, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
