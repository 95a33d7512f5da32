/* HEIC and AVIF by libheif, which also turns them upright: what EXIF says of that besides is not to be heard. */
#include <stdlib.h>
#include <string.h>

#include <libheif/heif.h>

#include "base/memory.h"
#include "decode/headers.h"
#include "decode/orientation.h"
#include "decode/planes.h"
#include "decode/rows.h"
#include "decode/source.h"
#include "decode/xmp.h"
#include "formats/pixels.h"

/* Held at once: what the decoder makes of it, and a copy; or the copy, and one of that, turned. Two halves a byte. */
enum { HALF_PIXEL_BYTES = 7 };

static bool complain(struct raster *raster, struct heif_error error)
{
	raster_detail(raster, error.message);
	switch (error.code) {
	case heif_error_Memory_allocation_error:
		return refuse_format(raster, "save it smaller, or as JPEG", "the %s takes more memory than is allowed",
				     raster->kind);
	case heif_error_Unsupported_filetype:
	case heif_error_Unsupported_feature:
		return refuse_variant(raster);
	case heif_error_Decoder_plugin_error:
		return refuse_damaged(raster, 1);
	default:
		break;
	}
	if (error.subcode == heif_suberror_End_of_data)
		return refuse_cut(raster, 1);
	return refuse_head(raster);
}

/* From box to box: does the last one end with the file? A brand of sequences says that it moves. */
static bool look_through(const struct source_bytes *source, struct raster *raster)
{
	uint64_t at = 0, claimed = UINT64_MAX;
	while (at + 8 <= source->length) {
		const uint8_t *box = source->bytes + at;
		uint64_t size = bytes_big(box, 4);
		if (size == 1 && at + 16 <= source->length)
			size = (uint64_t)bytes_big(box + 8, 4) << 32 | bytes_big(box + 12, 4);
		if (size == 0) /* to the end of the file */
			return true;
		if (memcmp(box + 4, "moov", 4) == 0)
			raster->notes |= PIXELS_MOVES;
		if (size < 8)
			return refuse_head(raster);
		claimed = at + size;
		if (size > source->length - at)
			break;
		at += size;
	}
	return at == source->length || refuse_cut(raster, (double)source->length / (double)claimed);
}

static void set_point(double to[2], float x, float y)
{
	to[0] = (double)x;
	to[1] = (double)y;
}

/* The few numbers in place of a profile: primaries, and a curve (ISO 23091-2), of which most are sRGB's or near. */
static void read_numbers(const struct heif_image_handle *handle, struct colour_space *space)
{
	struct heif_color_profile_nclx *numbers = NULL;
	bool known = heif_image_handle_get_nclx_color_profile(handle, &numbers).code == heif_error_Ok;
	if (!known || numbers == NULL) {
		heif_nclx_color_profile_free(numbers); /* it is given even with an error */
		return;
	}
	if (numbers->color_primaries != heif_color_primaries_unspecified) {
		space->primaries = true;
		set_point(space->white, numbers->color_primary_white_x, numbers->color_primary_white_y);
		set_point(space->red, numbers->color_primary_red_x, numbers->color_primary_red_y);
		set_point(space->green, numbers->color_primary_green_x, numbers->color_primary_green_y);
		set_point(space->blue, numbers->color_primary_blue_x, numbers->color_primary_blue_y);
	}
	if (numbers->transfer_characteristics == heif_transfer_characteristic_ITU_R_BT_470_6_System_M)
		space->gamma = 2.2;
	else if (numbers->transfer_characteristics == heif_transfer_characteristic_ITU_R_BT_470_6_System_B_G)
		space->gamma = 2.8;
	else if (numbers->transfer_characteristics == heif_transfer_characteristic_linear)
		space->gamma = 1;
	heif_nclx_color_profile_free(numbers);
}

/* profile: free() it. */
static void read_space(const struct heif_image_handle *handle, struct colour_space *space, void **profile)
{
	enum { LENGTH_LIMIT = 8 << 20 };
	size_t length = heif_image_handle_get_raw_color_profile_size(handle);
	*space = (struct colour_space){0};
	*profile = NULL;
	if (length == 0 || length > LENGTH_LIMIT) {
		read_numbers(handle, space);
		return;
	}
	*profile = memory_allocate(length);
	if (heif_image_handle_get_raw_color_profile(handle, *profile).code == heif_error_Ok) {
		space->profile = *profile;
		space->profile_length = length;
	}
}

static bool add_rows(const struct planes *planes, const struct heif_image_handle *handle, struct raster *raster)
{
	enum samples samples = planes_samples(planes);
	struct colour_space space;
	void *profile;
	if (!raster_fit(raster, (uint64_t)planes->width, (uint64_t)planes->height)) /* as it came out, to be sure */
		return false;
	read_space(handle, &space, &profile);
	if (samples <= SAMPLES_GREY_ALPHA && space.profile != NULL &&
	    colour_profile_for(space.profile, space.profile_length, SAMPLES_RGB))
		space = (struct colour_space){0}; /* grey is grey, in all but odd ones */
	struct rows *rows = rows_create(raster, planes->width, planes->height, samples, 16, &space);
	uint16_t *row = memory_allocate((size_t)planes->width * (size_t)samples_count(samples) * sizeof *row);
	for (int y = 0; y < planes->height; y++) {
		planes_row(planes, y, row);
		rows_add(rows, row);
	}
	rows_end(rows);
	rows_destroy(rows);
	free(row);
	free(profile);
	return true;
}

