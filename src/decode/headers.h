/* What the first bytes of a picture say, before any decoder sees it: its kind, and how large it would be. */
#ifndef DECODE_HEADERS_H
#define DECODE_HEADERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { HEAD_BYTES = 4096 };

enum header_kind {
	HEADER_UNKNOWN,
	HEADER_JPEG,
	HEADER_PNG,
	HEADER_GIF,
	HEADER_WEBP,
	HEADER_BMP,
	HEADER_TIFF,
	HEADER_SVG,
	HEADER_HEIF, /* and AVIF */
};

enum header_kind header_kind(const uint8_t *bytes, size_t length);

/* Width and height of a PNG, GIF, WebP or BMP; false if they do not stand in its head. */
bool header_size(enum header_kind kind, const uint8_t *bytes, size_t length, uint32_t *width_px, uint32_t *height_px);

/* Is a WebP one of several pictures? */
bool header_animated_webp(const uint8_t *bytes, size_t length);

/* A TIFF's first page: its size, and whether all of its strips or tiles lie within the file (libtiff draws what is
 * there of a cut one without a word). False if it is cut or not understood. Leaves the file where it stood. */
bool header_tiff(FILE *file, uint32_t *width_px, uint32_t *height_px);

/* Is a GIF's first image there to its end? (Of a cut one the rest would be made up.) Leaves the file where it stood. */
bool header_gif_whole(FILE *file);

#endif
