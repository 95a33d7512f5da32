/* formats/settings, and the files of assets/: every language whole; themes are test_theme's. */
#include <glob.h>
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
		{"#101820", "#101820cc", "\"#101820cc\" is no colour"},
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
		cmocka_unit_test(the_built_in_theme_is_the_file),
		cmocka_unit_test(themes_that_are_none),
		cmocka_unit_test(the_schema_is_json),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
