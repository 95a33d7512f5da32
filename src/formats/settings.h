/* Themes as the JSON files of assets/themes.
 *
 * A theme: {"name": "dusk", "colours": {"ground": "#101820", …}}, each role of colour_names as #rrggbb. */
#ifndef FORMATS_SETTINGS_H
#define FORMATS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/problem.h"
#include "model/theme.h"

/* False after a refusal; *theme is then untouched. A role that is missing is one. Texts that have too little contrast
 * are told as warnings, and mended. */
bool theme_read(struct theme *theme, const char *path, const char *text, size_t length, struct problems *problems);

#endif
