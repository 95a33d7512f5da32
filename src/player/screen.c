#include "player/screen.h"

#include <SDL2/SDL.h>
#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "player/displays.h"
#include "player/painter.h"
#include "player/power.h"
#include "player/standing.h"
#include "player/window_system.h"

enum { OFFSCREEN_WIDTH_PX = 1920, OFFSCREEN_HEIGHT_PX = 1080, WINDOW_WIDTH_PX = 1280, WINDOW_HEIGHT_PX = 720 };

struct screen {
	struct screen_options options;
	const char *driver;
	SDL_Window *window; /* NULL off-screen */
	struct painter *painter;
	struct watch *watch;
	struct power power;
	struct standing *standing;             /* NULL but on the console */
	bool stands, kept;                     /* somebody was told that the picture stands, and keeps it */
	int width_px, height_px;               /* of frames */
	int window_width_px, window_height_px; /* of what they are shown on */
	uint64_t displays;                     /* the fingerprint of those that were there at the beginning */
	bool began;                            /* a frame was shown */
	bool lost;                             /* the window system is gone */
	struct window_loss loss;               /* how we hear of that when we do not look */
};

static bool sized(const struct screen *screen)
{
	return screen->options.width_px > 0 && screen->options.height_px > 0;
}

/* A window of the size asked for, or all of the first display. Under X11 it is not seen yet: making a renderer takes a
 * while and may make the window anew, and what was on the display before is to stay there until then. */
static SDL_Window *window_create(const struct screen *screen, Uint32 flags)
{
	const struct screen_options *options = &screen->options;
	SDL_Rect place = {SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, WINDOW_WIDTH_PX, WINDOW_HEIGHT_PX};
	bool x11 = strcmp(screen->driver, "x11") == 0;
	SDL_Window *window;

	flags |= SDL_WINDOW_ALLOW_HIGHDPI | (x11 ? SDL_WINDOW_HIDDEN : 0);
	flags |= options->window ? SDL_WINDOW_RESIZABLE : SDL_WINDOW_BORDERLESS;
	if (sized(screen)) {
		place.w = options->width_px;
		place.h = options->height_px;
	} else if (!options->window && x11) {
		SDL_GetDisplayBounds(0, &place);
	} else if (!options->window) {
		flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
	}
	window = SDL_CreateWindow(options->title, place.x, place.y, place.w, place.h, flags);
	if (!window)
		log_warning("screen: %s makes no window: %s", screen->driver, SDL_GetError());
	return window;
}

static void window_show(const struct screen *screen)
{
	if (strcmp(screen->driver, "x11") != 0)
		return;
	if (!screen->options.window && !sized(screen))
		window_system_fullscreen(screen->window);
	SDL_ShowWindow(screen->window);
}

/* A renderer that was tried may have changed the window, so whoever comes next gets a new one. */
static void window_destroy(struct screen *screen)
{
	if (screen->window)
		SDL_DestroyWindow(screen->window);
	screen->window = NULL;
}

/* Frames are as large as the window, but no larger than a texture can be (2048 px on the first Pis). */
static void measure_window(struct screen *screen, int limit_px)
{
	int width_px, height_px, longer_px;

	SDL_GetWindowSizeInPixels(screen->window, &width_px, &height_px);
	screen->window_width_px = width_px;
	screen->window_height_px = height_px;
	longer_px = width_px > height_px ? width_px : height_px;
	if (limit_px > 0 && longer_px > limit_px) {
		width_px = (int)((int64_t)width_px * limit_px / longer_px);
		height_px = (int)((int64_t)height_px * limit_px / longer_px);
	}
	screen->width_px = width_px;
	screen->height_px = height_px;
}

static bool open_renderer(struct screen *screen, const char *name, bool software_allowed)
{
	int limit_px = 0;

	screen->window = window_create(screen, SDL_WINDOW_OPENGL);
	if (!screen->window)
		return false;
	screen->painter = painter_renderer(screen->window, name, software_allowed, &limit_px);
	if (!screen->painter) {
		window_destroy(screen);
		return false;
	}
	window_show(screen);
	measure_window(screen, limit_px);
	return true;
}

static bool open_surface(struct screen *screen)
{
	screen->window = window_create(screen, 0);
	if (!screen->window)
		return false;
	screen->painter = painter_surface(screen->window);
	if (!screen->painter) {
		window_destroy(screen);
		return false;
	}
	window_show(screen);
	measure_window(screen, 0);
	return true;
}

/* Under X11 both ways work, and GL that draws with the CPU is the worse one. On the console there is one way: SDL would
 * take desktop GL or its software renderer too, count frames, and the display stays black. */
