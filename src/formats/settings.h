/* Themes as the JSON files of assets/themes.
 *
 * A theme: {"name": "dusk", "colours": {"ground": "#101820", "shade": "#101820cc", …}}, each role of colour_names as
 * #rrggbb or, with its opacity, #rrggbbaa. */
#ifndef FORMATS_SETTINGS_H
#define FORMATS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/problem.h"
#include "model/theme.h"

/* False after a problem; *theme is then untouched. A role that is missing is a problem. */
bool theme_read(struct theme *theme, const char *path, const char *text, size_t length, struct problems *problems);

#endif
