#include "formats/markup.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "formats/entity.h"

/* The bytes of a tag of formatted text or of a comment at text; 0 if none stands there. *gap: its words are parted. */
static size_t tag(const char *text, size_t length, bool *gap)
{
	static const char known[] =
		" a abbr b big blockquote br center cite code del div em font h1 h2 h3 h4 h5 h6 hr i "
		"img ins li mark ol p pre q s small span strike strong sub sup table tbody td th "
		"thead tr tt u ul ";
	static const char flowing[] = " a abbr b big cite code del em font i ins mark q s small span strike strong sub "
				      "sup tt u ";
	enum { TAG_LIMIT = 2000 };
	*gap = false;
	if (length >= 4 && memcmp(text, "<!--", 4) == 0) {
		const char *end = memmem(text + 4, length - 4, "-->", 3);
		return end ? (size_t)(end - text) + 3 : 0;
	}
	char name[16] = " ";
	size_t at = 1, size = 1;
	at += at < length && text[at] == '/';
	while (at < length && isalnum((unsigned char)text[at]) && size < sizeof name - 2)
		name[size++] = (char)tolower((unsigned char)text[at++]);
	name[size++] = ' ';
	if (size == 2 || at == length || !strchr(" \t\r\n/>", text[at]) || !strstr(known, name))
		return 0;
	*gap = !strstr(flowing, name);
	size_t limit = length < TAG_LIMIT ? length : TAG_LIMIT;
	const char *end = memchr(text + at, '>', limit > at ? limit - at : 0);
	const char *other = memchr(text + at, '<', limit > at ? limit - at : 0);
	return end && (!other || other > end) ? (size_t)(end - text) + 1 : 0;
}

enum { HIDDEN = 2 };

/* The bytes of a script or a style sheet at text, up to the end of its closing tag; 0 if none stands there. What is
 * never closed is somebody's words, and `unclosed` remembers it, for looking takes long. */
static size_t hidden(const char *text, size_t length, bool unclosed[static HIDDEN])
{
	static const struct {
		const char *open, *close;
	} elements[HIDDEN] = {{"<script", "</script>"}, {"<style", "</style>"}};
	for (size_t i = 0; i < HIDDEN; i++) {
		size_t open = strlen(elements[i].open), close = strlen(elements[i].close);
		if (unclosed[i] || length <= open || strncasecmp(text, elements[i].open, open) != 0 ||
		    !strchr(" \t\r\n>", text[open]))
			continue;
		for (size_t at = open; at + close <= length; at++)
			if (text[at] == '<' && strncasecmp(text + at, elements[i].close, close) == 0)
				return at + close;
		unclosed[i] = true;
	}
	return 0;
}

/* The bytes of a character reference at text, its character in bytes; 0 if none stands there. */
static size_t reference(const char *text, size_t length, char bytes[static 4], size_t *size)
{
	enum { REFERENCE_LIMIT = 12 };
	const char *end = memchr(text, ';', length < REFERENCE_LIMIT ? length : REFERENCE_LIMIT);
	*size = end ? entity_decode(text, (size_t)(end - text) + 1, bytes) : 0;
	return *size > 0 ? (size_t)(end - text) + 1 : 0;
}

/* The "](https://…)" behind a link's words: its bytes, 0 if none stands there. */
static size_t link_end(const char *text, size_t length)
{
	if (length < 8 || text[0] != ']' || text[1] != '(' ||
	    (strncasecmp(text + 2, "http", 4) != 0 && strncasecmp(text + 2, "mailto", 6) != 0))
		return 0;
	const char *end = memchr(text, ')', length);
	return end && !memchr(text, ' ', (size_t)(end - text)) ? (size_t)(end - text) + 1 : 0;
}

/* Does a link end somewhere behind the bracket at text, before another begins? */
static bool link_begins(const char *text, size_t length)
{
	for (size_t i = 1; i < length && text[i] != '['; i++)
		if (text[i] == ']')
			return link_end(text + i, length - i) > 0;
	return false;
}

static bool space(uint32_t c)
{
	return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202F || c == 0x3000;
}

struct line { /* under way */
	char *text;
	size_t length;
	bool gap; /* white space since the last word */
};

static void add(struct line *line, const char *bytes, size_t size)
{
	uint32_t c = utf8_decode(bytes, size, &(size_t){0});
	if (space(c)) {
		line->gap = true;
		return;
	}
	if (c == UINT32_MAX || c == 0xFEFF || c == 0xFFFC)
		return;
	if (line->gap && line->length > 0)
		line->text[line->length++] = ' ';
	line->gap = false;
	memcpy(line->text + line->length, bytes, size);
	line->length += size;
}

const char *markup_line(struct arena *arena, const char *text, size_t length)
{
	enum { LENGTH_LIMIT = 1 << 16 }; /* nobody shows so much in a line; the searches below want a bound */
	if (length > LENGTH_LIMIT)
		length = LENGTH_LIMIT;
	/* Nothing grows: a reference is longer than its character, and a space stands for a byte that is left out. */
	struct line line = {.text = arena_allocate(arena, length + 1, 1)};
	bool in_link = false, strong = false, unclosed[HIDDEN] = {false};
	for (size_t at = 0, size; at < length; at += size) {
		const char *here = text + at;
		size_t left = length - at, decoded;
		char bytes[4];
		bool gap = false;
		if (*here == '<' && (size = tag(here, left, &gap)) > 0) {
			line.gap = line.gap || gap;
		} else if (*here == '<' && (size = hidden(here, left, unclosed)) > 0) {
			line.gap = true;
		} else if (*here == '&' && (size = reference(here, left, bytes, &decoded)) > 0) {
			add(&line, bytes, decoded);
		} else if (*here == '[' && !in_link && link_begins(here, left)) {
			in_link = true;
			size = 1;
		} else if (*here == ']' && in_link && (size = link_end(here, left)) > 0) {
			in_link = false;
		} else if (left > 2 && memcmp(here, "**", 2) == 0 && !strong && !isspace((unsigned char)here[2]) &&
			   (line.length == 0 || line.gap) && memmem(here + 3, left - 3, "**", 2)) {
			strong = true;
			size = 2;
		} else if (left >= 2 && memcmp(here, "**", 2) == 0 && strong) {
			strong = false;
			size = 2;
		} else {
			utf8_decode(here, left, &size);
			add(&line, here, size);
		}
	}
	line.text[line.length] = '\0';
	return line.length > 0 ? line.text : NULL;
}
