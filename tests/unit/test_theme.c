/* model/colour, model/theme and the files of assets/themes: whatever a theme or a venue asks for can be read. */
#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "formats/settings.h"
#include "model/colour.h"
#include "model/deck.h"
#include "model/theme.h"

static void contrast_is_that_of_wcag(void **state)
{
	(void)state;
	static const struct {
		uint32_t a, b;
		double contrast;
	} rows[] = {
		{0xffffffff, 0xff000000, 21},   {0xff000000, 0xffffffff, 21},  {0xff777777, 0xffffffff, 4.48},
		{0xff767676, 0xffffffff, 4.54}, {0xffff0000, 0xffffffff, 4.0}, {0xff0000ff, 0xffffffff, 8.59},
		{0xff123456, 0xff123456, 1},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_true(fabs(colour_contrast(rows[i].a, rows[i].b) - rows[i].contrast) < 0.005);
}

static void colours_as_css_writes_them(void **state)
{
	(void)state;
	static const char *const none[] = {"",          "#",       "0b5f4b",  "#0b5f4", "#0b5f4b0",
					   "#0b5f4bff", "#0b5f4g", "# 12345", "red"};
	uint32_t colour = 7;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_false(colour_parse(none[i], &colour));
	assert_int_equal(colour, 7);
	assert_true(colour_parse("#0b5F4b", &colour));
	assert_int_equal(colour, 0xff0b5f4b);
	assert_true(colour_parse("#1aF", &colour));
	assert_int_equal(colour, 0xff11aaff);
}

/* A small generator of our own, so that a failure comes again. */
static uint32_t random_bits(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 32);
}

static uint32_t random_colour(uint64_t *seed)
{
	static const uint32_t odd[] = {0xff000000, 0xffffffff, 0xff808080, 0xffff0000, 0xff00ff00,
				       0xff0000ff, 0xffffff00, 0xff767676, 0xff010101, 0xfffefefe};
	uint32_t bits = random_bits(seed);
	return bits % 8 == 0 ? odd[bits / 8 % (sizeof odd / sizeof *odd)] : COLOUR_BLACK | random_bits(seed) >> 8;
}

static void lightness_keeps_the_hue(void **state)
{
	(void)state;
	uint64_t seed = 1;
	for (int i = 0; i < 3000; i++) {
		uint32_t colour = random_colour(&seed);
		struct oklab lab = colour_oklab(colour);
		assert_int_equal(colour_at(colour, lab.lightness), colour);
		assert_int_equal(colour_at(colour, 0), COLOUR_BLACK);
		assert_int_equal(colour_at(colour, 1), COLOUR_WHITE);
		double lightness = 0.3 + random_bits(&seed) % 400 / 1000.0;
		struct oklab moved = colour_oklab(colour_at(colour, lightness));
		assert_true(fabs(moved.lightness - lightness) < 0.01);
		/* Not turned to another hue, and never more colourful. */
		assert_true(fabs(lab.a * moved.b - lab.b * moved.a) < 0.01 * hypot(lab.a, lab.b) + 1e-3);
		assert_true(hypot(moved.a, moved.b) < hypot(lab.a, lab.b) + 0.01);
	}
}

static void tell(const struct theme *theme, const struct brand *brand)
{
	size_t faults[THEME_PAIRS], count = theme_check(theme, faults);
	for (size_t i = 0; i < count; i++)
		print_error("accent %06x, ground %06x: %s %06x on %s %06x: %.2f\n", brand->accent, brand->ground,
			    colour_names[theme_pairs[faults[i]].ink], theme->colours[theme_pairs[faults[i]].ink],
			    colour_names[theme_pairs[faults[i]].ground], theme->colours[theme_pairs[faults[i]].ground],
			    theme_contrast(theme, &theme_pairs[faults[i]]));
}

static void assert_legible(const struct theme *theme, const struct brand *brand)
{
	size_t faults[THEME_PAIRS];
	if (theme_check(theme, faults) > 0) {
		tell(theme, brand);
		fail();
	}
}

