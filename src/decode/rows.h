/* The rows of a picture, as a decoder reads them from above, by their colours into the scaler and from there into the
 * raster: what every decoder of pixels ends in. */
#ifndef DECODE_ROWS_H
#define DECODE_ROWS_H

#include "decode/colour.h"
#include "decode/decode.h"

struct rows;

/* For width_px x height_px pixels, no fewer either way than raster_fit() made of them. space as in colour_create(); one
 * that is useless is noted on the raster. */
struct rows *rows_create(struct raster *raster, int width_px, int height_px, enum samples samples, int bits,
			 const struct colour_space *space);
void rows_destroy(struct rows *rows);

/* The next row. */
void rows_add(struct rows *rows, const void *samples);

/* After the last one: the raster has its pixels. Always true. */
bool rows_end(struct rows *rows);

#endif
