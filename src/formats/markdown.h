/* Markdown (CommonMark, by md4c) to prose. Raw HTML is dropped, links keep their words, pictures their alt text, tables
 * and code become paragraphs. Every word of the text is in the prose. */
#ifndef FORMATS_MARKDOWN_H
#define FORMATS_MARKDOWN_H

#include <stddef.h>

#include "base/arena.h"
#include "model/prose.h"

/* If `title` is given and the text begins with a heading, that heading goes to *title (plain, in the arena). */
void markdown_read(struct prose *prose, const char **title, struct arena *arena, const char *text, size_t length);

/* Text as typed: line breaks kept, blank lines part paragraphs, lines that begin with a bullet ("•", "-", "*") are list
 * items. With `title` the first line goes there. */
void plain_read(struct prose *prose, const char **title, struct arena *arena, const char *text, size_t length);

#endif
