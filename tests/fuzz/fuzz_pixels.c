/* Any bytes as a decoded picture's file: what is taken for whole has rows that lie within it, and is the same when its
 * header is made anew. `make fuzz` runs it. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/pixels.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!pixels_valid(data, size))
		return 0;
	struct pixels_header header, again;
	memcpy(&header, data, sizeof header);
	const volatile uint8_t *rows = data + sizeof header;
	size_t row_bytes = (size_t)header.width_px * 4;
	for (uint32_t y = 0; y < header.height_px; y++) /* as the player reads them: up to the last byte of each */
		(void)rows[y * row_bytes + row_bytes - 1];
	pixels_header_init(&again, (int)header.width_px, (int)header.height_px, header.transparent, header.notes);
	again.description_bytes = header.description_bytes;
	if (memcmp(&again, &header, offsetof(struct pixels_header, reserved)) != 0)
		abort();
	return 0;
}
