/* Fonts by role: found with fontconfig (fonts/roles.json says which families, and in which order others help out),
 * opened with SDL_ttf when first needed, at most a few sizes of each kept. Also what views measure with. */
#ifndef PLAYER_FONTS_H
#define PLAYER_FONTS_H

#include <SDL2/SDL_ttf.h>

#include "view/measure.h"

struct fonts;

/* NULL after a logged reason: not one usable font on this machine. Initialises SDL_ttf. */
struct fonts *fonts_create(void);
void fonts_destroy(struct fonts *fonts);

/* For views; valid as long as fonts. */
struct measure fonts_measure(struct fonts *fonts);

/* The open font, owned by fonts and valid until the next call. Never NULL. *scale is not 1 for faces of one fixed size
 * (colour emoji): draw the run's surface scaled by it. */
TTF_Font *fonts_open(struct fonts *fonts, struct font font, double *scale);

#endif
