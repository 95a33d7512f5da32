/* Pixels of a frame as PNG (libpng). */
#ifndef CONTROL_PNG_H
#define CONTROL_PNG_H

#include <stddef.h>
#include <stdint.h>

/* Writes 0x00RRGGBB pixels, rows without gaps, over what is at path. 0 or a negative errno; then nothing of it is left
 * at path. */
int png_file_write(const char *path, const uint32_t *pixels, int width_px, int height_px);

/* The same into new memory at *bytes; free() it. 0 or a negative errno; then *bytes is NULL. */
int png_memory_write(char **bytes, size_t *length, const uint32_t *pixels, int width_px, int height_px);

#endif
