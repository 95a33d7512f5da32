/* A picture as HEIC and AVIF hold it (lightness and two differences of colour, the latter often at half the size) to
 * red, green and blue, a row at a time: libheif would make a copy of the whole, twice as large. */
#ifndef DECODE_PLANES_H
#define DECODE_PLANES_H

#include <stdbool.h>
#include <stdint.h>

#include <libheif/heif.h>

#include "decode/colour.h"

struct plane {
	const uint8_t *bytes;
	int stride, bits; /* above 8: two bytes a sample */
};

struct planes {
	int width, height;
	struct plane light, blue, red, alpha; /* blue and red: NULL for grey; alpha: NULL for none */
	int half_width, half_height;          /* of the differences: 1 or 0, a shift */
	bool full_range, premultiplied;
	float red_share, blue_share; /* of lightness */
};

/* Of an image that was decoded as it is stored; it must outlive them. False for what is stored in other ways. */
bool planes_init(struct planes *planes, const struct heif_image *image, bool alpha);

/* What planes_row() gives, with 16 bits. */
enum samples planes_samples(const struct planes *planes);
void planes_row(const struct planes *planes, int y, uint16_t *to);

#endif
