#include "player/fonts.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "player/faces.h"
#include "player/hyphens.h"
#include "player/open_fonts.h"

enum {
	WIDTHS = 8192,
	EXTENTS = 512,
	EXTENT_PX = 32, /* the size at which letters' extents are found */
	METRICS = 64,
};

/* Of a coloured face's fixed height the part that its em is: Noto Color Emoji has 128 rows to an em of 109. */
static const double coloured_em = 0.85;

struct width {
	uint64_t key; /* of font and text; 0: free */
	int width_px;
};

struct extent {
	uint64_t key;
	double above, below; /* in em */
};

struct metrics {
	enum font_role role;
	int size_px;
	struct font_metrics metrics;
};

struct fonts {
	struct faces *faces;
	struct hyphens *hyphens;
	struct open_fonts open;
	struct buffer text; /* the run at hand, NUL-terminated and fit for its face */
	struct width *widths;
	struct extent *extents;
	struct metrics metrics[METRICS];
	size_t metrics_count;
};

struct fonts *fonts_create(void)
{
	char *folder = data_path("fonts");
	struct fonts *fonts = fonts_create_from(folder);

	free(folder);
	return fonts;
}

struct fonts *fonts_create_from(const char *folder)
{
	struct faces *faces = faces_create(folder);
	struct fonts *fonts;

	if (!faces)
		return NULL;
	if (TTF_Init() != 0) {
		log_error("SDL_ttf does not start: %s", TTF_GetError());
		faces_destroy(faces);
		return NULL;
	}
	fonts = memory_allocate(sizeof *fonts);
	fonts->faces = faces;
	fonts->hyphens = hyphens_create("/usr/share/hyphen");
	fonts->widths = memory_allocate(WIDTHS * sizeof *fonts->widths);
	fonts->extents = memory_allocate(EXTENTS * sizeof *fonts->extents);
	buffer_init(&fonts->text);
	return fonts;
}

void fonts_destroy(struct fonts *fonts)
{
	if (!fonts)
		return;
	open_fonts_finish(&fonts->open);
	buffer_finish(&fonts->text);
	free(fonts->widths);
	free(fonts->extents);
	TTF_Quit();
	hyphens_destroy(fonts->hyphens);
	faces_destroy(fonts->faces);
	free(fonts);
}

static void set_script(TTF_Font *font, uint32_t letter)
{
	UErrorCode error = U_ZERO_ERROR;
	const char *name = letter < 0x250 ? NULL : uscript_getShortName(uscript_getScript((UChar32)letter, &error));

	TTF_SetFontScriptName(font, name && U_SUCCESS(error) ? name : "Latn");
}

static bool letter_has_script(uint32_t letter)
{
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)letter, &error);

	return U_SUCCESS(error) && script != USCRIPT_COMMON && script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN;
}

