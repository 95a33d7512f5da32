/* formats/: deck.json there and back, what is no deck; the pipe's lines; pixel files; QR codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/deck.h"
#include "formats/link.h"
#include "formats/pixels.h"
#include "formats/qr.h"

static struct deck *example(void)
{
	static struct zone_transition transitions[] = {{1521939600, 7200}, {1540688400, 3600}};
	static const char *rooms[] = {"Sala A", "Sala \"B\"\n"};
	static struct direction directions[] = {{"Sala C", "→ I piętro"}};
	static struct event_screen screens[] = {{.name = "hall-*",
						 .rooms = rooms,
						 .rooms_count = 2,
						 .directions = directions,
						 .directions_count = 1,
						 .theme = "day",
						 .hours.kind = HOURS_AUTO}};
	static struct person people[] = {{"Anna", NULL}, {"Ela", "moderatorka"}};
	static struct session sessions[] = {
		{.id = "a",
		 .title = "Rejestracja",
		 .kind = SESSION_REGISTRATION,
		 .start_utc_s = 1540191600,
		 .end_utc_s = 1540193400,
		 .end_guessed = true},
		{.id = "b",
		 .title = "Praca",
		 .room = "Sala C",
		 .note = "x\ny",
		 .kind = SESSION_TALK,
		 .start_utc_s = 1540191600,
		 .end_utc_s = 1540195200,
		 .people = people,
		 .people_count = 2,
		 .all_day = true,
		 .cancelled = true,
		 .delay_minutes = 15,
		 .moved = "przeniesione",
		 .was_room = "Sala A",
		 .was_start_utc_s = 1540190700},
	};
	static struct prose_span spans[] = {{"O ", PROSE_PLAIN}, {"13:00", PROSE_STRONG | PROSE_EMPHASIS}};
	static struct prose_block blocks[] = {
		{.kind = PROSE_PARAGRAPH, .spans = spans, .spans_count = 2},
		{.kind = PROSE_NUMBER, .depth = 2, .number = 7, .spans = spans, .spans_count = 1},
		{.kind = PROSE_QUOTE, .spans = spans, .spans_count = 1},
	};
	static struct picture picture = {"abc-1x2", 1, 2, true, "Mapa"};
	static struct photo photos[] = {{.picture = {"p1", 1920, 1080, false, NULL}, .caption = "Rynek"},
					{.picture = {"p2", 10, 20, false, ""}, .caption = NULL}};
	static const char *on[] = {"hall-a"};

	struct deck *deck = deck_create();
	deck->key = "0123";
	deck->width_px = 1920;
	deck->height_px = 1080;
	deck->events_count = 2;
	struct event *events = arena_allocate(deck->arena, 2, sizeof *events);
	events[0] = deck->events[0];
	events[1] = (struct event){.folder = "2018",
				   .name = "Liderzy",
				   .place = "Sandomierz",
				   .start = {2018, 10, 22},
				   .end = {2018, 10, 23},
				   .language = "pl",
				   .zone = {"Europe/Warsaw", transitions, 2},
				   .theme = "dusk",
				   .contact = "Biuro",
				   .viewing.distance_m = 8.1,
				   .viewing.diagonal_inch = 54.6,
				   .hours = {HOURS_BETWEEN, 480, 1440},
				   .screens = screens,
				   .screens_count = 1};
	deck->events = events;
	deck->slides_count = 3;
	deck->slides = arena_allocate(deck->arena, 3, sizeof *deck->slides);
	deck->slides[0] = (struct slide){.id = "a#0",
					 .digest = "d0",
					 .source = "a.json",
					 .kind = SLIDE_AGENDA,
					 .event = 1,
					 .window = {INT64_MIN, 1540260000, 1, 480, 600},
					 .language = "pl",
					 .agenda = {.title = "Dzień",
						    .room = "Sala A",
						    .date = {2018, 10, 22},
						    .sessions = sessions,
						    .sessions_count = 2}};
	deck->slides[1] = (struct slide){.id = "b#0",
					 .digest = "d1",
					 .source = "b.json",
					 .kind = SLIDE_ANNOUNCEMENT,
					 .window = {-5, INT64_MAX, 0, 0, 0},
					 .high = true,
					 .seconds = 12.3,
					 .language = "",
					 .on = on,
					 .on_count = 1,
					 .announcement = {.title = NULL, .text = {blocks, 3}}};
	deck->slides[1].announcement.picture = &picture;
	assert_true(qr_encode(&deck->slides[1].announcement.qr, deck->arena, "https://example.org/"));
	deck->slides[1].announcement.qr.label = "Jak";
	deck->slides[2] = (struct slide){.id = "c#0",
					 .digest = "d2",
					 .source = "c.json",
					 .kind = SLIDE_PHOTOS,
					 .window = window_always(),
					 .language = "",
					 .photos = {"T", photos, 2}};
	return deck;
}

static char *written(const struct deck *deck)
{
	struct buffer text;
	buffer_init(&text);
	deck_write(deck, &text);
	return buffer_take(&text);
}

static void a_deck_comes_back_as_it_was(void **state)
{
	(void)state;
	struct deck *deck = example();
	char *text = written(deck);
	const char *reason;
	struct deck *back = deck_read(text, strlen(text), &reason);
	if (!back) {
		fail_msg("%s", reason);
		return;
	}
	char *again = written(back);
	assert_string_equal(again, text);
	/* What the text could hide: fields that neither writes nor reads. */
	assert_string_equal(back->key, "0123");
	assert_int_equal(back->width_px, 1920);
	assert_int_equal(back->height_px, 1080);
	assert_int_equal(back->events_count, 2);
	const struct event *event = &back->events[1];
	assert_int_equal(back->events[0].day_change, 240);
	assert_int_equal(event->day_change, 0);
	assert_true(event->viewing.distance_m == 8.1 && event->viewing.diagonal_inch == 54.6);
	assert_int_equal(event->zone.transitions_count, 2);
	assert_true(event->zone.transitions[1].utc_s == 1540688400 && event->zone.transitions[1].offset_s == 3600);
	assert_string_equal(event->screens[0].rooms[1], "Sala \"B\"\n");
	assert_string_equal(event->screens[0].directions[0].way, "→ I piętro");
	assert_string_equal(event->screens[0].theme, "day");
	assert_int_equal(event->screens[0].hours.kind, HOURS_AUTO);
	assert_true(event->hours.kind == HOURS_BETWEEN && event->hours.start == 480 && event->hours.end == 1440);
	assert_string_equal(event->contact, "Biuro");
	assert_int_equal(event->end.day, 23);
	const struct slide *slide = &back->slides[0];
	assert_true(slide->window.from_utc_s == INT64_MIN && slide->window.until_utc_s == 1540260000);
	assert_int_equal(slide->window.weekdays, 1);
	assert_int_equal(slide->window.between_start, 480);
	assert_int_equal(slide->window.between_end, 600);
	assert_int_equal(slide->event, 1);
	assert_int_equal(slide->agenda.date.month, 10);
	assert_true(slide->agenda.sessions[0].end_guessed && !slide->agenda.sessions[1].end_guessed);
	const struct session *session = &slide->agenda.sessions[1];
	assert_true(session->start_utc_s == 1540191600 && session->end_utc_s == 1540195200 &&
		    session->was_start_utc_s == 1540190700);
	assert_int_equal(session->delay_minutes, 15);
	assert_true(session->cancelled && session->all_day && !slide->agenda.sessions[0].all_day);
	assert_null(session->people[0].role);
	assert_string_equal(session->people[1].role, "moderatorka");
	slide = &back->slides[1];
	assert_true(slide->window.from_utc_s == -5 && slide->window.until_utc_s == INT64_MAX);
	assert_true(slide->high && slide->seconds == 12.3);
	assert_string_equal(slide->on[0], "hall-a");
	assert_null(slide->announcement.title);
	assert_int_equal(slide->announcement.text.blocks[1].number, 7);
	assert_int_equal(slide->announcement.text.blocks[1].depth, 2);
	assert_int_equal(slide->announcement.text.blocks[0].spans[1].style, PROSE_STRONG | PROSE_EMPHASIS);
	assert_true(slide->announcement.picture->transparent);
	assert_string_equal(slide->announcement.picture->alt, "Mapa");
	assert_string_equal(slide->announcement.qr.modules, deck->slides[1].announcement.qr.modules);
	assert_string_equal(slide->announcement.qr.label, "Jak");
	slide = &back->slides[2];
	assert_string_equal(slide->photos.photos[0].caption, "Rynek");
	assert_null(slide->photos.photos[1].caption);
	assert_string_equal(slide->photos.photos[1].picture.alt, "");
	assert_int_equal(slide->photos.photos[1].picture.height_px, 20);
	free(again);
	deck_destroy(back);
	free(text);
	deck_destroy(deck);
}

