#include "formats/csv_times.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "formats/schedule.h"
#include "formats/written.h"

/* "22/10/2018": bytes taken, 0 if no such date stands there. */
static size_t slashed_numbers(const char *text, int *first, int *second, int *year)
{
	size_t a = strspn(text, "0123456789");
	size_t b = text[a] == '/' ? strspn(text + a + 1, "0123456789") : 0;
	size_t at = a + 1 + b;
	if (a < 1 || a > 2 || b < 1 || b > 2 || text[at] != '/' || strspn(text + at + 1, "0123456789") != 4)
		return 0;
	*first = atoi(text);
	*second = atoi(text + a + 1);
	*year = atoi(text + at + 1);
	return at + 5;
}

static size_t slashed_date(const struct csv_dates *dates, const char *text, struct date *date)
{
	int first, second, year;
	size_t size = slashed_numbers(text, &first, &second, &year);
	if (size == 0)
		return 0;
	*date = dates->month_first ? (struct date){year, first, second} : (struct date){year, second, first};
	return date_valid(*date) ? size : 0;
}

bool csv_month_first(const char *text)
{
	bool month_first = false;
	int first, second, year;
	for (size_t size; *text; text += size) {
		size_t digits = strspn(text, "0123456789");
		size = slashed_numbers(text, &first, &second, &year);
		if (size > 0 && first > 12)
			return false;
		month_first = month_first || (size > 0 && second > 12);
		size = size > 0 ? size : digits > 0 ? digits : 1;
	}
	return month_first;
}

struct date csv_date(struct csv_dates *dates, const char *cell)
{
	for (const char *at = cell; *at; at++) {
		struct written_date written;
		struct date date;
		if (at > cell && !strchr(" ,(", at[-1]))
			continue;
		if (slashed_date(dates, at, &date) > 0)
			return date;
		if (written_date(at, &written) == 0 || date_none(written.date))
			continue;
		if (written.date.year == 0)
			written.date.year = dates->year;
		if (date_valid(written.date)) {
			dates->year = written.date.year;
			return written.date;
		}
	}
	return (struct date){0};
}

const char *csv_time_behind_date(struct arena *arena, const struct csv_dates *dates, const char *cell,
				 struct moment *moment)
{
	struct date date;
	struct written_date written;
	*moment = schedule_moment(cell);
	if (moment->has_time)
		return arena_format(arena, "%02d:%02d", moment->civil.hour, moment->civil.minute);
	*moment = (struct moment){0};
	size_t size = slashed_date(dates, cell, &date);
	if (size == 0) {
		size = written_date(cell, &written);
		date = written.date;
	}
	const char *rest = cell + size + strspn(cell + size, ", ");
	if (size == 0 || !date_valid(date) || !isdigit((unsigned char)*rest))
		return cell;
	*moment = (struct moment){.given = true, .civil = {.date = date}};
	return rest;
}

/* "9,30" as "9.30". */
static const char *with_periods(struct arena *arena, const char *cell)
{
	char *text = arena_text(arena, cell);
	for (char *comma = strchr(text, ','); comma; comma = strchr(comma + 1, ','))
		if (comma > text && isdigit((unsigned char)comma[-1]) && isdigit((unsigned char)comma[1]))
			*comma = '.';
	return text;
}

int csv_time(struct arena *arena, const char *cell)
{
	int minutes = -1;
	const char *text = with_periods(arena, cell);
	text += written_space(text);
	size_t taken = written_time(text, true, &minutes);
	/* Words may stand behind it, but no more numbers: "9,5". */
	return taken > 0 && !strpbrk(text + taken, "0123456789") ? minutes : -1;
}

int csv_times(struct arena *arena, const char *cell, int *end)
{
	int start = -1;
	return written_times(with_periods(arena, cell), &start, end) > 0 ? start : csv_time(arena, cell);
}
