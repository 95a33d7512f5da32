/* What people know of programmes: as a file, and over time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "formats/history.h"
#include "ingest/history.h"

static void survives_a_round_trip(void **state)
{
	(void)state;
	struct person people[] = {{.name = "Ada"}, {.name = "Ben “B”"}};
	struct session known[] = {
		{.id = "a",
		 .title = "Bees\n",
		 .room = "Saal 1",
		 .start_utc_s = 10,
		 .end_utc_s = 20,
		 .people = people,
		 .people_count = 2},
		{.title = "Lunch", .kind = SESSION_MEAL, .start_utc_s = -5, .end_utc_s = 0},
	};
	struct news news[] = {{"=0", "0123", 1777708800}, {"!a", "", 0}};
	struct record records[] = {
		{"day/a.json@2026-05-02", true, "abc", 17, known, 2, news, 2},
		{"b.json", false, "", 0, NULL, 0, NULL, 0},
	};
	struct arena *arena = arena_create();
	struct buffer text, again;
	size_t count;
	buffer_init(&text);
	buffer_init(&again);
	history_write(records, 2, &text);
	struct record *read = history_read(arena, buffer_text(&text), text.length, &count);
	assert_non_null(read);
	assert_int_equal(count, 2);
	assert_string_equal(read[0].path, "day/a.json@2026-05-02");
	assert_true(read[0].fixed);
	assert_string_equal(read[0].known[0].people[1].name, "Ben “B”");
	assert_null(read[0].known[1].id);
	assert_int_equal(read[0].known[1].kind, SESSION_MEAL);
	assert_int_equal(read[0].news[0].since_utc_s, 1777708800);
	history_write(read, count, &again);
	assert_string_equal(buffer_text(&again), buffer_text(&text));

	/* Cut anywhere it is none: but for the line's end. */
	for (size_t length = 0; length + 1 < text.length; length++) {
		char *cut = text_copy_part(buffer_text(&text), length);
		assert_null(history_read(arena, cut, length, &count));
		assert_int_equal(count, 0);
		free(cut);
	}
	buffer_finish(&again);
	buffer_finish(&text);
	arena_destroy(arena);
}

static void refuses_what_is_none(void **state)
{
	(void)state;
	/* NOLINTBEGIN(bugprone-suspicious-missing-comma): long ones are parted */
	static const char *const texts[] = {
		"",
		"null",
		"[]",
		"{}",
		"{\"version\":2,\"programmes\":[]}",
		"{\"version\":1,\"programmes\":{}}",
		"{\"version\":1,\"programmes\":[1]}",
		"{\"version\":1,\"programmes\":[{\"path\":\"a\",\"edition\":\"\",\"edited\":1e300}]}",
		"{\"version\":1,\"programmes\":[{\"path\":\"a\",\"edition\":\"\",\"edited\":1,\"known\":[{\"title\":"
		"\"a\","
		"\"kind\":\"talk\",\"start\":2,\"end\":1}]}]}",
		"{\"version\":1,\"programmes\":[{\"path\":\"a\",\"edition\":\"\",\"edited\":1,\"known\":[{\"title\":"
		"\"a\","
		"\"kind\":\"party\",\"start\":1,\"end\":2}]}]}",
		"{\"version\":1,\"programmes\":[{\"path\":\"\",\"edition\":\"\",\"edited\":1,\"news\":[1]}]}",
		"{\"version\":1,\"programmes\":[{\"path\":\"\xff\",\"edition\":\"\",\"edited\":1}]}",
	};
	/* NOLINTEND(bugprone-suspicious-missing-comma) */
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena *arena = arena_create();
		size_t count;
		assert_null(history_read(arena, texts[i], strlen(texts[i]), &count));
		assert_int_equal(count, 0);
		arena_destroy(arena);
	}
}

enum { HOUR = 3600, DAY = 24 * HOUR, NINE = 1000 * DAY + 9 * HOUR };

struct day { /* a programme over time, in a state folder of its own */
	char folder[1024];
	struct history *history;
	struct store *store;
	struct session sessions[3];
	size_t count;
	const char *path, *date, *edition;
	bool clock_unset;
	size_t kept; /* of the last compile: gone, and there until that is told */
};

