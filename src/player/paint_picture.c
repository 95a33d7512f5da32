#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "player/paint.h"
#include "player/resample.h"

struct placing {
	struct frame *frame;
	struct box box, clip;
	int radius_px;
	bool transparent;
};

/* One row of a picture, already at its size; the first pixel belongs at clip.x. */
static void place_row(void *data, int y, const uint32_t *pixels)
{
	const struct placing *placing = data;
	const struct box *box = &placing->box, *clip = &placing->clip;
	uint32_t *row = placing->frame->pixels + (size_t)y * (size_t)placing->frame->width_px + clip->x;
	int corner_px = y - box->y < placing->radius_px || box->y + box->height - 1 - y < placing->radius_px
				? placing->radius_px
				: 0;

	if (!placing->transparent && corner_px == 0) {
		memcpy(row, pixels, (size_t)clip->width * sizeof *row);
		return;
	}
	for (int x = 0; x < clip->width; x++) {
		uint32_t whole = placing->transparent ? paint_over(row[x], pixels[x]) : pixels[x];
		int coverage = corner_px ? paint_coverage(*box, placing->radius_px, clip->x + x, y) : 255;

		row[x] = coverage == 255 ? whole & 0xFFFFFF : paint_mix(row[x], whole, (unsigned)coverage);
	}
}

static struct box inside(struct box source, const struct mapped_picture *picture)
{
	struct box part = paint_clip(source, picture->width_px, picture->height_px);

	return part.width > 0 && part.height > 0 ? part : (struct box){0, 0, picture->width_px, picture->height_px};
}

/* Of a source with many rows to one (a logo comes as large as a photo) so many as matter: four to seven for each. */
static void skip_rows(struct resample *job)
{
	int step = job->source.height / job->box.height / 4;

	if (step < 2)
		return;
	job->pixels += (size_t)job->source.y * (size_t)job->stride_px;
	job->stride_px *= step;
	job->source.y = 0;
	job->source.height /= step;
}

void paint_picture(struct frame *frame, struct box box, const struct mapped_picture *picture, struct box source,
		   int radius_px)
{
	struct resample job = {.pixels = picture->pixels, .stride_px = picture->width_px, .box = box};
	struct placing placing = {.frame = frame, .box = box, .transparent = picture->transparent};
	int shorter = box.width < box.height ? box.width : box.height;

	job.source = inside(source, picture);
	job.clip = placing.clip = paint_clip(box, frame->width_px, frame->height_px);
	placing.radius_px = radius_px < 0 ? 0 : radius_px > shorter / 2 ? shorter / 2 : radius_px;
	if (job.source.width != box.width || job.source.height != box.height) {
		if (job.clip.height > 0)
			skip_rows(&job);
		resample(&job, place_row, &placing);
		return;
	}
	for (int y = job.clip.y; y < job.clip.y + job.clip.height; y++)
		place_row(&placing, y,
			  picture->pixels + (size_t)(job.source.y + y - box.y) * (size_t)picture->width_px +
				  job.source.x + job.clip.x - box.x);
}

/* The mean of a cell; of every second pixel each way at most, which is plenty. */
static uint32_t cell_mean(const struct mapped_picture *picture, struct box cell)
{
	uint64_t sums[4] = {0};
	const uint64_t count = (uint64_t)((cell.width + 1) / 2) * (uint64_t)((cell.height + 1) / 2);
	uint32_t mean = 0;

	assert(cell.width > 0 && cell.height > 0);
	for (int y = cell.y; y < cell.y + cell.height; y += 2) {
		const uint32_t *row = picture->pixels + (size_t)y * (size_t)picture->width_px;

		for (int x = cell.x; x < cell.x + cell.width; x += 2) {
			for (int channel = 0; channel < 4; channel++)
				sums[channel] += row[x] >> (8 * channel) & 0xFF;
		}
	}
	for (int channel = 0; channel < 4; channel++)
		mean |= (uint32_t)(sums[channel] / count) << (8 * channel);
	return mean;
}

void paint_blurred(struct frame *frame, struct box box, const struct mapped_picture *picture, struct box source,
		   uint32_t veil, int cells_limit)
{
	struct box part = inside(source, picture);
	int longer = part.width > part.height ? part.width : part.height;
	int columns = (int)((int64_t)part.width * cells_limit / longer);
	int rows = (int)((int64_t)part.height * cells_limit / longer);
	struct placing placing = {.frame = frame, .box = box};
	struct resample job = {.box = box, .kernel = RESAMPLE_SOFT};
	uint32_t *cells;

	columns = columns < 1 ? 1 : columns > part.width ? part.width : columns;
	rows = rows < 1 ? 1 : rows > part.height ? part.height : rows;
	cells = memory_allocate((size_t)columns * (size_t)rows * sizeof *cells);
	for (int row = 0; row < rows; row++) {
		for (int column = 0; column < columns; column++) {
			int left = column * part.width / columns, right = (column + 1) * part.width / columns;
			int top = row * part.height / rows, bottom = (row + 1) * part.height / rows;

			uint32_t mean = cell_mean(
				picture, (struct box){part.x + left, part.y + top, right - left, bottom - top});

			/* Before the cells are smoothed: there are few of them. */
			cells[row * columns + column] = paint_mix(paint_over(veil, mean), veil, veil >> 24);
		}
	}
	job.pixels = cells;
	job.stride_px = columns;
	job.source = (struct box){0, 0, columns, rows};
	job.clip = placing.clip = paint_clip(box, frame->width_px, frame->height_px);
	resample(&job, place_row, &placing);
	free(cells);
}
