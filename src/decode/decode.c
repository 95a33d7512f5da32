#include "decode/decode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "decode/headers.h"
#include "formats/pixels.h"

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
enum { PIXELS_LIMIT = 4000000 }; /* what is large and empty takes a fuzzer's time, and shows nothing */
#else
enum { PIXELS_LIMIT = 250000000 };
#endif

bool raster_fit(struct raster *raster, uint64_t width_px, uint64_t height_px)
{
	if (width_px == 0 || height_px == 0)
		return refuse(raster, "the picture has no pixels", "export it again");
	if (width_px > PIXELS_LIMIT || height_px > PIXELS_LIMIT || width_px * height_px > PIXELS_LIMIT)
		return refuse_size(raster, width_px, height_px);
	bool turned = raster->orientation >= 5;
	double box_width = turned ? raster->box_height_px : raster->box_width_px;
	double box_height = turned ? raster->box_width_px : raster->box_height_px;
	double width = (double)width_px, height = (double)height_px;
	double most = sqrt(2 * box_width * box_height / (width * height));
	double scale = fmin(fmin(fmax(box_width / width, box_height / height), most), 1);
	scale = fmin(scale, PIXELS_SIDE_LIMIT / fmax(width, height));
	raster->width_px = (int)fmin(fmax(round(width * scale), 1), width);
	raster->height_px = (int)fmin(fmax(round(height * scale), 1), height);
	return true;
}

void raster_describe(struct raster *raster, const void *bytes, size_t length)
{
	const char *text = bytes;
	while (length > 0 && (text[length - 1] == '\0' || text[length - 1] == ' '))
		length--;
	if (raster->description_length > 0 || length == 0)
		return;
	raster->description_length = length < sizeof raster->description ? length : sizeof raster->description;
	memcpy(raster->description, text, raster->description_length);
}

bool decode(FILE *file, int box_width_px, int box_height_px, struct raster *raster)
{
	*raster = (struct raster){.box_width_px = box_width_px, .box_height_px = box_height_px, .orientation = 1};
	uint8_t head[HEAD_BYTES];
	long file_bytes = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0;
	raster->file_bytes = file_bytes > 0 ? (uint64_t)file_bytes : 0;
	rewind(file);
	size_t length = fread(head, 1, sizeof head, file);
	rewind(file);
	enum header_kind kind = header_kind(head, length);
	raster->kind = header_name(kind, head, length);
	raster->notes = pixels_kind_note(raster->kind);
	switch (kind) {
	case HEADER_BMP:
		return decode_bmp(file, raster);
	case HEADER_GIF:
		return decode_gif(file, raster);
	case HEADER_HEIF:
		return decode_heif(file, raster);
	case HEADER_JPEG:
		return decode_jpeg(file, raster);
	case HEADER_PNG:
		return decode_png(file, raster);
	case HEADER_SVG:
		return decode_svg(file, raster);
	case HEADER_TIFF:
		return decode_tiff(file, raster);
	case HEADER_WEBP:
		return decode_webp(file, raster);
	case HEADER_UNKNOWN:
		break;
	}
	if (length == 0)
		return refuse(raster, "the file is empty", "copy it again");
	const char *foreign = header_foreign(head, length);
	return refuse_format(raster, "put the picture itself there, as JPEG or PNG", "this is %s",
			     foreign != NULL ? foreign : "no picture, or of a kind that is not known");
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
	pixels_header_init(&header, width, height, raster->transparent, raster->notes);
	header.description_bytes = (uint32_t)raster->description_length;
	int error = file_write_fd(fd, &header, sizeof header);
	size_t row_bytes = (size_t)width * sizeof(uint32_t);
	if (raster->orientation == 1 && error == 0)
		error = file_write_fd(fd, raster->pixels, row_bytes * (size_t)height);
	uint32_t *row = memory_allocate(row_bytes);
	for (int y = 0; raster->orientation != 1 && y < height && error == 0; y++) {
		for (int x = 0; x < width; x++)
			row[x] = raster->pixels[stored_at(raster, x, y)];
		error = file_write_fd(fd, row, row_bytes);
	}
	free(row);
	return error != 0 ? error : file_write_fd(fd, raster->description, raster->description_length);
}
