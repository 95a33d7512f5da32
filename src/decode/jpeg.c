/* JPEG by libjpeg-turbo: decoded at the smallest of its eighths that is still large enough, row by row, so that 48
 * megapixels cost no more memory than the screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>
#include <libexif/exif-data.h>
#include <setjmp.h>

#include "base/memory.h"
#include "decode/decode.h"
#include "decode/scaler.h"

/* A progressive one holds all its coefficients at once, whatever the scale: they must fit the memory allowed. */
enum { PIXELS_LIMIT = 250000000, COEFFICIENTS_LIMIT_MB = 300, SCANS_LIMIT = 200 };

struct jpeg {
	struct jpeg_decompress_struct info; /* the callbacks find their way back from its client_data */
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf failed;
	struct raster *raster;
	bool damaged;
	struct scaler *scaler;
	JSAMPLE *samples;
	uint32_t *row;
};

static void fail(j_common_ptr info)
{
	struct jpeg *jpeg = info->client_data;
	char words[JMSG_LENGTH_MAX], told[REFUSAL_SIZE];
	info->err->format_message(info, words);
	snprintf(told, sizeof told, "the JPEG is damaged (%.120s)", words);
	if (jpeg->raster->refusal[0] == '\0')
		refuse(jpeg->raster, told, "export or copy it again");
	longjmp(jpeg->failed, 1);
}

/* Warnings of these kinds mean that some of the picture is made up; others (a stray byte, an odd version) do not. */
static void warn(j_common_ptr info, int level)
{
	struct jpeg *jpeg = info->client_data;
	if (level >= 0)
		return;
	switch (info->err->msg_code) {
	case JWRN_HIT_MARKER:
	case JWRN_JPEG_EOF:
	case JWRN_HUFF_BAD_CODE:
	case JWRN_MUST_RESYNC:
	case JWRN_NOT_SEQUENTIAL:
		jpeg->damaged = true;
		break;
	default:
		break;
	}
}

static void say_nothing(j_common_ptr info)
{
	(void)info;
}

/* A small file can claim scans without end. */
static void count_scans(j_common_ptr common)
{
	struct jpeg *jpeg = common->client_data;
	if (jpeg->info.input_scan_number > SCANS_LIMIT) {
		refuse(jpeg->raster, "the JPEG has too many scans", "export it anew");
		longjmp(jpeg->failed, 1);
	}
}

