/* Texts, numbers and words of JSON, and what people write in their place. */
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "formats/json_scan_parts.h"

bool scan_fail(struct scan *scan, size_t offset, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	words_format(&scan->fault->words, format, arguments);
	va_end(arguments);
	scan->fault->offset = offset;
	scan->failed = true;
	return false;
}

bool scan_mend(struct scan *scan, enum json_mend kind, size_t offset, const char *format, ...)
{
	struct json_mends *mends = scan->mends;
	bool tell = mends && mends->told_count < JSON_MENDS_TOLD && mends->kinds[kind] < JSON_MENDS_TOLD_OF_KIND;
	bool fail = !mends || mends->count == JSON_MENDS_LIMIT;
	struct words *words = &scan->fault->words;
	if (tell && !fail) {
		if (!mends->told)
			mends->told = memory_allocate(JSON_MENDS_TOLD * sizeof *mends->told);
		mends->told[mends->told_count].offset = offset;
		words = &mends->told[mends->told_count++].words;
	}
	if (tell || fail) {
		va_list arguments;
		va_start(arguments, format);
		words_format(words, format, arguments);
		va_end(arguments);
	}
	if (fail) {
		scan->fault->offset = offset;
		scan->failed = true;
		return false;
	}
	mends->untold = mends->untold || !tell;
	mends->kinds[kind]++;
	return true;
}

void scan_edit(struct scan *scan, size_t at, size_t removed, const char *added)
{
	/* With too many the text stays no JSON, which is then told. */
	(void)json_mends_add(scan->mends, at, removed, added);
}

int scan_word_length(const struct scan *scan, size_t at)
{
	size_t end = at;
	while (end < scan->length && (scan_letter(scan->text[end]) || scan_digit(scan->text[end]) ||
				      (scan->text[end] && strchr(".:+-/", scan->text[end])))) {
		size_t size;
		utf8_decode(scan->text + end, scan->length - end, &size);
		if (end + size - at > 40)
			break;
		end += size;
	}
	return (int)(end - at);
}

bool scan_odd_character(struct scan *scan)
{
	if (scan_at_end(scan))
		return false;
	size_t size;
	uint32_t c = utf8_decode(scan->text + scan->at, scan->length - scan->at, &size);
	int shown = (int)size;
	const char *here = scan->text + scan->at;
	if (c == '/' || c == '#') {
		scan_fail(scan, scan->at,
			  "a comment stands here, and JSON has none\vremove it, or keep the note as a key that "
			  "begins with _, such as \"_note\"");
	} else if (c == '\'' || c == '`') {
		scan_fail(scan, scan->at, "a text stands in single quotes (%.*s)\vput it in double quotes: \"text\"",
			  shown, here);
	} else if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F || c == 0x2018 || c == 0x2019 ||
		   c == 0x201A || c == 0xAB || c == 0xBB || c == 0x2033 || c == 0xFF02) {
		scan_fail(scan, scan->at,
			  "a typographic quotation mark (%.*s) stands where a straight one belongs\vtype \" instead "
			  "(turn "
			  "\"smart quotes\" off in the editor)",
			  shown, here);
	} else if (c == 0xA0 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x2060 ||
		   c == 0x3000 || c == 0x85 || c == 0x2028 || c == 0x2029) {
		scan_fail(scan, scan->at,
			  "an invisible character (U+%04X) stands between the values\vdelete it and type an ordinary "
			  "space",
			  (unsigned)c);
	} else if (c < 0x20 || c == 0x7F) {
		scan_fail(scan, scan->at, "an invisible control character (U+%04X) stands here\vdelete it",
			  (unsigned)c);
	} else {
		return false;
	}
	return true;
}

