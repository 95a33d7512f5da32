#include "model/language.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

const struct word_form word_forms[WORD_COUNT] = {
	[WORD_NOW] = {"now", 0},
	[WORD_NEXT] = {"next", 0},
	[WORD_THEN] = {"then", 0},
	[WORD_CHANGED] = {"changed", 0},
	[WORD_CANCELLED] = {"cancelled", 0},
	[WORD_DELAYED] = {"delayed", 0},
	[WORD_NEW] = {"new", 0},
	[WORD_MOVED_TO] = {"moved-to", 1},
	[WORD_MOVED_FROM] = {"moved-from", 1},
	[WORD_WAS_AT] = {"was-at", 1},
	[WORD_NOW_AT] = {"now-at", 1},
	[WORD_TITLE_WAS] = {"title-was", 1},
	[WORD_FROM] = {"from", 1},
	[WORD_UNTIL] = {"until", 1},
	[WORD_ALL_DAY] = {"all-day", 0},
	[WORD_TODAY] = {"today", 0},
	[WORD_TOMORROW] = {"tomorrow", 0},
	[WORD_TOMORROW_FROM] = {"tomorrow-from", 1},
	[WORD_STARTS_IN] = {"starts-in", 1},
	[WORD_LEFT] = {"left", 1},
	[WORD_SOON] = {"soon", 0},
	[WORD_HOURS_AND_MINUTES] = {"hours-and-minutes", 2},
	[WORD_IN_ALL_ROOMS] = {"in-all-rooms", 0},
	[WORD_CHANGES] = {"changes", 0},
	[WORD_IN_THE_HOUSE] = {"in-the-house", 0},
	[WORD_BREAK] = {"break", 0},
	[WORD_CLOCK_UNSET] = {"clock-unset", 0},
	[WORD_WELCOME] = {"welcome", 0},
	[WORD_ENDED] = {"ended", 0},
	[WORD_PERSON_SEPARATOR] = {"person-separator", 0},
};

void language_destroy(struct language *language)
{
	if (language != NULL)
		arena_destroy(language->arena); /* it lies there itself */
}

void vocabulary_destroy(struct vocabulary *vocabulary)
{
	if (vocabulary != NULL)
		arena_destroy(vocabulary->arena);
}

/* Appends `text` to an arena text under construction. Dates are short: quadratic is fine. */
static char *join(struct arena *arena, const char *before, const char *text)
{
	return arena_format(arena, "%s%s", before, text);
}

/* At least `width` digits. */
static const char *number_text(const struct language *language, struct arena *arena, size_t width, int number)
{
	const char *plain = arena_format(arena, "%0*d", (int)width, number), *text = "";
	if (language->digits[0] == NULL)
		return plain;
	for (; *plain != '\0'; plain++)
		text = join(arena, text,
			    isdigit((unsigned char)*plain) ? language->digits[*plain - '0']
							   : arena_text_part(arena, plain, 1));
	return text;
}

const char *language_number(const struct language *language, struct arena *arena, int number)
{
	return number_text(language, arena, 1, number);
}

struct fields { /* what a pattern's letters stand for, and from where on in an interval */
	struct date dates[2];
	int minutes[2]; /* after midnight */
};

static const char *field(const struct language *language, struct arena *arena, char letter, size_t width,
			 const struct fields *fields, bool second)
{
	struct date date = fields->dates[second];
	if (strchr("EdMy", letter) != NULL && !date_valid(date)) /* a day in a pattern of times: the file's mistake */
		return "";
	int hour = fields->minutes[second] / 60 % 24, digits = width > 1 ? 2 : 1;
	switch (letter) {
	case 'E':
		return (width < 4 ? language->weekdays_short : language->weekdays)[date_weekday(date)];
	case 'd':
		return number_text(language, arena, digits, date.day);
	case 'M':
		return width > 2 ? language->months[date.month - 1] : number_text(language, arena, digits, date.month);
	case 'y':
		return number_text(language, arena, 1, date.year);
	case 'H':
		return number_text(language, arena, digits, hour);
	case 'h':
		return number_text(language, arena, digits, hour % 12 == 0 ? 12 : hour % 12);
	case 'm':
		return number_text(language, arena, 2, fields->minutes[second] % 60);
	case 'a':
		return language->half[hour >= 12] != NULL ? language->half[hour >= 12] : "";
	case 'B':
		return language->hours_periods != NULL ? language->hours_periods[hour] : "";
	default:
		return "";
	}
}

