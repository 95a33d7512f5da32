/* Pixels, with tolerance: what is painted where, and that nothing is ever painted elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "player/bake.h"
#include "player/paint.h"

enum { WIDTH = 40, HEIGHT = 30, GUARD = WIDTH * 8 };

static const uint32_t ground = 0x203040, guard = 0xDEADBEEF, ink = 0xFFE0A060;

/* A frame in the middle of memory that nobody may touch. */
struct canvas {
	struct frame frame;
	uint32_t memory[GUARD + WIDTH * HEIGHT + GUARD];
};

static void canvas_init(struct canvas *canvas)
{
	canvas->frame = (struct frame){WIDTH, HEIGHT, canvas->memory + GUARD};
	for (int i = 0; i < GUARD; i++)
		canvas->memory[i] = canvas->memory[GUARD + WIDTH * HEIGHT + i] = guard;
	for (int i = 0; i < WIDTH * HEIGHT; i++)
		canvas->frame.pixels[i] = ground;
}

static uint32_t at(const struct canvas *canvas, int x, int y)
{
	return canvas->frame.pixels[y * WIDTH + x];
}

static void assert_guarded(const struct canvas *canvas)
{
	for (int i = 0; i < GUARD; i++) {
		assert_int_equal(canvas->memory[i], guard);
		assert_int_equal(canvas->memory[GUARD + WIDTH * HEIGHT + i], guard);
	}
}

static bool holds(struct box box, int x, int y)
{
	return x >= box.x && (int64_t)x < (int64_t)box.x + box.width && y >= box.y &&
	       (int64_t)y < (int64_t)box.y + box.height;
}

/* In the frame, over each edge and corner of it, around it, beside it, and what no view should ask for. */
static const struct box boxes[] = {
	{10, 8, 12, 9},
	{-5, 8, 12, 9},
	{35, 8, 12, 9},
	{10, -5, 12, 9},
	{10, 25, 12, 9},
	{-6, -6, 12, 12},
	{34, 24, 12, 12},
	{-9, -9, 90, 90},
	{0, 0, WIDTH, HEIGHT},
	{-30, 5, 20, 5},
	{60, 5, 20, 5},
	{5, 40, 5, 5},
	{5, -40, 5, 5},
	{10, 10, 0, 5},
	{10, 10, 5, 0},
	{10, 10, -5, 5},
	{39, 29, 1, 1},
	{INT32_MAX - 3, INT32_MAX - 3, INT32_MAX, INT32_MAX},
	{INT32_MIN, INT32_MIN, INT32_MAX, INT32_MAX},
};

enum { BOXES = sizeof boxes / sizeof *boxes };

static int difference(uint32_t a, uint32_t b)
{
	int most = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		int apart = abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF));

		most = apart > most ? apart : most;
	}
	return most;
}

static void rectangles_fill_their_boxes(void **state)
{
	static struct canvas canvas;

	(void)state;
	for (size_t i = 0; i < BOXES; i++) {
		canvas_init(&canvas);
		paint_rectangle(&canvas.frame, boxes[i], ink, 0);
		assert_guarded(&canvas);
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++)
				assert_int_equal(at(&canvas, x, y), holds(boxes[i], x, y) ? ink & 0xFFFFFF : ground);
		}
	}
}

static void corners_are_round_and_alike(void **state)
{
	static struct canvas canvas;
	struct box box = {4, 3, 30, 22};
	int right = box.x + box.width - 1, bottom = box.y + box.height - 1, between = 0;

	(void)state;
	canvas_init(&canvas);
	paint_rectangle(&canvas.frame, box, ink, 8);
	assert_int_equal(at(&canvas, box.x, box.y), ground);
	assert_int_equal(at(&canvas, box.x + 8, box.y), ink & 0xFFFFFF);
	assert_int_equal(at(&canvas, box.x, box.y + 8), ink & 0xFFFFFF);
	assert_int_equal(at(&canvas, box.x + 4, box.y + 4), ink & 0xFFFFFF);
	for (int y = 0; y < 8; y++) {
		for (int x = 0; x < 8; x++) {
			uint32_t pixel = at(&canvas, box.x + x, box.y + y);

			assert_int_equal(pixel, at(&canvas, right - x, box.y + y));
			assert_int_equal(pixel, at(&canvas, box.x + x, bottom - y));
			assert_int_equal(pixel, at(&canvas, right - x, bottom - y));
			between += pixel != ground && pixel != (ink & 0xFFFFFF);
		}
	}
	assert_in_range(between, 5, 20); /* the edge is soft */
}

