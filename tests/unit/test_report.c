/* The report for organizers: what it says in Polish and in English (tests/golden/report; UPDATE_GOLDEN=1 writes them
 * anew), and what it is made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/html.h"
#include "base/memory.h"
#include "formats/content.h"
#include "formats/heartbeat.h"
#include "formats/language.h"
#include "formats/pixels.h"
#include "ingest/fold.h"
#include "ingest/report_page.h"
#include "ingest/report_place.h"

static void read_file(const char *path, struct buffer *text)
{
	buffer_init(text);
	assert_int_equal(file_read(path, 1 << 20, text), 0);
}

static struct phrases *phrases_of(const char *tag)
{
	char *path = text_format("assets/report/%s.json", tag);
	struct buffer text;
	struct problems problems;
	problems_init(&problems);
	read_file(path, &text);
	struct phrases *phrases = phrases_read(path, buffer_text(&text), text.length, &problems);
	for (size_t i = 0; i < problems.count; i++)
		print_error("%s: %s\n", path, problems.list[i].words);
	assert_int_equal(problems.count, 0);
	assert_non_null(phrases);
	problems_finish(&problems);
	buffer_finish(&text);
	free(path);
	return phrases;
}

static struct language *language_of(const char *tag)
{
	char *path = text_format("assets/languages/%s.json", tag);
	struct buffer text;
	struct problems problems;
	problems_init(&problems);
	read_file(path, &text);
	struct language *language = language_read(path, buffer_text(&text), text.length, &problems);
	assert_non_null(language);
	problems_finish(&problems);
	buffer_finish(&text);
	free(path);
	return language;
}

/* Ten mistakes that people make, and one name that wants to do harm. */
static const struct {
	const char *path, *text;
} files[] = {
	{"01-komentarz.json", "{\n  // notatka\n  \"type\": \"agenda\",\n  \"date\": \"31.02.2018\"\n}\n"},
	{"02-cudzyslow.json", "{\n  \"type\": \"announcement\",\n  \"title\": \"Obiad o 13:00\n}\n"},
	{"03-typ.json", "{\n  \"type\": \"announcment\",\n  \"title\": \"Wycieczka\"\n}\n"},
	{"04-klucz.json", "{\"type\":\"announcement\",\"title\":\"Zapraszamy\",\"qwerty\":1}\n"},
	{"05-koniec.json", "{\n  \"type\": \"announcement\",\n  \"title\":"},
	{"06-od-do.json", "{\"type\":\"photos\",\"photos\":[\"a.jpg\"],\n"
			  " \"show\":{\"from\":\"2018-10-23\",\"until\":\"2018-10-21\"}}\n"},
	{"07-dwa-razy.json", "{\"type\":\"announcement\",\n\"title\":\"Raz\",\n\"title\":\"Dwa\"}\n"},
	{"08-bez-tytulu.json",
	 "{\"type\":\"agenda\",\"date\":\"2018-10-22\",\n\"sessions\":[{\"start\":\"09:00\"}]}\n"},
	{"09-pusty.txt", "  \n\n"},
	{"10-adres.json",
	 "{\"type\":\"announcement\",\n\"title\":\"Pytania: anna.kowalska@example.org\",\n\"seconds\":\"x\"}\n"},
	{"11-<script>alert(1)</script>\"'&.json", "[{]\n"},
};

static void gather(struct problems *problems)
{
	problems_init(problems);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct source source;
		content_read(&source, files[i].path, files[i].text, strlen(files[i].text), problems);
		source_finish(&source);
	}
	problems_add(problems,
		     &(struct problem){.level = PROBLEM_WARNING,
				       .path = "obiad.sync-conflict-20181021.json",
				       .words = "a sync program made this copy when two people changed one file",
				       .remedy = "take over what is missing into the original, then delete "
						 "this copy"});
}

