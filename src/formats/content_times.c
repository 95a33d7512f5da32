/* The fields that are days and times. Forms that can only mean one thing are taken with a warning. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "formats/content_fields.h"
#include "formats/written.h"

static const char *const month_names[] = {"January", "February", "March",     "April",   "May",      "June",
					  "July",    "August",   "September", "October", "November", "December"};

static void tell_impossible(const struct object *object, const char *key, const char *text, struct date date)
{
	struct date last = {date.year, date.month, 31};
	while (last.day > 28 && !date_valid(last))
		last.day--;
	if (date.month < 1 || date.month > 12)
		fields_problem(
			object, PROBLEM_REFUSED, key,
			"\"%.40s\" is no date, for there is no month %d\vwrite year-month-day, such as \"2018-10-22\"",
			text, date.month);
	else if (!date_valid(last))
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%.40s\" is no date that callboard can show\vcheck the year", text);
	else
		fields_problem(object, PROBLEM_REFUSED, key, "\"%.40s\" does not exist\v%s %d has %d days", text,
			       month_names[date.month - 1], date.year, last.day);
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "22/10/2018", "10/22/2018", "22-10-2018": which number is the month is certain only if the other cannot be one.
 * Bytes taken, 0 if it is nothing of that shape. */
static size_t turned_date(const char *text, struct written_date *written, bool *ambiguous)
{
	int numbers[3] = {0};
	size_t at = 0;
	for (int i = 0; i < 3; i++) {
		size_t digits = 0;
		for (; digits < 4 && digit(text[at]); digits++)
			numbers[i] = numbers[i] * 10 + (text[at++] - '0');
		if (i < 2 ? digits < 1 || digits > 2 || (text[at] != '/' && text[at] != '-') : digits != 4)
			return 0;
		at += i < 2;
	}
	if (digit(text[at]))
		return 0;
	int day = numbers[0], month = numbers[1];
	if (month > 12 && day <= 12) {
		day = numbers[1];
		month = numbers[0];
	}
	*ambiguous = day <= 12 && month <= 12 && day != month;
	*written = (struct written_date){.date = {numbers[2], month, day}, .weekday = -1};
	written->impossible = !date_valid(written->date);
	return at;
}

/* The date that text begins with, in any form: bytes taken, 0 if there is none with a year. */
static size_t loose_date(const char *text, struct written_date *written, bool *ambiguous)
{
	*ambiguous = false;
	size_t taken = turned_date(text, written, ambiguous);
	if (taken == 0)
		taken = written_date(text, written);
	return taken > 0 && written->date.year > 0 ? taken : 0;
}

static void tell_ambiguous(const struct object *object, const char *key, const char *text, struct date date)
{
	char day_first[11], month_first[11];
	date_format(date, day_first);
	date_format((struct date){date.year, date.day, date.month}, month_first);
	fields_problem(object, PROBLEM_REFUSED, key,
		       "\"%.40s\" can be two days\vwrite year-month-day: \"%s\" or \"%s\"", text, day_first,
		       month_first);
}

/* "22.10.18": it may as well be the 18th of a year 22. */
static bool short_year(const char *text)
{
	int digits[3] = {0}, part = 0;
	for (; *text && part < 3; text++) {
		if (digit(*text))
			digits[part]++;
		else if (strchr("./-", *text) && digits[part] > 0)
			part++;
		else
			return false;
	}
	return part == 2 && digits[0] <= 2 && digits[1] <= 2 && digits[2] == 2;
}