static int set_up(void **state)
{
	struct day *day = memory_allocate(sizeof *day);
	const char *temporary = getenv("TMPDIR");
	int error;
	snprintf(day->folder, sizeof day->folder, "%.1000s/history-XXXXXX", temporary != NULL ? temporary : "/tmp");
	assert_non_null(mkdtemp(day->folder));
	day->history = history_open(day->folder, false);
	day->store = store_open(day->folder, &error);
	day->path = "a.json";
	day->edition = "first";
	day->count = 3;
	for (size_t i = 0; i < 3; i++) {
		static const char *const titles[] = {"Bees", "Combs", "Dances"};
		day->sessions[i] = (struct session){.title = titles[i],
						    .start_utc_s = NINE + (int64_t)i * HOUR,
						    .end_utc_s = NINE + (int64_t)(i + 1) * HOUR};
	}
	*state = day;
	return 0;
}

static int tear_down(void **state)
{
	struct day *day = *state;
	history_close(day->history);
	store_close(day->store);
	folder_remove(day->folder);
	free(day);
	return 0;
}

/* One compile; how many are cancelled. In *moved how many are at another time. */
static size_t compile_at(struct day *day, int64_t now_utc_s, size_t *moved, int *error)
{
	struct arena *arena = arena_create();
	struct session sessions[3], *gone;
	size_t gone_count;
	memcpy(sessions, day->sessions, sizeof sessions);
	history_begin(day->history, now_utc_s, day->clock_unset);
	struct history_programme programme = {day->path, day->date, day->edition, sessions, day->count};
	history_compare(day->history, day->store, &programme, arena, &gone, &gone_count);
	*moved = 0;
	for (size_t i = 0; i < day->count; i++)
		*moved += sessions[i].was_start_utc_s != 0;
	size_t cancelled = 0;
	for (size_t i = 0; i < gone_count; i++)
		cancelled += gone[i].cancelled;
	day->kept = gone_count - cancelled;
	history_trim(day->history);
	*error = history_save(day->history);
	arena_destroy(arena);
	return cancelled;
}

static void says_when_to_look_again(void **state)
{
	struct day *day = *state;
	size_t moved;
	int error;
	assert_int_equal(compile_at(day, NINE - 2 * HOUR, &moved, &error), 0);
	assert_true(history_again_s(day->history) == INT64_MAX);
	assert_int_equal(compile_at(day, NINE, &moved, &error), 0);
	day->count = 2;
	day->edition = "second";
	day->sessions[1].start_utc_s += 600;
	assert_int_equal(compile_at(day, NINE + 60, &moved, &error), 0);
	assert_int_equal(moved, 0);
	assert_int_equal(history_again_s(day->history), HISTORY_QUIET_S);
	assert_int_equal(compile_at(day, NINE + 180, &moved, &error), 1);
	assert_int_equal(moved, 1);
	assert_int_equal(history_again_s(day->history), 3 * HOUR - 180); /* the end of what is gone */
	assert_int_equal(compile_at(day, NINE + 3 * HOUR, &moved, &error), 0);
	assert_true(history_again_s(day->history) == INT64_MAX);
}

static void what_is_gone_stays_until_it_is_told(void **state)
{
	struct day *day = *state;
	size_t moved;
	int error;
	for (size_t i = 0; i < 3; i++)
		day->sessions[i].room = "Hall";
	compile_at(day, NINE, &moved, &error);
	day->count = 2;
	day->edition = "second";
	assert_int_equal(compile_at(day, NINE + 60, &moved, &error), 0);
	assert_int_equal(day->kept, 1);
	assert_int_equal(compile_at(day, NINE + 60 + HISTORY_QUIET_S, &moved, &error), 1);
	assert_int_equal(day->kept, 0);

	/* What another took the place of is not there any more, told or not. */
	day->count = 1;
	day->sessions[0].end_utc_s += HOUR / 2;
	day->edition = "third";
	assert_int_equal(compile_at(day, NINE + 300, &moved, &error), 1);
	assert_int_equal(day->kept, 0);
	day->sessions[0].room = "Attic";
	day->edition = "fourth";
	compile_at(day, NINE + 310, &moved, &error);
	assert_int_equal(day->kept, 1);
	day->sessions[0].cancelled = true;
	day->sessions[0].room = "Hall";
	day->edition = "fifth";
	compile_at(day, NINE + 320, &moved, &error);
	assert_int_equal(day->kept, 1);
}