static void radius_is_bounded_by_the_box(void **state)
{
	static struct canvas canvas;

	(void)state;
	for (size_t i = 0; i < BOXES; i++) {
		canvas_init(&canvas);
		paint_rectangle(&canvas.frame, boxes[i], ink, 1000);
		assert_guarded(&canvas);
	}
	canvas_init(&canvas);
	paint_rectangle(&canvas.frame, (struct box){10, 10, 11, 11}, ink, 1000);
	assert_int_equal(at(&canvas, 15, 15), ink & 0xFFFFFF);
	assert_int_equal(at(&canvas, 10, 10), ground);
}

static void alpha_mixes(void **state)
{
	static struct canvas canvas;

	(void)state;
	canvas_init(&canvas);
	paint_rectangle(&canvas.frame, (struct box){0, 0, 10, 10}, (ink & 0xFFFFFF) | 0x80000000, 0);
	assert_in_range(difference(at(&canvas, 5, 5), 0x806850), 0, 2);
	paint_rectangle(&canvas.frame, (struct box){20, 0, 10, 10}, ink & 0xFFFFFF, 0);
	assert_int_equal(at(&canvas, 25, 5), ground);
}

static void gradients_go_from_nothing_to_all(void **state)
{
	static struct canvas canvas;
	struct box box = {3, 2, 20, 26};

	(void)state;
	for (int up = 0; up <= 1; up++) {
		int weak = up ? box.y + box.height - 1 : box.y, strong = up ? box.y : box.y + box.height - 1;

		canvas_init(&canvas);
		paint_gradient(&canvas.frame, box, ink, 0, up);
		for (int x = box.x; x < box.x + box.width; x++) {
			assert_in_range(difference(at(&canvas, x, weak), ground), 0, 1);
			assert_in_range(difference(at(&canvas, x, strong), ink), 0, 1);
		}
		for (int y = box.y + 1; y < box.y + box.height; y++) {
			int here = (int)(at(&canvas, 10, y) >> 16), before = (int)(at(&canvas, 10, y - 1) >> 16);

			assert_true(up ? here <= before + 1 : here >= before - 1);
		}
		assert_int_equal(at(&canvas, 2, 10), ground);
	}
	for (size_t i = 0; i < BOXES; i++) {
		canvas_init(&canvas);
		paint_gradient(&canvas.frame, boxes[i], ink, 0, false);
		assert_guarded(&canvas);
	}
}

enum { PICTURE_WIDTH = 12, PICTURE_HEIGHT = 9 };

static struct mapped_picture picture_of(uint32_t *pixels, bool transparent)
{
	return (struct mapped_picture){
		.width_px = PICTURE_WIDTH, .height_px = PICTURE_HEIGHT, .pixels = pixels, .transparent = transparent};
}

static const struct box whole = {0, 0, PICTURE_WIDTH, PICTURE_HEIGHT};

static void pictures_of_their_size_are_copied(void **state)
{
	static const int places[][2] = {{5, 5}, {-4, 3}, {33, 3}, {8, -5}, {8, 26}, {-90, 3}, {8, 90}};
	static struct canvas canvas;
	uint32_t pixels[PICTURE_WIDTH * PICTURE_HEIGHT];
	struct mapped_picture picture = picture_of(pixels, false);

	(void)state;
	for (int i = 0; i < PICTURE_WIDTH * PICTURE_HEIGHT; i++)
		pixels[i] = 0xFF000000 | (uint32_t)i * 0x010203;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct box box = {places[i][0], places[i][1], PICTURE_WIDTH, PICTURE_HEIGHT};

		canvas_init(&canvas);
		paint_picture(&canvas.frame, box, &picture, whole, 0);
		assert_guarded(&canvas);
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				uint32_t expected = holds(box, x, y)
							    ? pixels[(y - box.y) * PICTURE_WIDTH + x - box.x] & 0xFFFFFF
							    : ground;

				assert_int_equal(at(&canvas, x, y) & 0xFFFFFF, expected);
			}
		}
	}
}

