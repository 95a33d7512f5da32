/* A language as data: names of days and months (CLDR) and the wall's own words. */
#ifndef MODEL_LANGUAGE_H
#define MODEL_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"

enum word {                        /* "{}" in a text stands for what is put in */
	    WORD_NOW,              /* "now" */
	    WORD_NEXT,             /* "next" */
	    WORD_THEN,             /* what follows, before a time or title: "then" */
	    WORD_CHANGED,          /* on the mark: "change" */
	    WORD_CANCELLED,        /* "cancelled" */
	    WORD_DELAYED,          /* "delayed" */
	    WORD_MOVED_FROM,       /* "moved from {}" */
	    WORD_WAS_AT,           /* "was {}", a time */
	    WORD_UNTIL,            /* "until {}", a time */
	    WORD_TODAY,            /* "today" */
	    WORD_TOMORROW,         /* "tomorrow" */
	    WORD_TOMORROW_FROM,    /* "tomorrow from {}" */
	    WORD_FROM,             /* "from {}", a time */
	    WORD_STARTS_IN,        /* "starts in {}", put in: the minutes as words */
	    WORD_LEFT,             /* "{} left" */
	    WORD_PAGE,             /* "page {}" as "2/3" */
	    WORD_WELCOME,          /* "welcome", on the calm page */
	    WORD_ENDED,            /* "Thank you. The programme has ended." */
	    WORD_PERSON_SEPARATOR, /* ", " */
	    WORD_COUNT,
};

/* CLDR's plural categories; "other" is always there. */
enum plural { PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER, PLURAL_COUNT };

struct language {
	struct arena *arena;
	const char *tag; /* "pl" */
	bool right_to_left;
	const char *weekdays[7];      /* Monday first, as they stand in a date */
	const char *months[12];       /* as they stand beside a day: "października" */
	const char *months_alone[12]; /* "październik" */
	const char *date_full;        /* CLDR pattern of weekday, day, month, without year: "EEEE, d MMMM" */
	const char *date_long;        /* day, month, year: "d MMMM y" */
	const char *interval_day;     /* same month: "d–d MMMM y" */
	const char *interval_month;   /* same year: "d MMMM – d MMMM y" */
	const char *interval_year;    /* "d MMMM y – d MMMM y" */
	const char *time;             /* "H:mm", "HH:mm" or "h:mm a" */
	const char *am, *pm;
	const char *words[WORD_COUNT];
	const char *left_minutes[PLURAL_COUNT]; /* "{} minutes", counted; NULL: as other */
	const char *left_hours[PLURAL_COUNT];
	enum plural (*plural)(int count);
};

/* Each adds to the arena. */
const char *language_weekday_date(const struct language *language, struct arena *arena, struct date date);
const char *language_interval(const struct language *language, struct arena *arena, struct date start, struct date end);
const char *language_time(const struct language *language, struct arena *arena, int hour, int minute);
const char *language_word(const struct language *language, struct arena *arena, enum word word, const char *put_in);
/* "45 minutes", "1 hour 20 minutes" */
const char *language_minutes(const struct language *language, struct arena *arena, int minutes);

/* The plural rule (CLDR) of a language by its tag; English's for the unknown. */
enum plural (*language_plural(const char *tag))(int count);

extern const char *const word_names[WORD_COUNT];     /* "now", "moved-from", … as in language files */
extern const char *const plural_names[PLURAL_COUNT]; /* "one", … */

void language_destroy(struct language *language);

#endif
