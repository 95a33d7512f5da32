#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "player/painter.h"

/* The window's surface is all there is: the frame that stands is in it and nowhere else here. */
struct surface {
	struct painter painter;
	SDL_Window *window;
	const struct frame *from, *to; /* of the fade that is under way, borrowed */
	uint32_t *line;                /* one mixed row, where the surface has another format than frames */
	bool failing;                  /* and it was told */
};

static struct surface *surface_of(struct painter *painter)
{
	return (struct surface *)painter;
}

/* SDL makes the surface anew when the window has changed. */
static SDL_Surface *begin(struct surface *surface)
{
	SDL_Surface *target = SDL_GetWindowSurface(surface->window);

	if (target && SDL_MUSTLOCK(target) && SDL_LockSurface(target) != 0)
		return NULL;
	return target;
}

static bool end_part(struct surface *surface, SDL_Surface *target, SDL_Rect part)
{
	bool well;

	if (target && SDL_MUSTLOCK(target))
		SDL_UnlockSurface(target);
	well = target && SDL_UpdateWindowSurfaceRects(surface->window, &part, 1) == 0;
	if (!well && !surface->failing)
		log_error("the window takes no picture: %s", SDL_GetError());
	surface->failing = !well;
	return well;
}

static bool end(struct surface *surface, SDL_Surface *target)
{
	return end_part(surface, target, (SDL_Rect){0, 0, target ? target->w : 0, target ? target->h : 0});
}

static bool is_plain(const SDL_Surface *target)
{
	return target->format->format == SDL_PIXELFORMAT_RGB888 || target->format->format == SDL_PIXELFORMAT_ARGB8888;
}

/* A frame may be of another size than the window for a moment: the part that both have is painted. */
static int common(int a, int b)
{
	return a < b ? a : b;
}

static void put_line(const SDL_Surface *target, int y, const uint32_t *pixels, int width_px)
{
	char *row = (char *)target->pixels + (ptrdiff_t)y * target->pitch;

	if (is_plain(target))
		memcpy(row, pixels, (size_t)width_px * sizeof *pixels);
	else
		SDL_ConvertPixels(width_px, 1, SDL_PIXELFORMAT_RGB888, pixels, width_px * 4, target->format->format,
				  row, target->pitch);
}

static bool show(struct painter *painter, const struct frame *frame)
{
	struct surface *surface = surface_of(painter);
	SDL_Surface *target = begin(surface);

	for (int y = 0; target && y < common(frame->height_px, target->h); y++)
		put_line(target, y, frame->pixels + (size_t)y * (size_t)frame->width_px,
			 common(frame->width_px, target->w));
	return end(surface, target);
}

static void take_sample(const SDL_Surface *target, struct sample *sample)
{
	for (int i = 0; i < SAMPLE_POINTS; i++) {
		int x = sample_at(i % SAMPLE_COLUMNS, SAMPLE_COLUMNS, target->w);
		int y = sample_at(i / SAMPLE_COLUMNS, SAMPLE_ROWS, target->h);
		int bytes = target->format->BytesPerPixel;
		Uint32 pixel = 0;
		Uint8 red, green, blue;

		memcpy(&pixel, (const char *)target->pixels + (ptrdiff_t)y * target->pitch + (ptrdiff_t)x * bytes,
		       (size_t)bytes);
		SDL_GetRGB(pixel, target->format, &red, &green, &blue);
		sample->pixels[i] = (uint32_t)red << 16 | (uint32_t)green << 8 | blue;
	}
	sample->taken = true;
}

static bool again(struct painter *painter, struct sample *sample)
{
	struct surface *surface = surface_of(painter);
	SDL_Surface *target = begin(surface);

	if (target && sample)
		take_sample(target, sample);
	/* The display has it all. A corner is enough to see that it still takes any. */
	return end_part(surface, target, (SDL_Rect){0, 0, 1, 1});
}

static void fade_begin(struct painter *painter, const struct frame *from, bool from_new, const struct frame *to)
{
	struct surface *surface = surface_of(painter);

	(void)from_new;
	surface->from = from;
	surface->to = to;
	surface->line = memory_allocate((size_t)to->width_px * sizeof *surface->line);
}

static bool fade_ready(struct painter *painter)
{
	(void)painter;
	return true;
}

static bool fade_step(struct painter *painter, int weight)
{
	struct surface *surface = surface_of(painter);
	const struct frame *from = surface->from, *to = surface->to;
	SDL_Surface *target = begin(surface);
	int width_px = target ? common(to->width_px, target->w) : 0;

	if (target && is_plain(target) && target->pitch == to->width_px * 4 && target->h == to->height_px) {
		frame_blend(target->pixels, from->pixels, to->pixels, weight, to->width_px * to->height_px);
		return end(surface, target);
	}
	for (int y = 0; target && y < common(to->height_px, target->h); y++) {
		size_t row = (size_t)y * (size_t)to->width_px;

		frame_blend(surface->line, from->pixels + row, to->pixels + row, weight, width_px);
		put_line(target, y, surface->line, width_px);
	}
	return end(surface, target);
}

static void fade_end(struct painter *painter)
{
	struct surface *surface = surface_of(painter);

	free(surface->line);
	surface->line = NULL;
	surface->from = surface->to = NULL;
}

static void destroy(struct painter *painter)
{
	free(surface_of(painter)->line);
	free(painter);
}

struct painter *painter_surface(SDL_Window *window)
{
	struct surface *surface;

	if (!SDL_GetWindowSurface(window))
		return NULL;
	surface = memory_allocate(sizeof *surface);
	surface->window = window;
	surface->painter = (struct painter){.name = "cpu",
					    .show = show,
					    .again = again,
					    .fade_begin = fade_begin,
					    .fade_ready = fade_ready,
					    .fade_step = fade_step,
					    .fade_end = fade_end,
					    .destroy = destroy};
	return &surface->painter;
}
