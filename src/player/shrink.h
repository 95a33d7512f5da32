/* Frames made small, for contact sheets. */
#ifndef PLAYER_SHRINK_H
#define PLAYER_SHRINK_H

#include "player/frame.h"
#include "view/scene.h"

/* All of `from`, small (or large), into the box of `into`, which holds it. */
void shrink(struct frame *into, struct box box, const struct frame *from);

#endif
