#include "formats/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/content_fields.h"
#include "formats/json.h"

/* 0xAARRGGBB of "#rrggbb" or "#rrggbbaa". */
static bool parse_colour(const char *text, uint32_t *colour)
{
	size_t digits = *text == '#' ? strspn(text + 1, "0123456789abcdefABCDEF") : 0;
	if ((digits != 6 && digits != 8) || text[digits + 1] != '\0')
		return false;
	uint32_t value = (uint32_t)strtoul(text + 1, NULL, 16);
	*colour = digits == 6 ? 0xFF000000u | value : value << 24 | value >> 8;
	return true;
}

/* The file's one object; a refusal if it is none. */
static struct object root_object(struct reading *reading, bool *refused)
{
	struct object object = {reading, reading->json->root, "$", refused};
	if (!cJSON_IsObject(object.node)) {
		fields_problem(&object, PROBLEM_REFUSED, NULL, "this is not an object\vwrite { } around its parts");
		object.node = NULL;
	}
	return object;
}

static void read_colours(const struct object *object, struct theme *theme)
{
	const char *known[COLOUR_COUNT + 1] = {NULL};
	for (size_t i = 0; i < COLOUR_COUNT; i++)
		known[i] = colour_names[i];
	struct object colours = fields_object(object, "colours");
	fields_known(&colours, known);
	for (size_t i = 0; i < COLOUR_COUNT; i++) {
		const char *text = fields_line(&colours, colour_names[i], LINE_LIMIT);
		if (!text)
			fields_problem(&colours, PROBLEM_REFUSED, NULL,
				       "the colour \"%s\" is missing\vadd it, such as \"#101820\"", colour_names[i]);
		else if (!parse_colour(text, &theme->colours[i]))
			fields_problem(&colours, PROBLEM_REFUSED, colour_names[i],
				       "\"%.40s\" is no colour\vwrite six hexadecimal digits, such as \"#101820\"",
				       text);
	}
}

bool theme_read(struct theme *theme, const char *path, const char *text, size_t length, struct problems *problems)
{
	static const char *const known[] = {"name", "colours", NULL};
	struct json json;
	if (!json_parse(&json, path, text, length, problems))
		return false;
	bool refused = false;
	struct theme read = {0};
	struct reading reading = {.json = &json, .problems = problems, .arena = arena_create()};
	struct object object = root_object(&reading, &refused);
	fields_known(&object, known);
	const char *name = fields_line(&object, "name", sizeof read.name - 1);
	if (!name || strlen(name) >= sizeof read.name)
		fields_problem(&object, PROBLEM_REFUSED, NULL,
			       "the theme has no name, or one that is too long\vadd \"name\"");
	else
		snprintf(read.name, sizeof read.name, "%s", name);
	read_colours(&object, &read);
	arena_destroy(reading.arena);
	json_finish(&json);
	if (!refused)
		*theme = read;
	return !refused;
}

/* The text at key, or `base`; lacking both is a problem. White space counts: ", " is a word. */
static const char *read_word(const struct object *object, const char *key, const char *base)
{
	const cJSON *value = fields_value(object, key);
	if (cJSON_IsString(value) && strlen(value->valuestring) <= LINE_LIMIT)
		return arena_text(object->reading->arena, value->valuestring);
	if (value)
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%s\" is not a text of reasonable length\vwrite a text in quotes", key);
	else if (!base)
		fields_problem(object, PROBLEM_REFUSED, NULL, "\"%s\" is missing\vadd it", key);
	return base ? base : "";
}

static void read_names(const struct object *object, const char *key, const char **names, size_t count,
		       const char *const *base)
{
	const cJSON *value = fields_value(object, key);
	bool whole = cJSON_IsArray(value) && (size_t)cJSON_GetArraySize(value) == count;
	size_t i = 0;
	for (const cJSON *element = whole ? value->child : NULL; element; element = element->next, i++) {
		whole = whole && cJSON_IsString(element);
		names[i] = cJSON_IsString(element) ? arena_text(object->reading->arena, element->valuestring) : "";
	}
	if (!value && base) {
		for (i = 0; i < count; i++)
			names[i] = base[i];
	} else if (!whole) {
		fields_problem(object, PROBLEM_REFUSED, value ? key : NULL,
			       "\"%s\" is not a list of %zu names\vwrite all of them", key, count);
	}
}

