/* PNG by libpng, row by row; only an interlaced one is held whole. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "base/memory.h"
#include "decode/headers.h"
#include "decode/orientation.h"
#include "decode/rows.h"
#include "decode/xmp.h"
#include "formats/pixels.h"

struct png {
	png_structp read;
	png_infop info;
	FILE *file;
	struct raster *raster;
	bool cut, interlaced;
	uint32_t height, rows_read;
	png_bytep row, whole;
	struct rows *rows;
};

static void fail(png_structp read, png_const_charp words)
{
	struct png *png = png_get_error_ptr(read);
	double there = png->interlaced || png->height == 0 ? 1 : (double)png->rows_read / png->height;
	raster_detail(png->raster, words);
	if (png->cut)
		refuse_cut(png->raster, there);
	else if (png->height == 0)
		refuse_head(png->raster);
	else
		refuse_damaged(png->raster, there);
	png_longjmp(read, 1);
}

static void warn(png_structp read, png_const_charp words)
{
	(void)read;
	(void)words;
}

static void read_bytes(png_structp read, png_bytep bytes, size_t length)
{
	struct png *png = png_get_io_ptr(read);
	png->cut = fread(bytes, 1, length, png->file) != length;
	if (png->cut)
		png_error(read, "cut");
}

/* An XMP packet, among texts of all kinds: its name, two bytes that say it is not packed, two languages. */
static void read_text(struct raster *raster, const uint8_t *bytes, size_t length)
{
	static const char name[20] = "XML:com.adobe.xmp";
	const uint8_t *at = bytes + sizeof name, *end = bytes + length;
	if (length <= sizeof name || memcmp(bytes, name, sizeof name) != 0)
		return;
	for (int i = 0; i < 2 && at != NULL; i++) {
		at = memchr(at, '\0', (size_t)(end - at));
		at = at != NULL ? at + 1 : NULL;
	}
	if (at != NULL)
		xmp_read(raster, at, (size_t)(end - at));
}

/* One of the chunks that say something of the picture. */
static void read_note(FILE *file, const uint8_t head[8], struct raster *raster)
{
	enum { LENGTH_LIMIT = 1 << 16 };
	uint32_t length = bytes_big(head, 4);
	bool exif = memcmp(head + 4, "eXIf", 4) == 0;
	if ((!exif && memcmp(head + 4, "iTXt", 4) != 0) || length > LENGTH_LIMIT)
		return;
	uint8_t *bytes = memory_allocate((size_t)length + 1);
	if (fread(bytes, 1, length, file) == length) {
		if (exif)
			exif_read(raster, bytes, length);
		else
			read_text(raster, bytes, length);
	}
	free(bytes);
}

/* A bomb is called one, whatever else is wrong with it. */
static bool small_enough(FILE *file, struct raster *raster)
{
	uint8_t head[24];
	rewind(file);
	return fread(head, 1, sizeof head, file) != sizeof head || memcmp(head + 12, "IHDR", 4) != 0 ||
	       raster_fit(raster, bytes_big(head + 16, 4), bytes_big(head + 20, 4));
}

/* From chunk to chunk, before libpng does: which side is up may be told behind the picture; and for one that claims to
 * reach beyond the file libpng would take as much memory. Of pixels cut off it reads what is there. */
static bool look_through(FILE *file, struct raster *raster)
{
	uint8_t head[8];
	for (uint64_t at = 8; at + 8 <= raster->file_bytes; at += 12 + (uint64_t)bytes_big(head, 4)) {
		if (fseek(file, (long)at, SEEK_SET) != 0 || fread(head, 1, 8, file) != 8 ||
		    bytes_big(head, 4) > INT32_MAX || memcmp(head + 4, "IEND", 4) == 0)
			break;
		if (at + 12 + bytes_big(head, 4) > raster->file_bytes && memcmp(head + 4, "IDAT", 4) != 0)
			return refuse_cut(raster, 1);
		if (memcmp(head + 4, "acTL", 4) == 0)
			raster->notes |= PIXELS_MOVES;
		if (memcmp(head + 4, "iCCP", 4) == 0)
			raster->notes |= PIXELS_PROFILE; /* until libpng has found it good */
		read_note(file, head, raster);
	}
	rewind(file);
	return true;
}

