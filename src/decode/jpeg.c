/* JPEG by libjpeg-turbo: decoded at the smallest of its eighths that is still large enough, row by row, so that 100
 * megapixels cost no more memory than the screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>
#include <setjmp.h>

#include "base/memory.h"
#include "decode/iptc.h"
#include "decode/orientation.h"
#include "decode/rows.h"
#include "decode/xmp.h"

enum { SCANS_LIMIT = 200, LIBRARY_MEMORY_MB = 230 };

struct jpeg {
	struct jpeg_decompress_struct info; /* the callbacks find their way back from its client_data */
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf failed;
	struct raster *raster;
	bool cut, damaged;
	unsigned rows_read;
	struct rows *rows;
	JSAMPLE *samples;
	JOCTET *profile;
	unsigned profile_length;
};

/* How much of it is there: told by rows, unless each scan has all rows. */
static double share_read(const struct jpeg *jpeg)
{
	const struct jpeg_decompress_struct *info = &jpeg->info;
	return info->progressive_mode || info->output_height == 0 ? 1 : (double)jpeg->rows_read / info->output_height;
}

static void fail(j_common_ptr info)
{
	struct jpeg *jpeg = info->client_data;
	char words[JMSG_LENGTH_MAX];
	info->err->format_message(info, words);
	raster_detail(jpeg->raster, words);
	switch (info->err->msg_code) {
	case JERR_IMAGE_TOO_BIG:
		refuse_size(jpeg->raster, jpeg->info.image_width, jpeg->info.image_height);
		break;
	case JERR_EMPTY_IMAGE:
		raster_fit(jpeg->raster, 0, 0);
		break;
	case JERR_ARITH_NOTIMPL:
	case JERR_BAD_PRECISION:
	case JERR_CCIR601_NOTIMPL:
	case JERR_COMPONENT_COUNT:
	case JERR_CONVERSION_NOTIMPL:
	case JERR_FRACT_SAMPLE_NOTIMPL:
	case JERR_NOTIMPL:
	case JERR_NOT_COMPILED:
	case JERR_SOF_UNSUPPORTED:
		refuse_variant(jpeg->raster);
		break;
	default:
		if (jpeg->cut || info->err->msg_code == JERR_INPUT_EOF)
			refuse_cut(jpeg->raster, share_read(jpeg));
		else if (jpeg->rows_read > 0)
			refuse_damaged(jpeg->raster, share_read(jpeg));
		else
			refuse_head(jpeg->raster);
		break;
	}
	longjmp(jpeg->failed, 1);
}

