/* A language as data: how it writes dates, times and numbers (CLDR), and the wall's own words. */
#ifndef MODEL_LANGUAGE_H
#define MODEL_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"

/* Lower case as inside a sentence; who draws them capitalises. "{}" stands for what is put in: a room, a title, a time,
 * as it is. */
enum word {
	WORD_NOW,               /* "now" */
	WORD_NEXT,              /* "next" */
	WORD_THEN,              /* what follows, before a time or title: "then" */
	WORD_CHANGED,           /* marks: "change" */
	WORD_CANCELLED,         /* "cancelled" */
	WORD_DELAYED,           /* "delayed" */
	WORD_NEW,               /* "new" */
	WORD_MOVED_TO,          /* "moved to {}", a room */
	WORD_MOVED_FROM,        /* "moved from {}" */
	WORD_WAS_AT,            /* "was {}", a time */
	WORD_NOW_AT,            /* "now {}", a time that was another before */
	WORD_TITLE_WAS,         /* "formerly {}", a title */
	WORD_FROM,              /* "from {}", a time */
	WORD_UNTIL,             /* "until {}", a time */
	WORD_ALL_DAY,           /* in place of times: "all day" */
	WORD_TODAY,             /* "today" */
	WORD_TOMORROW,          /* "tomorrow" */
	WORD_TOMORROW_FROM,     /* "tomorrow from {}", a time */
	WORD_STARTS_IN,         /* "starts in {}", put in: language_minutes() */
	WORD_LEFT,              /* "{} left", the same */
	WORD_SOON,              /* "starting soon" */
	WORD_HOURS_AND_MINUTES, /* "{} {}": "1 hour", "20 minutes" */
	WORD_IN_ALL_ROOMS,      /* in place of a room: "all rooms" */
	WORD_CHANGES,           /* a heading: "changes" */
	WORD_IN_THE_HOUSE,      /* a heading over several events: "today in the house" */
	WORD_BREAK,             /* "break" */
	WORD_CLOCK_UNSET,       /* "the clock is not set" */
	WORD_WELCOME,           /* "welcome", on the calm page */
	WORD_ENDED,             /* "Thank you. The programme has ended." */
	WORD_PERSON_SEPARATOR,  /* ", " */
	WORD_COUNT,
};

extern const struct word_form {
	const char *name; /* "now", "moved-from", … as in the files */
	int gaps;         /* how many "{}" */
} word_forms[WORD_COUNT];

/* CLDR's plural categories; "other" is always there. ("zero" would say nothing else: nothing lasts zero minutes.) */
enum plural { PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER, PLURAL_COUNT };

extern const char *const plural_names[PLURAL_COUNT]; /* "one", … */

struct vocabulary { /* the wall's own words in one language */
	struct arena *arena;
	const char *tag; /* "pl" */
	const char *texts[WORD_COUNT];
	const char *minutes[PLURAL_COUNT]; /* "{} minutes"; NULL: as other */
	const char *hours[PLURAL_COUNT];
	enum plural (*plural)(int count);
};

struct language {
	struct arena *arena;
	const char *tag;                  /* "pl", "en-GB" */
	const char *weekdays[7];          /* Monday first, as they stand in a date */
	const char *weekdays_short[7];    /* "pon." */
	const char *months[12];           /* as they stand beside a day: "października" */
	const char *date_full;            /* CLDR pattern of weekday, day, month, without year: "EEEE, d MMMM" */
	const char *date_short;           /* the same with the short weekday: "E, d MMMM" */
	const char *date_day;             /* day and month: "d MMMM" */
	const char *date_long;            /* day, month, year: "d MMMM y" */
	const char *interval_day;         /* same month: "d–d MMMM y" */
	const char *interval_month;       /* same year: "d MMMM – d MMMM y" */
	const char *interval_year;        /* "d MMMM y – d MMMM y" */
	const char *time;                 /* "H:mm", "HH:mm", "h:mm a", "Bh:mm" */
	const char *times;                /* from one to another: "HH:mm–HH:mm" */
	const char *times_in_half;        /* both before or both after noon: "h:mm – h:mm a"; NULL: as times */
	const char *half[2];              /* "AM", "PM"; NULL if no pattern has "a" */
	const char *const *hours_periods; /* what "B" is at each of 24 hours; NULL if no pattern has it */
	const char *digits[10];           /* NULL: 0 to 9 */
	const struct vocabulary *words;   /* borrowed; English ones if it has none of its own */
};

enum date_form {
	DATE_FULL,  /* "poniedziałek, 22 października" */
	DATE_SHORT, /* "pon., 22 października" */
	DATE_DAY,   /* "22 października" */
	DATE_LONG,  /* "22 października 2018" */
};

/* Each adds to the arena. */
const char *language_date(const struct language *language, struct arena *arena, enum date_form form, struct date date);
const char *language_interval(const struct language *language, struct arena *arena, struct date start, struct date end);
const char *language_time(const struct language *language, struct arena *arena, int hour, int minute);
const char *language_times(const struct language *language, struct arena *arena, int start_minutes, int end_minutes);
const char *language_word(const struct language *language, struct arena *arena, enum word word, const char *put_in);
/* "45 minutes", "1 hour 20 minutes" */
const char *language_minutes(const struct language *language, struct arena *arena, int minutes);
/* In the language's own digits. */
const char *language_number(const struct language *language, struct arena *arena, int number);

/* The plural rule (CLDR) of a language that has words, by its tag; English's for others. */
enum plural (*language_plural(const char *tag))(int count);

/* The tag whose file serves this one (its first `length` bytes), too: "zh-TW" is written as "zh-Hant", "ar-QA"
 * as "ar-EG". NULL: none but its own. */
const char *language_alike(const char *tag, size_t length);

/* For files: does a pattern (UTS #35) have nothing but literals and these letters, and at least the first of them? */
bool language_pattern_valid(const char *pattern, const char *letters);

void language_destroy(struct language *language);
void vocabulary_destroy(struct vocabulary *vocabulary);

#endif
