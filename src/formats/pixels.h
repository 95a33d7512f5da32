/* A decoded picture as a file: a 32-byte header and rows of 32-bit pixels, to be mapped and copied, nothing to parse.
 * Machine-endian: it is written and read by one machine. */
#ifndef FORMATS_PIXELS_H
#define FORMATS_PIXELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PIXELS_SIDE_LIMIT = 16384 };

struct pixels_header {
	char magic[8]; /* "cbpixel1" */
	uint32_t width_px, height_px;
	uint32_t transparent; /* 0 or 1; pixels are 0xAARRGGBB, premultiplied by alpha; alpha 0xFF everywhere if 0 */
	uint32_t reserved[3];
};

/* Fills a header. */
void pixels_header_init(struct pixels_header *header, int width_px, int height_px, bool transparent);

/* Is this a whole file of ours? */
bool pixels_valid(const void *bytes, size_t length);

#endif
