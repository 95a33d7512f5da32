#include "control/png.h"

#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"

/* libpng leaves by longjmp(): what must survive that lies here, not in local variables. */
struct writing {
	FILE *file;
	png_structp png;
	png_infop info;
	png_bytep row;
};

static void write_rows(struct writing *writing, const uint32_t *pixels, int width_px, int height_px)
{
	for (int y = 0; y < height_px; y++) {
		const uint32_t *from = pixels + (size_t)y * (size_t)width_px;
		png_bytep to = writing->row;

		for (int x = 0; x < width_px; x++) {
			*to++ = (png_byte)(from[x] >> 16 & 0xFF);
			*to++ = (png_byte)(from[x] >> 8 & 0xFF);
			*to++ = (png_byte)(from[x] & 0xFF);
		}
		png_write_row(writing->png, writing->row);
	}
}

static int write_png(struct writing *writing, const uint32_t *pixels, int width_px, int height_px)
{
	if (setjmp(png_jmpbuf(writing->png)))
		return errno ? -errno : -EIO;
	errno = 0;
	png_init_io(writing->png, writing->file);
	/* A page is flat: little is gained by trying harder, and people wait for it. */
	png_set_compression_level(writing->png, 3);
	png_set_IHDR(writing->png, writing->info, (png_uint_32)width_px, (png_uint_32)height_px, 8, PNG_COLOR_TYPE_RGB,
		     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_sRGB(writing->png, writing->info, PNG_sRGB_INTENT_PERCEPTUAL);
	png_write_info(writing->png, writing->info);
	write_rows(writing, pixels, width_px, height_px);
	png_write_end(writing->png, NULL);
	return 0;
}

/* Into file, which it closes; NULL: the opening's errno is the error. */
static int write_to(FILE *file, const uint32_t *pixels, int width_px, int height_px)
{
	struct writing writing = {.file = file};
	int error;

	if (!writing.file)
		return -errno;
	writing.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	writing.info = writing.png ? png_create_info_struct(writing.png) : NULL;
	writing.row = memory_allocate((size_t)width_px * 3);
	error = writing.info ? write_png(&writing, pixels, width_px, height_px) : -ENOMEM;
	png_destroy_write_struct(&writing.png, &writing.info);
	free(writing.row);
	if (fclose(writing.file) != 0 && error == 0)
		error = -errno;
	return error;
}

int png_file_write(const char *path, const uint32_t *pixels, int width_px, int height_px)
{
	FILE *file = fopen(path, "wbe");
	int error = write_to(file, pixels, width_px, height_px);
	if (error != 0 && file != NULL)
		unlink(path);
	return error;
}

int png_memory_write(char **bytes, size_t *length, const uint32_t *pixels, int width_px, int height_px)
{
	*bytes = NULL;
	int error = write_to(open_memstream(bytes, length), pixels, width_px, height_px);
	if (error != 0) {
		free(*bytes);
		*bytes = NULL;
	}
	return error;
}
