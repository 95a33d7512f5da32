#include "formats/encoding_bytes.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

const char *const charset_names[] = {[CHARSET_WINDOWS_1250] = "Windows-1250", [CHARSET_ISO_8859_2] = "ISO 8859-2"};

static bool small_letter(unsigned char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static bool ascii_letter(unsigned char byte)
{
	return small_letter(byte) || (byte >= 'A' && byte <= 'Z');
}

/* Judged by the letters that differ: in Windows-1250 ą ś ź and the quotation marks lie elsewhere than in ISO 8859-2,
 * all else is alike. */
bool charset_likely(const unsigned char *bytes, size_t length, enum charset *charset)
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
	*charset = iso > windows ? CHARSET_ISO_8859_2 : CHARSET_WINDOWS_1250;
	return control == 0 && high <= length / 2;
}

static uint32_t character(enum charset charset, unsigned char byte)
{
	static const uint16_t windows[128] = {
		0x20AC, 0xFFFD, 0x201A, 0xFFFD, 0x201E, 0x2026, 0x2020, 0x2021, 0xFFFD, 0x2030, 0x0160, 0x2039, 0x015A,
		0x0164, 0x017D, 0x0179, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122,
		0x0161, 0x203A, 0x015B, 0x0165, 0x017E, 0x017A, 0x00A0, 0x02C7, 0x02D8, 0x0141, 0x00A4, 0x0104, 0x00A6,
		0x00A7, 0x00A8, 0x00A9, 0x015E, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x017B, 0x00B0, 0x00B1, 0x02DB, 0x0142,
		0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x0105, 0x015F, 0x00BB, 0x013D, 0x02DD, 0x013E, 0x017C, 0x0154,
		0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0139, 0x0106, 0x00C7, 0x010C, 0x00C9, 0x0118, 0x00CB, 0x011A, 0x00CD,
		0x00CE, 0x010E, 0x0110, 0x0143, 0x0147, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x00D7, 0x0158, 0x016E, 0x00DA,
		0x0170, 0x00DC, 0x00DD, 0x0162, 0x00DF, 0x0155, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x013A, 0x0107, 0x00E7,
		0x010D, 0x00E9, 0x0119, 0x00EB, 0x011B, 0x00ED, 0x00EE, 0x010F, 0x0111, 0x0144, 0x0148, 0x00F3, 0x00F4,
		0x0151, 0x00F6, 0x00F7, 0x0159, 0x016F, 0x00FA, 0x0171, 0x00FC, 0x00FD, 0x0163, 0x02D9};
	static const uint16_t iso[96] = {
		0x00A0, 0x0104, 0x02D8, 0x0141, 0x00A4, 0x013D, 0x015A, 0x00A7, 0x00A8, 0x0160, 0x015E, 0x0164,
		0x0179, 0x00AD, 0x017D, 0x017B, 0x00B0, 0x0105, 0x02DB, 0x0142, 0x00B4, 0x013E, 0x015B, 0x02C7,
		0x00B8, 0x0161, 0x015F, 0x0165, 0x017A, 0x02DD, 0x017E, 0x017C, 0x0154, 0x00C1, 0x00C2, 0x0102,
		0x00C4, 0x0139, 0x0106, 0x00C7, 0x010C, 0x00C9, 0x0118, 0x00CB, 0x011A, 0x00CD, 0x00CE, 0x010E,
		0x0110, 0x0143, 0x0147, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x00D7, 0x0158, 0x016E, 0x00DA, 0x0170,
		0x00DC, 0x00DD, 0x0162, 0x00DF, 0x0155, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x013A, 0x0107, 0x00E7,
		0x010D, 0x00E9, 0x0119, 0x00EB, 0x011B, 0x00ED, 0x00EE, 0x010F, 0x0111, 0x0144, 0x0148, 0x00F3,
		0x00F4, 0x0151, 0x00F6, 0x00F7, 0x0159, 0x016F, 0x00FA, 0x0171, 0x00FC, 0x00FD, 0x0163, 0x02D9};
	if (byte < 0x80)
		return byte;
	if (charset == CHARSET_WINDOWS_1250)
		return windows[byte - 0x80];
	return byte < 0xA0 ? 0xFFFD : iso[byte - 0xA0];
}

