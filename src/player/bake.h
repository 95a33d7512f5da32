/* Scene to pixels: the only place that draws. */
#ifndef PLAYER_BAKE_H
#define PLAYER_BAKE_H

#include "model/theme.h"
#include "player/fonts.h"
#include "player/frame.h"
#include "view/scene.h"

/* Draws all of the scene into the frame (of the scene's size). pictures_folder holds decoded pictures; one that cannot
 * be mapped leaves its box in the raised colour. */
void bake(struct frame *frame, const struct scene *scene, const struct theme *theme, struct fonts *fonts,
	  const char *pictures_folder);

#endif
