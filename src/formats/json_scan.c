#include "formats/json_scan.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "formats/words.h"

struct scan {
	const char *text;
	size_t length, at;
	int depth;
	struct json_fault *fault;
};

static bool scan_value(struct scan *scan);

__attribute__((format(printf, 3, 4))) static bool fail(struct scan *scan, size_t offset, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	words_format(&scan->fault->words, format, arguments);
	va_end(arguments);
	scan->fault->offset = offset;
	return false;
}

static bool at_end(const struct scan *scan)
{
	return scan->at >= scan->length;
}

static char next(const struct scan *scan)
{
	return at_end(scan) ? '\0' : scan->text[scan->at];
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

size_t json_skip_space(const char *text, size_t length, size_t at)
{
	while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r'))
		at++;
	return at;
}

static void skip_space(struct scan *scan)
{
	scan->at = json_skip_space(scan->text, scan->length, scan->at);
}

/* The characters from `at` that people would call one word, for quoting: at most 40 bytes, whole characters. */
static int word_length(const struct scan *scan, size_t at)
{
	size_t end = at;
	while (end < scan->length && (letter(scan->text[end]) || digit(scan->text[end]) ||
				      (scan->text[end] && strchr(".:+-/", scan->text[end])))) {
		size_t size;
		utf8_decode(scan->text + end, scan->length - end, &size);
		if (end + size - at > 40)
			break;
		end += size;
	}
	return (int)(end - at);
}

/* What is odd about the character here, whatever was expected: true if a fault was told. */
static bool odd_character(struct scan *scan)
{
	if (at_end(scan))
		return false;
	size_t size;
	uint32_t c = utf8_decode(scan->text + scan->at, scan->length - scan->at, &size);
	int shown = (int)size;
	const char *here = scan->text + scan->at;
	if (c == '/' || c == '#') {
		fail(scan, scan->at,
		     "a comment stands here, and JSON has none\vremove it, or keep the note as a key that "
		     "begins with _, such as \"_note\"");
	} else if (c == '\'' || c == '`') {
		fail(scan, scan->at, "a text stands in single quotes (%.*s)\vput it in double quotes: \"text\"", shown,
		     here);
	} else if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F || c == 0x2018 || c == 0x2019 ||
		   c == 0x201A || c == 0xAB || c == 0xBB || c == 0x2033 || c == 0xFF02) {
		fail(scan, scan->at,
		     "a typographic quotation mark (%.*s) stands where a straight one belongs\vtype \" instead (turn "
		     "\"smart quotes\" off in the editor)",
		     shown, here);
	} else if (c == 0xA0 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x2060 ||
		   c == 0x3000 || c == 0x85 || c == 0x2028 || c == 0x2029) {
		fail(scan, scan->at,
		     "an invisible character (U+%04X) stands between the values\vdelete it and type an ordinary space",
		     (unsigned)c);
	} else if (c < 0x20 || c == 0x7F) {
		fail(scan, scan->at, "an invisible control character (U+%04X) stands here\vdelete it", (unsigned)c);
	} else {
		return false;
	}
	return true;
}

