#include "model/theme.h"

#include <math.h>

#include "model/colour.h"

const char *const colour_names[COLOUR_COUNT] = {
	[COLOUR_GROUND] = "ground",       [COLOUR_RAISED] = "raised",
	[COLOUR_LINE] = "line",           [COLOUR_INK] = "ink",
	[COLOUR_QUIET] = "quiet",         [COLOUR_ACCENT] = "accent",
	[COLOUR_ON_ACCENT] = "on-accent", [COLOUR_ALERT] = "alert",
	[COLOUR_ON_ALERT] = "on-alert",   [COLOUR_PAPER] = "paper",
	[COLOUR_PRINT] = "print",         [COLOUR_SHADE] = "shade",
	[COLOUR_ON_SHADE] = "on-shade",
};

const struct theme theme_dusk = {
	.name = "dusk",
	.colours =
		{
			[COLOUR_GROUND] = 0xff101820,
			[COLOUR_RAISED] = 0xff1b2733,
			[COLOUR_LINE] = 0xff2c3a48,
			[COLOUR_INK] = 0xfff4f1ea,
			[COLOUR_QUIET] = 0xffa9b4bf,
			[COLOUR_ACCENT] = 0xffffb547,
			[COLOUR_ON_ACCENT] = 0xff1a1206,
			[COLOUR_ALERT] = 0xffff9483,
			[COLOUR_ON_ALERT] = 0xff1a0503,
			[COLOUR_PAPER] = 0xffffffff,
			[COLOUR_PRINT] = 0xff101820,
			[COLOUR_SHADE] = 0xff05080b,
			[COLOUR_ON_SHADE] = 0xfff4f1ea,
		},
};

/* A block is found by its shape, which takes less; a rule only has to be seen at all. */
#define SHAPE_CONTRAST 3.0
#define LINE_CONTRAST  1.2

const struct theme_pair theme_pairs[THEME_PAIRS] = {
	{COLOUR_INK, COLOUR_GROUND, THEME_TEXT_CONTRAST},       {COLOUR_INK, COLOUR_RAISED, THEME_TEXT_CONTRAST},
	{COLOUR_QUIET, COLOUR_GROUND, THEME_TEXT_CONTRAST},     {COLOUR_QUIET, COLOUR_RAISED, THEME_TEXT_CONTRAST},
	{COLOUR_ALERT, COLOUR_GROUND, THEME_TEXT_CONTRAST},     {COLOUR_ALERT, COLOUR_RAISED, THEME_TEXT_CONTRAST},
	{COLOUR_ON_ALERT, COLOUR_ALERT, THEME_TEXT_CONTRAST},   {COLOUR_ACCENT, COLOUR_GROUND, SHAPE_CONTRAST},
	{COLOUR_ON_ACCENT, COLOUR_ACCENT, THEME_TEXT_CONTRAST}, {COLOUR_LINE, COLOUR_GROUND, LINE_CONTRAST},
	{COLOUR_PRINT, COLOUR_PAPER, THEME_TEXT_CONTRAST},      {COLOUR_ON_SHADE, COLOUR_SHADE, THEME_TEXT_CONTRAST},
};

/* The least contrast of an ink on a ground that lies over a picture with this opacity. The extremes of what can be
 * below are black and white; no ink lies between the two and has 7:1 to both. */
static double contrast_over(uint32_t ink, uint32_t ground, int alpha)
{
	double share = alpha / 255.0;
	return fmin(colour_contrast(ink, colour_mix(COLOUR_BLACK, ground, share)),
		    colour_contrast(ink, colour_mix(COLOUR_WHITE, ground, share)));
}

double theme_contrast(const struct theme *theme, const struct theme_pair *pair)
{
	uint32_t ink = theme->colours[pair->ink], ground = theme->colours[pair->ground];
	if (pair->ground == COLOUR_SHADE)
		return contrast_over(ink, ground, THEME_SHADE_ALPHA);
	return colour_contrast(ink, ground);
}

size_t theme_check(const struct theme *theme, size_t faults[THEME_PAIRS])
{
	size_t count = 0;
	for (size_t i = 0; i < THEME_PAIRS; i++)
		if (theme_contrast(theme, &theme_pairs[i]) < theme_pairs[i].least)
			faults[count++] = i;
	return count;
}

uint32_t theme_veil(const struct theme *theme)
{
	/* Below this a picture is more than a texture; and painting rounds. */
	enum { LEAST = 190 };
	const double rounding = 1.02;
	/* Farther from the inks there is more room for the picture's lights or shadows. */
	uint32_t ground = theme->colours[COLOUR_GROUND];
	uint32_t veil = colour_mix(ground, colour_pole(ground) ^ 0xffffff, 0.5);
	for (uint32_t alpha = LEAST; alpha < 255; alpha++) {
		double least = INFINITY;
		for (size_t i = 0; i < THEME_PAIRS; i++)
			if (theme_pairs[i].ground == COLOUR_GROUND && theme_pairs[i].least == THEME_TEXT_CONTRAST)
				least = fmin(least,
					     contrast_over(theme->colours[theme_pairs[i].ink], veil, (int)alpha));
		if (least >= THEME_TEXT_CONTRAST * rounding)
			return alpha << 24 | (veil & 0xffffff);
	}
	return COLOUR_BLACK | ground;
}
