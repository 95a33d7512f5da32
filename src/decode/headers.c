#include "decode/headers.h"

#include <string.h>

static uint32_t big(const uint8_t *bytes, int count)
{
	uint32_t value = 0;
	for (int i = 0; i < count; i++)
		value = value << 8 | bytes[i];
	return value;
}

static uint32_t little(const uint8_t *bytes, int count)
{
	uint32_t value = 0;
	for (int i = count; i > 0; i--)
		value = value << 8 | bytes[i - 1];
	return value;
}

static bool begins(const uint8_t *bytes, size_t length, const char *with, size_t with_length)
{
	return length >= with_length && memcmp(bytes, with, with_length) == 0;
}

enum header_kind header_kind(const uint8_t *bytes, size_t length)
{
	if (begins(bytes, length, "\xff\xd8\xff", 3))
		return HEADER_JPEG;
	if (begins(bytes, length, "\x89PNG\r\n\x1a\n", 8))
		return HEADER_PNG;
	if (begins(bytes, length, "GIF87a", 6) || begins(bytes, length, "GIF89a", 6))
		return HEADER_GIF;
	if (length >= 16 && begins(bytes, length, "RIFF", 4) && memcmp(bytes + 8, "WEBP", 4) == 0)
		return HEADER_WEBP;
	if (begins(bytes, length, "BM", 2))
		return HEADER_BMP;
	if (begins(bytes, length, "II*\0", 4) || begins(bytes, length, "MM\0*", 4))
		return HEADER_TIFF;
	if (length >= 12 && memcmp(bytes + 4, "ftyp", 4) == 0)
		return HEADER_HEIF;
	if (length > 0 && memmem(bytes, length, "<svg", 4) != NULL)
		return HEADER_SVG;
	return HEADER_UNKNOWN;
}

static bool webp_size(const uint8_t *bytes, size_t length, uint32_t *width_px, uint32_t *height_px)
{
	if (length < 30)
		return false;
	if (memcmp(bytes + 12, "VP8X", 4) == 0) {
		*width_px = little(bytes + 24, 3) + 1;
		*height_px = little(bytes + 27, 3) + 1;
		return true;
	}
	if (memcmp(bytes + 12, "VP8L", 4) == 0) {
		uint32_t bits = little(bytes + 21, 4);
		*width_px = (bits & 0x3fff) + 1;
		*height_px = (bits >> 14 & 0x3fff) + 1;
		return true;
	}
	*width_px = little(bytes + 26, 2) & 0x3fff;
	*height_px = little(bytes + 28, 2) & 0x3fff;
	return memcmp(bytes + 12, "VP8 ", 4) == 0;
}

bool header_size(enum header_kind kind, const uint8_t *bytes, size_t length, uint32_t *width_px, uint32_t *height_px)
{
	if (length < 26)
		return false;
	switch (kind) {
	case HEADER_PNG:
		*width_px = big(bytes + 16, 4);
		*height_px = big(bytes + 20, 4);
		return true;
	case HEADER_GIF:
		*width_px = little(bytes + 6, 2);
		*height_px = little(bytes + 8, 2);
		return true;
	case HEADER_BMP:
		if (little(bytes + 14, 4) < 40)
			return false;
		*width_px = little(bytes + 18, 4);
		*height_px = little(bytes + 22, 4);
		if (*height_px > INT32_MAX) /* negative: the rows run downwards */
			*height_px = 0 - *height_px;
		return true;
	case HEADER_WEBP:
		return webp_size(bytes, length, width_px, height_px);
	default:
		return false;
	}
}

bool header_animated_webp(const uint8_t *bytes, size_t length)
{
	enum { ANIMATED = 2 };
	return length >= 21 && memcmp(bytes + 12, "VP8X", 4) == 0 && (bytes[20] & ANIMATED) != 0;
}

struct tiff {
	FILE *file;
	uint64_t size;
	bool big_endian;
};

static bool tiff_number(const struct tiff *tiff, uint64_t offset, int bytes, uint32_t *value)
{
	uint8_t raw[4];
	if (offset + (uint64_t)bytes > tiff->size || fseek(tiff->file, (long)offset, SEEK_SET) != 0 ||
	    fread(raw, 1, (size_t)bytes, tiff->file) != (size_t)bytes)
		return false;
	*value = tiff->big_endian ? big(raw, bytes) : little(raw, bytes);
	return true;
}

struct field { /* of a directory: a list of short (3) or long (4) numbers */
	uint32_t type, count;
	uint64_t offset; /* where they stand */
};

