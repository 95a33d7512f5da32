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
	do {
		scan->at = json_skip_space(scan->text, scan->length, scan->at);
	} while (scan_skip_odd_space(scan));
}

/* Where mending: does a key stand here, with its colon? */
static bool key_follows(const struct scan *scan)
{
	struct json_fault fault;
	struct scan ahead = *scan;
	ahead.mends = NULL;
	ahead.fault = &fault;
	if (scan_next(&ahead) != '"' || !scan_string(&ahead))
		return false;
	ahead.at = json_skip_space(ahead.text, ahead.length, ahead.at);
	return scan_next(&ahead) == ':';
}

/* Does what stands here, between a value and a line or bracket, only lack its comma? In a list on one line it may as
 * well be a quotation mark inside a text. */
static bool comma_is_missing(const struct scan *scan, size_t value_end, bool object)
{
	const char *text = scan->text;
	char c = scan_next(scan), before = text[value_end - 1];
	size_t gap = scan->at - value_end;
	bool line = memchr(text + value_end, '\n', gap) || memchr(text + value_end, '\r', gap);
	if (!scan->mends || scan_at_end(scan))
		return false;
	if (object)
		return c == '"' ? key_follows(scan) : line && scan_letter(c);
	if (before == '}' || before == ']')
		return c == '{' || c == '[';
	return line && (c == '"' || c == '{' || c == '[' || c == '-' || scan_digit(c));
}

/* After a value inside an object or array: a comma, or its end. Anything else is told here. */
static bool fail_after_value(struct scan *scan, size_t value_end, size_t open, char opening)
{
	char closing = opening == '{' ? '}' : ']', c = scan_next(scan);
	if (scan_at_end(scan))
		return scan_fail(scan, open, "the %c that stands here is never closed\vadd the missing %c", opening,
				 closing);
	if (closing == ']' && c == ':' && scan->text[value_end - 1] == '"')
		return scan_fail(scan, scan->at,
				 "a colon stands where a comma belongs\vtype , instead, or put the pairs in { }");
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
	if (c == ':')
		return scan_fail(scan, scan->at, "a colon stands where a comma belongs\vtype , instead");
	if (c == '"' || c == '{' || c == '[' || scan_digit(c) || c == '-' ||
	    (scan_letter(c) && (unsigned char)c < 0x80))
		return scan_fail(scan, value_end,
				 "a comma is missing after this value\vadd a comma between it and what follows\v,");
	return scan_fail(scan, scan->at, "%.*s stands where a comma or %c belongs\vremove it",
			 scan_word_length(scan, scan->at) > 0 ? scan_word_length(scan, scan->at) : 1,
			 scan->text + scan->at, closing);
}

/* Where a comma was read and the bracket closes at once. */
static bool mend_trailing_comma(struct scan *scan, size_t comma)
{
	if (!scan_mend(scan, MEND_COMMA_EXTRA, comma, "the comma before %c is one too many\vremove the comma",
		       scan_next(scan)))
		return false;
	scan_edit(scan, comma, 1, "");
	scan->at++;
	return true;
}

/* Commas with nothing before them. */
static bool mend_lone_commas(struct scan *scan, bool object)
{
	while (scan_next(scan) == ',') {
		if (!(object ? scan_mend(scan, MEND_COMMA_EXTRA, scan->at,
					 "a comma stands here without anything before it\vremove the comma")
			     : scan_mend(scan, MEND_COMMA_EXTRA, scan->at,
					 "a comma stands here without a value before it\vremove the comma")))
			return false;
		scan_edit(scan, scan->at++, 1, "");
		skip_space(scan);
	}
	return true;
}

/* After a value: past the comma, or what stands for it. False after a fault; *ended where the bracket closes. */
static bool scan_separator(struct scan *scan, size_t value_end, size_t open, char opening, bool *ended, size_t *comma)
{
	char closing = opening == '{' ? '}' : ']';
	*comma = scan->at;
	*ended = scan_next(scan) == closing;
	if (*ended || (scan_next(scan) == ',' && !(opening == '{' && scan_decimal_comma(scan)))) {
		scan->at++;
		return true;
	}
	if (scan->at > *comma) { /* behind such a number */
		value_end = scan->at;
		skip_space(scan);
		return scan_separator(scan, value_end, open, opening, ended, comma);
	}
	if (scan_next(scan) == ';') {
		if (!scan_mend(scan, MEND_SEPARATOR, scan->at,
			       "a semicolon stands where a comma belongs\vtype , instead"))
			return false;
		scan_edit(scan, scan->at++, 1, ",");
		return true;
	}
	if (comma_is_missing(scan, value_end, opening == '{') &&
	    scan_mend(scan, MEND_COMMA_MISSING, value_end,
		      "a comma is missing after this value\vadd a comma between it and what follows\v,")) {
		scan_edit(scan, scan->at, 0, ",");
		return true;
	}
	return fail_after_value(scan, value_end, open, opening);
}

