#include "model/language.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char *const word_names[WORD_COUNT] = {
	[WORD_NOW] = "now",
	[WORD_NEXT] = "next",
	[WORD_THEN] = "then",
	[WORD_CHANGED] = "changed",
	[WORD_CANCELLED] = "cancelled",
	[WORD_DELAYED] = "delayed",
	[WORD_MOVED_FROM] = "moved-from",
	[WORD_WAS_AT] = "was-at",
	[WORD_UNTIL] = "until",
	[WORD_TODAY] = "today",
	[WORD_TOMORROW] = "tomorrow",
	[WORD_TOMORROW_FROM] = "tomorrow-from",
	[WORD_FROM] = "from",
	[WORD_STARTS_IN] = "starts-in",
	[WORD_LEFT] = "left",
	[WORD_PAGE] = "page",
	[WORD_WELCOME] = "welcome",
	[WORD_ENDED] = "ended",
	[WORD_PERSON_SEPARATOR] = "person-separator",
};

const char *const plural_names[PLURAL_COUNT] = {
	[PLURAL_ONE] = "one",   [PLURAL_TWO] = "two",     [PLURAL_FEW] = "few",
	[PLURAL_MANY] = "many", [PLURAL_OTHER] = "other",
};

void language_destroy(struct language *language)
{
	if (language != NULL)
		arena_destroy(language->arena); /* it lies there itself */
}

/* Appends `text` to an arena text under construction. Dates are short: quadratic is fine. */
static char *join(struct arena *arena, const char *before, const char *text)
{
	return arena_format(arena, "%s%s", before, text);
}

struct fields { /* what a pattern's letters stand for; one date or, for intervals, two */
	struct date first, second;
	int hour, minute;
};

static const char *field(const struct language *language, struct arena *arena, char letter, size_t width,
			 const struct fields *fields, bool second)
{
	struct date date = second ? fields->second : fields->first;
	if (strchr("EdMLy", letter) != NULL && !date_valid(date)) /* a day in a pattern of times: the file's mistake */
		return "";
	int twelve = fields->hour % 12 == 0 ? 12 : fields->hour % 12;
	switch (letter) {
	case 'E':
		return language->weekdays[date_weekday(date)];
	case 'd':
		return arena_format(arena, width > 1 ? "%02d" : "%d", date.day);
	case 'M':
		return width > 2 ? language->months[date.month - 1]
				 : arena_format(arena, "%0*d", (int)width, date.month);
	case 'L':
		return language->months_alone[date.month - 1];
	case 'y':
		return arena_format(arena, "%d", date.year);
	case 'H':
		return arena_format(arena, width > 1 ? "%02d" : "%d", fields->hour);
	case 'h':
		return arena_format(arena, width > 1 ? "%02d" : "%d", twelve);
	case 'm':
		return arena_format(arena, "%02d", fields->minute);
	case 'a':
		return fields->hour < 12 ? language->am : language->pm;
	default:
		return "";
	}
}

/* A CLDR date pattern (UTS #35, part 4): runs of one letter are fields, text between quotes is literal, the rest stands
 * for itself. In an interval the second date begins where a field comes for the second time. */
static const char *apply(const struct language *language, struct arena *arena, const char *pattern,
			 const struct fields *fields)
{
	char *text = arena_text(arena, "");
	bool seen[128] = {false}, second = false;
	while (*pattern != '\0') {
		if (*pattern == '\'') {
			size_t length = strcspn(pattern + 1, "'");
			text = join(arena, text, length == 0 ? "'" : arena_text_part(arena, pattern + 1, length));
			pattern += 1 + length + (pattern[1 + length] == '\'');
			continue;
		}
		unsigned char letter = (unsigned char)*pattern;
		if (letter >= 128 || !isalpha(letter)) {
			text = join(arena, text, arena_text_part(arena, pattern++, 1));
			continue;
		}
		size_t width = 1;
		while (pattern[width] == *pattern)
			width++;
		second = second || seen[letter];
		seen[letter] = true;
		text = join(arena, text, field(language, arena, (char)letter, width, fields, second));
		pattern += width;
	}
	return text;
}

