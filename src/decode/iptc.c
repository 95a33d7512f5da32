#include "decode/iptc.h"

#include <string.h>

#include "decode/headers.h"

enum { RESOURCE_IPTC = 0x0404, RECORD_APPLICATION = 2, DATASET_CAPTION = 120 };

/* Of datasets: a mark, record, number and length, and the bytes. Lengths above 32 KB are written otherwise, and are no
 * caption's. */
static void read_datasets(struct raster *raster, const uint8_t *bytes, size_t length)
{
	enum { HEAD = 5, MARK = 0x1c };
	while (length >= HEAD && bytes[0] == MARK) {
		size_t size = bytes_big(bytes + 3, 2);
		if (size > length - HEAD)
			return;
		if (bytes[1] == RECORD_APPLICATION && bytes[2] == DATASET_CAPTION)
			raster_describe(raster, bytes + HEAD, size);
		bytes += HEAD + size;
		length -= HEAD + size;
	}
}

/* Of resources: a mark, number, name and length, and the bytes; name and bytes are padded to even ones. */
void iptc_read(struct raster *raster, const uint8_t *bytes, size_t length)
{
	static const char head[14] = "Photoshop 3.0";
	if (length < sizeof head || memcmp(bytes, head, sizeof head) != 0)
		return;
	for (size_t at = sizeof head; at + 7 <= length && memcmp(bytes + at, "8BIM", 4) == 0;) {
		unsigned number = bytes_big(bytes + at + 4, 2);
		size_t name = (bytes[at + 6] + 2u) / 2 * 2; /* with its length */
		at += 6 + name;
		if (at + 4 > length)
			return;
		size_t size = bytes_big(bytes + at, 4);
		at += 4;
		if (size > length - at)
			return;
		if (number == RESOURCE_IPTC)
			read_datasets(raster, bytes + at, size);
		at += size + size % 2;
	}
}