/* Warnings of these kinds mean that some of the picture is made up; others (a stray byte, an odd version) do not. */
static void warn(j_common_ptr info, int level)
{
	struct jpeg *jpeg = info->client_data;
	if (level >= 0)
		return;
	switch (info->err->msg_code) {
	case JWRN_JPEG_EOF:
		jpeg->cut = true;
		break;
	case JWRN_HIT_MARKER:
	case JWRN_HUFF_BAD_CODE:
	case JWRN_ARITH_BAD_CODE:
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

/* A caption that its author gave it counts for more than what may be the camera's. */
static void read_notes(struct jpeg *jpeg)
{
	static const char xmp[29] = "http://ns.adobe.com/xap/1.0/";
	jpeg_saved_marker_ptr markers = jpeg->info.marker_list;
	for (jpeg_saved_marker_ptr marker = markers; marker != NULL; marker = marker->next) {
		if (marker->marker == JPEG_APP0 + 13)
			iptc_read(jpeg->raster, marker->data, marker->data_length);
	}
	for (jpeg_saved_marker_ptr marker = markers; marker != NULL; marker = marker->next) {
		if (marker->marker == JPEG_APP0 + 1 && marker->data_length > sizeof xmp &&
		    memcmp(marker->data, xmp, sizeof xmp) == 0)
			xmp_read(jpeg->raster, marker->data + sizeof xmp, marker->data_length - sizeof xmp);
	}
	for (jpeg_saved_marker_ptr marker = markers; marker != NULL; marker = marker->next) {
		if (marker->marker == JPEG_APP0 + 1 && marker->data_length >= 6 &&
		    memcmp(marker->data, "Exif\0", 6) == 0) {
			exif_read(jpeg->raster, marker->data, marker->data_length);
			return;
		}
	}
}

/* One of several scans holds all its coefficients at once, whatever the scale. */
static bool affordable(struct jpeg *jpeg)
{
	const struct jpeg_decompress_struct *info = &jpeg->info;
	uint64_t blocks = 0;
	for (int i = 0; i < info->num_components; i++) {
		const jpeg_component_info *component = &info->comp_info[i];
		blocks += (uint64_t)component->width_in_blocks * component->height_in_blocks;
	}
	char words[80];
	snprintf(words, sizeof words, "this JPEG of %u x %u pixels is progressive", info->image_width,
		 info->image_height);
	return !jpeg_has_multiple_scans(&jpeg->info) ||
	       raster_affords(jpeg->raster, blocks * sizeof(JBLOCK), words,
			      "save it smaller, or as baseline JPEG (not progressive)");
}

static void set_scale(struct jpeg *jpeg)
{
	struct jpeg_decompress_struct *info = &jpeg->info;
	info->scale_denom = 8;
	for (info->scale_num = 1; info->scale_num < 8; info->scale_num++) {
		jpeg_calc_output_dimensions(info);
		if (info->output_width >= (JDIMENSION)jpeg->raster->width_px &&
		    info->output_height >= (JDIMENSION)jpeg->raster->height_px)
			return;
	}
	jpeg_calc_output_dimensions(info);
}

static enum samples choose_samples(struct jpeg *jpeg)
{
	struct jpeg_decompress_struct *info = &jpeg->info;
	switch (info->jpeg_color_space) {
	case JCS_CMYK:
	case JCS_YCCK: /* Adobe's are inverted: what is left of the paper */
		info->out_color_space = JCS_CMYK;
		return info->saw_Adobe_marker ? SAMPLES_CMYK_INVERTED : SAMPLES_CMYK;
	case JCS_GRAYSCALE:
		if (jpeg->profile != NULL && colour_profile_for(jpeg->profile, jpeg->profile_length, SAMPLES_RGB))
			break;
		info->out_color_space = JCS_GRAYSCALE;
		return SAMPLES_GREY;
	default:
		break;
	}
	info->out_color_space = JCS_RGB;
	return SAMPLES_RGB;
}

static bool whole(struct jpeg *jpeg)
{
	if (jpeg->cut)
		return refuse_cut(jpeg->raster, share_read(jpeg));
	return !jpeg->damaged || refuse_damaged(jpeg->raster, share_read(jpeg));
}

/* Between setjmp and its return: every local lives in *jpeg. */
static bool run(struct jpeg *jpeg, FILE *file)
{
	struct jpeg_decompress_struct *info = &jpeg->info;
	struct raster *raster = jpeg->raster;
	jpeg_create_decompress(info);
	info->progress = &jpeg->progress;
	info->mem->max_memory_to_use = (long)LIBRARY_MEMORY_MB << 20;
	jpeg_stdio_src(info, file);
	jpeg_save_markers(info, JPEG_APP0 + 1, 0xffff);
	jpeg_save_markers(info, JPEG_APP0 + 2, 0xffff);
	jpeg_save_markers(info, JPEG_APP0 + 13, 0xffff);
	jpeg_read_header(info, TRUE);
	read_notes(jpeg);
	if (!raster_fit(raster, info->image_width, info->image_height) || !affordable(jpeg))
		return false;
	if (!jpeg_read_icc_profile(info, &jpeg->profile, &jpeg->profile_length))
		jpeg->profile = NULL;
	enum samples samples = choose_samples(jpeg);
	set_scale(jpeg);
	jpeg_start_decompress(info);
	struct colour_space space = {.profile = jpeg->profile, .profile_length = jpeg->profile_length};
	jpeg->rows = rows_create(raster, (int)info->output_width, (int)info->output_height, samples, 8, &space);
	jpeg->samples = memory_allocate((size_t)info->output_width * 4);
	for (; jpeg->rows_read < info->output_height && !jpeg->cut && !jpeg->damaged; jpeg->rows_read++) {
		jpeg_read_scanlines(info, &jpeg->samples, 1);
		rows_add(jpeg->rows, jpeg->samples);
	}
	if (jpeg->rows_read == info->output_height)
		jpeg_finish_decompress(info); /* reads on to the end, and warns if there is none */
	return whole(jpeg) && rows_end(jpeg->rows);
}

bool decode_jpeg(FILE *file, struct raster *raster)
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
		well = run(jpeg, file);
	jpeg_destroy_decompress(&jpeg->info);
	rows_destroy(jpeg->rows);
	free(jpeg->samples);
	free(jpeg->profile);
	free(jpeg);
	return well;
}
