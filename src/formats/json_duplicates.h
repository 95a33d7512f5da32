/* Keys that stand more than once in an object. Where all say the same nothing is lost; where they do not, nobody knows
 * what was meant. */
#ifndef FORMATS_JSON_DUPLICATES_H
#define FORMATS_JSON_DUPLICATES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/problem.h"

struct json;

enum { JSON_DUPLICATES_LIMIT = 40 }; /* no more of a file are listed */

struct json_duplicate {
	char *json_path;  /* of the key */
	char *key;        /* for reading */
	char *words;      /* what is wrong, with both values */
	bool same;        /* it says the same again */
	int line, column; /* of the second one */
};

struct json_duplicates {
	struct json_duplicate *list;
	size_t count, capacity;
	bool more; /* than are listed: as good as contradicting */
};

/* Fills json->duplicates. json_finish() frees them. */
void json_duplicates_find(struct json *json);
void json_duplicates_finish(struct json_duplicates *duplicates);

/* Tells of all: a warning each, for whom the first will do. Nothing of their values is quoted. */
void json_duplicates_warn(const struct json *json, struct problems *problems);

/* Tells of those at json_path and below, not of an author's own notes ("_…"): a warning where they say the same, else
 * refused. True if one was refused. */
bool json_duplicates_refuse(const struct json *json, const char *json_path, struct problems *problems);

#endif