static bool open_window(struct screen *screen, bool gpu)
{
	if (strcmp(screen->driver, "KMSDRM") == 0)
		return open_renderer(screen, "opengles2", true);
	if (strcmp(screen->driver, "x11") == 0 && !gpu)
		return open_surface(screen);
	return open_renderer(screen, "opengles2", strcmp(screen->driver, "x11") != 0) ||
	       open_renderer(screen, "opengl", strcmp(screen->driver, "x11") != 0) || open_surface(screen);
}

static bool driver_starts(const char *driver)
{
	/* The window's surface must not go through GL behind our back, except where SDL has no other way. */
	SDL_SetHintWithPriority(SDL_HINT_FRAMEBUFFER_ACCELERATION, strcmp(driver, "x11") == 0 ? "0" : "1",
				SDL_HINT_OVERRIDE);
	SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, driver, SDL_HINT_OVERRIDE);
	return SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
}

static bool open_driver(struct screen *screen, const char *driver, bool gpu)
{
	if (!driver_starts(driver)) {
		log_warning("screen: %s does not start: %s", driver, SDL_GetError());
		return false;
	}
	screen->driver = driver;
	if (open_window(screen, gpu))
		return true;
	log_warning("screen: %s shows no picture: %s", driver, SDL_GetError());
	SDL_QuitSubSystem(SDL_INIT_VIDEO);
	return false;
}

static void open_memory(struct screen *screen)
{
	bool given = sized(screen);

	screen->driver = "none";
	screen->painter = painter_memory();
	screen->width_px = given ? screen->options.width_px : OFFSCREEN_WIDTH_PX;
	screen->height_px = given ? screen->options.height_px : OFFSCREEN_HEIGHT_PX;
}

static void window_lost(void *data)
{
	struct screen *screen = data;

	if (screen->lost)
		return;
	watch_destroy(screen->watch);
	screen->watch = NULL;
	screen->lost = true;
	screen->options.event(screen->options.data, SCREEN_LOST);
}

static void descriptor_ready(void *data, short revents)
{
	struct screen *screen = data;

	if (revents & (POLLERR | POLLHUP))
		window_lost(screen);
	else
		screen_drain(screen);
}

struct screen *screen_create(struct loop *loop, const struct screen_options *options)
{
	struct screen *screen = memory_allocate(sizeof *screen);
	struct displays displays;
	int fd;

	screen->options = *options;
	window_size_take(&screen->options.width_px, &screen->options.height_px);
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
	SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
	SDL_SetHint(SDL_HINT_APP_NAME, options->title);
	displays_find(&displays);
	screen->displays = displays.fingerprint;
	for (size_t i = 0; i < displays.count && !screen->painter; i++)
		open_driver(screen, displays.drivers[i], displays.gpu);
	if (!screen->painter) {
		open_memory(screen);
		return screen;
	}
	screen->standing = standing_create(screen->window);
	SDL_ShowCursor(SDL_DISABLE);
	SDL_StopTextInput();
	screen->loss = (struct window_loss){.lost = window_lost, .data = screen};
	window_system_survive(screen->window, &screen->loss);
	if (!screen->options.window && !sized(screen))
		window_system_watch_display(screen->window);
	fd = window_system_descriptor(screen->window);
	if (fd >= 0)
		screen->watch = loop_watch(loop, fd, POLLIN, descriptor_ready, screen);
	return screen;
}

void screen_destroy(struct screen *screen)
{
	if (!screen)
		return;
	watch_destroy(screen->watch);
	if (screen->power.off)
		screen_wake(screen);
	if (screen->kept) { /* SDL would put the console's text in the picture's place; our end closes all it has */
		free(screen);
		return;
	}
	window_system_leave(screen->window);
	window_system_let_go(screen->window, screen->options.owner);
	standing_destroy(screen->standing);
	screen->painter->destroy(screen->painter);
	if (screen->window) {
		window_destroy(screen);
		SDL_Quit();
	}
	free(screen);
}

static bool hangs_on_its_side(const struct screen *screen)
{
	return screen->options.turn_degrees % 180 != 0;
}

int screen_width_px(const struct screen *screen)
{
	return hangs_on_its_side(screen) ? screen->height_px : screen->width_px;
}

int screen_height_px(const struct screen *screen)
{
	return hangs_on_its_side(screen) ? screen->width_px : screen->height_px;
}

int screen_turn_degrees(const struct screen *screen)
{
	return screen->options.turn_degrees;
}

bool screen_offscreen(const struct screen *screen)
{
	return !screen->window;
}

const char *screen_driver(const struct screen *screen)
{
	return screen->driver;
}

const char *screen_path(const struct screen *screen)
{
	return screen->painter->name;
}

static void tell(struct screen *screen, enum screen_event event)
{
	screen->options.event(screen->options.data, event);
}

