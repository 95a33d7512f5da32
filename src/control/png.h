/* Pixels of a frame as a PNG file (libpng). */
#ifndef CONTROL_PNG_H
#define CONTROL_PNG_H

#include <stdint.h>

/* Writes 0x00RRGGBB pixels, rows without gaps, over what is at path. 0 or a negative errno; then nothing of it is left
 * at path. */
int png_file_write(const char *path, const uint32_t *pixels, int width_px, int height_px);

#endif
