/* Pixels of a frame as a small JPEG file (libjpeg), for pictures that travel: a page of photos has a tenth of its PNG.
 */
#ifndef CONTROL_JPEG_H
#define CONTROL_JPEG_H

#include <stdint.h>

/* Writes 0x00RRGGBB pixels, rows without gaps, over what is at path. 0 or a negative errno; then nothing of it is left
 * at path. */
int jpeg_file_write(const char *path, const uint32_t *pixels, int width_px, int height_px);

#endif
