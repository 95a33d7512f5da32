/* BMP, by ourselves: it is hardly more than its rows, the lowest first. Only a packed one is held whole. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "decode/headers.h"
#include "decode/rows.h"

enum { FILE_HEAD = 14, CORE_HEAD = 12, INFO_HEAD = 40, MASKS_HEAD = 56, HEAD_LIMIT = 124 };
enum { PLAIN = 0, PACKED_8 = 1, PACKED_4 = 2, MASKS = 3, MASKS_ALPHA = 6 };

struct bmp {
	FILE *file;
	struct raster *raster;
	uint32_t width, height, bits, packing, data_at;
	bool downwards;
	uint32_t masks[4]; /* red, green, blue, opacity */
	uint8_t colours[256][4];
	uint32_t colours_count;
};

static bool read_colours(struct bmp *bmp, uint32_t head_length, uint32_t count)
{
	uint32_t size = head_length == CORE_HEAD ? 3 : 4;
	uint8_t raw[4];
	bmp->colours_count = count == 0 || count > 1u << bmp->bits ? 1u << bmp->bits : count;
	for (uint32_t i = 0; i < bmp->colours_count; i++) {
		if (fread(raw, 1, size, bmp->file) != size)
			return false;
		bmp->colours[i][0] = raw[2];
		bmp->colours[i][1] = raw[1];
		bmp->colours[i][2] = raw[0];
	}
	return true;
}

static void default_masks(struct bmp *bmp)
{
	static const uint32_t masks[][3] = {{0x7c00, 0x3e0, 0x1f}, {0xff0000, 0xff00, 0xff}};
	memcpy(bmp->masks, masks[bmp->bits != 16], sizeof masks[0]);
	bmp->masks[3] = 0;
}

/* After the file's head: where the data begin, how they are laid out. */
static bool read_head(struct bmp *bmp)
{
	uint8_t head[FILE_HEAD + HEAD_LIMIT + 16] = {0}, *info = head + FILE_HEAD;
	if (fread(head, 1, FILE_HEAD + 4, bmp->file) != FILE_HEAD + 4)
		return refuse_cut(bmp->raster, 0);
	uint32_t length = bytes_little(info, 4), colours = 0;
	if (length != CORE_HEAD && (length < INFO_HEAD || length > 4096))
		return refuse_head(bmp->raster);
	size_t rest = (length < HEAD_LIMIT ? length : HEAD_LIMIT) - 4u;
	if (fread(info + 4, 1, rest, bmp->file) != rest)
		return refuse_cut(bmp->raster, 0);
	bmp->data_at = bytes_little(head + 10, 4);
	if (length == CORE_HEAD) {
		bmp->width = bytes_little(info + 4, 2);
		bmp->height = bytes_little(info + 6, 2);
		bmp->bits = bytes_little(info + 10, 2);
	} else {
		bmp->width = bytes_little(info + 4, 4);
		bmp->height = bytes_little(info + 8, 4);
		bmp->bits = bytes_little(info + 14, 2);
		bmp->packing = bytes_little(info + 16, 4);
		colours = bytes_little(info + 32, 4);
	}
	bmp->downwards = bmp->height > INT32_MAX;
	if (bmp->downwards)
		bmp->height = 0 - bmp->height;
	default_masks(bmp);
	if (bmp->packing == MASKS || bmp->packing == MASKS_ALPHA) {
		int count = length >= MASKS_HEAD || bmp->packing == MASKS_ALPHA ? 4 : 3;
		size_t there = (size_t)count * 4;
		if (length == INFO_HEAD && fread(info + INFO_HEAD, 1, there, bmp->file) != there)
			return refuse_cut(bmp->raster, 0);
		for (int i = 0; i < count; i++)
			bmp->masks[i] = bytes_little(info + INFO_HEAD + i * 4, 4);
	}
	if (bmp->bits <= 8 &&
	    (fseek(bmp->file, FILE_HEAD + (long)length, SEEK_SET) != 0 || !read_colours(bmp, length, colours)))
		return refuse_cut(bmp->raster, 0);
	return true;
}

static bool known(const struct bmp *bmp)
{
	switch (bmp->packing) {
	case PLAIN:
		return bmp->bits == 1 || bmp->bits == 4 || bmp->bits == 8 || bmp->bits == 16 || bmp->bits == 24 ||
		       bmp->bits == 32;
	case PACKED_8:
		return bmp->bits == 8 && !bmp->downwards;
	case PACKED_4:
		return bmp->bits == 4 && !bmp->downwards;
	case MASKS:
	case MASKS_ALPHA:
		return bmp->bits == 16 || bmp->bits == 32;
	default:
		return false;
	}
}

static uint8_t part_of(uint32_t pixel, uint32_t mask, uint8_t otherwise)
{
	if (mask == 0)
		return otherwise;
	int shift = __builtin_ctz(mask);
	uint64_t most = mask >> shift, value = (pixel & mask) >> shift;
	return (uint8_t)((value * 255 + most / 2) / most);
}

