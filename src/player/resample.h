/* Pictures made larger or smaller: a separable filter that widens as the picture shrinks, so that it serves as bilinear
 * filter upwards and as area filter downwards. Pixels are premultiplied (all four channels are treated alike). */
#ifndef PLAYER_RESAMPLE_H
#define PLAYER_RESAMPLE_H

#include <stdint.h>

#include "view/scene.h"

enum resample_kernel {
	RESAMPLE_SHARP, /* triangle */
	RESAMPLE_SOFT,  /* cubic B-spline: no edge, no cell of a tiny picture is seen in a large one */
};

struct resample {
	const uint32_t *pixels;
	int stride_px;     /* of pixels */
	struct box source; /* the part of pixels that fills the box; at least 1 x 1, inside them */
	struct box box;
	struct box clip; /* the part of the box that is wanted */
	enum resample_kernel kernel;
};

/* Calls row() with each row of clip from top to bottom: clip.width pixels, valid during the call. */
void resample(const struct resample *job, void (*row)(void *data, int y, const uint32_t *pixels), void *data);

#endif
