/* On the bare console a picture lasts as long as the descriptor through which it was made: when its process ends, the
 * kernel clears the display or shows its own text. So the buffer that is shown is made known to the display a second
 * time, by a descriptor that somebody else may keep for us (the service manager): with it the picture outlives us. No
 * pixel is copied. */
#ifndef PLAYER_STANDING_H
#define PLAYER_STANDING_H

#include <SDL2/SDL.h>
#include <stdbool.h>

struct standing;

/* For a window on the console, before it shows anything; NULL for any other, and where the driver cannot. */
struct standing *standing_create(SDL_Window *window);

/* Closes our copy of the descriptor: if nobody keeps one, the picture goes with the window. NULL is fine. */
void standing_destroy(struct standing *standing);

/* What the window shows now is what stays. Waits for the present that is under way: a frame's time. False where it
 * cannot be had: then it is not tried again. */
bool standing_take(struct standing *standing);

/* The window's first present has shown nothing yet: what stood before it is put back until there is more. */
void standing_put_back(struct standing *standing);

/* The descriptor that the picture lasts with; -1: it does not stand. */
int standing_descriptor(const struct standing *standing);

#endif
