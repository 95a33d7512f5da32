#include "formats/written.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The code point at text, which is not at its end, whose length need not be known: it is asked at every character. */
static uint32_t character(const char *text, size_t *size)
{
	return utf8_decode(text, strnlen(text, 4), size);
}

size_t written_space(const char *text)
{
	size_t taken = 0, size;
	while (text[taken] != '\0') {
		uint32_t c = character(text + taken, &size);
		if (c != ' ' && (c < '\t' || c > '\r') && c != 0xA0 && (c < 0x2000 || c > 0x200B) && c != 0x202F &&
		    c != 0x3000 && c != 0xFEFF)
			break;
		taken += size;
	}
	return taken;
}

/* A letter's plain ASCII form; '?' for letters that have none here, 0 for what is no letter. */
static char plain_letter(uint32_t c)
{
	static const struct {
		uint32_t letter;
		char plain;
	} letters[] = {
		{0x104, 'a'}, {0x105, 'a'}, {0x106, 'c'}, {0x107, 'c'}, {0x118, 'e'}, {0x119, 'e'}, {0x141, 'l'},
		{0x142, 'l'}, {0x143, 'n'}, {0x144, 'n'}, {0xD3, 'o'},  {0xF3, 'o'},  {0x15A, 's'}, {0x15B, 's'},
		{0x179, 'z'}, {0x17A, 'z'}, {0x17B, 'z'}, {0x17C, 'z'}, {0xC4, 'a'},  {0xE4, 'a'},  {0xD6, 'o'},
		{0xF6, 'o'},  {0xDC, 'u'},  {0xFC, 'u'},  {0xDF, 's'},  {0xC9, 'e'},  {0xE9, 'e'},
	};
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	if (c >= 'a' && c <= 'z')
		return (char)c;
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].letter == c)
			return letters[i].plain;
	return (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x3040 && c < 0xFE00) ? '?' : 0;
}

size_t written_word(const char *text, char *word, size_t size)
{
	size_t taken = 0, length = 0, bytes;
	while (text[taken] != '\0') {
		uint32_t c = character(text + taken, &bytes);
		bool mark = c >= 0x300 && c <= 0x36F; /* an accent of decomposed text, as macOS writes it */
		char plain = plain_letter(c);
		if (!plain || (mark && taken == 0))
			break;
		if (!mark && length + 1 < size)
			word[length++] = plain;
		taken += bytes;
	}
	word[length] = '\0';
	return taken;
}

static bool word_follows(const char *text)
{
	char word[2];
	return digit(*text) || written_word(text, word, sizeof word) > 0;
}

/* "am", "p.m.", "Uhr" behind a time: bytes taken. */
static size_t time_suffix(const char *text, int *hour, bool *good)
{
	size_t space = written_space(text), at = space;
	char half = (char)(text[at] | 0x20);
	if ((half == 'a' || half == 'p') && (text[at + 1] | 0x20) == 'm')
		at += 2;
	else if ((half == 'a' || half == 'p') && strncasecmp(text + at + 1, ".m.", 3) == 0)
		at += 4;
	else if (strncasecmp(text + at, "uhr", 3) == 0 && !word_follows(text + at + 3))
		return at + 3;
	else
		return 0;
	if (word_follows(text + at))
		return 0;
	*good = *hour >= 1 && *hour <= 12;
	*hour = *hour % 12 + (half == 'p' ? 12 : 0);
	return at;
}

size_t written_time(const char *text, bool bare, int *minutes)
{
	size_t at = 0;
	int hour = 0, minute = 0;
	bool complete = false, good = true;
	while (at < 4 && digit(text[at]))
		hour = hour * 10 + (text[at++] - '0');
	if (at == 0 || at == 3 || digit(text[at]))
		return 0;
	if (at == 4) {
		if (!bare)
			return 0;
		minute = hour % 100;
		hour /= 100;
		complete = true;
	} else if ((text[at] == ':' || text[at] == '.') && digit(text[at + 1]) && digit(text[at + 2])) {
		minute = atoi((char[]){text[at + 1], text[at + 2], 0});
		char separator = text[at];
		at += 3;
		if (separator == ':' && text[at] == ':' && digit(text[at + 1]) && digit(text[at + 2]))
			at += 3;
		if (separator == '.' && text[at] == '.' && digit(text[at + 1]))
			return 0; /* a date */
		at += (text[at] | 0x20) == 'h' && !word_follows(text + at + 1);
		complete = true;
	} else if (text[at] == 'h' || text[at] == 'H') {
		at++;
		if (digit(text[at]) && digit(text[at + 1])) {
			minute = atoi((char[]){text[at], text[at + 1], 0});
			at += 2;
		}
		complete = true;
	}
	size_t suffix = time_suffix(text + at, &hour, &good);
	at += suffix;
	if ((!complete && !bare && suffix == 0) || word_follows(text + at))
		return 0;
	if (!complete && text[at] != '\0' && strchr(".:/", text[at]) && digit(text[at + 1])) /* "17.10.2018", "9.5" */
		return 0;
	*minutes = good && minute < 60 && (hour < 24 || (hour == 24 && minute == 0)) ? hour * 60 + minute : -1;
	return at;
}

