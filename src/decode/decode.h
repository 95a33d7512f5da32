/* One picture of a stranger's to pixels that cover a screen. Runs in a process of its own (callboard-decode) with
 * limits set by its parent: whatever a decoder does, it does it to itself alone. */
#ifndef DECODE_DECODE_H
#define DECODE_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "formats/pixels.h"

enum { REFUSAL_SIZE = 256, DETAIL_SIZE = 120 };

struct raster { /* what a decoder gives, scaled, as it is stored: not turned upright yet */
	int box_width_px, box_height_px;
	int width_px, height_px;
	bool transparent;
	uint32_t *pixels;                           /* premultiplied 0xAARRGGBB; free() them */
	int orientation;                            /* EXIF: 1 upright to 8 */
	unsigned notes;                             /* enum pixels_note */
	char description[PIXELS_DESCRIPTION_LIMIT]; /* what it says of itself, as it stands there: no text yet */
	size_t description_length;
	uint64_t file_bytes;
	const char *kind;           /* "JPEG": what refusals call it */
	char refusal[REFUSAL_SIZE]; /* why there is none: words, a tab, what to do */
	char detail[DETAIL_SIZE];   /* what a library said besides, for a log: neither translated nor for organizers */
};

/* Reads a whole file from its beginning and scales it down to cover a box. False after a refusal. */
bool decode(FILE *file, int box_width_px, int box_height_px, struct raster *raster);

/* Before decode(), and before files are out of reach: loads what a library keeps in files of its own. */
void decode_prepare(void);

/* Writes header and pixels (formats/pixels.h), upright. 0 or a negative errno. */
int raster_write(const struct raster *raster, int fd);

/* For the decoders. */

/* The words of a refusal; always false. The first one stays. */
bool refuse(struct raster *raster, const char *words, const char *remedy);
__attribute__((format(printf, 3, 4))) bool refuse_format(struct raster *raster, const char *remedy, const char *format,
							 ...);

/* The usual ones. there: the share of the picture that was good, 0 … 1; 1 if that cannot
 * be told. */
bool refuse_cut(struct raster *raster, double there);
bool refuse_damaged(struct raster *raster, double there);
bool refuse_head(struct raster *raster);    /* nothing is known of it */
bool refuse_variant(struct raster *raster); /* whole, maybe, but nothing we read */
bool refuse_size(struct raster *raster, uint64_t width_px, uint64_t height_px);

/* What the library says of it. The first one stays. */
void raster_detail(struct raster *raster, const char *words);

/* Notes what the picture says of itself, as much as is kept of it; of several the first that says anything. */
void raster_describe(struct raster *raster, const void *bytes, size_t length);

/* Given the size in the picture's head and its orientation: the size to scale it to, which covers the box and has at
 * most twice its pixels. Refuses a picture without pixels, or with more than could be read in time. */
bool raster_fit(struct raster *raster, uint64_t width_px, uint64_t height_px);

/* Refuses what takes more memory than there is for it, besides the result: `what` needs so many bytes at once. */
bool raster_affords(struct raster *raster, uint64_t bytes, const char *what, const char *remedy);

/* The decoders, one a kind: what decode() chooses from, by content. */
bool decode_bmp(FILE *file, struct raster *raster);
bool decode_gif(FILE *file, struct raster *raster);
bool decode_heif(FILE *file, struct raster *raster); /* and AVIF */
bool decode_jpeg(FILE *file, struct raster *raster);
bool decode_png(FILE *file, struct raster *raster);
bool decode_svg(FILE *file, struct raster *raster);
bool decode_tiff(FILE *file, struct raster *raster);
bool decode_webp(FILE *file, struct raster *raster);

#endif
