#include "base/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void buffer_init(struct buffer *buffer)
{
	*buffer = (struct buffer){0};
}

void buffer_finish(struct buffer *buffer)
{
	free(buffer->bytes);
	buffer_init(buffer);
}

void buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->bytes != NULL)
		buffer->bytes[0] = '\0';
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
	buffer->bytes = memory_grow(buffer->bytes, &buffer->capacity, buffer->length + length + 1, 1);
	if (length > 0)
		memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
	buffer->bytes[buffer->length] = '\0';
}

void buffer_add_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void buffer_add_format(struct buffer *buffer, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	assert(length >= 0);
	size_t bytes = (size_t)length;
	buffer->bytes = memory_grow(buffer->bytes, &buffer->capacity, buffer->length + bytes + 1, 1);
	vsnprintf(buffer->bytes + buffer->length, bytes + 1, format, again);
	buffer->length += bytes;
	va_end(again);
	va_end(arguments);
}

void buffer_drop(struct buffer *buffer, size_t length)
{
	assert(length <= buffer->length);
	if (length == 0)
		return;
	buffer->length -= length;
	memmove(buffer->bytes, buffer->bytes + length, buffer->length + 1);
}

const char *buffer_text(const struct buffer *buffer)
{
	return buffer->bytes != NULL ? buffer->bytes : "";
}

char *buffer_take(struct buffer *buffer)
{
	char *bytes = buffer->bytes != NULL ? buffer->bytes : memory_allocate(1);
	buffer_init(buffer);
	return bytes;
}
