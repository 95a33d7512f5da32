#include "player/canvas.h"

#include <string.h>

#include "base/log.h"
#include "player/window_system.h"

enum { OFFSCREEN_WIDTH_PX = 1920, OFFSCREEN_HEIGHT_PX = 1080, WINDOW_WIDTH_PX = 1280, WINDOW_HEIGHT_PX = 720 };

bool canvas_sized(const struct screen_options *options)
{
	return options->width_px > 0 && options->height_px > 0;
}

/* A window of the size asked for, or all of the first display. Under X11 it is not seen yet: making a renderer takes a
 * while and may make the window anew, and what was on the display before is to stay there until then. */
static SDL_Window *create(const struct screen_options *options, const char *driver, Uint32 flags)
{
	SDL_Rect place = {SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, WINDOW_WIDTH_PX, WINDOW_HEIGHT_PX};
	bool x11 = strcmp(driver, "x11") == 0;
	SDL_Window *window;

	flags |= SDL_WINDOW_ALLOW_HIGHDPI | (x11 ? SDL_WINDOW_HIDDEN : 0);
	flags |= options->window ? SDL_WINDOW_RESIZABLE : SDL_WINDOW_BORDERLESS;
	if (canvas_sized(options)) {
		place.w = options->width_px;
		place.h = options->height_px;
	} else if (!options->window && x11) {
		SDL_GetDisplayBounds(0, &place);
	} else if (!options->window) {
		flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
	}
	window = SDL_CreateWindow(options->title, place.x, place.y, place.w, place.h, flags);
	if (!window)
		log_warning("screen: %s makes no window: %s", driver, SDL_GetError());
	return window;
}

static void appear(const struct canvas *canvas, const struct screen_options *options)
{
	if (strcmp(canvas->driver, "x11") != 0)
		return;
	if (!options->window && !canvas_sized(options))
		window_system_fullscreen(canvas->window);
	SDL_ShowWindow(canvas->window);
}

/* A renderer that was tried may have changed the window, so whoever comes next gets a new one. */
static void discard(struct canvas *canvas)
{
	if (canvas->window)
		SDL_DestroyWindow(canvas->window);
	canvas->window = NULL;
}

/* Frames are as large as the window, but no larger than a texture can be (2048 px on the first Pis). */
static void measure(struct canvas *canvas, int limit_px)
{
	int width_px, height_px, longer_px;

	SDL_GetWindowSizeInPixels(canvas->window, &width_px, &height_px);
	canvas->own_width_px = width_px;
	canvas->own_height_px = height_px;
	longer_px = width_px > height_px ? width_px : height_px;
	if (limit_px > 0 && longer_px > limit_px) {
		width_px = (int)((int64_t)width_px * limit_px / longer_px);
		height_px = (int)((int64_t)height_px * limit_px / longer_px);
	}
	canvas->width_px = width_px;
	canvas->height_px = height_px;
}

static bool open_renderer(struct canvas *canvas, const struct screen_options *options, const char *name,
			  bool software_allowed)
{
	int limit_px = 0;

	canvas->window = create(options, canvas->driver, SDL_WINDOW_OPENGL);
	if (!canvas->window)
		return false;
	canvas->painter = painter_renderer(canvas->window, name, software_allowed, &limit_px);
	if (!canvas->painter) {
		discard(canvas);
		return false;
	}
	appear(canvas, options);
	measure(canvas, limit_px);
	return true;
}

static bool open_surface(struct canvas *canvas, const struct screen_options *options)
{
	canvas->window = create(options, canvas->driver, 0);
	if (!canvas->window)
		return false;
	canvas->painter = painter_surface(canvas->window);
	if (!canvas->painter) {
		discard(canvas);
		return false;
	}
	appear(canvas, options);
	measure(canvas, 0);
	return true;
}

/* Under X11 both ways work, and GL that draws with the CPU is the worse one. On the console there is one way: SDL would
 * take desktop GL or its software renderer too, count frames, and the display stays black. */
static bool open_way(struct canvas *canvas, const struct screen_options *options, bool gpu)
{
	if (strcmp(canvas->driver, "KMSDRM") == 0)
		return open_renderer(canvas, options, "opengles2", true);
	if (strcmp(canvas->driver, "x11") == 0 && !gpu)
		return open_surface(canvas, options);
	return open_renderer(canvas, options, "opengles2", strcmp(canvas->driver, "x11") != 0) ||
	       open_renderer(canvas, options, "opengl", strcmp(canvas->driver, "x11") != 0) ||
	       open_surface(canvas, options);
}

bool canvas_driver_starts(const char *driver)
{
	/* The window's surface must not go through GL behind our back, except where SDL has no other way. */
	SDL_SetHintWithPriority(SDL_HINT_FRAMEBUFFER_ACCELERATION, strcmp(driver, "x11") == 0 ? "0" : "1",
				SDL_HINT_OVERRIDE);
	SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, driver, SDL_HINT_OVERRIDE);
	return SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
}

bool canvas_open(struct canvas *canvas, const struct screen_options *options, const char *driver, bool gpu)
{
	if (!canvas_driver_starts(driver)) {
		log_warning("screen: %s does not start: %s", driver, SDL_GetError());
		return false;
	}
	canvas->driver = driver;
	if (open_way(canvas, options, gpu))
		return true;
	log_warning("screen: %s shows no picture: %s", driver, SDL_GetError());
	SDL_QuitSubSystem(SDL_INIT_VIDEO);
	return false;
}

void canvas_open_memory(struct canvas *canvas, const struct screen_options *options)
{
	bool given = canvas_sized(options);

	canvas->driver = "none";
	canvas->painter = painter_memory();
	canvas->width_px = given ? options->width_px : OFFSCREEN_WIDTH_PX;
	canvas->height_px = given ? options->height_px : OFFSCREEN_HEIGHT_PX;
}