static struct date date_of(const struct object *object, const char *key, const char *text)
{
	struct date date = {0};
	struct written_date written = {0};
	struct civil civil;
	bool ambiguous, has_offset;
	int offset_s;
	char iso[11];
	if (date_parse(text, &date))
		return date;
	size_t space = written_space(text), taken = loose_date(text + space, &written, &ambiguous);
	taken += taken > 0 ? space : 0;
	taken += taken > 0 ? written_space(text + taken) : 0;
	date = written.date;
	if (civil_parse(text, &civil, &has_offset, &offset_s)) {
		date_format(civil.date, iso);
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%.40s\" is understood as %s, without its time\vwrite \"%s\"", text, iso, iso);
		return civil.date;
	}
	if (taken > 0 && text[taken] == '\0' && ambiguous) {
		tell_ambiguous(object, key, text, date);
	} else if (taken > 0 && text[taken] == '\0' && written.impossible) {
		tell_impossible(object, key, text, date);
	} else if (written_date(text, &written) > 0 && written.date.year == 0 && written.date.month > 0) {
		fields_problem(object, PROBLEM_REFUSED, key,
			       "the date \"%.40s\" has no year\vwrite year-month-day, such as \"2018-10-22\"", text);
	} else if (short_year(text)) {
		fields_problem(
			object, PROBLEM_REFUSED, key,
			"the year of \"%.40s\" has two digits alone\vwrite year-month-day, such as \"2018-10-22\"",
			text);
	} else if (taken == 0 || text[taken] != '\0') {
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%.40s\" is no date\vwrite year-month-day, such as \"2018-10-22\"", text);
	} else {
		date_format(date, iso);
		fields_problem(object, PROBLEM_WARNING, key, "\"%.40s\" is understood as %s\vwrite \"%s\"", text, iso,
			       iso);
		return date;
	}
	return (struct date){0};
}

struct date fields_date(const struct object *object, const char *key)
{
	const cJSON *value = fields_value(object, key);
	if (!value)
		return (struct date){0};
	if (!cJSON_IsString(value)) {
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%s\" is not a date\vwrite year-month-day in quotes, such as \"2018-10-22\"", key);
		return (struct date){0};
	}
	return date_of(object, key, value->valuestring);
}

/* "9:5" */
static bool half_minutes(const char *text)
{
	size_t hour = strspn(text, "0123456789");
	return hour >= 1 && hour <= 2 && (text[hour] == ':' || text[hour] == '.') && digit(text[hour + 1]) &&
	       !digit(text[hour + 2]);
}

int fields_time_text(const struct object *object, const char *key, const cJSON *value)
{
	int minutes;
	if (cJSON_IsNumber(value) && value->valuedouble >= 0 && value->valuedouble <= 23 &&
	    value->valuedouble == (int)value->valuedouble) {
		int hour = (int)value->valuedouble;
		fields_problem(object, PROBLEM_WARNING, key,
			       "the number %d is understood as %02d:00\vwrite \"%02d:00\"", hour, hour, hour);
		return hour * 60;
	}
	if (!cJSON_IsString(value)) {
		fields_problem(object, PROBLEM_REFUSED, key,
			       "a time is not in quotes\vwrite hours and minutes, such as \"09:00\"");
		return -1;
	}
	const char *text = value->valuestring;
	if (minutes_parse(text, &minutes))
		return minutes;
	size_t space = written_space(text), taken = written_time(text + space, true, &minutes);
	taken += space;
	if (taken > space && text[taken + written_space(text + taken)] == '\0') {
		if (minutes >= 0)
			fields_problem(object, PROBLEM_WARNING, key,
				       "the time \"%.40s\" is understood as %02d:%02d\vwrite \"%02d:%02d\"", text,
				       minutes / 60, minutes % 60, minutes / 60, minutes % 60);
		else
			fields_problem(object, PROBLEM_REFUSED, key,
				       "\"%.40s\" is no time of day\vwrite \"00:00\" to \"23:59\"", text);
		return minutes;
	}
	struct civil civil;
	bool has_offset;
	int offset_s;
	if (civil_parse(text, &civil, &has_offset, &offset_s))
		fields_problem(
			object, PROBLEM_REFUSED, key,
			"\"%.40s\" is not a time of day alone\vwrite the time as \"%02d:%02d\" and the day in \"date\"",
			text, civil.hour, civil.minute);
	else if (half_minutes(text + space))
		fields_problem(
			object, PROBLEM_REFUSED, key,
			"the minutes of \"%.40s\" have one digit alone\vwrite two, such as \"09:05\" or \"09:50\"",
			text);
	else
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%.40s\" is no time\vwrite hours and minutes, such as \"09:00\"", text);
	return -1;
}

int fields_minutes(const struct object *object, const char *key)
{
	const cJSON *value = fields_value(object, key);
	return value ? fields_time_text(object, key, value) : -1;
}

