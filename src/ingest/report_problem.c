#include "ingest/report_problem.h"

#include <string.h>

#include "base/html.h"
#include "base/utf8.h"

/* How much of a line a place stands for, in bytes: a text in quotes, a word, or one character. */
static size_t place_length(const char *text, size_t length)
{
	size_t size;
	if (length == 0)
		return 0;
	utf8_decode(text, length, &size);
	if (text[0] == '"') {
		for (size_t i = 1; i < length; i++) {
			if (text[i] == '\\')
				i++;
			else if (text[i] == '"')
				return i + 1;
		}
		return length;
	}
	size_t word = strcspn(text, " \t\n,:;[]{}\"()");
	return word > length ? length : word > size ? word : size;
}

static void add_line(struct buffer *html, const char *line, size_t length, int column, char missing)
{
	size_t before = 0;
	for (size_t size; column > 1 && before < length; column--, before += size)
		utf8_decode(line + before, length - before, &size);
	html_add_part(html, line, column > 0 ? before : length);
	if (column <= 0)
		return;
	if (missing != '\0') { /* it is put in, and what follows is as it was */
		buffer_add_format(html, "<mark><ins>%c</ins></mark>", missing);
		html_add_part(html, line + before, length - before);
		return;
	}
	size_t marked = place_length(line + before, length - before);
	buffer_add_text(html, "<mark>");
	html_add_part(html, line + before, marked);
	buffer_add_text(html, marked == 0 ? "\xc2\xa0</mark>" : "</mark>");
	html_add_part(html, line + before + marked, length - before - marked);
}

static void add_excerpt(struct buffer *html, const struct problem *problem)
{
	const char *line = problem->excerpt.text;
	if (line == NULL)
		return;
	buffer_add_format(html, "<ol class=\"lines\" start=\"%d\" dir=\"ltr\">\n", problem->excerpt.line);
	for (int number = problem->excerpt.line;; number++) {
		size_t length = strcspn(line, "\n");
		bool here = number == problem->line;
		buffer_add_text(html, here ? "<li class=\"here\"><code>" : "<li><code>");
		add_line(html, line, length, here ? problem->excerpt.column : 0, problem->excerpt.missing);
		buffer_add_text(html, "</code></li>\n");
		if (line[length] == '\0')
			break;
		line += length + 1;
	}
	buffer_add_text(html, "</ol>\n");
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), end_length = strlen(end);
	return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

/* A sentence, which problems carry without capital and full stop; style makes the first letter large. One that this
 * language lacks is English, and says so to those who read aloud and to those who set it from the right. */
static void add_sentence(struct buffer *html, struct arena *arena, const struct phrases *phrases, const char *class,
			 const char *english)
{
	static const char *const closing[] = {".", "?", "!", "\u061f"}; /* the last one is Arabic */
	static const char *const quotes[] = {"\"", "'",      "`",      "{",      "[",     "\\",
					     "%",  "\u201c", "\u201e", "\u00ab", "\u2066"};
	bool known, closed = false, letter = true;
	const char *words = phrases_sentence(phrases, arena, english, &known);
	for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
		closed = closed || ends_in(words, closing[i]);
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		letter = letter && strncmp(words, quotes[i], strlen(quotes[i])) != 0;
	bool foreign = !known && strcmp(phrases_tag(phrases), "en") != 0;
	buffer_add_format(html, "<p class=\"%s%s\"%s>", class, letter ? " capital" : "",
			  foreign ? " lang=\"en\" dir=\"ltr\"" : "");
	html_add_text(html, words);
	buffer_add_text(html, closed ? "</p>\n" : ".</p>\n");
}

static void add_place(struct buffer *html, struct arena *arena, const struct phrases *phrases,
		      const struct problem *problem)
{
	if (problem->line <= 0 && problem->json_path == NULL)
		return;
	buffer_add_text(html, "<p class=\"place\">");
	if (problem->line > 0) {
		html_add_text(html, phrases_text(phrases, arena, PHRASE_LINE, arena_format(arena, "%d", problem->line),
						 NULL));
		if (problem->column > 0) {
			buffer_add_text(html, " · ");
			html_add_text(html, phrases_text(phrases, arena, PHRASE_CHARACTER,
							 arena_format(arena, "%d", problem->column), NULL));
		}
	}
	if (problem->json_path != NULL) {
		buffer_add_text(html, problem->line > 0 ? " · " : "");
		buffer_add_text(html, "<code dir=\"ltr\">");
		html_add_text(html, problem->json_path);
		buffer_add_text(html, "</code>");
	}
	buffer_add_text(html, "</p>\n");
}

void report_problem_add(struct buffer *html, struct arena *arena, const struct phrases *phrases,
			const struct problem *problem)
{
	bool refused = problem->level == PROBLEM_REFUSED;
	buffer_add_format(html, "<div class=\"problem %s\">\n<p class=\"mark\">", refused ? "bad" : "odd");
	html_add_text(html, phrases_text(phrases, arena, refused ? PHRASE_REFUSED : PHRASE_WARNING, NULL, NULL));
	buffer_add_text(html, "</p>\n");
	add_sentence(html, arena, phrases, "words", problem->words);
	add_place(html, arena, phrases, problem);
	add_excerpt(html, problem);
	if (problem->remedy != NULL) {
		buffer_add_text(html, "<div class=\"remedy\">\n<p class=\"over\">");
		html_add_text(html, phrases_text(phrases, arena, PHRASE_REMEDY, NULL, NULL));
		buffer_add_text(html, "</p>\n");
		add_sentence(html, arena, phrases, "do", problem->remedy);
		buffer_add_text(html, "</div>\n");
	}
	buffer_add_text(html, "</div>\n");
}
