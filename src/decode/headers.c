#include "decode/headers.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

uint32_t bytes_big(const uint8_t *bytes, int count)
{
	uint32_t value = 0;
	for (int i = 0; i < count; i++)
		value = value << 8 | bytes[i];
	return value;
}

uint32_t bytes_little(const uint8_t *bytes, int count)
{
	uint32_t value = 0;
	for (int i = count; i > 0; i--)
		value = value << 8 | bytes[i - 1];
	return value;
}

static bool begins(const uint8_t *bytes, size_t length, const char *with, size_t with_length)
{
	return length >= with_length && memcmp(bytes, with, with_length) == 0;
}

/* ISO's container is films' as well: a still picture says so in its list of brands. */
static bool has_brand(const uint8_t *bytes, size_t length, const char brands[][5], size_t count)
{
	if (length < 16 || memcmp(bytes + 4, "ftyp", 4) != 0)
		return false;
	size_t end = bytes_big(bytes, 4);
	for (size_t at = 8; at + 4 <= length && at + 4 <= end; at += at == 8 ? 8 : 4) {
		for (size_t i = 0; i < count; i++) {
			if (memcmp(bytes + at, brands[i], 4) == 0)
				return true;
		}
	}
	return false;
}

static bool still_brand(const uint8_t *bytes, size_t length)
{
	static const char brands[][5] = {"avif", "avis", "heic", "heix", "heim", "heis",
					 "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"};
	return has_brand(bytes, length, brands, sizeof brands / sizeof *brands);
}

const char *header_name(enum header_kind kind, const uint8_t *bytes, size_t length)
{
	static const char *const names[] = {
		[HEADER_UNKNOWN] = "file", [HEADER_BMP] = "BMP",   [HEADER_GIF] = "GIF",
		[HEADER_HEIF] = "HEIC",    [HEADER_JPEG] = "JPEG", [HEADER_PNG] = "PNG",
		[HEADER_SVG] = "SVG",      [HEADER_TIFF] = "TIFF", [HEADER_WEBP] = "WebP",
	};
	static const char avif[][5] = {"avif", "avis"};
	return kind == HEADER_HEIF && has_brand(bytes, length, avif, 2) ? "AVIF" : names[kind];
}

/* Of UTF-16, either way around, every second byte; of anything else nothing. */
static size_t narrow_text(uint8_t narrow[HEAD_BYTES / 2], const uint8_t *bytes, size_t length)
{
	if (length < 4 || length > HEAD_BYTES)
		return 0;
	bool big = bytes[0] == 0xfe || bytes[0] == 0, little = bytes[0] == 0xff || bytes[1] == 0;
	for (size_t i = 0; (big || little) && i < length / 2; i++)
		narrow[i] = bytes[2 * i + (big ? 1 : 0)];
	return big || little ? length / 2 : 0;
}

enum header_kind header_kind(const uint8_t *bytes, size_t length)
{
	if (begins(bytes, length, "\xff\xd8\xff", 3))
		return HEADER_JPEG;
	if (begins(bytes, length, "\x89PNG\r\n\x1a\n", 8))
		return HEADER_PNG;
	if (begins(bytes, length, "GIF87a", 6) || begins(bytes, length, "GIF89a", 6))
		return HEADER_GIF;
	if (length >= 16 && begins(bytes, length, "RIFF", 4) && memcmp(bytes + 8, "WEBP", 4) == 0)
		return HEADER_WEBP;
	if (begins(bytes, length, "BM", 2))
		return HEADER_BMP;
	if (begins(bytes, length, "II*\0", 4) || begins(bytes, length, "MM\0*", 4) ||
	    begins(bytes, length, "II+\0", 4) || begins(bytes, length, "MM\0+", 4))
		return HEADER_TIFF;
	if (still_brand(bytes, length))
		return HEADER_HEIF;
	uint8_t narrow[HEAD_BYTES / 2];
	size_t narrow_length = narrow_text(narrow, bytes, length);
	if (header_foreign(bytes, length) == NULL &&
	    (memmem(bytes, length, "<svg", 4) != NULL || memmem(narrow, narrow_length, "<svg", 4) != NULL))
		return HEADER_SVG;
	return HEADER_UNKNOWN;
}

const char *header_foreign(const uint8_t *bytes, size_t length)
{
	static const struct {
		const char *begin;
		size_t length;
		const char *words;
	} kinds[] = {
		{"\x89PNG", 4, "a PNG that was changed on its way, as if it were a text"},
		{"%PDF-", 5, "a PDF document, not a picture"},
		{"8BPS", 4, "a Photoshop document, which cannot be shown"},
		{"\xff\x0a", 2, "a JPEG XL picture, which cannot be shown"},
		{"\0\0\0\x0cJXL ", 8, "a JPEG XL picture, which cannot be shown"},
		{"\0\0\0\x0cjP  ", 8, "a JPEG 2000 picture, which cannot be shown"},
		{"PK\x03\x04", 4, "a ZIP archive or an office document, not a picture"},
		{"\x1f\x8b", 2, "a compressed file, not a picture"},
		{"\0\x05\x16\x07", 4, "a companion file of a Mac's, not the picture itself"},
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (begins(bytes, length, kinds[i].begin, kinds[i].length))
			return kinds[i].words;
	}
	if (length >= 8 && memcmp(bytes + 4, "ftyp", 4) == 0)
		return "a film, not a picture";
	size_t at = begins(bytes, length, "\xef\xbb\xbf", 3) ? 3 : 0;
	while (at < length && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
		at++;
	const char *text = (const char *)bytes + at;
	if (length - at >= 14 && (strncasecmp(text, "<!doctype html", 14) == 0 || strncasecmp(text, "<html", 5) == 0))
		return "a web page, not a picture";
	return NULL;
}
