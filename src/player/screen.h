/* The display: a window, its keys, and two ways to put frames on it. Where there is a real GPU a frame is one texture;
 * where GL would be software, pixels go to the window's surface; with no display at all, frames stay in memory. */
#ifndef PLAYER_SCREEN_H
#define PLAYER_SCREEN_H

#include <stdbool.h>

#include "base/loop.h"
#include "player/frame.h"
#include "player/sample.h"

struct screen;

enum screen_event {
	SCREEN_QUIT,
	SCREEN_PAUSE,
	SCREEN_NEXT,
	SCREEN_PREVIOUS,
	SCREEN_RESIZED,
	SCREEN_EXPOSED,
	SCREEN_LOST
};

struct screen_options {
	int width_px, height_px; /* 0: the display's own; off-screen 1920x1080 */
	bool window;             /* a window instead of the whole screen */
	int turn_degrees;        /* how far pages stand turned on it, clockwise: 0, 90, 180, 270 */
	const char *title;
	const char *owner; /* whose picture it is: a name that one living process holds, such as its locked folder's */
	void (*event)(void *data, enum screen_event event);
	bool resumes; /* the picture of an earlier process may still stand */
	/* On the console: the picture lasts as long as this descriptor, too. True if somebody keeps it when we end. */
	bool (*stands)(void *data, int fd);
	void *data;
};

/* Opens the display there is: Wayland, X11 or KMSDRM as SDL finds them, else off-screen. Watches the display's
 * descriptor in the loop and calls event() from there. Never NULL. */
struct screen *screen_create(struct loop *loop, const struct screen_options *options);
void screen_destroy(struct screen *screen);

/* Of pages, as people see them: of a display that hangs on its side they are higher than wide. */
int screen_width_px(const struct screen *screen);
int screen_height_px(const struct screen *screen);
int screen_turn_degrees(const struct screen *screen);
bool screen_offscreen(const struct screen *screen);
const char *screen_driver(const struct screen *screen); /* "x11", "wayland", "KMSDRM", "none" */
const char *screen_path(const struct screen *screen);   /* "gpu", "cpu", "memory" */

/* Does a present wait until the display takes it? Then the display's clock is the best one for steps. */
bool screen_paced(const struct screen *screen);

/* Drains SDL's queue; call after every wake (the loop's before_sleep) and at least once a second. */
void screen_drain(struct screen *screen);

/* Puts a frame (turned already, see screen_turn_degrees) on the screen and keeps no reference to it. True when the
 * present returned well. */
bool screen_show(struct screen *screen, const struct frame *frame);

/* The same picture once more: proof that presenting still works. sample (NULL: none is wanted) has what stood in the
 * display's buffer. */
bool screen_again(struct screen *screen, struct sample *sample);

/* A transition. begin: from_new, if what is visible was never shown whole, being a mixture. ready: uploads a piece of
 * what the GPU has not, and is called again until it returns true, while the picture stands; step shows it at weight
 * 0..256; end forgets it. Steps upload and allocate nothing. The frames are borrowed until end. */
void screen_fade_begin(struct screen *screen, const struct frame *from, bool from_new, const struct frame *to);
bool screen_fade_ready(struct screen *screen);
bool screen_fade_step(struct screen *screen, int weight);
void screen_fade_end(struct screen *screen);

/* The display sleeps, once more if something woke it; false if it cannot. What is presented meanwhile may be lost. */
bool screen_sleep(struct screen *screen);

/* It wakes, also from a sleep that an earlier process left it in. */
void screen_wake(struct screen *screen);

/* The first picture is there: under X11 it stands from now on until screen_destroy(), even when this process is killed,
 * and one that an earlier process left standing goes. */
void screen_take_over(struct screen *screen);

/* Before exec of ourselves: leaves in the environment what the new process must know of the window. */
void screen_prepare_exec(struct screen *screen);

/* On the console, where nobody tells: was a display plugged in since the last call (or the beginning), perhaps another
 * one, or the same again? Cheap enough for every second. */
bool screen_display_changed(struct screen *screen);

/* Has a display appeared since screen_create() found none that it could open? Cheap enough for every few seconds. */
bool screen_display_there(const struct screen *screen);

/* Off-screen: does one start by now that was there and did not (its server refused us, another program held it)? Takes
 * as long as connecting to it: for now and then. */
bool screen_display_opens(const struct screen *screen);

#endif
