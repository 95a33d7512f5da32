#include "formats/excerpt.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

enum {
	LINES_BEFORE = 2,
	LINES_AFTER = 1,
	LINE_MOST = 160, /* characters of a line; of the place's own those around it, of others the first */
	AHEAD = 60,      /* of these before the place */
};

static const char *line_end(const char *at, const char *end)
{
	while (at < end && *at != '\n' && *at != '\r')
		at++;
	return at;
}

/* The beginning of the next line; end if there is none. */
static const char *line_next(const char *at, const char *end)
{
	at = line_end(at, end);
	if (at + 1 < end && at[0] == '\r' && at[1] == '\n')
		at++;
	return at < end ? at + 1 : end;
}

static const char *skip(const char *at, const char *end, size_t characters)
{
	for (size_t size; characters > 0 && at < end; characters--, at += size)
		utf8_decode(at, (size_t)(end - at), &size);
	return at;
}

static bool of_address(unsigned char c)
{
	return isalnum(c) || c >= 0x80 || strchr("._%+-", c) != NULL;
}

void excerpt_cover_addresses(char *text)
{
	for (char *at = strchr(text, '@'); at != NULL; at = strchr(at + 1, '@')) {
		if (at == text || !of_address((unsigned char)at[-1]) || !of_address((unsigned char)at[1]))
			continue;
		for (char *c = at - 1; c >= text && (of_address((unsigned char)*c)); c--)
			*c = ((unsigned char)*c & 0xc0) == 0x80 ? '\1' : '*';
		for (char *c = at + 1; *c != '\0' && of_address((unsigned char)*c); c++)
			*c = ((unsigned char)*c & 0xc0) == 0x80 ? '\1' : '*';
	}
	char *to = text;
	for (const char *from = text; *from != '\0'; from++) /* what was a byte of a letter */
		if (*from != '\1')
			*to++ = *from;
	*to = '\0';
}

/* Tabs stay; other controls would move what follows. */
static void add_clean(struct buffer *into, const char *from, const char *end)
{
	for (size_t size; from < end; from += size) {
		uint32_t code_point = utf8_decode(from, (size_t)(end - from), &size);
		if (code_point == UINT32_MAX || (code_point < ' ' && code_point != '\t') || code_point == 0x7f)
			buffer_add_text(into, "\xef\xbf\xbd");
		else
			buffer_add(into, from, size);
	}
}

/* A line, its ends replaced by "…" where it is long. *column is moved with what it tells of. */
static void add_line(struct buffer *into, const char *from, const char *end, int *column)
{
	size_t behind = column != NULL && *column > LINE_MOST ? (size_t)*column - AHEAD : 0;
	const char *begin = skip(from, end, behind), *stop = skip(begin, end, LINE_MOST);
	if (behind > 0) {
		buffer_add_text(into, "…");
		*column -= (int)behind - 1;
	}
	add_clean(into, begin, stop);
	if (stop < end)
		buffer_add_text(into, "…");
}

void excerpt_cut(struct problem *problem, const char *text, size_t length, struct arena *arena)
{
	const char *end = text + length, *at = text;
	int first = problem->line > LINES_BEFORE ? problem->line - LINES_BEFORE : 1, column = problem->column, line;
	struct buffer lines;
	if (problem->line <= 0)
		return;
	for (line = 1; line < first && at < end; line++)
		at = line_next(at, end);
	buffer_init(&lines);
	for (; line <= problem->line + LINES_AFTER && at < end; line++, at = line_next(at, end)) {
		if (line > first)
			buffer_add_text(&lines, "\n");
		add_line(&lines, at, line_end(at, end), line == problem->line ? &column : NULL);
	}
	if (line == problem->line) { /* the end of the file, after a line break */
		buffer_add_text(&lines, "\n");
		line++;
	}
	if (line > problem->line) {
		char *copy = arena_text(arena, buffer_text(&lines));
		excerpt_cover_addresses(copy);
		problem->excerpt = (struct excerpt){
			.text = copy, .line = first, .column = column, .missing = problem->excerpt.missing};
	}
	buffer_finish(&lines);
}

void excerpts_cut(struct problems *problems, size_t first, const char *text, size_t length)
{
	for (size_t i = first; i < problems->count; i++)
		if (problems->list[i].excerpt.text == NULL)
			excerpt_cut(&problems->list[i], text, length, problems->arena);
}