const char *language_weekday_date(const struct language *language, struct arena *arena, struct date date)
{
	return apply(language, arena, language->date_full, &(struct fields){.first = date, .second = date});
}

const char *language_interval(const struct language *language, struct arena *arena, struct date start, struct date end)
{
	const char *pattern = start.year != end.year     ? language->interval_year
			      : start.month != end.month ? language->interval_month
			      : start.day != end.day     ? language->interval_day
							 : language->date_long;
	return apply(language, arena, pattern, &(struct fields){.first = start, .second = end});
}

const char *language_time(const struct language *language, struct arena *arena, int hour, int minute)
{
	return apply(language, arena, language->time, &(struct fields){.hour = hour, .minute = minute});
}

/* `text` with "{}" replaced. */
static const char *put(struct arena *arena, const char *text, const char *put_in)
{
	const char *gap = strstr(text, "{}");
	if (gap == NULL || put_in == NULL)
		return text;
	return arena_format(arena, "%.*s%s%s", (int)(gap - text), text, put_in, gap + 2);
}

const char *language_word(const struct language *language, struct arena *arena, enum word word, const char *put_in)
{
	assert(word < WORD_COUNT);
	return put(arena, language->words[word], put_in);
}

static const char *counted(const struct language *language, struct arena *arena, const char *const forms[PLURAL_COUNT],
			   int count)
{
	const char *form = forms[language->plural(count)];
	return put(arena, form != NULL ? form : forms[PLURAL_OTHER], arena_format(arena, "%d", count));
}

const char *language_minutes(const struct language *language, struct arena *arena, int minutes)
{
	int hours = minutes / 60;
	if (hours == 0)
		return counted(language, arena, language->left_minutes, minutes);
	const char *in_hours = counted(language, arena, language->left_hours, hours);
	if (minutes % 60 == 0)
		return in_hours;
	return arena_format(arena, "%s %s", in_hours, counted(language, arena, language->left_minutes, minutes % 60));
}

static enum plural plural_english(int n)
{
	return n == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

static enum plural plural_french(int n)
{
	return n == 0 || n == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

static enum plural plural_polish(int n)
{
	if (n == 1)
		return PLURAL_ONE;
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? PLURAL_FEW : PLURAL_MANY;
}

static enum plural plural_czech(int n)
{
	return n == 1 ? PLURAL_ONE : n >= 2 && n <= 4 ? PLURAL_FEW : PLURAL_OTHER;
}

static enum plural plural_ukrainian(int n)
{
	if (n % 10 == 1 && n % 100 != 11)
		return PLURAL_ONE;
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? PLURAL_FEW : PLURAL_MANY;
}

static enum plural plural_lithuanian(int n)
{
	bool teen = n % 100 >= 11 && n % 100 <= 19;
	return n % 10 == 1 && !teen ? PLURAL_ONE : n % 10 >= 2 && !teen ? PLURAL_FEW : PLURAL_OTHER;
}

static enum plural plural_hebrew(int n)
{
	return n == 1 ? PLURAL_ONE : n == 2 ? PLURAL_TWO : PLURAL_OTHER;
}

static enum plural plural_arabic(int n)
{
	if (n == 1 || n == 2)
		return n == 1 ? PLURAL_ONE : PLURAL_TWO;
	int rest = n % 100;
	return rest >= 3 && rest <= 10 ? PLURAL_FEW : rest >= 11 ? PLURAL_MANY : PLURAL_OTHER;
}

enum plural (*language_plural(const char *tag))(int count)
{
	static const struct {
		const char *tag;
		enum plural (*plural)(int count);
	} rules[] = {
		{"pl", plural_polish},    {"cs", plural_czech},     {"sk", plural_czech},
		{"uk", plural_ukrainian}, {"ru", plural_ukrainian}, {"lt", plural_lithuanian},
		{"fr", plural_french},    {"he", plural_hebrew},    {"ar", plural_arabic},
	};
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		size_t length = strlen(rules[i].tag);
		if (strncmp(tag, rules[i].tag, length) == 0 && !isalpha((unsigned char)tag[length]))
			return rules[i].plural;
	}
	return plural_english;
}
