/* Roles, fallbacks and runs, with the fonts that are installed; needs those of debian/control. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "player/faces.h"
#include "player/fonts.h"
#include "player/open_fonts.h"

static void roles_have_their_fonts(void **state)
{
	static const struct {
		enum font_role role;
		const char *family;
	} rows[] = {
		{FONT_TEXT, "Inter"},
		{FONT_TEXT_STRONG, "Inter"},
		{FONT_TEXT_ITALIC, "Inter"},
		{FONT_DISPLAY, "Inter Display"},
		{FONT_DISPLAY_MEDIUM, "Inter Display"},
	};
	struct faces *faces = *state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(faces_file(faces, rows[i].role, 0)->family, rows[i].family);
	/* Weights and slants are files of their own. */
	for (size_t i = 1; i < sizeof rows / sizeof *rows; i++)
		assert_ptr_not_equal(faces_file(faces, rows[i].role, 0), faces_file(faces, rows[i - 1].role, 0));
}

/* A text as "family:bytes" of its parts; "own" is the role's. */
static void parts_of(struct faces *faces, const char *text, const char *language, char *parts, size_t size)
{
	size_t left = strlen(text), written = 0;

	parts[0] = '\0';
	while (left > 0) {
		int face = -1;
		size_t covered = faces_covered(faces, FONT_TEXT, text, left, language, &face);

		assert_in_range(covered, 1, left);
		written += (size_t)snprintf(parts + written, size - written, "%s%s:%zu", written ? " " : "",
					    face == 0 ? "own" : faces_file(faces, FONT_TEXT, face)->family, covered);
		assert_true(written < size);
		text += covered;
		left -= covered;
	}
}

static void texts_are_parted_by_face(void **state)
{
	static const struct {
		const char *text, *language, *parts;
	} rows[] = {
		{"Zażółć gęślą jaźń", "pl", "own:26"},
		{"Ala مرحبا 漢字 😀", "", "own:4 Noto Sans Arabic:11 Noto Sans CJK SC:7 Noto Color Emoji:4"},
		{"漢字", "ja", "Noto Sans CJK JP:6"},
		{"漢字", "ja-JP", "Noto Sans CJK JP:6"},
		{"漢字", "jav", "Noto Sans CJK SC:6"},
		{"漢字", "zh-Hant-TW", "Noto Sans CJK TC:6"},
		{"漢字", "ZH-hant", "Noto Sans CJK TC:6"},
		{"漢字", "ko", "Noto Sans CJK KR:6"},
		{"שלום, Ewa", "he", "Noto Sans Hebrew:8 own:5"},
		/* A selector, a joined family, a keycap, a flag: each is one character to its reader. */
		{"a✈️b", "", "own:1 Noto Color Emoji:6 own:1"},
		{"👩‍👩‍👧", "", "Noto Color Emoji:18"},
		{"1️⃣ 12", "", "Noto Color Emoji:7 own:3"},
		{"🇵🇱", "", "Noto Color Emoji:8"},
		/* As text, as a picture, and a sign that is a picture only in dark grey. */
		{"☎\uFE0E", "", "Noto Sans Symbols2:6"},
		{"☎\uFE0F", "", "Noto Color Emoji:6"},
		{"©\uFE0F", "", "own:5"},
		/* A mark stays with its letter. */
		{"e\u0301x", "", "own:4"},
		{"\uF0B7 x", "", "own:5"}, /* private use: nobody has it */
		{"\xFF\xFE", "", "own:2"}, /* no UTF-8; must not be lost */
	};
	char parts[256];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		parts_of(*state, rows[i].text, rows[i].language, parts, sizeof parts);
		assert_string_equal(parts, rows[i].parts);
	}
}

