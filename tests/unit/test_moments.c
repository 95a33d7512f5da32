/* model/moments: what of a day a rehearsal looks at; view/sheet: where it puts it; control/day_html: what it says of
 * it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "control/day_html.h"
#include "model/moments.h"
#include "view/scene.h"
#include "view/sheet.h"

enum { MIDNIGHT_UTC_S = 1540166400 }; /* 2018-10-22T00:00Z, of the days below */

static const struct date monday = {2018, 10, 22};

struct row {
	int start, end; /* minutes after midnight, UTC */
	const char *room;
};

/* A deck of an event with two screens, "door" at room A, and a day of sessions; a row without a room is for everybody.
 */
static struct deck *deck_of(const struct row *rows, size_t count)
{
	static const char *rooms[] = {"A"};
	static struct event_screen door = {.name = "door", .rooms = rooms, .rooms_count = 1};
	struct deck *deck = deck_create();
	struct event none = deck->events[0];
	deck->events = arena_allocate(deck->arena, 2, sizeof *deck->events);
	deck->events[0] = deck->events[1] = none;
	deck->events[1].name = "Event";
	deck->events[1].start = deck->events[1].end = monday;
	deck->events[1].screens = &door;
	deck->events[1].screens_count = 1;
	deck->events_count = 2;
	struct session *sessions = arena_allocate(deck->arena, count + 1, sizeof *sessions);
	for (size_t i = 0; i < count; i++)
		sessions[i] = (struct session){.id = arena_format(deck->arena, "%zu", i),
					       .title = "Session",
					       .room = rows[i].room,
					       .start_utc_s = MIDNIGHT_UTC_S + rows[i].start * 60,
					       .end_utc_s = MIDNIGHT_UTC_S + rows[i].end * 60};
	deck->slides = arena_allocate(deck->arena, 2, sizeof *deck->slides);
	deck->slides[0] = (struct slide){.id = "a@2018-10-22",
					 .digest = "1",
					 .source = "a.json",
					 .language = "",
					 .event = 1,
					 .kind = SLIDE_AGENDA,
					 .window = window_always(),
					 .agenda = {.date = monday, .sessions = sessions, .sessions_count = count}};
	deck->slides_count = 1;
	return deck;
}

/* "09:00 10:00 …" of the day, as UTC. */
static void expect(struct deck *deck, const char *screen, struct date day, const char *expected)
{
	struct arena *arena = arena_create();
	struct moments moments = moments_of_day(deck, screen, day, arena);
	struct buffer told;
	buffer_init(&told);
	for (size_t i = 0; i < moments.count; i++) {
		struct civil at = civil_from_seconds(moments.list[i]);
		buffer_add_format(&told, "%s%02d:%02d", i > 0 ? " " : "", at.hour, at.minute);
		assert_true(i == 0 || moments.list[i] > moments.list[i - 1]);
	}
	assert_string_equal(buffer_text(&told), expected);
	assert_int_equal(moments.step_minutes, 0);
	buffer_finish(&told);
	arena_destroy(arena);
	deck_destroy(deck);
}

static void starts_and_ends_of_what_matters(void **state)
{
	(void)state;
	static const struct row two[] = {{540, 600, "A"}, {660, 720, "A"}};
	expect(deck_of(two, 2), "door", monday, "08:00 09:00 10:00 11:00 12:00");
	/* Another room's sessions change nothing at this door, not even their hour before. */
	static const struct row others[] = {{540, 600, "A"}, {550, 560, "B"}, {660, 720, "A"}};
	expect(deck_of(others, 3), "door", monday, "08:00 09:00 10:00 11:00 12:00");
	/* Nor do they make its day longer. */
	static const struct row later[] = {{540, 600, "A"}, {900, 1000, "B"}};
	expect(deck_of(later, 2), "door", monday, "08:00 09:00 10:00");
	static const struct row earlier[] = {{360, 400, "B"}, {540, 600, "A"}};
	expect(deck_of(earlier, 2), "door", monday, "08:00 09:00 10:00");
	/* A night belongs to its evening. */
	static const struct row night[] = {{1380, 1500, "A"}};
	expect(deck_of(night, 1), "door", monday, "22:00 23:00 01:00");
	/* What begins when another ends is one moment. */
	static const struct row chain[] = {{540, 600, "A"}, {600, 660, "A"}};
	expect(deck_of(chain, 2), "door", monday, "08:00 09:00 10:00 11:00");
}

