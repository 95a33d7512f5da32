/* The type scale: how large things must be to be read from where people stand. Everything on a page is a multiple of
 * one unit. On a 55-inch screen seen from ten metres the unit is the shorter side / 36, and other viewings shift it.
 * A screen that is too small for its distance has the largest unit in which a page still holds together; that is
 * decided here alone, from shape and viewing: no page makes its unit smaller, it goes on to another page. */
#ifndef MODEL_SCALE_H
#define MODEL_SCALE_H

#include <stdbool.h>

#include "model/deck.h"

/* Least sizes of text (em), in units, by how far away it must still be read. */
#define SCALE_FULL  3.4 /* the full distance: the clock, the room, what is on now */
#define SCALE_HALF  1.7 /* half of it: lists and announcements */
#define SCALE_THIRD 1.0 /* a third: people's names, the foot. Nothing is smaller. */

struct scale {
	int width_px, height_px;
	bool portrait;
	bool stretched; /* a bar: more than twice as wide as high */
	double unit_px;
};

/* For a page of that size, in px, on a screen whose diagonal has so many. */
struct scale scale_for(int width_px, int height_px, double diagonal_px, const struct viewing *viewing);

/* From what distance, in m, a page of such a unit keeps the promises above, on a screen whose diagonal has so many px
 * and inches: less than the viewing told if the screen is too small for it. */
double scale_distance_m(double unit_px, double diagonal_px, double diagonal_inch);

/* Units to whole pixels; at least 1 for anything above nothing. */
int scale_px(const struct scale *scale, double units);

#endif
