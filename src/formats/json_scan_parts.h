/* The walk of json_scan.c: its state, the values that hold no others (json_scalar.c), and what can stand for them
 * (json_loose.c). */
#ifndef FORMATS_JSON_SCAN_PARTS_H
#define FORMATS_JSON_SCAN_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/json_scan.h"

struct scan {
	const char *text;
	size_t length, at;
	size_t value; /* where the last one in an object or array began */
	int depth;
	size_t values_left;       /* more are a fault */
	struct json_mends *mends; /* NULL: nothing is mended */
	bool failed;              /* the fault is filled */
	struct json_fault *fault;
};

/* Each moves `at` behind what it reads; false after a fault. */
bool scan_string(struct scan *scan);
bool scan_number(struct scan *scan);
bool scan_word(struct scan *scan); /* true, false, null */

/* Fills the fault; false. The format is words_format()'s. */
__attribute__((format(printf, 3, 4))) bool scan_fail(struct scan *scan, size_t offset, const char *format, ...);

/* Tells a mistake at `offset`; true if it may be mended, which the caller then does with scan_edit(). False after a
 * fault with these words. */
__attribute__((format(printf, 4, 5))) bool scan_mend(struct scan *scan, enum json_mend kind, size_t offset,
						     const char *format, ...);
void scan_edit(struct scan *scan, size_t at, size_t removed, const char *added);

/* Loose JSON (json_loose.c), where mending: each is true if it moved `at` behind something. */
bool scan_skip_odd_space(struct scan *scan); /* a comment, an invisible character */
bool scan_loose_text(struct scan *scan);     /* 'text', “text” */
bool scan_loose_key(struct scan *scan);      /* key: */
bool scan_loose_value(struct scan *scan);    /* 09:00, agenda */
bool scan_decimal_comma(struct scan *scan);  /* at the comma of 12,5 */
bool scan_text_goes_on(
	const struct scan *scan); /* at a line break in a text: is it one, rather than a quote missing? */

/* Is what stands here, spaces aside, the end of a value: a comma, a closing bracket, or the end of the line? */
bool scan_value_ends(const struct scan *scan, size_t at);

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
