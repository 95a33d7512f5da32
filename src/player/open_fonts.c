#include "player/open_fonts.h"

#include <sys/stat.h>

enum { LARGE_FILE_BYTES = 4 << 20, SIZE_LIMIT_PX = 1000 };

void open_fonts_finish(struct open_fonts *open)
{
	for (size_t i = 0; i < OPEN_FONTS_LIMIT; i++) {
		if (open->list[i].font)
			TTF_CloseFont(open->list[i].font);
	}
	*open = (struct open_fonts){0};
}

/* A face with large tables is opened once and changes its size; others are open once a size, because a change of size
 * forgets the letters. */
static struct open_font *find(struct open_fonts *open, const struct font_file *file, int size_px)
{
	for (size_t i = 0; i < OPEN_FONTS_LIMIT; i++) {
		struct open_font *font = &open->list[i];

		if (font->file == file && (font->size_px == size_px || font->large))
			return font;
	}
	return NULL;
}

static bool is_large(const struct font_file *file)
{
	struct stat status;

	return file->coloured || (stat(file->path, &status) == 0 && status.st_size > LARGE_FILE_BYTES);
}

/* A free place: that of the font, or of the large one, that was not used for longest. */
static struct open_font *make_place(struct open_fonts *open, bool large)
{
	struct open_font *oldest = &open->list[0], *oldest_large = NULL;
	int larges = 0;

	for (size_t i = 0; i < OPEN_FONTS_LIMIT; i++) {
		struct open_font *font = &open->list[i];

		if (font->used < oldest->used)
			oldest = font;
		if (font->large && (!oldest_large || font->used < oldest_large->used))
			oldest_large = font;
		larges += font->large;
	}
	if (large && larges >= OPEN_FONTS_LARGE_LIMIT)
		oldest = oldest_large;
	if (oldest->font)
		TTF_CloseFont(oldest->font);
	*oldest = (struct open_font){0};
	return oldest;
}

TTF_Font *open_fonts_get(struct open_fonts *open, const struct font_file *file, int size_px)
{
	struct open_font *font;

	if (size_px < 1)
		size_px = 1;
	if (size_px > SIZE_LIMIT_PX)
		size_px = SIZE_LIMIT_PX;
	font = find(open, file, size_px);
	if (!font) {
		TTF_Font *opened = TTF_OpenFontIndex(file->path, size_px, file->index);
		bool large = is_large(file);

		if (!opened)
			return NULL;
		/* Outlines as designed: at these sizes hinting only bends them, and widths stay proportional. */
		TTF_SetFontHinting(opened, TTF_HINTING_NONE);
		font = make_place(open, large);
		*font = (struct open_font){.file = file, .size_px = size_px, .font = opened, .large = large};
	}
	if (font->size_px != size_px && !file->coloured && TTF_SetFontSize(font->font, size_px) == 0)
		font->size_px = size_px;
	font->used = ++open->uses;
	return font->font;
}

/* SDL_ttf keeps up to 256 letters a font as pixels and tells nobody; all it keeps was drawn at least once. To be set to
 * a size, even its own, makes a font forget them. */
void open_fonts_drew(struct open_fonts *open, size_t bytes)
{
	open->drawn_bytes += bytes;
	if (open->drawn_bytes <= OPEN_FONTS_DRAWN_LIMIT_BYTES)
		return;
	for (size_t i = 0; i < OPEN_FONTS_LIMIT; i++) {
		if (open->list[i].font)
			TTF_SetFontSize(open->list[i].font, open->list[i].size_px);
	}
	open->drawn_bytes = 0;
}
