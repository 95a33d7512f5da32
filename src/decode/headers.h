/* What the first bytes of a file say, before any decoder sees it. */
#ifndef DECODE_HEADERS_H
#define DECODE_HEADERS_H

#include <stddef.h>
#include <stdint.h>

enum { HEAD_BYTES = 4096 };

enum header_kind {
	HEADER_UNKNOWN,
	HEADER_BMP,
	HEADER_GIF,
	HEADER_HEIF, /* and AVIF */
	HEADER_JPEG,
	HEADER_PNG,
	HEADER_SVG,
	HEADER_TIFF,
	HEADER_WEBP,
};

/* The kind of picture, whatever the file is called. */
enum header_kind header_kind(const uint8_t *bytes, size_t length);

/* What people call it: "JPEG". */
const char *header_name(enum header_kind kind, const uint8_t *bytes, size_t length);

/* What else people give a picture's name to, in words: "a web page, not a picture". NULL if it is not known. */
const char *header_foreign(const uint8_t *bytes, size_t length);

/* Numbers of 1 to 4 bytes, the highest byte first, or last. */
uint32_t bytes_big(const uint8_t *bytes, int count);
uint32_t bytes_little(const uint8_t *bytes, int count);

#endif