static bool scan_key(struct scan *scan)
{
	size_t start = scan->at;
	char c = scan_next(scan);
	if (c == '"') {
		if (!scan_string(scan))
			return false;
	} else if (!scan_loose_text(scan) && !scan_loose_key(scan)) {
		if (scan->failed || scan_odd_character(scan))
			return false;
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
	if (scan_next(scan) == '=') {
		if (!scan_mend(scan, MEND_SEPARATOR, scan->at,
			       "an equals sign stands where a colon belongs\vtype : instead"))
			return false;
		scan_edit(scan, scan->at++, 1, ":");
		return true;
	}
	return scan_fail(scan, start + (size_t)shown,
			 "a colon is missing after the key %.*s\vwrite \"key\": value\v:", shown < 60 ? shown : 0,
			 scan->text + start);
}

/* What stands between brackets, from behind the opening one, up to behind the closing one. */
static bool scan_members(struct scan *scan, size_t open, char opening)
{
	bool object = opening == '{', list = false, ended = false;
	char closing = object ? '}' : ']';
	size_t comma = 0, value_end = 0;
	for (;;) {
		skip_space(scan);
		if (!mend_lone_commas(scan, object))
			return false;
		if (scan_at_end(scan))
			return scan_fail(scan, open, "the %c that stands here is never closed\vadd the missing %c",
					 opening, closing);
		if (scan_next(scan) == closing && !comma) {
			scan->at++;
			return true;
		}
		if (scan_next(scan) == closing)
			return mend_trailing_comma(scan, comma);
		if (object && list && scan_next(scan) == '{')
			return scan_fail(scan, value_end - 1,
					 "the list is closed here already, but more of it follows\vmove this ] behind "
					 "the last { }");
		if (object && !scan_key(scan))
			return false;
		skip_space(scan);
		if (scan_next(scan) == ',')
			return scan_fail(scan, scan->at,
					 "a value is missing before this comma\vwrite a value after the colon");
		list = scan_next(scan) == '[';
		scan->value = scan->at;
		if (!scan_value(scan))
			return false;
		value_end = scan->at;
		skip_space(scan);
		if (!scan_separator(scan, value_end, open, opening, &ended, &comma))
			return false;
		if (ended)
			return true;
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
		scan->at++;
		bool good = scan_members(scan, scan->at - 1, c);
		scan->depth--;
		return good;
	}
	if (c == '"')
		return scan_string(scan);
	if (scan_digit(c) || c == '-' || c == '+' || c == '.')
		return scan_number(scan);
	if (scan_loose_text(scan))
		return true;
	return scan->failed || scan_odd_character(scan) ? false : scan_word(scan);
}

/* Objects that follow one another without the list that holds them: the first was read. `]` may stand at the end. */
static bool scan_sequence(struct scan *scan, size_t start)
{
	if (!scan_mend(scan, MEND_LIST, scan->at,
		       "several values follow one another\vput them between [ and ], with commas between them"))
		return false;
	scan_edit(scan, start, 0, "[");
	while (!scan_at_end(scan) && scan_next(scan) != ']') {
		size_t comma = scan->at;
		if (scan_next(scan) == ',') {
			scan->at++;
			skip_space(scan);
		} else {
			scan_edit(scan, scan->at, 0, ",");
		}
		if (scan_next(scan) == ']') {
			scan_edit(scan, comma, 1, "");
			break;
		}
		if (scan_next(scan) != '{')
			return scan_fail(scan, scan->at,
					 "something follows after the end of the value\vremove it, or put it in { }");
		if (!scan_value(scan))
			return false;
		skip_space(scan);
	}
	if (scan_at_end(scan)) {
		scan_edit(scan, scan->length, 0, "]");
		return true;
	}
	scan->at++;
	skip_space(scan);
	return scan_at_end(scan) ||
	       scan_fail(scan, scan->at,
			 "something follows after the end of the list\vremove it, or move the ] behind it");
}

/* Pairs that lack the brace before them. Without the one behind them the rest may be missing as well. */
static bool scan_pairs(struct scan *scan)
{
	size_t start = scan->at;
	const char *text = scan->text;
	size_t end = scan->length;
	while (end > start && strchr(" \t\r\n", text[end - 1]))
		end--;
	if (text[end - 1] != '}' && text[end - 1] != ']')
		return scan_fail(scan, start, "the braces around this are missing\vwrite { before it and } behind it");
	if (!scan_mend(scan, MEND_LIST, start, "the { before this is missing\vwrite { before it"))
		return false;
	scan_edit(scan, start, 0, "{");
	return scan_members(scan, start, '{');
}

static bool scan_whole(struct scan *scan)
{
	skip_space(scan);
	if (scan_at_end(scan))
		return scan_fail(scan, 0, "the file is empty\vwrite something, or delete the file");
	size_t start = scan->at;
	char first = scan_next(scan);
	if (scan->mends && key_follows(scan) ? !scan_pairs(scan) : !scan_value(scan))
		return false;
	size_t end = scan->at;
	skip_space(scan);
	if (scan_at_end(scan))
		return true;
	char c = scan_next(scan);
	if (first == '{' && (c == ',' || c == '{'))
		return scan_sequence(scan, start);
	if (c == '}' || c == ']')
		return scan_fail(scan, scan->at, "%c closes nothing\vremove it, or add the bracket that opens", c);
	if (first == '[' && (c == ',' || c == '{'))
		return scan_fail(scan, end - 1,
				 "the list is closed here already, but more of it follows\vmove this ] to the end");
	if (c == ',' || c == '{' || c == '[')
		return scan_fail(
			scan, end,
			"several values follow one another\vput them between [ and ], with commas between them");
	if (scan_odd_character(scan))
		return false;
	return scan_fail(scan, scan->at, "something follows after the end of the value\vremove it");
}

bool json_scan(const char *text, size_t length, size_t values_limit, struct json_fault *fault)
{
	struct scan scan = {.text = text, .length = length, .values_left = values_limit, .fault = fault};
	return scan_whole(&scan);
}

bool json_scan_mending(const char *text, size_t length, size_t values_limit, struct json_mends *mends,
		       struct json_fault *fault)
{
	struct scan scan = {
		.text = text, .length = length, .values_left = values_limit, .mends = mends, .fault = fault};
	return scan_whole(&scan);
}

size_t json_skip_value(const char *text, size_t length, size_t at)
{
	struct json_fault fault;
	struct scan scan = {.text = text, .length = length, .at = at, .values_left = SIZE_MAX, .fault = &fault};
	scan_value(&scan);
	return scan.at;
}
