/* The caption that people gave a photo in their programs, as newspapers' programs keep it: IPTC's, among what Photoshop
 * adds to a JPEG. */
#ifndef DECODE_IPTC_H
#define DECODE_IPTC_H

#include "decode/decode.h"

/* From the bytes of a JPEG's thirteenth application segment; notes it on the raster (raster_describe). */
void iptc_read(struct raster *raster, const uint8_t *bytes, size_t length);

#endif