static void scaling_keeps_an_even_colour(void **state)
{
	static struct canvas canvas;
	uint32_t pixels[PICTURE_WIDTH * PICTURE_HEIGHT];
	struct mapped_picture picture = picture_of(pixels, false);
	static const struct box sources[] = {
		{0, 0, PICTURE_WIDTH, PICTURE_HEIGHT}, {3, 2, 5, 4}, {11, 8, 1, 1}, {-5, -5, 100, 100}, {50, 50, 5, 5}};

	(void)state;
	for (int i = 0; i < PICTURE_WIDTH * PICTURE_HEIGHT; i++)
		pixels[i] = 0xFF40C0F0;
	for (size_t i = 0; i < BOXES; i++) {
		for (size_t s = 0; s < sizeof sources / sizeof *sources; s++) {
			if (boxes[i].width > 1000)
				continue; /* memory for as many columns is taken only if some are in the frame */
			canvas_init(&canvas);
			paint_picture(&canvas.frame, boxes[i], &picture, sources[s], 0);
			assert_guarded(&canvas);
			for (int y = 0; y < HEIGHT; y++) {
				for (int x = 0; x < WIDTH; x++)
					assert_in_range(difference(at(&canvas, x, y),
								   holds(boxes[i], x, y) ? 0x40C0F0 : ground),
							0, 1);
			}
		}
	}
}

static void shrinking_means_over_all(void **state)
{
	static struct canvas canvas;
	uint32_t pixels[64 * 64];
	struct mapped_picture picture = {.width_px = 64, .height_px = 64, .pixels = pixels};

	(void)state;
	for (int i = 0; i < 64 * 64; i++)
		pixels[i] = (i % 64 + i / 64) % 2 ? 0xFFFFFFFF : 0xFF000000;
	canvas_init(&canvas);
	paint_picture(&canvas.frame, (struct box){0, 0, 16, 16}, &picture, (struct box){0, 0, 64, 64}, 0);
	for (int y = 0; y < 16; y++) {
		for (int x = 0; x < 16; x++)
			assert_in_range(difference(at(&canvas, x, y), 0x808080), 0, 6);
	}
}

/* Rows that matter little are left out: those that are taken lie in the source, and all of it counts. */
static void much_shrinking_keeps_to_its_source(void **state)
{
	enum { ACROSS = 40, DOWN = 1000, TOP = 301, ROWS = 603, BOX_ROWS = 9 };
	static uint32_t pixels[ACROSS * DOWN];
	struct mapped_picture picture = {.width_px = ACROSS, .height_px = DOWN, .pixels = pixels};
	struct canvas canvas;

	(void)state;
	for (int y = 0; y < DOWN; y++) {
		uint32_t colour = y < TOP || y >= TOP + ROWS ? 0xFF00FF00
				  : y < TOP + ROWS / 3       ? 0xFFFF0000
							     : 0xFF0000FF;

		for (int x = 0; x < ACROSS; x++)
			pixels[y * ACROSS + x] = colour;
	}
	canvas_init(&canvas);
	paint_picture(&canvas.frame, (struct box){2, 2, 6, BOX_ROWS}, &picture, (struct box){0, TOP, ACROSS, ROWS}, 0);
	for (int y = 0; y < BOX_ROWS; y++) {
		uint32_t found = at(&canvas, 4, 2 + y);

		assert_int_equal(found & 0x00FF00, 0);
		if (y != BOX_ROWS / 3 - 1 && y != BOX_ROWS / 3)
			assert_true(difference(found, y < BOX_ROWS / 3 ? 0xFF0000 : 0x0000FF) <= 3);
	}
	assert_guarded(&canvas);
}

static void transparent_pictures_show_the_ground(void **state)
{
	static struct canvas canvas;
	uint32_t pixels[PICTURE_WIDTH * PICTURE_HEIGHT];
	struct mapped_picture picture = picture_of(pixels, true);

	(void)state;
	for (int i = 0; i < PICTURE_WIDTH * PICTURE_HEIGHT; i++)
		pixels[i] = i < PICTURE_WIDTH ? 0 : i < 2 * PICTURE_WIDTH ? 0x80800000 : 0xFF00FF00;
	canvas_init(&canvas);
	paint_picture(&canvas.frame, (struct box){0, 0, PICTURE_WIDTH, PICTURE_HEIGHT}, &picture, whole, 0);
	assert_in_range(difference(at(&canvas, 3, 0), ground), 0, 1);
	assert_in_range(difference(at(&canvas, 3, 1), 0x901820), 0, 2);
	assert_int_equal(at(&canvas, 3, 2), 0x00FF00);
}

