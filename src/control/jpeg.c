#include "control/jpeg.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <jpeglib.h>

#include "base/memory.h"

enum { QUALITY = 82 };

/* libjpeg's errors leave by longjmp(): what must survive that lies here, not in local variables. */
struct writing {
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf out;
	FILE *file;
	JSAMPLE *row;
};

static void leave(j_common_ptr jpeg)
{
	struct writing *writing = jpeg->client_data;
	longjmp(writing->out, 1);
}

static void write_rows(struct writing *writing, const uint32_t *pixels, int width_px, int height_px)
{
	for (int y = 0; y < height_px; y++) {
		const uint32_t *from = pixels + (size_t)y * (size_t)width_px;
		JSAMPLE *to = writing->row;
		for (int x = 0; x < width_px; x++) {
			*to++ = (JSAMPLE)(from[x] >> 16 & 0xFF);
			*to++ = (JSAMPLE)(from[x] >> 8 & 0xFF);
			*to++ = (JSAMPLE)(from[x] & 0xFF);
		}
		jpeg_write_scanlines(&writing->jpeg, &writing->row, 1);
	}
}

static int write_jpeg(struct writing *writing, const uint32_t *pixels, int width_px, int height_px)
{
	struct jpeg_compress_struct *jpeg = &writing->jpeg;
	if (setjmp(writing->out))
		return errno ? -errno : -EIO;
	errno = 0;
	jpeg->client_data = writing;
	jpeg_create_compress(jpeg);
	jpeg_stdio_dest(jpeg, writing->file);
	jpeg->image_width = (JDIMENSION)width_px;
	jpeg->image_height = (JDIMENSION)height_px;
	jpeg->input_components = 3;
	jpeg->in_color_space = JCS_RGB;
	jpeg_set_defaults(jpeg);
	jpeg_set_quality(jpeg, QUALITY, TRUE);
	jpeg->comp_info[0].h_samp_factor = jpeg->comp_info[0].v_samp_factor = 1; /* or small coloured letters smear */
	jpeg->optimize_coding = TRUE;
	jpeg_start_compress(jpeg, TRUE);
	write_rows(writing, pixels, width_px, height_px);
	jpeg_finish_compress(jpeg);
	return 0;
}

int jpeg_file_write(const char *path, const uint32_t *pixels, int width_px, int height_px)
{
	struct writing writing = {0};
	writing.file = fopen(path, "wbe");
	if (writing.file == NULL)
		return -errno;
	writing.row = memory_allocate((size_t)width_px * 3);
	writing.jpeg.err = jpeg_std_error(&writing.errors);
	writing.errors.error_exit = leave;
	int error = write_jpeg(&writing, pixels, width_px, height_px);
	jpeg_destroy_compress(&writing.jpeg);
	free(writing.row);
	if (fclose(writing.file) != 0 && error == 0)
		error = -errno;
	if (error != 0)
		unlink(path);
	return error;
}
