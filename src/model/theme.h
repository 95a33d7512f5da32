/* A theme: what each role of colour is. Views name roles, the baker looks them up. Whatever a theme file or a venue
 * asks for, what is drawn keeps its contrast: theme_check() tells what does not, theme_mend() and theme_with() see to
 * it. */
#ifndef MODEL_THEME_H
#define MODEL_THEME_H

#include <stddef.h>
#include <stdint.h>

enum colour {
	COLOUR_GROUND,
	COLOUR_RAISED, /* a block on the ground */
	COLOUR_LINE,   /* rules, the empty part of a bar */
	COLOUR_INK,
	COLOUR_QUIET,     /* ink of what matters less */
	COLOUR_ACCENT,    /* marks what is on now, and nothing else */
	COLOUR_ON_ACCENT, /* ink on it */
	COLOUR_ALERT,     /* marks what changed, and nothing else */
	COLOUR_ON_ALERT,
	COLOUR_PAPER,    /* a QR code's light, whatever the theme */
	COLOUR_PRINT,    /* and its dark */
	COLOUR_SHADE,    /* laid over photos under text */
	COLOUR_ON_SHADE, /* ink there */
	COLOUR_COUNT,
};

struct theme {
	char name[32];
	uint32_t colours[COLOUR_COUNT]; /* 0xffRRGGBB */
};

extern const char *const colour_names[COLOUR_COUNT]; /* "ground", "on-accent", … as in theme files */

/* The built-in theme "dusk" (dark), in case no file can be read. */
extern const struct theme theme_dusk;

#define THEME_TEXT_CONTRAST 7.0 /* WCAG 2.1's level AAA */

/* How opaque the shade lies over photos where text stands. */
enum { THEME_SHADE_ALPHA = 184 };

struct theme_pair { /* what is drawn on what, and the contrast that takes */
	enum colour ink, ground;
	double least;
};

enum { THEME_PAIRS = 12 };

extern const struct theme_pair theme_pairs[THEME_PAIRS];

/* The contrast of a pair. On the shade it is the least over any photo. */
double theme_contrast(const struct theme *theme, const struct theme_pair *pair);

/* The pairs that have too little: their numbers in theme_pairs. Returns how many. */
size_t theme_check(const struct theme *theme, size_t faults[THEME_PAIRS]);

/* Changes what theme_check() finds: inks become lighter or darker, and the grounds that can carry none. Afterwards it
 * finds nothing. */
void theme_mend(struct theme *theme);

/* The theme in a venue's colours. The accent stays as the venue wrote it wherever ink on it is legible and it stands
 * out from the ground, else it is as near as can be; so does the ground, if it leaves room for inks of different
 * strength. All that depends on them follows. theme_check() finds nothing in what comes of a theme it finds nothing in.
 */
struct brand;
struct theme theme_with(const struct theme *theme, const struct brand *brand);

/* What must lie over a picture, whatever it shows, for it to be a ground on which every text keeps its contrast:
 * 0xAARRGGBB, the theme's ground a little farther from the inks. */
uint32_t theme_veil(const struct theme *theme);

#endif
