/* One picture of a stranger's to pixels that cover a screen. Runs in a process of its own (callboard-decode) with
 * limits set by its parent: whatever a decoder does, it does it to itself alone. */
#ifndef DECODE_DECODE_H
#define DECODE_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { REFUSAL_SIZE = 256 };

struct raster { /* what a decoder gives, scaled, as it is stored: not turned upright yet */
	int width_px, height_px;
	bool transparent;
	uint32_t *pixels;           /* premultiplied 0xAARRGGBB; free() them */
	int orientation;            /* EXIF: 1 upright to 8 */
	char refusal[REFUSAL_SIZE]; /* why there is none: words, a tab, what to do */
};

/* Reads a whole file from its beginning and scales it down to cover a box. False after a refusal. */
bool decode(FILE *file, int box_width_px, int box_height_px, struct raster *raster);

/* Writes header and pixels (formats/pixels.h), upright. 0 or a negative errno. */
int raster_write(const struct raster *raster, int fd);

/* For the decoders: the words of a refusal; always false. */
bool refuse(struct raster *raster, const char *words, const char *remedy);

/* The size at which a picture covers the box (never larger than it is), within twice the box's pixels. */
void cover(int width_px, int height_px, int box_width_px, int box_height_px, int *to_width_px, int *to_height_px);

/* jpeg.c and other.c: what decode() chooses from, by content. */
bool decode_jpeg(FILE *file, int box_width_px, int box_height_px, struct raster *raster);
bool decode_other(FILE *file, int box_width_px, int box_height_px, struct raster *raster);

#endif