static char *replaced(const char *text, const char *old, const char *new)
{
	const char *at = strstr(text, old);
	char *copy;
	if (!at)
		fail_msg("\"%s\" is not in the deck", old);
	assert_true(asprintf(&copy, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old)) > 0);
	return copy;
}

static void what_is_no_whole_deck(void **state)
{
	(void)state;
	static const struct {
		const char *old, *new, *reason;
	} rows[] = {
		{"\"version\":5", "\"version\":4", "it is of another version"},
		{"\"version\":5,", "", "it is of another version"},
		{"\"hours\":\"auto\"", "\"hours\":\"daily\"", "a kind is not known"},
		{"\"key\":\"0123\"", "\"key\":5", "a text is none"},
		{"\"key\":\"0123\",", "", "a text is missing"},
		{"\"width\":1920", "\"width\":-1", "a number is none or out of its range"},
		{"\"width\":1920", "\"width\":1.5", "a whole number is none"},
		{"2018-10-22", "2018-02-30", "a date is none"},
		{"\"kind\":\"agenda\"", "\"kind\":\"cinema\"", "a kind is not known"},
		{"\"kind\":\"registration\"", "\"kind\":7", "a text is none"},
		{"\"event\":1", "\"event\":2", "a slide's event does not exist"},
		{"\"event\":1", "\"event\":-1", "a number is none or out of its range"},
		{"\"weekdays\":1", "\"weekdays\":128", "a number is none or out of its range"},
		{"\"end\":1540193400", "\"end\":1540191600", "a session does not end after it starts"},
		{"\"end\":1540193400", "\"x\":1", "a session does not end after it starts"},
		{"\"start\":1540191600", "\"start\":1540191601", "an agenda's sessions do not ascend"},
		{"\"end\":1540193400", "\"end\":1e300", "a number is none or out of its range"},
		{"[1540688400,3600]", "[1521939600,3600]", "a zone's transitions do not ascend"},
		{"[1540688400,3600]", "[1540688400]", "a zone's transition is none"},
		{"[1540688400,3600]", "7", "a zone's transition is none"},
		{"\"rooms\":[", "\"rooms\":[5,", "a text is none"},
		{"\"name\":\"p1\"", "\"name\":\"../p1\"", "a picture's name is none"},
		{"\"name\":\"p1\"", "\"name\":\"..\"", "a picture's name is none"},
		{"\"name\":\"p1\"", "\"name\":\"a/p1\"", "a picture's name is none"},
		{"\"name\":\"p1\"", "\"name\":\"\"", "a picture's name is none"},
		{"\"height\":20", "\"height\":20000", "a number is none or out of its range"},
		{",\"height\":20", "", "a picture's size is missing"},
		{"\"modules\":\"1", "\"modules\":\"", "a QR code is not whole"},
		{"\"modules\":\"1", "\"modules\":\"2", "a QR code is not whole"},
		{"\"size\":25", "\"size\":26", "a QR code is not whole"},
		{"\"style\":3", "\"style\":4", "a number is none or out of its range"},
		{"\"spans\":[", "\"spans\":[null,", "a text is missing"},
		{"\"cancelled\":true", "\"cancelled\":1", "a flag is none"},
		{"\"content\":", "\"x\":", "a slide has no content"},
		{"\"slides\":[", "\"slides\":5,\"x\":[", "a list is none"},
		{"\"events\":[", "\"events\":[],\"x\":[", "there is no event"},
		{"}]}\n", "}]", "it is not JSON, or not whole"},
		{"Mapa", "\xFF", "it is not JSON, or not whole"},
	};
	struct deck *deck = example();
	char *text = written(deck);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *changed = replaced(text, rows[i].old, rows[i].new);
		const char *reason = NULL;
		struct deck *back = deck_read(changed, strlen(changed), &reason);
		if (back || !reason || strcmp(reason, rows[i].reason) != 0)
			fail_msg("%s for %s: %s", rows[i].new, rows[i].old, reason ? reason : "taken");
		free(changed);
	}
	for (size_t length = 0; length + 1 < strlen(text); length++) { /* half a file is none */
		const char *reason;
		assert_null(deck_read(text, length, &reason));
	}
	free(text);
	deck_destroy(deck);
}