/* Moves *pattern behind its next part, a field (runs of one letter) or a literal (text between quotes, or else one byte
 * that stands for itself). Returns its letter, 0 for a literal, which is *part of *length bytes. */
static char next_part(const char **pattern, const char **part, size_t *length)
{
	const char *start = *pattern;
	*part = start;
	*length = 1;
	if (*start == '\'') {
		size_t quoted = strcspn(start + 1, "'");
		if (quoted > 0) {
			*part = start + 1;
			*length = quoted;
		} /* else two quotes, which are one */
		const char *end = start + 1 + quoted;
		bool apostrophe =
			quoted > 0 && end[0] == '\'' && end[1] == '\''; /* within: then the rest is quoted, too */
		*length += apostrophe;
		*pattern = end + (end[0] == '\'');
		return 0;
	}
	if ((unsigned char)*start < 128 && isalpha((unsigned char)*start))
		while (start[*length] == *start)
			(*length)++;
	*pattern = start + *length;
	return (unsigned char)*start < 128 && isalpha((unsigned char)*start) ? *start : 0;
}

/* A CLDR date pattern (UTS #35, part 4). In an interval the second half begins where a field comes once more. */
static const char *apply(const struct language *language, struct arena *arena, const char *pattern,
			 const struct fields *fields)
{
	char *text = arena_text(arena, "");
	bool seen[128] = {false}, second = false;
	while (*pattern != '\0') {
		const char *part;
		size_t length;
		char letter = next_part(&pattern, &part, &length);
		if (letter == 0) {
			text = join(arena, text, arena_text_part(arena, part, length));
			continue;
		}
		second = second || seen[(unsigned char)letter];
		seen[(unsigned char)letter] = true;
		text = join(arena, text, field(language, arena, letter, length, fields, second));
	}
	return text;
}

bool language_pattern_valid(const char *pattern, const char *letters)
{
	bool found = false, quoted = false;
	for (const char *p = pattern; *p != '\0'; p++)
		quoted ^= *p == '\'';
	while (*pattern != '\0') {
		const char *part;
		size_t length;
		char letter = next_part(&pattern, &part, &length);
		if (letter != 0 && strchr(letters, letter) == NULL)
			return false;
		found = found || letter == letters[0];
	}
	return found && !quoted;
}

const char *language_date(const struct language *language, struct arena *arena, enum date_form form, struct date date)
{
	const char *patterns[] = {[DATE_FULL] = language->date_full,
				  [DATE_SHORT] = language->date_short,
				  [DATE_DAY] = language->date_day,
				  [DATE_LONG] = language->date_long};
	return apply(language, arena, patterns[form], &(struct fields){.dates = {date, date}});
}

const char *language_interval(const struct language *language, struct arena *arena, struct date start, struct date end)
{
	const char *pattern = start.year != end.year     ? language->interval_year
			      : start.month != end.month ? language->interval_month
			      : start.day != end.day     ? language->interval_day
							 : language->date_long;
	return apply(language, arena, pattern, &(struct fields){.dates = {start, end}});
}

const char *language_time(const struct language *language, struct arena *arena, int hour, int minute)
{
	int minutes = hour * 60 + minute;
	return apply(language, arena, language->time, &(struct fields){.minutes = {minutes, minutes}});
}

const char *language_times(const struct language *language, struct arena *arena, int start_minutes, int end_minutes)
{
	int start_hour = start_minutes / 60 % 24, end_hour = end_minutes / 60 % 24;
	bool alike = start_hour / 12 == end_hour / 12;
	if (language->hours_periods != NULL)
		alike = strcmp(language->hours_periods[start_hour], language->hours_periods[end_hour]) == 0;
	const char *pattern = alike && language->times_in_half != NULL ? language->times_in_half : language->times;
	return apply(language, arena, pattern, &(struct fields){.minutes = {start_minutes, end_minutes}});
}

/* `text` with its first "{}" replaced. */
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
	return put(arena, language->words->texts[word], put_in);
}

