/* formats/settings, and the files of assets/: every theme legible, every language whole. */
#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "formats/json.h"
#include "formats/settings.h"

static void tell(const struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		struct buffer line;
		buffer_init(&line);
		problem_format(&problems->list[i], &line);
		print_error("%s\n", buffer_text(&line));
		buffer_finish(&line);
	}
}

/* WCAG 2's relative luminance and contrast. */
static double luminance(uint32_t colour)
{
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		double part = (colour >> (16 - 8 * i) & 0xFF) / 255.0;
		sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(uint32_t a, uint32_t b)
{
	double light = luminance(a), dark = luminance(b);
	return light > dark ? (light + 0.05) / (dark + 0.05) : (dark + 0.05) / (light + 0.05);
}

static bool read_theme(const char *path, struct theme *theme)
{
	struct buffer text;
	struct problems problems;
	buffer_init(&text);
	problems_init(&problems);
	assert_int_equal(file_read(path, 1 << 20, &text), 0);
	bool good = theme_read(theme, path, buffer_text(&text), text.length, &problems);
	tell(&problems);
	assert_int_equal(problems.count, 0);
	problems_finish(&problems);
	buffer_finish(&text);
	return good;
}

static void every_theme_is_legible(void **state)
{
	(void)state;
	static const enum colour pairs[][2] = {
		{COLOUR_INK, COLOUR_GROUND},     {COLOUR_INK, COLOUR_RAISED},       {COLOUR_QUIET, COLOUR_GROUND},
		{COLOUR_QUIET, COLOUR_RAISED},   {COLOUR_ON_ACCENT, COLOUR_ACCENT}, {COLOUR_ON_ALERT, COLOUR_ALERT},
		{COLOUR_ALERT, COLOUR_GROUND},   {COLOUR_ALERT, COLOUR_RAISED},     {COLOUR_ACCENT, COLOUR_GROUND},
		{COLOUR_ON_SHADE, COLOUR_SHADE}, {COLOUR_PRINT, COLOUR_PAPER},
	};
	glob_t found;
	assert_int_equal(glob("assets/themes/*.json", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 2);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct theme theme;
		assert_true(read_theme(found.gl_pathv[i], &theme));
		for (size_t j = 0; j < sizeof pairs / sizeof *pairs; j++) {
			double ratio = contrast(theme.colours[pairs[j][0]], theme.colours[pairs[j][1]]);
			if (ratio < 7)
				fail_msg("%s: %s on %s is %.2f:1", theme.name, colour_names[pairs[j][0]],
					 colour_names[pairs[j][1]], ratio);
		}
	}
	globfree(&found);
}

static void the_built_in_theme_is_the_file(void **state)
{
	(void)state;
	struct theme theme;
	assert_true(read_theme("assets/themes/dusk.json", &theme));
	assert_string_equal(theme.name, theme_dusk.name);
	assert_memory_equal(theme.colours, theme_dusk.colours, sizeof theme.colours);
}

static void themes_that_are_none(void **state)
{
	(void)state;
	static const struct {
		const char *old, *new, *told;
	} rows[] = {
		{"#101820", "#10182", "\"#10182\" is no colour"},
		{"#101820", "black", "\"black\" is no colour"},
		{"\"ground\"", "\"grund\"", "the key \"grund\" is not known here"},
		{"\"name\"", "\"nome\"", "the key \"nome\" is not known here"},
	};
	struct buffer file;
	buffer_init(&file);
	assert_int_equal(file_read("assets/themes/dusk.json", 1 << 20, &file), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *text = buffer_text(&file), *at = strstr(text, rows[i].old);
		struct problems problems;
		struct theme theme = {.name = "untouched"};
		char *changed;
		assert_true(asprintf(&changed, "%.*s%s%s", (int)(at - text), text, rows[i].new,
				     at + strlen(rows[i].old)) > 0);
		problems_init(&problems);
		assert_false(theme_read(&theme, "t.json", changed, strlen(changed), &problems));
		assert_string_equal(theme.name, "untouched");
		assert_string_equal(problems.list[0].words, rows[i].told);
		problems_finish(&problems);
		free(changed);
	}
	buffer_finish(&file);
	struct problems problems;
	struct theme theme;
	problems_init(&problems);
	assert_false(theme_read(&theme, "t.json", "[1]", 3, &problems));
	assert_string_equal(problems.list[0].words, "this is not an object");
	problems_finish(&problems);
}

static void colours_with_opacity(void **state)
{
	(void)state;
	struct buffer text;
	struct problems problems;
	struct theme theme;
	buffer_init(&text);
	buffer_add_text(&text, "{\"name\": \"t\", \"colours\": {");
	for (int i = 0; i < COLOUR_COUNT; i++)
		buffer_add_format(&text, "%s\"%s\": \"%s\"", i > 0 ? ", " : "", colour_names[i],
				  i == COLOUR_SHADE ? "#01020380" : "#a0B0c0");
	buffer_add_text(&text, "}}");
	problems_init(&problems);
	assert_true(theme_read(&theme, "t.json", buffer_text(&text), text.length, &problems));
	assert_int_equal(theme.colours[COLOUR_SHADE], 0x80010203u);
	assert_int_equal(theme.colours[COLOUR_INK], 0xFFA0B0C0u);
	problems_finish(&problems);
	buffer_finish(&text);
}

static struct language *read_language(const char *path, const struct language *base)
{
	struct buffer text;
	struct problems problems;
	buffer_init(&text);
	problems_init(&problems);
	assert_int_equal(file_read(path, 1 << 20, &text), 0);
	struct language *language = language_read(path, buffer_text(&text), text.length, base, &problems);
	tell(&problems);
	assert_int_equal(problems.count, 0);
	problems_finish(&problems);
	buffer_finish(&text);
	return language;
}

static bool takes_a_word(enum word word)
{
	switch (word) {
	case WORD_MOVED_FROM:
	case WORD_WAS_AT:
	case WORD_UNTIL:
	case WORD_TOMORROW_FROM:
	case WORD_FROM:
	case WORD_STARTS_IN:
	case WORD_LEFT:
	case WORD_PAGE:
		return true;
	default:
		return false;
	}
}

static void every_language_is_whole(void **state)
{
	(void)state;
	glob_t found;
	struct language *english = read_language("assets/languages/en.json", NULL);
	assert_non_null(english);
	assert_int_equal(glob("assets/languages/*.json", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 3);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct language *language = read_language(found.gl_pathv[i], english);
		assert_non_null(language);
		char *name;
		assert_true(asprintf(&name, "%s.json", language->tag) > 0);
		assert_string_equal(path_name(found.gl_pathv[i]), name);
		free(name);
		for (int word = 0; word < WORD_COUNT; word++) {
			assert_true(*language->words[word] != '\0');
			assert_int_equal(strstr(language->words[word], "{}") != NULL, takes_a_word((enum word)word));
		}
		for (int form = 0; form < PLURAL_COUNT; form++)
			assert_true(!language->left_minutes[form] || strstr(language->left_minutes[form], "{}"));
		for (int count = 0; count < 120; count++) { /* every form that the language's rule asks for is there */
			enum plural form = language->plural(count);
			assert_true(form == PLURAL_OTHER || language->left_minutes[form] != NULL);
			assert_true(form == PLURAL_OTHER || language->left_hours[form] != NULL);
		}
		language_destroy(language);
	}
	globfree(&found);
	language_destroy(english);
}

static void what_languages_say(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *weekday_date, *day, *month, *year, *time, *left[3];
	} rows[] = {
		{"pl",
		 "poniedziałek, 22 października",
		 "22–23 października 2018",
		 "30 września – 1 października 2018",
		 "31 grudnia 2018 – 1 stycznia 2019",
		 "09:05",
		 {"jeszcze 1 minutę", "jeszcze 22 minuty", "jeszcze 2 godziny 45 minut"}},
		{"en",
		 "Monday, October 22",
		 "October 22 – 23, 2018",
		 "September 30 – October 1, 2018",
		 "December 31, 2018 – January 1, 2019",
		 "9:05 AM",
		 {"1 minute left", "22 minutes left", "2 hours 45 minutes left"}},
		{"en-GB",
		 "Monday 22 October",
		 "22 – 23 October 2018",
		 "30 September – 1 October 2018",
		 "31 December 2018 – 1 January 2019",
		 "09:05",
		 {"1 minute left", "22 minutes left", "2 hours 45 minutes left"}},
		{"de",
		 "Montag, 22. Oktober",
		 "22.–23. Oktober 2018",
		 "30. September – 1. Oktober 2018",
		 "31. Dezember 2018 – 1. Januar 2019",
		 "09:05",
		 {"noch 1 Minute", "noch 22 Minuten", "noch 2 Stunden 45 Minuten"}},
	};
	static const int minutes[] = {1, 22, 165};
	struct language *english = read_language("assets/languages/en.json", NULL);
	struct arena *arena = arena_create();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct language *language =
			read_language(arena_format(arena, "assets/languages/%s.json", rows[i].tag), english);
		struct date monday = {2018, 10, 22};
		/* CLDR's thin and no-break spaces, made plain for comparison. */
		const char *texts[] = {
			language_weekday_date(language, arena, monday),
			language_interval(language, arena, monday, date_add(monday, 1)),
			language_interval(language, arena, (struct date){2018, 9, 30}, (struct date){2018, 10, 1}),
			language_interval(language, arena, (struct date){2018, 12, 31}, (struct date){2019, 1, 1}),
			language_time(language, arena, 9, 5),
		};
		const char *expected[] = {rows[i].weekday_date, rows[i].day, rows[i].month, rows[i].year, rows[i].time};
		for (size_t j = 0; j < 5; j++) {
			char *plain = arena_text(arena, texts[j]);
			size_t kept = 0;
			for (const char *p = plain; *p;) {
				size_t space = strncmp(p, "\u2009", 3) == 0 ? 3 : strncmp(p, "\u00A0", 2) == 0 ? 2 : 0;
				plain[kept++] = space > 0 ? ' ' : *p;
				p += space > 0 ? space : 1;
			}
			plain[kept] = '\0';
			assert_string_equal(plain, expected[j]);
		}
		for (size_t j = 0; j < 3; j++)
			assert_string_equal(language_word(language, arena, WORD_LEFT,
							  language_minutes(language, arena, minutes[j])),
					    rows[i].left[j]);
		language_destroy(language);
	}
	arena_destroy(arena);
	language_destroy(english);
}

