/* GIF by giflib: the first image, on its canvas, row by row; only an interlaced one is held whole. */
#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "decode/rows.h"
#include "formats/pixels.h"

struct gif {
	FILE *file;
	GifFileType *gif;
	struct raster *raster;
	bool cut;
	int clear; /* the colour that is none; -1: there is none */
	struct rows *rows;
	GifPixelType *codes; /* one row, or all of an interlaced image */
	uint8_t *row;        /* of the canvas */
};

static int read_bytes(GifFileType *from, GifByteType *bytes, int length)
{
	struct gif *gif = from->UserData;
	int count = (int)fread(bytes, 1, (size_t)length, gif->file);
	gif->cut = gif->cut || count < length;
	return count;
}

static void note_error(const struct gif *gif, int code)
{
	const char *words = GifErrorString(code);
	if (words != NULL)
		raster_detail(gif->raster, words);
}

/* Its next row cannot be read. there: the share of its image that was. */
static bool broken(struct gif *gif, double there)
{
	note_error(gif, gif->gif->Error);
	return gif->cut ? refuse_cut(gif->raster, there) : refuse_damaged(gif->raster, there);
}

static bool read_extension(struct gif *gif)
{
	GifByteType *block;
	int label;
	if (DGifGetExtension(gif->gif, &label, &block) == GIF_ERROR)
		return false;
	while (block != NULL) { /* its length, then its bytes */
		if (label == GRAPHICS_EXT_FUNC_CODE && block[0] >= 4)
			gif->clear = (block[1] & 1) != 0 ? block[4] : -1;
		if (DGifGetExtensionNext(gif->gif, &block) == GIF_ERROR)
			return false;
	}
	return true;
}

/* To the next image: its description is read. False if there is none. */
static bool find_image(struct gif *gif)
{
	GifRecordType type;
	while (DGifGetRecordType(gif->gif, &type) != GIF_ERROR) {
		if (type == IMAGE_DESC_RECORD_TYPE)
			return DGifGetImageDesc(gif->gif) != GIF_ERROR;
		if (type != EXTENSION_RECORD_TYPE || !read_extension(gif))
			return false;
	}
	return false;
}

/* What of an image's row lies on the canvas. */
static void fill_row(struct gif *gif, const GifPixelType *codes)
{
	const GifImageDesc *image = &gif->gif->Image;
	const ColorMapObject *colours = image->ColorMap != NULL ? image->ColorMap : gif->gif->SColorMap;
	memset(gif->row, 0, (size_t)gif->gif->SWidth * 4);
	for (int x = 0; x < image->Width && image->Left + x < gif->gif->SWidth; x++) {
		uint8_t *to = gif->row + (size_t)(image->Left + x) * 4;
		if (codes[x] == gif->clear)
			continue;
		to[3] = 0xff;
		if (colours == NULL || codes[x] >= colours->ColorCount)
			continue;
		const GifColorType *colour = &colours->Colors[codes[x]];
		to[0] = colour->Red;
		to[1] = colour->Green;
		to[2] = colour->Blue;
	}
}

/* Every eighth row, those between them, and so on: to their places. */
static bool read_interlaced(struct gif *gif)
{
	static const int first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
	const GifImageDesc *image = &gif->gif->Image;
	size_t width = (size_t)image->Width;
	if (!raster_affords(gif->raster, width * (size_t)image->Height, "this GIF is interlaced",
			    "save it smaller, as PNG"))
		return false;
	gif->codes = memory_allocate(width * (size_t)image->Height);
	for (int pass = 0; pass < 4; pass++) {
		for (int y = first[pass]; y < image->Height; y += step[pass]) {
			if (DGifGetLine(gif->gif, gif->codes + (size_t)y * width, image->Width) == GIF_ERROR)
				return broken(gif, 1);
		}
	}
	return true;
}

static bool read_image(struct gif *gif)
{
	const GifImageDesc *image = &gif->gif->Image;
	int canvas_width = gif->gif->SWidth, canvas_height = gif->gif->SHeight;
	if (!image->Interlace)
		gif->codes = memory_allocate((size_t)image->Width);
	else if (!read_interlaced(gif))
		return false;
	gif->rows = rows_create(gif->raster, canvas_width, canvas_height, SAMPLES_RGBA, 8, NULL);
	gif->row = memory_allocate((size_t)canvas_width * 4);
	int read = 0;
	for (int y = 0; y < canvas_height; y++) {
		int inside = y - image->Top;
		if (inside < 0 || inside >= image->Height) {
			memset(gif->row, 0, (size_t)canvas_width * 4);
		} else if (image->Interlace) {
			fill_row(gif, gif->codes + (size_t)inside * (size_t)image->Width);
		} else {
			if (DGifGetLine(gif->gif, gif->codes, image->Width) == GIF_ERROR)
				return broken(gif, (double)read / image->Height);
			read++;
			fill_row(gif, gif->codes);
		}
		rows_add(gif->rows, gif->row);
	}
	for (; !image->Interlace && read < image->Height; read++) { /* below the canvas */
		if (DGifGetLine(gif->gif, gif->codes, image->Width) == GIF_ERROR)
			return broken(gif, (double)read / image->Height);
	}
	return rows_end(gif->rows);
}

/* To the first image, of a size that is none to fear. An image may lie outside the canvas, and is not seen there. */
static bool find_first(struct gif *gif)
{
	const GifFileType *file = gif->gif;
	if (!raster_fit(gif->raster, (uint64_t)file->SWidth, (uint64_t)file->SHeight))
		return false;
	bool found = find_image(gif);
	uint64_t right = (uint64_t)file->Image.Left + (uint64_t)file->Image.Width;
	uint64_t foot = (uint64_t)file->Image.Top + (uint64_t)file->Image.Height;
	if (right > (uint64_t)file->SWidth || foot > (uint64_t)file->SHeight) {
		int width_px = gif->raster->width_px, height_px = gif->raster->height_px;
		if (!raster_fit(gif->raster, right, foot))
			return false;
		gif->raster->width_px = width_px;
		gif->raster->height_px = height_px;
	}
	if (found && file->Image.Width > 0 && file->Image.Height > 0)
		return true;
	if (!found && file->Error != D_GIF_SUCCEEDED)
		return broken(gif, 0);
	return refuse(gif->raster, "there is no image in the GIF", "copy or export it again");
}

static bool run(struct gif *gif)
{
	if (!find_first(gif) || !read_image(gif))
		return false;
	if (find_image(gif))
		gif->raster->notes |= PIXELS_MOVES;
	return true;
}

bool decode_gif(FILE *file, struct raster *raster)
{
	int error;
	struct gif gif = {.file = file, .raster = raster, .clear = -1};
	gif.gif = DGifOpen(&gif, read_bytes, &error);
	if (gif.gif == NULL) {
		note_error(&gif, error);
		return gif.cut ? refuse_cut(raster, 0) : refuse_head(raster);
	}
	bool well = run(&gif);
	rows_destroy(gif.rows);
	free(gif.codes);
	free(gif.row);
	DGifCloseFile(gif.gif, &error);
	return well;
}
