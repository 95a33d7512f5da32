#include "model/likeness.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

enum { SEPARATOR = ' ', NOTHING = 0 };

/* U+00C0 to U+017F as the letters of ASCII that they are made of. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"    /* to U+00FF */
			    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll" /* to U+0142 */
			    "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";      /* to U+017F */

/* Marks that are part of the letter before them, or of no letter: accents of decomposed text, apostrophes, what has no
 * width. */
static bool is_nothing(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF ||
	       (c >= 0xFE00 && c <= 0xFE0F) || c == '\'' || c == 0x2018 || c == 0x2019;
}

static bool is_separator(uint32_t c)
{
	return (c >= 0x80 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || (c >= 0x2000 && c <= 0x2BFF) ||
	       (c >= 0x3000 && c <= 0x3004) || (c >= 0x3007 && c <= 0x303F) || (c >= 0xFE10 && c <= 0xFE6F) ||
	       (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0x1F000 && c <= 0x1FBFF) ||
	       c == UINT32_MAX;
}

static uint32_t fold_greek(uint32_t c)
{
	static const struct {
		uint16_t accented, plain;
	} letters[] = {{0x386, 0x3B1}, {0x388, 0x3B5}, {0x389, 0x3B7}, {0x38A, 0x3B9}, {0x38C, 0x3BF},
		       {0x38E, 0x3C5}, {0x38F, 0x3C9}, {0x3AC, 0x3B1}, {0x3AD, 0x3B5}, {0x3AE, 0x3B7},
		       {0x3AF, 0x3B9}, {0x3CC, 0x3BF}, {0x3CD, 0x3C5}, {0x3CE, 0x3C9}, {0x3C2, 0x3C3}};
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].accented == c)
			return letters[i].plain;
	return c >= 0x391 && c <= 0x3A9 ? c + 0x20 : c;
}

static uint32_t fold(uint32_t c)
{
	if (is_nothing(c))
		return NOTHING;
	if (c < 0x80) {
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
		return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : plain ? c : SEPARATOR;
	}
	if (is_separator(c))
		return SEPARATOR;
	if (c >= 0xC0 && c <= 0x17F)
		return (unsigned char)latin[c - 0xC0];
	if (c >= 0x218 && c <= 0x21B)
		return c < 0x21A ? 's' : 't';
	if (c >= 0x386 && c <= 0x3CE)
		return fold_greek(c);
	if (c >= 0x400 && c <= 0x42F)
		c += c < 0x410 ? 0x50 : 0x20;
	return c == 0x451 ? 0x435 : c;
}

const char *likeness_fold(struct arena *arena, const char *text, bool words)
{
	_Static_assert(sizeof latin == 0x180 - 0xC0 + 1, "a letter is missing, or one too many");
	size_t length = text ? strlen(text) : 0, to = 0;
	/* Nothing that is folded takes more bytes than it had. */
	char *folded = arena_allocate(arena, length + 1, 1);
	bool apart = false;
	for (size_t at = 0, size; at < length; at += size) {
		uint32_t c = fold(utf8_decode(text + at, length - at, &size));
		if (c == SEPARATOR)
			apart = true;
		if (c == NOTHING || c == SEPARATOR)
			continue;
		if (apart && words && to > 0)
			folded[to++] = ' ';
		apart = false;
		to += utf8_encode(c, folded + to);
	}
	return to > 0 || !text ? folded : text;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t likeness_distance(const char *a, const char *b, size_t limit)
{
	enum { LENGTH_LIMIT = 1200 };
	size_t length_a = strlen(a), length_b = strlen(b);
	if (length_a > LENGTH_LIMIT || length_b > LENGTH_LIMIT)
		return strcmp(a, b) == 0 ? 0 : limit + 1;
	if ((length_a > length_b ? length_a - length_b : length_b - length_a) > limit)
		return limit + 1;
	/* Row by row, and of each row only what may be within the limit still. */
	size_t far = limit + 1, nearest = 0;
	size_t *row = memory_allocate((length_b + 1) * sizeof *row);
	for (size_t j = 0; j <= length_b; j++)
		row[j] = least(j, far);
	for (size_t i = 1; i <= length_a && nearest <= limit; i++) {
		size_t first = i > limit ? i - limit : 1, last = least(length_b, i + limit);
		size_t before = row[first - 1];
		nearest = row[first - 1] = first == 1 ? least(i, far) : far;
		for (size_t j = first; j <= last; j++) {
			size_t changed = before + (a[i - 1] != b[j - 1]);
			before = row[j];
			row[j] = least(far, least(changed, least(row[j], row[j - 1]) + 1));
			nearest = least(nearest, row[j]);
		}
	}
	size_t distance = nearest <= limit ? row[length_b] : far;
	free(row);
	return distance;
}

static const char *next_digit(const char *text)
{
	return text + strcspn(text, "0123456789");
}

static bool same_numbers(const char *a, const char *b)
{
	for (a = next_digit(a), b = next_digit(b); *a && *a == *b; a = next_digit(a + 1), b = next_digit(b + 1))
		;
	return *a == *b;
}

bool likeness_typo(const char *a, const char *b)
{
	enum { SHORT = 5, SHARE = 10, MOST = 6 };
	if (strcmp(a, b) == 0)
		return true;
	size_t length = strlen(a);
	if (length < SHORT || strlen(b) < SHORT || !same_numbers(a, b))
		return false;
	size_t limit = least(1 + length / SHARE, MOST);
	return likeness_distance(a, b, limit) <= limit;
}
