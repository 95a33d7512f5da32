#include "base/memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *memory)
{
	if (memory == NULL) {
		fputs("callboard: out of memory\n", stderr);
		exit(1);
	}
	return memory;
}

void *memory_allocate(size_t size)
{
	return must(calloc(1, size > 0 ? size : 1));
}

void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size)
{
	if (needed <= *capacity && array != NULL)
		return array;
	size_t grown = *capacity < 8 ? 8 : *capacity * 2;
	if (grown < needed)
		grown = needed;
	array = must(reallocarray(array, grown, size));
	*capacity = grown;
	return array;
}

char *text_copy(const char *text)
{
	return text == NULL ? NULL : must(strdup(text));
}

char *text_copy_part(const char *text, size_t length)
{
	assert(length < SIZE_MAX);
	char *copy = memory_allocate(length + 1);
	memcpy(copy, text, length);
	return copy;
}

char *text_format(const char *format, ...)
{
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	return must(length < 0 ? NULL : text);
}

int text_equal(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}
