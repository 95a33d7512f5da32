#include "formats/encoding.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/encoding_bytes.h"

static const char save_as_utf8[] = "save the file again with the encoding UTF-8 (in Notepad: Save as, Encoding: UTF-8)";

static void refuse(struct problems *problems, const char *path, int line, int column, const char *words,
		   const char *remedy)
{
	problems_add(problems, &(struct problem){.level = PROBLEM_REFUSED,
						 .path = path,
						 .line = line,
						 .column = column,
						 .words = words,
						 .remedy = remedy});
}

static void find_place(const char *text, size_t at, int *line, int *column)
{
	*line = *column = 1;
	for (size_t i = 0; i < at; i++) {
		if (text[i] == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)text[i] & 0xC0) != 0x80) {
			++*column;
		}
	}
}

/* Reads it so, with a warning at the first byte that is no UTF-8. */
static bool decode_charset(const char *path, const char *text, size_t length, size_t bad, enum charset charset,
			   struct buffer *utf8, struct problems *problems)
{
	int line, column;
	char words[160];
	find_place(text, bad, &line, &column);
	snprintf(words, sizeof words, "the file is in the encoding %s, and read so", charset_names[charset]);
	problems_add(problems, &(struct problem){.level = PROBLEM_WARNING,
						 .path = path,
						 .line = line,
						 .column = column,
						 .words = words,
						 .remedy = save_as_utf8});
	charset_decode(charset, (const unsigned char *)text, length, utf8);
	return true;
}

static bool decode_utf8(const char *path, const char *text, size_t length, size_t mark, const char *language,
			struct buffer *utf8, struct problems *problems)
{
	size_t bad = utf8_check(text, length);
	const char *nul = memchr(text, 0, length);
	if (nul && (size_t)(nul - text) < bad)
		bad = (size_t)(nul - text);
	if (bad == length) {
		buffer_add(utf8, text, length);
		return true;
	}
	int line, column;
	find_place(text, bad, &line, &column);
	char words[160];
	if (text[bad] == 0) {
		snprintf(words, sizeof words, "the byte at offset %zu is zero, so this is no text", mark + bad);
		refuse(problems, path, line, column, words,
		       "put a plain text file here, saved with the encoding UTF-8");
		return false;
	}
	enum charset charset;
	if (mark == 0 && charset_certain((const unsigned char *)text, length, language, &charset))
		return decode_charset(path, text, length, bad, charset, utf8, problems);
	bool likely = charset_likely((const unsigned char *)text, length, &charset);
	unsigned byte = (unsigned char)text[bad];
	if (likely)
		snprintf(words, sizeof words, "the byte at offset %zu (0x%02X) is not UTF-8; the file looks like %s",
			 mark + bad, byte, charset_names[charset]);
	else
		snprintf(words, sizeof words, "the byte at offset %zu (0x%02X) is not UTF-8", mark + bad, byte);
	refuse(problems, path, line, column, words, save_as_utf8);
	return false;
}

