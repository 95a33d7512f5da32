/* Dates, times and durations as schedule exports write them. */
#include <stdlib.h>
#include <string.h>

#include "formats/schedule.h"
#include "formats/written.h"

struct moment schedule_moment(const char *text)
{
	struct moment moment = {0};
	if (!text || !civil_parse(text, &moment.civil, &moment.has_offset, &moment.offset_s))
		return (struct moment){0};
	moment.given = true;
	moment.has_time = strpbrk(text, "Tt ") != NULL;
	moment.anywhere = moment.has_offset && moment.offset_s == 0 && strpbrk(text, "Zz");
	return moment;
}

struct moment schedule_moment_of(const char *date, const char *time, int day_change)
{
	struct moment moment = {0};
	int minutes, second = 0;
	char start[6] = "";
	if (!date || !time || !date_parse(date, &moment.civil.date))
		return (struct moment){0};
	size_t length = strcspn(time, ":");
	if (length > 0 && length <= 2 && strlen(time) >= length + 3)
		memcpy(start, time, length + 3);
	const char *rest = time + strlen(start);
	if (!minutes_parse(start, &minutes) || (*rest != '\0' && *rest != ':'))
		return (struct moment){0};
	if (*rest == ':')
		second = atoi(rest + 1) % 60;
	if (minutes < day_change || minutes == 1440)
		moment.civil.date = date_add(moment.civil.date, 1);
	if (!date_valid(moment.civil.date))
		return (struct moment){0};
	moment.civil.hour = minutes % 1440 / 60;
	moment.civil.minute = minutes % 60;
	moment.civil.second = second > 0 ? second : 0;
	moment.given = moment.has_time = true;
	return moment;
}

/* A number of up to six digits at *text, which moves behind it; -1 if none stands there. */
static int64_t number(const char **text)
{
	size_t digits = strspn(*text, "0123456789");
	if (digits == 0 || digits > 6)
		return -1;
	int64_t value = strtol(*text, NULL, 10);
	*text += digits;
	return value;
}

/* "PT1H30M", "P1DT2H", "P2W". */
static int64_t iso_duration_s(const char *text)
{
	int64_t sum = 0;
	bool time = false, any = false;
	for (text++; *text; any = true) {
		if (*text == 'T' && !time) {
			time = true;
			text++;
		}
		int64_t value = number(&text);
		if (value < 0)
			return -1;
		char unit = *text;
		int64_t unit_s = unit == 'W' && !time   ? 7 * 86400
				 : unit == 'D' && !time ? 86400
				 : unit == 'H' && time  ? 3600
				 : unit == 'M' && time  ? 60
				 : unit == 'S' && time  ? 1
							: 0;
		if (unit_s == 0)
			return -1;
		sum += value * unit_s;
		text++;
	}
	return any ? sum : -1;
}

/* What a word counts: hours or minutes, in seconds; 0: neither. */
static int64_t unit_s_of(const char *word)
{
	static const char *const hours[] = {"h",    "hr",      "hrs",     "hour", "hours",  "g",
					    "godz", "godzina", "godziny", "std",  "stunde", "stunden"};
	static const char *const minutes[] = {"m",      "min",    "mins",  "minute", "minutes",
					      "minuta", "minuty", "minut", "minuten"};
	for (size_t i = 0; i < sizeof hours / sizeof *hours; i++)
		if (strcmp(hours[i], word) == 0)
			return 3600;
	for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
		if (strcmp(minutes[i], word) == 0)
			return 60;
	return 0;
}

/* "45 min", "1h30", "1 h 30 min", "1,5 godz." */
static int64_t counted_duration_s(const char *text)
{
	int64_t sum = 0;
	bool hours = false;
	while (*text) {
		char word[10];
		int64_t value = number(&text), tenths = 0;
		if (value < 0)
			return -1;
		if ((*text == '.' || *text == ',') && strspn(text + 1, "0123456789") == 1) {
			tenths = text[1] - '0';
			text += 2;
		}
		text += strspn(text, " ");
		text += written_word(text, word, sizeof word);
		/* A bare number is minutes behind hours alone. */
		int64_t unit_s = unit_s_of(word);
		if (word[0] == '\0' && hours && tenths == 0)
			unit_s = 60;
		if (unit_s == 0)
			return -1;
		hours = unit_s == 3600;
		sum += value * unit_s + tenths * unit_s / 10;
		text += strspn(text, ". ");
	}
	return sum;
}

int64_t schedule_duration_s(const char *text)
{
	if (!text)
		return -1;
	text += strspn(text, " ");
	if (*text == 'P')
		return iso_duration_s(text);
	int64_t parts[3];
	const char *begin = text;
	size_t count = 0, first_digits = strspn(text, "0123456789");
	while (count < 3 && (parts[count] = number(&text)) >= 0) {
		count++;
		if (*text != ':')
			break;
		text++;
	}
	if (count == 0 || text[strspn(text, " ")] != '\0')
		return count == 1 ? counted_duration_s(begin) : -1;
	if (count == 1)
		return parts[0] * 60;
	if (count == 2)
		return parts[0] * 3600 + parts[1] * 60;
	/* Days, hours and minutes in frab's way; hours, minutes and seconds in everybody else's. */
	if (first_digits == 1 && parts[1] < 24)
		return parts[0] * 86400 + parts[1] * 3600 + parts[2] * 60;
	return parts[0] * 3600 + parts[1] * 60 + parts[2];
}

int64_t schedule_between_s(const struct moment *start, const struct moment *end)
{
	if (!start->given || !end->given || start->has_offset != end->has_offset)
		return 0;
	return civil_seconds(end->civil) - end->offset_s - (civil_seconds(start->civil) - start->offset_s);
}

const char *schedule_zone(struct arena *arena, const char *text)
{
	if (!text)
		return NULL;
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/");
	if (length == 0 || length > 64 || text[length] != '\0' || text[0] == '/')
		return NULL;
	return arena_text_part(arena, text, length);
}