static int month_of(const char *word)
{
	static const char *const names[][6] = {
		{"stycznia", "styczen", "january", "januar", "jan"},
		{"lutego", "luty", "february", "februar", "feb"},
		{"marca", "marzec", "march", "marz", "mar"},
		{"kwietnia", "kwiecien", "april", "apr"},
		{"maja", "maj", "may", "mai"},
		{"czerwca", "czerwiec", "june", "juni", "jun"},
		{"lipca", "lipiec", "july", "juli", "jul"},
		{"sierpnia", "sierpien", "august", "aug"},
		{"wrzesnia", "wrzesien", "september", "sept", "sep"},
		{"pazdziernika", "pazdziernik", "october", "oktober", "oct", "okt"},
		{"listopada", "listopad", "november", "nov"},
		{"grudnia", "grudzien", "december", "dezember", "dec", "dez"},
	};
	for (int month = 0; month < 12; month++)
		for (size_t i = 0; i < 6 && names[month][i]; i++)
			if (strcmp(names[month][i], word) == 0)
				return month + 1;
	return 0;
}

/* "do", "to", "bis" between two times: bytes taken with the white space around it, 0 if none stands there. */
static size_t until_word(const char *text)
{
	char word[8];
	size_t before = written_space(text), length = written_word(text + before, word, sizeof word);
	size_t after = written_space(text + before + length);
	bool meant = strcmp(word, "do") == 0 || strcmp(word, "to") == 0 || strcmp(word, "bis") == 0;
	return meant && before > 0 && after > 0 ? before + length + after : 0;
}

/* A dash of any length, with or without white space around it: bytes taken, 0 if none. */
static size_t dash(const char *text, bool *spaced)
{
	static const char *const dashes[] = {"-", "–", "—", "−", "‐", "‑"};
	size_t before = written_space(text);
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		size_t size = strlen(dashes[i]);
		if (strncmp(text + before, dashes[i], size) == 0) {
			size_t after = written_space(text + before + size);
			*spaced = before + after > 0;
			return before + size + after;
		}
	}
	return 0;
}

size_t written_times(const char *text, int *start, int *end)
{
	bool spaced = false;
	*end = -1;
	size_t at = written_time(text, false, start);
	bool bare = at == 0;
	if (bare)
		at = written_time(text, true, start);
	if (at == 0 || (bare && at > 2))
		return 0;
	size_t between = dash(text + at, &spaced), last = 0;
	if (between > 0) {
		last = written_time(text + at + between, false, end);
		/* "9-10" and "9:30-10" are ranges, "9:30 - 10 questions" is not. */
		if (last == 0 && (bare || !spaced)) {
			last = written_time(text + at + between, true, end);
			if (last > 2)
				last = 0;
		}
	} else if (!bare && (between = until_word(text + at)) > 0) {
		last = written_time(text + at + between, false, end);
		if (last == 0)
			between = 0;
	} else if (!bare && text[at] == '\t') { /* start and end in columns of their own */
		between = 1;
		last = written_time(text + at + between, false, end);
		if (last == 0)
			between = 0;
	}
	if (bare && last == 0)
		return 0;
	if (last == 0)
		*end = -1;
	else if (*end < 0)
		*end = WRITTEN_IMPOSSIBLE;
	at += between + last;
	char word[24];
	written_word(text + at + written_space(text + at), word, sizeof word);
	if (bare && month_of(word) > 0) /* "22-23 października" are days */
		return 0;
	if (last > 0) {
		size_t tail = dash(text + at, &spaced);
		at += spaced ? tail : 0;
		if (text[at] == ':' || text[at] == ',')
			at++;
	} else if (text[at] == ':' || text[at] == ',') {
		at++;
	}
	return at + written_space(text + at);
}

static int weekday_of(const char *word)
{
	static const char *const names[][9] = {
		{"poniedzialek", "monday", "montag", "mon"}, {"wtorek", "tuesday", "dienstag", "tue"},
		{"sroda", "wednesday", "mittwoch", "wed"},   {"czwartek", "thursday", "donnerstag", "thu"},
		{"piatek", "friday", "freitag", "fri"},      {"sobota", "saturday", "samstag", "sat", "sonnabend"},
		{"niedziela", "sunday", "sonntag", "sun"},
	};
	for (int day = 0; day < 7; day++)
		for (size_t i = 0; i < 9 && names[day][i]; i++)
			if (strcmp(names[day][i], word) == 0)
				return day;
	return -1;
}

