#include "decode/planes.h"

#include <string.h>

static bool get_plane(struct plane *plane, const struct heif_image *image, enum heif_channel channel, int width,
		      int height)
{
	plane->bytes = heif_image_get_plane_readonly(image, channel, &plane->stride);
	plane->bits = heif_image_get_bits_per_pixel_range(image, channel);
	return plane->bytes != NULL && plane->bits >= 8 && plane->bits <= 16 &&
	       heif_image_get_width(image, channel) >= width && heif_image_get_height(image, channel) >= height &&
	       plane->stride >= width * (plane->bits > 8 ? 2 : 1);
}

/* The shares of red and blue in lightness (ISO 23091-2). False for what is none of these sums. */
static bool set_shares(struct planes *planes, int matrix)
{
	switch (matrix) {
	case heif_matrix_coefficients_ITU_R_BT_709_5:
		planes->red_share = 0.2126f;
		planes->blue_share = 0.0722f;
		return true;
	case heif_matrix_coefficients_unspecified:
	case heif_matrix_coefficients_ITU_R_BT_470_6_System_B_G:
	case heif_matrix_coefficients_ITU_R_BT_601_6:
		planes->red_share = 0.299f;
		planes->blue_share = 0.114f;
		return true;
	case heif_matrix_coefficients_ITU_R_BT_2020_2_non_constant_luminance:
		planes->red_share = 0.2627f;
		planes->blue_share = 0.0593f;
		return true;
	default:
		return false;
	}
}

static bool read_kind(struct planes *planes, const struct heif_image *image)
{
	struct heif_color_profile_nclx *numbers = NULL;
	bool told = heif_image_get_nclx_color_profile(image, &numbers).code == heif_error_Ok && numbers != NULL;
	planes->full_range = !told || numbers->full_range_flag != 0; /* as libheif takes it where nothing is said */
	bool known = set_shares(planes,
				told ? (int)numbers->matrix_coefficients : (int)heif_matrix_coefficients_unspecified);
	heif_nclx_color_profile_free(numbers);
	return known;
}

bool planes_init(struct planes *planes, const struct heif_image *image, bool alpha)
{
	enum heif_chroma chroma = heif_image_get_chroma_format(image);
	enum heif_colorspace space = heif_image_get_colorspace(image);
	*planes = (struct planes){.width = heif_image_get_width(image, heif_channel_Y),
				  .height = heif_image_get_height(image, heif_channel_Y)};
	if ((space != heif_colorspace_YCbCr && space != heif_colorspace_monochrome) || planes->width < 1 ||
	    planes->height < 1 || !read_kind(planes, image) ||
	    !get_plane(&planes->light, image, heif_channel_Y, planes->width, planes->height) ||
	    (alpha && !get_plane(&planes->alpha, image, heif_channel_Alpha, planes->width, planes->height)))
		return false;
	if (space == heif_colorspace_monochrome)
		return chroma == heif_chroma_monochrome;
	planes->half_width = chroma == heif_chroma_420 || chroma == heif_chroma_422;
	planes->half_height = chroma == heif_chroma_420;
	int width = (planes->width + planes->half_width) >> planes->half_width;
	int height = (planes->height + planes->half_height) >> planes->half_height;
	return (chroma == heif_chroma_444 || planes->half_width != 0) &&
	       get_plane(&planes->blue, image, heif_channel_Cb, width, height) &&
	       get_plane(&planes->red, image, heif_channel_Cr, width, height);
}

enum samples planes_samples(const struct planes *planes)
{
	bool grey = planes->blue.bytes == NULL;
	if (planes->alpha.bytes != NULL)
		return grey ? SAMPLES_GREY_ALPHA : SAMPLES_RGBA;
	return grey ? SAMPLES_GREY : SAMPLES_RGB;
}

static float sample(const struct plane *plane, int x, int y)
{
	const uint8_t *row = plane->bytes + (size_t)y * (size_t)plane->stride;
	uint16_t deep;
	if (plane->bits == 8)
		return (float)row[x];
	memcpy(&deep, row + (size_t)x * 2, sizeof deep);
	return (float)deep;
}

/* To 0 … 1; of limited range, 16 to 235 of 255 are used. */
static float light_at(const struct planes *planes, int x, int y)
{
	const struct plane *plane = &planes->light;
	float value = sample(plane, x, y), unit = (float)(1 << (plane->bits - 8));
	return planes->full_range ? value / (float)((1 << plane->bits) - 1) : (value - 16 * unit) / (219 * unit);
}

/* To -0.5 … 0.5; of limited range, 16 to 240 of 255 are used. */
static float difference_at(const struct planes *planes, const struct plane *plane, int x, int y)
{
	float value = sample(plane, x >> planes->half_width, y >> planes->half_height);
	float unit = (float)(1 << (plane->bits - 8)), middle = 128 * unit;
	return (value - middle) / (planes->full_range ? (float)((1 << plane->bits) - 1) : 224 * unit);
}

static uint16_t code(float value)
{
	return (uint16_t)(value <= 0 ? 0 : value >= 1 ? 65535 : value * 65535 + 0.5f);
}

void planes_row(const struct planes *planes, int y, uint16_t *to)
{
	const float red_share = planes->red_share, blue_share = planes->blue_share;
	const float green_share = 1 - red_share - blue_share;
	bool grey = planes->blue.bytes == NULL;
	for (int x = 0; x < planes->width; x++) {
		float light = light_at(planes, x, y), parts[3] = {light, light, light}, alpha = 1;
		if (!grey) {
			float blue = difference_at(planes, &planes->blue, x, y) * 2 * (1 - blue_share);
			float red = difference_at(planes, &planes->red, x, y) * 2 * (1 - red_share);
			parts[0] += red;
			parts[1] -= (blue * blue_share + red * red_share) / green_share;
			parts[2] += blue;
		}
		if (planes->alpha.bytes != NULL)
			alpha = sample(&planes->alpha, x, y) / (float)((1 << planes->alpha.bits) - 1);
		float divisor = planes->premultiplied && alpha > 0 ? alpha : 1;
		for (int i = 0; i < (grey ? 1 : 3); i++)
			*to++ = code(parts[i] / divisor);
		if (planes->alpha.bytes != NULL)
			*to++ = code(alpha);
	}
}