/* Stored in an unusual way (as red, green and blue, lossless): libheif makes colours of it, of 8 bits. */
static bool add_colours(const struct heif_image_handle *handle, struct heif_image *image, struct raster *raster,
			bool alpha)
{
	int stride, width = heif_image_get_width(image, heif_channel_interleaved);
	int height = heif_image_get_height(image, heif_channel_interleaved);
	const uint8_t *bytes = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
	if (bytes == NULL || width < 1 || height < 1 || stride < width * (alpha ? 4 : 3))
		return refuse_damaged(raster, 1);
	struct colour_space space;
	void *profile;
	if (!raster_fit(raster, (uint64_t)width, (uint64_t)height))
		return false;
	read_space(handle, &space, &profile);
	struct rows *rows = rows_create(raster, width, height, alpha ? SAMPLES_RGBA : SAMPLES_RGB, 8, &space);
	for (int y = 0; y < height; y++)
		rows_add(rows, bytes + (size_t)y * (size_t)stride);
	rows_end(rows);
	rows_destroy(rows);
	free(profile);
	return true;
}

/* NULL after a refusal. */
static struct heif_image *decode_image(const struct heif_image_handle *handle, enum heif_colorspace space,
				       enum heif_chroma chroma, struct raster *raster)
{
	struct heif_decoding_options *options = heif_decoding_options_alloc();
	struct heif_image *image = NULL;
	options->strict_decoding = 1;
	options->convert_hdr_to_8bit = chroma != heif_chroma_undefined;
	struct heif_error error = heif_decode_image(handle, &image, space, chroma, options);
	heif_decoding_options_free(options);
	if (error.code != heif_error_Ok) {
		complain(raster, error);
		return NULL;
	}
	if (heif_image_get_decoding_warnings(image, 0, NULL, 0) == 0)
		return image;
	heif_image_release(image);
	refuse_damaged(raster, 1);
	return NULL;
}

static bool read_primary(const struct heif_image_handle *handle, struct raster *raster)
{
	int width = heif_image_handle_get_width(handle), height = heif_image_handle_get_height(handle);
	bool alpha = heif_image_handle_has_alpha_channel(handle) != 0;
	bool deep = heif_image_handle_get_luma_bits_per_pixel(handle) > 8;
	char words[80];
	if (width < 0 || height < 0 || !raster_fit(raster, (uint64_t)width, (uint64_t)height))
		return refuse_head(raster);
	snprintf(words, sizeof words, "this %s has %d x %d pixels", raster->kind, width, height);
	uint64_t half_bytes = (uint64_t)width * (unsigned)height * (HALF_PIXEL_BYTES + (alpha ? 4 : 0));
	if (!raster_affords(raster, half_bytes / (deep ? 1 : 2), words, "save it smaller, or as JPEG"))
		return false;
	struct heif_image *image = decode_image(handle, heif_colorspace_undefined, heif_chroma_undefined, raster);
	struct planes planes;
	bool well = image != NULL;
	if (well && planes_init(&planes, image, alpha)) {
		planes.premultiplied = alpha && heif_image_handle_is_premultiplied_alpha(handle) != 0;
		well = add_rows(&planes, handle, raster);
	} else if (well) {
		heif_image_release(image);
		image = decode_image(handle, heif_colorspace_RGB,
				     alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, raster);
		well = image != NULL && add_colours(handle, image, raster, alpha);
	}
	if (image != NULL)
		heif_image_release(image);
	return well;
}

/* A block of notes beside the picture: free() it. NULL if there is none. */
static uint8_t *read_block(const struct heif_image_handle *handle, const char *type, size_t *length)
{
	enum { LENGTH_LIMIT = 1 << 16 };
	heif_item_id id;
	if (heif_image_handle_get_list_of_metadata_block_IDs(handle, type, &id, 1) != 1)
		return NULL;
	*length = heif_image_handle_get_metadata_size(handle, id);
	uint8_t *bytes = *length == 0 || *length > LENGTH_LIMIT ? NULL : memory_allocate(*length);
	if (bytes == NULL || heif_image_handle_get_metadata(handle, id, bytes).code == heif_error_Ok)
		return bytes;
	free(bytes);
	return NULL;
}

static void read_description(const struct heif_image_handle *handle, struct raster *raster)
{
	enum { OFFSET_BYTES = 4 };
	size_t length;
	uint8_t *xmp = read_block(handle, "mime", &length);
	if (xmp != NULL)
		xmp_read(raster, xmp, length); /* if it is that */
	free(xmp);
	uint8_t *exif = read_block(handle, "Exif", &length);
	if (exif != NULL && length > OFFSET_BYTES) {
		uint64_t start = OFFSET_BYTES + (uint64_t)bytes_big(exif, OFFSET_BYTES);
		if (start < length)
			exif_read(raster, exif + start, length - (size_t)start);
		raster->orientation = 1;
	}
	free(exif);
}

static bool run(struct heif_context *context, const struct source_bytes *source, struct raster *raster)
{
	struct heif_image_handle *handle = NULL;
	heif_context_set_max_decoding_threads(context, 0); /* tiles one after the other: less memory */
	struct heif_error error =
		heif_context_read_from_memory_without_copy(context, source->bytes, source->length, NULL);
	if (error.code == heif_error_Ok)
		error = heif_context_get_primary_image_handle(context, &handle);
	if (error.code != heif_error_Ok)
		return complain(raster, error);
	bool well = read_primary(handle, raster);
	if (well)
		read_description(handle, raster);
	heif_image_handle_release(handle);
	return well;
}

void decode_prepare(void)
{
	heif_init(NULL); /* its plugins */
}

bool decode_heif(FILE *file, struct raster *raster)
{
	struct source_bytes source;
	struct heif_context *context = heif_context_alloc();
	source_open(&source, file);
	bool well = look_through(&source, raster) && run(context, &source, raster);
	heif_context_free(context);
	source_close(&source);
	return well;
}