static void lines_of_the_pipe(void **state)
{
	(void)state;
	struct buffer lines;
	struct problems problems;
	struct link_message message;
	buffer_init(&lines);
	problems_init(&problems);
	problems_add(&problems, &(struct problem){.level = PROBLEM_REFUSED,
						  .path = "a\n.json",
						  .line = 3,
						  .column = 5,
						  .json_path = "$.x",
						  .words = "„ź\"le\"",
						  .remedy = "popraw"});
	problems_add(&problems, &(struct problem){.level = PROBLEM_WARNING, .path = "b", .words = "w"});

	link_write_size(&lines, 1920, 1080);
	assert_string_equal(buffer_text(&lines), "size 1920 1080\n");
	buffer_clear(&lines);
	link_write_reload(&lines);
	assert_string_equal(buffer_text(&lines), "reload\n");
	buffer_clear(&lines);
	const struct link_clock clocks[] = {{.ahead_ms = -86400000}, {.unset = true, .known_utc_s = 1540196040}};
	link_write_clock(&lines, &clocks[0]);
	assert_string_equal(buffer_text(&lines), "clock -86400000 trusted\n");
	buffer_clear(&lines);
	link_write_clock(&lines, &clocks[1]);
	assert_string_equal(buffer_text(&lines), "clock 0 untrusted 1540196040\n");
	link_read(&message, "clock -5 untrusted 1540196040");
	assert_int_equal(message.kind, LINK_CLOCK);
	assert_true(message.clock.unset && message.clock.ahead_ms == -5 && message.clock.known_utc_s == 1540196040);
	link_finish(&message);
	buffer_clear(&lines);
	link_write_published(&lines, "ab12");
	assert_string_equal(buffer_text(&lines), "published ab12\n");

	buffer_clear(&lines);
	link_write_problems(&lines, &problems);
	assert_ptr_equal(strchr(buffer_text(&lines), '\n'), buffer_text(&lines) + lines.length - 1);
	link_read(&message, buffer_text(&lines));
	assert_int_equal(message.kind, LINK_PROBLEMS);
	assert_int_equal(message.problems.count, 2);
	const struct problem *first = &message.problems.list[0], *second = &message.problems.list[1];
	assert_int_equal(first->level, PROBLEM_REFUSED);
	assert_string_equal(first->path, "a\n.json");
	assert_int_equal(first->line, 3);
	assert_int_equal(first->column, 5);
	assert_string_equal(first->json_path, "$.x");
	assert_string_equal(first->words, "„ź\"le\"");
	assert_string_equal(first->remedy, "popraw");
	assert_int_equal(second->level, PROBLEM_WARNING);
	assert_int_equal(second->line, 0);
	assert_null(second->remedy);
	link_finish(&message);

	buffer_clear(&lines);
	struct health health = {SHARE_UNREACHABLE, 1540191600, "nie ma\nudziału", 5, 3, 1, 1, 1540191000, NULL, NULL};
	link_write_health(&lines, &health);
	link_read(&message, buffer_text(&lines));
	assert_int_equal(message.kind, LINK_HEALTH);
	assert_int_equal(message.health.share, SHARE_UNREACHABLE);
	assert_int_equal(message.health.share_since_utc_s, 1540191600);
	assert_string_equal(message.health.reason, "nie ma\nudziału");
	assert_int_equal(message.health.files, 5);
	assert_int_equal(message.health.taken, 3);
	assert_int_equal(message.health.refused, 1);
	assert_int_equal(message.health.waiting, 1);
	assert_int_equal(message.health.last_change_utc_s, 1540191000);
	link_finish(&message);
	buffer_finish(&lines);
	problems_finish(&problems);
}

