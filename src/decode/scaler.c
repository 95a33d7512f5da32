#include "decode/scaler.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { CODES = 8192 }; /* fine enough that each of sRGB's 256 codes comes back as itself */

struct scaler {
	int from_width, from_height, to_width, to_height;
	int from_y, to_y;
	float light[256];         /* of a code, 0 to 1 (IEC 61966-2-1) */
	uint8_t codes[CODES + 1]; /* of a light */
	float *narrow;            /* the row at hand, already as wide as the result: red, green, blue, opacity */
	float *sum;               /* the result's row under way */
	uint32_t *pixels;
	bool transparent;
};

static void fill_tables(struct scaler *scaler)
{
	for (int i = 0; i < 256; i++) {
		double code = i / 255.0;
		scaler->light[i] = (float)(code <= 0.04045 ? code / 12.92 : pow((code + 0.055) / 1.055, 2.4));
	}
	for (int i = 0; i <= CODES; i++) {
		double light = (double)i / CODES;
		double code = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
		scaler->codes[i] = (uint8_t)lround(code * 255);
	}
}

struct scaler *scaler_create(int from_width_px, int from_height_px, int to_width_px, int to_height_px)
{
	assert(to_width_px > 0 && to_width_px <= from_width_px && to_height_px > 0 && to_height_px <= from_height_px);
	struct scaler *scaler = memory_allocate(sizeof *scaler);
	scaler->from_width = from_width_px;
	scaler->from_height = from_height_px;
	scaler->to_width = to_width_px;
	scaler->to_height = to_height_px;
	fill_tables(scaler);
	scaler->narrow = memory_allocate((size_t)to_width_px * 4 * sizeof(float));
	scaler->sum = memory_allocate((size_t)to_width_px * 4 * sizeof(float));
	scaler->pixels = memory_allocate((size_t)to_width_px * (size_t)to_height_px * sizeof(uint32_t));
	return scaler;
}

void scaler_destroy(struct scaler *scaler)
{
	if (scaler == NULL)
		return;
	free(scaler->narrow);
	free(scaler->sum);
	free(scaler->pixels);
	free(scaler);
}

static void add_pixel(const struct scaler *scaler, const uint8_t *pixel, float weight, float *to)
{
	float opacity = (float)pixel[3] * (1.0f / 255) * weight;
	to[0] += scaler->light[pixel[0]] * opacity;
	to[1] += scaler->light[pixel[1]] * opacity;
	to[2] += scaler->light[pixel[2]] * opacity;
	to[3] += opacity;
}

/* One source row, narrowed. Positions are in units of 1/to_width of a source pixel, so that all of them are whole: a
 * result's pixel covers from_width units, a source pixel to_width. */
static void narrow_row(struct scaler *scaler, const uint8_t *row)
{
	const int64_t cover = scaler->from_width, unit = scaler->to_width;
	const float share = 1.0f / (float)cover;
	memset(scaler->narrow, 0, (size_t)scaler->to_width * 4 * sizeof(float));
	int64_t at = 0;
	int from = 0;
	for (int to = 0; to < scaler->to_width; to++) {
		float *sum = scaler->narrow + (size_t)to * 4;
		for (int64_t end = (int64_t)(to + 1) * cover; at < end;) {
			int64_t next = (int64_t)(from + 1) * unit;
			int64_t until = next < end ? next : end;
			add_pixel(scaler, row + (size_t)from * 4, (float)(until - at) * share, sum);
			at = until;
			if (until == next)
				from++;
		}
	}
}

static uint32_t code_of(const struct scaler *scaler, float light)
{
	int index = (int)(light * CODES + 0.5f);
	return scaler->codes[index < 0 ? 0 : index > CODES ? CODES : index];
}

/* The colour is weighed by light, the opacity laid over it by code, as screens are blended. */
static uint32_t pixel_of(struct scaler *scaler, const float *sum)
{
	uint32_t alpha = (uint32_t)(sum[3] * 255 + 0.5f);
	if (alpha >= 255)
		return 0xff000000 | code_of(scaler, sum[0] / sum[3]) << 16 | code_of(scaler, sum[1] / sum[3]) << 8 |
		       code_of(scaler, sum[2] / sum[3]);
	scaler->transparent = true;
	if (alpha == 0)
		return 0;
	uint32_t pixel = alpha << 24;
	for (int i = 0; i < 3; i++)
		pixel |= (code_of(scaler, sum[i] / sum[3]) * alpha + 127) / 255 << (16 - 8 * i);
	return pixel;
}

static void end_row(struct scaler *scaler)
{
	uint32_t *to = scaler->pixels + (size_t)scaler->to_y * (size_t)scaler->to_width;
	for (int x = 0; x < scaler->to_width; x++)
		to[x] = pixel_of(scaler, scaler->sum + (size_t)x * 4);
	memset(scaler->sum, 0, (size_t)scaler->to_width * 4 * sizeof(float));
	scaler->to_y++;
}

static void add_row(struct scaler *scaler, float weight)
{
	size_t count = (size_t)scaler->to_width * 4;
	for (size_t i = 0; i < count; i++)
		scaler->sum[i] += scaler->narrow[i] * weight;
}

void scaler_row(struct scaler *scaler, const uint8_t *row)
{
	assert(scaler->from_y < scaler->from_height);
	narrow_row(scaler, row);
	const int64_t cover = scaler->from_height, unit = scaler->to_height; /* as in narrow_row() */
	int64_t at = (int64_t)scaler->from_y * unit, next = at + unit;
	while (at < next && scaler->to_y < scaler->to_height) {
		int64_t end = (int64_t)(scaler->to_y + 1) * cover;
		int64_t until = next < end ? next : end;
		add_row(scaler, (float)(until - at) / (float)cover);
		at = until;
		if (until == end)
			end_row(scaler);
	}
	scaler->from_y++;
}

uint32_t *scaler_take(struct scaler *scaler, bool *transparent)
{
	assert(scaler->to_y == scaler->to_height);
	uint32_t *pixels = scaler->pixels;
	scaler->pixels = NULL;
	*transparent = scaler->transparent;
	return pixels;
}