/* Over any pixel, in the arithmetic of painting. */
static void assert_veiled(const struct theme *theme)
{
	static const enum colour inks[] = {COLOUR_INK, COLOUR_QUIET, COLOUR_ALERT};
	uint32_t veil = theme_veil(theme);
	assert_true(veil >> 24 >= 190);
	for (int step = 0; step < 256; step += 51) {
		uint32_t grey = COLOUR_BLACK | (uint32_t)step * 0x10101;
		uint32_t ground = colour_mix(grey, veil, (veil >> 24) / 255.0);
		for (size_t i = 0; i < 3; i++)
			assert_true(colour_contrast(theme->colours[inks[i]], ground) >= THEME_TEXT_CONTRAST);
	}
}

static struct theme read_theme(const char *path)
{
	struct buffer text;
	struct problems problems;
	struct theme theme;
	buffer_init(&text);
	problems_init(&problems);
	assert_int_equal(file_read(path, 1 << 20, &text), 0);
	assert_true(theme_read(&theme, path, buffer_text(&text), text.length, &problems));
	for (size_t i = 0; i < problems.count; i++)
		print_error("%s: %s\n", path, problems.list[i].words);
	assert_int_equal(problems.count, 0);
	problems_finish(&problems);
	buffer_finish(&text);
	return theme;
}

