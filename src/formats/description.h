/* What a picture says of itself (IPTC's caption, XMP's dc:description, EXIF's ImageDescription), as text for people. */
#ifndef FORMATS_DESCRIPTION_H
#define FORMATS_DESCRIPTION_H

#include <stddef.h>

#include "base/arena.h"

/* On one line: UTF-8, or read as Latin-1 where it is none, without control characters. NULL: nothing, or what cameras
 * and programs put there by themselves ("OLYMPUS DIGITAL CAMERA", "DSC_0042"). */
const char *description_clean(struct arena *arena, const char *bytes, size_t length);

#endif