static int hex(char c)
{
	if (digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Four hex digits at `at`; -1 if they are not there. */
static int unicode_escape(const struct scan *scan, size_t at)
{
	int value = 0;
	for (size_t i = 0; i < 4; i++) {
		int h = at + i < scan->length ? hex(scan->text[at + i]) : -1;
		if (h < 0)
			return -1;
		value = value * 16 + h;
	}
	return value;
}

static bool scan_escape(struct scan *scan) /* at the backslash */
{
	size_t start = scan->at;
	char c = start + 1 < scan->length ? scan->text[start + 1] : '\0';
	if (c && strchr("\"\\/bfnrt", c)) {
		scan->at += 2;
		return true;
	}
	if (c != 'u') {
		size_t size = 0;
		if (start + 1 < scan->length && (unsigned char)c >= 0x20)
			utf8_decode(scan->text + start + 1, scan->length - start - 1, &size);
		return fail(scan, start,
			    "\\%.*s means nothing in JSON\vwrite \\\\ for a backslash; in file names write /",
			    (int)size, scan->text + start + 1);
	}
	int unit = unicode_escape(scan, start + 2);
	if (unit < 0)
		return fail(scan, start, "\\u is not followed by four hexadecimal digits\vwrite the character itself");
	if (unit == 0)
		return fail(scan, start, "\\u0000 cannot be shown\vremove it");
	scan->at += 6;
	if (unit >= 0xD800 && unit <= 0xDFFF) {
		bool paired = unit < 0xDC00 && scan->at + 1 < scan->length && scan->text[scan->at] == '\\' &&
			      scan->text[scan->at + 1] == 'u';
		int low = paired ? unicode_escape(scan, scan->at + 2) : -1;
		if (low < 0xDC00 || low > 0xDFFF)
			return fail(scan, start, "\\u%04X is half a character\vwrite the character itself",
				    (unsigned)unit);
		scan->at += 6;
	}
	return true;
}

static bool scan_string(struct scan *scan)
{
	size_t start = scan->at++;
	while (!at_end(scan)) {
		char c = scan->text[scan->at];
		if (c == '"') {
			scan->at++;
			return true;
		}
		if (c == '\\') {
			if (!scan_escape(scan))
				return false;
		} else if (c == '\n' || c == '\r') {
			return fail(
				scan, start,
				"the text that begins here is not closed on its line\vend it with \"; for a line break "
				"inside a text write \\n");
		} else if (c == '\t') {
			return fail(scan, scan->at, "a tab stands inside a text\vtype a space, or write \\t");
		} else if ((unsigned char)c < 0x20) {
			return fail(scan, scan->at,
				    "an invisible control character (U+%04X) stands inside a text\vdelete it",
				    (unsigned)c);
		} else {
			scan->at++;
		}
	}
	return fail(scan, start, "the text that begins here is never closed\vend it with \"");
}

static bool scan_number(struct scan *scan)
{
	size_t start = scan->at;
	bool good = true;
	if (next(scan) == '-')
		scan->at++;
	if (next(scan) == '0') {
		scan->at++;
	} else {
		good = digit(next(scan));
		while (digit(next(scan)))
			scan->at++;
	}
	if (good && next(scan) == '.') {
		scan->at++;
		good = digit(next(scan));
		while (digit(next(scan)))
			scan->at++;
	}
	if (good && (next(scan) == 'e' || next(scan) == 'E')) {
		scan->at++;
		if (next(scan) == '+' || next(scan) == '-')
			scan->at++;
		good = digit(next(scan));
		while (digit(next(scan)))
			scan->at++;
	}
	char after = next(scan);
	if (good && !(letter(after) && (unsigned char)after < 0x80) && !digit(after) &&
	    !(after && strchr(".:+-", after)))
		return true;
	int length = word_length(scan, start);
	return fail(scan, start, "“%.*s” is no number\vif it is a text, a time or a date, put it in quotes: \"%.*s\"",
		    length, scan->text + start, length, scan->text + start);
}

static bool scan_word(struct scan *scan)
{
	static const char *const words[] = {"true", "false", "null"};
	int length = word_length(scan, scan->at);
	const char *here = scan->text + scan->at;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t size = strlen(words[i]);
		if (length > 1 && (size_t)length < size && memcmp(here, words[i], (size_t)length) == 0)
			return fail(scan, scan->at, "“%.*s” is not JSON\vdid you mean %s?", length, here, words[i]);
		if ((size_t)length != size)
			continue;
		if (memcmp(here, words[i], size) == 0) {
			scan->at += size;
			return true;
		}
		if (strncasecmp(here, words[i], size) == 0)
			return fail(scan, scan->at, "“%.*s” is not JSON\vwrite it in small letters: %s", length, here,
				    words[i]);
	}
	if (length == 4 && memcmp(here, "None", 4) == 0)
		return fail(scan, scan->at, "“None” is not JSON\vwrite null, or leave the key out");
	if (length == 0 || !(letter(*here) || digit(*here)))
		return fail(scan, scan->at, "a value is missing here\vwrite a text in quotes, a number, true or false");
	return fail(scan, scan->at, "“%.*s” stands without quotes\vput quotes around the text: \"%.*s\"", length, here,
		    length, here);
}

/* After a value inside an object or array: a comma, or its end. Anything else is told here. */
static bool fail_after_value(struct scan *scan, size_t value_end, size_t open, char closing)
{
	char opening = scan->text[open], c = next(scan);
	if (at_end(scan))
		return fail(scan, open, "the %c that stands here is never closed\vadd the missing %c", opening,
			    closing);
	if (scan->at == value_end && letter(c) && (unsigned char)c < 0x80 && scan->text[value_end - 1] == '"')
		return fail(scan, value_end - 1,
			    "a quotation mark inside a text ends it here\vwrite \\\" for a quotation mark inside a "
			    "text, or "
			    "use typographic ones");
	if (c == '}' || c == ']')
		return fail(scan, scan->at,
			    "%c stands where the %c opened before needs %c\vclose brackets in the order they "
			    "were opened, each with its own kind",
			    c, opening, closing);
	if (c == ';')
		return fail(scan, scan->at, "a semicolon stands where a comma belongs\vtype , instead");
	if (c == ':')
		return fail(scan, scan->at, "a colon stands where a comma belongs\v%s",
			    closing == ']' ? "type , instead, or put the pairs in { }" : "type , instead");
	if (c == '"' || c == '{' || c == '[' || digit(c) || c == '-' || (letter(c) && (unsigned char)c < 0x80))
		return fail(scan, value_end,
			    "a comma is missing after this value\vadd a comma between it and what follows");
	if (odd_character(scan))
		return false;
	return fail(scan, scan->at, "%.*s stands where a comma or %c belongs\vremove it",
		    word_length(scan, scan->at) > 0 ? word_length(scan, scan->at) : 1, scan->text + scan->at, closing);
}

/* Where a comma was read and the bracket closes at once. */
static bool fail_trailing_comma(struct scan *scan, size_t comma)
{
	return fail(scan, comma, "the comma before %c is one too many\vremove the comma", next(scan));
}

static bool scan_key(struct scan *scan)
{
	size_t start = scan->at;
	char c = next(scan);
	if (c == '"') {
		if (!scan_string(scan))
			return false;
	} else if (c == ',') {
		return fail(scan, start, "a comma stands here without anything before it\vremove the comma");
	} else if (odd_character(scan)) {
		return false;
	} else {
		int length = word_length(scan, start);
		const char *colon = memchr(scan->text + start, ':', (size_t)length);
		if (colon)
			length = (int)(colon - scan->text) - (int)start;
		if (length == 0)
			return fail(scan, start, "a key in quotes is missing here\vwrite pairs: \"key\": value");
		return fail(scan, start, "the key “%.*s” stands without quotes\vwrite \"%.*s\"", length,
			    scan->text + start, length, scan->text + start);
	}
	int shown = scan->at - start > 60 ? 60 : (int)(scan->at - start);
	skip_space(scan);
	if (next(scan) == ':') {
		scan->at++;
		return true;
	}
	if (next(scan) == '=')
		return fail(scan, scan->at, "an equals sign stands where a colon belongs\vtype : instead");
	return fail(scan, start + (size_t)shown, "a colon is missing after the key %.*s\vwrite \"key\": value",
		    shown < 60 ? shown : 0, scan->text + start);
}

static bool scan_members(struct scan *scan)
{
	size_t open = scan->at++;
	bool object = scan->text[open] == '{';
	char closing = object ? '}' : ']';
	size_t comma = 0;
	for (;;) {
		skip_space(scan);
		if (at_end(scan))
			return fail(scan, open, "the %c that stands here is never closed\vadd the missing %c",
				    scan->text[open], closing);
		if (next(scan) == closing && !comma) {
			scan->at++;
			return true;
		}
		if (next(scan) == closing)
			return fail_trailing_comma(scan, comma);
		if (object && !scan_key(scan))
			return false;
		skip_space(scan);
		if (next(scan) == ',')
			return fail(scan, scan->at, "%s\v%s",
				    object ? "a value is missing before this comma"
					   : "a comma stands here without a value before it",
				    object ? "write a value after the colon" : "remove the comma");
		if (!scan_value(scan))
			return false;
		size_t value_end = scan->at;
		skip_space(scan);
		if (next(scan) == ',') {
			comma = scan->at++;
		} else if (next(scan) == closing) {
			scan->at++;
			return true;
		} else {
			return fail_after_value(scan, value_end, open, closing);
		}
	}
}

static bool scan_value(struct scan *scan)
{
	char c = next(scan);
	if (at_end(scan))
		return fail(scan, scan->length,
			    "the file ends where a value belongs\vthe end of the file seems to be missing");
	if (c == '{' || c == '[') {
		if (scan->depth == JSON_DEPTH_LIMIT)
			return fail(scan, scan->at, "brackets are nested more than %d deep\vwrite it flatter",
				    JSON_DEPTH_LIMIT);
		scan->depth++;
		bool good = scan_members(scan);
		scan->depth--;
		return good;
	}
	if (c == '"')
		return scan_string(scan);
	if (digit(c) || c == '-' || c == '+' || c == '.')
		return scan_number(scan);
	return odd_character(scan) ? false : scan_word(scan);
}

bool json_scan(const char *text, size_t length, struct json_fault *fault)
{
	struct scan scan = {.text = text, .length = length, .fault = fault};
	skip_space(&scan);
	if (at_end(&scan))
		return fail(&scan, 0, "the file is empty\vwrite something, or delete the file");
	if (!scan_value(&scan))
		return false;
	size_t end = scan.at;
	skip_space(&scan);
	if (at_end(&scan))
		return true;
	char c = next(&scan);
	if (c == '}' || c == ']')
		return fail(&scan, scan.at, "%c closes nothing\vremove it, or add the bracket that opens", c);
	if (c == ',' || c == '{' || c == '[')
		return fail(&scan, end,
			    "several values follow one another\vput them between [ and ], with commas between them");
	if (odd_character(&scan))
		return false;
	return fail(&scan, scan.at, "something follows after the end of the value\vremove it");
}

size_t json_skip_value(const char *text, size_t length, size_t at)
{
	struct json_fault fault;
	struct scan scan = {.text = text, .length = length, .at = at, .fault = &fault};
	scan_value(&scan);
	return scan.at;
}
