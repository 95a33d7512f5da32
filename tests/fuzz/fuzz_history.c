/* Any bytes as history.json: what is taken must be written and read again as the same.
 * `make fuzz` runs it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/history.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct buffer first, second;
	size_t count;
	buffer_init(&first);
	buffer_init(&second);
	const struct record *records = history_read(arena, (const char *)data, size, &count);
	if (records) {
		history_write(records, count, &first);
		records = history_read(arena, buffer_text(&first), first.length, &count);
		if (!records)
			abort();
		history_write(records, count, &second);
		if (strcmp(buffer_text(&first), buffer_text(&second)) != 0)
			abort();
	}
	buffer_finish(&first);
	buffer_finish(&second);
	arena_destroy(arena);
	return 0;
}
