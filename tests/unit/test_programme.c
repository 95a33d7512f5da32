/* The programme as a table: what there is, and the pages that follow each other. An item is written as letters
 * "id[pages][flags]:seconds", flags p photos, h high, n on now, N the same on all pages. A place is id and page: "a0".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "player/programme.h"

enum { ITEMS_LIMIT = 16 };

struct stage {
	struct programme *programme;
	struct programme_item items[ITEMS_LIMIT];
	size_t pages[ITEMS_LIMIT];
	char ids[ITEMS_LIMIT][8];
	double seconds[ITEMS_LIMIT];
	size_t count;
	int64_t now_ms;
	unsigned counted; /* how often pages were asked for */
};

static size_t pages_of(void *data, size_t item)
{
	struct stage *stage = data;
	assert_true(item < stage->count);
	stage->counted++;
	return stage->pages[item];
}

static double stay(void *data, size_t item, size_t page)
{
	const struct stage *stage = data;
	assert_true(item < stage->count);
	assert_true(page < stage->pages[item]);
	return stage->seconds[item];
}

static void give(struct stage *stage, const char *words)
{
	stage->count = 0;
	while (*words) {
		size_t i = stage->count++;
		int pages = 0, length = 0;
		char flags[8] = "";
		assert_true(i < ITEMS_LIMIT);
		assert_int_equal(sscanf(words, "%1[a-zA-Z]%d%n", stage->ids[i], &pages, &length), 2);
		words += length;
		if (sscanf(words, "%7[phnN]%n", flags, &length) == 1)
			words += length;
		assert_int_equal(sscanf(words, ":%lf%n", &stage->seconds[i], &length), 1);
		words += length;
		words += strspn(words, " ");
		stage->pages[i] = (size_t)pages;
		stage->items[i] = (struct programme_item){.id = stage->ids[i],
							  .photos = strchr(flags, 'p') != NULL,
							  .high = strchr(flags, 'h') != NULL,
							  .on_now = strpbrk(flags, "nN") != NULL,
							  .on_now_pages = strchr(flags, 'N') != NULL};
	}
	programme_items(stage->programme, stage->items, stage->count);
}

/* One step onto the clock; "-" where there is nothing to show. */
static void step(struct stage *stage, char word[static 24])
{
	struct programme_place place, peeked;
	bool there = programme_peek(stage->programme, stage->now_ms, &peeked);
	if (!programme_next(stage->programme, stage->now_ms, &place)) {
		assert_false(there);
		snprintf(word, 24, "-");
		return;
	}
	assert_true(there && peeked.item == place.item && peeked.page == place.page);
	snprintf(word, 24, "%s%zu", stage->ids[place.item], place.page);
	stage->now_ms += (int64_t)(stage->seconds[place.item] * 1000);
}

static void expect(struct stage *stage, const char *places)
{
	char got[512] = "";
	size_t length = 0;
	for (const char *word = places; *word; word += strcspn(word, " "), word += strspn(word, " ")) {
		char one[24];
		step(stage, one);
		length += (size_t)snprintf(got + length, sizeof got - length, "%s%s", length > 0 ? " " : "", one);
		assert_true(length < sizeof got);
	}
	assert_string_equal(got, places);
}

static void begin(struct stage *stage)
{
	struct programme_source source = {.pages = pages_of, .seconds = stay, .data = stage};
	*stage = (struct stage){.programme = programme_create(&source), .now_ms = 1000000};
}

