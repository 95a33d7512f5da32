/* One screen full of pixels in memory: 0x00RRGGBB, rows without gaps. */
#ifndef PLAYER_FRAME_H
#define PLAYER_FRAME_H

#include <stdint.h>

struct frame {
	int width_px, height_px;
	uint32_t *pixels;
};

/* Black at first. Frames own their pixels; frame_destroy() takes NULL. */
struct frame *frame_create(int width_px, int height_px);
void frame_destroy(struct frame *frame);

/* A new frame of the same picture, turned clockwise by 0, 90, 180 or 270 degrees. */
struct frame *frame_turned(const struct frame *frame, int degrees);

/* out = from + (to - from) * weight / 256, pixel by pixel, over all of a frame or a band of its rows. All the same
 * size; out may be either. */
void frame_blend(uint32_t *out, const uint32_t *from, const uint32_t *to, int weight, int pixels);

#endif
