/* Words that are longer than their line. */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "view/typeset.h"

enum {
	LEAST_LETTERS = 3, /* on both sides, where no dictionary knows better */
	WORD_LIMIT = 100,  /* letters: longer ones are in no dictionary */
};

struct letter {
	size_t start; /* byte */
	uint32_t code;
};

static struct letter *letters_read(struct typesetter *type, const char *text, size_t start, size_t end, size_t *count)
{
	struct letter *letters = arena_allocate(type->arena, end - start + 1, sizeof *letters);
	size_t size;
	*count = 0;
	for (size_t i = start; i < end; i += size)
		letters[(*count)++] = (struct letter){i, utf8_decode(text + i, end - i, &size)};
	letters[*count] = (struct letter){end, 0};
	return letters;
}

static bool mark(uint32_t code)
{
	return (U_GET_GC_MASK((UChar32)code) & U_GC_M_MASK) != 0 || code == 0x200d;
}

/* Letters of a script that divides words with a hyphen, and their marks. */
static bool divides(uint32_t code)
{
	UErrorCode status = U_ZERO_ERROR;
	if (mark(code))
		return true;
	if (!u_isalpha((UChar32)code))
		return false;
	UScriptCode script = uscript_getScript((UChar32)code, &status);
	return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
}

static bool vowel(uint32_t code)
{
	static const char vowels[] = "aeiouyąęóáàâäãåæéèêëěíìîïıőöòôõøœúùûüůűýÿāēėęīįūųăαεηιουωάέήίόύώаеёиоуыэюяєії";
	uint32_t lower = (uint32_t)u_tolower((UChar32)code);
	char bytes[5] = {0};
	utf8_encode(lower, bytes);
	return strstr(vowels, bytes) != NULL;
}

static void add(struct place *places, size_t *count, size_t at, bool hyphen)
{
	places[(*count)++] = (struct place){at, hyphen};
}

size_t bound_space_bytes(const char *text, size_t start, size_t end)
{
	static const char *const spaces[] = {"\u00a0", "\u202f"};
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
		size_t size = strlen(spaces[i]);
		if (end - start > size && memcmp(text + end - size, spaces[i], size) == 0)
			return size;
	}
	return 0;
}

static void behind_bound_spaces(const struct letter *letters, size_t count, struct place *places, size_t *found)
{
	for (size_t i = 1; i < count; i++)
		if (letters[i - 1].code == 0xa0 || letters[i - 1].code == 0x202f)
			add(places, found, letters[i].start, false);
}

static void behind_signs(const struct letter *letters, size_t count, struct place *places, size_t *found)
{
	for (size_t i = 1; i < count; i++) {
		uint32_t before = letters[i - 1].code, code = letters[i].code;
		bool number = i > 1 && u_isdigit((UChar32)letters[i - 2].code) && u_isdigit((UChar32)code);
		bool sign =
			before < 0x80 && strchr("/\\_.-@&=?#+~,;:|", (int)before) != NULL && u_isalnum((UChar32)code);
		if ((sign && !number) || (u_islower((UChar32)before) && u_isupper((UChar32)code)))
			add(places, found, letters[i].start, false);
	}
}

/* Is [start, end) in a word with the looks of an address or a file's name? There a hyphen would be read as part of it.
 */
static bool address(const char *text, size_t start, size_t end, size_t length)
{
	while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '\n' && bound_space_bytes(text, 0, start) == 0)
		start--;
	while (end < length && text[end] != ' ' && text[end] != '\n' && bound_space_bytes(text, start, end) == 0)
		end++;
	if (end - start > 4 && memcmp(text + start, "www.", 4) == 0)
		return true;
	for (size_t i = start; i + 1 < end; i++) {
		if (strchr("@_\\", text[i]) != NULL || (i + 2 < end && memcmp(text + i, "://", 3) == 0))
			return true;
		if (text[i] == '.' && i > start && u_islower((UChar32)text[i - 1]) && u_islower((UChar32)text[i + 1]))
			return true;
	}
	return false;
}

/* Syllables of the letters [first, last), by dictionary if there is one, else between a vowel and a consonant that has
 * its own vowel: in no language of these scripts a bad place. Dictionaries are not all as good: a part has a vowel. */
static void syllables(struct typesetter *type, const char *text, const struct letter *letters, size_t first,
		      size_t last, struct place *places, size_t *found)
{
	size_t start = letters[first].start, bytes = letters[last].start - start;
	bool *allowed = arena_allocate(type->arena, bytes + 1, sizeof *allowed);
	bool known = type->measure->hyphens != NULL && last - first <= WORD_LIMIT &&
		     type->measure->hyphens(type->measure->data, type->language, text + start, bytes, allowed);
	size_t end = last; /* from here on there is no vowel */
	while (end > first && !vowel(letters[end - 1].code))
		end--;
	bool voiced = false; /* the part that began last has one */
	for (size_t i = first + 1; i < end; i++) {
		voiced |= vowel(letters[i - 1].code);
		if (mark(letters[i].code) || !voiced)
			continue;
		bool here;
		if (known)
			here = allowed[letters[i].start - start];
		else
			here = i >= first + LEAST_LETTERS && i + LEAST_LETTERS <= last && vowel(letters[i - 1].code) &&
			       !vowel(letters[i].code) && vowel(letters[i + 1].code);
		if (here) {
			add(places, found, letters[i].start, true);
			voiced = false;
		}
	}
}

static void anywhere(const struct letter *letters, size_t first, size_t last, struct place *places, size_t *found)
{
	for (size_t i = first + LEAST_LETTERS; i + LEAST_LETTERS <= last; i++)
		if (!mark(letters[i].code))
			add(places, found, letters[i].start, true);
}

struct place *divide(struct typesetter *type, const struct copy *copy, size_t start, size_t end, enum division way,
		     size_t *count)
{
	size_t letters_count;
	struct letter *letters = letters_read(type, copy->bytes, start, end, &letters_count);
	struct place *places = arena_allocate(type->arena, letters_count + 1, sizeof *places);
	*count = 0;
	if (way == DIVIDE_BOUND_SPACES) {
		behind_bound_spaces(letters, letters_count, places, count);
		return places;
	}
	if (way == DIVIDE_BEHIND_SIGNS) {
		behind_signs(letters, letters_count, places, count);
		return places;
	}
	if (address(copy->bytes, start, end, copy->length))
		return places;
	for (size_t first = 0; first < letters_count;) {
		size_t last = first;
		while (last < letters_count && divides(letters[last].code))
			last++;
		if (last == first) {
			first++;
			continue;
		}
		if (way == DIVIDE_SYLLABLES)
			syllables(type, copy->bytes, letters, first, last, places, count);
		else
			anywhere(letters, first, last, places, count);
		first = last;
	}
	return places;
}