static int orientation_of(const struct jpeg_decompress_struct *info)
{
	int orientation = 1;
	for (jpeg_saved_marker_ptr marker = info->marker_list; marker != NULL; marker = marker->next) {
		if (marker->marker != JPEG_APP0 + 1 || marker->data_length < 6 ||
		    memcmp(marker->data, "Exif\0", 6) != 0)
			continue;
		ExifData *data = exif_data_new_from_data(marker->data, marker->data_length);
		if (data == NULL)
			continue;
		ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
		if (entry != NULL && entry->format == EXIF_FORMAT_SHORT && entry->components >= 1)
			orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
		exif_data_unref(data);
		break;
	}
	return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

static bool small_enough(struct jpeg *jpeg)
{
	const struct jpeg_decompress_struct *info = &jpeg->info;
	uint64_t pixels = (uint64_t)info->image_width * info->image_height, blocks = 0;
	for (int i = 0; i < info->num_components; i++) {
		const jpeg_component_info *component = &info->comp_info[i];
		blocks += (uint64_t)((info->image_width + 7) / 8) * ((info->image_height + 7) / 8) *
			  (unsigned)component->h_samp_factor * (unsigned)component->v_samp_factor /
			  (unsigned)(info->max_h_samp_factor * info->max_v_samp_factor);
	}
	if (pixels > PIXELS_LIMIT)
		return refuse(jpeg->raster, "the picture has too many pixels",
			      "save it smaller: 50 megapixels are plenty");
	if (jpeg_has_multiple_scans(&jpeg->info) && blocks * sizeof(JBLOCK) > (uint64_t)COEFFICIENTS_LIMIT_MB << 20)
		return refuse(jpeg->raster, "the picture is progressive, with too many pixels for that",
			      "save it smaller, or not progressive");
	return true;
}

static void set_scale(struct jpeg *jpeg, int to_width, int to_height)
{
	struct jpeg_decompress_struct *info = &jpeg->info;
	info->scale_denom = 8;
	for (info->scale_num = 1; info->scale_num < 8; info->scale_num++) {
		jpeg_calc_output_dimensions(info);
		if (info->output_width >= (JDIMENSION)to_width && info->output_height >= (JDIMENSION)to_height)
			return;
	}
	jpeg_calc_output_dimensions(info);
}

static uint32_t opaque(unsigned red, unsigned green, unsigned blue)
{
	return 0xff000000 | red << 16 | green << 8 | blue;
}

static void convert_row(struct jpeg *jpeg)
{
	const struct jpeg_decompress_struct *info = &jpeg->info;
	const JSAMPLE *from = jpeg->samples;
	for (JDIMENSION x = 0; x < info->output_width; x++) {
		if (info->out_color_space == JCS_CMYK) {
			unsigned ink[4];
			for (int i = 0; i < 4; i++) /* Adobe's are inverted: what is left of the paper */
				ink[i] = info->saw_Adobe_marker ? from[i] : 255u - from[i];
			jpeg->row[x] = opaque((ink[0] * ink[3] + 127) / 255, (ink[1] * ink[3] + 127) / 255,
					      (ink[2] * ink[3] + 127) / 255);
			from += 4;
		} else {
			jpeg->row[x] = opaque(from[0], from[1], from[2]);
			from += 3;
		}
	}
}

/* Between setjmp and its return: every local lives in *jpeg. */
static bool run(struct jpeg *jpeg, FILE *file, int box_width_px, int box_height_px)
{
	struct jpeg_decompress_struct *info = &jpeg->info;
	struct raster *raster = jpeg->raster;
	jpeg_create_decompress(info);
	info->progress = &jpeg->progress;
	info->mem->max_memory_to_use = (long)(COEFFICIENTS_LIMIT_MB + 32) << 20;
	jpeg_stdio_src(info, file);
	jpeg_save_markers(info, JPEG_APP0 + 1, 0xffff);
	jpeg_read_header(info, TRUE);
	if (!small_enough(jpeg))
		return false;
	raster->orientation = orientation_of(info);
	bool turned = raster->orientation >= 5;
	int width = (int)info->image_width, height = (int)info->image_height;
	cover(width, height, turned ? box_height_px : box_width_px, turned ? box_width_px : box_height_px,
	      &raster->width_px, &raster->height_px);
	bool inks = info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK;
	info->out_color_space = inks ? JCS_CMYK : JCS_RGB;
	set_scale(jpeg, raster->width_px, raster->height_px);
	jpeg_start_decompress(info);
	jpeg->scaler =
		scaler_create((int)info->output_width, (int)info->output_height, raster->width_px, raster->height_px);
	jpeg->samples = memory_allocate((size_t)info->output_width * 4);
	jpeg->row = memory_allocate((size_t)info->output_width * sizeof *jpeg->row);
	while (info->output_scanline < info->output_height && !jpeg->damaged) {
		jpeg_read_scanlines(info, &jpeg->samples, 1);
		convert_row(jpeg);
		scaler_row(jpeg->scaler, jpeg->row);
	}
	if (jpeg->damaged)
		return refuse(raster, "the JPEG is cut off or damaged: a part of the picture is missing",
			      "copy or export it again");
	raster->pixels = scaler_take(jpeg->scaler, &raster->transparent);
	return true;
}

bool decode_jpeg(FILE *file, int box_width_px, int box_height_px, struct raster *raster)
{
	struct jpeg *jpeg = memory_allocate(sizeof *jpeg);
	jpeg->raster = raster;
	jpeg->info.err = jpeg_std_error(&jpeg->errors);
	jpeg->errors.error_exit = fail;
	jpeg->errors.emit_message = warn;
	jpeg->errors.output_message = say_nothing;
	jpeg->progress.progress_monitor = count_scans;
	jpeg->info.client_data = jpeg;
	volatile bool well = false;
	if (setjmp(jpeg->failed) == 0)
		well = run(jpeg, file, box_width_px, box_height_px);
	jpeg_destroy_decompress(&jpeg->info);
	scaler_destroy(jpeg->scaler);
	free(jpeg->samples);
	free(jpeg->row);
	free(jpeg);
	return well;
}