static char *saved_text(const struct day *day)
{
	struct buffer text;
	char path[1100];
	snprintf(path, sizeof path, "%s/history.json", day->folder);
	buffer_init(&text);
	assert_int_equal(file_read(path, HISTORY_LIMIT_BYTES, &text), 0);
	char *copy = text_copy(buffer_text(&text));
	buffer_finish(&text);
	return copy;
}

/* Two sessions of one title, of which their author says different things: each is told since it is so. */
static void what_is_said_of_one_is_not_of_another(void **state)
{
	struct day *day = *state;
	struct session *gone;
	size_t gone_count;
	struct history_programme programme = {
		.path = "a.json", .edition = "first", .sessions = day->sessions, .count = 3};
	static const int64_t looks[] = {0, 60, 120};
	for (size_t i = 0; i < 3; i++) {
		struct arena *arena = arena_create();
		history_begin(day->history, NINE + looks[i], false);
		programme.edition = i == 0 ? "first" : "second";
		struct told *told = history_compare(day->history, day->store, &programme, arena, &gone, &gone_count);
		assert_non_null(told);
		int64_t late = i == 0 ? NINE + 60 : history_said(told, "Lunch", "late");
		int64_t cancelled = i == 0 ? NINE + 60 : history_said(told, "Lunch", "cancelled");
		assert_int_equal(late, NINE + 60);
		assert_int_equal(cancelled, NINE + 60);
		assert_int_equal(history_save(day->history), 0);
		arena_destroy(arena);
	}
}

/* Whatever an unset clock says, what was told stays told, nothing else is, and nothing is written down. */
static void an_unset_clock_tells_nothing(void **state)
{
	static const int64_t clocks[] = {0, NINE - DAY, NINE + 400, NINE + 100 * DAY};
	struct day *day = *state;
	size_t moved;
	int error;
	compile_at(day, NINE, &moved, &error);
	day->count = 2;
	day->edition = "second";
	compile_at(day, NINE + 60, &moved, &error);
	assert_int_equal(compile_at(day, NINE + 200, &moved, &error), 1);
	day->sessions[1].start_utc_s += 600;
	day->edition = "third";
	char *before = saved_text(day);
	day->clock_unset = true;
	for (size_t i = 0; i < 2 * sizeof clocks / sizeof *clocks; i++) {
		assert_int_equal(compile_at(day, clocks[i / 2], &moved, &error), 1);
		assert_int_equal(moved, 0);
		assert_true(history_again_s(day->history) == INT64_MAX);
		char *after = saved_text(day);
		assert_string_equal(after, before);
		free(after);
	}
	free(before);
	day->clock_unset = false;
	compile_at(day, NINE + 400, &moved, &error);
	assert_int_equal(moved, 0);
	assert_int_equal(compile_at(day, NINE + 400 + HISTORY_QUIET_S, &moved, &error), 1);
	assert_int_equal(moved, 1);
}

static void a_rehearsal_writes_nothing(void **state)
{
	struct day *day = *state;
	size_t moved;
	int error;
	compile_at(day, NINE, &moved, &error);
	char *before = saved_text(day);
	history_close(day->history);
	day->history = history_open(day->folder, true);
	day->count = 2;
	day->edition = "second";
	compile_at(day, NINE + 60, &moved, &error);
	assert_int_equal(compile_at(day, NINE + 200, &moved, &error), 1); /* it sees what would be told */
	assert_int_equal(error, 0);
	char *after = saved_text(day);
	assert_string_equal(after, before);
	free(after);
	free(before);
}

/* Seventy programmes at once: those that are on have a history, and it is said how many have none. */
static void those_that_are_on_are_kept(void **state)
{
	struct day *day = *state;
	struct arena *arena = arena_create();
	struct session *gone;
	size_t gone_count, count;
	history_begin(day->history, NINE, false);
	for (int i = 0; i < 70; i++) { /* 0 to 4 are over, 5 to 9 open their doors tomorrow, and so on */
		struct session session = day->sessions[0];
		session.title = arena_format(arena, "%d", i);
		session.start_utc_s += i < 5 ? -3 * HOUR : i < 10 ? DAY + i * HOUR : 0;
		session.end_utc_s += i < 5 ? -3 * HOUR : i < 10 ? DAY + i * HOUR : 0;
		struct history_programme programme = {arena_format(arena, "%d.json", i), NULL, "first", &session, 1};
		assert_non_null(history_compare(day->history, day->store, &programme, arena, &gone, &gone_count));
	}
	assert_int_equal(history_trim(day->history), 1);
	assert_int_equal(history_save(day->history), 0);
	char *text = saved_text(day);
	const struct record *records = history_read(arena, text, strlen(text), &count);
	assert_int_equal(count, 64);
	for (size_t i = 0; i < count; i++)
		assert_in_range(atoi(records[i].path), 5, 69);
	assert_string_equal(records[63].path, "8.json"); /* not that of tomorrow's last */
	free(text);
	arena_destroy(arena);
}

