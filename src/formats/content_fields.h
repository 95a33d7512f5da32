/* The fields that content has in common, read from one JSON object: bounded texts, numbers, dates, times, lists. Each
 * reader tells its own problems. A wrong optional field is dropped with a warning; what would put something wrong on
 * the wall (a day, a time, who may see it) refuses the item. */
#ifndef FORMATS_CONTENT_FIELDS_H
#define FORMATS_CONTENT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "formats/content.h"
#include "formats/json.h"

enum {
	LINE_LIMIT = 300,   /* characters of a title, a name, a room */
	NOTE_LIMIT = 2000,  /* of a note, a caption, a contact */
	TEXT_LIMIT = 20000, /* of an announcement */
	LINES_LIMIT = 100,  /* elements of a list of texts */
	TOLD_LIMIT = 40,    /* problems of one file */
};

struct reading { /* of one file */
	const struct json *json;
	struct problems *problems;
	struct arena *arena;
	size_t told;
	bool refusal_told;
};

struct object { /* one JSON object of it */
	struct reading *reading;
	const cJSON *node; /* NULL: not there; every reader then answers "not given" */
	const char *path;
	bool *refused; /* set when a problem refuses what the object belongs to */
};

/* Adds a problem about a key of the object (NULL: the object itself). The format gives the words; what follows a '\v'
 * in it is the remedy. */
void fields_problem(const struct object *object, enum problem_level level, const char *key, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Warns of every key that is not in the NULL-terminated list, with the likeliest that is; where that says when the item
 * is shown, or to whom, it refuses. Keys that begin with "$" or "_" are the author's own. One that differs from a key
 * of the list, which is missing, by capitals or spaces alone becomes it (in the tree that was read), after a warning:
 * so it stands before whatever reads the keys. */
void fields_known(const struct object *object, const char *const *known);
void fields_adopt(const struct object *object, const char *const *known); /* that last part alone */

/* What a word of other languages, or another word for it, is called here, if it is in the NULL-terminated list: "tytuł"
 * is "title". NULL: no idea. */
const char *fields_called(const char *word, const char *const *list);

/* Do they differ by capitals (of ASCII) and spaces at the ends alone? */
bool fields_alike(const char *written, const char *word);

/* The likeliest of a NULL-terminated list that `word` was meant to be; NULL if none is near. */
const char *fields_nearest(const char *word, const char *const *list);

/* The value, NULL if it is missing or null. */
const cJSON *fields_value(const struct object *object, const char *key);

/* The object there; its node is NULL if it is missing or (after a warning) none. `element` is one of a list. */
struct object fields_object(const struct object *object, const char *key);
struct object fields_value_object(const struct object *object, const char *key, const cJSON *value);
struct object fields_element(const struct object *object, const char *key, const cJSON *element, size_t index);

/* The list there: its first element, or NULL. Anything but an array is told, as a refusal if `refuse`. */
const cJSON *fields_list(const struct object *object, const char *key, bool refuse);

/* A text without white space at its ends, control characters replaced; NULL if it is missing, empty or wrong. With more
 * than `limit` characters the item is refused. fields_line also makes line breaks spaces. */
const char *fields_line(const struct object *object, const char *key, size_t limit);
const char *fields_text(const struct object *object, const char *key, size_t limit);
const char *fields_value_line(const struct object *object, const char *key, const cJSON *value, size_t limit);

/* One text, or a list of them. Returns how many; a wrong element is told, as a refusal if `refuse`: then an empty list
 * is one, too. */
size_t fields_lines(const struct object *object, const char *key, const char ***lines, bool refuse);

double fields_number(const struct object *object, const char *key, double least, double most, double otherwise);
bool fields_flag(const struct object *object, const char *key);

/* One of a NULL-terminated list: its index, or -1. */
int fields_choice(const struct object *object, const char *key, const char *const *choices);

/* No date, -1 and nothing given if the key is missing; wrong ones refuse. */
struct date fields_date(const struct object *object, const char *key);
int fields_minutes(const struct object *object, const char *key);
struct moment fields_moment(const struct object *object, const char *key);
unsigned fields_weekdays(const struct object *object, const char *key);

/* A time of day with its day, "2018-10-22T09:00"; false, and nothing told, if it is anything else or tells an offset.
 */
bool fields_day_time(const struct object *object, const char *key, struct date *day, int *minutes);

/* "9-10:30" as start and end, if that is what stands there; false, and nothing told, otherwise. */
bool fields_range(const struct object *object, const char *key, int *start, int *end);

/* A text as a time of day, for fields_minutes and lists of times; -1 after a refusal. `key` names it in problems. */
int fields_time_text(const struct object *object, const char *key, const cJSON *value);

/* A picture's file name as written, "/" between folders; NULL after a problem. It never leaves the folder that
 * callboard shows. `key` as above. */
const char *fields_file(const struct object *object, const char *key, const char *written);

#endif
