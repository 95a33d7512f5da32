#include "formats/language.h"

#include <string.h>

#include "base/utf8.h"
#include "formats/settings_file.h"

/* The text at key, as it is: ", " is a word. Lacking or empty is a problem unless `optional`. */
static const char *read_text(const struct object *object, const char *key, bool optional)
{
	const cJSON *value = fields_value(object, key);
	if (cJSON_IsString(value) && *value->valuestring && strlen(value->valuestring) <= LINE_LIMIT)
		return arena_text(object->reading->arena, value->valuestring);
	if (value)
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%s\" is not a text of reasonable length\vwrite a text in quotes", key);
	else if (!optional)
		fields_problem(object, PROBLEM_REFUSED, NULL, "\"%s\" is missing\vadd it", key);
	return optional && !value ? NULL : "";
}

/* A pattern of the letters given, the first of which it must have. */
static const char *read_pattern(const struct object *object, const char *key, const char *letters, bool optional)
{
	const char *pattern = read_text(object, key, optional);
	if (pattern && *pattern && !language_pattern_valid(pattern, letters))
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%s\" is no pattern of the letters %s\vwrite one such as CLDR has", key, letters);
	return pattern;
}

/* False if the list is not there. */
static bool read_names(const struct object *object, const char *key, const char **names, size_t count, bool optional)
{
	const cJSON *value = fields_value(object, key);
	bool whole = cJSON_IsArray(value) && (size_t)cJSON_GetArraySize(value) == count;
	size_t i = 0;
	for (const cJSON *element = whole ? value->child : NULL; element; element = element->next, i++) {
		bool good =
			cJSON_IsString(element) && *element->valuestring && strlen(element->valuestring) <= LINE_LIMIT;
		names[i] = good ? arena_text(object->reading->arena, element->valuestring) : "";
		whole = whole && good;
	}
	if (!whole && (value || !optional))
		fields_problem(object, PROBLEM_REFUSED, value ? key : NULL,
			       "\"%s\" is not a list of %zu names\vwrite all of them", key, count);
	return value != NULL;
}

static void read_digits(const struct object *object, const char **digits)
{
	const char *text = read_text(object, "digits", true);
	size_t count = 0, left = text ? strlen(text) : 0;
	if (!text)
		return;
	for (size_t size; left > 0 && count < 10; text += size, left -= size) {
		utf8_decode(text, left, &size);
		digits[count++] = arena_text_part(object->reading->arena, text, size);
	}
	if (count < 10 || left > 0)
		fields_problem(object, PROBLEM_REFUSED, "digits", "\"digits\" are not ten\vwrite them from 0 to 9");
}

/* "letters" begins with the one in question. */
static bool has_letter(const struct language *language, const char *letters)
{
	return language_pattern_valid(language->time, letters) || language_pattern_valid(language->times, letters) ||
	       (language->times_in_half && language_pattern_valid(language->times_in_half, letters));
}

static void read_times(const struct object *object, struct language *language)
{
	const char **periods = arena_allocate(language->arena, 24, sizeof *periods);
	language->time = read_pattern(object, "time", "mHhaB", false);
	language->times = read_pattern(object, "times", "mHhaB", false);
	language->times_in_half = read_pattern(object, "times_in_half", "mHhaB", true);
	if (has_letter(language, "amHhB")) {
		language->half[0] = read_text(object, "am", false);
		language->half[1] = read_text(object, "pm", false);
	}
	if (has_letter(language, "BmHha") && read_names(object, "day_periods", periods, 24, false))
		language->hours_periods = periods;
}

