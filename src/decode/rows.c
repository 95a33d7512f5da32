#include "decode/rows.h"

#include <stdlib.h>

#include "base/memory.h"
#include "decode/scaler.h"
#include "formats/pixels.h"

struct rows {
	struct raster *raster;
	struct colour *colour;
	struct scaler *scaler;
	size_t width;
	uint8_t *row; /* red, green, blue, opacity */
};

struct rows *rows_create(struct raster *raster, int width_px, int height_px, enum samples samples, int bits,
			 const struct colour_space *space)
{
	struct rows *rows = memory_allocate(sizeof *rows);
	bool useless;
	rows->raster = raster;
	rows->colour = colour_create(samples, bits, space, &useless);
	rows->scaler = scaler_create(width_px, height_px, raster->width_px, raster->height_px);
	rows->width = (size_t)width_px;
	rows->row = memory_allocate(rows->width * 4);
	if (useless)
		raster->notes |= PIXELS_PROFILE;
	return rows;
}

void rows_destroy(struct rows *rows)
{
	if (rows == NULL)
		return;
	colour_destroy(rows->colour);
	scaler_destroy(rows->scaler);
	free(rows->row);
	free(rows);
}

void rows_add(struct rows *rows, const void *samples)
{
	colour_convert(rows->colour, samples, rows->row, rows->width);
	scaler_row(rows->scaler, rows->row);
}

bool rows_end(struct rows *rows)
{
	rows->raster->pixels = scaler_take(rows->scaler, &rows->raster->transparent);
	return true;
}