static void each_day_can_be_a_programme(void **state)
{
	struct day *day = *state;
	size_t moved;
	int error;
	day->date = "1972-09-27";
	assert_int_equal(compile_at(day, NINE, &moved, &error), 0);
	day->date = "1972-09-28"; /* the same titles a day later are not moved ones */
	for (size_t i = 0; i < 3; i++) {
		day->sessions[i].start_utc_s += DAY;
		day->sessions[i].end_utc_s += DAY;
	}
	assert_int_equal(compile_at(day, NINE + DAY, &moved, &error), 0);
	day->edition = "second";
	assert_int_equal(compile_at(day, NINE + DAY + 300, &moved, &error), 0);
	assert_int_equal(moved, 0);
}

static void an_empty_export_cancels_nothing(void **state)
{
	struct day *day = *state;
	size_t moved;
	int error;
	compile_at(day, NINE, &moved, &error);
	day->count = 0;
	day->edition = "empty";
	assert_int_equal(compile_at(day, NINE + 10, &moved, &error), 0);
	assert_int_equal(compile_at(day, NINE + 300, &moved, &error), 0);
	day->count = 2;
	day->edition = "third";
	compile_at(day, NINE + 400, &moved, &error);
	assert_int_equal(compile_at(day, NINE + 600, &moved, &error), 1); /* and what people know is still known */
}

static void goes_on_where_nothing_can_be_written(void **state)
{
	struct day *day = *state;
	size_t moved;
	int error;
	char path[1100];
	snprintf(path, sizeof path, "%s/history.json", day->folder);
	assert_int_equal(mkdir(path, 0700), 0); /* nothing can be renamed over a folder */
	compile_at(day, NINE, &moved, &error);
	assert_true(error < 0);
	day->count = 2;
	day->edition = "second";
	compile_at(day, NINE + 10, &moved, &error);
	assert_int_equal(compile_at(day, NINE + 200, &moved, &error), 1);
	assert_true(error < 0);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(compile_at(day, NINE + 300, &moved, &error), 1);
	assert_int_equal(error, 0);
	assert_true(path_exists(path));
}

/* Whatever comes and goes, a bounded number is kept. */
static void keeps_so_many(void **state)
{
	struct day *day = *state;
	struct buffer text;
	size_t moved, count;
	int error;
	char name[20], path[1100];
	day->path = name;
	for (int i = 0; i < 200; i++) {
		char titles[3][20];
		for (size_t s = 0; s < 3; s++) { /* no two alike, so that none is another's renamed */
			snprintf(titles[s], sizeof titles[s], "%d of %zu", i, s);
			day->sessions[s].title = titles[s];
		}
		snprintf(name, sizeof name, "%d.json", i);
		compile_at(day, NINE, &moved, &error);
		assert_int_equal(error, 0);
	}
	snprintf(path, sizeof path, "%s/history.json", day->folder);
	buffer_init(&text);
	assert_int_equal(file_read(path, HISTORY_LIMIT_BYTES, &text), 0);
	struct arena *arena = arena_create();
	assert_non_null(history_read(arena, buffer_text(&text), text.length, &count));
	assert_in_range(count, 1, 64);
	arena_destroy(arena);
	buffer_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(survives_a_round_trip),
		cmocka_unit_test(refuses_what_is_none),
		cmocka_unit_test_setup_teardown(says_when_to_look_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_gone_stays_until_it_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_said_of_one_is_not_of_another, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_unset_clock_tells_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_rehearsal_writes_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(those_that_are_on_are_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(each_day_can_be_a_programme, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_empty_export_cancels_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(goes_on_where_nothing_can_be_written, set_up, tear_down),
		cmocka_unit_test_setup_teardown(keeps_so_many, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
