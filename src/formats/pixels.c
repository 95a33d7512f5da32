#include "formats/pixels.h"

#include <assert.h>
#include <string.h>

static const char magic[8] = {'c', 'b', 'p', 'i', 'x', 'e', 'l', '1'};

_Static_assert(sizeof(struct pixels_header) == 32, "rows begin after 32 bytes");

void pixels_header_init(struct pixels_header *header, int width_px, int height_px, bool transparent)
{
	assert(width_px > 0 && width_px <= PIXELS_SIDE_LIMIT && height_px > 0 && height_px <= PIXELS_SIDE_LIMIT);
	*header = (struct pixels_header){
		.width_px = (uint32_t)width_px, .height_px = (uint32_t)height_px, .transparent = transparent};
	memcpy(header->magic, magic, sizeof magic);
}

bool pixels_valid(const void *bytes, size_t length)
{
	struct pixels_header header;
	if (length < sizeof header)
		return false;
	memcpy(&header, bytes, sizeof header);
	if (memcmp(header.magic, magic, sizeof magic) != 0 || header.transparent > 1 || header.width_px == 0 ||
	    header.height_px == 0 || header.width_px > PIXELS_SIDE_LIMIT || header.height_px > PIXELS_SIDE_LIMIT)
		return false;
	return (length - sizeof header) / 4 / header.width_px == header.height_px &&
	       length - sizeof header == (size_t)header.width_px * header.height_px * 4;
}
