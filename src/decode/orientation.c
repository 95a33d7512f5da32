#include "decode/orientation.h"

#include <stdlib.h>
#include <string.h>

#include <libexif/exif-data.h>

#include "base/memory.h"

int orientation_of(unsigned value)
{
	return value >= 1 && value <= 8 ? (int)value : 1;
}

static void read_with_head(struct raster *raster, const unsigned char *bytes, size_t length)
{
	ExifData *data = exif_data_new_from_data(bytes, (unsigned)length);
	if (data == NULL)
		return;
	ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
	if (entry != NULL && entry->format == EXIF_FORMAT_SHORT && entry->components >= 1)
		raster->orientation = orientation_of(exif_get_short(entry->data, exif_data_get_byte_order(data)));
	entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_IMAGE_DESCRIPTION);
	if (entry != NULL && entry->format == EXIF_FORMAT_ASCII && entry->data != NULL)
		raster_describe(raster, entry->data, entry->size);
	exif_data_unref(data);
}

void exif_read(struct raster *raster, const void *exif, size_t length)
{
	enum { LENGTH_LIMIT = 1 << 20 };
	static const char head[6] = "Exif\0";
	if (exif == NULL || length < 8 || length > LENGTH_LIMIT)
		return;
	if (memcmp(exif, head, sizeof head) == 0) {
		read_with_head(raster, exif, length);
		return;
	}
	unsigned char *whole = memory_allocate(length + sizeof head);
	memcpy(whole, head, sizeof head);
	memcpy(whole + sizeof head, exif, length);
	read_with_head(raster, whole, length + sizeof head);
	free(whole);
}
