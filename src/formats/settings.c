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
