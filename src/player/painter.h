/* How frames get onto a display: one painter a screen. The functions are those of screen.h; each painter is a struct of
 * its own that begins with this one. */
#ifndef PLAYER_PAINTER_H
#define PLAYER_PAINTER_H

#include <SDL2/SDL.h>
#include <stdbool.h>

#include "player/frame.h"
#include "player/sample.h"

struct painter {
	const char *name; /* "gpu", "cpu", "memory" */
	bool (*show)(struct painter *painter, const struct frame *frame);
	bool (*again)(struct painter *painter, struct sample *sample);
	bool paced; /* a present waits for the display */
	void (*fade_begin)(struct painter *painter, const struct frame *from, bool from_new, const struct frame *to);
	bool (*fade_ready)(struct painter *painter);
	bool (*fade_step)(struct painter *painter, int weight);
	void (*fade_end)(struct painter *painter);
	void (*destroy)(struct painter *painter);
};

/* Frames are textures of the named renderer ("opengles2"). NULL if there is none, or it would draw with the CPU and
 * that is not allowed; the window may then have to be made anew. limit_px: the largest texture's side. */
struct painter *painter_renderer(SDL_Window *window, const char *name, bool software_allowed, int *limit_px);

/* Frames are copied to the window's surface. NULL if SDL has none for this window. */
struct painter *painter_surface(SDL_Window *window);

/* Nothing is to be seen. Never NULL. */
struct painter *painter_memory(void);

#endif