static void grounds_are_dark_enough_for_light_text(void **state)
{
	static struct canvas canvas;
	uint32_t pixels[PICTURE_WIDTH * PICTURE_HEIGHT];
	struct mapped_picture picture = picture_of(pixels, false);

	(void)state;
	memset(pixels, 0xFF, sizeof pixels);
	for (size_t i = 0; i < BOXES; i++) {
		if (boxes[i].width > 1000)
			continue;
		canvas_init(&canvas);
		paint_blurred(&canvas.frame, boxes[i], &picture, whole,
			      150u << 24 | (theme_dusk.colours[COLOUR_SHADE] & 0xFFFFFF), 28);
		assert_guarded(&canvas);
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				if (holds(boxes[i], x, y))
					assert_in_range(at(&canvas, x, y) >> 8 & 0xFF, 0x30, 0x74);
				else
					assert_int_equal(at(&canvas, x, y), ground);
			}
		}
	}
}

static void runs_stay_in_their_clip(void **state)
{
	static struct canvas canvas;
	uint8_t coverage[6 * 16];
	SDL_Surface surface = {.w = 10, .h = 6, .pitch = 16, .pixels = coverage};
	struct run run = {.surface = &surface, .scale = 1, .origin_x = 2, .baseline_y = 4};
	static const int places[][2] = {{10, 10}, {0, 0}, {39, 29}, {-20, 10}, {10, -20}, {60, 60}, {5, 31}};

	(void)state;
	memset(coverage, 0xFF, sizeof coverage);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		for (size_t b = 0; b < BOXES; b++) {
			struct box inked = {places[i][0] - 2, places[i][1] - 4, 10, 6};

			canvas_init(&canvas);
			paint_run(&canvas.frame, &run, places[i][0], places[i][1], boxes[b], ink);
			assert_guarded(&canvas);
			for (int y = 0; y < HEIGHT; y++) {
				for (int x = 0; x < WIDTH; x++)
					assert_int_equal(at(&canvas, x, y), holds(inked, x, y) && holds(boxes[b], x, y)
										    ? ink & 0xFFFFFF
										    : ground);
			}
		}
	}
}

static void scenes_are_painted_back_to_front(void **state)
{
	struct frame *frame = frame_create(WIDTH, HEIGHT);
	struct scene scene;

	(void)state;
	scene_init(&scene, WIDTH, HEIGHT);
	scene_rectangle(&scene, (struct box){0, 0, 20, 20}, COLOUR_ACCENT, 0, 255);
	scene_rectangle(&scene, (struct box){10, 10, 20, 20}, COLOUR_ALERT, 0, 255);
	scene_picture(&scene, (struct box){30, 0, 10, 10}, "there-is-none", (struct box){0, 0, 5, 5}, PICTURE_SHARP, 0);
	scene_picture(&scene, (struct box){30, 20, 10, 10}, "../bake.c", (struct box){0, 0, 5, 5}, PICTURE_SOFT, 0);
	bake(frame, &scene, &theme_dusk, NULL, ".");
	assert_int_equal(frame->pixels[5 * WIDTH + 5], theme_dusk.colours[COLOUR_ACCENT] & 0xFFFFFF);
	assert_int_equal(frame->pixels[15 * WIDTH + 15], theme_dusk.colours[COLOUR_ALERT] & 0xFFFFFF);
	assert_int_equal(frame->pixels[5 * WIDTH + 35], theme_dusk.colours[COLOUR_RAISED] & 0xFFFFFF);
	assert_int_equal(frame->pixels[25 * WIDTH + 35], theme_dusk.colours[COLOUR_RAISED] & 0xFFFFFF);
	assert_int_equal(frame->pixels[25 * WIDTH + 5], theme_dusk.colours[COLOUR_GROUND] & 0xFFFFFF);
	scene_finish(&scene);
	frame_destroy(frame);
}