/* The two letters of the language that the text names; "" if it names none. */
static void named_language(const unsigned char *bytes, size_t length, char language[static 3])
{
	static const char key[] = "\"language\"";
	const unsigned char *found = memmem(bytes, length, key, sizeof key - 1), *end = bytes + length;
	language[0] = '\0';
	if (!found)
		return;
	for (found += sizeof key - 1; found < end && strchr(" \t\r\n:\"", *found); found++)
		;
	if (end - found < 3 || !small_letter(found[0]) || !small_letter(found[1]) || small_letter(found[2]))
		return;
	memcpy(language, found, 2);
	language[2] = '\0';
}

/* Letters beyond ASCII of a language, whatever its country; NULL: not known. Of German they lie where the whole of
 * Western Europe has them, too. */
static const char *letters_of(const char *language)
{
	static const char *const letters[][2] = {
		{"pl", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"},
		{"cs", "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"},
		{"sk", "áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ"},
		{"de", "äöüßÄÖÜ"},
		{"hu", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"},
		{"hr", "čćđšžČĆĐŠŽ"},
		{"sl", "čšžČŠŽ"},
	};
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (strncmp(letters[i][0], language, 2) == 0 && (language[2] == '\0' || language[2] == '-'))
			return letters[i][1];
	return NULL;
}

static bool only_these(enum charset charset, const unsigned char *bytes, size_t length, const char *letters)
{
	static const char marks[] = "„”“‚’‘–—…«»•·°§\xC2\xA0";
	for (size_t i = 0; i < length; i++) {
		char utf8[5] = "";
		if (bytes[i] < 0x80)
			continue;
		utf8_encode(character(charset, bytes[i]), utf8);
		if (!strstr(letters, utf8) && !strstr(marks, utf8))
			return false;
	}
	return true;
}

/* ł or ą between small letters: elsewhere in Europe ³, ¹, ± or š stand there, and never inside a word (š would make the
 * text one of another language, with letters that Polish has not). */
static bool like_polish(const unsigned char *bytes, size_t length)
{
	for (size_t i = 1; i + 1 < length; i++)
		if ((bytes[i] == 0xB3 || bytes[i] == 0xB9 || bytes[i] == 0xB1) && small_letter(bytes[i - 1]) &&
		    small_letter(bytes[i + 1]))
			return true;
	return false;
}

/* Nothing but letters of one language if it is read in one of the two ways, and then alone or as well as in the other.
 */
static bool fits(const unsigned char *bytes, size_t length, const char *language, enum charset *charset)
{
	const char *letters = letters_of(language);
	if (!letters)
		return false;
	bool windows = only_these(CHARSET_WINDOWS_1250, bytes, length, letters);
	bool iso = only_these(CHARSET_ISO_8859_2, bytes, length, letters);
	*charset = windows ? CHARSET_WINDOWS_1250 : CHARSET_ISO_8859_2;
	for (size_t i = 0; windows && iso && i < length; i++)
		if (character(CHARSET_WINDOWS_1250, bytes[i]) != character(CHARSET_ISO_8859_2, bytes[i]))
			return false;
	return windows || iso;
}

bool charset_certain(const unsigned char *bytes, size_t length, const char *language, enum charset *charset)
{
	char named[3];
	named_language(bytes, length, named);
	if (named[0])
		return fits(bytes, length, named, charset);
	return fits(bytes, length, language, charset) ||
	       (like_polish(bytes, length) && fits(bytes, length, "pl", charset));
}

void charset_decode(enum charset charset, const unsigned char *bytes, size_t length, struct buffer *utf8)
{
	char encoded[4];
	for (size_t i = 0; i < length; i++)
		buffer_add(utf8, encoded, utf8_encode(character(charset, bytes[i]), encoded));
}
