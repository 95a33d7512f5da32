#include "formats/encoding.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

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

static bool ascii_letter(unsigned char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* What the bytes probably are, judged by the letters that differ between the two usual encodings of Central Europe: in
 * Windows-1250 ą ś ź and the quotation marks lie elsewhere than in ISO 8859-2, all else is alike. NULL: no idea. */
static const char *likely_encoding(const unsigned char *bytes, size_t length)
{
	size_t windows = 0, iso = 0, high = 0, control = 0;
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = bytes[i];
		bool in_word = (i > 0 && ascii_letter(bytes[i - 1])) || (i + 1 < length && ascii_letter(bytes[i + 1]));
		if (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f')
			control++;
		if (byte < 0x80)
			continue;
		high++;
		if (byte < 0xA0 || (in_word && (byte == 0xB9 || byte == 0xA5)))
			windows++;
		else if (in_word && (byte == 0xB1 || byte == 0xB6 || byte == 0xBC || byte == 0xA1 || byte == 0xA6))
			iso++;
	}
	if (control > 0 || high > length / 2)
		return NULL;
	return iso > windows ? "ISO 8859-2" : "Windows-1250";
}

static bool decode_utf8(const char *path, const char *text, size_t length, size_t mark, struct buffer *utf8,
			struct problems *problems)
{
	size_t bad = utf8_check(text, length);
	const char *nul = memchr(text, 0, length);
	if (nul && (size_t)(nul - text) < bad)
		bad = (size_t)(nul - text);
	if (bad == length) {
		buffer_add(utf8, text, length);
		return true;
	}
	int line = 1, column = 1;
	for (size_t i = 0; i < bad; i++) {
		if (text[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)text[i] & 0xC0) != 0x80) {
			column++;
		}
	}
	char words[160];
	if (text[bad] == 0) {
		snprintf(words, sizeof words, "the byte at offset %zu is zero, so this is no text", mark + bad);
		refuse(problems, path, line, column, words,
		       "put a plain text file here, saved with the encoding UTF-8");
		return false;
	}
	const char *likely = likely_encoding((const unsigned char *)text, length);
	snprintf(words, sizeof words, "the byte at offset %zu (0x%02X) is not UTF-8%s%s", mark + bad,
		 (unsigned)(unsigned char)text[bad], likely ? "; the file looks like " : "", likely ? likely : "");
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
	if (!what && i == length)
		return true;
	char words[160];
	if (what)
		snprintf(words, sizeof words, "the file is UTF-16, but %s stands at byte offset %zu", what, i);
	else
		snprintf(words, sizeof words,
			 "the file is UTF-16, but ends in the middle of a character (byte offset %zu)", i);
	refuse(problems, path, line, column, words, save_as_utf8);
	return false;
}

bool encoding_decode(const char *path, const void *bytes, size_t length, struct buffer *utf8, struct problems *problems)
{
	const unsigned char *b = bytes;
	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return decode_utf8(path, (const char *)bytes + 3, length - 3, 3, utf8, problems);
	if (length >= 2 && b[0] == 0xFF && b[1] == 0xFE)
		return decode_utf16(path, b, length, 2, false, utf8, problems);
	if (length >= 2 && b[0] == 0xFE && b[1] == 0xFF)
		return decode_utf16(path, b, length, 2, true, utf8, problems);
	/* UTF-16 without a mark: a text of ours begins with an ASCII character, whose other half is zero. */
	if (length >= 4 && length % 2 == 0 && b[0] != 0 && b[1] == 0 && b[2] != 0)
		return decode_utf16(path, b, length, 0, false, utf8, problems);
	if (length >= 4 && length % 2 == 0 && b[0] == 0 && b[1] != 0 && b[3] != 0)
		return decode_utf16(path, b, length, 0, true, utf8, problems);
	return length == 0 || decode_utf8(path, bytes, length, 0, utf8, problems);
}

static void decode_windows_1250(const unsigned char *bytes, size_t length, struct buffer *utf8)
{
	static const uint16_t upper[128] = {
		0x20AC, 0xFFFD, 0x201A, 0xFFFD, 0x201E, 0x2026, 0x2020, 0x2021, 0xFFFD, 0x2030, 0x0160, 0x2039, 0x015A,
		0x0164, 0x017D, 0x0179, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122,
		0x0161, 0x203A, 0x015B, 0x0165, 0x017E, 0x017A, 0x00A0, 0x02C7, 0x02D8, 0x0141, 0x00A4, 0x0104, 0x00A6,
		0x00A7, 0x00A8, 0x00A9, 0x015E, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x017B, 0x00B0, 0x00B1, 0x02DB, 0x0142,
		0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x0105, 0x015F, 0x00BB, 0x013D, 0x02DD, 0x013E, 0x017C, 0x0154,
		0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0139, 0x0106, 0x00C7, 0x010C, 0x00C9, 0x0118, 0x00CB, 0x011A, 0x00CD,
		0x00CE, 0x010E, 0x0110, 0x0143, 0x0147, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x00D7, 0x0158, 0x016E, 0x00DA,
		0x0170, 0x00DC, 0x00DD, 0x0162, 0x00DF, 0x0155, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x013A, 0x0107, 0x00E7,
		0x010D, 0x00E9, 0x0119, 0x00EB, 0x011B, 0x00ED, 0x00EE, 0x010F, 0x0111, 0x0144, 0x0148, 0x00F3, 0x00F4,
		0x0151, 0x00F6, 0x00F7, 0x0159, 0x016F, 0x00FA, 0x0171, 0x00FC, 0x00FD, 0x0163, 0x02D9,
	};
	char encoded[4];
	for (size_t i = 0; i < length; i++) {
		uint32_t character = bytes[i] < 0x80 ? bytes[i] : upper[bytes[i] - 0x80];
		buffer_add(utf8, encoded, utf8_encode(character, encoded));
	}
}

bool encoding_decode_excel(const char *path, const void *bytes, size_t length, struct buffer *utf8,
			   struct problems *problems)
{
	const unsigned char *b = bytes;
	bool marked = length >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF) ||
				      (b[0] == 0xEF && b[1] == 0xBB));
	const char *likely = marked || memchr(bytes, 0, length) || utf8_check(bytes, length) == length
				     ? NULL
				     : likely_encoding(bytes, length);
	if (!likely || strcmp(likely, "Windows-1250") != 0)
		return encoding_decode(path, bytes, length, utf8, problems);
	decode_windows_1250(bytes, length, utf8);
	return true;
}