static void lines_that_are_understood(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		enum link_kind kind;
	} rows[] = {
		{"size 1 16384", LINK_SIZE},
		{"reload", LINK_RELOAD},
		{"beat", LINK_BEAT},
		{"beat 1", LINK_UNKNOWN},
		{"clock 0 trusted", LINK_CLOCK},
		{"clock", LINK_UNKNOWN},
		{"clock 0", LINK_UNKNOWN},
		{"clock x trusted", LINK_UNKNOWN},
		{"clock 0 trusted 5", LINK_UNKNOWN},
		{"clock 0 untrusted", LINK_UNKNOWN},
		{"clock 0 untrusted ", LINK_UNKNOWN},
		{"clock 0 untrusted -5", LINK_UNKNOWN},
		{"clock 0 untrusted 5 5", LINK_UNKNOWN},
		{"clock 99999999999999999999 trusted", LINK_UNKNOWN},
		{"published a-b_0", LINK_PUBLISHED},
		{"problems []", LINK_PROBLEMS},
		{"health {\"share\":\"readable\"}", LINK_HEALTH},
		{"", LINK_UNKNOWN},
		{"size", LINK_UNKNOWN},
		{"size 0 5", LINK_UNKNOWN},
		{"size 5", LINK_UNKNOWN},
		{"size 5 16385", LINK_UNKNOWN},
		{"size 5 5 5", LINK_UNKNOWN},
		{"reload now", LINK_UNKNOWN},
		{"published", LINK_UNKNOWN},
		{"published ../x", LINK_UNKNOWN},
		{"published 0123456789012345678901234567890123456789012345678901234567890123", LINK_UNKNOWN},
		{"problems {}", LINK_UNKNOWN},
		{"problems [{\"level\":\"refused\"}]", LINK_UNKNOWN},
		{"problems [", LINK_UNKNOWN},
		{"health {\"share\":\"gone\"}", LINK_UNKNOWN},
		{"health []", LINK_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct link_message message;
		link_read(&message, rows[i].line);
		if (message.kind != rows[i].kind)
			fail_msg("%s: %d", rows[i].line, message.kind);
		link_finish(&message);
	}
}