static bool decode_utf16(const char *path, const unsigned char *bytes, size_t length, size_t mark, bool big_endian,
			 struct buffer *utf8, struct problems *problems)
{
	int line = 1, column = 1;
	const char *what = NULL;
	size_t i = mark;
	while (i + 1 < length) {
		size_t size = 2;
		uint32_t unit =
			big_endian ? (uint32_t)bytes[i] << 8 | bytes[i + 1] : (uint32_t)bytes[i + 1] << 8 | bytes[i];
		if (unit >= 0xDC00 && unit <= 0xDFFF) {
			what = "half a character";
			break;
		}
		if (unit >= 0xD800 && unit <= 0xDBFF) {
			uint32_t low = 0;
			if (i + 3 < length)
				low = big_endian ? (uint32_t)bytes[i + 2] << 8 | bytes[i + 3]
						 : (uint32_t)bytes[i + 3] << 8 | bytes[i + 2];
			if (low < 0xDC00 || low > 0xDFFF) {
				what = "half a character";
				break;
			}
			unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
			size = 4;
		}
		if (unit == 0) {
			what = "a zero";
			break;
		}
		if (unit == '\n') {
			line++;
			column = 1;
		} else {
			column++;
		}
		char encoded[4];
		buffer_add(utf8, encoded, utf8_encode(unit, encoded));
		i += size;
	}
	if (!what && i == length) {
		problems_add(problems, &(struct problem){.level = PROBLEM_WARNING,
							 .path = path,
							 .words = "the file is in the encoding UTF-16, and read so",
							 .remedy = save_as_utf8});
		return true;
	}
	char words[160];
	if (what)
		snprintf(words, sizeof words, "the file is UTF-16, but %s stands at byte offset %zu", what, i);
	else
		snprintf(words, sizeof words,
			 "the file is UTF-16, but ends in the middle of a character (byte offset %zu)", i);
	refuse(problems, path, line, column, words, save_as_utf8);
	return false;
}

/* UTF-16 without a mark: spaces and most letters are ASCII, whose other half is zero. */
static bool unmarked_utf16(const unsigned char *bytes, size_t length, bool *big_endian)
{
	enum { HEAD = 2000 };
	size_t zeros[2] = {0}, looked = length < HEAD ? length : HEAD;
	for (size_t i = 0; i < looked; i++)
		zeros[i % 2] += bytes[i] == 0;
	*big_endian = zeros[0] > 0;
	return length >= 4 && length % 2 == 0 && (zeros[0] == 0 || zeros[1] == 0) && (zeros[0] + zeros[1]) * 3 > looked;
}

bool encoding_decode(const char *path, const void *bytes, size_t length, const char *language, struct buffer *utf8,
		     struct problems *problems)
{
	const unsigned char *b = bytes;
	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return decode_utf8(path, (const char *)bytes + 3, length - 3, 3, language, utf8, problems);
	if (length >= 2 && b[0] == 0xFF && b[1] == 0xFE)
		return decode_utf16(path, b, length, 2, false, utf8, problems);
	if (length >= 2 && b[0] == 0xFE && b[1] == 0xFF)
		return decode_utf16(path, b, length, 2, true, utf8, problems);
	bool big_endian;
	if (unmarked_utf16(b, length, &big_endian))
		return decode_utf16(path, b, length, 0, big_endian, utf8, problems);
	return length == 0 || decode_utf8(path, bytes, length, 0, language, utf8, problems);
}

static bool marked(const unsigned char *bytes, size_t length)
{
	return length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) ||
			       (bytes[0] == 0xEF && bytes[1] == 0xBB));
}

bool encoding_decode_excel(const char *path, const void *bytes, size_t length, const char *language,
			   struct buffer *utf8, struct problems *problems)
{
	const unsigned char *b = bytes;
	enum charset charset;
	if (marked(b, length) || memchr(bytes, 0, length) || utf8_check(bytes, length) == length ||
	    !charset_likely(b, length, &charset) || charset != CHARSET_WINDOWS_1250)
		return encoding_decode(path, bytes, length, language, utf8, problems);
	charset_decode(charset, b, length, utf8);
	return true;
}

bool encoding_decode_urgent(const char *path, const void *bytes, size_t length, const char *language,
			    struct buffer *utf8, struct problems *problems)
{
	const unsigned char *b = bytes;
	size_t bad = utf8_check(bytes, length), foreign = 0;
	enum charset charset;
	while (foreign < length && b[foreign] < 0x80)
		foreign++;
	/* Letters of UTF-8 before it: then it is that, and damaged or half written. */
	if (bad == length || bad != foreign || marked(b, length) || memchr(bytes, 0, length) ||
	    !charset_likely(b, length, &charset))
		return encoding_decode(path, bytes, length, language, utf8, problems);
	return decode_charset(path, bytes, length, bad, charset, utf8, problems);
}
