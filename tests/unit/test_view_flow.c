/* Columns into pages; the type scale. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/scale.h"
#include "view/flow.h"

enum { MOST = 40 };

struct flow_case {
	const char *name;
	int height_px;
	int heights[MOST]; /* ended by 0 */
	int gap_px;
	size_t never;    /* 1 + the item below which no page may end; 0: none */
	size_t pages[8]; /* items on each */
};

static const struct flow_case cases[] = {
	{"nothing", 100, {0}, 0, 0, {0}},
	{"one", 100, {40}, 0, 0, {1}},
	{"all on one", 100, {40, 30, 30}, 0, 0, {3}},
	{"a gap too many", 100, {40, 30, 30}, 1, 0, {2, 1}},
	{"the gap at a page's top is dropped", 100, {50, 49, 100}, 1, 0, {2, 1}},
	{"thirteen", 75, {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10}, 0, 0, {7, 6}},
	{"evenly", 50, {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10}, 0, 0, {5, 4, 4}},
	{"too high for any page", 50, {20, 80, 20}, 0, 0, {1, 1, 1}},
	{"not below a heading", 50, {10, 10, 10, 10, 10, 10}, 0, 3, {4, 2}},
	{"even if it costs a page", 40, {30, 10, 30, 10}, 0, 2, {1, 2, 1}},
};

static void test_pages(void **state)
{
	(void)state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		const struct flow_case *want = &cases[c];
		struct flow_item items[MOST] = {{0}};
		size_t count = 0, *starts, pages = 0;
		for (; want->heights[count] > 0; count++)
			items[count] = (struct flow_item){want->gap_px, want->heights[count],
							  want->never == count + 1 ? FLOW_NEVER : 0};
		struct arena *arena = arena_create();
		size_t found = flow_pages(items, count, want->height_px, arena, &starts);
		for (; want->pages[pages] > 0; pages++) {
			if (pages < found && starts[pages + 1] - starts[pages] != want->pages[pages])
				fail_msg("%s: page %zu has %zu", want->name, pages, starts[pages + 1] - starts[pages]);
		}
		if (found != pages)
			fail_msg("%s: %zu pages", want->name, found);
		assert_int_equal(starts[found], count);
		arena_destroy(arena);
	}
}

/* No page or column is under half as full as another, where no single item is so high that it must be. */
static void test_even(void **state)
{
	(void)state;
	unsigned seed = 7;
	for (int run = 0; run < 300; run++) {
		struct flow_item items[MOST] = {{0}};
		size_t count = 3 + (size_t)run % (MOST - 3), *starts, on_page = 1 + (size_t)run % 2;
		for (size_t i = 0; i < count; i++) {
			seed = seed * 1103515245u + 12345u;
			items[i] = (struct flow_item){1, 10 + (int)(seed >> 16) % 15, 0};
		}
		struct arena *arena = arena_create();
		size_t columns = flow_columns(items, count, 100, on_page, arena, &starts);
		int least = 100, most = 0;
		for (size_t c = 0; c < columns; c++) {
			int height = flow_height_px(items, starts[c], starts[c + 1]);
			least = height < least ? height : least;
			most = height > most ? height : most;
		}
		if (most > 100 || (count >= 6 && 2 * least < most))
			fail_msg("%zu items in %zu columns: %d to %d", count, columns, least, most);
		if (columns % on_page != 0)
			fail_msg("%zu items: half a page is left empty", count);
		arena_destroy(arena);
	}
}

static void test_height(void **state)
{
	(void)state;
	static const struct flow_item items[] = {{5, 10, 0}, {5, 20, 0}, {7, 30, 0}};
	assert_int_equal(flow_height_px(items, 0, 3), 72);
	assert_int_equal(flow_height_px(items, 1, 3), 57);
	assert_int_equal(flow_height_px(items, 2, 2), 0);
}

struct scale_case {
	int width_px, height_px;
	double distance_m, diagonal_inch;
	double unit_px;
};

static void test_units(void **state)
{
	(void)state;
	static const struct scale_case units[] = {
		{1920, 1080, 10, 55, 30},        {1280, 720, 10, 55, 20},           {3840, 2160, 10, 55, 60},
		{1080, 1920, 10, 55, 30},        {1920, 1080, 20, 110, 30},         {1920, 1080, 12.5, 55, 37.5},
		{1920, 1080, 5, 55, 18},         {1920, 1080, 100, 7, 1080 / 19.0}, {1080, 1920, 100, 7, 43.2},
		{1920, 540, 100, 7, 540 / 19.0}, {1920, 540, 10, 55, 27},           {1920, 1080, 0, 0, 30},
		{1920, 1080, NAN, 55, 30},
	};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct viewing viewing = {.distance_m = units[i].distance_m, .diagonal_inch = units[i].diagonal_inch};
		struct scale scale = scale_for(units[i].width_px, units[i].height_px,
					       hypot(units[i].width_px, units[i].height_px), &viewing);
		if (fabs(scale.unit_px - units[i].unit_px) > 0.01)
			fail_msg("%d x %d at %g m: %g", units[i].width_px, units[i].height_px, units[i].distance_m,
				 scale.unit_px);
	}
}

/* ISO 9241-303: 16 minutes of arc, wherever the shift is not bounded. */
static void test_arc(void **state)
{
	(void)state;
	static const double distances[] = {7, 8, 9, 10, 11, 13, 15};
	for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
		struct viewing viewing = {.distance_m = distances[i], .diagonal_inch = 55};
		struct scale scale = scale_for(1920, 1080, hypot(1920, 1080), &viewing);
		double pitch_m = 55 * 0.0254 / sqrt(1920.0 * 1920 + 1080.0 * 1080);
		double capital_m = SCALE_FULL * scale.unit_px * 0.73 * pitch_m;
		double minutes = 2 * atan(capital_m / 2 / distances[i]) * 180 / acos(-1) * 60;
		assert_true(minutes >= 16 && minutes < 17.5);
	}
}

/* What is laid out for a distance can be read from there; a screen too small for it says what it is good for. */
static void test_distance(void **state)
{
	(void)state;
	static const struct {
		int width_px, height_px;
		double distance_m, diagonal_inch, least_m, most_m;
	} screens[] = {
		{1920, 1080, 10, 55, 10, 10.5}, {1920, 1080, 14, 55, 14, 14.5}, {1080, 1920, 8, 40, 8, 8.5},
		{1920, 540, 10, 55, 10, 10.5},  {1920, 1080, 10, 24, 8, 9.5},   {1920, 1080, 40, 55, 18, 21},
	};
	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		struct viewing viewing = {.distance_m = screens[i].distance_m,
					  .diagonal_inch = screens[i].diagonal_inch};
		double diagonal_px = hypot(screens[i].width_px, screens[i].height_px);
		struct scale scale = scale_for(screens[i].width_px, screens[i].height_px, diagonal_px, &viewing);
		double distance_m = scale_distance_m(scale.unit_px, diagonal_px, screens[i].diagonal_inch);
		if (distance_m < screens[i].least_m || distance_m > screens[i].most_m)
			fail_msg("%d x %d at %g m: %g m", screens[i].width_px, screens[i].height_px,
				 screens[i].distance_m, distance_m);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages), cmocka_unit_test(test_even), cmocka_unit_test(test_height),
		cmocka_unit_test(test_units), cmocka_unit_test(test_arc),  cmocka_unit_test(test_distance),
	};
	return cmocka_run_group_tests_name("view/flow, scale", tests, NULL, NULL);
}