static void whole_pixel_files(void **state)
{
	(void)state;
	union { /* aligned as a mapped file is */
		struct pixels_header header;
		char bytes[32 + 3 * 2 * 4 + 1];
	} file = {0};
	size_t length = 32 + 3 * 2 * 4;
	pixels_header_init(&file.header, 3, 2, true, 0);
	assert_true(pixels_valid(&file, length));
	assert_false(pixels_valid(&file, length - 1));
	assert_false(pixels_valid(&file, length + 1));
	assert_false(pixels_valid(&file, 31));
	assert_false(pixels_valid(&file, 0));
	struct pixels_header good = file.header;
	file.header.magic[7] = '2';
	assert_false(pixels_valid(&file, length));
	file.header = good;
	file.header.transparent = 2;
	assert_false(pixels_valid(&file, length));
	file.header = good;
	file.header.description_bytes = 1;
	assert_false(pixels_valid(&file, length));
	assert_true(pixels_valid(&file, length + 1));
	file.header.description_bytes = PIXELS_DESCRIPTION_LIMIT + 1;
	assert_false(pixels_valid(&file, length + PIXELS_DESCRIPTION_LIMIT + 1));
	file.header = good;
	file.header.width_px = 0;
	assert_false(pixels_valid(&file, 32));
	file.header.width_px = PIXELS_SIDE_LIMIT + 1;
	assert_false(pixels_valid(&file, length));
	file.header.width_px = 0xC0000001u; /* times height and 4 it would fit again, if it overflowed */
	assert_false(pixels_valid(&file, length));
}

static void codes_that_can_be_scanned(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct qr qr = {.label = "kept"};
	assert_true(qr_encode(&qr, arena, "https://example.org/"));
	assert_int_equal(qr.size, 25); /* version 2-M holds 26 bytes */
	assert_int_equal(strlen(qr.modules), 25 * 25);
	assert_int_equal(strspn(qr.modules, "01"), 25 * 25);
	assert_memory_equal(qr.modules, "1111111", 7); /* the finder's edge */
	assert_memory_equal(qr.modules + 25, "1000001", 7);
	assert_string_equal(qr.url, "https://example.org/");
	assert_string_equal(qr.label, "kept");
	char url[414];
	memset(url, 'a', sizeof url);
	url[412] = '\0';
	assert_true(qr_encode(&qr, arena, url));
	assert_int_equal(qr.size, 77);
	url[412] = 'a';
	url[413] = '\0';
	assert_false(qr_encode(&qr, arena, url));
	assert_false(qr_encode(&qr, arena, ""));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_deck_comes_back_as_it_was), cmocka_unit_test(what_is_no_whole_deck),
		cmocka_unit_test(lines_of_the_pipe),           cmocka_unit_test(lines_that_are_understood),
		cmocka_unit_test(whole_pixel_files),           cmocka_unit_test(codes_that_can_be_scanned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