/* Inter Display has the accents, but sets them beside the letter. */
static void accents_stand_on_their_letters(void **state)
{
	static const struct {
		const char *text, *family;
	} rows[] = {
		{"ż", "Inter Display"},     {"z\u0307", "Inter Display"}, /* ż in two pieces: the font has it in one */
		{"z\u0324\u0308", "Inter"}, {"e\u0301\u0301", "Inter"},   {"q\u0303", "Inter"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t bytes = strlen(rows[i].text);
		int face;

		assert_int_equal(faces_covered(*state, FONT_DISPLAY, rows[i].text, bytes, "", &face), bytes);
		assert_string_equal(faces_file(*state, FONT_DISPLAY, face)->family, rows[i].family);
	}
}

static int width_of(const struct measure *measure, struct font font, const char *text)
{
	return measure->width_px(measure->data, font, text, strlen(text), false);
}

static void widths_and_metrics_are_plausible(void **state)
{
	struct fonts *fonts = fonts_create_from("fonts");
	struct measure measure = fonts_measure(fonts);
	struct font font = {FONT_TEXT, 40, 0};

	(void)state;
	assert_non_null(fonts);
	for (int size_px = 10; size_px <= 400; size_px += 30) {
		struct font_metrics metrics = measure.metrics(measure.data, FONT_DISPLAY, size_px);

		assert_in_range(metrics.cap_height_px, size_px * 6 / 10, size_px * 8 / 10 + 1);
		assert_in_range(metrics.ascent_px, metrics.cap_height_px, size_px * 13 / 10);
		assert_in_range(metrics.descent_px, size_px / 10, size_px / 2);
	}
	assert_true(width_of(&measure, font, "iiii") < width_of(&measure, font, "WWWW"));
	assert_int_equal(width_of(&measure, font, ""), 0);
	assert_int_equal(width_of(&measure, font, "Sala A"), width_of(&measure, font, "Sala A")); /* kept */
	font.size_px = 80;
	assert_in_range(width_of(&measure, font, "Sala A"), 200, 320);
	assert_int_equal(width_of(&measure, font, "a\ab"), width_of(&measure, font, "ab"));
	assert_int_equal(width_of(&measure, font, "a\uF0B7"), width_of(&measure, font, "a·")); /* and no box */
	fonts_destroy(fonts);
}

/* The rows that a run has ink in, around its baseline. */
static void assert_drawn(struct fonts *fonts, struct font font, const char *text, int highest, int lowest)
{
	struct run run;
	int first = 0, last = 0;

	assert_true(fonts_render(fonts, font, text, false, &run));
	assert_false(run.coloured);
	for (int y = run.surface->h - 1; y >= 0; y--) {
		const uint8_t *row = (const uint8_t *)run.surface->pixels + (ptrdiff_t)y * run.surface->pitch;

		for (int x = 0; x < run.surface->w; x++) {
			if (row[x] > 127 && last == 0)
				last = y + 1;
			if (row[x] > 127)
				first = y;
		}
	}
	assert_in_range(run.baseline_y - first, highest - 2, highest + 2);
	assert_in_range(run.baseline_y - last + 100, -lowest + 98, -lowest + 102);
	SDL_FreeSurface(run.surface);
}

static void runs_sit_on_their_baseline(void **state)
{
	struct fonts *fonts = fonts_create_from("fonts");
	struct font font = {FONT_TEXT, 100, 0};

	(void)state;
	assert_non_null(fonts);
	assert_drawn(fonts, font, "H", 73, 0);
	assert_drawn(fonts, font, "xHx", 73, 0);
	/* Two accents on a capital rise above the ascent, and the surface grows with them. */
	font.size_px = 600;
	assert_drawn(fonts, font, "H\u1EA4H", 601, 0);
	fonts_destroy(fonts);
}

static void odd_runs_are_drawn_or_not(void **state)
{
	static const struct {
		const char *text;
		bool drawn;
	} rows[] = {{"", false}, {"\a\b", false}, {"a", true}, {"\uF0B7", true}, {"\xFF", true}};
	struct fonts *fonts = fonts_create_from("fonts");
	struct font sizes[] = {{FONT_TEXT, 1, 0}, {FONT_TEXT, 40, 0}, {FONT_TEXT, -5, 0}};

	(void)state;
	assert_non_null(fonts);
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			struct run run;

			assert_int_equal(fonts_render(fonts, sizes[s], rows[i].text, true, &run), rows[i].drawn);
			SDL_FreeSurface(run.surface);
		}
	}
	fonts_destroy(fonts);
}

