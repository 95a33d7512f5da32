/* Fonts by role: found with fontconfig (fonts/roles.json says which families, and in which order others help out),
 * opened with SDL_ttf when first needed, at most a few sizes of each kept. Also what views measure with. */
#ifndef PLAYER_FONTS_H
#define PLAYER_FONTS_H

#include <SDL2/SDL_ttf.h>
#include <stdbool.h>

#include "view/measure.h"

struct fonts;

/* With the roles that callboard was installed with, or those of another folder (NULL: fontconfig's choice). NULL after
 * a logged reason: not one usable font on this machine. Initialises SDL_ttf. */
struct fonts *fonts_create(void);
struct fonts *fonts_create_from(const char *folder);
void fonts_destroy(struct fonts *fonts);

/* For views; valid as long as fonts. */
struct measure fonts_measure(struct fonts *fonts);

/* Does the very font, without others' help, have this code point? */
bool fonts_have(struct fonts *fonts, struct font font, uint32_t code_point);

/* A run as pixels: 8 bits of coverage (SDL_PIXELFORMAT_INDEX8), or ARGB8888 if it has colours of its own. */
struct run {
	SDL_Surface *surface;
	bool coloured;
	double scale;             /* draw it so much larger: faces of one fixed size are not 1 */
	int origin_x, baseline_y; /* where in the surface the pen began, before scaling */
};

/* Draws a run into a surface of its own: SDL_FreeSurface(run->surface). False if there is nothing to draw. What no font
 * has appears as a middle dot, never as a box. */
bool fonts_render(struct fonts *fonts, struct font font, const char *text, bool right_to_left, struct run *run);

#endif
