#include "decode/decode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "decode/headers.h"
#include "formats/pixels.h"

bool refuse(struct raster *raster, const char *words, const char *remedy)
{
	snprintf(raster->refusal, sizeof raster->refusal, "%s\t%s", words, remedy);
	for (char *c = raster->refusal; *c != '\0'; c++) { /* it goes on one line, and may hold a library's words */
		if (*c == '\n' || *c == '\r')
			*c = ' ';
	}
	return false;
}

void cover(int width_px, int height_px, int box_width_px, int box_height_px, int *to_width_px, int *to_height_px)
{
	double scale = fmax((double)box_width_px / width_px, (double)box_height_px / height_px);
	double most = sqrt(2.0 * box_width_px * box_height_px / ((double)width_px * height_px));
	scale = fmin(fmin(scale, most), 1);
	scale = fmin(scale, (double)PIXELS_SIDE_LIMIT / fmax(width_px, height_px));
	*to_width_px = (int)fmin(fmax(lround(width_px * scale), 1), width_px);
	*to_height_px = (int)fmin(fmax(lround(height_px * scale), 1), height_px);
}

bool decode(FILE *file, int box_width_px, int box_height_px, struct raster *raster)
{
	*raster = (struct raster){.orientation = 1};
	uint8_t head[HEAD_BYTES];
	size_t length = fread(head, 1, sizeof head, file);
	rewind(file);
	switch (header_kind(head, length)) {
	case HEADER_JPEG:
		return decode_jpeg(file, box_width_px, box_height_px, raster);
	case HEADER_HEIF:
		return refuse(raster, "this is a HEIC or AVIF picture, which cannot be shown", "save it as JPEG");
	case HEADER_UNKNOWN:
		return refuse(raster, "this is no picture, or of a kind that is not known", "save it as JPEG or PNG");
	default:
		return decode_other(file, box_width_px, box_height_px, raster);
	}
}

/* Where the upright pixel x, y is in the stored picture, by EXIF's eight orientations. */
static size_t stored_at(const struct raster *raster, int x, int y)
{
	int width = raster->width_px, height = raster->height_px;
	int from_x = x, from_y = y;
	if (raster->orientation >= 5) {
		from_x = y;
		from_y = x;
	}
	switch (raster->orientation) {
	case 2: /* mirrored */
	case 8: /* to be turned left */
		from_x = width - 1 - from_x;
		break;
	case 3: /* upside down */
	case 7:
		from_x = width - 1 - from_x;
		from_y = height - 1 - from_y;
		break;
	case 4:
	case 6: /* to be turned right */
		from_y = height - 1 - from_y;
		break;
	default:
		break;
	}
	return (size_t)from_y * (size_t)width + (size_t)from_x;
}

int raster_write(const struct raster *raster, int fd)
{
	bool turned = raster->orientation >= 5;
	int width = turned ? raster->height_px : raster->width_px;
	int height = turned ? raster->width_px : raster->height_px;
	struct pixels_header header;
	pixels_header_init(&header, width, height, raster->transparent);
	int error = file_write_fd(fd, &header, sizeof header);
	size_t row_bytes = (size_t)width * sizeof(uint32_t);
	if (raster->orientation == 1)
		return error != 0 ? error : file_write_fd(fd, raster->pixels, row_bytes * (size_t)height);
	uint32_t *row = memory_allocate(row_bytes);
	for (int y = 0; y < height && error == 0; y++) {
		for (int x = 0; x < width; x++)
			row[x] = raster->pixels[stored_at(raster, x, y)];
		error = file_write_fd(fd, row, row_bytes);
	}
	free(row);
	return error;
}
