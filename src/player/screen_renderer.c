#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "player/painter.h"

/* Two textures for ever, which take turns: one is shown, the other waits for the frame after it. */
struct renderer {
	struct painter painter;
	SDL_Renderer *renderer;
	SDL_Texture *shown; /* NULL before the first frame */
	SDL_Texture *to;
	const struct frame *coming; /* being uploaded into `to`, borrowed; NULL: none */
	int uploaded_rows;
	bool failing; /* and it was told */
};

enum { STRIP_PX = 1 << 18 /* a megabyte: a millisecond or two of a small GPU's bus */ };

static struct renderer *renderer_of(struct painter *painter)
{
	return (struct renderer *)painter;
}

/* Makes a texture of the frame's size where there is none. */
static bool fit(struct renderer *renderer, SDL_Texture **texture, const struct frame *frame)
{
	int width_px = 0, height_px = 0;

	if (*texture)
		SDL_QueryTexture(*texture, NULL, NULL, &width_px, &height_px);
	if (width_px != frame->width_px || height_px != frame->height_px) {
		if (*texture)
			SDL_DestroyTexture(*texture);
		*texture = SDL_CreateTexture(renderer->renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STATIC,
					     frame->width_px, frame->height_px);
	}
	return *texture != NULL;
}

static bool upload(struct renderer *renderer, SDL_Texture **texture, const struct frame *frame)
{
	return fit(renderer, texture, frame) &&
	       SDL_UpdateTexture(*texture, NULL, frame->pixels, frame->width_px * 4) == 0;
}

/* Over the whole display, whatever the texture's size: a display larger than textures can be is filled by stretching.
 */
