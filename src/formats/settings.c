#include "formats/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/settings_file.h"
#include "model/colour.h"

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
		else if (!colour_parse(text, &theme->colours[i]))
			fields_problem(&colours, PROBLEM_REFUSED, colour_names[i],
				       "\"%.40s\" is no colour\vwrite six hexadecimal digits, such as \"#101820\"",
				       text);
	}
}

/* Says which texts could not be read from afar, and makes that they can be. */
static void mend(const struct object *colours, struct theme *theme)
{
	const struct theme read = *theme;
	size_t faults[THEME_PAIRS], count = theme_check(theme, faults);
	theme_mend(theme);
	for (size_t i = 0; i < count; i++) {
		const struct theme_pair *pair = &theme_pairs[faults[i]];
		enum colour changed = theme->colours[pair->ink] != read.colours[pair->ink] ? pair->ink : pair->ground;
		fields_problem(
			colours, PROBLEM_WARNING, colour_names[pair->ink],
			"\"%s\" on \"%s\" has a contrast of %.1f:1, and %g:1 is the least, so \"#%06x\" is shown as "
			"\"%s\"\vwrite that, or a colour that differs more",
			colour_names[pair->ink], colour_names[pair->ground], theme_contrast(&read, pair), pair->least,
			theme->colours[changed] & 0xFFFFFF, colour_names[changed]);
	}
}

bool theme_read(struct theme *theme, const char *path, const char *text, size_t length, struct problems *problems)
{
	static const char *const known[] = {"name", "colours", NULL};
	struct settings_file file;
	struct arena *arena = arena_create();
	if (!settings_file_begin(&file, arena, path, text, length, problems)) {
		arena_destroy(arena);
		return false;
	}
	struct theme read = {0};
	const struct object *object = &file.object;
	fields_known(object, known);
	const char *name = fields_line(object, "name", sizeof read.name - 1);
	if (!name || strlen(name) >= sizeof read.name)
		fields_problem(object, PROBLEM_REFUSED, NULL,
			       "the theme has no name, or one that is too long\vadd \"name\"");
	else
		snprintf(read.name, sizeof read.name, "%s", name);
	read_colours(object, &read);
	if (!file.refused) {
		struct object colours = fields_object(object, "colours");
		mend(&colours, &read);
	}
	bool good = settings_file_end(&file);
	arena_destroy(arena);
	if (good)
		*theme = read;
	return good;
}
