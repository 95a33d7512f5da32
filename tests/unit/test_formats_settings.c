/* formats/settings, and the files of assets/: every theme legible. */
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
		cmocka_unit_test(every_theme_is_legible), cmocka_unit_test(the_built_in_theme_is_the_file),
		cmocka_unit_test(themes_that_are_none),   cmocka_unit_test(colours_with_opacity),
		cmocka_unit_test(the_schema_is_json),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
