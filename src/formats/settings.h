/* Themes and languages as the JSON files of assets/.
 *
 * A theme: {"name": "dusk", "colours": {"ground": "#101820", "shade": "#101820cc", …}}, each role of colour_names as
 * #rrggbb or, with its opacity, #rrggbbaa.
 *
 * A language (names and patterns are CLDR's):
 *   "tag"           "pl", BCP 47
 *   "direction"     "rtl", or left out
 *   "weekdays"      seven names from Monday, as they stand in a date
 *   "months"        twelve, as they stand beside a day ("października"); "months_alone" as they stand alone
 *   "date_full"     weekday, day, month: "EEEE, d MMMM"; "date_long" day, month, year: "d MMMM y"
 *   "interval_day"  two days of one month ("d–d MMMM y"); "interval_month" of one year; "interval_year" of two
 *   "time"          "HH:mm", "H:mm" or "h:mm a"; "am" and "pm" for the last
 *   "words"         each of word_names; "{}" stands for what is put in
 *   "minutes"       {"one": "{} minuta", "few": "{} minuty", "many": "{} minut", "other": "{} minuty"}: counted, by
 *                   plural_names; "other" must be there, the rest where the language has it. "hours" likewise
 */
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
