/* A growing run of bytes, always followed by a NUL that is not counted. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

struct buffer {
	char *bytes; /* NULL while nothing was ever added */
	size_t length;
	size_t capacity;
};

void buffer_init(struct buffer *buffer);
void buffer_finish(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);
void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, const char *text);
void buffer_add_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Removes the first `length` bytes. */
void buffer_drop(struct buffer *buffer, size_t length);

/* The bytes as a NUL-terminated text, never NULL, valid until the next change. */
const char *buffer_text(const struct buffer *buffer);

/* Hands the bytes over (free() them; never NULL) and leaves the buffer empty. */
char *buffer_take(struct buffer *buffer);

#endif