/* More sizes than stay open. */
/* Letters that no role and no fallback has: the machine's fonts are searched once for each, not once for each time it
 * stands in a text. A search of all fonts takes a third of a millisecond or more. */
static void letters_of_rare_scripts_are_sought_once(void **state)
{
	static const char letter[] = "\U00010400"; /* Deseret */
	enum { LETTERS = 1000, LIMIT_MS = 100 };
	struct faces *faces = *state;
	struct buffer text;
	clock_t began;
	int face = 0;

	buffer_init(&text);
	for (size_t i = 0; i < LETTERS; i++)
		buffer_add(&text, letter, strlen(letter));
	began = clock();
	assert_int_equal(faces_covered(faces, FONT_TEXT, buffer_text(&text), text.length, "", &face), text.length);
	assert_string_equal(faces_file(faces, FONT_TEXT, face)->family, "Noto Sans Deseret");
	assert_true(clock() - began < LIMIT_MS * (CLOCKS_PER_SEC / 1000));
	buffer_finish(&text);
}

static void many_sizes_are_bounded(void **state)
{
	struct fonts *fonts = fonts_create_from("fonts");
	struct measure measure = fonts_measure(fonts);
	int before = 0;

	(void)state;
	for (int size_px = 10; size_px < 200; size_px += 3) {
		int width_px = width_of(&measure, (struct font){FONT_TEXT, size_px, 0}, "Praca w podgrupach");

		assert_true(width_px > before);
		before = width_px;
	}
	fonts_destroy(fonts);
}

/* However many files and sizes are asked for: so many are open, so many of them large, and so much is drawn. */
static void open_fonts_are_bounded(void **state)
{
	struct open_fonts open = {0};
	struct fonts *fonts = fonts_create_from("fonts"); /* SDL_ttf runs */
	const struct font_file *own = faces_file(*state, FONT_TEXT, 0);
	int face, opened = 0, larges = 0;
	char han[] = "漢";

	for (int size_px = 10; size_px < 210; size_px++)
		assert_non_null(open_fonts_get(&open, own, size_px));
	for (int role = 0; role < FONT_ROLES; role++) {
		static const char *const languages[] = {"ja", "ko", "zh", "zh-Hant", "zh-HK"};

		for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
			faces_covered(*state, (enum font_role)role, han, strlen(han), languages[i], &face);
			for (int size_px = 20; size_px < 60; size_px += 20)
				assert_non_null(
					open_fonts_get(&open, faces_file(*state, (enum font_role)role, face), size_px));
		}
	}
	for (size_t i = 0; i < OPEN_FONTS_LIMIT; i++) {
		opened += open.list[i].font != NULL;
		larges += open.list[i].large;
	}
	assert_int_equal(opened, OPEN_FONTS_LIMIT);
	assert_int_equal(larges, OPEN_FONTS_LARGE_LIMIT);
	open_fonts_drew(&open, OPEN_FONTS_DRAWN_LIMIT_BYTES);
	assert_int_equal(open.drawn_bytes, OPEN_FONTS_DRAWN_LIMIT_BYTES);
	open_fonts_drew(&open, 1);
	assert_int_equal(open.drawn_bytes, 0); /* all were made to forget */
	open_fonts_finish(&open);
	fonts_destroy(fonts);
}

static int create(void **state)
{
	*state = faces_create("fonts");
	return *state ? 0 : -1;
}

static int destroy(void **state)
{
	faces_destroy(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(roles_have_their_fonts, create, destroy),
		cmocka_unit_test_setup_teardown(texts_are_parted_by_face, create, destroy),
		cmocka_unit_test_setup_teardown(accents_stand_on_their_letters, create, destroy),
		cmocka_unit_test(widths_and_metrics_are_plausible),
		cmocka_unit_test(runs_sit_on_their_baseline),
		cmocka_unit_test(odd_runs_are_drawn_or_not),
		cmocka_unit_test_setup_teardown(letters_of_rare_scripts_are_sought_once, create, destroy),
		cmocka_unit_test(many_sizes_are_bounded),
		cmocka_unit_test_setup_teardown(open_fonts_are_bounded, create, destroy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
