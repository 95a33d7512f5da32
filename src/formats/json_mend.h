/* What JSON text would be without the mistakes that leave no doubt what was meant (a trailing comma, curly quotes, a
 * comment): the edits that make it so, in order, and where each place of the mended text stands in what was written. */
#ifndef FORMATS_JSON_MEND_H
#define FORMATS_JSON_MEND_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/words.h"

/* Of one kind a few are told, then that there are more. */
enum json_mend {
	MEND_COMMENT,
	MEND_SPACE,
	MEND_QUOTE,
	MEND_KEY,
	MEND_VALUE,
	MEND_COMMA_MISSING,
	MEND_COMMA_EXTRA,
	MEND_SEPARATOR,
	MEND_BREAK,
	MEND_ESCAPE,
	MEND_WORD,
	MEND_NUMBER,
	MEND_LIST,
	MEND_KINDS
};

enum { JSON_MENDS_LIMIT = 100000, JSON_MENDS_TOLD = 20, JSON_MENDS_TOLD_OF_KIND = 3 };

struct json_edit { /* bytes that go, and what comes in their place */
	size_t at, removed;
	char added[6];
};

struct json_told { /* a mistake that was mended */
	size_t offset;
	struct words words;
};

struct json_mends {
	struct json_edit *edits; /* by offset; of one offset in the order they came */
	size_t count, capacity;
	struct json_told *told; /* of JSON_MENDS_TOLD */
	size_t told_count, kinds[MEND_KINDS];
	bool untold; /* there are more than were told */
};

void json_mends_init(struct json_mends *mends);
void json_mends_finish(struct json_mends *mends);

/* False if there are too many: then nothing was added. */
bool json_mends_add(struct json_mends *mends, size_t at, size_t removed, const char *added);

/* The text with all edits made; free() it. */
char *json_mends_apply(const struct json_mends *mends, const char *text, size_t length, size_t *mended_length);

/* Where the byte at an offset of the mended text stands in what was written. */
size_t json_mends_origin(const struct json_mends *mends, size_t mended);

#endif
