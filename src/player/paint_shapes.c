#include <math.h>
#include <string.h>

#include "player/hot.h"
#include "player/paint.h"

static int bounded(int64_t value, int low, int high)
{
	return (int)(value < low ? low : value > high ? high : value);
}

struct box paint_clip(struct box box, int width_px, int height_px)
{
	int left = bounded(box.x, 0, width_px), top = bounded(box.y, 0, height_px);
	int right = bounded((int64_t)box.x + box.width, left, width_px);
	int bottom = bounded((int64_t)box.y + box.height, top, height_px);

	return (struct box){left, top, right - left, bottom - top};
}

int paint_coverage(struct box box, int radius_px, int x, int y)
{
	int from_left = x - box.x, from_top = y - box.y;
	int in_x = from_left < box.width - 1 - from_left ? from_left : box.width - 1 - from_left;
	int in_y = from_top < box.height - 1 - from_top ? from_top : box.height - 1 - from_top;
	double across, down, inside;

	if (in_x >= radius_px || in_y >= radius_px)
		return 255;
	across = radius_px - in_x - 0.5;
	down = radius_px - in_y - 0.5;
	inside = radius_px - sqrt(across * across + down * down) + 0.5;
	return inside <= 0 ? 0 : inside >= 1 ? 255 : (int)(inside * 255 + 0.5);
}

HOT static void fill_row(uint32_t *row, int pixels, uint32_t colour)
{
	for (int x = 0; x < pixels; x++)
		row[x] = colour;
}

HOT static void mix_row(uint32_t *row, int pixels, uint32_t colour, unsigned alpha)
{
	for (int x = 0; x < pixels; x++)
		row[x] = paint_mix(row[x], colour, alpha);
}

static int radius_in(struct box box, int radius_px)
{
	int shorter = box.width < box.height ? box.width : box.height;

	return bounded(radius_px, 0, shorter / 2);
}

void paint_rectangle(struct frame *frame, struct box box, uint32_t colour, int radius_px)
{
	struct box part = paint_clip(box, frame->width_px, frame->height_px);
	unsigned alpha = colour >> 24;
	int radius = radius_in(box, radius_px);

	for (int y = part.y; y < part.y + part.height; y++) {
		uint32_t *row = frame->pixels + (size_t)y * (size_t)frame->width_px;
		int corner_px = y - box.y < radius || box.y + box.height - 1 - y < radius ? radius : 0;
		int left = bounded((int64_t)box.x + corner_px, part.x, part.x + part.width);
		int right = bounded((int64_t)box.x + box.width - corner_px, left, part.x + part.width);

		for (int x = part.x; x < left; x++)
			row[x] = paint_mix(row[x], colour, alpha * (unsigned)paint_coverage(box, radius, x, y) / 255);
		if (alpha == 255)
			fill_row(row + left, right - left, colour & 0xFFFFFF);
		else
			mix_row(row + left, right - left, colour, alpha);
		for (int x = right; x < part.x + part.width; x++)
			row[x] = paint_mix(row[x], colour, alpha * (unsigned)paint_coverage(box, radius, x, y) / 255);
	}
}

/* A 4 x 4 ordered pattern of thresholds, in sixteenths: hides the steps that a slow gradient would show. */
static const unsigned char thresholds[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};

HOT static void mix_row_fine(uint32_t *row, int from, int until, uint32_t colour, unsigned alpha_16ths,
			     const unsigned char *pattern)
{
	for (int x = from; x < until; x++)
		row[x] = paint_mix(row[x], colour, (alpha_16ths + pattern[x & 3]) >> 4);
}

void paint_gradient(struct frame *frame, struct box box, uint32_t colour, int full_px, bool up)
{
	struct box part = paint_clip(box, frame->width_px, frame->height_px);
	double alpha = colour >> 24;
	int ramp_px = box.height - full_px;

	for (int y = part.y; y < part.y + part.height; y++) {
		uint32_t *row = frame->pixels + (size_t)y * (size_t)frame->width_px;
		int from_edge = up ? box.y + box.height - 1 - y : y - box.y;
		double way = from_edge >= ramp_px || ramp_px <= 1 ? 1 : (double)from_edge / (ramp_px - 1);

		/* Eased at both ends: a straight ramp shows an edge where it begins, and where it ends. */
		double strength = way * way * (3 - 2 * way);

		mix_row_fine(row, part.x, part.x + part.width, colour, (unsigned)(alpha * strength * 16),
			     thresholds[y & 3]);
	}
}
