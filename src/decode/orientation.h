/* What EXIF says of a photo that matters here: which side is up, as its camera noted it, and its description. What
 * editors note beside it as XMP is not looked at, as in browsers. */
#ifndef DECODE_ORIENTATION_H
#define DECODE_ORIENTATION_H

#include <stddef.h>

#include "decode/decode.h"

/* EXIF's orientation and the picture's own description, onto the raster, from a TIFF structure with or without
 * "Exif\0\0" before it. */
void exif_read(struct raster *raster, const void *exif, size_t length);

/* A number that stands elsewhere for the same thing; 1 if it is none of the eight. */
int orientation_of(unsigned value);

#endif
