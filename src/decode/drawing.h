/* Drawings (SVG) that are whole, and need nothing but themselves. */
#ifndef DECODE_DRAWING_H
#define DECODE_DRAWING_H

#include "decode/decode.h"

/* Reads all of it once, in its own encoding, before librsvg does. False after a refusal: it is cut off, no XML, asks
 * for another file or for a font, or has a picture in it that librsvg would leave out without a word. */
bool drawing_check(struct raster *raster, const uint8_t *bytes, size_t length);

#endif
