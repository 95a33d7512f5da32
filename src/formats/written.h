/* Times and dates as people write them, found at the beginning of a text: in digits, in Polish, English and German. */
#ifndef FORMATS_WRITTEN_H
#define FORMATS_WRITTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

/* "9:30", "09.30", "9h30", "9h", "9:30h", "9:30 pm", "9 am", "9 Uhr"; with `bare` also "9" and "0930". Returns the
 * bytes taken, 0 if no time stands there. *minutes after midnight, up to 1440; -1 for what is written like a time and
 * is none
 * ("25:00"). */
size_t written_time(const char *text, bool bare, int *minutes);

/* "9:30", "9:30-11.00", "9-10", "9:30 – 11:00", "9:30 do 11:00": *end is -1 if there is none, WRITTEN_IMPOSSIBLE if it
 * is none of the clock's. Bytes taken with the white space and the dash behind it; 0 if no time stands there. */
enum { WRITTEN_IMPOSSIBLE = -2 };
size_t written_times(const char *text, int *start, int *end);

struct written_date {
	struct date date; /* none for a weekday alone; year 0 if none was written */
	int weekday;      /* enum weekday; -1: not written */
	bool impossible;  /* written like a date, but no day of the calendar; date is as written */
};

/* "2018-10-22", "22.10.2018 r.", "22 października 2018", "poniedziałek, 22 października", "Monday 22nd October 2018",
 * "October 22, 2018", "Montag, 22. Oktober", "22.10.", "Monday". Returns the bytes taken, 0 if no date stands there. */
size_t written_date(const char *text, struct written_date *date);

/* The next word of text in small ASCII letters, without diacritics, cut to size; "" if no letter stands there. Returns
 * its bytes in text. */
size_t written_word(const char *text, char *word, size_t size);

/* White space at the beginning of text, Unicode's too, in bytes. */
size_t written_space(const char *text);

#endif
