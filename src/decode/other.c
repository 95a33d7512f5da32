/* Every other kind, by SDL_image. It decodes whole pictures, so their size is looked up before; and it is lenient with
 * cut TIFFs and GIFs, so these are looked at first. */
#include <SDL2/SDL_image.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "decode/decode.h"
#include "decode/headers.h"
#include "decode/scaler.h"

enum { PIXELS_LIMIT = 60000000, VECTOR_SIDE_LIMIT = 4096 };

static bool acceptable(FILE *file, enum header_kind kind, const uint8_t *head, size_t length, struct raster *raster)
{
	uint32_t width = 0, height = 0;
	if (kind == HEADER_TIFF && !header_tiff(file, &width, &height))
		return refuse(raster, "the TIFF is cut off, or of an unusual kind", "save it anew, as JPEG or PNG");
	if (kind == HEADER_GIF && !header_gif_whole(file))
		return refuse(raster, "the GIF is cut off", "copy or export it again");
	if (kind == HEADER_WEBP && header_animated_webp(head, length))
		return refuse(raster, "this WebP moves, which cannot be shown",
			      "save one picture of it, as JPEG or PNG");
	if (kind == HEADER_PNG || kind == HEADER_GIF || kind == HEADER_WEBP || kind == HEADER_BMP)
		header_size(kind, head, length, &width, &height);
	if ((uint64_t)width * height > PIXELS_LIMIT)
		return refuse(raster, "the picture has too many pixels", "save it smaller, as JPEG");
	return true;
}

/* Drawings have no pixels of their own: they are drawn to cover the box. */
static SDL_Surface *load_vector(SDL_RWops *source, int box_width_px, int box_height_px)
{
	SDL_Surface *surface = IMG_LoadSizedSVG_RW(source, box_width_px, 0);
	if (surface == NULL || surface->h >= box_height_px || surface->h < 1)
		return surface;
	int64_t width = (int64_t)surface->w * box_height_px / surface->h;
	if (width > VECTOR_SIDE_LIMIT)
		return surface;
	SDL_FreeSurface(surface);
	SDL_RWseek(source, 0, RW_SEEK_SET);
	return IMG_LoadSizedSVG_RW(source, 0, box_height_px);
}

/* A surface whose rows SDL_ConvertPixels() takes: palettes and colour keys it does not know. */
static SDL_Surface *plain(SDL_Surface *surface)
{
	if (!SDL_ISPIXELFORMAT_INDEXED(surface->format->format) && !SDL_HasColorKey(surface))
		return surface;
	SDL_Surface *converted = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
	SDL_FreeSurface(surface);
	return converted;
}

static bool scale(SDL_Surface *surface, int box_width_px, int box_height_px, struct raster *raster)
{
	cover(surface->w, surface->h, box_width_px, box_height_px, &raster->width_px, &raster->height_px);
	struct scaler *scaler = scaler_create(surface->w, surface->h, raster->width_px, raster->height_px);
	uint32_t *row = memory_allocate((size_t)surface->w * sizeof *row);
	bool well = true;
	for (int y = 0; y < surface->h && well; y++) {
		const uint8_t *from = (const uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch;
		well = SDL_ConvertPixels(surface->w, 1, surface->format->format, from, surface->pitch,
					 SDL_PIXELFORMAT_ARGB8888, row, surface->w * 4) == 0;
		if (well)
			scaler_row(scaler, row);
	}
	if (well)
		raster->pixels = scaler_take(scaler, &raster->transparent);
	free(row);
	scaler_destroy(scaler);
	return well;
}

bool decode_other(FILE *file, int box_width_px, int box_height_px, struct raster *raster)
{
	uint8_t head[HEAD_BYTES];
	size_t length = fread(head, 1, sizeof head, file);
	rewind(file);
	enum header_kind kind = header_kind(head, length);
	if (!acceptable(file, kind, head, length, raster))
		return false;
	SDL_RWops *source = SDL_RWFromFP(file, SDL_FALSE);
	SDL_Surface *surface = source == NULL       ? NULL
			       : kind == HEADER_SVG ? load_vector(source, box_width_px, box_height_px)
						    : IMG_Load_RW(source, 0);
	if (surface != NULL)
		surface = plain(surface);
	char words[REFUSAL_SIZE];
	snprintf(words, sizeof words, "the picture is cut off or damaged (%.120s)", SDL_GetError());
	if (surface == NULL)
		refuse(raster, words, "copy or export it again");
	else if (surface->w < 1 || surface->h < 1 || !scale(surface, box_width_px, box_height_px, raster))
		refuse(raster, "the picture is empty, or of an unusual kind", "save it anew, as JPEG or PNG");
	SDL_FreeSurface(surface);
	if (source != NULL)
		SDL_RWclose(source);
	return raster->pixels != NULL;
}