static void write_page(const char *tag, struct buffer *html)
{
	struct phrases *phrases = phrases_of(tag);
	struct language *language = language_of(strcmp(tag, "en") == 0 ? "en-GB" : tag);
	struct problems problems;
	struct zone_transition summer = {.utc_s = 0, .offset_s = 7200};
	struct zone zone = {.name = "Europe/Warsaw", .transitions = &summer, .transitions_count = 1};
	const int64_t now_utc_s = 1540196040; /* 2018-10-22T10:14+02:00 */
	struct report_picture pictures[] = {{.bytes = "\xff\xd8\xff\xd9",
					     .length = 4,
					     .page = 1,
					     .pages = 2,
					     .texts = "Stan prac · <b>\"Sala\" A</b>"},
					    {.page = 2, .pages = 2, .texts = ""}};
	struct report_slide now[] = {{.id = "a",
				      .title = "Dzień <pierwszy>",
				      .source = "program.json",
				      .from_utc_s = INT64_MIN,
				      .until_utc_s = now_utc_s + 3600,
				      .pictures = pictures,
				      .pictures_count = 2},
				     {.id = "now@", .source = "", .from_utc_s = INT64_MIN, .until_utc_s = INT64_MAX}};
	struct report_slide later[] = {{.id = "b",
					.title = NULL,
					.source = "dzial/obiad.md",
					.from_utc_s = now_utc_s + 86400,
					.until_utc_s = INT64_MAX}};
	struct report_file list[] = {
		{.path = "program.json",
		 .kind = PHRASE_AGENDA,
		 .state = PHRASE_STATE_SHOWN,
		 .sessions = 22,
		 .pages = 2,
		 .changed_utc_s = now_utc_s - 90000,
		 .taken_utc_s = now_utc_s - 60},
		{.path = "dzial/obiad.md",
		 .kind = PHRASE_ANNOUNCEMENT,
		 .state = PHRASE_STATE_LATER,
		 .from_utc_s = now_utc_s + 86400},
		{.path = "01-komentarz.json", .kind = PHRASE_UNKNOWN, .state = PHRASE_STATE_REFUSED}};
	gather(&problems);
	struct report_contents contents = {.screen = "foyer",
					   .version = "0.1.0",
					   .style = "/* style */\n",
					   .event = "Liderzy Kooperacji",
					   .place = "Sandomierz",
					   .width_px = 1920,
					   .height_px = 1080,
					   .written_utc_s = now_utc_s,
					   .digest = "0123",
					   .zone = &zone,
					   .language = language,
					   .phrases = phrases,
					   .taken = 2,
					   .problems = &problems,
					   .as_at_utc_s = now_utc_s - 840,
					   .now = now,
					   .now_count = 2,
					   .later = later,
					   .later_count = 1,
					   .files = list,
					   .files_count = 3};
	report_page_write(&contents, html);
	problems_finish(&problems);
	language_destroy(language);
	phrases_destroy(phrases);
}

static void check_golden(const char *tag)
{
	char *path = text_format("tests/golden/report/%s.html", tag);
	struct buffer html, golden;
	buffer_init(&html);
	write_page(tag, &html);
	if (getenv("UPDATE_GOLDEN") != NULL)
		assert_int_equal(file_write_open(path, html.bytes, html.length), 0);
	read_file(path, &golden);
	assert_string_equal(buffer_text(&html), buffer_text(&golden));
	assert_null(strstr(buffer_text(&html), "<script"));
	assert_null(strstr(buffer_text(&html), "kowalska"));
	buffer_finish(&golden);
	buffer_finish(&html);
	free(path);
}

static void polish(void **state)
{
	(void)state;
	check_golden("pl");
}

static void english(void **state)
{
	(void)state;
	check_golden("en");
}

