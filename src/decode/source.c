#include "decode/source.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "base/memory.h"

static void read_all(struct source_bytes *source, FILE *file)
{
	size_t capacity = 0;
	rewind(file);
	for (size_t length = 1; length > 0; source->length += length) {
		source->bytes = memory_grow(source->bytes, &capacity, source->length + 65536, 1);
		length = fread(source->bytes + source->length, 1, 65536, file);
	}
}

void source_open(struct source_bytes *source, FILE *file)
{
	*source = (struct source_bytes){0};
	long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0;
	rewind(file);
	if (size > 0) {
		void *map = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fileno(file), 0);
		if (map != MAP_FAILED) {
			*source = (struct source_bytes){.bytes = map, .length = (size_t)size, .mapped = (size_t)size};
			return;
		}
	}
	read_all(source, file);
}

void source_close(struct source_bytes *source)
{
	if (source->mapped > 0)
		munmap(source->bytes, source->mapped);
	else
		free(source->bytes);
}
