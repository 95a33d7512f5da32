#include "formats/markdown.h"

#include <limits.h>
#include <md4c.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "formats/entity.h"
#include "formats/prose_builder.h"

enum { LISTS_LIMIT = 16 }; /* deeper lists are shown as deep as this */

struct list {
	bool numbered;
	unsigned number; /* of its next item */
};

struct markdown { /* what md4c's callbacks share */
	struct prose_builder builder;
	struct list lists[LISTS_LIMIT];
	int depth; /* of lists; may exceed LISTS_LIMIT */
	int quotes;
	int strong, emphasis;
	bool item_begun, cell_begun; /* of the innermost list; of the table row */
};

static struct list *list_now(struct markdown *markdown)
{
	int depth = markdown->depth < LISTS_LIMIT ? markdown->depth : LISTS_LIMIT;
	return depth > 0 ? &markdown->lists[depth - 1] : NULL;
}

/* Begins the block that the text to come belongs to. A second paragraph of a list's item goes on with its first; behind
 * an inner list it is a paragraph of its own, for it must not look like another item. */
static void begin_text(struct markdown *markdown)
{
	struct list *list = list_now(markdown);
	int depth = (markdown->depth < LISTS_LIMIT ? markdown->depth : LISTS_LIMIT) - 1;
	if (list && markdown->item_begun && prose_builder_open(&markdown->builder))
		prose_builder_break(&markdown->builder);
	else if (list && !markdown->item_begun && list->numbered)
		prose_builder_begin(&markdown->builder, PROSE_NUMBER, depth,
				    list->number < INT_MAX ? (int)list->number++ : INT_MAX);
	else if (list && !markdown->item_begun)
		prose_builder_begin(&markdown->builder, PROSE_ITEM, depth, 0);
	else
		prose_builder_begin(&markdown->builder, markdown->quotes > 0 ? PROSE_QUOTE : PROSE_PARAGRAPH, 0, 0);
	markdown->item_begun = list != NULL;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct markdown *markdown = data;
	switch (type) {
	case MD_BLOCK_QUOTE:
		markdown->quotes++;
		break;
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		markdown->depth++;
		*list_now(markdown) = (struct list){
			type == MD_BLOCK_OL, type == MD_BLOCK_OL ? ((const MD_BLOCK_OL_DETAIL *)detail)->start : 0};
		break;
	case MD_BLOCK_LI:
		/* The item's block begins with its text: tight items have no paragraph of their own. */
		prose_builder_end(&markdown->builder);
		markdown->item_begun = false;
		break;
	case MD_BLOCK_H:
		prose_builder_begin(&markdown->builder, PROSE_HEADING, 0, 0);
		break;
	case MD_BLOCK_CODE:
	case MD_BLOCK_P:
	case MD_BLOCK_TR:
		begin_text(markdown);
		markdown->cell_begun = false;
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		if (markdown->cell_begun)
			prose_builder_text(&markdown->builder, PROSE_PLAIN, " · ", strlen(" · "));
		markdown->cell_begun = true;
		break;
	default:
		break;
	}
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct markdown *markdown = data;
	(void)detail;
	switch (type) {
	case MD_BLOCK_QUOTE:
		markdown->quotes--;
		break;
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		markdown->depth--;
		prose_builder_end(&markdown->builder);
		markdown->item_begun = markdown->depth > 0; /* back in an outer item */
		break;
	case MD_BLOCK_LI:
	case MD_BLOCK_H:
		prose_builder_end(&markdown->builder);
		markdown->item_begun = markdown->depth > 0;
		break;
	case MD_BLOCK_P:
	case MD_BLOCK_CODE:
	case MD_BLOCK_TR:
		if (markdown->depth == 0)
			prose_builder_end(&markdown->builder);
		break;
	default:
		break;
	}
	return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct markdown *markdown = data;
	(void)detail;
	markdown->strong += type == MD_SPAN_STRONG;
	markdown->emphasis += type == MD_SPAN_EM;
	return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct markdown *markdown = data;
	(void)detail;
	markdown->strong -= type == MD_SPAN_STRONG;
	markdown->emphasis -= type == MD_SPAN_EM;
	return 0;
}

static int text_part(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
	struct markdown *markdown = data;
	unsigned style = (markdown->strong > 0 ? PROSE_STRONG : 0) | (markdown->emphasis > 0 ? PROSE_EMPHASIS : 0);
	char bytes[4];
	size_t length = 0;
	if (!prose_builder_open(&markdown->builder))
		begin_text(markdown);
	switch (type) {
	case MD_TEXT_BR:
		prose_builder_break(&markdown->builder);
		break;
	case MD_TEXT_SOFTBR:
		prose_builder_text(&markdown->builder, style, " ", 1);
		break;
	case MD_TEXT_HTML:
		if (size >= 4 && strncasecmp(text, "<br", 3) == 0 && strchr(" />", text[3]))
			prose_builder_break(&markdown->builder);
		break;
	case MD_TEXT_NULLCHAR:
		prose_builder_text(&markdown->builder, style, "\xEF\xBF\xBD", 3);
		break;
	case MD_TEXT_ENTITY:
		length = entity_decode(text, size, bytes);
		prose_builder_text(&markdown->builder, style, length > 0 ? bytes : text, length > 0 ? length : size);
		break;
	default:
		prose_builder_text(&markdown->builder, style, text, size);
		break;
	}
	return 0;
}

void markdown_read(struct prose *prose, const char **title, struct arena *arena, const char *text, size_t length)
{
	struct markdown markdown = {0};
	/* HTML blocks off: then the words between tags are ordinary paragraphs, and only the tags are dropped. */
	MD_PARSER parser = {
		.flags = MD_FLAG_NOHTMLBLOCKS | MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS |
			 MD_FLAG_PERMISSIVEAUTOLINKS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text_part,
	};
	prose_builder_init(&markdown.builder, arena);
	md_parse(text, (MD_SIZE)length, &parser, &markdown);
	prose_builder_finish(&markdown.builder, prose);
	if (title && prose->blocks_count > 0 && prose->blocks[0].kind == PROSE_HEADING) {
		*title = prose_block_text(&prose->blocks[0], arena);
		prose->blocks++;
		prose->blocks_count--;
	}
}
