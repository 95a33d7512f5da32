/* Blending: every weight that matters, every length around a block's, in place too, against the plain sum. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "player/frame.h"

enum { PIXELS = 100 };

static uint32_t noise(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8 ^ *state << 16;
}

static uint32_t mixed(uint32_t from, uint32_t to, int weight)
{
	uint32_t pixel = 0;

	for (int shift = 0; shift < 32; shift += 8) {
		int a = (int)(from >> shift & 0xFF), b = (int)(to >> shift & 0xFF);

		pixel |= (uint32_t)((a * (256 - weight) + b * weight) / 256) << shift;
	}
	return pixel;
}

static void blends(void **state)
{
	static const int weights[] = {0, 1, 77, 128, 255, 256}, lengths[] = {0, 1, 15, 16, 17, 33, PIXELS};
	uint32_t from[PIXELS], to[PIXELS], out[PIXELS + 1], seed = 7;

	(void)state;
	for (int i = 0; i < PIXELS; i++) {
		from[i] = noise(&seed);
		to[i] = noise(&seed);
	}
	for (size_t w = 0; w < sizeof weights / sizeof *weights; w++) {
		for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
			memset(out, 0xAB, sizeof out);
			frame_blend(out, from, to, weights[w], lengths[l]);
			for (int i = 0; i < lengths[l]; i++)
				assert_int_equal(out[i], mixed(from[i], to[i], weights[w]));
			assert_int_equal(out[lengths[l]], 0xABABABAB);
		}
	}
}

static void blends_in_place(void **state)
{
	uint32_t from[PIXELS], to[PIXELS], expected[PIXELS], seed = 9;

	(void)state;
	for (int i = 0; i < PIXELS; i++) {
		from[i] = noise(&seed);
		to[i] = noise(&seed);
		expected[i] = mixed(from[i], to[i], 100);
	}
	frame_blend(to, from, to, 100, PIXELS);
	assert_memory_equal(to, expected, sizeof to);
	for (int i = 0; i < PIXELS; i++)
		expected[i] = mixed(from[i], to[i], 31);
	frame_blend(from, from, to, 31, PIXELS);
	assert_memory_equal(from, expected, sizeof from);
}

static void begins_black(void **state)
{
	struct frame *frame = frame_create(33, 7);

	(void)state;
	for (int i = 0; i < 33 * 7; i++)
		assert_int_equal(frame->pixels[i], 0);
	frame_destroy(frame);
	frame_destroy(NULL);
}

/* Of a picture that fits no tile: where a corner's pixel goes, and that four quarters are a whole. */
static void turns(void **state)
{
	enum { WIDTH = 101, HEIGHT = 37 };
	struct frame *frame = frame_create(WIDTH, HEIGHT), *turned, *back;
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < WIDTH * HEIGHT; i++)
		frame->pixels[i] = noise(&seed);
	for (int degrees = 0; degrees < 360; degrees += 90) {
		turned = frame_turned(frame, degrees);
		assert_int_equal(turned->width_px, degrees % 180 == 0 ? WIDTH : HEIGHT);
		assert_int_equal(turned->height_px, degrees % 180 == 0 ? HEIGHT : WIDTH);
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				int to_x[] = {x, HEIGHT - 1 - y, WIDTH - 1 - x, y};
				int to_y[] = {y, x, HEIGHT - 1 - y, WIDTH - 1 - x};
				int at = to_y[degrees / 90] * turned->width_px + to_x[degrees / 90];
				assert_int_equal(turned->pixels[at], frame->pixels[y * WIDTH + x]);
			}
		}
		back = frame_turned(turned, (360 - degrees) % 360);
		assert_memory_equal(back->pixels, frame->pixels, sizeof(uint32_t) * WIDTH * HEIGHT);
		frame_destroy(back);
		frame_destroy(turned);
	}
	frame_destroy(frame);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blends),
		cmocka_unit_test(blends_in_place),
		cmocka_unit_test(begins_black),
		cmocka_unit_test(turns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
