/* Colours that cannot be read, made such that can. */
#include <math.h>

#include "model/colour.h"
#include "model/deck.h"
#include "model/theme.h"

/* A little more than is asked for: a picture may shine through the ground. */
#define MENDED_CONTRAST 7.5
#define MENDED_SHAPE    3.05
#define MENDED_LINE     1.25
/* What the best ink must reach on a venue's ground: room for a quiet ink and an alert that differ from it. */
#define GROUND_CONTRAST 10.0
#define INK_CONTRAST    9.0

#define MARKS_APART 0.12 /* what is on now and what changed, in OKLab */

struct needs { /* of a colour */
	uint32_t against[2];
	double least[2];
	double pole; /* black or white must have so much contrast to it */
};

static bool meets(uint32_t colour, const struct needs *needs)
{
	for (int i = 0; i < 2; i++)
		if (needs->least[i] > 0 && colour_contrast(colour, needs->against[i]) < needs->least[i])
			return false;
	return colour_contrast(colour_pole(colour), colour) >= needs->pole;
}

/* The colour itself if it will do, else the one nearest in lightness that does. Black or white must. */
static uint32_t nearest(uint32_t colour, const struct needs *needs)
{
	enum { STEPS = 250 }; /* from black to white */
	colour |= COLOUR_BLACK;
	if (meets(colour, needs))
		return colour;
	double lightness = colour_oklab(colour).lightness;
	for (int step = 1; step <= STEPS; step++) {
		double by = (double)step / STEPS;
		uint32_t darker = colour_at(colour, lightness - by), lighter = colour_at(colour, lightness + by);
		if (meets(darker, needs))
			return darker;
		if (meets(lighter, needs))
			return lighter;
	}
	return colour_pole(needs->against[0]);
}

static uint32_t contrasting(uint32_t colour, uint32_t ground, double least)
{
	return nearest(colour, &(struct needs){.against = {ground}, .least = {least}});
}

/* An ink for ground and raised. */
static uint32_t legible(const struct theme *theme, uint32_t ink, double least)
{
	return nearest(ink, &(struct needs){.against = {theme->colours[COLOUR_GROUND], theme->colours[COLOUR_RAISED]},
					    .least = {least, least}});
}

static uint32_t ink_on(uint32_t ink, uint32_t ground)
{
	return colour_contrast(ink, ground) >= THEME_TEXT_CONTRAST ? ink : colour_pole(ground);
}

/* A block that belongs to the ground: a little nearer to the inks, or farther where that would cost them theirs. */
static uint32_t block_of(uint32_t ground)
{
	uint32_t pole = colour_pole(ground);
	double lightness = colour_oklab(ground).lightness;
	double nearer = pole == COLOUR_WHITE ? fmax(lightness + 0.06, 0.18) : lightness - 0.04;
	uint32_t block = colour_at(ground, nearer);
	return colour_contrast(pole, block) >= GROUND_CONTRAST ? block : colour_at(ground, 2 * lightness - nearer);
}

static uint32_t line_of(uint32_t ground)
{
	double by = colour_pole(ground) == COLOUR_WHITE ? 0.13 : -0.11;
	return contrasting(colour_at(ground, colour_oklab(ground).lightness + by), ground, MENDED_LINE);
}

static void set_ground(struct theme *theme, uint32_t ground)
{
	theme->colours[COLOUR_GROUND] = nearest(ground, &(struct needs){.pole = GROUND_CONTRAST});
	theme->colours[COLOUR_RAISED] = block_of(theme->colours[COLOUR_GROUND]);
	theme->colours[COLOUR_LINE] = line_of(theme->colours[COLOUR_GROUND]);
}

static bool carries(const struct theme *theme, uint32_t ink, double least)
{
	return colour_contrast(ink, theme->colours[COLOUR_GROUND]) >= least &&
	       colour_contrast(ink, theme->colours[COLOUR_RAISED]) >= least;
}

static bool at_fault(const struct theme *theme, enum colour ink, enum colour ground)
{
	size_t faults[THEME_PAIRS], count = theme_check(theme, faults);
	for (size_t i = 0; i < count; i++)
		if (theme_pairs[faults[i]].ink == ink && theme_pairs[faults[i]].ground == ground)
			return true;
	return false;
}

