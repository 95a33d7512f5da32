/* TIFF by libtiff: the first page. The usual layouts row by row, as they are, so that 16 bits and inks meet their
 * profile; all others as libtiff makes colours of them, by strips or rows of tiles. */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <tiffio.h>

#include "base/memory.h"
#include "decode/orientation.h"
#include "decode/rows.h"
#include "decode/xmp.h"
#include "formats/pixels.h"

struct tiff {
	TIFF *tiff;
	FILE *file;
	struct raster *raster;
	uint32_t width, height, rows_read;
	bool cut; /* it was read beyond its end */
	struct colour_space space;
	struct rows *rows;
};

static tmsize_t read_bytes(thandle_t handle, void *bytes, tmsize_t length)
{
	struct tiff *tiff = handle;
	size_t count = fread(bytes, 1, (size_t)length, tiff->file);
	tiff->cut = tiff->cut || count < (size_t)length;
	return (tmsize_t)count;
}

static tmsize_t write_bytes(thandle_t handle, void *bytes, tmsize_t length)
{
	(void)handle;
	(void)bytes;
	(void)length;
	return 0;
}

static toff_t seek_to(thandle_t handle, toff_t offset, int whence)
{
	struct tiff *tiff = handle;
	if (offset > INT64_MAX || fseek(tiff->file, (long)offset, whence) != 0)
		return (toff_t)-1;
	return (toff_t)ftell(tiff->file);
}

static int leave_open(thandle_t handle)
{
	(void)handle;
	return 0;
}

static toff_t size_of(thandle_t handle)
{
	struct tiff *tiff = handle;
	long at = ftell(tiff->file);
	fseek(tiff->file, 0, SEEK_END);
	long size = ftell(tiff->file);
	fseek(tiff->file, at, SEEK_SET);
	return size < 0 ? 0 : (toff_t)size;
}

__attribute__((format(printf, 4, 0))) static int fail(TIFF *handle, void *data, const char *module, const char *format,
						      va_list arguments)
{
	(void)handle;
	(void)module;
	struct tiff *tiff = data;
	char words[DETAIL_SIZE];
	vsnprintf(words, sizeof words, format, arguments);
	raster_detail(tiff->raster, words);
	return 1;
}

static int warn(TIFF *handle, void *data, const char *module, const char *format, va_list arguments)
{
	(void)handle;
	(void)data;
	(void)module;
	(void)format;
	(void)arguments;
	return 1;
}

static unsigned number(const struct tiff *tiff, uint32_t tag)
{
	uint16_t value = 0;
	TIFFGetFieldDefaulted(tiff->tiff, tag, &value);
	return value;
}