static void a_gradient_is_full_where_it_must_be(void **state)
{
	struct canvas canvas;
	const uint32_t black = 0xC0000000;
	(void)state;
	for (int up = 0; up < 2; up++) {
		canvas_init(&canvas);
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			canvas.frame.pixels[i] = 0xFFFFFF;
		paint_gradient(&canvas.frame, (struct box){0, 0, WIDTH, HEIGHT}, black, 10, up);
		for (int y = 0; y < HEIGHT; y++) {
			int from_edge = up ? y : HEIGHT - 1 - y;
			int blue = (int)(at(&canvas, 7, y) & 0xFF);
			if (from_edge < 10)
				assert_in_range(blue, 0x3F - 2, 0x3F + 2);
			else if (from_edge > 14)
				assert_true(blue > 0x3F + 8);
			if (from_edge == HEIGHT - 1)
				assert_true(blue > 0xFC);
		}
		assert_guarded(&canvas);
	}
}

/* On its ground where it can be seen there, else on the card that shows it better; never outside its box. */
static void a_logo_is_never_lost(void **state)
{
	enum { SIDE = 10 };
	static const uint32_t cards[] = {0xFFFFFFFF, 0xFF101820};
	static const struct {
		uint32_t logo;
		bool transparent;
		uint32_t corner;
	} rows[] = {
		{0xFFFFFFFF, true, ground},    /* light on dark */
		{0xFF203040, true, 0xFFFFFF},  /* as dark as the ground */
		{0xFF203040, false, 0x203040}, /* a ground of its own */
		{0x00000000, true, ground},    /* nothing to be seen */
	};
	const struct box box = {8, 8, 20, 20};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct canvas canvas;
		uint32_t pixels[SIDE * SIDE];
		struct mapped_picture picture = {
			.width_px = SIDE, .height_px = SIDE, .transparent = rows[i].transparent, .pixels = pixels};
		for (int p = 0; p < SIDE * SIDE; p++) /* but for two edges */
			pixels[p] = rows[i].transparent && (p % SIDE < 2 || p / SIDE < 2) ? 0 : rows[i].logo;
		canvas_init(&canvas);
		paint_logo(&canvas.frame, box, &picture, (struct box){0, 0, SIDE, SIDE}, cards);
		assert_int_equal(at(&canvas, 9 + 2, 9) & 0xFFFFFF, rows[i].corner & 0xFFFFFF);
		if (rows[i].logo != 0)
			assert_int_equal(at(&canvas, 20, 20) & 0xFFFFFF, rows[i].logo & 0xFFFFFF);
		for (int y = 0; y < HEIGHT; y++)
			for (int x = 0; x < WIDTH; x++)
				if (!holds(box, x, y))
					assert_int_equal(at(&canvas, x, y), ground);
		assert_guarded(&canvas);
	}
	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
		struct canvas canvas;
		static const uint32_t pixel = 0xFF203040;
		struct mapped_picture picture = {.width_px = 1, .height_px = 1, .transparent = true, .pixels = &pixel};
		canvas_init(&canvas);
		paint_logo(&canvas.frame, boxes[i], &picture, (struct box){0, 0, 1, 1}, cards);
		assert_guarded(&canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gradient_is_full_where_it_must_be),
		cmocka_unit_test(a_logo_is_never_lost),
		cmocka_unit_test(rectangles_fill_their_boxes),
		cmocka_unit_test(corners_are_round_and_alike),
		cmocka_unit_test(radius_is_bounded_by_the_box),
		cmocka_unit_test(alpha_mixes),
		cmocka_unit_test(gradients_go_from_nothing_to_all),
		cmocka_unit_test(pictures_of_their_size_are_copied),
		cmocka_unit_test(scaling_keeps_an_even_colour),
		cmocka_unit_test(shrinking_means_over_all),
		cmocka_unit_test(much_shrinking_keeps_to_its_source),
		cmocka_unit_test(transparent_pictures_show_the_ground),
		cmocka_unit_test(grounds_are_dark_enough_for_light_text),
		cmocka_unit_test(runs_stay_in_their_clip),
		cmocka_unit_test(scenes_are_painted_back_to_front),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
