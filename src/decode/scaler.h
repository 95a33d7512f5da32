/* Scales pictures down, row by row: each pixel of the result is the mean, by light and not by code, of the area it
 * stands for. */
#ifndef DECODE_SCALER_H
#define DECODE_SCALER_H

#include <stdbool.h>
#include <stdint.h>

struct scaler;

/* From one size to another that is no larger on either side. */
struct scaler *scaler_create(int from_width_px, int from_height_px, int to_width_px, int to_height_px);
void scaler_destroy(struct scaler *scaler);

/* The next row from above: red, green, blue and opacity of from_width_px pixels, not premultiplied. */
void scaler_row(struct scaler *scaler, const uint8_t *row);

/* After the last row: the result, premultiplied; free() it. *transparent: some pixel is not opaque. */
uint32_t *scaler_take(struct scaler *scaler, bool *transparent);

#endif
