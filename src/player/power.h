/* The display's power, of which SDL knows nothing: DPMS, under X11 by its extension, on the console by the connectors'
 * property. Wayland gives no program that right. */
#ifndef PLAYER_POWER_H
#define PLAYER_POWER_H

#include <SDL2/SDL.h>
#include <stdbool.h>

struct power { /* all zero at first */
	bool off;
	bool disabled_before; /* X11: nobody had allowed the display to sleep */
};

/* Puts the display that the window is on to sleep, once more if something woke it. False if that cannot be had. */
bool power_sleep(struct power *power, SDL_Window *window);

/* Wakes it, also from a sleep that an earlier process left it in. */
void power_wake(struct power *power, SDL_Window *window);

#endif
