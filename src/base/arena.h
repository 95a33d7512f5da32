/* Memory that is freed all at once: a deck, a scene, a parsed file own one arena each, and everything in them lies
 * there. As with base/memory.h, nothing returns NULL for want of memory. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_create(void);
void arena_destroy(struct arena *arena);

/* Keeps one block for reuse and forgets the rest: for arenas filled again and again. */
void arena_clear(struct arena *arena);

/* Zeroed, aligned for any type; count * size is checked for overflow (our bug: assert). */
void *arena_allocate(struct arena *arena, size_t count, size_t size);

/* Copies of texts; NULL gives NULL. */
char *arena_text(struct arena *arena, const char *text);
char *arena_text_part(struct arena *arena, const char *text, size_t length);
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for `needed` elements as memory_grow() has it; the old array stays in the arena. */
void *arena_grow(struct arena *arena, void *array, size_t *capacity, size_t needed, size_t size);

#endif
