/* What people write in JSON's place where there is no doubt what they mean. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "formats/json_scan_parts.h"

static const uint32_t double_quotes[] = {0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2033, 0xFF02, 0};
static const uint32_t single_quotes[] = {'\'', '`', 0x2018, 0x2019, 0x201A, 0x201B, 0x2039, 0x203A, 0};

static bool one_of(uint32_t c, const uint32_t *list)
{
	while (*list && *list != c)
		list++;
	return *list != 0;
}

static uint32_t character(const struct scan *scan, size_t at, size_t *size)
{
	*size = 0;
	return at < scan->length ? utf8_decode(scan->text + at, scan->length - at, size) : 0;
}

static bool invisible(uint32_t c)
{
	return c == 0xA0 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x2060 || c == 0x3000 ||
	       c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The bytes of the comment that stands here; 0 if there is none, or no end to it. */
static size_t comment_length(const struct scan *scan)
{
	const char *text = scan->text + scan->at;
	size_t left = scan->length - scan->at;
	if (left >= 2 && text[0] == '/' && text[1] == '*') {
		const char *end = memmem(text + 2, left - 2, "*/", 2);
		return end ? (size_t)(end - text) + 2 : 0;
	}
	/* "#" alone: "#0b5f4b" is a colour that lacks its quotes */
	bool slashes = left >= 2 && text[0] == '/' && text[1] == '/';
	if (!slashes && !(text[0] == '#' && (left == 1 || strchr(" \t\r\n#!", text[1]))))
		return 0;
	size_t length = 0;
	while (length < left && text[length] != '\n' && text[length] != '\r')
		length++;
	return length;
}

bool scan_skip_odd_space(struct scan *scan)
{
	size_t size;
	uint32_t c = character(scan, scan->at, &size);
	if (!scan->mends || size == 0)
		return false;
	if (c == '/' || c == '#') {
		size_t length = comment_length(scan);
		if (length == 0 ||
		    !scan_mend(scan, MEND_COMMENT, scan->at,
			       "a comment stands here, and JSON has none\vremove it, or keep the note as a key that "
			       "begins with _, such as \"_note\""))
			return false;
		size = length;
	} else if (!invisible(c) ||
		   !scan_mend(scan, MEND_SPACE, scan->at,
			      "an invisible character (U+%04X) stands between the values\vdelete it and type an "
			      "ordinary space",
			      (unsigned)c)) {
		return false;
	}
	scan_edit(scan, scan->at, size, " ");
	scan->at += size;
	return true;
}

bool scan_value_ends(const struct scan *scan, size_t at)
{
	while (at < scan->length && (scan->text[at] == ' ' || scan->text[at] == '\t'))
		at++;
	return at >= scan->length || strchr(",;}]\r\n", scan->text[at]) != NULL;
}

/* The closing quote of a text is the first that something follows which can only stand behind a text. */
static bool text_ends(const struct scan *scan, size_t at)
{
	while (at < scan->length && (scan->text[at] == ' ' || scan->text[at] == '\t'))
		at++;
	return (at < scan->length && scan->text[at] == ':') || scan_value_ends(scan, at);
}

/* What is not allowed as it stands in a text between quotes. False where it cannot be mended. */
static bool loose_character(struct scan *scan, uint32_t c, size_t size)
{
	char next = scan->at + 1 < scan->length ? scan->text[scan->at + 1] : '\0';
	if (c == '\\' && next == '\'') {
		scan_edit(scan, scan->at, 1, "");
		scan->at += 2;
		return true;
	}
	if (c == '\\') {
		if (!next || !strchr("\"\\/bfnrt", next))
			return false;
		scan->at += 2;
		return true;
	}
	if (c == UINT32_MAX || (c < 0x20 && c != '\t'))
		return false;
	if (c == '"')
		scan_edit(scan, scan->at, 1, "\\\"");
	else if (c == '\t')
		scan_edit(scan, scan->at, 1, "\\t");
	scan->at += size;
	return true;
}

bool scan_loose_text(struct scan *scan)
{
	size_t size, start = scan->at;
	uint32_t c = character(scan, start, &size);
	bool single = one_of(c, single_quotes);
	if (!scan->mends || !(single || one_of(c, double_quotes)))
		return false;
	const char *here = scan->text + start;
	if (c == '\'' || c == '`'
		    ? !scan_mend(scan, MEND_QUOTE, start,
				 "a text stands in single quotes (%.*s)\vput it in double quotes: \"text\"", (int)size,
				 here)
		    : !scan_mend(scan, MEND_QUOTE, start,
				 "a typographic quotation mark (%.*s) stands where a straight one "
				 "belongs\vtype \" instead (turn \"smart quotes\" off in the editor)",
				 (int)size, here))
		return false;
	scan_edit(scan, start, size, "\"");
	for (scan->at += size; !scan_at_end(scan);) {
		c = character(scan, scan->at, &size);
		bool quote = single ? one_of(c, single_quotes) : c == '"' || one_of(c, double_quotes);
		if (quote && text_ends(scan, scan->at + size)) {
			scan_edit(scan, scan->at, size, "\"");
			scan->at += size;
			return true;
		}
		if (!loose_character(scan, c, size))
			break;
	}
	return scan_fail(scan, start, "the text that begins here is never closed\vend it with \"");
}

