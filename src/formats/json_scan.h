/* A walk over JSON text (RFC 8259): says in an organizer's words what is wrong and where, which cJSON cannot, mends
 * what leaves no doubt, and finds where values stand. */
#ifndef FORMATS_JSON_SCAN_H
#define FORMATS_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/json_mend.h"
#include "formats/words.h"

enum { JSON_DEPTH_LIMIT = 64 };

struct json_fault {
	size_t offset; /* of the byte the fault is about */
	struct words words;
};

/* Is the whole text one JSON value, of no more than values_limit values in all? Fills *fault otherwise. */
bool json_scan(const char *text, size_t length, size_t values_limit, struct json_fault *fault);

/* The same, but what leaves no doubt is no fault: it is told and mended in *mends (json_mends_init()). Nothing that a
 * file cut short could be is mended. True: the text with its mends is JSON, but for its depth. */
bool json_scan_mending(const char *text, size_t length, size_t values_limit, struct json_mends *mends,
		       struct json_fault *fault);

/* Of text that json_scan() found well: the offset past white space; past the value that begins at `at`. */
size_t json_skip_space(const char *text, size_t length, size_t at);
size_t json_skip_value(const char *text, size_t length, size_t at);

#endif