static void read_language(const struct object *object, struct language *language)
{
	static const char *const known[] = {
		"tag",       "weekdays",      "weekdays_short", "months",        "date_full", "date_short", "date_day",
		"date_long", "interval_day",  "interval_month", "interval_year", "time",      "times",      "am",
		"pm",        "times_in_half", "day_periods",    "digits",        NULL};
	fields_known(object, known);
	language->tag = read_text(object, "tag", false);
	read_names(object, "weekdays", language->weekdays, 7, false);
	read_names(object, "weekdays_short", language->weekdays_short, 7, false);
	read_names(object, "months", language->months, 12, false);
	language->date_full = read_pattern(object, "date_full", "dEM", false);
	language->date_short = read_pattern(object, "date_short", "dEM", false);
	language->date_day = read_pattern(object, "date_day", "dM", false);
	language->date_long = read_pattern(object, "date_long", "dMy", false);
	language->interval_day = read_pattern(object, "interval_day", "dMy", false);
	language->interval_month = read_pattern(object, "interval_month", "dMy", false);
	language->interval_year = read_pattern(object, "interval_year", "dMy", false);
	read_times(object, language);
	read_digits(object, language->digits);
}

static int gaps(const char *text)
{
	int count = 0;
	while ((text = strstr(text, "{}")) != NULL) {
		text += 2;
		count++;
	}
	return count;
}

/* Few languages count one or two without a number; more than one never. */
static void read_counted(const struct object *object, const char *key, const char **forms)
{
	const char *known[PLURAL_COUNT + 1] = {NULL};
	for (size_t i = 0; i < PLURAL_COUNT; i++)
		known[i] = plural_names[i];
	struct object counted = fields_object(object, key);
	fields_known(&counted, known);
	for (size_t i = 0; i < PLURAL_COUNT; i++) { /* a form that is missing is "other" */
		bool spelt = i == PLURAL_ONE || i == PLURAL_TWO;
		forms[i] = read_text(&counted, plural_names[i], true);
		if (forms[i] && *forms[i] && gaps(forms[i]) != 1 && !(spelt && gaps(forms[i]) == 0))
			fields_problem(&counted, PROBLEM_REFUSED, plural_names[i],
				       "\"%s\" has no place for the number\vwrite {} there", forms[i]);
	}
	if (!forms[PLURAL_OTHER])
		fields_problem(object, PROBLEM_REFUSED, NULL, "\"%s\" has no \"other\"\vadd it, such as \"{} minutes\"",
			       key);
}

static void read_words(const struct object *object, struct vocabulary *vocabulary)
{
	static const char *const keys[] = {"tag", "words", "minutes", "hours", NULL};
	const char *known[WORD_COUNT + 1] = {NULL};
	for (size_t i = 0; i < WORD_COUNT; i++)
		known[i] = word_forms[i].name;
	fields_known(object, keys);
	vocabulary->tag = read_text(object, "tag", false);
	vocabulary->plural = language_plural(vocabulary->tag);
	struct object texts = fields_object(object, "words");
	fields_known(&texts, known);
	for (size_t i = 0; i < WORD_COUNT; i++) {
		vocabulary->texts[i] = read_text(&texts, known[i], false);
		if (*vocabulary->texts[i] && gaps(vocabulary->texts[i]) != word_forms[i].gaps)
			fields_problem(&texts, PROBLEM_REFUSED, known[i], "\"%s\" has not %d times {}\vwrite it so",
				       known[i], word_forms[i].gaps);
	}
	read_counted(object, "minutes", vocabulary->minutes);
	read_counted(object, "hours", vocabulary->hours);
}

struct language *language_read(const char *path, const char *text, size_t length, struct problems *problems)
{
	struct settings_file file;
	struct arena *arena = arena_create();
	struct language *language = arena_allocate(arena, 1, sizeof *language);
	language->arena = arena;
	if (settings_file_begin(&file, arena, path, text, length, problems)) {
		read_language(&file.object, language);
		if (settings_file_end(&file))
			return language;
	}
	language_destroy(language);
	return NULL;
}

struct vocabulary *vocabulary_read(const char *path, const char *text, size_t length, struct problems *problems)
{
	struct settings_file file;
	struct arena *arena = arena_create();
	struct vocabulary *vocabulary = arena_allocate(arena, 1, sizeof *vocabulary);
	vocabulary->arena = arena;
	if (settings_file_begin(&file, arena, path, text, length, problems)) {
		read_words(&file.object, vocabulary);
		if (settings_file_end(&file))
			return vocabulary;
	}
	vocabulary_destroy(vocabulary);
	return NULL;
}
