/* Any bytes as a picture, by content as callboard-decode takes them: a raster that is taken is whole and sound.
 * `make fuzz` runs it. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "decode/decode.h"
#include "formats/pixels.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct raster *raster)
{
	if (raster->width_px < 1 || raster->height_px < 1 || raster->width_px > PIXELS_SIDE_LIMIT ||
	    raster->height_px > PIXELS_SIDE_LIMIT || raster->orientation < 1 || raster->orientation > 8 ||
	    (raster->notes & ~(unsigned)(PIXELS_NOTES_ALL | PIXELS_KIND)) != 0)
		abort();
	size_t count = (size_t)raster->width_px * (size_t)raster->height_px;
	for (size_t i = 0; i < count; i++) {
		uint32_t pixel = raster->pixels[i], alpha = pixel >> 24;
		if ((pixel >> 16 & 255) > alpha || (pixel >> 8 & 255) > alpha || (pixel & 255) > alpha ||
		    (alpha < 255 && !raster->transparent))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("picture", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	FILE *file = fdopen(fd, "r");
	struct raster raster;
	if (decode(file, 64, 36, &raster))
		check(&raster);
	else if (raster.pixels != NULL || raster.refusal[0] == '\0')
		abort();
	free(raster.pixels);
	fclose(file);
	return 0;
}
