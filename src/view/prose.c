#include "view/prose.h"

#include <math.h>
#include <string.h>

/* Parts of the paragraph's size. Gaps are from baseline to the next capitals. */
#define GAP_PARAGRAPH 1.3
#define GAP_ITEM      1.0
#define GAP_HEADING   1.75
#define GAP_BELOW     0.95 /* a heading */
#define INDENT_BULLET 1.25
#define INDENT_NUMBER 2.0
#define INDENT_QUOTE  1.2
#define HEADING_SIZE  1.2

/* What it costs a page to end at such a place (struct flow_item). */
#define PART_COST   0.1  /* within a paragraph, */
#define SINGLE_COST 3.0  /* if a single line of it is parted from the others, */
#define WORD_COST   2.0  /* if a word is, */
#define LIST_COST   0.05 /* within a list, */
#define LONELY_COST 1.5  /* if a single item of it is */

struct prose_column prose_column(struct page *page, double units, int width_px, int outer_px)
{
	return (struct prose_column){.size_px = page_px(page, units), .width_px = width_px, .outer_px = outer_px};
}

static void add_line(struct page *page, struct prose_column *column, struct prose_line line, struct flow_item item)
{
	size_t needed = column->count + 1;
	column->lines = arena_grow(page->arena, column->lines, &column->lines_capacity, needed, sizeof *column->lines);
	column->items = arena_grow(page->arena, column->items, &column->items_capacity, needed, sizeof *column->items);
	column->lines[column->count] = line;
	column->items[column->count++] = item;
}

static bool divided(const struct text_line *line)
{
	return line->runs_count > 0 && line->runs[line->runs_count - 1].hyphen;
}

/* end_cost: of a page that ends below it; FLOW_NEVER: nor within it. */
static void add_block(struct page *page, struct prose_column *column, struct prose_line line, int gap_px,
		      double end_cost, bool closed)
{
	size_t count = line.block->lines_count;
	column->torn |= line.block->torn;
	for (size_t i = 0; i < count; i++) {
		struct flow_item item = {.gap_px = i == 0 ? gap_px : line.block->leading_px - line.block->cap_px,
					 .height_px = line.block->cap_px};
		if (i + 1 == count)
			item.cost = end_cost;
		else if (closed)
			item.cost = FLOW_NEVER;
		else
			item.cost = i == 0 || i + 2 == count ? SINGLE_COST : PART_COST;
		if (!closed && i + 1 < count && divided(&line.block->lines[i]))
			item.cost += WORD_COST;
		line.line = i;
		add_line(page, column, line, item);
		line.bullet = false;
		line.number = NULL;
		line.source = NULL;
	}
}

void prose_add_title(struct page *page, struct prose_column *column, const struct text_block *title, const char *source)
{
	add_block(page, column, (struct prose_line){.block = title, .source = source}, 0, FLOW_NEVER, true);
}

void prose_add_text(struct page *page, struct prose_column *column, const struct text_block *block, const char *source)
{
	int gap_px = column->count > 0 ? (int)lround(GAP_PARAGRAPH * column->size_px) : 0;
	add_block(page, column, (struct prose_line){.block = block, .source = source}, gap_px, 0, false);
}

static enum font_role role_of(enum prose_kind kind, unsigned style)
{
	if (kind == PROSE_HEADING)
		return FONT_DISPLAY_MEDIUM;
	if (style & PROSE_STRONG)
		return FONT_TEXT_STRONG;
	if (style & PROSE_EMPHASIS || kind == PROSE_QUOTE)
		return FONT_TEXT_ITALIC;
	return FONT_TEXT;
}

static bool listed(const struct prose_block *block)
{
	return block->kind == PROSE_ITEM || block->kind == PROSE_NUMBER;
}

/* Does it introduce what follows? ("To bring along:") */
static bool introduces(const char *text)
{
	static const char *const colons[] = {":", "："};
	size_t length = strlen(text);
	while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
		length--;
	for (size_t i = 0; i < sizeof colons / sizeof *colons; i++) {
		size_t size = strlen(colons[i]);
		if (length >= size && memcmp(text + length - size, colons[i], size) == 0)
			return true;
	}
	return false;
}

/* Of a page that ends below the block. */
static double end_cost(const struct prose *prose, size_t i, const char *text)
{
	const struct prose_block *block = &prose->blocks[i];
	if (i + 1 == prose->blocks_count)
		return 0;
	if (block->kind == PROSE_HEADING || introduces(text))
		return FLOW_NEVER;
	if (!listed(block) || !listed(&prose->blocks[i + 1]))
		return 0;
	bool first = i == 0 || !listed(&prose->blocks[i - 1]);
	bool last = i + 2 == prose->blocks_count || !listed(&prose->blocks[i + 2]);
	return first || last ? LONELY_COST : LIST_COST;
}

static int gap_above(const struct prose_column *column, const struct prose *prose, size_t i)
{
	const struct prose_block *block = &prose->blocks[i];
	double gap = GAP_PARAGRAPH;
	if (column->count == 0)
		return 0;
	if (i == 0) /* below the title, whose descenders are large */
		gap = column->lines[column->count - 1].block->size_px * 0.5 / column->size_px + 0.55;
	else if (prose->blocks[i - 1].kind == PROSE_HEADING)
		gap = GAP_BELOW;
	else if (block->kind == PROSE_HEADING)
		gap = GAP_HEADING;
	else if (listed(block) && listed(&prose->blocks[i - 1]))
		gap = GAP_ITEM;
	return (int)lround(gap * column->size_px);
}

