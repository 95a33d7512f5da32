/* What baking is made of: shapes, runs of text and pictures put into a frame. Nothing is ever written outside the
 * frame, whatever the boxes say. Colours are 0xAARRGGBB, not premultiplied. */
#ifndef PLAYER_PAINT_H
#define PLAYER_PAINT_H

#include <stdbool.h>
#include <stdint.h>

#include "player/fonts.h"
#include "player/frame.h"
#include "player/pictures.h"
#include "view/scene.h"

void paint_rectangle(struct frame *frame, struct box box, uint32_t colour, int radius_px);

/* From nothing at one edge to the colour's alpha at the other: the lower one, or the upper if `up`. The full_px nearest
 * to that have all of it. */
void paint_gradient(struct frame *frame, struct box box, uint32_t colour, int full_px, bool up);

/* A run with its pen at pen_x on the baseline; only inside clip. */
void paint_run(struct frame *frame, const struct run *run, int pen_x, int baseline_y, struct box clip, uint32_t colour);

/* The part `source` of the picture fills the box. */
void paint_picture(struct frame *frame, struct box box, const struct mapped_picture *picture, struct box source,
		   int radius_px);

/* The same out of focus, as a ground for other things: in at most so many cells along the longer side, with the veil
 * laid over it by its alpha. */
void paint_blurred(struct frame *frame, struct box box, const struct mapped_picture *picture, struct box source,
		   uint32_t veil, int cells);

/* A logo that fills the box. One that is transparent and would be lost on what is painted there already stands on a
 * card of whichever of the two colours shows it better. */
void paint_logo(struct frame *frame, struct box box, const struct mapped_picture *picture, struct box source,
		const uint32_t cards[2]);

/* The part of the box that lies in a width by height frame; width or height 0 if none. Safe for any box. */
struct box paint_clip(struct box box, int width_px, int height_px);

/* How much of a pixel (0..255) lies in the box with its rounded corners. */
int paint_coverage(struct box box, int radius_px, int x, int y);

/* ground + (ink - ground) * alpha, alpha 0..255. */
static inline uint32_t paint_mix(uint32_t ground, uint32_t ink, unsigned alpha)
{
	unsigned there = alpha + (alpha >> 7), here = 256 - there;
	uint32_t red_blue = ((ground & 0xFF00FF) * here + (ink & 0xFF00FF) * there) >> 8 & 0xFF00FF;
	uint32_t green = ((ground & 0xFF00) * here + (ink & 0xFF00) * there) >> 8 & 0xFF00;

	return red_blue | green;
}

/* A premultiplied pixel over the ground. */
static inline uint32_t paint_over(uint32_t ground, uint32_t pixel)
{
	unsigned alpha = pixel >> 24, here = 256 - (alpha + (alpha >> 7));
	uint32_t red_blue = ((ground & 0xFF00FF) * here >> 8) & 0xFF00FF;
	uint32_t green = ((ground & 0xFF00) * here >> 8) & 0xFF00;

	return (red_blue | green) + (pixel & 0xFFFFFF);
}

#endif
