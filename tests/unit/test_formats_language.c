/* formats/language: files of languages and words that are broken. Good ones are test_language's. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "formats/language.h"

/* Each change of a good file is refused, with these words first. */
struct change {
	const char *old, *new, *told;
};

static void refused(const char *path, bool words, const struct change *changes, size_t count)
{
	struct buffer file;
	buffer_init(&file);
	assert_int_equal(file_read(path, 1 << 18, &file), 0);
	for (size_t i = 0; i < count; i++) {
		const char *text = buffer_text(&file), *at = strstr(text, changes[i].old);
		struct problems problems;
		char *changed;
		assert_non_null(at);
		assert_true(asprintf(&changed, "%.*s%s%s", (int)(at - text), text, changes[i].new,
				     at + strlen(changes[i].old)) > 0);
		problems_init(&problems);
		if (words)
			assert_null(vocabulary_read("x.json", changed, strlen(changed), &problems));
		else
			assert_null(language_read("x.json", changed, strlen(changed), &problems));
		const char *told = NULL;
		for (size_t j = 0; j < problems.count && told == NULL; j++)
			if (problems.list[j].level == PROBLEM_REFUSED)
				told = problems.list[j].words;
		assert_non_null(told);
		assert_string_equal(told, changes[i].told);
		problems_finish(&problems);
		free(changed);
	}
	buffer_finish(&file);
}

static void files_that_are_broken(void **state)
{
	(void)state;
	static const struct change dates[] = {
		{"\"tag\"", "\"tog\"", "\"tag\" is missing"},
		{"\"Montag\", ", "", "\"weekdays\" is not a list of 7 names"},
		{"\"Montag\"", "7", "\"weekdays\" is not a list of 7 names"},
		{"\"Montag\"", "\"\"", "\"weekdays\" is not a list of 7 names"},
		{"\"months\"", "\"month\"", "\"months\" is not a list of 12 names"},
		{"\"d. MMMM y\"", "\"\"", "\"date_long\" is not a text of reasonable length"},
		{"\"d. MMMM y\"", "\"d. QQQ y\"", "\"date_long\" is no pattern of the letters dMy"},
		{"\"d. MMMM y\"", "\"d. MMMM 'y\"", "\"date_long\" is no pattern of the letters dMy"},
		{"\"d.–d. MMMM y\"", "[]", "\"interval_day\" is not a text of reasonable length"},
		{"\"HH:mm\"", "\"HH\"", "\"time\" is no pattern of the letters mHhaB"},
		{"\"HH:mm\"", "\"h:mm a\"", "\"am\" is missing"},
		{"\"HH:mm\"", "\"Bh:mm\"", "\"day_periods\" is not a list of 24 names"},
		{"\"time\"", "\"digits\": \"012345678\", \"time\"", "\"digits\" are not ten"},
		{"\"time\"", "\"digits\": \"0123456789a\", \"time\"", "\"digits\" are not ten"},
	};
	static const struct change words[] = {
		{"\"tag\"", "\"tog\"", "\"tag\" is missing"},
		{"\"words\"", "\"word\"", "\"now\" is missing"},
		{"\"jetzt\"", "\"\"", "\"now\" is not a text of reasonable length"},
		{"\"jetzt\"", "\"jetzt {}\"", "\"now\" has not 0 times {}"},
		{"\"noch {}\"", "\"noch\"", "\"left\" has not 1 times {}"},
		{"\"noch {}\"", "\"{} {}\"", "\"left\" has not 1 times {}"},
		{"\"other\": \"{} Minuten\"", "\"two\": \"{} Minuten\"", "\"minutes\" has no \"other\""},
		{"\"{} Minuten\"", "\"Minuten\"", "\"Minuten\" has no place for the number"},
		{"\"{} Stunden\"", "1", "\"other\" is not a text of reasonable length"},
	};
	refused("assets/languages/de.json", false, dates, sizeof dates / sizeof *dates);
	refused("assets/words/de.json", true, words, sizeof words / sizeof *words);
	static const char *const none[] = {"", "[1]", "{", "null", "{}", "\"x\""};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct problems problems;
		problems_init(&problems);
		assert_null(language_read("x.json", none[i], strlen(none[i]), &problems));
		assert_null(vocabulary_read("x.json", none[i], strlen(none[i]), &problems));
		assert_true(problems.count >= 2);
		problems_finish(&problems);
	}
}

/* Cut anywhere, a file is refused and nothing leaks or is read past its end. */
static void files_that_are_cut(void **state)
{
	(void)state;
	struct buffer file;
	buffer_init(&file);
	assert_int_equal(file_read("assets/languages/zh-Hant.json", 1 << 18, &file), 0);
	size_t last = file.length;
	while (last > 0 && isspace((unsigned char)buffer_text(&file)[last - 1]))
		last--;
	for (size_t length = 0; length < last; length += 7) {
		struct problems problems;
		char *part = malloc(length + 1);
		assert_non_null(part);
		memcpy(part, buffer_text(&file), length);
		part[length] = '\0';
		problems_init(&problems);
		assert_null(language_read("x.json", part, length, &problems));
		assert_true(problems.count > 0);
		problems_finish(&problems);
		free(part);
	}
	buffer_finish(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_that_are_broken),
		cmocka_unit_test(files_that_are_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