static void key_pressed(struct screen *screen, const SDL_KeyboardEvent *key)
{
	if (key->repeat && key->keysym.sym != SDLK_RIGHT && key->keysym.sym != SDLK_LEFT)
		return;
	switch (key->keysym.sym) {
	case SDLK_ESCAPE:
	case SDLK_q:
		tell(screen, SCREEN_QUIT);
		break;
	case SDLK_SPACE:
		tell(screen, SCREEN_PAUSE);
		break;
	case SDLK_RIGHT:
		tell(screen, SCREEN_NEXT);
		break;
	case SDLK_LEFT:
		tell(screen, SCREEN_PREVIOUS);
		break;
	default:
		break;
	}
}

/* False when there was nothing. */
static bool drain_once(struct screen *screen)
{
	bool any = false, exposed = false, resized = false;
	int width_px, height_px;
	SDL_Event event;

	while (!screen->lost && SDL_PollEvent(&event)) {
		any = true;
		if (event.type == SDL_QUIT)
			tell(screen, SCREEN_QUIT);
		else if (event.type == SDL_KEYDOWN)
			key_pressed(screen, &event.key);
		else if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED)
			exposed = true;
		else if (window_system_display_changed(screen->window, &event))
			resized = true;
	}
	if (screen->lost)
		return false;
	SDL_GetWindowSizeInPixels(screen->window, &width_px, &height_px);
	if (width_px != screen->window_width_px || height_px != screen->window_height_px)
		resized = true;
	screen->window_width_px = width_px;
	screen->window_height_px = height_px;
	if (resized)
		tell(screen, SCREEN_RESIZED);
	if (exposed && screen->began)
		tell(screen, SCREEN_EXPOSED);
	return any;
}

void screen_drain(struct screen *screen)
{
	if (!screen->window)
		return;
	/* What is done about an event may ask the window system something (a present does), and with the answer its
	 * library reads more events, of which the descriptor then tells nothing any more. Once lost, SDL reports that
	 * people quit, which they did not. */
	while (!screen->lost && (drain_once(screen) || window_system_has_read(screen->window)))
		;
}

/* What was presented stays for a while, and on the console longer than we do. */
static bool presented(struct screen *screen, bool well)
{
	if (well && screen->standing && standing_take(screen->standing) && !screen->stands) {
		screen->stands = true;
		screen->kept = screen->options.stands(screen->options.data, standing_descriptor(screen->standing));
	}
	return well;
}

bool screen_show(struct screen *screen, const struct frame *frame)
{
	bool first = !screen->began, well = screen->painter->show(screen->painter, frame);

	/* On the console SDL makes its surface anew within the first present, and shows that, empty. */
	if (well && first && screen->standing) {
		if (screen->options.resumes)
			standing_put_back(screen->standing);
		well = screen->painter->again(screen->painter, NULL);
	}
	screen->began = true;
	return presented(screen, well);
}

bool screen_again(struct screen *screen, struct sample *sample)
{
	if (sample)
		sample->taken = false;
	return presented(screen, screen->painter->again(screen->painter, sample));
}

void screen_fade_begin(struct screen *screen, const struct frame *from, bool from_new, const struct frame *to)
{
	screen->painter->fade_begin(screen->painter, from, from_new, to);
}

bool screen_fade_ready(struct screen *screen)
{
	return screen->painter->fade_ready(screen->painter);
}

bool screen_paced(const struct screen *screen)
{
	return screen->painter->paced;
}

bool screen_fade_step(struct screen *screen, int weight)
{
	return screen->painter->fade_step(screen->painter, weight);
}

void screen_fade_end(struct screen *screen)
{
	screen->painter->fade_end(screen->painter);
	presented(screen, true);
}

bool screen_sleep(struct screen *screen)
{
	return !screen->lost && power_sleep(&screen->power, screen->window);
}

void screen_wake(struct screen *screen)
{
	if (!screen->lost)
		power_wake(&screen->power, screen->window);
}

void screen_take_over(struct screen *screen)
{
	window_system_take_over(screen->window, screen->options.owner);
}

void screen_prepare_exec(struct screen *screen)
{
	if (screen->options.window && screen->window)
		window_size_keep(screen->window_width_px, screen->window_height_px);
}

bool screen_display_changed(struct screen *screen)
{
	struct displays displays;
	uint64_t before = screen->displays;

	if (strcmp(screen->driver, "KMSDRM") != 0)
		return false;
	displays_find(&displays);
	screen->displays = displays.fingerprint;
	return displays.count > 0 && displays.fingerprint != before;
}

bool screen_display_there(const struct screen *screen)
{
	struct displays displays;

	displays_find(&displays);
	return displays.count > 0 && displays.fingerprint != screen->displays;
}

bool screen_display_opens(const struct screen *screen)
{
	struct displays displays;
	bool opens = false;

	assert(!screen->window);
	displays_find(&displays);
	for (size_t i = 0; i < displays.count && !opens; i++) {
		opens = driver_starts(displays.drivers[i]);
		if (opens)
			SDL_QuitSubSystem(SDL_INIT_VIDEO);
	}
	return opens;
}