/* A number of `least` to `most` digits: bytes taken, 0 if it is none. */
static size_t number(const char *text, size_t least, size_t most, int *value)
{
	size_t at = 0;
	*value = 0;
	while (at < most && digit(text[at]))
		*value = *value * 10 + (text[at++] - '0');
	return at >= least && !digit(text[at]) ? at : 0;
}

/* White space, commas and a full stop between the parts of a date. */
static size_t gap(const char *text)
{
	size_t at = 0;
	for (;;) {
		size_t space = written_space(text + at);
		if (space == 0 && text[at] != ',' && text[at] != '.')
			return at;
		at += space > 0 ? space : 1;
	}
}

/* The day itself in digits or with its month's name. */
static size_t written_day(const char *text, struct date *date)
{
	size_t day, month, year, at;
	char word[24];
	*date = (struct date){0};
	if (number(text, 4, 4, &date->year) > 0 && (text[4] == '-' || text[4] == '/' || text[4] == '.')) {
		month = number(text + 5, 1, 2, &date->month);
		if (month > 0 && text[5 + month] == text[4] && (day = number(text + 6 + month, 1, 2, &date->day)) > 0)
			return 6 + month + day;
		return 0;
	}
	*date = (struct date){0};
	if ((day = number(text, 1, 2, &date->day)) > 0) {
		at = day;
		if (text[at] == '.') { /* 22.10.2018, 22. 10. 2018 */
			at++;
			at += written_space(text + at);
			month = number(text + at, 1, 2, &date->month);
			if (month > 0 && text[at + month] == '.') {
				at += month + 1;
				size_t space = written_space(text + at);
				year = number(text + at + space, 4, 4, &date->year);
				if (year > 0)
					return at + space + year;
				date->year = 0; /* "22.10." */
				return date->month <= 12 && date->day <= 31 && !digit(text[at]) ? at : 0;
			}
			date->month = 0;
		}
		size_t ordinal = written_word(text + at, word, sizeof word);
		if (strcmp(word, "st") == 0 || strcmp(word, "nd") == 0 || strcmp(word, "rd") == 0 ||
		    strcmp(word, "th") == 0)
			at += ordinal;
		at += written_space(text + at);
		size_t of = written_word(text + at, word, sizeof word);
		if (strcmp(word, "of") == 0)
			at += of + written_space(text + at + of);
		month = written_word(text + at, word, sizeof word);
		date->month = month_of(word);
		if (date->month == 0)
			return 0;
		at += month;
	} else {
		month = written_word(text, word, sizeof word);
		date->month = month_of(word);
		at = month + gap(text + month);
		day = number(text + at, 1, 2, &date->day);
		if (date->month == 0 || day == 0 || text[at + day] == ':')
			return 0;
		at += day;
		size_t ordinal = written_word(text + at, word, sizeof word);
		if (strcmp(word, "st") == 0 || strcmp(word, "nd") == 0 || strcmp(word, "rd") == 0 ||
		    strcmp(word, "th") == 0)
			at += ordinal;
	}
	size_t space = gap(text + at);
	year = number(text + at + space, 4, 4, &date->year);
	if (year == 0)
		date->year = 0;
	return year > 0 ? at + space + year : at;
}

size_t written_date(const char *text, struct written_date *date)
{
	char word[24];
	*date = (struct written_date){.weekday = -1};
	size_t at = written_word(text, word, sizeof word);
	date->weekday = weekday_of(word);
	if (date->weekday >= 0 && (text[at] == '.' || text[at] == ','))
		at++;
	size_t lead = date->weekday >= 0 ? at + written_space(text + at) : 0;
	size_t day = written_day(text + lead, &date->date);
	if (day == 0) {
		date->date = (struct date){0};
		return date->weekday >= 0 ? at : 0;
	}
	at = lead + day;
	/* "2018 r.", "2018r.", "2018 roku" */
	size_t space = written_space(text + at);
	size_t mark = written_word(text + at + space, word, sizeof word);
	if (date->date.year > 0 && (strcmp(word, "r") == 0 || strcmp(word, "roku") == 0)) {
		at += space + mark;
		at += text[at] == '.';
	}
	if (word_follows(text + at))
		return 0;
	struct date checked = date->date;
	if (checked.year == 0)
		checked.year = 2000; /* a leap year: 29 February may be meant */
	date->impossible = !date_valid(checked);
	/* "22.10.2018 (poniedziałek)", "22 października, poniedziałek" */
	space = gap(text + at);
	bool bracket = text[at + space] == '(';
	size_t length = written_word(text + at + space + bracket, word, sizeof word);
	if (date->weekday < 0 && length > 0 && weekday_of(word) >= 0 &&
	    (!bracket || text[at + space + bracket + length] == ')')) {
		date->weekday = weekday_of(word);
		at += space + bracket + length + bracket;
	}
	return at;
}