static void from_the_right(void **state)
{
	(void)state;
	struct buffer html;
	buffer_init(&html);
	write_page("he", &html);
	assert_non_null(strstr(buffer_text(&html), "<html lang=\"he\" dir=\"rtl\">"));
	assert_non_null(strstr(buffer_text(&html), "<bdi dir=\"ltr\">dzial/obiad.md</bdi>"));
	assert_non_null(strstr(buffer_text(&html), "<code dir=\"ltr\">$.date</code>"));
	assert_non_null(strstr(buffer_text(&html), "<ol class=\"lines\" start=\"1\" dir=\"ltr\">"));
	assert_null(strstr(buffer_text(&html), "lang=\"en\""));
	buffer_finish(&html);
}

/* Each language is read whole; a sentence that it lacks says that it is English. */
static void every_language(void **state)
{
	(void)state;
	static const char *const tags[] = {"ar", "cs", "de", "es", "fr", "he", "it", "lt", "pl", "sk", "uk"};
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		struct phrases *phrases = phrases_of(tags[i]);
		struct language *language = language_of(tags[i]);
		struct problems problems;
		struct zone zone = {0};
		struct buffer html;
		problems_init(&problems);
		buffer_init(&html);
		assert_string_equal(phrases_tag(phrases), tags[i]);
		problems_add(&problems, &(struct problem){.level = PROBLEM_REFUSED,
							  .path = "a.json",
							  .words = "no language knows this",
							  .remedy = "save it as PNG"});
		struct report_contents contents = {.screen = "foyer",
						   .version = "1",
						   .style = "",
						   .width_px = 16,
						   .height_px = 9,
						   .digest = "",
						   .zone = &zone,
						   .language = language,
						   .phrases = phrases,
						   .problems = &problems};
		report_page_write(&contents, &html);
		assert_non_null(strstr(buffer_text(&html), "<p class=\"words capital\" lang=\"en\" dir=\"ltr\">"
							   "no language knows this.</p>"));
		assert_null(strstr(buffer_text(&html), "save it as PNG"));
		buffer_finish(&html);
		problems_finish(&problems);
		language_destroy(language);
		phrases_destroy(phrases);
	}
}

static void nothing_wrong(void **state)
{
	(void)state;
	struct phrases *phrases = phrases_of("pl");
	struct language *language = language_of("pl");
	struct problems problems;
	struct zone zone = {0};
	struct buffer html;
	problems_init(&problems);
	buffer_init(&html);
	struct report_contents contents = {.screen = "\xff\x01",
					   .version = "1",
					   .style = "",
					   .width_px = 16,
					   .height_px = 9,
					   .digest = "",
					   .zone = &zone,
					   .language = language,
					   .phrases = phrases,
					   .problems = &problems};
	report_page_write(&contents, &html);
	assert_non_null(strstr(buffer_text(&html), "Wszystko w folderze jest w porządku."));
	assert_null(strstr(buffer_text(&html), "Napisano"));
	assert_non_null(strstr(buffer_text(&html), "<bdi>\xef\xbf\xbd </bdi>"));
	buffer_clear(&html);
	contents.unreachable = "the folder cannot be reached: No such file or directory";
	contents.unreachable_since_utc_s = 1540196040;
	report_page_write(&contents, &html);
	assert_non_null(strstr(buffer_text(&html), "(folder jest nieosiągalny: nie ma go tam)"));
	buffer_finish(&html);
	problems_finish(&problems);
	language_destroy(language);
	phrases_destroy(phrases);
}

