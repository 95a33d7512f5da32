/* The floor: the least that a program with SDL does to show the same pictures, without text, folder, faults or
 * anything else that a venue needs. Decodes each when it is due, JPEG as small as it may, and blends.
 *   bench_floor PICTURE… */
#include <SDL2/SDL.h>
#include <jpeglib.h>
#include <png.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STAY_MS = 4000, FADE_MS = 800, STEP_MS = 16 };

/* A row's pixels onto a row of the screen, by the nearest one. */
static void spread(uint32_t *out, int out_width, const uint8_t *row, int width, int bytes)
{
	for (int x = 0; x < out_width; x++) {
		const uint8_t *from = row + (size_t)(x * (int64_t)width / out_width) * (size_t)bytes;
		out[x] = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
	}
}

static void read_jpeg(FILE *file, uint32_t *pixels, int width, int height)
{
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_decompress(&jpeg);
	jpeg_stdio_src(&jpeg, file);
	jpeg_read_header(&jpeg, TRUE);
	jpeg.out_color_space = JCS_RGB;
	for (jpeg.scale_num = 8; jpeg.scale_num > 1; jpeg.scale_num--)
		if ((int)jpeg.image_height * ((int)jpeg.scale_num - 1) / 8 < height)
			break;
	jpeg.scale_denom = 8;
	jpeg_start_decompress(&jpeg);
	uint8_t *row = malloc((size_t)jpeg.output_width * 3);
	int shown_width = (int)((int64_t)jpeg.output_width * height / jpeg.output_height);
	shown_width = shown_width > width ? width : shown_width;
	int done = 0;
	while (jpeg.output_scanline < jpeg.output_height) {
		jpeg_read_scanlines(&jpeg, &row, 1);
		for (; done < (int)((int64_t)jpeg.output_scanline * height / jpeg.output_height); done++)
			spread(pixels + (size_t)done * (size_t)width + (width - shown_width) / 2, shown_width, row,
			       (int)jpeg.output_width, 3);
	}
	jpeg_finish_decompress(&jpeg);
	jpeg_destroy_decompress(&jpeg);
	free(row);
}

static void read_png(FILE *file, uint32_t *pixels, int width, int height)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	png_image_begin_read_from_stdio(&image, file);
	image.format = PNG_FORMAT_BGRA;
	uint8_t *whole = malloc(PNG_IMAGE_SIZE(image));
	png_image_finish_read(&image, NULL, whole, 0, NULL);
	if ((int)image.width == width && (int)image.height == height)
		memcpy(pixels, whole, PNG_IMAGE_SIZE(image));
	free(whole);
}

static void read_picture(const char *path, uint32_t *pixels, int width, int height)
{
	FILE *file = fopen(path, "rbe");
	memset(pixels, 0, (size_t)width * (size_t)height * sizeof *pixels);
	if (file == NULL)
		return;
	if (strstr(path, ".png") != NULL)
		read_png(file, pixels, width, height);
	else
		read_jpeg(file, pixels, width, height);
	fclose(file);
}

__attribute__((optimize("O3"))) static void blend(uint8_t *restrict out, const uint8_t *restrict from,
						  const uint8_t *restrict to, unsigned weight, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		out[i] = (uint8_t)((from[i] * (256 - weight) + to[i] * weight) >> 8);
}

static void fade(SDL_Window *window, const uint32_t *from, const uint32_t *to, size_t bytes)
{
	Uint32 begun = SDL_GetTicks(), passed = 0;
	while (passed < FADE_MS) {
		passed = SDL_GetTicks() - begun;
		unsigned weight = passed >= FADE_MS ? 256 : passed * 256 / FADE_MS;
		SDL_Surface *surface = SDL_GetWindowSurface(window);
		blend(surface->pixels, (const uint8_t *)from, (const uint8_t *)to, weight, bytes);
		SDL_UpdateWindowSurface(window);
		Uint32 took = SDL_GetTicks() - begun - passed;
		SDL_Delay(took < STEP_MS ? STEP_MS - took : 0);
	}
}

int main(int argc, char **argv)
{
	SDL_Event event;
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	if (argc < 2 || SDL_Init(SDL_INIT_VIDEO) != 0)
		return 2;
	SDL_Rect all;
	SDL_GetDisplayBounds(0, &all);
	SDL_Window *window = SDL_CreateWindow("floor", 0, 0, all.w, all.h, SDL_WINDOW_BORDERLESS);
	SDL_Surface *surface = SDL_GetWindowSurface(window);
	int width = surface->w, height = surface->h;
	size_t bytes = (size_t)width * (size_t)height * sizeof(uint32_t);
	uint32_t *shown = calloc(1, bytes), *coming = calloc(1, bytes);
	bool going = true;
	for (int i = 0; going; i = (i + 1) % (argc - 1)) {
		read_picture(argv[1 + i], coming, width, height);
		fade(window, shown, coming, bytes);
		uint32_t *kept = shown;
		shown = coming;
		coming = kept;
		Uint32 until = SDL_GetTicks() + STAY_MS;
		while (going && !SDL_TICKS_PASSED(SDL_GetTicks(), until))
			going = !SDL_WaitEventTimeout(&event, (int)(until - SDL_GetTicks())) || event.type != SDL_QUIT;
	}
	free(shown);
	free(coming);
	SDL_Quit();
	return 0;
}
