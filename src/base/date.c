#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool date_valid(struct date date)
{
	return date.year >= 1900 && date.year <= 2199 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
	       date.day <= month_days(date.year, date.month);
}

bool date_none(struct date date)
{
	return date.year == 0 && date.month == 0 && date.day == 0;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

static int64_t divide_down(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Years are counted from March, so that the leap day ends one; 400 of them have 146097 days. */
int64_t date_days(struct date date)
{
	int64_t year = date.month <= 2 ? date.year - 1 : date.year;
	int64_t era = divide_down(year, 400);
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

static struct date date_from_days(int64_t days)
{
	days += 719468;
	int64_t era = divide_down(days, 146097);
	int64_t day_of_era = days - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	struct date date;
	date.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	date.month = (int)(month < 10 ? month + 3 : month - 9);
	date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
	return date;
}

struct date date_add(struct date date, int days)
{
	return date_from_days(date_days(date) + days);
}

enum weekday date_weekday(struct date date)
{
	int64_t since_monday = date_days(date) + 3; /* 1970-01-01 was a Thursday */
	return (enum weekday)(since_monday - divide_down(since_monday, 7) * 7);
}

int64_t civil_seconds(struct civil civil)
{
	return date_days(civil.date) * 86400 + civil.hour * 3600 + civil.minute * 60 + civil.second;
}

struct civil civil_from_seconds(int64_t seconds)
{
	int64_t days = divide_down(seconds, 86400);
	int left = (int)(seconds - days * 86400);
	return (struct civil){
		.date = date_from_days(days),
		.hour = left / 3600,
		.minute = left / 60 % 60,
		.second = left % 60,
	};
}

/* Exactly `digits` digits at *text, which moves behind them. */
static bool number(const char **text, int digits, int *value)
{
	int read = 0;
	for (int i = 0; i < digits; i++) {
		if (!isdigit((unsigned char)(*text)[i]))
			return false;
		read = read * 10 + ((*text)[i] - '0');
	}
	*text += digits;
	*value = read;
	return true;
}

static bool literal(const char **text, char wanted)
{
	if (**text != wanted)
		return false;
	(*text)++;
	return true;
}

static bool read_date(const char **text, struct date *date)
{
	struct date read;
	if (!number(text, 4, &read.year) || !literal(text, '-') || !number(text, 2, &read.month) ||
	    !literal(text, '-') || !number(text, 2, &read.day) || !date_valid(read))
		return false;
	*date = read;
	return true;
}

bool date_parse(const char *text, struct date *date)
{
	struct date read;
	if (!read_date(&text, &read) || *text != '\0')
		return false;
	*date = read;
	return true;
}

bool minutes_parse(const char *text, int *minutes)
{
	int hour, minute;
	if (!isdigit((unsigned char)text[0]))
		return false;
	if (!number(&text, isdigit((unsigned char)text[1]) ? 2 : 1, &hour) || !literal(&text, ':') ||
	    !number(&text, 2, &minute) || *text != '\0')
		return false;
	if (minute > 59 || hour * 60 + minute > 24 * 60)
		return false;
	*minutes = hour * 60 + minute;
	return true;
}

static bool read_offset(const char *text, int *offset_s)
{
	int sign = *text == '-' ? -1 : 1;
	int hours, minutes = 0;
	text++;
	if (!number(&text, 2, &hours))
		return false;
	bool colon = literal(&text, ':');
	if ((colon || *text != '\0') && !number(&text, 2, &minutes))
		return false;
	if (*text != '\0' || hours > 14 || minutes > 59)
		return false;
	*offset_s = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool civil_parse(const char *text, struct civil *civil, bool *has_offset, int *offset_s)
{
	struct civil read = {0};
	int offset = 0;
	bool with_offset = false;
	if (!read_date(&text, &read.date))
		return false;
	if (*text == 'T' || *text == 't' || *text == ' ') {
		text++;
		if (!number(&text, 2, &read.hour) || !literal(&text, ':') || !number(&text, 2, &read.minute))
			return false;
		bool seconds = literal(&text, ':');
		if (seconds && !number(&text, 2, &read.second))
			return false;
		if (seconds && *text == '.' && isdigit((unsigned char)text[1]))
			for (text++; isdigit((unsigned char)*text); text++)
				;
		if (read.hour > 23 || read.minute > 59 || read.second > 60)
			return false;
		if (*text == 'Z' || *text == 'z') {
			with_offset = true;
			text++;
		} else if (*text == '+' || *text == '-') {
			if (!read_offset(text, &offset))
				return false;
			with_offset = true;
			text = "";
		}
	}
	if (*text != '\0')
		return false;
	*civil = read;
	*has_offset = with_offset;
	*offset_s = offset;
	return true;
}

void date_format(struct date date, char text[static 11])
{
	unsigned year = (unsigned)date.year % 10000, month = (unsigned)date.month % 100, day = (unsigned)date.day % 100;
	snprintf(text, 11, "%04u-%02u-%02u", year, month, day);
}

void civil_format(int64_t utc_s, int offset_s, char text[static 26])
{
	struct civil local = civil_from_seconds(utc_s + offset_s);
	char date[11];
	date_format(local.date, date);
	unsigned hour = (unsigned)local.hour % 24, minute = (unsigned)local.minute % 60,
		 second = (unsigned)local.second % 60;
	if (offset_s == 0) {
		snprintf(text, 26, "%sT%02u:%02u:%02uZ", date, hour, minute, second);
		return;
	}
	unsigned ahead = (unsigned)abs(offset_s) / 60;
	snprintf(text, 26, "%sT%02u:%02u:%02u%c%02u:%02u", date, hour, minute, second, offset_s < 0 ? '-' : '+',
		 ahead / 60 % 100, ahead % 60);
}
