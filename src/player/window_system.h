/* What SDL does not do with the window systems beneath it: a descriptor to sleep on, a window that is the same again
 * after exec, and under X11 a picture that outlives its process. */
#ifndef PLAYER_WINDOW_SYSTEM_H
#define PLAYER_WINDOW_SYSTEM_H

#include <SDL2/SDL.h>
#include <stdbool.h>

/* Readable when the window system has something to say; -1: there is no such thing. */
int window_system_descriptor(SDL_Window *window);

/* X11: have events been read already that SDL has not taken yet? Then the descriptor does not tell of them. */
bool window_system_has_read(SDL_Window *window);

/* X11: asks the window manager, if there is one, to give a window that is not yet shown the whole screen. SDL's own way
 * takes effect as well, but waits a tenth of a second for an answer. */
void window_system_fullscreen(SDL_Window *window);

/* X11: from now on SDL's queue has an event when the display changes its size, which SDL keeps to itself. */
void window_system_watch_display(SDL_Window *window);

/* Is it that event? */
bool window_system_display_changed(SDL_Window *window, const SDL_Event *event);

struct window_loss {
	void (*lost)(void *data);
	void *data;
};

/* X11: should the server go, loss->lost() is called, from within whatever call notices it first; the library would end
 * us. Nothing but exec ought to follow. Borrowed as long as the window is there. */
void window_system_survive(SDL_Window *window, const struct window_loss *loss);

/* X11: this process ends; should the server go first (at the end of a desktop's session both do), it ends right there,
 * well. */
void window_system_leave(SDL_Window *window);

/* X11: the window stays when this process ends or becomes another, and its name goes into the environment. */
void window_system_retain(SDL_Window *window);

/* X11: the window that was left so goes, now that another picture is in front of it. */
void window_system_release(SDL_Window *window);

/* A window's size, kept over exec in the environment: where somebody, or a tiling window manager, gave it another than
 * it asked for, asking again would have no end. Taking leaves both as they are if none was kept. */
void window_size_keep(int width_px, int height_px);
void window_size_take(int *width_px, int *height_px);

#endif