static bool field_at(const struct tiff *tiff, uint64_t offset, struct field *field)
{
	uint32_t far;
	if (!tiff_number(tiff, offset + 2, 2, &field->type) || !tiff_number(tiff, offset + 4, 4, &field->count))
		return false;
	if (field->type != 3 && field->type != 4)
		return false;
	field->offset = offset + 8;
	if ((uint64_t)field->count * (field->type == 3 ? 2 : 4) <= 4)
		return true;
	if (!tiff_number(tiff, offset + 8, 4, &far))
		return false;
	field->offset = far;
	return true;
}

static bool field_value(const struct tiff *tiff, const struct field *field, uint32_t index, uint32_t *value)
{
	int bytes = field->type == 3 ? 2 : 4;
	return index < field->count &&
	       tiff_number(tiff, field->offset + (uint64_t)index * (unsigned)bytes, bytes, value);
}

static bool parts_within(const struct tiff *tiff, const struct field *offsets, const struct field *lengths)
{
	enum { PARTS_LIMIT = 1 << 20 };
	if (offsets->count == 0 || offsets->count != lengths->count || offsets->count > PARTS_LIMIT)
		return false;
	for (uint32_t i = 0; i < offsets->count; i++) {
		uint32_t offset, length;
		if (!field_value(tiff, offsets, i, &offset) || !field_value(tiff, lengths, i, &length) ||
		    (uint64_t)offset + length > tiff->size)
			return false;
	}
	return true;
}

static bool read_tiff(struct tiff *tiff, uint32_t *width_px, uint32_t *height_px)
{
	uint8_t order;
	uint32_t directory, count;
	struct field offsets = {0}, lengths = {0};
	*width_px = *height_px = 0;
	if (fread(&order, 1, 1, tiff->file) != 1)
		return false;
	tiff->big_endian = order == 'M';
	if (!tiff_number(tiff, 4, 4, &directory) || !tiff_number(tiff, directory, 2, &count))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		uint64_t at = (uint64_t)directory + 2 + (uint64_t)i * 12;
		uint32_t tag;
		struct field field;
		if (!tiff_number(tiff, at, 2, &tag))
			return false;
		if (!field_at(tiff, at, &field))
			continue;
		if (tag == 256 && !field_value(tiff, &field, 0, width_px))
			return false;
		if (tag == 257 && !field_value(tiff, &field, 0, height_px))
			return false;
		if (tag == 273 || tag == 324)
			offsets = field;
		if (tag == 279 || tag == 325)
			lengths = field;
	}
	return *width_px > 0 && *height_px > 0 && parts_within(tiff, &offsets, &lengths);
}

bool header_tiff(FILE *file, uint32_t *width_px, uint32_t *height_px)
{
	long stood = ftell(file);
	fseek(file, 0, SEEK_END);
	struct tiff tiff = {.file = file, .size = (uint64_t)ftell(file)};
	rewind(file);
	bool well = read_tiff(&tiff, width_px, height_px);
	fseek(file, stood, SEEK_SET);
	return well;
}

/* Skips a chain of blocks, each after its length; one of length 0 ends it. */
static bool skip_blocks(FILE *file)
{
	for (int length; (length = getc(file)) != EOF;) {
		uint8_t block[255];
		if (length == 0)
			return true;
		if (fread(block, 1, (size_t)length, file) != (size_t)length)
			return false;
	}
	return false;
}

static bool skip_colours(FILE *file, int flags)
{
	enum { HAS_COLOURS = 0x80, SIZE = 7 };
	uint8_t colours[3 * 256];
	size_t length = (flags & HAS_COLOURS) != 0 ? (size_t)3 << ((flags & SIZE) + 1) : 0;
	return fread(colours, 1, length, file) == length;
}

/* From the beginning to the end of the first image's data (GIF89a, 19 to 22). */
static bool read_gif(FILE *file)
{
	uint8_t head[13], image[9];
	if (fread(head, 1, sizeof head, file) != sizeof head || !skip_colours(file, head[10]))
		return false;
	for (int kind; (kind = getc(file)) != EOF;) {
		if (kind == '!') { /* an extension and its label */
			if (getc(file) == EOF || !skip_blocks(file))
				return false;
		} else if (kind == ',') {
			return fread(image, 1, sizeof image, file) == sizeof image && skip_colours(file, image[8]) &&
			       getc(file) != EOF && skip_blocks(file);
		} else {
			return false;
		}
	}
	return false;
}

bool header_gif_whole(FILE *file)
{
	long stood = ftell(file);
	rewind(file);
	bool whole = read_gif(file);
	fseek(file, stood, SEEK_SET);
	return whole;
}
