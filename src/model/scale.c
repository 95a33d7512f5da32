#include "model/scale.h"

#include <math.h>

/* ISO 9241-303: a capital should fill 16 minutes of arc, so 2 * distance * tan(8'). */
#define HALF_CAPITAL_ARC_RADIANS (8.0 / 60.0 * 3.14159265358979323846 / 180.0)
#define CAPITAL_PER_EM           0.73 /* Inter's */
#define UNITS_ON_SHORTER_SIDE    36.0

/* A page would look empty however near people stand. */
#define LEAST_SHIFT 0.6

/* How small a page may be, in units. On a screen too small for its distance there would be no room any more between a
 * clock and a foot for a line of what is on now, or on a line for a word. */
#define LEAST_HEIGHT 19.0
#define LEAST_WIDTH  25.0

static double shift(double shorter_px, double diagonal_px, const struct viewing *viewing)
{
	if (!(viewing->distance_m > 0) || !(viewing->diagonal_inch > 0))
		return 1;
	double pitch_m = viewing->diagonal_inch * 0.0254 / diagonal_px;
	double capital_px = 2 * viewing->distance_m * tan(HALF_CAPITAL_ARC_RADIANS) / pitch_m;
	double needed = capital_px / CAPITAL_PER_EM;
	double usual = SCALE_FULL * shorter_px / UNITS_ON_SHORTER_SIDE;
	/* Rounded up to a twentieth, so that sizes stay few and 10 m on 55 inches is the plain grid. */
	double ratio = ceil(needed / usual * 20 - 1e-9) / 20;
	return fmax(ratio, LEAST_SHIFT);
}

struct scale scale_for(int width_px, int height_px, double diagonal_px, const struct viewing *viewing)
{
	struct scale scale = {.width_px = width_px,
			      .height_px = height_px,
			      .portrait = height_px > width_px,
			      .stretched = width_px > 2 * height_px};
	int shorter = scale.portrait ? width_px : height_px;
	double greatest_px = fmin(width_px / LEAST_WIDTH, height_px / LEAST_HEIGHT);
	scale.unit_px = fmin(shorter / UNITS_ON_SHORTER_SIDE * shift(shorter, diagonal_px, viewing), greatest_px);
	return scale;
}

double scale_distance_m(double unit_px, double diagonal_px, double diagonal_inch)
{
	double capital_m = SCALE_FULL * CAPITAL_PER_EM * unit_px * diagonal_inch * 0.0254 / diagonal_px;
	return capital_m / (2 * tan(HALF_CAPITAL_ARC_RADIANS));
}

int scale_px(const struct scale *scale, double units)
{
	long px = lround(units * scale->unit_px);
	return units > 0 && px < 1 ? 1 : (int)px;
}
