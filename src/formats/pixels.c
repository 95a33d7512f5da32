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
