#include "formats/description.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "formats/pixels.h"

/* Words to turn text around with, or without a width: they would disturb what stands beside them. */
static bool is_invisible(uint32_t code)
{
	return (code >= 0x200e && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069) || code == 0xfeff || code == 0xfffd;
}

static bool is_space(uint32_t code)
{
	return code <= ' ' || (code >= 0x7f && code <= 0xa0) || code == 0x2028 || code == 0x2029;
}

/* All white space and controls between words as one space, none at the ends. */
static void copy(struct buffer *into, const char *bytes, size_t length)
{
	size_t size, whole = utf8_check(bytes, length);
	/* What is cut off at the limit may end within a letter. */
	bool utf8 = whole == length || (length == PIXELS_DESCRIPTION_LIMIT && length - whole < 4);
	bool space = false;
	for (size_t i = 0; i < (utf8 ? whole : length); i += size) {
		uint32_t code = (unsigned char)bytes[i];
		size = 1;
		if (utf8)
			code = utf8_decode(bytes + i, length - i, &size);
		if (is_space(code)) {
			space = true;
		} else if (!is_invisible(code)) {
			char letter[4];
			if (space && into->length > 0)
				buffer_add(into, " ", 1);
			buffer_add(into, letter, utf8_encode(code, letter));
			space = false;
		}
	}
}

/* Cameras' own names and marks. One word with a figure or a low line is a file's name ("DSC_0042", "IMG-2044.JPG"); one
 * of few small letters a telephone's mode ("dav", "btf"). */
static bool is_cameras(const char *text)
{
	static const char *const begins[] = {"DCIM", "EXIF_JPEG", "EXIF JPEG", "<DIGIMAX", "<KENOX", "<SAMSUNG"};
	static const char *const ends[] = {"DIGITAL CAMERA", "DIGITAL STILL CAMERA", "SONY DSC", "JPEG PICTURE"};
	static const char *const whole[] = {
		"MINOLTA",  "KONICA MINOLTA", "OLYMPUS",           "SAMSUNG",           "KODAK",
		"UNTITLED", "SCREENSHOT",     "CREATED WITH GIMP", "IMAGE DESCRIPTION", "DEFAULT"};
	enum { MODE_LETTERS = 6 };
	size_t length = strlen(text), small = 0;
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (strncasecmp(text, begins[i], strlen(begins[i])) == 0)
			return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (length >= strlen(ends[i]) && strcasecmp(text + length - strlen(ends[i]), ends[i]) == 0)
			return true;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (strcasecmp(text, whole[i]) == 0)
			return true;
	while (islower((unsigned char)text[small]))
		small++;
	return strchr(text, ' ') == NULL &&
	       (strpbrk(text, "0123456789_") != NULL || (small == length && length <= MODE_LETTERS));
}

const char *description_clean(struct arena *arena, const char *bytes, size_t length)
{
	struct buffer text;
	buffer_init(&text);
	copy(&text, bytes, strnlen(bytes, length));
	const char *words =
		text.length > 0 && !is_cameras(buffer_text(&text)) ? arena_text(arena, buffer_text(&text)) : NULL;
	buffer_finish(&text);
	return words;
}
