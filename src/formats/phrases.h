/* What the report says, in one language, as the JSON files of assets/report:
 *
 *   "tag"        "pl", BCP 47
 *   "phrases"    each of phrase_names; "{}" is filled in order, "{1}" and "{2}" by number
 *   "counted"    each of count_names as {"one": "{} błąd", "few": "{} błędy", "many": "{} błędów", "other": "{} błędu"}
 *   "terms"      what is filled into sentences by the program itself, English to theirs: {"Permission denied": "…"}
 *   "sentences"  the problems' words and remedies: {"the key \"{}\" is not known here": "…"}. A sentence is known again
 *                by its English text, "{}" standing for anything, "{term}" for one of the terms; so those who find
 *                problems need not know of languages. What is not in the list stays English. */
#ifndef FORMATS_PHRASES_H
#define FORMATS_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/language.h"
#include "model/problem.h"

enum phrase {
	PHRASE_REPORT,      /* over the screen's name */
	PHRASE_WRITTEN,     /* {}: when */
	PHRASE_WHEN,        /* {1}: a day, {2}: a time */
	PHRASE_WELL,        /* nothing is wrong */
	PHRASE_UNREACHABLE, /* {1}: since when, {2}: why */
	PHRASE_READ_ONLY,   /* why this is in the state folder: {} */
	PHRASE_MEND,        /* headings */
	PHRASE_NOW,
	PHRASE_LATER,
	PHRASE_FILES,
	PHRASE_REFUSED, /* marks of a problem */
	PHRASE_WARNING,
	PHRASE_LINE,      /* {} */
	PHRASE_CHARACTER, /* {} */
	PHRASE_REMEDY,
	PHRASE_FOLDER, /* in place of a path: all of it */
	PHRASE_STAYS,  /* what a refused file said before is on the screen */
	PHRASE_MORE,   /* {}: how many */
	PHRASE_AS_AT,  /* {}: when the pictures are from */
	PHRASE_FROM,   /* {}: when */
	PHRASE_UNTIL,
	PHRASE_PAGE, /* {1} of {2} */
	PHRASE_OWN,  /* the title of a page that callboard makes */
	PHRASE_TAKEN,
	PHRASE_CHANGED,
	PHRASE_STATE_SHOWN, /* of a file */
	PHRASE_STATE_LATER,
	PHRASE_STATE_OVER,
	PHRASE_STATE_ELSEWHERE,
	PHRASE_STATE_USED,
	PHRASE_STATE_REFUSED,
	PHRASE_STATE_WAITING,
	PHRASE_AGENDA, /* kinds of files */
	PHRASE_ANNOUNCEMENT,
	PHRASE_PHOTOS,
	PHRASE_EVENT,
	PHRASE_OVERLAY,
	PHRASE_PICTURE,
	PHRASE_UNKNOWN,
	PHRASE_FOOT, /* {}: callboard's version */
	PHRASE_COUNT,
};

enum count { COUNT_MISTAKES, COUNT_WARNINGS, COUNT_FILES, COUNT_SESSIONS, COUNT_PAGES, COUNT_PHOTOS, COUNT_COUNT };

struct phrases;

/* NULL after a problem. phrases_destroy() takes NULL. */
struct phrases *phrases_read(const char *path, const char *text, size_t length, struct problems *problems);
void phrases_destroy(struct phrases *phrases);

const char *phrases_tag(const struct phrases *phrases);

/* A phrase with what is put in; NULL where it has no gap. In the arena. */
const char *phrases_text(const struct phrases *phrases, struct arena *arena, enum phrase phrase, const char *first,
			 const char *second);

const char *phrases_count(const struct phrases *phrases, struct arena *arena, enum count what, int number);

/* A problem's words or remedy, or a term alone, in this language. *known (unless NULL): is it in the list? If not, it
 * comes back as it is. */
const char *phrases_sentence(const struct phrases *phrases, struct arena *arena, const char *english, bool *known);

#endif