/* How colours look to those who lack one kind of cone: Machado, Oliveira, Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency" (2009), severity 1. On linear light. */
static uint32_t seen_without(int cone, uint32_t colour)
{
	static const double matrices[3][3][3] = {
		{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	};
	double light[3];
	uint32_t seen = COLOUR_BLACK;
	for (int i = 0; i < 3; i++) {
		double step = (colour >> (16 - 8 * i) & 0xff) / 255.0;
		light[i] = step <= 0.04045 ? step / 12.92 : pow((step + 0.055) / 1.055, 2.4);
	}
	for (int i = 0; i < 3; i++) {
		const double *row = matrices[cone][i];
		double sum = fmin(fmax(row[0] * light[0] + row[1] * light[1] + row[2] * light[2], 0), 1);
		sum = sum <= 0.0031308 ? sum * 12.92 : 1.055 * pow(sum, 1 / 2.4) - 0.055;
		seen |= (uint32_t)lround(sum * 255) << (16 - 8 * i);
	}
	return seen;
}

static double distance(uint32_t a, uint32_t b)
{
	struct oklab from = colour_oklab(a), to = colour_oklab(b);
	return sqrt(pow(from.lightness - to.lightness, 2) + pow(from.a - to.a, 2) + pow(from.b - to.b, 2));
}

/* What is now and what changed must not look alike to anybody: in OKLab 0.02 is just noticeable side by side. */
#define APART 0.06

static void every_theme_can_be_read_by_all(void **state)
{
	(void)state;
	glob_t found;
	assert_int_equal(glob("assets/themes/*.json", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 4);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct theme theme = read_theme(found.gl_pathv[i]);
		double least = 21, apart = distance(theme.colours[COLOUR_ACCENT], theme.colours[COLOUR_ALERT]);
		assert_legible(&theme, &(struct brand){0});
		assert_veiled(&theme);
		for (size_t pair = 0; pair < THEME_PAIRS; pair++)
			if (theme_pairs[pair].least == THEME_TEXT_CONTRAST && theme_pairs[pair].ground != COLOUR_SHADE)
				least = fmin(least, theme_contrast(&theme, &theme_pairs[pair]));
		for (int cone = 0; cone < 3; cone++)
			apart = fmin(apart, distance(seen_without(cone, theme.colours[COLOUR_ACCENT]),
						     seen_without(cone, theme.colours[COLOUR_ALERT])));
		print_message("%-10s least %.2f, on photos %.2f, veil %u, now and changed %.3f apart\n", theme.name,
			      least, theme_contrast(&theme, &theme_pairs[THEME_PAIRS - 1]), theme_veil(&theme) >> 24,
			      apart);
		assert_true(apart >= APART);
		if (strcmp(theme.name, "contrast") == 0)
			assert_true(least >= 12);
		/* A picture can be told through the ground. */
		assert_true(theme_veil(&theme) >> 24 <= 240);
	}
	globfree(&found);
}

static void a_venue_sets_what_it_likes(void **state)
{
	(void)state;
	uint64_t seed = 2018;
	for (int i = 0; i < 4000; i++) {
		struct theme theme = theme_dusk, with;
		struct brand brand = {0};
		if (i % 2 == 1) /* a theme of noise, as it is read: mended */
			for (int role = 0; role < COLOUR_COUNT; role++)
				theme.colours[role] = random_colour(&seed);
		theme_mend(&theme);
		assert_legible(&theme, &brand);
		with = theme_with(&theme, &brand);
		assert_memory_equal(&with, &theme, sizeof theme);
		if (i % 3 != 0)
			brand.accent = random_colour(&seed);
		if (i % 3 != 1)
			brand.ground = random_colour(&seed);
		with = theme_with(&theme, &brand);
		assert_legible(&with, &brand);
		assert_veiled(&with);
		/* Once more changes nothing. */
		struct brand shown = {.accent = brand.accent ? with.colours[COLOUR_ACCENT] : 0,
				      .ground = brand.ground ? with.colours[COLOUR_GROUND] : 0};
		struct theme again = theme_with(&theme, &shown);
		assert_memory_equal(&again, &with, sizeof with);
	}
}

static void a_venue_gets_what_it_wrote(void **state)
{
	(void)state;
	struct theme theme = theme_dusk;
	struct theme with = theme_with(&theme, &(struct brand){.accent = 0xff7fd1ae});
	assert_int_equal(with.colours[COLOUR_ACCENT], 0xff7fd1ae);
	assert_int_equal(with.colours[COLOUR_GROUND], theme.colours[COLOUR_GROUND]);
	/* Light ground, dark inks; the theme's marks grow dark with it. */
	with = theme_with(&theme, &(struct brand){.accent = 0xff0b5f4b, .ground = 0xfff0e8d8});
	assert_int_equal(with.colours[COLOUR_ACCENT], 0xff0b5f4b);
	assert_int_equal(with.colours[COLOUR_GROUND], 0xfff0e8d8);
	assert_true(colour_luminance(with.colours[COLOUR_INK]) < 0.05);
	assert_true(colour_contrast(with.colours[COLOUR_INK], with.colours[COLOUR_QUIET]) > 1.2);
	/* Neither black nor white words can be read on it: the nearest that will do, of its hue. */
	with = theme_with(&theme, &(struct brand){.accent = 0xffc8102e});
	assert_int_not_equal(with.colours[COLOUR_ACCENT], 0xffc8102e);
	assert_true(distance(with.colours[COLOUR_ACCENT], 0xffc8102e) < 0.2);
	assert_true(distance(with.colours[COLOUR_ACCENT], with.colours[COLOUR_ALERT]) > 0.12);
	/* Dark green on a dark ground is lost as a shape. */
	with = theme_with(&theme, &(struct brand){.accent = 0xff0b5f4b});
	assert_true(colour_contrast(with.colours[COLOUR_ACCENT], with.colours[COLOUR_GROUND]) >= 3);
}

static void what_is_mended_is_told_of(void **state)
{
	(void)state;
	struct buffer text;
	struct problems problems;
	struct theme theme;
	buffer_init(&text);
	assert_int_equal(file_read("assets/themes/dusk.json", 1 << 20, &text), 0);
	memcpy(strstr(text.bytes, "#a9b4bf"), "#707a85", 7);
	problems_init(&problems);
	assert_true(theme_read(&theme, "hall.json", buffer_text(&text), text.length, &problems));
	assert_int_equal(problems.count, 2); /* on ground and on raised */
	assert_int_equal(problems.list[0].level, PROBLEM_WARNING);
	assert_int_equal(problems.list[0].line, 8);
	assert_non_null(strstr(problems.list[0].words,
			       "\"quiet\" on \"ground\" has a contrast of 4.1:1, and 7:1 is the least"));
	assert_non_null(strstr(problems.list[1].words, "\"quiet\" on \"raised\""));
	assert_legible(&theme, &(struct brand){0});
	assert_int_equal(theme.colours[COLOUR_INK], theme_dusk.colours[COLOUR_INK]);
	problems_finish(&problems);
	buffer_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contrast_is_that_of_wcag),   cmocka_unit_test(colours_as_css_writes_them),
		cmocka_unit_test(lightness_keeps_the_hue),    cmocka_unit_test(every_theme_can_be_read_by_all),
		cmocka_unit_test(a_venue_sets_what_it_likes), cmocka_unit_test(a_venue_gets_what_it_wrote),
		cmocka_unit_test(what_is_mended_is_told_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
