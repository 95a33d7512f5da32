/* Which side of a photo is up, as its camera noted it. What editors note beside it as XMP is not looked at, as in
 * browsers. */
#ifndef DECODE_ORIENTATION_H
#define DECODE_ORIENTATION_H

#include <stddef.h>

/* EXIF's orientation, 1 to 8, from a TIFF structure with or without "Exif\0\0" before it; 1 if it says none. */
int orientation_read(const void *exif, size_t length);

/* A number that stands elsewhere for the same thing; 1 if it is none of the eight. */
int orientation_of(unsigned value);

#endif
