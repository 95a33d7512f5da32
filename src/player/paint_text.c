#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "player/hot.h"
#include "player/paint.h"
#include "player/resample.h"

/* Coverage to alpha. Mixing in sRGB makes light letters on a dark ground look thinner than dark ones on light; the
 * lighter the ink, the more its edges are lifted. */
static void contrast_init(uint8_t contrast[256], uint32_t colour)
{
	double luma = (0.30 * (colour >> 16 & 0xFF) + 0.59 * (colour >> 8 & 0xFF) + 0.11 * (colour & 0xFF)) / 255;
	double exponent = 1 / (1 + 0.35 * luma);
	unsigned alpha = colour >> 24;

	for (int i = 0; i < 256; i++)
		contrast[i] = (uint8_t)(pow(i / 255.0, exponent) * alpha + 0.5);
}

HOT static void ink_row(uint32_t *row, const uint8_t *coverage, int pixels, uint32_t colour,
			const uint8_t contrast[256])
{
	uint32_t ink = colour & 0xFFFFFF;

	for (int x = 0; x < pixels; x++) {
		unsigned alpha = contrast[coverage[x]];

		if (alpha == 0)
			continue;
		row[x] = alpha == 255 ? ink : paint_mix(row[x], ink, alpha);
	}
}

static struct box common(struct box a, struct box b)
{
	int left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
	int right = a.x + a.width < b.x + b.width ? a.x + a.width : b.x + b.width;
	int bottom = a.y + a.height < b.y + b.height ? a.y + a.height : b.y + b.height;

	return (struct box){left, top, right > left ? right - left : 0, bottom > top ? bottom - top : 0};
}

static void paint_plain(struct frame *frame, const struct run *run, int x, int y, struct box clip, uint32_t colour)
{
	struct box part = common(clip, (struct box){x, y, run->surface->w, run->surface->h});
	uint8_t contrast[256];

	contrast_init(contrast, colour);
	for (int line = part.y; line < part.y + part.height; line++)
		ink_row(frame->pixels + (size_t)line * (size_t)frame->width_px + part.x,
			(const uint8_t *)run->surface->pixels + (ptrdiff_t)(line - y) * run->surface->pitch +
				(part.x - x),
			part.width, colour, contrast);
}

static uint32_t premultiplied(uint32_t pixel)
{
	return (pixel & 0xFF000000) | paint_mix(0, pixel, pixel >> 24);
}

/* Emoji: as a small transparent picture. */
static void paint_coloured(struct frame *frame, const struct run *run, int x, int y, struct box clip)
{
	const SDL_Surface *surface = run->surface;
	struct mapped_picture picture = {.width_px = surface->w, .height_px = surface->h, .transparent = true};
	struct box box = {x, y, (int)lround(surface->w * run->scale), (int)lround(surface->h * run->scale)};
	struct box part = common(clip, box);
	struct frame *beneath;
	uint32_t *pixels;

	if (part.width == 0 || part.height == 0)
		return;
	pixels = memory_allocate((size_t)surface->w * (size_t)surface->h * sizeof *pixels);
	for (int row = 0; row < surface->h; row++) {
		uint32_t *to = pixels + (size_t)row * (size_t)surface->w;

		memcpy(to, (const char *)surface->pixels + (ptrdiff_t)row * surface->pitch,
		       (size_t)surface->w * sizeof *to);
		for (int column = 0; column < surface->w; column++)
			to[column] = premultiplied(to[column]);
	}
	picture.pixels = pixels;
	/* Only what lies in the clip: painted on a copy of what is beneath. */
	beneath = frame_create(part.width, part.height);
	for (int row = 0; row < part.height; row++)
		memcpy(beneath->pixels + (size_t)row * (size_t)part.width,
		       frame->pixels + (size_t)(part.y + row) * (size_t)frame->width_px + part.x,
		       (size_t)part.width * sizeof *pixels);
	paint_picture(beneath, (struct box){box.x - part.x, box.y - part.y, box.width, box.height}, &picture,
		      (struct box){0, 0, surface->w, surface->h}, 0);
	for (int row = 0; row < part.height; row++)
		memcpy(frame->pixels + (size_t)(part.y + row) * (size_t)frame->width_px + part.x,
		       beneath->pixels + (size_t)row * (size_t)part.width, (size_t)part.width * sizeof *pixels);
	frame_destroy(beneath);
	free(pixels);
}

void paint_run(struct frame *frame, const struct run *run, int pen_x, int baseline_y, struct box clip, uint32_t colour)
{
	struct box part = paint_clip(clip, frame->width_px, frame->height_px);
	int x = pen_x - (int)lround(run->origin_x * run->scale),
	    y = baseline_y - (int)lround(run->baseline_y * run->scale);

	if (part.width == 0 || part.height == 0)
		return;
	if (run->coloured)
		paint_coloured(frame, run, x, y, part);
	else
		paint_plain(frame, run, x, y, part, colour);
}
