/* Open fonts by file and size. However many sizes pages ask for, and however many letters they show, what is kept is
 * bounded: so many fonts, of those so many with large tables (Chinese, emoji), and so many bytes of drawn letters. */
#ifndef PLAYER_OPEN_FONTS_H
#define PLAYER_OPEN_FONTS_H

#include <SDL2/SDL_ttf.h>
#include <stdint.h>

#include "player/font_files.h"

enum {
	OPEN_FONTS_LIMIT = 24,
	OPEN_FONTS_LARGE_LIMIT = 6,             /* of files of more than 4 MB; about 3 MB of memory each */
	OPEN_FONTS_DRAWN_LIMIT_BYTES = 6 << 20, /* of letters that SDL_ttf keeps as pixels */
};

struct open_font {
	const struct font_file *file; /* NULL: this place is free */
	int size_px;
	TTF_Font *font;
	uint64_t used;
	bool large;
};

struct open_fonts { /* zeroed is empty; SDL_ttf is running */
	struct open_font list[OPEN_FONTS_LIMIT];
	uint64_t uses;
	size_t drawn_bytes;
};

void open_fonts_finish(struct open_fonts *open);

/* The font of that file and size (bounded to what makes sense), good until the next call. NULL if the file cannot be
 * opened: it was removed, or is broken. */
TTF_Font *open_fonts_get(struct open_fonts *open, const struct font_file *file, int size_px);

/* To be told after each drawing of so many bytes; forgets letters in time. */
void open_fonts_drew(struct open_fonts *open, size_t bytes);

#endif
