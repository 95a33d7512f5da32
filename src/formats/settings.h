/* Themes and languages as the JSON files of assets/. */
#ifndef FORMATS_SETTINGS_H
#define FORMATS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/language.h"
#include "model/problem.h"
#include "model/theme.h"

/* False after a problem; *theme is then untouched. A role that is missing is a problem. */
bool theme_read(struct theme *theme, const char *path, const char *text, size_t length, struct problems *problems);

/* A language; what the text lacks comes from `base` (borrowed for its life; NULL: lacking is a problem). NULL after a
 * problem. language_destroy() it. */
struct language *language_read(const char *path, const char *text, size_t length, const struct language *base,
			       struct problems *problems);

#endif
