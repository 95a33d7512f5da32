#include "player/shrink.h"

#include <assert.h>

#include "player/resample.h"

struct shrinking {
	struct frame *into;
	struct box box;
};

static void put_row(void *data, int y, const uint32_t *pixels)
{
	const struct shrinking *shrinking = data;
	uint32_t *to = shrinking->into->pixels + (size_t)y * (size_t)shrinking->into->width_px + shrinking->box.x;

	for (int x = 0; x < shrinking->box.width; x++)
		to[x] = pixels[x] & 0xFFFFFF;
}

void shrink(struct frame *into, struct box box, const struct frame *from)
{
	struct shrinking shrinking = {into, box};
	const struct resample job = {.pixels = from->pixels,
				     .stride_px = from->width_px,
				     .source = {0, 0, from->width_px, from->height_px},
				     .box = box,
				     .clip = box,
				     .kernel = RESAMPLE_SHARP};

	assert(box.x >= 0 && box.y >= 0 && box.x + box.width <= into->width_px &&
	       box.y + box.height <= into->height_px);
	resample(&job, put_row, &shrinking);
}