static bool put(struct renderer *renderer, SDL_Texture *texture, int weight)
{
	if (!texture)
		return false;
	SDL_SetTextureBlendMode(texture, weight < 256 ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
	SDL_SetTextureAlphaMod(texture, (Uint8)(weight * 255 / 256));
	return SDL_RenderCopy(renderer->renderer, texture, NULL, NULL) == 0;
}

static bool present(struct renderer *renderer, bool well)
{
	if (well)
		SDL_RenderPresent(renderer->renderer);
	else if (!renderer->failing)
		log_error("the GPU takes no picture: %s", SDL_GetError());
	renderer->failing = !well;
	return well;
}

/* Reading a pixel waits until all is drawn. A display that does not wait by itself (Mesa drawing with the CPU, on the
 * console) would show an empty buffer for as long as that takes, which at the beginning is long. */
static bool drawn(struct renderer *renderer)
{
	uint32_t pixel;

	return SDL_RenderReadPixels(renderer->renderer, &(SDL_Rect){.w = 1, .h = 1}, SDL_PIXELFORMAT_ARGB8888, &pixel,
				    sizeof pixel) == 0;
}

static bool show(struct painter *painter, const struct frame *frame)
{
	struct renderer *renderer = renderer_of(painter);
	bool well = upload(renderer, &renderer->shown, frame);

	return present(renderer, well && put(renderer, renderer->shown, 256) && drawn(renderer));
}

/* Of what was drawn, and is about to be presented: then it is gone from here. */
static void take_sample(const struct renderer *renderer, struct sample *sample)
{
	int width_px, height_px;
	Uint32 *line;

	if (SDL_GetRendererOutputSize(renderer->renderer, &width_px, &height_px) != 0 || width_px <= 0)
		return;
	line = memory_allocate((size_t)width_px * sizeof *line);
	sample->taken = true;
	for (int y = 0; y < SAMPLE_ROWS && sample->taken; y++) {
		SDL_Rect row = {0, sample_at(y, SAMPLE_ROWS, height_px), width_px, 1};

		sample->taken = SDL_RenderReadPixels(renderer->renderer, &row, SDL_PIXELFORMAT_ARGB8888, line,
						     width_px * (int)sizeof *line) == 0;
		for (int x = 0; x < SAMPLE_COLUMNS; x++)
			sample->pixels[y * SAMPLE_COLUMNS + x] =
				line[sample_at(x, SAMPLE_COLUMNS, width_px)] & 0xffffff;
	}
	free(line);
}

static bool again(struct painter *painter, struct sample *sample)
{
	struct renderer *renderer = renderer_of(painter);
	bool well = put(renderer, renderer->shown, 256);

	if (well && sample)
		take_sample(renderer, sample);
	else if (well)
		well = drawn(renderer);
	return present(renderer, well);
}

static void fade_begin(struct painter *painter, const struct frame *from, bool from_new, const struct frame *to)
{
	struct renderer *renderer = renderer_of(painter);

	renderer->coming = to;
	renderer->uploaded_rows = 0;
	if (((from_new && !upload(renderer, &renderer->shown, from)) || !fit(renderer, &renderer->to, to)) &&
	    !renderer->failing)
		log_error("the GPU takes no picture: %s", SDL_GetError());
}

static bool fade_ready(struct painter *painter)
{
	struct renderer *renderer = renderer_of(painter);
	const struct frame *frame = renderer->coming;
	SDL_Rect strip = {0, renderer->uploaded_rows, frame->width_px, STRIP_PX / frame->width_px + 1};

	if (strip.y + strip.h > frame->height_px)
		strip.h = frame->height_px - strip.y;
	/* What fails here is told at the first step, which finds no picture either. */
	if (renderer->to)
		SDL_UpdateTexture(renderer->to, &strip, frame->pixels + (size_t)strip.y * (size_t)strip.w, strip.w * 4);
	renderer->uploaded_rows += strip.h;
	return renderer->uploaded_rows >= frame->height_px;
}

static bool fade_step(struct painter *painter, int weight)
{
	struct renderer *renderer = renderer_of(painter);
	bool well = put(renderer, renderer->shown, 256);

	return present(renderer, well && put(renderer, renderer->to, weight));
}

static void fade_end(struct painter *painter)
{
	struct renderer *renderer = renderer_of(painter);
	SDL_Texture *before = renderer->shown;

	renderer->shown = renderer->to;
	renderer->to = before;
	renderer->coming = NULL;
}

static void destroy(struct painter *painter)
{
	SDL_DestroyRenderer(renderer_of(painter)->renderer); /* and its textures */
	free(painter);
}

static int renderer_named(const char *name)
{
	SDL_RendererInfo info;

	for (int i = 0; i < SDL_GetNumRenderDrivers(); i++) {
		if (SDL_GetRenderDriverInfo(i, &info) == 0 && strcmp(info.name, name) == 0)
			return i;
	}
	return -1;
}

/* GL says who draws: Mesa's names for drawing with the CPU. */
static bool draws_with_cpu(void)
{
	enum { RENDERER = 0x1F01 /* GL_RENDERER */ };
	static const char *const names[] = {"llvmpipe", "softpipe", "swrast", "Software"};
	const unsigned char *(*get_string)(unsigned) = NULL;
	void *address = SDL_GL_GetProcAddress("glGetString");
	const char *name;

	memcpy(&get_string, &address, sizeof get_string);
	name = get_string ? (const char *)get_string(RENDERER) : NULL;
	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
		if (strstr(name, names[i]))
			return true;
	}
	return false;
}

struct painter *painter_renderer(SDL_Window *window, const char *name, bool software_allowed, int *limit_px)
{
	int index = renderer_named(name);
	SDL_Renderer *made =
		index < 0 ? NULL
			  : SDL_CreateRenderer(window, index, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
	struct renderer *renderer;
	SDL_RendererInfo info;

	if (!made)
		return NULL;
	if (!software_allowed && draws_with_cpu()) {
		SDL_DestroyRenderer(made);
		return NULL;
	}
	*limit_px = SDL_GetRendererInfo(made, &info) == 0 ? info.max_texture_width : 0;
	if (*limit_px == 0 || info.max_texture_height < *limit_px)
		*limit_px = info.max_texture_height;
	renderer = memory_allocate(sizeof *renderer);
	renderer->renderer = made;
	renderer->painter = (struct painter){.name = "gpu",
					     .paced = info.flags & SDL_RENDERER_PRESENTVSYNC,
					     .show = show,
					     .again = again,
					     .fade_begin = fade_begin,
					     .fade_ready = fade_ready,
					     .fade_step = fade_step,
					     .fade_end = fade_end,
					     .destroy = destroy};
	return &renderer->painter;
}