bool fields_day_time(const struct object *object, const char *key, struct date *day, int *minutes)
{
	const char *text = cJSON_GetStringValue(fields_value(object, key));
	struct civil civil;
	bool has_offset;
	int offset_s;
	if (!text || strlen(text) <= 10 || !civil_parse(text, &civil, &has_offset, &offset_s) || has_offset)
		return false;
	*day = civil.date;
	*minutes = civil.hour * 60 + civil.minute;
	return true;
}

bool fields_range(const struct object *object, const char *key, int *start, int *end)
{
	const char *text = cJSON_GetStringValue(fields_value(object, key));
	if (!text)
		return false;
	text += written_space(text);
	size_t taken = written_times(text, start, end);
	return taken > 0 && text[taken] == '\0' && *start >= 0 && *start < 1440 && *end >= 0;
}

struct moment fields_moment(const struct object *object, const char *key)
{
	struct moment moment = {0};
	const cJSON *value = fields_value(object, key);
	if (!value)
		return moment;
	if (!cJSON_IsString(value)) {
		fields_problem(
			object, PROBLEM_REFUSED, key,
			"\"%s\" is not a date\vwrite it in quotes, such as \"2018-10-22\" or \"2018-10-22T10:00\"",
			key);
		return moment;
	}
	const char *text = value->valuestring;
	moment.given = true;
	if (civil_parse(text, &moment.civil, &moment.has_offset, &moment.offset_s)) {
		moment.has_time = strlen(text) > 10;
		return moment;
	}
	/* "2018-10-22 10:00", "22.10.2018, 10.00": a date, then a time. */
	struct written_date date;
	bool ambiguous;
	size_t at = loose_date(text, &date, &ambiguous);
	if (at > 0 && ambiguous) {
		tell_ambiguous(object, key, text, date.date);
		return (struct moment){0};
	}
	if (at > 0 && date.date.year > 0 && date.impossible) {
		tell_impossible(object, key, text, date.date);
		return (struct moment){0};
	}
	if (at > 0 && date.date.year > 0) {
		int minutes = 0;
		at += text[at] == ',' || text[at] == 'T';
		at += written_space(text + at);
		size_t time = written_time(text + at, false, &minutes);
		if (text[at + time] == '\0' && minutes >= 0 && minutes < 1440) {
			char iso[11];
			date_format(date.date, iso);
			moment.civil = (struct civil){date.date, minutes / 60, minutes % 60, 0};
			moment.has_time = time > 0;
			if (time > 0)
				fields_problem(object, PROBLEM_WARNING, key,
					       "\"%.40s\" is understood as %sT%02d:%02d\vwrite \"%sT%02d:%02d\"", text,
					       iso, minutes / 60, minutes % 60, iso, minutes / 60, minutes % 60);
			else
				fields_problem(object, PROBLEM_WARNING, key,
					       "\"%.40s\" is understood as %s\vwrite \"%s\"", text, iso, iso);
			return moment;
		}
	}
	fields_problem(object, PROBLEM_REFUSED, key,
		       "\"%.40s\" is no date or time\vwrite \"2018-10-22\" or \"2018-10-22T10:00\"", text);
	return (struct moment){0};
}

unsigned fields_weekdays(const struct object *object, const char *key)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};
	const char **lines;
	unsigned weekdays = 0;
	size_t count = fields_lines(object, key, &lines, true);
	for (size_t i = 0; i < count; i++) {
		int day = 0;
		while (names[day] && strcmp(names[day], lines[i]) != 0)
			day++;
		struct written_date written;
		if (names[day]) {
			weekdays |= 1U << day;
		} else if (written_date(lines[i], &written) == strlen(lines[i]) && written.weekday >= 0 &&
			   date_none(written.date)) {
			weekdays |= 1U << written.weekday;
			fields_problem(object, PROBLEM_WARNING, key,
				       "the day \"%.40s\" is understood as \"%s\"\vwrite \"%s\"", lines[i],
				       names[written.weekday], names[written.weekday]);
		} else {
			fields_problem(object, PROBLEM_REFUSED, key,
				       "\"%.40s\" is no day of the week\vwrite a list of mon, tue, wed, thu, fri, sat "
				       "and sun, such as "
				       "[\"mon\", \"tue\"]",
				       lines[i]);
		}
	}
	return weekdays;
}
