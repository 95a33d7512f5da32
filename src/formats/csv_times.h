/* Dates and times in the cells of a spreadsheet. */
#ifndef FORMATS_CSV_TIMES_H
#define FORMATS_CSV_TIMES_H

#include <stdbool.h>

#include "formats/content.h"

struct csv_dates {
	bool month_first; /* in dates such as 10/22/2018 */
	int year;         /* of dates without one: the last that was written; 0: none was */
};

/* The day comes first, unless a date of the table would have no month then, and none has no day. */
bool csv_month_first(const char *text);

/* The date in a cell, wherever it stands; none if there is none that is understood. */
struct date csv_date(struct csv_dates *dates, const char *cell);

/* A time of day with a date before it, "2018-10-22T09:00+02:00" or "22.10.2018 9:00": its time alone, in the arena, and
 * the date in *moment, perhaps with an offset. Anything else is returned as it is, and *moment is not given. */
const char *csv_time_behind_date(struct arena *arena, const struct csv_dates *dates, const char *cell,
				 struct moment *moment);

/* Minutes, "9,30" too; -1: it is no time of day. */
int csv_time(struct arena *arena, const char *cell);

/* The same of "9:00" and "9:00-10:30"; *end is -1 if there is none. */
int csv_times(struct arena *arena, const char *cell, int *end);

#endif