static int hex(char c)
{
	if (scan_digit(c))
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

/* Is none of the backslashes of the text that begins at `at` one of JSON's own? "C:\temp\mapa" has a tab in it, so
 * that of "\m" may be meant as anything. */
static bool plain_backslashes(const struct scan *scan, size_t at)
{
	for (; at < scan->length && scan->text[at] != '"' && scan->text[at] != '\n'; at++) {
		if (scan->text[at] != '\\')
			continue;
		at++;
		if (at < scan->length && scan->text[at] && strchr("bfnrtu\"", scan->text[at]))
			return false;
	}
	return true;
}

/* At the backslash. Where mendable, one that means nothing stands for itself. */
static bool scan_escape(struct scan *scan, bool mendable)
{
	size_t start = scan->at;
	char c = start + 1 < scan->length ? scan->text[start + 1] : '\0';
	if (c && strchr("\"\\/bfnrt", c)) {
		scan->at += 2;
		return true;
	}
	if (c == '\'' && scan->mends &&
	    scan_mend(scan, MEND_ESCAPE, start, "\\' means nothing in JSON\vwrite ' alone")) {
		scan_edit(scan, start, 1, "");
		scan->at += 2;
		return true;
	}
	if (c != 'u') {
		size_t size = 0;
		if (mendable && scan->mends && c && c != '\n' && c != '\r' && c != '\t' &&
		    scan_mend(scan, MEND_ESCAPE, start,
			      "a single backslash means nothing in JSON\vwrite \\\\ for a backslash; in file names "
			      "write /")) {
			scan_edit(scan, start, 0, "\\");
			scan->at++;
			return true;
		}
		if (start + 1 < scan->length && (unsigned char)c >= 0x20)
			utf8_decode(scan->text + start + 1, scan->length - start - 1, &size);
		return scan_fail(scan, start,
				 "\\%.*s means nothing in JSON\vwrite \\\\ for a backslash; in file names write /",
				 (int)size, scan->text + start + 1);
	}
	int unit = unicode_escape(scan, start + 2);
	if (unit < 0)
		return scan_fail(scan, start,
				 "\\u is not followed by four hexadecimal digits\vwrite the character itself");
	if (unit == 0) {
		if (!scan_mend(scan, MEND_ESCAPE, start, "\\u0000 cannot be shown\vremove it"))
			return false;
		scan_edit(scan, start, 6, "");
		scan->at += 6;
		return true;
	}
	scan->at += 6;
	if (unit >= 0xD800 && unit <= 0xDFFF) {
		bool paired = unit < 0xDC00 && scan->at + 1 < scan->length && scan->text[scan->at] == '\\' &&
			      scan->text[scan->at + 1] == 'u';
		int low = paired ? unicode_escape(scan, scan->at + 2) : -1;
		if (low < 0xDC00 || low > 0xDFFF)
			return scan_fail(scan, start, "\\u%04X is half a character\vwrite the character itself",
					 (unsigned)unit);
		scan->at += 6;
	}
	return true;
}

/* Control characters in a text that can only mean one thing. */
static bool mend_control(struct scan *scan, size_t start, bool *several_lines)
{
	char c = scan->text[scan->at];
	if (c == '\n' || c == '\r') {
		if (scan->mends && !*several_lines)
			*several_lines = scan_text_goes_on(scan);
		if (!*several_lines)
			return scan_fail(scan, start,
					 "the text that begins here is not closed on its line\vend it with \"; for a "
					 "line break inside a text write \\n");
		bool pair = c == '\r' && scan->at + 1 < scan->length && scan->text[scan->at + 1] == '\n';
		if (!scan_mend(scan, MEND_BREAK, scan->at, "a line ends inside a text\vfor a line break write \\n"))
			return false;
		scan_edit(scan, scan->at, pair ? 2 : 1, "\\n");
		scan->at += pair ? 2 : 1;
		return true;
	}
	if (c == '\t' ? !scan_mend(scan, MEND_BREAK, scan->at, "a tab stands inside a text\vtype a space, or write \\t")
		      : c != '\v' || !scan->mends ||
				!scan_mend(scan, MEND_BREAK, scan->at,
					   "a line ends inside a text\vfor a line break write \\n"))
		return scan->failed
			       ? false
			       : scan_fail(scan, scan->at,
					   "an invisible control character (U+%04X) stands inside a text\vdelete it",
					   (unsigned)c);
	scan_edit(scan, scan->at, 1, c == '\t' ? "\\t" : "\\n");
	scan->at++;
	return true;
}

bool scan_string(struct scan *scan)
{
	size_t start = scan->at++;
	bool several_lines = false, looked = false, plain = false;
	while (!scan_at_end(scan)) {
		char c = scan->text[scan->at];
		if (c == '"') {
			scan->at++;
			return true;
		}
		if (c == '\\') {
			if (scan->mends && !looked)
				plain = plain_backslashes(scan, start + 1);
			looked = true;
			if (!scan_escape(scan, plain))
				return false;
		} else if ((unsigned char)c < 0x20) {
			if (!mend_control(scan, start, &several_lines))
				return false;
		} else {
			scan->at++;
		}
	}
	return scan_fail(scan, start, "the text that begins here is never closed\vend it with \"");
}

bool scan_number(struct scan *scan)
{
	size_t start = scan->at;
	bool good = true;
	if (scan_next(scan) == '-')
		scan->at++;
	if (scan_next(scan) == '0') {
		scan->at++;
	} else {
		good = scan_digit(scan_next(scan));
		while (scan_digit(scan_next(scan)))
			scan->at++;
	}
	if (good && scan_next(scan) == '.') {
		scan->at++;
		good = scan_digit(scan_next(scan));
		while (scan_digit(scan_next(scan)))
			scan->at++;
	}
	if (good && (scan_next(scan) == 'e' || scan_next(scan) == 'E')) {
		scan->at++;
		if (scan_next(scan) == '+' || scan_next(scan) == '-')
			scan->at++;
		good = scan_digit(scan_next(scan));
		while (scan_digit(scan_next(scan)))
			scan->at++;
	}
	char after = scan_next(scan);
	if (good && !(scan_letter(after) && (unsigned char)after < 0x80) && !scan_digit(after) &&
	    !(after && strchr(".:+-", after)) &&
	    !(after == '/' && scan->at + 1 < scan->length && scan_digit(scan->text[scan->at + 1])))
		return true;
	scan->at = start;
	if (scan_loose_value(scan))
		return true;
	int length = scan_word_length(scan, start);
	return scan_fail(scan, start,
			 "“%.*s” is no number\vif it is a text, a time or a date, put it in quotes: \"%.*s\"", length,
			 scan->text + start, length, scan->text + start);
}

bool scan_word(struct scan *scan)
{
	static const char *const words[] = {"true", "false", "null"};
	if (scan->mends && scan_loose_value(scan))
		return true;
	int length = scan_word_length(scan, scan->at);
	const char *here = scan->text + scan->at;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t size = strlen(words[i]);
		if (length > 1 && (size_t)length < size && memcmp(here, words[i], (size_t)length) == 0)
			return scan_fail(scan, scan->at, "“%.*s” is not JSON\vdid you mean %s?", length, here,
					 words[i]);
		if ((size_t)length != size)
			continue;
		if (memcmp(here, words[i], size) == 0) {
			scan->at += size;
			return true;
		}
		if (strncasecmp(here, words[i], size) == 0)
			return scan_fail(scan, scan->at, "“%.*s” is not JSON\vwrite it in small letters: %s", length,
					 here, words[i]);
	}
	if (length == 4 && memcmp(here, "None", 4) == 0)
		return scan_fail(scan, scan->at, "“None” is not JSON\vwrite null, or leave the key out");
	if (length == 0 || !(scan_letter(*here) || scan_digit(*here)))
		return scan_fail(scan, scan->at,
				 "a value is missing here\vwrite a text in quotes, a number, true or false");
	return scan_fail(scan, scan->at, "“%.*s” stands without quotes\vput quotes around the text: \"%.*s\"", length,
			 here, length, here);
}
