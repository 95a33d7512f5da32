#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BLOCK_LEAST_BYTES = 1024, BLOCK_MOST_BYTES = 16 * 1024 }; /* a thousand small ones must stay small */

struct block {
	struct block *next; /* older */
	size_t capacity, used;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *blocks; /* newest first */
};

struct arena *arena_create(void)
{
	return memory_allocate(sizeof(struct arena));
}

static void free_blocks(struct block *block)
{
	while (block != NULL) {
		struct block *next = block->next;
		free(block);
		block = next;
	}
}

void arena_destroy(struct arena *arena)
{
	if (arena == NULL)
		return;
	free_blocks(arena->blocks);
	free(arena);
}

void arena_clear(struct arena *arena)
{
	struct block *kept = arena->blocks;
	if (kept == NULL)
		return;
	free_blocks(kept->next);
	kept->next = NULL;
	memset(kept->bytes, 0, kept->used);
	kept->used = 0;
}

void *arena_allocate(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	bool overflow = __builtin_mul_overflow(count, size, &bytes);
	assert(!overflow && bytes < SIZE_MAX / 2);
	(void)overflow;
	bytes = (bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	struct block *block = arena->blocks;
	if (block == NULL || block->capacity - block->used < bytes) {
		size_t capacity = block == NULL ? BLOCK_LEAST_BYTES : block->capacity * 2;
		if (capacity > BLOCK_MOST_BYTES)
			capacity = BLOCK_MOST_BYTES;
		if (capacity < bytes)
			capacity = bytes;
		block = memory_allocate(sizeof *block + capacity);
		block->capacity = capacity;
		block->next = arena->blocks;
		arena->blocks = block;
	}
	void *memory = block->bytes + block->used;
	block->used += bytes;
	return memory;
}

char *arena_text(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_text_part(arena, text, strlen(text));
}

char *arena_text_part(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_allocate(arena, length + 1, 1);
	memcpy(copy, text, length);
	return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	assert(length >= 0);
	char *text = arena_allocate(arena, (size_t)length + 1, 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	va_end(arguments);
	return text;
}

void *arena_grow(struct arena *arena, void *array, size_t *capacity, size_t needed, size_t size)
{
	if (needed <= *capacity && array != NULL)
		return array;
	size_t grown = *capacity < 8 ? 8 : *capacity * 2;
	if (grown < needed)
		grown = needed;
	void *moved = arena_allocate(arena, grown, size);
	if (array != NULL)
		memcpy(moved, array, *capacity * size);
	*capacity = grown;
	return moved;
}
