#include "model/pair.h"

/* Of the screen's width for its height (on tall screens the other way round). */
#define MOST_WIDE                                                                                                      \
	0.625           /* two of them still take four fifths of its height; one alone would leave more than a third   \
			 */
#define LEAST_WIDE 0.15 /* what is narrower is a strip */

#define LEAST_LARGE 0.25 /* of the screen's height: what is smaller would be a stamp, or blur */

bool pair_suits(const struct picture *picture, int width_px, int height_px)
{
	bool wide = width_px >= height_px;
	double screen = wide ? (double)width_px / height_px : (double)height_px / width_px;
	double across = wide ? picture->width_px : picture->height_px;
	double down = wide ? picture->height_px : picture->width_px;
	double part = across / down / screen;
	return !picture->transparent && part <= MOST_WIDE && part >= LEAST_WIDE &&
	       down >= LEAST_LARGE * (wide ? height_px : width_px);
}
