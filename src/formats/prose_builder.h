/* Prose put together piece by piece: blocks of spans, white space at their ends dropped, neighbours of one style
 * joined, empty blocks left out. */
#ifndef FORMATS_PROSE_BUILDER_H
#define FORMATS_PROSE_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/prose.h"

struct prose_builder {
	struct arena *arena;
	struct prose prose;
	size_t blocks_capacity, spans_capacity;
	struct prose_block block; /* the open one */
	bool open;
	struct buffer span; /* the text of the open span */
	unsigned style;
};

void prose_builder_init(struct prose_builder *builder, struct arena *arena);
void prose_builder_finish(struct prose_builder *builder, struct prose *prose);

/* Ends what is open and begins a block. */
void prose_builder_begin(struct prose_builder *builder, enum prose_kind kind, int depth, int number);
void prose_builder_end(struct prose_builder *builder);
bool prose_builder_open(const struct prose_builder *builder);

/* A line break that is meant: none at a block's beginning, one in a row. */
void prose_builder_break(struct prose_builder *builder);

/* Text, its runs of white space made one space (a single no-break space stays one), its '\n' line breaks, other control
 * characters dropped. */
void prose_builder_text(struct prose_builder *builder, unsigned style, const char *text, size_t length);

/* A block's words in one line. */
const char *prose_block_text(const struct prose_block *block, struct arena *arena);

#endif