static void read_counted(const struct object *object, const char *key, const char **forms, const char *const *base)
{
	const char *known[PLURAL_COUNT + 1] = {NULL};
	for (size_t i = 0; i < PLURAL_COUNT; i++)
		known[i] = plural_names[i];
	struct object counted = fields_object(object, key);
	fields_known(&counted, known);
	if (!counted.node && base) {
		for (size_t i = 0; i < PLURAL_COUNT; i++)
			forms[i] = base[i];
		return;
	}
	for (size_t i = 0; i < PLURAL_COUNT; i++) /* a form that is missing is "other" */
		forms[i] = fields_value(&counted, plural_names[i]) ? read_word(&counted, plural_names[i], NULL) : NULL;
	if (!forms[PLURAL_OTHER])
		fields_problem(object, PROBLEM_REFUSED, NULL, "\"%s\" has no \"other\"\vadd it, such as \"{} minutes\"",
			       key);
}

static void read_words(const struct object *object, struct language *language, const struct language *base)
{
	const char *known[WORD_COUNT + 1] = {NULL};
	for (size_t i = 0; i < WORD_COUNT; i++)
		known[i] = word_names[i];
	struct object words = fields_object(object, "words");
	fields_known(&words, known);
	for (size_t i = 0; i < WORD_COUNT; i++)
		language->words[i] = read_word(&words, word_names[i], base ? base->words[i] : NULL);
}

struct language *language_read(const char *path, const char *text, size_t length, const struct language *base,
			       struct problems *problems)
{
	static const char *const known[] = {"tag",           "direction", "weekdays",     "months", "months_alone",
					    "date_full",     "date_long", "interval_day", "time",   "interval_month",
					    "interval_year", "am",        "pm",           "words",  "minutes",
					    "hours",         NULL};
	struct json json;
	if (!json_parse(&json, path, text, length, problems))
		return NULL;
	bool refused = false;
	struct arena *arena = arena_create();
	struct language *language = arena_allocate(arena, 1, sizeof *language);
	language->arena = arena;
	struct reading reading = {.json = &json, .problems = problems, .arena = arena};
	struct object object = root_object(&reading, &refused);
	fields_known(&object, known);
	language->tag = read_word(&object, "tag", NULL);
	const char *direction = fields_line(&object, "direction", LINE_LIMIT);
	language->right_to_left = direction && strcmp(direction, "rtl") == 0;
	read_names(&object, "weekdays", language->weekdays, 7, base ? base->weekdays : NULL);
	read_names(&object, "months", language->months, 12, base ? base->months : NULL);
	read_names(&object, "months_alone", language->months_alone, 12, base ? base->months_alone : NULL);
	language->date_full = read_word(&object, "date_full", base ? base->date_full : NULL);
	language->date_long = read_word(&object, "date_long", base ? base->date_long : NULL);
	language->interval_day = read_word(&object, "interval_day", base ? base->interval_day : NULL);
	language->interval_month = read_word(&object, "interval_month", base ? base->interval_month : NULL);
	language->interval_year = read_word(&object, "interval_year", base ? base->interval_year : NULL);
	language->time = read_word(&object, "time", base ? base->time : NULL);
	language->am = read_word(&object, "am", base ? base->am : "");
	language->pm = read_word(&object, "pm", base ? base->pm : "");
	read_words(&object, language, base);
	read_counted(&object, "minutes", language->left_minutes, base ? base->left_minutes : NULL);
	read_counted(&object, "hours", language->left_hours, base ? base->left_hours : NULL);
	language->plural = language_plural(language->tag);
	json_finish(&json);
	if (!refused)
		return language;
	language_destroy(language);
	return NULL;
}