/* Since when the wall at a minute of the day has been what it is, and when it may be another. */
static void expect_since(struct deck *deck, int minute, int since, int again)
{
	int64_t again_utc_s;
	int64_t since_utc_s = moments_since(deck, "door", MIDNIGHT_UTC_S + minute * 60 + 17, &again_utc_s);
	assert_int_equal(since_utc_s, MIDNIGHT_UTC_S + since * 60);
	assert_true(again_utc_s > MIDNIGHT_UTC_S + minute * 60 + 17);
	if (again > 0)
		assert_true(again_utc_s <= MIDNIGHT_UTC_S + again * 60);
}

static void since_when_it_is_so(void **state)
{
	(void)state;
	static const struct row two[] = {{540, 600, "A"}, {660, 720, "A"}};
	struct deck *deck = deck_of(two, 2);
	expect_since(deck, 300, 240, 540); /* the day began at 04:00 */
	expect_since(deck, 540, 540, 600);
	expect_since(deck, 599, 540, 600);
	expect_since(deck, 600, 600, 660);
	expect_since(deck, 719, 660, 720);
	expect_since(deck, 1430, 720, 0);
	deck_destroy(deck);
	/* What another room does is nothing to this one. */
	static const struct row others[] = {{540, 600, "A"}, {550, 560, "B"}};
	deck = deck_of(others, 2);
	expect_since(deck, 599, 540, 600);
	deck_destroy(deck);
}

static void windows_count_too(void **state)
{
	(void)state;
	static const struct row one[] = {{540, 600, "A"}};
	struct deck *deck = deck_of(one, 1);
	deck->slides[1] = (struct slide){.id = "b",
					 .digest = "2",
					 .source = "b.json",
					 .language = "",
					 .event = 1,
					 .kind = SLIDE_ANNOUNCEMENT,
					 .window = window_always()};
	deck->slides[1].window.from_utc_s = MIDNIGHT_UTC_S + 510 * 60;
	deck->slides[1].window.until_utc_s = MIDNIGHT_UTC_S + 550 * 60;
	deck->slides_count = 2;
	expect(deck, "door", monday, "08:00 08:30 09:00 09:10 10:00");
}

static void days_without_sessions(void **state)
{
	(void)state;
	static const struct row one[] = {{540, 600, "A"}};
	expect(deck_of(one, 1), "door", (struct date){2018, 11, 11}, "08:00");
	expect(deck_of(NULL, 0), "door", monday, "08:00");
}

static void no_more_than_a_person_looks_through(void **state)
{
	(void)state;
	static struct row rows[200];
	for (int i = 0; i < 200; i++)
		rows[i] = (struct row){480 + i * 4, 480 + i * 4 + 3, "A"};
	struct deck *deck = deck_of(rows, 200);
	struct arena *arena = arena_create();
	struct moments moments = moments_of_day(deck, "door", monday, arena);
	assert_true(moments.count > MOMENTS_MOST / 4 && moments.count <= MOMENTS_MOST);
	assert_int_equal(moments.step_minutes, 30);
	for (size_t i = 1; i < moments.count; i++)
		assert_true(moments.list[i] / 1800 > moments.list[i - 1] / 1800);
	arena_destroy(arena);
	deck_destroy(deck);
}

static int width_px(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	(void)data;
	(void)text;
	(void)right_to_left;
	return (int)bytes * font.size_px / 2;
}

static struct font_metrics metrics(void *data, enum font_role role, int size_px)
{
	(void)data;
	(void)role;
	return (struct font_metrics){size_px, size_px / 4, size_px * 7 / 10};
}

static struct font_extent extent(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	(void)data;
	(void)text;
	(void)bytes;
	(void)right_to_left;
	return (struct font_extent){font.size_px, font.size_px / 4};
}

static size_t covered(void *data, enum font_role role, const char *text, size_t bytes, const char *language, int *face)
{
	(void)data;
	(void)role;
	(void)text;
	(void)language;
	*face = 0;
	return bytes;
}