static void convert_row(const struct bmp *bmp, const uint8_t *from, uint8_t *to)
{
	for (uint32_t x = 0; x < bmp->width; x++, to += 4) {
		to[3] = 255;
		if (bmp->bits <= 8) {
			uint32_t bit = x * bmp->bits, shift = 8 - bmp->bits - bit % 8;
			uint32_t code = (uint32_t)from[bit / 8] >> shift & ((1u << bmp->bits) - 1);
			memcpy(to, bmp->colours[code], 3);
		} else if (bmp->bits == 24) {
			to[0] = from[x * 3 + 2];
			to[1] = from[x * 3 + 1];
			to[2] = from[x * 3];
		} else {
			int bytes = (int)bmp->bits / 8;
			uint32_t pixel = bytes_little(from + (size_t)x * (size_t)bytes, bytes);
			for (int i = 0; i < 4; i++)
				to[i] = part_of(pixel, bmp->masks[i], i == 3 ? 255 : 0);
		}
	}
}

static bool read_plain(struct bmp *bmp, struct rows *rows, uint8_t *row)
{
	size_t stride = ((size_t)bmp->width * bmp->bits + 31) / 32 * 4;
	uint8_t *raw = memory_allocate(stride);
	bool well = true;
	for (uint32_t y = 0; y < bmp->height && well; y++) {
		uint64_t at = bmp->data_at + (uint64_t)(bmp->downwards ? y : bmp->height - 1 - y) * stride;
		well = fseek(bmp->file, (long)at, SEEK_SET) == 0 && fread(raw, 1, stride, bmp->file) == stride;
		if (well) {
			convert_row(bmp, raw, row);
			rows_add(rows, row);
		}
	}
	free(raw);
	uint64_t claimed = (uint64_t)stride * bmp->height, behind = bmp->raster->file_bytes;
	uint64_t there = behind > bmp->data_at ? behind - bmp->data_at : 0;
	return well || refuse_cut(bmp->raster, there < claimed ? (double)there / (double)claimed : 1);
}

/* Runs of one colour (of two in turn, with 4 bits), stretches of single ones, jumps. False if the end is not told. */
static bool unpack(struct bmp *bmp, uint8_t *codes)
{
	uint32_t x = 0, y = 0;
	bool four = bmp->packing == PACKED_4;
	fseek(bmp->file, (long)bmp->data_at, SEEK_SET);
	for (int count, value; (count = getc(bmp->file)) != EOF && (value = getc(bmp->file)) != EOF;) {
		int stretch = count == 0 && value > 2 ? value : 0;
		if (count == 0 && value == 1)
			return true;
		if (count == 0 && value == 0) {
			x = 0;
			y++;
		} else if (count == 0 && value == 2) {
			int right = getc(bmp->file), up = getc(bmp->file);
			if (up == EOF)
				return false;
			x += (uint32_t)right;
			y += (uint32_t)up;
		}
		for (int i = 0; i < (stretch > 0 ? stretch : count); i++, x++) {
			if (stretch > 0 && (!four || i % 2 == 0) && (value = getc(bmp->file)) == EOF)
				return false;
			int code = !four ? value : i % 2 == 0 ? value >> 4 : value & 15;
			if (x < bmp->width && y < bmp->height)
				codes[(size_t)y * bmp->width + x] = (uint8_t)code;
		}
		if (((four ? (stretch + 1) / 2 : stretch) & 1) != 0 && getc(bmp->file) == EOF) /* padding */
			return false;
	}
	return false;
}

static bool read_packed(struct bmp *bmp, struct rows *rows, uint8_t *row)
{
	uint64_t size = (uint64_t)bmp->width * bmp->height;
	if (!raster_affords(bmp->raster, size, "this BMP is packed", "save it as PNG"))
		return false;
	uint8_t *codes = memory_allocate(size);
	bool well = unpack(bmp, codes);
	for (uint32_t y = bmp->height; y-- > 0 && well;) {
		for (uint32_t x = 0; x < bmp->width; x++) {
			memcpy(row + (size_t)x * 4, bmp->colours[codes[(size_t)y * bmp->width + x]], 3);
			row[(size_t)x * 4 + 3] = 255;
		}
		rows_add(rows, row);
	}
	free(codes);
	return well || refuse_cut(bmp->raster, 1);
}

bool decode_bmp(FILE *file, struct raster *raster)
{
	struct bmp bmp = {.file = file, .raster = raster};
	if (!read_head(&bmp))
		return false;
	if (!known(&bmp))
		return refuse_variant(raster);
	if (!raster_fit(raster, bmp.width, bmp.height))
		return false;
	struct rows *rows = rows_create(raster, (int)bmp.width, (int)bmp.height, SAMPLES_RGBA, 8, NULL);
	uint8_t *row = memory_allocate((size_t)bmp.width * 4);
	bool packed = bmp.packing == PACKED_8 || bmp.packing == PACKED_4;
	bool well = packed ? read_packed(&bmp, rows, row) : read_plain(&bmp, rows, row);
	if (well)
		rows_end(rows);
	free(row);
	rows_destroy(rows);
	return well;
}
