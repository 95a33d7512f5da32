#include "player/screen.h"

#include <SDL2/SDL.h>
#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "player/canvas.h"
#include "player/displays.h"
#include "player/power.h"
#include "player/standing.h"
#include "player/window_system.h"

struct screen {
	struct screen_options options;
	struct canvas canvas;
	struct watch *watch;
	struct power power;
	struct standing *standing; /* NULL but on the console */
	bool stands, kept;         /* somebody was told that the picture stands, and keeps it */
	uint64_t displays;         /* the fingerprint of those that were there at the beginning */
	bool began;                /* a frame was shown */
	bool lost;                 /* the window system is gone */
	struct window_loss loss;   /* how we hear of that when we do not look */
};

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
	for (size_t i = 0; i < displays.count && !screen->canvas.painter; i++)
		canvas_open(&screen->canvas, &screen->options, displays.drivers[i], displays.gpu);
	if (!screen->canvas.painter) {
		canvas_open_memory(&screen->canvas, &screen->options);
		return screen;
	}
	screen->standing = standing_create(screen->canvas.window);
	SDL_ShowCursor(SDL_DISABLE);
	SDL_StopTextInput();
	screen->loss = (struct window_loss){.lost = window_lost, .data = screen};
	window_system_survive(screen->canvas.window, &screen->loss);
	if (!screen->options.window && !canvas_sized(&screen->options))
		window_system_watch_display(screen->canvas.window);
	fd = window_system_descriptor(screen->canvas.window);
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
	window_system_leave(screen->canvas.window);
	window_system_let_go(screen->canvas.window, screen->options.owner);
	standing_destroy(screen->standing);
	screen->canvas.painter->destroy(screen->canvas.painter);
	if (screen->canvas.window) {
		SDL_DestroyWindow(screen->canvas.window);
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
	return hangs_on_its_side(screen) ? screen->canvas.height_px : screen->canvas.width_px;
}

int screen_height_px(const struct screen *screen)
{
	return hangs_on_its_side(screen) ? screen->canvas.width_px : screen->canvas.height_px;
}

int screen_turn_degrees(const struct screen *screen)
{
	return screen->options.turn_degrees;
}

bool screen_offscreen(const struct screen *screen)
{
	return !screen->canvas.window;
}

const char *screen_driver(const struct screen *screen)
{
	return screen->canvas.driver;
}

const char *screen_path(const struct screen *screen)
{
	return screen->canvas.painter->name;
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
		else if (window_system_display_changed(screen->canvas.window, &event))
			resized = true;
	}
	if (screen->lost)
		return false;
	SDL_GetWindowSizeInPixels(screen->canvas.window, &width_px, &height_px);
	if (width_px != screen->canvas.own_width_px || height_px != screen->canvas.own_height_px)
		resized = true;
	screen->canvas.own_width_px = width_px;
	screen->canvas.own_height_px = height_px;
	if (resized)
		tell(screen, SCREEN_RESIZED);
	if (exposed && screen->began)
		tell(screen, SCREEN_EXPOSED);
	return any;
}

void screen_drain(struct screen *screen)
{
	if (!screen->canvas.window)
		return;
	/* What is done about an event may ask the window system something (a present does), and with the answer its
	 * library reads more events, of which the descriptor then tells nothing any more. Once lost, SDL reports that
	 * people quit, which they did not. */
	while (!screen->lost && (drain_once(screen) || window_system_has_read(screen->canvas.window)))
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
	bool first = !screen->began, well = screen->canvas.painter->show(screen->canvas.painter, frame);

	/* On the console SDL makes its surface anew within the first present, and shows that, empty. */
	if (well && first && screen->standing) {
		if (screen->options.resumes)
			standing_put_back(screen->standing);
		well = screen->canvas.painter->again(screen->canvas.painter, NULL);
	}
	screen->began = true;
	return presented(screen, well);
}

bool screen_again(struct screen *screen, struct sample *sample)
{
	if (sample)
		sample->taken = false;
	return presented(screen, screen->canvas.painter->again(screen->canvas.painter, sample));
}

void screen_fade_begin(struct screen *screen, const struct frame *from, bool from_new, const struct frame *to)
{
	screen->canvas.painter->fade_begin(screen->canvas.painter, from, from_new, to);
}

bool screen_fade_ready(struct screen *screen)
{
	return screen->canvas.painter->fade_ready(screen->canvas.painter);
}

bool screen_paced(const struct screen *screen)
{
	return screen->canvas.painter->paced;
}

bool screen_fade_step(struct screen *screen, int weight)
{
	return screen->canvas.painter->fade_step(screen->canvas.painter, weight);
}

void screen_fade_end(struct screen *screen)
{
	screen->canvas.painter->fade_end(screen->canvas.painter);
	presented(screen, true);
}

bool screen_sleep(struct screen *screen)
{
	return !screen->lost && power_sleep(&screen->power, screen->canvas.window);
}

void screen_wake(struct screen *screen)
{
	if (!screen->lost)
		power_wake(&screen->power, screen->canvas.window);
}

void screen_take_over(struct screen *screen)
{
	window_system_take_over(screen->canvas.window, screen->options.owner);
}

void screen_prepare_exec(struct screen *screen)
{
	if (screen->options.window && screen->canvas.window)
		window_size_keep(screen->canvas.own_width_px, screen->canvas.own_height_px);
}

bool screen_display_changed(struct screen *screen)
{
	struct displays displays;
	uint64_t before = screen->displays;

	if (strcmp(screen->canvas.driver, "KMSDRM") != 0)
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

	assert(!screen->canvas.window);
	displays_find(&displays);
	for (size_t i = 0; i < displays.count && !opens; i++) {
		opens = canvas_driver_starts(displays.drivers[i]);
		if (opens)
			SDL_QuitSubSystem(SDL_INIT_VIDEO);
	}
	return opens;
}
