#include "formats/prose_builder.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

void prose_builder_init(struct prose_builder *builder, struct arena *arena)
{
	*builder = (struct prose_builder){.arena = arena};
	buffer_init(&builder->span);
}

static void end_span(struct prose_builder *builder)
{
	if (builder->span.length == 0)
		return;
	struct prose_block *block = &builder->block;
	block->spans = arena_grow(builder->arena, block->spans, &builder->spans_capacity, block->spans_count + 1,
				  sizeof *block->spans);
	block->spans[block->spans_count++] = (struct prose_span){
		arena_text_part(builder->arena, builder->span.bytes, builder->span.length), builder->style};
	buffer_clear(&builder->span);
}

static char last_byte(const struct prose_builder *builder)
{
	if (builder->span.length > 0)
		return builder->span.bytes[builder->span.length - 1];
	if (builder->block.spans_count == 0)
		return '\0';
	const char *text = builder->block.spans[builder->block.spans_count - 1].text;
	return text[strlen(text) - 1];
}

/* The length of text without white space, no-break spaces too, at its end. */
static size_t solid_length(const char *text, size_t length)
{
	for (;;) {
		if (length > 0 && strchr(" \n", text[length - 1]))
			length--;
		else if (length > 1 && memcmp(text + length - 2, "\xC2\xA0", 2) == 0)
			length -= 2;
		else
			return length;
	}
}

/* Drops what would be white space at the end of a line. */
static void trim(struct prose_builder *builder)
{
	if (builder->span.length > 0) {
		builder->span.length = solid_length(builder->span.bytes, builder->span.length);
		builder->span.bytes[builder->span.length] = '\0';
	}
	struct prose_block *block = &builder->block;
	while (builder->span.length == 0 && block->spans_count > 0) {
		const char *text = block->spans[block->spans_count - 1].text;
		size_t length = strlen(text), solid = solid_length(text, length);
		if (solid > 0) {
			if (solid < length)
				block->spans[block->spans_count - 1].text =
					arena_text_part(builder->arena, text, solid);
			return;
		}
		block->spans_count--;
	}
}

void prose_builder_end(struct prose_builder *builder)
{
	if (!builder->open)
		return;
	trim(builder);
	end_span(builder);
	builder->open = false;
	if (builder->block.spans_count == 0)
		return;
	builder->prose.blocks = arena_grow(builder->arena, builder->prose.blocks, &builder->blocks_capacity,
					   builder->prose.blocks_count + 1, sizeof *builder->prose.blocks);
	builder->prose.blocks[builder->prose.blocks_count++] = builder->block;
}

void prose_builder_begin(struct prose_builder *builder, enum prose_kind kind, int depth, int number)
{
	prose_builder_end(builder);
	builder->block = (struct prose_block){.kind = kind, .depth = depth, .number = number};
	builder->spans_capacity = 0;
	builder->open = true;
}

bool prose_builder_open(const struct prose_builder *builder)
{
	return builder->open;
}

void prose_builder_break(struct prose_builder *builder)
{
	trim(builder);
	if (last_byte(builder) == '\0')
		return;
	buffer_add(&builder->span, "\n", 1);
}

/* Of white space side by side one ordinary space is left. */
static void add_space(struct prose_builder *builder, bool no_break)
{
	struct buffer *span = &builder->span;
	char last = last_byte(builder);
	if (last == '\0' || last == ' ' || last == '\n')
		return;
	if (span->length > 1 && memcmp(span->bytes + span->length - 2, "\xC2\xA0", 2) == 0) {
		span->length -= 2;
		no_break = false;
	}
	buffer_add_text(span, no_break ? "\xC2\xA0" : " ");
}

void prose_builder_text(struct prose_builder *builder, unsigned style, const char *text, size_t length)
{
	if (style != builder->style) {
		end_span(builder);
		builder->style = style;
	}
	for (size_t i = 0; i < length;) {
		size_t size;
		uint32_t c = utf8_decode(text + i, length - i, &size);
		if (c == '\n') {
			prose_builder_break(builder);
		} else if (c == ' ' || c == '\t' || c == '\f' || c == '\v' || c == 0xA0) {
			add_space(builder, c == 0xA0);
		} else if (c != UINT32_MAX && c >= 0x20 && (c < 0x7F || c >= 0xA0)) {
			buffer_add(&builder->span, text + i, size);
		}
		i += size;
	}
}

void prose_builder_finish(struct prose_builder *builder, struct prose *prose)
{
	prose_builder_end(builder);
	buffer_finish(&builder->span);
	*prose = builder->prose;
}

const char *prose_block_text(const struct prose_block *block, struct arena *arena)
{
	struct buffer text;
	buffer_init(&text);
	for (size_t i = 0; i < block->spans_count; i++)
		buffer_add_text(&text, block->spans[i].text);
	char *copy = arena_text(arena, buffer_text(&text));
	for (char *p = copy; *p; p++)
		if (*p == '\n')
			*p = ' ';
	buffer_finish(&text);
	return copy;
}
