/* A dictionary is read anew for each word: libhyphen would keep 31 MB of the German one, after more than a second,
 * which is too much for a wall that asks for a word a day. Reading takes milliseconds, and the last answers are kept.
 */
#include "player/hyphens.h"

#include <ctype.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"

enum {
	WORD_BYTES = 120, /* longer ones are in no dictionary, nor in its patterns */
	TAG_BYTES = 36,
	ANSWERS = 64,
	FILE_LIMIT_BYTES = 4 << 20,
};

struct answer {
	char language[TAG_BYTES], word[WORD_BYTES]; /* word: not NUL-terminated */
	size_t bytes;                               /* 0: free */
	bool known, allowed[WORD_BYTES];
};

struct hyphens {
	char *folder;
	struct answer answers[ANSWERS];
	size_t next;
};

struct hyphens *hyphens_create(const char *folder)
{
	struct hyphens *hyphens = memory_allocate(sizeof *hyphens);

	hyphens->folder = text_copy(folder);
	return hyphens;
}

void hyphens_destroy(struct hyphens *hyphens)
{
	if (!hyphens)
		return;
	free(hyphens->folder);
	free(hyphens);
}

/* "pt-BR" as files have it: "pt_BR". False if it is no tag: it comes from the folder and must not reach out of ours. */
static bool tag_read(const char *language, char *tag)
{
	size_t length = strlen(language), part = 0;

	if (length < 2 || length >= TAG_BYTES)
		return false;
	for (size_t i = 0; i <= length; i++) {
		unsigned char letter = (unsigned char)language[i];
		bool region = part > 0 && strcspn(language + part, "-") == 2;

		if (letter != '\0' && letter != '-' && !isalnum(letter))
			return false;
		if (letter == '-')
			part = i + 1;
		tag[i] = (char)(letter == '-'                       ? '_'
				: region || (part > 0 && i == part) ? toupper(letter)
								    : tolower(letter));
	}
	return true;
}

/* The file for a tag, or for the tag without its last parts, or for the same language in its own country ("pl_PL"), or
 * in the first of others; free() it. */
static char *dictionary_path(const struct hyphens *hyphens, const char *language)
{
	char tag[TAG_BYTES], pattern[TAG_BYTES + 16];
	char *path = NULL, *cut;
	glob_t found;

	if (!tag_read(language, tag))
		return NULL;
	if (strcmp(tag, "no") == 0 || strncmp(tag, "no_", 3) == 0)
		memcpy(tag, "nb", 2); /* Norwegian, unless told otherwise */
	while (!path) {
		snprintf(pattern, sizeof pattern, "hyph_%s.dic", tag);
		path = path_join(hyphens->folder, pattern);
		if (path_exists(path))
			return path;
		free(path);
		path = NULL;
		cut = strrchr(tag, '_');
		if (!cut)
			break;
		*cut = '\0';
	}
	snprintf(pattern, sizeof pattern, "hyph_%s_%c%c.dic", tag, toupper((unsigned char)tag[0]),
		 toupper((unsigned char)tag[1]));
	path = path_join(hyphens->folder, pattern);
	if (path_exists(path))
		return path;
	free(path);
	snprintf(pattern, sizeof pattern, "hyph_%s_*.dic", tag);
	path = path_join(hyphens->folder, pattern);
	if (glob(path, 0, NULL, &found) == 0) {
		free(path);
		path = text_copy(found.gl_pathv[0]);
		globfree(&found);
		return path;
	}
	free(path);
	return NULL;
}

/* The word in lower case, as UTF-16: one unit a letter. 0 if it has letters beyond, or marks, which no pattern has. */
static int32_t word_read(const char *word, size_t bytes, UChar *letters)
{
	int32_t count = 0;
	size_t size;

	for (size_t i = 0; i < bytes; i += size) {
		uint32_t code = utf8_decode(word + i, bytes - i, &size);

		if (code > 0xFFFF || !u_isalpha((UChar32)code) || (code >= 0xFB00 && code <= 0xFB06))
			return 0;
		letters[count++] = (UChar)u_tolower((UChar32)code);
	}
	return count;
}

/* A dictionary as UTF-16. */
struct dictionary {
	UChar *text;
	int32_t length;
	int32_t least_left, least_right; /* letters that must stay on each side */
};

static int32_t setting(const struct buffer *file, const char *name)
{
	const char *line = strstr(buffer_text(file), name);
	int value = line ? atoi(line + strlen(name)) : 0;

	return value > 2 && value < WORD_BYTES ? value : 2;
}

/* Its first line is the charset. */
static bool dictionary_read(const char *path, struct dictionary *dictionary)
{
	UErrorCode error = U_ZERO_ERROR;
	char charset[20] = "";
	UConverter *converter;
	struct buffer file;
	bool read = false;

	buffer_init(&file);
	if (file_read(path, FILE_LIMIT_BYTES, &file) == 0 && sscanf(buffer_text(&file), "%19[^\r\n]", charset) == 1) {
		converter = ucnv_open(charset, &error);
		dictionary->text = memory_allocate((file.length + 1) * sizeof *dictionary->text);
		dictionary->length = ucnv_toUChars(converter, dictionary->text, (int32_t)file.length + 1, file.bytes,
						   (int32_t)file.length, &error);
		dictionary->least_left = setting(&file, "\nLEFTHYPHENMIN");
		dictionary->least_right = setting(&file, "\nRIGHTHYPHENMIN");
		ucnv_close(converter);
		read = U_SUCCESS(error);
		if (!read)
			free(dictionary->text);
	}
	buffer_finish(&file);
	return read;
}

