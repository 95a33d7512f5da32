/* The bytes of a whole file, for libraries that want them all at once. */
#ifndef DECODE_SOURCE_H
#define DECODE_SOURCE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct source_bytes {
	uint8_t *bytes; /* never NULL, not even of an empty file */
	size_t length;
	size_t mapped; /* 0: allocated */
};

/* Maps the file, or reads it where that is not to be had. */
void source_open(struct source_bytes *source, FILE *file);
void source_close(struct source_bytes *source);

#endif
