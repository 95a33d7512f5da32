#include "player/frame.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/log.h"
#include "base/memory.h"
#include "player/hot.h"

static size_t frame_bytes(const struct frame *frame)
{
	return (size_t)frame->width_px * (size_t)frame->height_px * sizeof(uint32_t);
}

/* Mapped, not allocated: after the first large free() glibc would keep megabytes for later, and the second frame of a
 * transition must really be gone when the transition is over. */
struct frame *frame_create(int width_px, int height_px)
{
	struct frame *frame = memory_allocate(sizeof *frame);

	assert(width_px > 0 && height_px > 0);
	frame->width_px = width_px;
	frame->height_px = height_px;
	frame->pixels = mmap(NULL, frame_bytes(frame), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (frame->pixels == MAP_FAILED) {
		log_error("no memory for a picture of %d x %d: %s", width_px, height_px, strerror(errno));
		exit(1);
	}
	return frame;
}

void frame_destroy(struct frame *frame)
{
	if (!frame)
		return;
	munmap(frame->pixels, frame_bytes(frame));
	free(frame);
}

enum { TILE_PX = 32 };

/* One tile: rows of the one are columns of the other, and only so many lines of memory are near at a time. */
HOT static void turn_tile(struct frame *out, const struct frame *in, int degrees, int left, int top)
{
	int right = left + TILE_PX < in->width_px ? left + TILE_PX : in->width_px;
	int bottom = top + TILE_PX < in->height_px ? top + TILE_PX : in->height_px;
	ptrdiff_t width = out->width_px, step, begin;

	for (int y = top; y < bottom; y++) {
		const uint32_t *row = in->pixels + (ptrdiff_t)y * in->width_px;

		if (degrees == 90) {
			begin = in->height_px - 1 - y;
			step = width;
		} else if (degrees == 180) {
			begin = (in->height_px - 1 - y) * width + width - 1;
			step = -1;
		} else if (degrees == 270) {
			begin = (ptrdiff_t)(out->height_px - 1) * width + y;
			step = -width;
		} else {
			begin = y * width;
			step = 1;
		}
		for (int x = left; x < right; x++)
			out->pixels[begin + x * step] = row[x];
	}
}

struct frame *frame_turned(const struct frame *frame, int degrees)
{
	bool lies = degrees % 180 != 0;
	struct frame *out =
		frame_create(lies ? frame->height_px : frame->width_px, lies ? frame->width_px : frame->height_px);

	assert(degrees == 0 || degrees == 90 || degrees == 180 || degrees == 270);
	for (int y = 0; y < frame->height_px; y += TILE_PX)
		for (int x = 0; x < frame->width_px; x += TILE_PX)
			turn_tile(out, frame, degrees, x, y);
	return out;
}

enum { BLOCK_PX = 16, BLOCK_BYTES = BLOCK_PX * 4 };

/* The inner loop works on arrays of its own: so the compiler knows that nothing overlaps (out may well be from or to)
 * and that 16 bits are enough, and makes vector code of it. */
HOT static void blend_blocks(uint32_t *out, const uint32_t *from, const uint32_t *to, unsigned weight, int blocks)
{
	const uint16_t there = (uint16_t)weight, here = (uint16_t)(256 - weight);

	for (int block = 0; block < blocks; block++) {
		uint8_t a[BLOCK_BYTES], b[BLOCK_BYTES], mixed[BLOCK_BYTES];

		memcpy(a, from + (size_t)block * BLOCK_PX, sizeof a);
		memcpy(b, to + (size_t)block * BLOCK_PX, sizeof b);
		for (int i = 0; i < BLOCK_BYTES; i++)
			mixed[i] = (uint8_t)((uint16_t)((uint16_t)(a[i] * here) + (uint16_t)(b[i] * there)) >> 8);
		memcpy(out + (size_t)block * BLOCK_PX, mixed, sizeof mixed);
	}
}

void frame_blend(uint32_t *out, const uint32_t *from, const uint32_t *to, int weight, int pixels)
{
	int blocks = pixels / BLOCK_PX, rest = pixels % BLOCK_PX;
	uint32_t a[BLOCK_PX] = {0}, b[BLOCK_PX] = {0}, mixed[BLOCK_PX];

	assert(weight >= 0 && weight <= 256 && pixels >= 0);
	blend_blocks(out, from, to, (unsigned)weight, blocks);
	if (rest == 0)
		return;
	memcpy(a, from + (size_t)blocks * BLOCK_PX, (size_t)rest * sizeof *a);
	memcpy(b, to + (size_t)blocks * BLOCK_PX, (size_t)rest * sizeof *b);
	blend_blocks(mixed, a, b, (unsigned)weight, 1);
	memcpy(out + (size_t)blocks * BLOCK_PX, mixed, (size_t)rest * sizeof *out);
}