/* A pattern is letters with digits between them: "1ba", ".ge3b". Where its letters occur in the word, its digits are
 * bids for the places between: the highest wins, and an odd one divides (F. M. Liang, 1983). A full stop stands for an
 * end of the word. bids[i] is for the place before word[i]. */
static void bid(const UChar *line, int32_t length, const UChar *word, int32_t count, unsigned char *bids)
{
	UChar letters[WORD_BYTES];
	unsigned char digits[WORD_BYTES + 1] = {0};
	int32_t letters_count = 0;

	for (int32_t i = 0; i < length && line[i] != '\r'; i++) {
		if (line[i] == '/' || letters_count == WORD_BYTES)
			return; /* divides with another spelling: not for a screen that shows what was written */
		if (line[i] >= '0' && line[i] <= '9')
			digits[letters_count] = (unsigned char)(line[i] - '0');
		else
			letters[letters_count++] = line[i];
	}
	for (int32_t at = 0; letters_count > 0 && at + letters_count <= count; at++) {
		if (word[at] != letters[0] || u_memcmp(word + at, letters, letters_count) != 0)
			continue;
		for (int32_t i = 0; i <= letters_count; i++) {
			if (digits[i] > bids[at + i])
				bids[at + i] = digits[i];
		}
	}
}

/* Most patterns begin with two letters that the word has not one after the other: seen at once. */
enum { PAIRS = 1024 };

static size_t pair(UChar first, UChar second)
{
	return (first * 37u + second) % PAIRS;
}

static bool begins_in(const UChar *line, const UChar *end, const bool *pairs)
{
	UChar letters[2];

	for (int count = 0; count < 2; line++) {
		if (line == end || *line == '\r')
			return true; /* one letter alone */
		if (*line < '0' || *line > '9')
			letters[count++] = *line;
	}
	return pairs[pair(letters[0], letters[1])];
}

/* Sets divided[i] where the patterns of `lines` divide the word before its letter i. */
static void divide(const struct dictionary *dictionary, const UChar *lines, const UChar *end, const UChar *word,
		   int32_t count, bool *divided)
{
	UChar bounded[WORD_BYTES + 2];
	unsigned char bids[WORD_BYTES + 3] = {0};
	bool pairs[PAIRS] = {0};

	bounded[0] = bounded[count + 1] = '.';
	u_memcpy(bounded + 1, word, count);
	for (int32_t i = 0; i <= count; i++)
		pairs[pair(bounded[i], bounded[i + 1])] = true;
	for (const UChar *line = lines, *stop; line < end; line = stop + 1) {
		stop = u_memchr(line, '\n', (int32_t)(end - line));
		if (!stop)
			stop = end;
		/* Neither a note nor a setting. */
		if (line < stop && *line != '#' && *line != '%' && !(*line >= 'A' && *line <= 'Z') &&
		    begins_in(line, stop, pairs))
			bid(line, (int32_t)(stop - line), bounded, count + 2, bids);
	}
	for (int32_t i = dictionary->least_left; i + dictionary->least_right <= count; i++)
		divided[i] = bids[i + 1] % 2 == 1;
}

/* Some dictionaries have two levels: the first parts compounds, the second divides the parts. */
static void divide_levels(const struct dictionary *dictionary, const UChar *word, int32_t count, bool *divided)
{
	static const UChar mark[] = u"\nNEXTLEVEL";
	const UChar *text = dictionary->text, *end = text + dictionary->length;
	const UChar *level = u_strFindFirst(text, dictionary->length, mark, u_strlen(mark));

	divide(dictionary, text, level ? level : end, word, count, divided);
	for (int32_t start = 0, stop; level && start < count; start = stop) {
		for (stop = start + 1; stop < count && !divided[stop]; stop++)
			;
		divide(dictionary, level + 1, end, word + start, stop - start, divided + start);
	}
}

static bool look_up(struct hyphens *hyphens, const char *language, const char *word, size_t bytes, bool *allowed)
{
	char *path = dictionary_path(hyphens, language);
	struct dictionary dictionary;
	UChar letters[WORD_BYTES];
	bool divided[WORD_BYTES] = {0};
	int32_t count = path ? word_read(word, bytes, letters) : 0;
	bool known = count > 0 && dictionary_read(path, &dictionary);
	size_t size;

	free(path);
	if (!known)
		return false;
	divide_levels(&dictionary, letters, count, divided);
	free(dictionary.text);
	for (size_t i = 0, letter = 0; i < bytes; i += size, letter++) {
		utf8_decode(word + i, bytes - i, &size);
		allowed[i] = divided[letter];
	}
	return true;
}

bool hyphens_find(struct hyphens *hyphens, const char *language, const char *word, size_t bytes, bool *allowed)
{
	struct answer *answer = NULL;

	if (bytes == 0 || bytes > WORD_BYTES || strlen(language) >= TAG_BYTES)
		return false;
	for (size_t i = 0; i < ANSWERS && !answer; i++) {
		struct answer *kept = &hyphens->answers[i];

		if (kept->bytes == bytes && memcmp(kept->word, word, bytes) == 0 &&
		    strcmp(kept->language, language) == 0)
			answer = kept;
	}
	if (!answer) {
		answer = &hyphens->answers[hyphens->next++ % ANSWERS];
		memset(answer, 0, sizeof *answer);
		memcpy(answer->language, language, strlen(language) + 1);
		memcpy(answer->word, word, bytes);
		answer->bytes = bytes;
		answer->known = look_up(hyphens, language, word, bytes, answer->allowed);
	}
	if (answer->known)
		memcpy(allowed, answer->allowed, bytes);
	return answer->known;
}