void prose_add(struct page *page, struct prose_column *column, const struct prose *prose)
{
	double em = column->size_px;
	for (size_t i = 0; i < prose->blocks_count; i++) {
		const struct prose_block *block = &prose->blocks[i];
		bool heading = block->kind == PROSE_HEADING;
		struct text_span *spans = arena_allocate(page->arena, block->spans_count + 1, sizeof *spans);
		struct buffer source;
		buffer_init(&source);
		for (size_t s = 0; s < block->spans_count; s++) {
			spans[s] =
				(struct text_span){block->spans[s].text, role_of(block->kind, block->spans[s].style)};
			buffer_add_text(&source, block->spans[s].text);
		}
		struct prose_line line = {.source = arena_text(page->arena, buffer_text(&source)),
					  .bullet = block->kind == PROSE_ITEM};
		buffer_finish(&source);
		int depth = block->depth < 0 ? 0 : block->depth > 3 ? 3 : block->depth;
		if (block->kind == PROSE_ITEM)
			line.indent_px = (int)(INDENT_BULLET * em * (depth + 1));
		else if (block->kind == PROSE_NUMBER)
			line.indent_px = (int)(INDENT_BULLET * em * depth + INDENT_NUMBER * em);
		else if (block->kind == PROSE_QUOTE)
			line.indent_px = (int)(INDENT_QUOTE * em);
		line.quoted = block->kind == PROSE_QUOTE;
		int size = heading ? (int)lround(em * HEADING_SIZE) : column->size_px;
		line.block =
			text_set(page->type, spans, block->spans_count, size, heading ? LEADING_TITLE : LEADING_PROSE,
				 column->width_px - line.indent_px, heading ? TEXT_BALANCED : TEXT_PROSE);
		if (block->kind == PROSE_NUMBER) {
			/* In the item's own direction, if that is not the page's: a mark says which (LRM, RLM). */
			bool leftwards = line.block->lines_count > 0 && line.block->lines[0].right_to_left;
			const char *mark = leftwards == page->mirrored ? "" : leftwards ? "\u200f" : "\u200e";
			const char *number = arena_format(page->arena, "%s%d.", mark, block->number);
			line.number = text_set_plain(page->type, number, FONT_TEXT_STRONG, column->size_px,
						     LEADING_PROSE, column->width_px, TEXT_PROSE);
		}
		add_block(page, column, line, gap_above(column, prose, i), end_cost(prose, i, line.source), heading);
	}
}

/* A mark's box at its block's start: an item of the other direction than the page's has it at the far side. */
static struct box at_start(const struct prose_column *column, bool across, int x, struct box box)
{
	if (across)
		box.x = x + column->outer_px - (box.x - x) - box.width;
	return box;
}

static void draw_marks(struct page *page, const struct prose_column *column, const struct prose_line *line, int x,
		       int cap_y, bool across, struct scene *scene)
{
	double em = column->size_px;
	if (line->bullet) {
		int side = (int)fmax(3, lround(em * 0.26)), middle = cap_y + line->block->cap_px - (int)(em * 0.28);
		struct box box = {x + line->indent_px - (int)(INDENT_BULLET * em), middle - side / 2, side, side};
		scene_rectangle(scene, at_start(column, across, x, box), COLOUR_QUIET, side / 2, 255);
	}
	if (line->number != NULL) {
		struct box box = {x + line->indent_px - (int)(0.55 * em) - line->number->width_px, cap_y,
				  line->number->width_px, 0};
		text_draw(scene, line->number, 0, 1, at_start(column, across, x, box).x, cap_y, box.width, TEXT_START,
			  COLOUR_QUIET);
	}
	if (line->quoted) {
		/* From capitals to descenders, and up to the line above: together they make one bar. */
		int above = line->line == 0 ? 0 : line->block->leading_px - line->block->cap_px - (int)(em * 0.2);
		struct box box = {x, cap_y - above, page_px(page, 0.25), above + line->block->cap_px + (int)(em * 0.2)};
		scene_rectangle(scene, at_start(column, across, x, box), COLOUR_LINE, 0, 255);
	}
}

void prose_draw(struct page *page, const struct prose_column *column, size_t first, size_t end, int x, int cap_y,
		struct scene *scene)
{
	for (size_t i = first; i < end; i++) {
		const struct prose_line *line = &column->lines[i];
		cap_y += i > first ? column->items[i].gap_px : 0;
		bool across = line->block->lines[line->line].right_to_left != page->mirrored;
		draw_marks(page, column, line, x, cap_y, across, scene);
		text_draw(scene, line->block, line->line, 1, across ? x : x + line->indent_px, cap_y,
			  column->outer_px - line->indent_px, TEXT_NATURAL, COLOUR_INK);
		cap_y += column->items[i].height_px;
	}
	/* A block that is all on this page is named whole, others by the lines that are. */
	for (size_t i = first; i < end;) {
		const struct text_block *block = column->lines[i].block;
		size_t lines = 0;
		while (i + lines < end && column->lines[i + lines].block == block)
			lines++;
		scene_source(scene, lines == block->lines_count
					    ? column->lines[i].source
					    : text_said(page->arena, block, column->lines[i].line, lines));
		i += lines;
	}
}