static void test_orders(void **state)
{
	(void)state;
	static const struct {
		const char *items, *places;
	} rows[] = {
		{"", "- -"},
		{"a1:8", "a0 a0 a0"},
		{"a1:8 b1:8 c1:8", "a0 b0 c0 a0 b0"},
		{"a2:8 b3:8", "a0 a1 b0 b1 b2 a0"},
		/* Photos: one after each other item, after all of its pages. */
		{"a1:8 b2:8 p3p:6", "a0 p0 b0 b1 p1 a0 p2 b0 b1 p0"},
		{"p2p:6 q1p:6", "p0 p1 q0 p0"},
		{"p1p:6 a1:8 q1p:6", "a0 p0 a0 q0 a0 p0"},
		/* High priority: every second time, its pages together, several in turn. */
		{"a1:8 b1:8 h1h:8", "h0 a0 h0 b0 h0 a0"},
		{"a1:8 b1:8 h2h:8", "h0 h1 a0 h0 h1 b0"},
		{"a1:8 h1h:8 i1h:8", "h0 a0 i0 a0 h0 a0"},
		{"h1h:8 i1h:8", "h0 i0 h0"},
		{"a1:8 h1h:8 p2p:8", "h0 a0 h0 p0 h0 a0 h0 p1"},
		/* What is on now comes first, and again before half a minute without it is over. */
		{"a1:10 b1:10 c1:10 d1:10 n1n:10", "n0 a0 b0 c0 n0 d0"},
		{"a1:12 b1:12 c1:12 d1:12 n1n:10", "n0 a0 b0 n0 c0 d0 n0"},
		{"a1:16 b1:16 n1n:10", "n0 a0 n0 b0 n0 a0"},
		{"a1:50 b1:50 n1n:10", "n0 a0 n0 b0"},
		{"a4:12 n1n:10", "n0 a0 a1 n0 a2 a3 n0 a0"},
		{"n3n:10 a1:10", "n0 n1 n2 a0 n0 n1"},
		{"n3n:10 a1:14 b1:14", "n0 n1 n2 n0 a0 b0 n0 n1"},
		{"n1n:10 p9p:6", "n0 p0 n0 p1 n0 p2"},
		/* Several: each once, then another thing; nobody starves. */
		{"m1n:10 n1n:10 o1n:10 a1:10 b1:10", "m0 n0 o0 a0 m0 n0 o0 b0 m0 n0 o0 a0"},
		{"n1n:20 h1h:20 a1:12 b1:12", "n0 h0 n0 h0 n0 a0 n0 h0 n0 b0"},
		{"m1n:10 n1n:10 o1n:10 p1n:10 q2n:10 a1:10 b1:10", "m0 n0 o0 p0 q0 q1 m0 n0 o0 p0 q0 a0 m0"},
		{"n1n:10", "n0 n0"},
		/* Where all pages show what is on: turns of up to three, each behind the last. */
		{"n1N:10 a1:10 b1:10 c1:10 d1:10", "n0 a0 b0 c0 n0 d0"},
		{"n2N:10 a1:10 b1:10 c1:10 d1:10", "n0 n1 a0 b0 c0 n0 n1 d0 a0 b0 n0 n1"},
		{"n5N:10 a1:10 b1:10 c1:10 d1:10", "n0 n1 n2 a0 b0 c0 n3 n4 d0 a0 b0 n0 n1 n2 c0"},
		{"n4N:10 h1h:10 a1:10", "n0 n1 n2 h0 a0 h0 n3 a0 h0 a0 n0 n1 n2"},
		{"n2N:10 m1n:10 a1:10 b1:10", "n0 n1 m0 a0 b0 n0 n1 m0 a0 b0 n0"},
		{"n3N:10", "n0 n1 n2 n0 n1 n2"},
		{"n3Nh:10 p1p:6", "n0 n1 n2 p0 n0"},
		/* Nothing is left of it: left out, wherever it stands. */
		{"a0:8 b1:8 c0:8 d1:8", "b0 d0 b0"},
		{"n0n:8 a1:8 h0h:8 p0p:8", "a0 a0"},
		{"a0:8 n0n:8", "- -"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct stage stage;
		begin(&stage);
		give(&stage, rows[i].items);
		print_message("%s\n", rows[i].items);
		expect(&stage, rows[i].places);
		programme_destroy(stage.programme);
	}
}

/* The half minute holds for any mixture of pages of up to 29 s: between leaving what is on now and its return. */
static void test_half_minute(void **state)
{
	(void)state;
	unsigned seed = 7;
	for (int round = 0; round < 200; round++) {
		struct stage stage;
		begin(&stage);
		char words[200] = "n1n:9 ";
		for (int i = 0; i < 8; i++) {
			seed = seed * 1103515245 + 12345;
			snprintf(words + strlen(words), 20, "%c%u%s:%u ", 'a' + i, 1 + (seed >> 16) % 4,
				 (seed >> 20) % 5 == 0   ? "p"
				 : (seed >> 20) % 5 == 1 ? "h"
							 : "",
				 4 + (seed >> 24) % 26);
		}
		give(&stage, words);
		int64_t left_ms = stage.now_ms;
		for (int i = 0; i < 100; i++) {
			char word[24];
			int64_t before_ms = stage.now_ms;
			step(&stage, word);
			if (strcmp(word, "n0") != 0)
				continue;
			assert_true(before_ms - left_ms <= 30000);
			left_ms = stage.now_ms;
		}
		programme_destroy(stage.programme);
	}
}

/* Asking how many pages there are costs a layout: only those are asked about that are next. */
static void test_asks_little(void **state)
{
	(void)state;
	struct stage stage;
	begin(&stage);
	give(&stage, "a1:8 b1:8 c1:8 d1:8 e1:8 f1:8 g1:8 h1:8 i1:8 j1:8 k1:8 l1:8 m1:8 n1:8 o1:8 p1:8");
	assert_int_equal(stage.counted, 0);
	expect(&stage, "a0");
	assert_true(stage.counted <= 6);
	programme_destroy(stage.programme);
}

static void test_changes_keep_the_position(void **state)
{
	(void)state;
	static const struct {
		const char *first, *places, *then, *follow;
	} rows[] = {
		{"a1:8 b1:8 c1:8", "a0 b0", "a1:8 b1:8 c1:8", "c0 a0"},
		{"a1:8 b1:8 c1:8", "a0 b0", "a1:8 b1:8 x1:8 c1:8", "x0 c0 a0"},
		{"a1:8 b1:8 c1:8", "a0 b0", "x1:8 a1:8 b1:8 c1:8", "c0 x0 a0"},
		{"a1:8 b1:8 c1:8", "a0 b0", "a1:8 c1:8", "c0 a0 c0"},
		{"a1:8 b1:8 c1:8 d1:8", "a0 b0", "a1:8 d1:8", "d0 a0"},
		{"a1:8 b1:8 c1:8", "a0 b0 c0", "a1:8 b1:8", "a0 b0"},
		{"a1:8 b3:8 c1:8", "a0 b0", "a1:8 b3:8 c1:8", "b1 b2 c0"},
		{"a1:8 b3:8 c1:8", "a0 b0 b1 b2", "a1:8 b1:8 c1:8", "c0"},
		{"a1:8 b1:8", "a0", "x1:8 y1:8", "x0 y0 x0"},
		{"a1:8 b1:8", "a0", "", "-"},
		{"", "-", "a1:8", "a0"},
		{"a1:8 p3p:8 b1:8", "a0 p0 b0", "a1:8 p3p:8 b1:8 c1:8", "p1 c0 p2"},
		{"n1n:10 a1:8 b1:8 c1:8", "n0 a0 b0", "n1n:10 a1:8 b1:8 c1:8 d1:20", "c0 n0 d0"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct stage stage;
		begin(&stage);
		give(&stage, rows[i].first);
		print_message("%s then %s\n", rows[i].first, rows[i].then);
		expect(&stage, rows[i].places);
		give(&stage, rows[i].then);
		expect(&stage, rows[i].follow);
		programme_destroy(stage.programme);
	}
}

static void back(struct stage *stage, const char *wanted)
{
	struct programme_place place;
	char word[24] = "-";
	if (programme_previous(stage->programme, &place))
		snprintf(word, sizeof word, "%s%zu", stage->ids[place.item], place.page);
	assert_string_equal(word, wanted);
}

static void test_previous(void **state)
{
	(void)state;
	struct stage stage;
	begin(&stage);
	give(&stage, "a1:8 b2:8 c1:8");
	back(&stage, "-");
	expect(&stage, "a0");
	back(&stage, "-");
	expect(&stage, "b0 b1 c0");
	back(&stage, "b1");
	back(&stage, "b0");
	expect(&stage, "b1 c0 a0");
	back(&stage, "c0");
	back(&stage, "b1");
	give(&stage, "a1:8 c1:8"); /* b is gone, before and after */
	back(&stage, "a0");
	back(&stage, "-");
	expect(&stage, "c0 a0 c0");
	give(&stage, "");
	back(&stage, "-");
	programme_destroy(stage.programme);

	begin(&stage);
	give(&stage, "a1:8 b1:8 c1:8");
	for (int i = 0; i < 50; i++)
		expect(&stage, "a0 b0 c0");
	int steps = 0;
	struct programme_place place;
	while (programme_previous(stage.programme, &place))
		steps++;
	assert_int_equal(steps, 63);
	programme_destroy(stage.programme);
}

static void test_resume(void **state)
{
	(void)state;
	struct stage stage;
	struct programme_place place;
	begin(&stage);
	give(&stage, "a1:8 b3:8 c1:8 p2p:8");
	assert_false(programme_resume(stage.programme, "x", 0, &place));
	assert_true(programme_resume(stage.programme, "b", 1, &place));
	assert_int_equal(place.item, 1);
	assert_int_equal(place.page, 1);
	expect(&stage, "b2 p0 c0 p1 a0");
	assert_true(programme_resume(stage.programme, "b", 9, &place));
	assert_int_equal(place.page, 2);
	programme_destroy(stage.programme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders),   cmocka_unit_test(test_half_minute),
		cmocka_unit_test(test_previous), cmocka_unit_test(test_changes_keep_the_position),
		cmocka_unit_test(test_resume),   cmocka_unit_test(test_asks_little),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