static void sentences(void **state)
{
	(void)state;
	static const struct {
		const char *english, *polish;
		bool known;
	} table[] = {
		{"the key \"a \"b\" c\" is not known here", "klucz \"a \"b\" c\" nie jest tu znany", true},
		{"the key \"{}\" is not known here", "klucz \"{}\" nie jest tu znany", true},
		{"the key \"\" is not known here", "klucz \"\" nie jest tu znany", true},
		{"it cannot be read: Permission denied", "nie można tego odczytać: brak uprawnień", true},
		{"it cannot be read: Wrong moon", "nie można tego odczytać (Wrong moon)", true},
		{"this is a web page, not a picture", "to strona internetowa, a nie obrazek", true},
		{"this is a moon", "to jest coś innego: a moon", true},
		{"the byte at offset 3 (0xBF) is not UTF-8; the file looks like Windows-1250",
		 "bajtu na pozycji 3 (0xBF) nie ma w UTF-8; plik wygląda na Windows-1250", true},
		{"remove the comma", "usuń przecinek", true},
		{"remove the comma now", "remove the comma now", false},
		{"February 2018 has 28 days", "luty 2018 ma 28 dni", true},
		{"Smarch 2018 has 28 days", "Smarch 2018 has 28 days", false},
		{"Host is down", "serwer nie działa", true},
		{"", "", false},
	};
	struct phrases *phrases = phrases_of("pl");
	struct arena *arena = arena_create();
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		bool known;
		assert_string_equal(phrases_sentence(phrases, arena, table[i].english, &known), table[i].polish);
		assert_int_equal(known, table[i].known);
	}
	assert_string_equal(phrases_count(phrases, arena, COUNT_MISTAKES, 1), "1 błąd");
	assert_string_equal(phrases_count(phrases, arena, COUNT_MISTAKES, 22), "22 błędy");
	assert_string_equal(phrases_count(phrases, arena, COUNT_MISTAKES, 12), "12 błędów");
	arena_destroy(arena);
	phrases_destroy(phrases);
}

static void names(void **state)
{
	(void)state;
	static const struct {
		const char *screen, *begins;
		bool same;
	} table[] = {
		{"foyer", "foyer", true},
		{"hall-a.2", "hall-a.2", true},
		{"sala główna", "sala-g\xc5\x82\xc3\xb3wna-", false},
		{"Foyer", "foyer-", false},
		{"../../etc/passwd", "etc-passwd-", false},
		{"a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j-", false},
		{"con", "con-", false},
		{"LPT1.x", "s-lpt1.x-", false},
		{".hidden", "hidden-", false},
		{"_draft", "s-_draft-", false},
		{"dot.", "dot.-", false},
		{"", "screen-", false},
		{"\xff\xfe", "screen-", false},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		char *name = report_place_safe_name(table[i].screen);
		if (strncmp(name, table[i].begins, strlen(table[i].begins)) != 0)
			fail_msg("\"%s\" is called %s", table[i].screen, name);
		assert_int_equal(strcmp(name, table[i].screen) == 0, table[i].same);
		assert_null(strpbrk(name, "/\\:*?\"<>| "));
		assert_true(name[0] != '.' && name[0] != '_' && name[strlen(name) - 1] != '.');
		free(name);
	}
	char *one = report_place_safe_name("Hall"), *other = report_place_safe_name("HALL");
	assert_string_not_equal(one, other);
	free(one);
	free(other);
}

static struct problem excerpt_of(const char *text, size_t length, struct problems *problems)
{
	struct source source;
	problems_init(problems);
	content_read(&source, "a.json", text, length, problems);
	source_finish(&source);
	assert_true(problems->count > 0);
	return problems->list[0];
}

static void excerpts(void **state)
{
	(void)state;
	struct problems problems;
	static const char lines[] = "{\r\n\"type\":\"announcement\",\r\n\"title\":\"T\" x\r\n}\r\n";
	struct problem problem = excerpt_of(lines, strlen(lines), &problems);
	assert_string_equal(problem.excerpt.text, "{\n\"type\":\"announcement\",\n\"title\":\"T\" x\n}");
	assert_int_equal(problem.excerpt.line, 1);
	problems_finish(&problems);

	/* One line of many thousand characters: what is around the place is cut out of it. */
	struct buffer text;
	buffer_init(&text);
	buffer_add_text(&text, "[");
	for (int i = 0; i < 3000; i++)
		buffer_add_text(&text, "\"ż\",");
	buffer_add_text(&text, "oops]");
	problem = excerpt_of(buffer_text(&text), text.length, &problems);
	assert_int_equal(problem.line, 1);
	assert_int_equal(problem.column, 2 + 3000 * 4);
	assert_true(strlen(problem.excerpt.text) < 300);
	assert_true(strncmp(problem.excerpt.text, "…", strlen("…")) == 0);
	const char *at = problem.excerpt.text;
	for (int i = 1; i < problem.excerpt.column; at++)
		i += (at[1] & 0xc0) != 0x80;
	assert_true(strncmp(at, "oops", 4) == 0);
	problems_finish(&problems);
	buffer_finish(&text);

	/* Calendars have people in them. */
	struct source source;
	static const char calendar[] = "BEGIN:VCALENDAR\nATTENDEE:mailto:jan@example.org\nBEGIN:VEVENT\n";
	problems_init(&problems);
	content_read(&source, "a.ics", calendar, strlen(calendar), &problems);
	source_finish(&source);
	for (size_t i = 0; i < problems.count; i++)
		assert_null(problems.list[i].excerpt.text);
	problems_finish(&problems);
}