static void what_a_language_lacks(void **state)
{
	(void)state;
	static const char text[] =
		"{\"tag\": \"csb\", \"words\": {\"now\": \"terô\"}, \"minutes\": {\"other\": \"{} min\"}}";
	struct problems problems;
	problems_init(&problems);
	assert_null(language_read("csb.json", text, sizeof text - 1, NULL, &problems));
	assert_true(problems.count > 10);
	problems_finish(&problems);
	problems_init(&problems);
	struct language *english = read_language("assets/languages/en.json", NULL);
	struct language *language = language_read("csb.json", text, sizeof text - 1, english, &problems);
	assert_non_null(language);
	assert_int_equal(problems.count, 0);
	assert_string_equal(language->words[WORD_NOW], "terô");
	assert_string_equal(language->words[WORD_NEXT], "next");
	assert_string_equal(language->months[0], "January");
	assert_string_equal(language->left_minutes[PLURAL_OTHER], "{} min");
	assert_null(language->left_minutes[PLURAL_ONE]);
	assert_string_equal(language->left_hours[PLURAL_ONE], "{} hour");
	language_destroy(language);
	static const char bad[] = "{\"tag\": \"x\", \"weekdays\": [\"a\", \"b\"]}";
	assert_null(language_read("x.json", bad, sizeof bad - 1, english, &problems));
	assert_string_equal(problems.list[0].words, "\"weekdays\" is not a list of 7 names");
	assert_null(language_read("x.json", "[1]", 3, english, &problems));
	problems_finish(&problems);
	language_destroy(english);
}

static void the_schema_is_json(void **state)
{
	(void)state;
	struct buffer text;
	struct problems problems;
	struct json json;
	buffer_init(&text);
	problems_init(&problems);
	assert_int_equal(file_read("assets/schema/callboard.schema.json", 1 << 20, &text), 0);
	assert_true(json_parse(&json, "schema", buffer_text(&text), text.length, &problems));
	assert_int_equal(problems.count, 0);
	json_finish(&json);
	problems_finish(&problems);
	buffer_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_theme_is_legible),  cmocka_unit_test(the_built_in_theme_is_the_file),
		cmocka_unit_test(themes_that_are_none),    cmocka_unit_test(colours_with_opacity),
		cmocka_unit_test(every_language_is_whole), cmocka_unit_test(what_languages_say),
		cmocka_unit_test(what_a_language_lacks),   cmocka_unit_test(the_schema_is_json),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
