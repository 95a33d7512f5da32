/* The description that people gave a photo in their programs, as these write it today: XMP's dc:description. */
#ifndef DECODE_XMP_H
#define DECODE_XMP_H

#include "decode/decode.h"

/* From a whole packet; notes it on the raster (raster_describe): the one for any language, or the first. */
void xmp_read(struct raster *raster, const void *packet, size_t length);

#endif
