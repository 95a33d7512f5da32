/* The walk of json_scan.c: its state, and the values that hold no others (json_scalar.c). */
#ifndef FORMATS_JSON_SCAN_PARTS_H
#define FORMATS_JSON_SCAN_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/json_scan.h"

struct scan {
	const char *text;
	size_t length, at;
	int depth;
	size_t values_left; /* more are a fault */
	struct json_fault *fault;
};

/* Each moves `at` behind what it reads; false after a fault. */
bool scan_string(struct scan *scan);
bool scan_number(struct scan *scan);
bool scan_word(struct scan *scan); /* true, false, null */

/* Fills the fault; false. The format is words_format()'s. */
__attribute__((format(printf, 3, 4))) bool scan_fail(struct scan *scan, size_t offset, const char *format, ...);

/* What is odd about the character here, whatever was expected: true if a fault was told. */
bool scan_odd_character(struct scan *scan);

/* The characters from `at` that people would call one word, for quoting: at most 40 bytes, whole characters. */
int scan_word_length(const struct scan *scan, size_t at);

static inline bool scan_at_end(const struct scan *scan)
{
	return scan->at >= scan->length;
}

static inline char scan_next(const struct scan *scan)
{
	return scan_at_end(scan) ? '\0' : scan->text[scan->at];
}

static inline bool scan_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool scan_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

#endif
