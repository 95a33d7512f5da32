/* Memory that cannot be had ends the program: a message, exit status 1, and the service manager starts it anew. So no
 * call here returns NULL, and no caller checks. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* size bytes, zeroed; free() them. */
void *memory_allocate(size_t size);

/* Room for at least `needed` elements of `size` bytes in `array` (NULL at first), doubling *capacity; returns the
 * array, perhaps moved. New elements are not zeroed. free() it. */
void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size);

/* A copy of a NUL-terminated text (NULL gives NULL), or of its first `length` bytes; free() it. */
char *text_copy(const char *text);
char *text_copy_part(const char *text, size_t length);

/* printf into a new text; free() it. */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Texts equal, NULL equal only to NULL. */
int text_equal(const char *a, const char *b);

#endif
