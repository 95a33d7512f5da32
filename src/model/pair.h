/* Photos of another shape than the screen's leave much of it empty when they are alone: two of them share a page, side
 * by side on a wide screen, one above the other on a tall one. */
#ifndef MODEL_PAIR_H
#define MODEL_PAIR_H

#include "model/deck.h"

/* Is it of a shape and size to share such a screen with another one that is? No transparent one is: it stands on a
 * ground of its own. */
bool pair_suits(const struct picture *picture, int width_px, int height_px);

#endif
