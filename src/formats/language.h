/* A language's dates and the wall's words as the JSON files of assets/languages and assets/words. The first are made of
 * CLDR by assets/languages/regenerate, the second are written by us. Each file is whole: what is missing is a problem.
 *
 * assets/languages:
 *   "tag"             "pl", BCP 47
 *   "weekdays"        seven names from Monday, as they stand in a date; "weekdays_short" likewise
 *   "months"          twelve, as they stand beside a day ("października")
 *   "date_full"       weekday, day, month: "EEEE, d MMMM"; "date_short" the same with the short weekday
 *   "date_day"        day and month: "d MMMM"
 *   "date_long"       day, month, year: "d MMMM y"
 *   "interval_day"    two days of one month ("d–d MMMM y"); "interval_month" of one year; "interval_year" of two
 *   "time"            "HH:mm", "h:mm a", "Bh:mm"
 *   "times"           from one to another; "times_in_half" if the half of the day then need not be named twice
 *   "am", "pm"        for the letter "a"
 *   "day_periods"     for the letter "B": 24 names, one an hour
 *   "digits"          ten, "٠١٢٣٤٥٦٧٨٩", or left out
 *
 * assets/words:
 *   "tag"             "pl"
 *   "words"           each of word_forms; "{}" stands for what is put in
 *   "minutes"         {"one": "{} minuta", "few": "{} minuty", "many": "{} minut", "other": "{} minuty"}: counted, by
 *                     plural_names; "other" must be there, the rest where the language has it. "hours" likewise */
#ifndef FORMATS_LANGUAGE_H
#define FORMATS_LANGUAGE_H

#include <stddef.h>

#include "model/language.h"
#include "model/problem.h"

/* NULL after a problem. Its words are still to be set. language_destroy() it. */
struct language *language_read(const char *path, const char *text, size_t length, struct problems *problems);

/* NULL after a problem. vocabulary_destroy() them. */
struct vocabulary *vocabulary_read(const char *path, const char *text, size_t length, struct problems *problems);

#endif
