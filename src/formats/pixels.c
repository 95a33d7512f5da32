#include "formats/pixels.h"

#include <assert.h>
#include <string.h>

static const char magic[8] = {'c', 'b', 'p', 'i', 'x', 'e', 'l', '1'};

_Static_assert(sizeof(struct pixels_header) == 32, "rows begin after 32 bytes");

void pixels_header_init(struct pixels_header *header, int width_px, int height_px, bool transparent, unsigned notes)
{
	assert(width_px > 0 && width_px <= PIXELS_SIDE_LIMIT && height_px > 0 && height_px <= PIXELS_SIDE_LIMIT);
	*header = (struct pixels_header){.width_px = (uint32_t)width_px,
					 .height_px = (uint32_t)height_px,
					 .transparent = transparent,
					 .notes = notes};
	memcpy(header->magic, magic, sizeof magic);
}

const char *pixels_note_words(unsigned notes, int index, const char **remedy)
{
	static const struct {
		enum pixels_note note;
		const char *words, *remedy;
	} all[] = {
		{PIXELS_MOVES, "this picture moves; its first image is shown, standing still",
		 "if another one is wanted, save that one as PNG"},
		{PIXELS_PAGES, "this file has several pages; the first one is shown",
		 "if others are wanted, save each as a PNG of its own"},
		{PIXELS_PROFILE, "its colour profile is damaged; colours may differ from what was meant",
		 "export it anew as sRGB"},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if ((notes & all[i].note) != 0 && index-- == 0) {
			*remedy = all[i].remedy;
			return all[i].words;
		}
	}
	return NULL;
}

enum { KIND_SHIFT = 8 };

/* Of one family each takes the other's endings, as Apple's devices give them. */
static const struct {
	const char *name, *endings;
} kinds[] = {
	{"BMP", " bmp "},
	{"GIF", " gif "},
	{"HEIC", " heic heif hif "},
	{"AVIF", " avif avifs heif hif "},
	{"JPEG", " jpg jpeg jpe jfif "},
	{"PNG", " png apng "},
	{"SVG", " svg "},
	{"TIFF", " tif tiff "},
	{"WebP", " webp "},
};

unsigned pixels_kind_note(const char *kind)
{
	for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, kind) == 0)
			return (i + 1) << KIND_SHIFT;
	return 0;
}

const char *pixels_kind_unlike(unsigned notes, const char *name)
{
	enum { ENDING_LIMIT = 8 };
	unsigned kind = (notes & PIXELS_KIND) >> KIND_SHIFT;
	const char *dot = strrchr(name, '.');
	char ending[ENDING_LIMIT + 3] = " ";
	if (kind == 0 || kind > sizeof kinds / sizeof *kinds || dot == NULL || strlen(dot + 1) > ENDING_LIMIT)
		return NULL;
	size_t length = 1;
	for (const char *c = dot + 1; *c != '\0'; c++)
		ending[length++] = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	ending[length] = ' ';
	return strstr(kinds[kind - 1].endings, ending) == NULL ? kinds[kind - 1].name : NULL;
}

uint64_t pixels_bytes(const struct pixels_header *header)
{
	return sizeof *header + (uint64_t)header->width_px * header->height_px * 4 + header->description_bytes;
}

bool pixels_valid(const void *bytes, size_t length)
{
	struct pixels_header header;
	if (length < sizeof header)
		return false;
	memcpy(&header, bytes, sizeof header);
	if (memcmp(header.magic, magic, sizeof magic) != 0 || header.transparent > 1 || header.width_px == 0 ||
	    header.height_px == 0 || header.width_px > PIXELS_SIDE_LIMIT || header.height_px > PIXELS_SIDE_LIMIT ||
	    header.description_bytes > PIXELS_DESCRIPTION_LIMIT)
		return false;
	return length == pixels_bytes(&header);
}
