/* JSON (RFC 8259) with positions. cJSON parses but keeps none: a locator finds a path's line and column in the text
 * again. Depth and size are bounded. */
#ifndef FORMATS_JSON_H
#define FORMATS_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "formats/json_duplicates.h"
#include "formats/json_mend.h"
#include "model/problem.h"

struct json {             /* one parsed text; the text is borrowed */
	const char *path; /* of the file, for problems */
	const char *text;
	size_t length;
	struct json_mends mends;
	char *mended; /* the text as root has it; NULL: nothing of it had to be mended */
	size_t mended_length;
	cJSON *root;
	struct json_duplicates duplicates; /* found, and not told yet */
};

enum { JSON_VALUES_LIMIT = 300000 }; /* a hundred bytes of memory each; a day of 1000 sessions has 10000 */

/* False after a problem with line, column and remedy. What leaves no doubt (a comma too many, a curly quote, a comment)
 * is a warning. Of duplicate keys look-ups find the first; whether that will do, the caller decides
 * (json_duplicates.h). */
bool json_parse(struct json *json, const char *path, const char *text, size_t length, struct problems *problems);
void json_finish(struct json *json);

/* Line and column (from 1, in characters) of the value at a JSON path as we write it ("$.sessions[2].start"), or of the
 * object that should have held it. */
void json_locate(const struct json *json, const char *json_path, int *line, int *column);

/* Line and column of a byte of the text. */
void json_line_column(const char *text, size_t offset, int *line, int *column);

/* The path of a key below a path: "$.screens" and "Sala A" give `$.screens["Sala A"]`. free() it. */
char *json_child_path(const char *json_path, const char *key);

/* Adds a problem about the value at json_path, located. */
void json_problem(const struct json *json, struct problems *problems, enum problem_level level, const char *json_path,
		  const char *words, const char *remedy);

/* The same about the key there, not its value. */
void json_key_problem(const struct json *json, struct problems *problems, enum problem_level level,
		      const char *json_path, const char *words, const char *remedy);

#endif