/* A comma that is missing is put in where it belongs, not a mark under nothing. */
static void what_is_missing(void **state)
{
	(void)state;
	static const struct {
		const char *text, *line;
	} rows[] = {
		{"{\"type\":\"announcement\"\n \"title\":\"A\"}", "announcement&quot;<mark><ins>,</ins></mark></code>"},
		{"{\"type\":\"photos\", \"photos\": [1 2]}", "[1<mark><ins>,</ins></mark> 2]}</code>"},
		{"{\"type\" \"photos\"}",
		 "<code>{&quot;type&quot;<mark><ins>:</ins></mark> &quot;photos&quot;}</code>"},
	};
	struct phrases *phrases = phrases_of("en");
	struct language *language = language_of("en-GB");
	struct zone zone = {.name = "Etc/UTC"};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct problems problems;
		struct source source;
		struct buffer html;
		problems_init(&problems);
		buffer_init(&html);
		content_read(&source, "a.json", rows[i].text, strlen(rows[i].text), &problems);
		struct report_contents contents = {.screen = "foyer",
						   .version = "1",
						   .style = "",
						   .digest = "",
						   .width_px = 16,
						   .height_px = 9,
						   .zone = &zone,
						   .language = language,
						   .phrases = phrases,
						   .problems = &problems};
		report_page_write(&contents, &html);
		if (strstr(buffer_text(&html), rows[i].line) == NULL)
			fail_msg("%s: no %s in %s", rows[i].text, rows[i].line, buffer_text(&html));
		buffer_finish(&html);
		source_finish(&source);
		problems_finish(&problems);
	}
	language_destroy(language);
	phrases_destroy(phrases);
}

static void small_parts(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *text;
	} table[] = {{"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
		     {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"\xff\xfe\xfd", "//79"}};
	struct buffer text;
	buffer_init(&text);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		buffer_clear(&text);
		base64_add(&text, table[i].bytes, strlen(table[i].bytes));
		assert_string_equal(buffer_text(&text), table[i].text);
	}
	buffer_clear(&text);
	html_add_text(&text, "<a href=\"x\">&'\x01\x7f\n\xc5\x82\xff");
	assert_string_equal(buffer_text(&text), "&lt;a href=&quot;x&quot;&gt;&amp;'  \n\xc5\x82\xef\xbf\xbd");
	buffer_finish(&text);
}

static void heartbeats(void **state)
{
	(void)state;
	struct zone_transition summer = {.utc_s = 0, .offset_s = 7200};
	struct zone zone = {.transitions = &summer, .transitions_count = 1};
	struct health health = {.taken = 3, .refused = 1};
	struct heartbeat_slide shown = {"\"T\"", "a.json", INT64_MAX};
	struct heartbeat heartbeat = {.screen = "foyer",
				      .version = "1",
				      .id = "0123abcd",
				      .set = "key",
				      .report = "foyer.html",
				      .zone = &zone,
				      .when_utc_s = 1540196040,
				      .interval_s = 300,
				      .health = &health,
				      .refused = 1,
				      .shown = &shown,
				      .shown_count = 1};
	struct buffer json;
	buffer_init(&json);
	heartbeat_write(&heartbeat, &json);
	assert_non_null(strstr(buffer_text(&json), "\"when\":\t\"2018-10-22T10:14:00+02:00\""));
	assert_non_null(strstr(buffer_text(&json), "\"id\":\t\"0123abcd\"")); /* report_place.c looks for that */
	assert_non_null(strstr(buffer_text(&json), "\"title\":\t\"\\\"T\\\"\""));
	assert_non_null(strstr(buffer_text(&json), "\"until\":\tnull"));
	buffer_finish(&json);
}

