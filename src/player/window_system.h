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

/* X11: from now on the window outlives this process, however it ends (XSetCloseDownMode(3)), so that the picture stands
 * until another process shows one; and the one that was left so before goes. `owner` is a name that one living process
 * holds at a time; the server remembers the window by it. */
void window_system_take_over(SDL_Window *window, const char *owner);

/* X11: the window goes with this process again: for an end that is meant. */
void window_system_let_go(SDL_Window *window, const char *owner);

/* A window's size, kept over exec in the environment: where somebody, or a tiling window manager, gave it another than
 * it asked for, asking again would have no end. Taking leaves both as they are if none was kept. */
void window_size_keep(int width_px, int height_px);
void window_size_take(int *width_px, int *height_px);

#endif