/* In English words for want of own ones, numbers are English, too. */
static const char *counted(const struct language *language, struct arena *arena, const char *const forms[PLURAL_COUNT],
			   int count)
{
	const struct vocabulary *words = language->words;
	const char *form = forms[words->plural(count)];
	bool own = strncmp(language->tag, words->tag, strlen(words->tag)) == 0;
	return put(arena, form != NULL ? form : forms[PLURAL_OTHER],
		   own ? language_number(language, arena, count) : arena_format(arena, "%d", count));
}

const char *language_minutes(const struct language *language, struct arena *arena, int minutes)
{
	const struct vocabulary *words = language->words;
	if (minutes < 60)
		return counted(language, arena, words->minutes, minutes);
	const char *in_hours = counted(language, arena, words->hours, minutes / 60);
	if (minutes % 60 == 0)
		return in_hours;
	return put(arena, put(arena, words->texts[WORD_HOURS_AND_MINUTES], in_hours),
		   counted(language, arena, words->minutes, minutes % 60));
}

const char *const plural_names[PLURAL_COUNT] = {
	[PLURAL_ONE] = "one",   [PLURAL_TWO] = "two",     [PLURAL_FEW] = "few",
	[PLURAL_MANY] = "many", [PLURAL_OTHER] = "other",
};

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
		{"pl", plural_polish},     {"cs", plural_czech},  {"sk", plural_czech},  {"uk", plural_ukrainian},
		{"lt", plural_lithuanian}, {"fr", plural_french}, {"he", plural_hebrew}, {"ar", plural_arabic},
	};
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
		if (strcmp(tag, rules[i].tag) == 0)
			return rules[i].plural;
	return plural_english;
}

/* Is the text of `length` bytes one of the words of a list? Case is nothing in tags. */
static bool listed(const char *list, const char *text, size_t length)
{
	while (*list != '\0') {
		size_t word = strcspn(list, " ");
		if (word == length && strncasecmp(list, text, length) == 0)
			return true;
		list += word + (list[word] == ' ');
	}
	return false;
}

const char *language_alike(const char *tag, size_t length)
{
	/* Codes of old, and regions that write as another one whose file we have (CLDR 48). */
	static const struct {
		const char *language, *regions, *alike;
	} table[] = {
		{"in", NULL, "id"},
		{"iw", NULL, "he"},
		{"no", NULL, "nb"},
		{"sh", NULL, "sr-Latn"},
		{"tl", NULL, "fil"},
		{"ar", "TN", "ar-DZ"},
		{"ar", "BH DJ ER KW MR OM QA SA SD SO SS TD YE", "ar-EG"},
		{"ar", "JO LB PS SY", "ar-IQ"},
		{"de", "IT", "de-AT"},
		{"en",
		 "AE AG BB BM BS CY DM ER FJ FM GD GH GM GY HK IN JM KI KN KY LC LR LS MO MW MY NA NZ PG PK PW SB SD "
		 "SG SL SS SZ TC TO TT VC VG VU WS ZM",
		 "en-001"},
		{"en",
		 "AI AT BE CC CH CK CM CX CZ DE DG DK EE ES FI FK FR GE GG GI GS HU ID IE IL IM IO IT JE KE LT LV MG "
		 "MS MT MU MV NF NG NL NO NR NU PL PN PT RO RW SC SE SH SI SK SX TK TV TZ UA UG",
		 "en-150"},
		{"en", "BW BZ ZW", "en-ZA"},
		{"es", "CL GT", "es-AR"},
		{"es", "419 BO CR CU DO EC HN NI PA PE PH PR PY SV US UY VE", "es-MX"},
		{"pt", "AO CH CV GQ GW LU MO MZ ST TL", "pt-PT"},
		{"sr", "ME", "sr-Latn"},
		{"zh", "TW", "zh-Hant"},
		{"zh", "HK MO", "zh-Hant-HK"},
		{"zh-Hant", "MO", "zh-Hant-HK"},
	};
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		size_t start = strlen(table[i].language);
		if (length < start || strncasecmp(tag, table[i].language, start) != 0)
			continue;
		if (table[i].regions == NULL ? length == start
					     : length > start && tag[start] == '-' &&
						       listed(table[i].regions, tag + start + 1, length - start - 1))
			return table[i].alike;
	}
	return NULL;
}
