#include "model/colour.h"
#include "player/paint.h"

enum { SAMPLES = 48 }; /* of each side, at most */

#define LEAST_CONTRAST 2.0
#define MOST_LOST      0.2 /* of a logo's visible part */

static int step_of(int length_px)
{
	return length_px > SAMPLES ? length_px / SAMPLES : 1;
}

/* The mean colour of what is painted there. */
static uint32_t ground_of(const struct frame *frame, struct box box)
{
	struct box part = paint_clip(box, frame->width_px, frame->height_px);
	uint64_t sums[3] = {0}, count = 0;

	for (int y = part.y; y < part.y + part.height; y += step_of(part.height)) {
		const uint32_t *row = frame->pixels + (size_t)y * (size_t)frame->width_px;

		for (int x = part.x; x < part.x + part.width; x += step_of(part.width), count++) {
			for (int channel = 0; channel < 3; channel++)
				sums[channel] += row[x] >> (8 * channel) & 0xFF;
		}
	}
	if (count == 0)
		return 0;
	return (uint32_t)(sums[2] / count) << 16 | (uint32_t)(sums[1] / count) << 8 | (uint32_t)(sums[0] / count);
}

static uint32_t not_premultiplied(uint32_t pixel)
{
	uint32_t alpha = pixel >> 24, colour = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		uint32_t part = (pixel >> shift & 0xFF) * 255 / alpha;

		colour |= (part > 255 ? 255 : part) << shift;
	}
	return colour;
}

/* How much of what can be seen of a picture has too little contrast with a ground. */
static double lost_on(const struct mapped_picture *picture, uint32_t ground)
{
	double lost = 0, seen = 0;

	for (int y = 0; y < picture->height_px; y += step_of(picture->height_px)) {
		const uint32_t *row = picture->pixels + (size_t)y * (size_t)picture->width_px;

		for (int x = 0; x < picture->width_px; x += step_of(picture->width_px)) {
			if (row[x] >> 24 < 128)
				continue;
			seen++;
			lost += colour_contrast(not_premultiplied(row[x]), ground) < LEAST_CONTRAST;
		}
	}
	return seen > 0 ? lost / seen : 0;
}

void paint_logo(struct frame *frame, struct box box, const struct mapped_picture *picture, struct box source,
		const uint32_t cards[2])
{
	struct box seen = paint_clip(box, frame->width_px, frame->height_px);

	if (seen.width == 0 || seen.height == 0)
		return;
	if (picture->transparent && lost_on(picture, ground_of(frame, box)) > MOST_LOST) {
		bool first = lost_on(picture, cards[0]) <= lost_on(picture, cards[1]);
		int width = box.width / 5 * 4, height = box.height / 5 * 4;

		paint_rectangle(frame, box, cards[first ? 0 : 1],
				(box.width < box.height ? box.width : box.height) / 8);
		box = (struct box){box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height};
	}
	paint_picture(frame, box, picture, source, 0);
}