static bool apart(struct box a, struct box b)
{
	return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

static void pages_have_their_places(void **state)
{
	(void)state;
	static const struct measure measure = {
		.width_px = width_px, .metrics = metrics, .extent = extent, .covered = covered};
	static const struct sheet_row rows[] = {{"all day", 7, 0}, {"08:00", 2, 0}, {"09:00", 5, 13}, {"10:00", 1, 0}};
	const struct sheet sheet = {.title = "Event",
				    .what = "door",
				    .language = "en",
				    .page_px = 480,
				    .page_high_px = 270,
				    .columns = 5,
				    .rows = rows,
				    .rows_count = 4};
	struct box places[15];
	struct scene scene;
	int width, height;
	sheet_size(&sheet, &width, &height);
	scene_init(&scene, width, height);
	sheet_lay_out(&sheet, &measure, &scene, places);
	for (size_t i = 0; i < 15; i++) {
		assert_true(places[i].width == 480 && places[i].height == 270);
		assert_true(places[i].x >= 0 && places[i].x + 480 <= width && places[i].y + 270 <= height);
		for (size_t other = 0; other < i; other++)
			assert_true(apart(places[i], places[other]));
		for (size_t t = 0; t < scene.items_count; t++)
			assert_true(scene.items[t].kind != SCENE_TEXT || apart(scene.items[t].box, places[i]));
	}
	assert_int_equal(places[0].y, places[4].y);
	assert_true(places[5].y > places[4].y && places[5].x == places[0].x); /* a row goes on below */
	assert_int_equal(places[7].y, places[8].y);
	assert_true(places[9].y > places[8].y);
	struct buffer said;
	buffer_init(&said);
	scene_say(&scene, &said);
	assert_non_null(strstr(buffer_text(&said), "+13more"));
	buffer_finish(&said);
	scene_finish(&scene);
}

static void the_same_page_says_the_same(void **state)
{
	(void)state;
	static const struct font font = {FONT_TEXT, 20, 0};
	struct buffer said[2];
	for (int i = 0; i < 2; i++) {
		struct scene scene;
		scene_init(&scene, 100, 100);
		scene_text(&scene, (struct box){0, 0, 40, 20}, 15, i == 0 ? "9:00" : "10:00", i == 0 ? 4 : 5, font,
			   COLOUR_INK, false)
			->text.clock = true;
		scene_text(&scene, (struct box){i, 40, 40, 20}, 55, i == 0 ? "A day" : "A", i == 0 ? 5 : 1, font,
			   COLOUR_INK, false);
		if (i == 1)
			scene_text(&scene, (struct box){0, 60, 40, 20}, 75, "day", 3, font, COLOUR_INK, false);
		buffer_init(&said[i]);
		scene_say(&scene, &said[i]);
		scene_finish(&scene);
	}
	assert_string_equal(buffer_text(&said[0]), buffer_text(&said[1]));
	assert_string_equal(buffer_text(&said[0]), "\nink:Aday");
	for (int i = 0; i < 2; i++)
		buffer_finish(&said[i]);
}

static void strangers_titles_stay_texts(void **state)
{
	(void)state;
	static const char *const sources[] = {"<b>&amp;</b>", "\"x\" onerror='y'\n\x01z", "Zażółć"};
	const struct day_heading heading = {
		.title = "</h1><script>", .what = "a & b", .language = "pl\"><i>", .width_px = 16, .height_px = 9};
	const struct listing_page page = {.number = 1,
					  .file = "001-a.png",
					  .kind = "agenda",
					  .title = "<u>",
					  .sources = sources,
					  .sources_count = 3};
	struct buffer html;
	buffer_init(&html);
	day_html_begin(&html, &heading);
	day_html_moment(&html, "09:00");
	day_html_page(&html, &heading, &page);
	day_html_moment_end(&html, 1);
	day_html_end(&html);
	const char *text = buffer_text(&html);
	assert_non_null(strstr(text, "<h1 lang=\"pl&quot;&gt;&lt;i&gt;\">&lt;/h1&gt;&lt;script&gt;</h1>"));
	assert_non_null(strstr(text, "alt=\"&lt;b&gt;&amp;amp;&lt;/b&gt; · &quot;x&quot; onerror='y'\n z · Zażółć\""));
	assert_non_null(strstr(text, ">&lt;u&gt;</a>"));
	assert_non_null(strstr(text, "<li>and 1 more page</li>"));
	assert_null(strstr(text, "<script"));
	buffer_finish(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_and_ends_of_what_matters),
		cmocka_unit_test(since_when_it_is_so),
		cmocka_unit_test(windows_count_too),
		cmocka_unit_test(days_without_sessions),
		cmocka_unit_test(no_more_than_a_person_looks_through),
		cmocka_unit_test(pages_have_their_places),
		cmocka_unit_test(the_same_page_says_the_same),
		cmocka_unit_test(strangers_titles_stay_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