void theme_mend(struct theme *theme)
{
	static const enum colour inks[] = {COLOUR_INK, COLOUR_QUIET, COLOUR_ALERT};
	uint32_t *colours = theme->colours, pole = colour_pole(colours[COLOUR_GROUND]);
	if (colour_contrast(pole, colours[COLOUR_GROUND]) < THEME_TEXT_CONTRAST)
		set_ground(theme, colours[COLOUR_GROUND]);
	else if (!carries(theme, pole, THEME_TEXT_CONTRAST))
		colours[COLOUR_RAISED] = block_of(colours[COLOUR_GROUND]);
	for (size_t i = 0; i < sizeof inks / sizeof *inks; i++)
		if (!carries(theme, colours[inks[i]], THEME_TEXT_CONTRAST))
			colours[inks[i]] = legible(theme, colours[inks[i]], MENDED_CONTRAST);
	colours[COLOUR_ON_ALERT] = ink_on(colours[COLOUR_ON_ALERT], colours[COLOUR_ALERT]);
	if (at_fault(theme, COLOUR_ACCENT, COLOUR_GROUND) || at_fault(theme, COLOUR_ON_ACCENT, COLOUR_ACCENT))
		colours[COLOUR_ACCENT] =
			nearest(colours[COLOUR_ACCENT], &(struct needs){.against = {colours[COLOUR_GROUND]},
									.least = {MENDED_SHAPE},
									.pole = THEME_TEXT_CONTRAST});
	colours[COLOUR_ON_ACCENT] = ink_on(colours[COLOUR_ON_ACCENT], colours[COLOUR_ACCENT]);
	if (at_fault(theme, COLOUR_LINE, COLOUR_GROUND))
		colours[COLOUR_LINE] = line_of(colours[COLOUR_GROUND]);
	if (at_fault(theme, COLOUR_PRINT, COLOUR_PAPER)) {
		colours[COLOUR_PAPER] = theme_dusk.colours[COLOUR_PAPER];
		colours[COLOUR_PRINT] = theme_dusk.colours[COLOUR_PRINT];
	}
	if (at_fault(theme, COLOUR_ON_SHADE, COLOUR_SHADE)) {
		colours[COLOUR_SHADE] = theme_dusk.colours[COLOUR_SHADE];
		colours[COLOUR_ON_SHADE] = theme_dusk.colours[COLOUR_ON_SHADE];
	}
}

static void set_inks(struct theme *theme)
{
	uint32_t *colours = theme->colours, ground = colours[COLOUR_GROUND];
	/* Near black or white, with a breath of the ground. */
	if (!carries(theme, colours[COLOUR_INK], INK_CONTRAST))
		colours[COLOUR_INK] = legible(theme, colour_mix(colour_pole(ground), ground, 0.06), INK_CONTRAST);
	for (int share = 40; share >= 0; share--) {
		colours[COLOUR_QUIET] = colour_mix(colours[COLOUR_INK], ground, share / 100.0);
		if (carries(theme, colours[COLOUR_QUIET], MENDED_CONTRAST))
			break;
	}
}

static double distance(uint32_t a, uint32_t b)
{
	struct oklab from = colour_oklab(a), to = colour_oklab(b);
	return sqrt(pow(from.lightness - to.lightness, 2) + pow(from.a - to.a, 2) + pow(from.b - to.b, 2));
}

/* A venue's accent may be the theme's alert, or nearly; then what changed is marked in another colour. */
static void part_marks(struct theme *theme)
{
	static const uint32_t others[] = {0xfff2c230, 0xff7a3cc8};
	uint32_t *colours = theme->colours;
	for (size_t i = 0; distance(colours[COLOUR_ACCENT], colours[COLOUR_ALERT]) < MARKS_APART && i < 2; i++)
		colours[COLOUR_ALERT] = legible(theme, others[i], MENDED_CONTRAST);
	colours[COLOUR_ON_ALERT] = ink_on(colours[COLOUR_ON_ALERT], colours[COLOUR_ALERT]);
}

struct theme theme_with(const struct theme *theme, const struct brand *brand)
{
	struct theme with = *theme;
	if (brand->ground != 0 && brand->ground != with.colours[COLOUR_GROUND]) {
		set_ground(&with, brand->ground);
		set_inks(&with);
	}
	if (brand->accent != 0)
		with.colours[COLOUR_ACCENT] = brand->accent;
	theme_mend(&with);
	if (brand->accent != 0)
		part_marks(&with);
	return with;
}