/* Puts what the face can write of the text into fonts->text; returns the letter that tells the script. */
static uint32_t prepare_text(struct fonts *fonts, const struct font_file *file, const char *text, size_t bytes)
{
	static const uint32_t middle_dot = 0xB7;
	uint32_t telling = 'a';
	size_t size;

	buffer_clear(&fonts->text);
	for (size_t at = 0; at < bytes; at += size) {
		uint32_t letter = utf8_decode(text + at, bytes - at, &size);
		char encoded[4];

		if (letter < 0x20 || letter == 0x7F) {
			buffer_add(&fonts->text, " ", letter == '\t' || letter == '\n');
		} else if (font_file_has(file, letter) ||
			   u_hasBinaryProperty((UChar32)letter, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
			buffer_add(&fonts->text, text + at, size);
			if (telling == 'a' && letter >= 0x250 && letter_has_script(letter))
				telling = letter;
		} else if (u_isUWhiteSpace((UChar32)letter)) {
			buffer_add(&fonts->text, " ", 1);
		} else if (!(U_GET_GC_MASK((UChar32)letter) & U_GC_M_MASK) && font_file_has(file, middle_dot)) {
			buffer_add(&fonts->text, encoded, utf8_encode(middle_dot, encoded));
		}
	}
	return telling;
}

/* The font, set up for the run that then stands in fonts->text. NULL if the run draws nothing. */
static TTF_Font *prepare(struct fonts *fonts, struct font font, const char *text, size_t bytes, bool right_to_left,
			 const struct font_file **file)
{
	TTF_Font *open;
	uint32_t telling;

	*file = faces_file(fonts->faces, font.role, font.face);
	open = open_fonts_get(&fonts->open, *file, font.size_px);
	if (!open) {
		*file = font.face != 0 ? faces_file(fonts->faces, font.role, 0) : faces_spare(fonts->faces, font.role);
		open = open_fonts_get(&fonts->open, *file, font.size_px);
	}
	if (!open)
		return NULL;
	telling = prepare_text(fonts, *file, text, bytes);
	if (fonts->text.length == 0)
		return NULL;
	set_script(open, telling);
	TTF_SetFontDirection(open, right_to_left ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
	return open;
}

static double scale_of(const struct font_file *file, TTF_Font *open, int size_px)
{
	int height_px = TTF_FontHeight(open);

	return file->coloured && height_px > 0 ? size_px / (height_px * coloured_em) : 1;
}

/* How far the run's first letter, as seen, reaches to the left of the pen: SDL_ttf's surface begins there. */
static int overhang_px(TTF_Font *open, const char *text, size_t length, bool right_to_left)
{
	size_t at = 0, size;
	uint32_t letter;
	int left_px = 0;

	if (right_to_left) {
		for (at = length - 1; at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80; at--)
			;
	}
	letter = utf8_decode(text + at, length - at, &size);
	if (TTF_GlyphMetrics32(open, letter, &left_px, NULL, NULL, NULL, NULL) != 0)
		return 0;
	return left_px < 0 ? -left_px : 0;
}

static uint64_t hash(uint64_t key, unsigned value)
{
	return (key ^ value) * 0x100000001B3; /* FNV-1a */
}

static uint64_t width_key(struct font font, const char *text, size_t bytes, bool right_to_left)
{
	uint64_t key = hash(0xCBF29CE484222325, (unsigned)font.role);

	key = hash(key, (unsigned)font.size_px);
	key = hash(key, (unsigned)font.face);
	key = hash(key, right_to_left);
	for (size_t i = 0; i < bytes; i++)
		key = hash(key, (unsigned char)text[i]);
	return key ? key : 1;
}

static int width_px(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	struct fonts *fonts = data;
	uint64_t key = width_key(font, text, bytes, right_to_left);
	struct width *width = &fonts->widths[key % WIDTHS];
	const struct font_file *file;
	TTF_Font *open;
	int measured_px = 0;

	if (width->key == key)
		return width->width_px;
	open = prepare(fonts, font, text, bytes, right_to_left, &file);
	if (open && TTF_SizeUTF8(open, buffer_text(&fonts->text), &measured_px, NULL) == 0) {
		measured_px -= overhang_px(open, fonts->text.bytes, fonts->text.length, right_to_left);
		measured_px = (int)ceil(measured_px * scale_of(file, open, font.size_px));
	}
	*width = (struct width){.key = key, .width_px = measured_px > 0 ? measured_px : 0};
	return width->width_px;
}

static struct font_metrics metrics(void *data, enum font_role role, int size_px)
{
	struct fonts *fonts = data;
	struct metrics *entry;
	TTF_Font *open;
	int cap_height_px;

	for (size_t i = 0; i < fonts->metrics_count && i < METRICS; i++) {
		if (fonts->metrics[i].role == role && fonts->metrics[i].size_px == size_px)
			return fonts->metrics[i].metrics;
	}
	/* Should the file be gone, a page with Inter's proportions is still a page. */
	entry = &fonts->metrics[fonts->metrics_count++ % METRICS];
	*entry = (struct metrics){role, size_px, {size_px * 97 / 100, size_px * 24 / 100, size_px * 73 / 100}};
	open = open_fonts_get(&fonts->open, faces_file(fonts->faces, role, 0), size_px);
	if (!open)
		return entry->metrics;
	entry->metrics.ascent_px = TTF_FontAscent(open);
	entry->metrics.descent_px = -TTF_FontDescent(open);
	if (TTF_GlyphMetrics32(open, 'H', NULL, NULL, NULL, &cap_height_px, NULL) == 0)
		entry->metrics.cap_height_px = cap_height_px;
	return entry->metrics;
}

static bool hyphens(void *data, const char *language, const char *word, size_t bytes, bool *allowed)
{
	struct fonts *fonts = data;

	return hyphens_find(fonts->hyphens, language, word, bytes, allowed);
}

static size_t covered(void *data, enum font_role role, const char *text, size_t bytes, const char *language, int *face)
{
	struct fonts *fonts = data;

	return faces_covered(fonts->faces, role, text, bytes, language ? language : "", face);
}

/* SDL_ttf makes the surface taller when letters (capitals with two accents) rise above the ascent, and moves the
 * baseline down without telling. What does not hang below must rise above. */
static int risen_px(TTF_Font *open, const struct buffer *text, int surface_height_px)
{
	int height_px = TTF_FontHeight(open), lowest_px = height_px - TTF_FontAscent(open);
	int extra_px = surface_height_px - height_px, hanging_px = 0, bottom_px;
	size_t size;

	if (extra_px <= 0)
		return 0;
	for (size_t at = 0; at < text->length; at += size) {
		uint32_t letter = utf8_decode(text->bytes + at, text->length - at, &size);

		if (TTF_GlyphMetrics32(open, letter, NULL, NULL, &bottom_px, NULL, NULL) == 0 &&
		    -bottom_px - lowest_px > hanging_px)
			hanging_px = -bottom_px - lowest_px;
	}
	return hanging_px < extra_px ? extra_px - hanging_px : 0;
}

bool fonts_render(struct fonts *fonts, struct font font, const char *text, bool right_to_left, struct run *run)
{
	static const SDL_Color black = {0, 0, 0, 255}, white = {255, 255, 255, 255};
	const struct font_file *file;
	TTF_Font *open = prepare(fonts, font, text, strlen(text), right_to_left, &file);

	*run = (struct run){0};
	if (!open)
		return false;
	run->coloured = file->coloured;
	run->surface = file->coloured ? TTF_RenderUTF8_Blended(open, buffer_text(&fonts->text), white)
				      : TTF_RenderUTF8_Shaded(open, buffer_text(&fonts->text), white, black);
	if (!run->surface)
		return false;
	open_fonts_drew(&fonts->open, (size_t)run->surface->h * (size_t)run->surface->pitch);
	run->scale = scale_of(file, open, font.size_px);
	run->origin_x = overhang_px(open, fonts->text.bytes, fonts->text.length, right_to_left);
	if (run->coloured) { /* centred on the capitals beside it */
		struct font_metrics own = metrics(fonts, font.role, font.size_px);

		run->baseline_y = (int)lround((run->surface->h + own.cap_height_px / run->scale) / 2);
	} else {
		run->baseline_y = TTF_FontAscent(open) + risen_px(open, &fonts->text, run->surface->h);
	}
	return true;
}

/* Letters that stay within capitals and the font's depth: Latin, Greek and Cyrillic without marks of their own. */
static bool keeps_within(const char *text, size_t bytes)
{
	size_t size;

	for (size_t at = 0; at < bytes; at += size) {
		uint32_t letter = utf8_decode(text + at, bytes - at, &size);

		if (!(letter < 0x300 || (letter >= 0x370 && letter < 0x483) || (letter >= 0x48A && letter < 0x530) ||
		      (letter >= 0x2010 && letter <= 0x205E) || (letter >= 0x20A0 && letter < 0x20D0)))
			return false;
	}
	return true;
}

static struct extent ink_of(const struct run *run)
{
	const SDL_Surface *surface = run->surface;
	int first = run->baseline_y, last = first;

	if (run->coloured)
		return (struct extent){.above = run->baseline_y * run->scale / EXTENT_PX,
				       .below = (surface->h - run->baseline_y) * run->scale / EXTENT_PX};
	for (int y = 0; y < surface->h; y++) {
		const uint8_t *row = (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
		bool ink = false;

		for (int x = 0; x < surface->w; x++)
			ink |= row[x] > 63;
		if (ink && y < first)
			first = y;
		if (ink && y >= last)
			last = y + 1;
	}
	return (struct extent){.above = (double)(run->baseline_y - first) / EXTENT_PX,
			       .below = (double)(last - run->baseline_y) / EXTENT_PX};
}

static struct font_extent extent(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	struct fonts *fonts = data;
	struct font_metrics own = metrics(fonts, font.role, font.size_px);
	struct font_extent found = {own.cap_height_px, own.descent_px};
	struct font sample = {font.role, EXTENT_PX, font.face};
	struct extent *entry;
	uint64_t key;

	if (keeps_within(text, bytes))
		return found;
	key = width_key(sample, text, bytes, right_to_left);
	entry = &fonts->extents[key % EXTENTS];
	if (entry->key != key) {
		char *copy = text_copy_part(text, bytes);
		struct run run;

		*entry = (struct extent){0};
		if (fonts_render(fonts, sample, copy, right_to_left, &run)) {
			*entry = ink_of(&run);
			SDL_FreeSurface(run.surface);
		}
		entry->key = key;
		free(copy);
	}
	return (struct font_extent){(int)ceil(entry->above * font.size_px), (int)ceil(entry->below * font.size_px)};
}

bool fonts_have(struct fonts *fonts, struct font font, uint32_t code_point)
{
	return font_file_has(faces_file(fonts->faces, font.role, font.face), code_point);
}

struct measure fonts_measure(struct fonts *fonts)
{
	return (struct measure){.data = fonts,
				.width_px = width_px,
				.metrics = metrics,
				.extent = extent,
				.covered = covered,
				.hyphens = hyphens};
}