bool scan_loose_key(struct scan *scan)
{
	size_t start = scan->at, end = start;
	if (!scan->mends)
		return false;
	while (end < scan->length && (scan_letter(scan->text[end]) || scan_digit(scan->text[end]) ||
				      (scan->text[end] && strchr("-$", scan->text[end]))))
		end++;
	size_t colon = json_skip_space(scan->text, scan->length, end);
	int length = (int)(end - start);
	size_t size;
	uint32_t c = character(scan, start, &size);
	if (end == start || end - start > 40 || scan_digit(scan->text[start]) || colon >= scan->length ||
	    scan->text[colon] != ':' || invisible(c) || one_of(c, double_quotes) || one_of(c, single_quotes) ||
	    utf8_check(scan->text + start, end - start) != end - start ||
	    !scan_mend(scan, MEND_KEY, start, "the key “%.*s” stands without quotes\vwrite \"%.*s\"", length,
		       scan->text + start, length, scan->text + start))
		return false;
	scan_edit(scan, start, 0, "\"");
	scan_edit(scan, end, 0, "\"");
	scan->at = end;
	return true;
}

/* "09:00", "2018-10-22", "22.10.2018", "9h30", but no number that went wrong. */
static bool like_time(const char *text, size_t length)
{
	size_t colons = 0, marks = 0, hours = 0;
	for (size_t i = 0; i < length; i++) {
		colons += text[i] == ':';
		marks += text[i] == '-' || text[i] == '.' || text[i] == '/';
		hours += text[i] == 'h';
		if (!scan_digit(text[i]) && !strchr(":-./hTZ", text[i]))
			return false;
	}
	return scan_digit(text[0]) && length <= 25 && text[length - 1] != ':' &&
	       ((colons > 0 && length >= 4) || (marks == 2 && length >= 8) || hours == 1);
}

static bool like_word(const char *text, size_t length)
{
	static const char *const others[] = {"tru", "fal", "nul", "nan", "inf", "und", "non", "yes", "no"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strncasecmp(text, others[i], strlen(others[i])) == 0)
			return false;
	for (size_t i = 0; i < length; i++)
		if (strchr(":+/", text[i]))
			return false;
	/* No script that has a mark or a digit of its own among its first letters: it may be meant as that. */
	return length >= 2 && scan_letter(text[0]) && (unsigned char)text[0] < 0xE0 &&
	       utf8_check(text, length) == length;
}

bool scan_loose_value(struct scan *scan)
{
	static const char *const words[] = {"true", "false", "null"};
	const char *here = scan->text + scan->at;
	size_t start = scan->at, length = (size_t)scan_word_length(scan, start);
	if (!scan->mends || length == 0 || !scan_value_ends(scan, start + length))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		bool none = i == 2 && length == 4 && memcmp(here, "None", 4) == 0;
		if (!none && (length != strlen(words[i]) || strncasecmp(here, words[i], length) != 0))
			continue;
		if (memcmp(here, words[i], length) == 0)
			return false;
		if (!scan_mend(scan, MEND_WORD, start, "“%.*s” is not JSON\vwrite it in small letters: %s", (int)length,
			       here, words[i]))
			return false;
		scan_edit(scan, start, length, words[i]);
		scan->at += length;
		return true;
	}
	if (!(like_time(here, length) || like_word(here, length)) ||
	    !scan_mend(scan, MEND_VALUE, start, "“%.*s” stands without quotes\vput quotes around the text: \"%.*s\"",
		       (int)length, here, (int)length, here))
		return false;
	scan_edit(scan, start, 0, "\"");
	scan_edit(scan, start + length, 0, "\"");
	scan->at += length;
	return true;
}

bool scan_decimal_comma(struct scan *scan)
{
	size_t comma = scan->at, end = comma + 1, first = comma;
	const char *text = scan->text;
	while (end < scan->length && scan_digit(text[end]))
		end++;
	while (first > 0 && scan_digit(text[first - 1]))
		first--;
	bool sign = first > 1 && text[first - 1] == '-';
	if (!scan->mends || first == comma || end == comma + 1 || end - first > 30 ||
	    (sign ? first - 1 : first) != scan->value || !scan_value_ends(scan, end) ||
	    !scan_mend(scan, MEND_NUMBER, comma, "the number %.*s has a comma in it\vwrite it with a point: %.*s.%.*s",
		       (int)(end - first), text + first, (int)(comma - first), text + first, (int)(end - comma - 1),
		       text + comma + 1))
		return false;
	scan_edit(scan, comma, 1, ".");
	scan->at = end;
	return true;
}

bool scan_text_goes_on(const struct scan *scan)
{
	for (size_t at = scan->at; at < scan->length; at++) {
		if (scan->text[at] == '\\')
			at++;
		else if (scan->text[at] == '"') {
			at = json_skip_space(scan->text, scan->length, at + 1);
			return at < scan->length && strchr(",}]", scan->text[at]) != NULL;
		}
	}
	return false;
}
