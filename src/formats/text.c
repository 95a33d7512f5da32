/* *.txt and *.md: an announcement, or an agenda if most lines begin with a time (text_agenda.c). */
#include <string.h>
#include <strings.h>

#include "formats/content_types.h"
#include "formats/markdown.h"
#include "formats/prose_builder.h"
#include "formats/text_agenda.h"

static bool refuse(const struct source *source, struct problems *problems, const char *words, const char *remedy)
{
	problems_add(
		problems,
		&(struct problem){.level = PROBLEM_REFUSED, .path = source->path, .words = words, .remedy = remedy});
	return false;
}

/* A short first paragraph is the title where no heading is. */
static void first_paragraph_as_title(struct source_announcement *announcement, struct arena *arena)
{
	enum { TITLE_LIMIT = 120 };
	struct prose *prose = &announcement->text;
	if (announcement->title || prose->blocks_count < 2 || prose->blocks[0].kind != PROSE_PARAGRAPH)
		return;
	const char *words = prose_block_text(&prose->blocks[0], arena);
	if (strlen(words) > TITLE_LIMIT)
		return;
	announcement->title = words;
	prose->blocks++;
	prose->blocks_count--;
}

bool text_read(struct source *source, const char *text, size_t length, struct problems *problems)
{
	size_t characters = 0, path_length = strlen(source->path);
	for (size_t i = 0; i < length; i++)
		characters += ((unsigned char)text[i] & 0xC0) != 0x80;
	if (characters > TEXT_LIMIT)
		return refuse(source, problems,
			      arena_format(source->arena, "the text has %zu characters, and at most %d can be shown",
					   characters, TEXT_LIMIT),
			      "shorten it, or split it into several files");
	bool markdown = path_length > 3 && strcasecmp(source->path + path_length - 3, ".md") == 0;
	if (!markdown && text_agenda_read(source, text, length, problems))
		return true;
	struct source_item *item = arena_allocate(source->arena, 1, sizeof *item);
	item->kind = SOURCE_ANNOUNCEMENT;
	item->json_path = "$";
	struct source_announcement *announcement = &item->announcement;
	if (markdown) {
		markdown_read(&announcement->text, &announcement->title, source->arena, text, length);
		first_paragraph_as_title(announcement, source->arena);
	} else {
		plain_read(&announcement->text, &announcement->title, source->arena, text, length);
	}
	if (!announcement->title && announcement->text.blocks_count == 0)
		return refuse(source, problems, "there are no words in this file", "write a title in its first line");
	source->items = item;
	source->items_count = 1;
	return true;
}
