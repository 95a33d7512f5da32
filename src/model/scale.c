#include "model/scale.h"

#include <math.h>

/* ISO 9241-303: a capital should fill 16 minutes of arc, so 2 * distance * tan(8'). */
#define HALF_CAPITAL_ARC_RADIANS (8.0 / 60.0 * 3.14159265358979323846 / 180.0)
#define CAPITAL_PER_EM           0.73 /* Inter's */
#define UNITS_ON_SHORTER_SIDE    36.0

/* A page would look empty however near people stand; and a screen too small for its distance could not hold a word any
 * more: an upright one for its width, a bar only for its height. What head and foot leave decides (page_cramped). */
#define LEAST_SHIFT        0.6
#define GREATEST_UPRIGHT   1.6
#define GREATEST_LANDSCAPE 2.0
#define GREATEST_STRETCHED 3.0

/* A page whose head and foot leave it too little shrinks by such steps, this far. */
#define SHRINK_STEP  0.92
#define SHRINK_LEAST 72.0 /* units on the shorter side */

static double shift(double shorter_px, double diagonal_px, const struct viewing *viewing, double greatest)
{
	if (!(viewing->distance_m > 0) || !(viewing->diagonal_inch > 0))
		return 1;
	double pitch_m = viewing->diagonal_inch * 0.0254 / diagonal_px;
	double capital_px = 2 * viewing->distance_m * tan(HALF_CAPITAL_ARC_RADIANS) / pitch_m;
	double needed = capital_px / CAPITAL_PER_EM;
	double usual = SCALE_FULL * shorter_px / UNITS_ON_SHORTER_SIDE;
	/* Rounded up to a twentieth, so that sizes stay few and 10 m on 55 inches is the plain grid. */
	double ratio = ceil(needed / usual * 20 - 1e-9) / 20;
	return fmin(fmax(ratio, LEAST_SHIFT), greatest);
}

struct scale scale_for(int width_px, int height_px, double diagonal_px, const struct viewing *viewing)
{
	struct scale scale = {.width_px = width_px,
			      .height_px = height_px,
			      .portrait = height_px > width_px,
			      .stretched = width_px > 2 * height_px};
	int shorter = scale.portrait ? width_px : height_px;
	double greatest = scale.portrait ? GREATEST_UPRIGHT : scale.stretched ? GREATEST_STRETCHED : GREATEST_LANDSCAPE;
	scale.unit_px = shorter / UNITS_ON_SHORTER_SIDE * shift(shorter, diagonal_px, viewing, greatest);
	return scale;
}

bool scale_shifted(const struct scale *scale)
{
	int shorter = scale->portrait ? scale->width_px : scale->height_px;
	return scale->unit_px * UNITS_ON_SHORTER_SIDE > shorter * 1.001;
}

double scale_distance_m(double unit_px, double diagonal_px, double diagonal_inch)
{
	double capital_m = SCALE_FULL * CAPITAL_PER_EM * unit_px * diagonal_inch * 0.0254 / diagonal_px;
	return capital_m / (2 * tan(HALF_CAPITAL_ARC_RADIANS));
}

bool scale_shrink(struct scale *scale)
{
	int shorter = scale->portrait ? scale->width_px : scale->height_px;
	if (scale->unit_px * SHRINK_LEAST <= shorter)
		return false;
	scale->unit_px *= SHRINK_STEP;
	return true;
}

int scale_px(const struct scale *scale, double units)
{
	long px = lround(units * scale->unit_px);
	return units > 0 && px < 1 ? 1 : (int)px;
}
