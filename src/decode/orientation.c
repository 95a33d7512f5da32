#include "decode/orientation.h"

#include <stdlib.h>
#include <string.h>

#include <libexif/exif-data.h>

#include "base/memory.h"

int orientation_of(unsigned value)
{
	return value >= 1 && value <= 8 ? (int)value : 1;
}

static int read_with_head(const unsigned char *bytes, size_t length)
{
	int orientation = 1;
	ExifData *data = exif_data_new_from_data(bytes, (unsigned)length);
	if (data == NULL)
		return 1;
	ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
	if (entry != NULL && entry->format == EXIF_FORMAT_SHORT && entry->components >= 1)
		orientation = orientation_of(exif_get_short(entry->data, exif_data_get_byte_order(data)));
	exif_data_unref(data);
	return orientation;
}

int orientation_read(const void *exif, size_t length)
{
	enum { LENGTH_LIMIT = 1 << 20 };
	static const char head[6] = "Exif\0";
	if (exif == NULL || length < 8 || length > LENGTH_LIMIT)
		return 1;
	if (memcmp(exif, head, sizeof head) == 0)
		return read_with_head(exif, length);
	unsigned char *whole = memory_allocate(length + sizeof head);
	memcpy(whole, head, sizeof head);
	memcpy(whole + sizeof head, exif, length);
	int orientation = read_with_head(whole, length + sizeof head);
	free(whole);
	return orientation;
}