/* Can its rows be taken as they lie there? */
static bool plain(const struct tiff *tiff, enum samples *samples)
{
	uint16_t extras = 0, *kinds = NULL;
	unsigned count = number(tiff, TIFFTAG_SAMPLESPERPIXEL), bits = number(tiff, TIFFTAG_BITSPERSAMPLE);
	TIFFGetFieldDefaulted(tiff->tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
	bool alpha = extras == 1 && kinds[0] == EXTRASAMPLE_UNASSALPHA;
	if (TIFFIsTiled(tiff->tiff) || number(tiff, TIFFTAG_PLANARCONFIG) != PLANARCONFIG_CONTIG ||
	    (bits != 8 && bits != 16) || number(tiff, TIFFTAG_SAMPLEFORMAT) != SAMPLEFORMAT_UINT ||
	    (extras > 0 && !alpha))
		return false;
	switch (number(tiff, TIFFTAG_PHOTOMETRIC)) {
	case PHOTOMETRIC_MINISBLACK:
		*samples = alpha ? SAMPLES_GREY_ALPHA : SAMPLES_GREY;
		break;
	case PHOTOMETRIC_RGB:
		*samples = alpha ? SAMPLES_RGBA : SAMPLES_RGB;
		break;
	case PHOTOMETRIC_SEPARATED:
		if (alpha || number(tiff, TIFFTAG_INKSET) != INKSET_CMYK)
			return false;
		*samples = SAMPLES_CMYK;
		break;
	default:
		return false;
	}
	return count == (unsigned)samples_count(*samples);
}

static bool read_plain(struct tiff *tiff, enum samples samples)
{
	unsigned bits = number(tiff, TIFFTAG_BITSPERSAMPLE);
	tmsize_t row_bytes = TIFFScanlineSize(tiff->tiff);
	if (row_bytes < (tmsize_t)((uint64_t)tiff->width * (unsigned)samples_count(samples) * bits / 8))
		return false;
	uint8_t *row = memory_allocate((size_t)row_bytes);
	tiff->rows = rows_create(tiff->raster, (int)tiff->width, (int)tiff->height, samples, (int)bits, &tiff->space);
	while (tiff->rows_read < tiff->height && TIFFReadScanline(tiff->tiff, row, tiff->rows_read, 0) >= 0) {
		rows_add(tiff->rows, row);
		tiff->rows_read++;
	}
	free(row);
	return tiff->rows_read == tiff->height && rows_end(tiff->rows);
}

/* libtiff's colours are premultiplied, in the order of the bytes of ABGR numbers. */
static void add_row(struct tiff *tiff, const uint32_t *from, uint8_t *row)
{
	for (uint32_t x = 0; x < tiff->width; x++) {
		uint32_t parts[3] = {TIFFGetR(from[x]), TIFFGetG(from[x]), TIFFGetB(from[x])};
		uint32_t alpha = TIFFGetA(from[x]);
		for (int i = 0; i < 3; i++) {
			uint32_t part = alpha == 0 ? 0 : (parts[i] * 255 + alpha / 2) / alpha;
			row[x * 4 + (unsigned)i] = (uint8_t)(part > 255 ? 255 : part);
		}
		row[x * 4 + 3] = (uint8_t)alpha;
	}
	rows_add(tiff->rows, row);
	tiff->rows_read++;
}

/* The rows from top on into `band`, lowest first; `tile` has room for one. */
static bool read_band(struct tiff *tiff, uint32_t top, uint32_t band_height, uint32_t *band, uint32_t *tile,
		      uint32_t tile_width)
{
	if (tile == NULL)
		return TIFFReadRGBAStripExt(tiff->tiff, top, band, 1) != 0;
	for (uint32_t left = 0; left < tiff->width; left += tile_width) {
		if (TIFFReadRGBATileExt(tiff->tiff, left, top, tile, 1) == 0)
			return false;
		uint32_t width = tiff->width - left < tile_width ? tiff->width - left : tile_width;
		for (uint32_t y = 0; y < band_height; y++)
			memcpy(band + (size_t)y * tiff->width + left, tile + (size_t)y * tile_width,
			       width * sizeof *band);
	}
	return true;
}

static bool read_bands(struct tiff *tiff, uint32_t band_height, uint32_t *band, uint32_t *tile, uint32_t tile_width,
		       uint8_t *row)
{
	for (uint32_t top = 0; top < tiff->height; top += band_height) {
		if (!read_band(tiff, top, band_height, band, tile, tile_width))
			return false;
		uint32_t rows = tiff->height - top < band_height ? tiff->height - top : band_height;
		uint32_t lowest = tile == NULL ? rows : band_height; /* a tile is as high at the foot as elsewhere */
		for (uint32_t y = 0; y < rows; y++)
			add_row(tiff, band + (size_t)(lowest - 1 - y) * tiff->width, row);
	}
	return true;
}

static bool read_colours(struct tiff *tiff)
{
	char words[1024];
	uint32_t tile_width = 0, band_height = tiff->height;
	bool tiled = TIFFIsTiled(tiff->tiff) != 0;
	if (TIFFRGBAImageOK(tiff->tiff, words) == 0) {
		raster_detail(tiff->raster, words);
		return refuse_variant(tiff->raster);
	}
	if (tiled) {
		TIFFGetField(tiff->tiff, TIFFTAG_TILEWIDTH, &tile_width);
		TIFFGetField(tiff->tiff, TIFFTAG_TILELENGTH, &band_height);
	} else {
		TIFFGetFieldDefaulted(tiff->tiff, TIFFTAG_ROWSPERSTRIP, &band_height);
		band_height = band_height < tiff->height ? band_height : tiff->height;
	}
	if (band_height == 0 || (tiled && tile_width == 0))
		return false;
	uint64_t samples = number(tiff, TIFFTAG_SAMPLESPERPIXEL) * (uint64_t)number(tiff, TIFFTAG_BITSPERSAMPLE) / 8;
	uint64_t band_pixels = (uint64_t)tiff->width * band_height, tile_pixels = (uint64_t)tile_width * band_height;
	if (band_pixels > UINT32_MAX || tile_pixels > UINT32_MAX ||
	    !raster_affords(tiff->raster, band_pixels * 4 + (tiled ? tile_pixels : band_pixels) * (samples + 4),
			    "this TIFF has very large parts", "save it as JPEG or PNG"))
		return refuse(tiff->raster, "this TIFF has very large parts", "save it as JPEG or PNG");
	uint32_t *band = memory_allocate(band_pixels * sizeof *band);
	uint32_t *tile = tiled ? memory_allocate(tile_pixels * sizeof *tile) : NULL;
	uint8_t *row = memory_allocate((size_t)tiff->width * 4);
	tiff->rows = rows_create(tiff->raster, (int)tiff->width, (int)tiff->height, SAMPLES_RGBA, 8, &tiff->space);
	bool well = read_bands(tiff, band_height, band, tile, tile_width, row) && rows_end(tiff->rows);
	free(band);
	free(tile);
	free(row);
	return well;
}

/* A profile for what libtiff turned into colours already is of no use any more. */
static void read_space(struct tiff *tiff, bool as_stored)
{
	uint32_t length;
	void *profile;
	if (TIFFGetField(tiff->tiff, TIFFTAG_ICCPROFILE, &length, &profile) == 0)
		return;
	if (!as_stored &&
	    (colour_profile_for(profile, length, SAMPLES_GREY) || colour_profile_for(profile, length, SAMPLES_CMYK)))
		return;
	tiff->space = (struct colour_space){.profile = profile, .profile_length = length};
}

/* Other pages than smaller copies of the first one? */
static bool more_pages(struct tiff *tiff)
{
	enum { DIRECTORIES_LIMIT = 64 };
	for (int i = 0; i < DIRECTORIES_LIMIT && TIFFReadDirectory(tiff->tiff) != 0; i++) {
		uint32_t kind = 0;
		TIFFGetFieldDefaulted(tiff->tiff, TIFFTAG_SUBFILETYPE, &kind);
		if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0)
			return true;
	}
	return false;
}