/* Thirty warnings of one kind are five and a count; refusals, and what is said nineteen times, stay. */
static void folded(void **state)
{
	(void)state;
	struct problems problems;
	char path[32];
	problems_init(&problems);
	for (int i = 0; i < 30; i++) {
		snprintf(path, sizeof path, "%02d.jpg", i);
		problems_add(&problems, &(struct problem){.level = PROBLEM_WARNING, .path = path, .words = "moves"});
		problems_add(&problems, &(struct problem){.level = PROBLEM_REFUSED, .path = path, .words = "is cut"});
		if (i < FOLD_FROM - 1)
			problems_add(&problems,
				     &(struct problem){.level = PROBLEM_WARNING, .path = path, .words = "is large"});
	}
	fold(&problems);
	size_t moves = 0, large = 0, refused = 0, counts = 0;
	for (size_t i = 0; i < problems.count; i++) {
		const struct problem *problem = &problems.list[i];
		refused += problem->level == PROBLEM_REFUSED;
		moves += strcmp(problem->words, "moves") == 0;
		large += strcmp(problem->words, "is large") == 0;
		counts += strcmp(problem->words, "the same as of \"00.jpg\" is to be told 25 more times") == 0 &&
			  strcmp(problem->path, ".") == 0;
	}
	assert_int_equal(moves, FOLD_KEPT);
	assert_int_equal(large, FOLD_FROM - 1);
	assert_int_equal(refused, 30);
	assert_int_equal(counts, 1);
	assert_int_equal(problems.count, FOLD_KEPT + FOLD_FROM - 1 + 30 + 1);
	fold(&problems);
	assert_int_equal(problems.count, FOLD_KEPT + FOLD_FROM - 1 + 30 + 1);
	problems_finish(&problems);
}

static void kinds_and_names(void **state)
{
	(void)state;
	static const struct {
		const char *kind, *name, *unlike;
	} rows[] = {
		{"PNG", "a.jpg", "PNG"},    {"PNG", "b.c/A.PNG", NULL}, {"JPEG", "a.JPE", NULL},
		{"JPEG", "a.heic", "JPEG"}, {"HEIC", "a.heif", NULL},   {"AVIF", "a.hif", NULL},
		{"AVIF", "a.heic", "AVIF"}, {"WebP", "a.p", "WebP"},    {"file", "a.jpg", NULL},
		{"GIF", "a", NULL},         {"GIF", "a.gif ", "GIF"},   {"GIF", "a.verylongending", NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *unlike =
			pixels_kind_unlike(PIXELS_NOTES_ALL | pixels_kind_note(rows[i].kind), rows[i].name);
		if ((unlike == NULL) != (rows[i].unlike == NULL) || (unlike && strcmp(unlike, rows[i].unlike) != 0))
			fail_msg("%s called %s: %s", rows[i].kind, rows[i].name, unlike ? unlike : "fits");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(polish),          cmocka_unit_test(english),       cmocka_unit_test(from_the_right),
		cmocka_unit_test(every_language),  cmocka_unit_test(nothing_wrong), cmocka_unit_test(sentences),
		cmocka_unit_test(names),           cmocka_unit_test(excerpts),      cmocka_unit_test(small_parts),
		cmocka_unit_test(heartbeats),      cmocka_unit_test(folded),        cmocka_unit_test(what_is_missing),
		cmocka_unit_test(kinds_and_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
