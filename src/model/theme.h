/* A theme: what each role of colour is. Views name roles, the baker looks them up. */
#ifndef MODEL_THEME_H
#define MODEL_THEME_H

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
	uint32_t colours[COLOUR_COUNT]; /* 0xAARRGGBB, not premultiplied */
};

extern const char *const colour_names[COLOUR_COUNT]; /* "ground", "on-accent", … as in theme files */

/* The built-in theme "dusk" (dark), in case no file can be read. */
extern const struct theme theme_dusk;

#endif
