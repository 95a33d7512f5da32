#include <stdint.h>
#include <string.h>

#include "formats/json_scan_parts.h"

static bool scan_value(struct scan *scan);

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

/* After a value inside an object or array: a comma, or its end. Anything else is told here. */
static bool fail_after_value(struct scan *scan, size_t value_end, size_t open, char closing)
{
	char opening = scan->text[open], c = scan_next(scan);
	if (scan_at_end(scan))
		return scan_fail(scan, open, "the %c that stands here is never closed\vadd the missing %c", opening,
				 closing);
	if (scan_odd_character(scan))
		return false;
	if (scan->at == value_end && scan_letter(c) && scan->text[value_end - 1] == '"')
		return scan_fail(
			scan, value_end - 1,
			"a quotation mark inside a text ends it here\vwrite \\\" for a quotation mark inside a "
			"text, or "
			"use typographic ones");
	if (c == '}' || c == ']')
		return scan_fail(scan, scan->at,
				 "%c stands where the %c opened before needs %c\vclose brackets in the order they "
				 "were opened, each with its own kind",
				 c, opening, closing);
	if (c == ';')
		return scan_fail(scan, scan->at, "a semicolon stands where a comma belongs\vtype , instead");
	if (c == ':')
		return scan_fail(scan, scan->at, "a colon stands where a comma belongs\v%s",
				 closing == ']' ? "type , instead, or put the pairs in { }" : "type , instead");
	if (c == '"' || c == '{' || c == '[' || scan_digit(c) || c == '-' ||
	    (scan_letter(c) && (unsigned char)c < 0x80))
		return scan_fail(scan, value_end,
				 "a comma is missing after this value\vadd a comma between it and what follows");
	return scan_fail(scan, scan->at, "%.*s stands where a comma or %c belongs\vremove it",
			 scan_word_length(scan, scan->at) > 0 ? scan_word_length(scan, scan->at) : 1,
			 scan->text + scan->at, closing);
}

/* Where a comma was read and the bracket closes at once. */
static bool fail_trailing_comma(struct scan *scan, size_t comma)
{
	return scan_fail(scan, comma, "the comma before %c is one too many\vremove the comma", scan_next(scan));
}

static bool scan_key(struct scan *scan)
{
	size_t start = scan->at;
	char c = scan_next(scan);
	if (c == '"') {
		if (!scan_string(scan))
			return false;
	} else if (c == ',') {
		return scan_fail(scan, start, "a comma stands here without anything before it\vremove the comma");
	} else if (scan_odd_character(scan)) {
		return false;
	} else {
		int length = scan_word_length(scan, start);
		const char *colon = memchr(scan->text + start, ':', (size_t)length);
		if (colon)
			length = (int)(colon - scan->text) - (int)start;
		if (length == 0)
			return scan_fail(scan, start, "a key in quotes is missing here\vwrite pairs: \"key\": value");
		return scan_fail(scan, start, "the key “%.*s” stands without quotes\vwrite \"%.*s\"", length,
				 scan->text + start, length, scan->text + start);
	}
	int shown = scan->at - start > 60 ? 60 : (int)(scan->at - start);
	skip_space(scan);
	if (scan_next(scan) == ':') {
		scan->at++;
		return true;
	}
	if (scan_next(scan) == '=')
		return scan_fail(scan, scan->at, "an equals sign stands where a colon belongs\vtype : instead");
	return scan_fail(scan, start + (size_t)shown, "a colon is missing after the key %.*s\vwrite \"key\": value",
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
		if (scan_at_end(scan))
			return scan_fail(scan, open, "the %c that stands here is never closed\vadd the missing %c",
					 scan->text[open], closing);
		if (scan_next(scan) == closing && !comma) {
			scan->at++;
			return true;
		}
		if (scan_next(scan) == closing)
			return fail_trailing_comma(scan, comma);
		if (object && !scan_key(scan))
			return false;
		skip_space(scan);
		if (scan_next(scan) == ',')
			return scan_fail(scan, scan->at, "%s\v%s",
					 object ? "a value is missing before this comma"
						: "a comma stands here without a value before it",
					 object ? "write a value after the colon" : "remove the comma");
		if (!scan_value(scan))
			return false;
		size_t value_end = scan->at;
		skip_space(scan);
		if (scan_next(scan) == ',') {
			comma = scan->at++;
		} else if (scan_next(scan) == closing) {
			scan->at++;
			return true;
		} else {
			return fail_after_value(scan, value_end, open, closing);
		}
	}
}

static bool scan_value(struct scan *scan)
{
	char c = scan_next(scan);
	if (scan_at_end(scan))
		return scan_fail(scan, scan->length,
				 "the file ends where a value belongs\vthe end of the file seems to be missing");
	if (scan->values_left-- == 0)
		return scan_fail(
			scan, scan->at,
			"the file holds too much: more values than callboard reads\vsplit it into several files");
	if (c == '{' || c == '[') {
		if (scan->depth == JSON_DEPTH_LIMIT)
			return scan_fail(scan, scan->at, "brackets are nested more than %d deep\vwrite it flatter",
					 JSON_DEPTH_LIMIT);
		scan->depth++;
		bool good = scan_members(scan);
		scan->depth--;
		return good;
	}
	if (c == '"')
		return scan_string(scan);
	if (scan_digit(c) || c == '-' || c == '+' || c == '.')
		return scan_number(scan);
	return scan_odd_character(scan) ? false : scan_word(scan);
}

bool json_scan(const char *text, size_t length, size_t values_limit, struct json_fault *fault)
{
	struct scan scan = {.text = text, .length = length, .values_left = values_limit, .fault = fault};
	skip_space(&scan);
	if (scan_at_end(&scan))
		return scan_fail(&scan, 0, "the file is empty\vwrite something, or delete the file");
	if (!scan_value(&scan))
		return false;
	size_t end = scan.at;
	skip_space(&scan);
	if (scan_at_end(&scan))
		return true;
	char c = scan_next(&scan);
	if (c == '}' || c == ']')
		return scan_fail(&scan, scan.at, "%c closes nothing\vremove it, or add the bracket that opens", c);
	if (c == ',' || c == '{' || c == '[')
		return scan_fail(
			&scan, end,
			"several values follow one another\vput them between [ and ], with commas between them");
	if (scan_odd_character(&scan))
		return false;
	return scan_fail(&scan, scan.at, "something follows after the end of the value\vremove it");
}

size_t json_skip_value(const char *text, size_t length, size_t at)
{
	struct json_fault fault;
	struct scan scan = {.text = text, .length = length, .at = at, .values_left = SIZE_MAX, .fault = &fault};
	scan_value(&scan);
	return scan.at;
}
