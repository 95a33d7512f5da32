/* Text as typed, to prose. */
#include <string.h>

#include "formats/markdown.h"
#include "formats/prose_builder.h"
#include "formats/written.h"

enum { TITLE_LIMIT = 200 }; /* bytes; a longer first line is a paragraph that lacks a title */

/* The bullet at the beginning of a line and the white space behind it, in bytes; 0 if there is none. A dash or a star
 * needs the space. */
static size_t bullet(const char *line)
{
	static const char *const sure[] = {"•", "◦", "▪", "●", "■", "‣", "·", "\xEF\x82\xB7" /* Word's, from Symbol */};
	static const char *const spaced[] = {"-", "*", "–"};
	for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
		if (strncmp(line, sure[i], strlen(sure[i])) == 0)
			return strlen(sure[i]) + written_space(line + strlen(sure[i]));
	for (size_t i = 0; i < sizeof spaced / sizeof *spaced; i++) {
		size_t size = strlen(spaced[i]), space;
		if (strncmp(line, spaced[i], size) == 0 && (space = written_space(line + size)) > 0 &&
		    line[size + space])
			return size + space;
	}
	return 0;
}

/* A row of dashes and the like, drawn under a title or between parts. */
static bool is_rule(const char *line)
{
	return strlen(line) >= 3 && strspn(line, "=-_*~# ") == strlen(line);
}

/* "Jak dojechać |": what was left of a web page's navigation. No word is lost. */
static const char *title_of(struct arena *arena, const char *line)
{
	struct prose_builder builder;
	struct prose prose;
	size_t length = strlen(line);
	for (;;) {
		if (length > 0 && strchr("| \t", line[length - 1]))
			length--;
		else if (length > 1 && memcmp(line + length - 2, "\xC2\xA0", 2) == 0)
			length -= 2;
		else
			break;
	}
	prose_builder_init(&builder, arena);
	prose_builder_begin(&builder, PROSE_PARAGRAPH, 0, 0);
	prose_builder_text(&builder, PROSE_PLAIN, line, length);
	prose_builder_finish(&builder, &prose);
	return prose.blocks_count > 0 ? prose_block_text(&prose.blocks[0], arena) : NULL;
}

struct plain {
	struct prose_builder builder;
	size_t indents[8]; /* of the list's levels, in bytes */
	int levels;        /* 0: in no list */
};

static void add_item(struct plain *plain, size_t indent, const char *text)
{
	while (plain->levels > 1 && indent < plain->indents[plain->levels - 1])
		plain->levels--;
	if (plain->levels == 0)
		plain->indents[plain->levels++] = indent;
	else if (indent > plain->indents[plain->levels - 1] + 1 && plain->levels < 8)
		plain->indents[plain->levels++] = indent;
	prose_builder_begin(&plain->builder, PROSE_ITEM, plain->levels - 1, 0);
	prose_builder_text(&plain->builder, PROSE_PLAIN, text, strlen(text));
}

static void add_line(struct plain *plain, const char *line)
{
	size_t indent = written_space(line);
	const char *text = line + indent;
	if (!*text || is_rule(text)) {
		prose_builder_end(&plain->builder);
		return;
	}
	size_t mark = bullet(text);
	if (mark > 0) {
		add_item(plain, indent, text + mark);
		return;
	}
	bool goes_on = prose_builder_open(&plain->builder) &&
		       (plain->levels == 0 || indent > plain->indents[plain->levels - 1]);
	if (goes_on) {
		prose_builder_break(&plain->builder);
	} else {
		plain->levels = 0;
		prose_builder_begin(&plain->builder, PROSE_PARAGRAPH, 0, 0);
	}
	prose_builder_text(&plain->builder, PROSE_PLAIN, text, strlen(text));
}

void plain_read(struct prose *prose, const char **title, struct arena *arena, const char *text, size_t length)
{
	struct plain plain = {0};
	prose_builder_init(&plain.builder, arena);
	bool title_due = title != NULL;
	for (size_t at = 0; at < length;) {
		const char *newline = memchr(text + at, '\n', length - at);
		size_t size = newline ? (size_t)(newline - text) - at : length - at;
		const char *line = arena_text_part(arena, text + at, size);
		at += size + 1;
		const char *words = line + written_space(line);
		if (title_due && *words && !is_rule(words)) {
			title_due = false;
			if (strlen(words) <= TITLE_LIMIT && (*title = title_of(arena, words)) != NULL)
				continue;
		}
		add_line(&plain, line);
	}
	prose_builder_finish(&plain.builder, prose);
}
