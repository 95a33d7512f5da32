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

/* The date that text is, in any form that is certain; false if it is none. */
static bool loose_date(const char *text, struct date *date, bool *impossible)
{
	struct written_date written;
	size_t taken = written_date(text, &written);
	if (taken == 0 || text[taken] || written.date.year == 0)
		return false;
	*date = written.date;
	*impossible = written.impossible;
	return true;
}

static struct date date_of(const struct object *object, const char *key, const char *text)
{
	struct date date = {0};
	bool impossible;
	if (date_parse(text, &date))
		return date;
	if (!loose_date(text, &date, &impossible)) {
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%.40s\" is no date\vwrite year-month-day, such as \"2018-10-22\"", text);
	} else if (impossible) {
		tell_impossible(object, key, text, date);
	} else {
		char iso[11];
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

int fields_time_text(const struct object *object, const char *key, const cJSON *value)
{
	int minutes;
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
	size_t at = written_date(text, &date);
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