static bool run(struct tiff *tiff)
{
	struct raster *raster = tiff->raster;
	enum samples samples;
	if (TIFFGetField(tiff->tiff, TIFFTAG_IMAGEWIDTH, &tiff->width) == 0 ||
	    TIFFGetField(tiff->tiff, TIFFTAG_IMAGELENGTH, &tiff->height) == 0)
		return false;
	raster->orientation = orientation_of(number(tiff, TIFFTAG_ORIENTATION));
	const char *description;
	const void *xmp;
	uint32_t xmp_length;
	if (TIFFGetField(tiff->tiff, TIFFTAG_XMLPACKET, &xmp_length, &xmp) != 0)
		xmp_read(raster, xmp, xmp_length);
	if (TIFFGetField(tiff->tiff, TIFFTAG_IMAGEDESCRIPTION, &description) != 0 && description != NULL)
		raster_describe(raster, description, strlen(description));
	TIFFSetField(tiff->tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT); /* or libtiff turns some of them as well */
	if (!raster_fit(raster, tiff->width, tiff->height))
		return false;
	if (TIFFIsCODECConfigured((uint16_t)number(tiff, TIFFTAG_COMPRESSION)) == 0)
		return refuse_variant(raster);
	bool as_stored = plain(tiff, &samples);
	read_space(tiff, as_stored);
	if (as_stored ? !read_plain(tiff, samples) : !read_colours(tiff))
		return false;
	if (more_pages(tiff)) /* what is wrong with these is nobody's loss */
		raster->notes |= PIXELS_PAGES;
	return true;
}

/* How much of what the tags name is there, 0 … 1. */
static double share_there(const struct tiff *tiff)
{
	uint32_t parts = TIFFIsTiled(tiff->tiff) ? TIFFNumberOfTiles(tiff->tiff) : TIFFNumberOfStrips(tiff->tiff);
	double claimed = 0, missing = 0;
	for (uint32_t i = 0; i < parts; i++) {
		double length = (double)TIFFGetStrileByteCount(tiff->tiff, i);
		double end = (double)TIFFGetStrileOffset(tiff->tiff, i) + length;
		claimed += length;
		missing += fmin(fmax(end - (double)tiff->raster->file_bytes, 0), length);
	}
	return claimed > 0 ? 1 - missing / claimed : 1;
}

/* It could not be read to its end. */
static bool broken(const struct tiff *tiff)
{
	if (tiff->tiff == NULL || tiff->height == 0)
		return tiff->cut ? refuse_cut(tiff->raster, 1) : refuse_head(tiff->raster);
	double there = share_there(tiff);
	if (there < 1 || tiff->cut)
		return refuse_cut(tiff->raster, there);
	return refuse_damaged(tiff->raster, (double)tiff->rows_read / tiff->height);
}

bool decode_tiff(FILE *file, struct raster *raster)
{
	struct tiff tiff = {.file = file, .raster = raster};
	TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
	TIFFOpenOptionsSetErrorHandlerExtR(options, fail, &tiff);
	TIFFOpenOptionsSetWarningHandlerExtR(options, warn, NULL);
	tiff.tiff = TIFFClientOpenExt("picture", "rm", &tiff, read_bytes, write_bytes, seek_to, leave_open, size_of,
				      NULL, NULL, options);
	TIFFOpenOptionsFree(options);
	bool well = tiff.tiff != NULL && run(&tiff);
	if (!well && raster->refusal[0] == '\0')
		broken(&tiff);
	rows_destroy(tiff.rows);
	if (tiff.tiff != NULL)
		TIFFClose(tiff.tiff);
	return well;
}