/* A profile counts before the mark of sRGB, that before gamma and primaries. */
static void read_space(struct png *png, struct colour_space *space)
{
	png_charp name;
	png_bytep profile;
	png_uint_32 length;
	int method, intent;
	double gamma, *white = space->white, *red = space->red, *green = space->green, *blue = space->blue;
	if (png_get_iCCP(png->read, png->info, &name, &method, &profile, &length) != 0) {
		png->raster->notes &= ~(unsigned)PIXELS_PROFILE;
		space->profile = profile;
		space->profile_length = length;
		return;
	}
	if (png_get_sRGB(png->read, png->info, &intent) != 0)
		return;
	if (png_get_gAMA(png->read, png->info, &gamma) == 0 || gamma <= 0)
		return;
	space->gamma = 1 / gamma;
	space->primaries = png_get_cHRM(png->read, png->info, &white[0], &white[1], &red[0], &red[1], &green[0],
					&green[1], &blue[0], &blue[1]) != 0;
}

static bool little_endian(void)
{
	const uint16_t one = 1;
	return *(const uint8_t *)&one == 1;
}

static enum samples prepare(struct png *png, const struct colour_space *space)
{
	int type = png_get_color_type(png->read, png->info);
	png_set_expand(png->read);
	if (little_endian())
		png_set_swap(png->read);
	bool grey = (type & PNG_COLOR_MASK_COLOR) == 0;
	if (grey && (space->gamma != 0 || (space->profile != NULL &&
					   colour_profile_for(space->profile, space->profile_length, SAMPLES_RGB)))) {
		png_set_gray_to_rgb(png->read);
		grey = false;
	}
	bool alpha = (type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png->read, png->info, PNG_INFO_tRNS) != 0;
	return grey ? (alpha ? SAMPLES_GREY_ALPHA : SAMPLES_GREY) : (alpha ? SAMPLES_RGBA : SAMPLES_RGB);
}

/* Each of the seven passes lays its pixels into all rows. */
static bool read_interlaced(struct png *png, uint32_t height, int passes)
{
	size_t row_bytes = png_get_rowbytes(png->read, png->info);
	if (!raster_affords(png->raster, (uint64_t)row_bytes * height, "this PNG is interlaced",
			    "save it smaller, or without interlacing"))
		return false;
	png->whole = memory_allocate(row_bytes * height);
	for (int pass = 0; pass < passes; pass++) {
		for (uint32_t y = 0; y < height; y++)
			png_read_row(png->read, png->whole + y * row_bytes, NULL);
	}
	for (uint32_t y = 0; y < height; y++)
		rows_add(png->rows, png->whole + y * row_bytes);
	return true;
}

/* Between setjmp and its return: every local lives in *png. */
static bool run(struct png *png)
{
	struct raster *raster = png->raster;
	struct colour_space space = {0};
	png_set_read_fn(png->read, png, read_bytes);
	png_read_info(png->read, png->info);
	uint32_t width = png_get_image_width(png->read, png->info);
	uint32_t height = png_get_image_height(png->read, png->info);
	if (!raster_fit(raster, width, height))
		return false;
	read_space(png, &space);
	enum samples samples = prepare(png, &space);
	int passes = png_set_interlace_handling(png->read);
	png->height = height;
	png->interlaced = passes > 1;
	png_read_update_info(png->read, png->info);
	int bits = png_get_bit_depth(png->read, png->info);
	png->rows = rows_create(raster, (int)width, (int)height, samples, bits, &space);
	if (passes > 1) {
		if (!read_interlaced(png, height, passes))
			return false;
	} else {
		png->row = memory_allocate(png_get_rowbytes(png->read, png->info));
		for (uint32_t y = 0; y < height; y++) {
			png_read_row(png->read, png->row, NULL);
			rows_add(png->rows, png->row);
			png->rows_read++;
		}
	}
	png_read_end(png->read, NULL);
	return rows_end(png->rows);
}

bool decode_png(FILE *file, struct raster *raster)
{
	if (!small_enough(file, raster) || !look_through(file, raster))
		return false;
	struct png *png = memory_allocate(sizeof *png);
	png->raster = raster;
	png->file = file;
	png->read = png_create_read_struct(PNG_LIBPNG_VER_STRING, png, fail, warn);
	png->info = png->read != NULL ? png_create_info_struct(png->read) : NULL;
	volatile bool well = false;
	if (png->info == NULL)
		refuse(raster, "there is no memory for this PNG", "save it smaller");
	else if (setjmp(png_jmpbuf(png->read)) == 0)
		well = run(png);
	png_destroy_read_struct(&png->read, &png->info, NULL);
	rows_destroy(png->rows);
	free(png->row);
	free(png->whole);
	free(png);
	return well;
}
