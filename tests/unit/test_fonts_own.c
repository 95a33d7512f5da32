/* A venue's own fonts in the fonts folder: real ones (of fonts-noto-core), broken ones, and what else may lie there. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "player/faces.h"
#include "player/font_files.h"
#include "player/fonts.h"

static char folder[] = "/tmp/callboard-fonts-XXXXXX";

static void put(const char *name, const char *bytes, size_t length)
{
	char *path = path_join(folder, name);

	assert_int_equal(file_write(path, bytes, length), 0);
	free(path);
}

/* The bytes of an installed font. */
static void installed(const char *family, int weight, struct buffer *bytes)
{
	struct font_files *files = font_files_create(NULL);
	const struct font_file *file = font_files_find(files, family, weight, false);

	assert_non_null(file);
	buffer_init(bytes);
	assert_int_equal(file_read(file->path, 1 << 24, bytes), 0);
	font_files_destroy(files);
}

static void drop(const char *name, const char *family, int weight)
{
	struct buffer bytes;

	installed(family, weight, &bytes);
	put(name, bytes.bytes, bytes.length);
	buffer_finish(&bytes);
}

static void assert_roles(const char *const families[FONT_ROLES])
{
	struct faces *faces = faces_create(folder);

	assert_non_null(faces);
	for (int role = 0; role < FONT_ROLES; role++)
		assert_string_equal(faces_file(faces, (enum font_role)role, 0)->family, families[role]);
	faces_destroy(faces);
}

static const char *const usual[FONT_ROLES] = {"Inter", "Inter", "Inter", "Inter Display", "Inter Display"};
static const char *const serif[FONT_ROLES] = {"Noto Serif", "Noto Serif", "Noto Serif", "Noto Serif", "Noto Serif"};

static void one_file_plays_every_role(void **state)
{
	struct faces *faces;
	int face;

	(void)state;
	assert_roles(usual);
	drop("house.TTF", "Noto Serif", 400);
	assert_roles(serif);
	faces = faces_create(folder);
	/* What it has not is written by the usual ones. */
	assert_int_equal(faces_covered(faces, FONT_TEXT, "→", strlen("→"), "", &face), strlen("→"));
	assert_string_equal(faces_file(faces, FONT_TEXT, face)->family, "Inter");
	faces_destroy(faces);
}

static void a_family_plays_by_weight(void **state)
{
	struct faces *faces;

	(void)state;
	drop("house.ttf", "Noto Serif", 400);
	drop("house-bold.ttf", "Noto Serif", 700);
	assert_roles(serif);
	faces = faces_create(folder);
	assert_string_equal(path_name(faces_file(faces, FONT_TEXT, 0)->path), "house.ttf");
	assert_string_equal(path_name(faces_file(faces, FONT_TEXT_ITALIC, 0)->path), "house.ttf");
	assert_string_equal(path_name(faces_file(faces, FONT_TEXT_STRONG, 0)->path), "house-bold.ttf");
	assert_string_equal(path_name(faces_file(faces, FONT_DISPLAY, 0)->path), "house-bold.ttf");
	faces_destroy(faces);
}

/* Two families: the first by name, but a role has the one that it names. */
static void roles_may_name_their_own(void **state)
{
	static const char roles[] = "{\"roles\": {\"display\": {\"families\": [\"Noto Serif Display\", \"Inter "
				    "Display\"], \"weight\": 700},"
				    "\"text\": {\"families\": [\"Inter\"], \"weight\": 500}}}";
	static const char *const mixed[FONT_ROLES] = {"Noto Serif", "Noto Serif", "Noto Serif", "Noto Serif Display",
						      "Noto Serif"};

	(void)state;
	put("roles.json", roles, strlen(roles));
	drop("1-text.ttf", "Noto Serif", 400);
	drop("2-titles.ttf", "Noto Serif Display", 700);
	assert_roles(mixed);
}

static void one_of_another_script_helps_out_first(void **state)
{
	struct faces *faces;
	int face;

	(void)state;
	drop("thai.ttf", "Noto Serif Thai", 400);
	assert_roles(usual);
	faces = faces_create(folder);
	faces_covered(faces, FONT_TEXT, "ไทย", strlen("ไทย"), "th", &face);
	assert_string_equal(faces_file(faces, FONT_TEXT, face)->family, "Noto Serif Thai");
	faces_destroy(faces);
}

static void put_big_endian(struct buffer *bytes, size_t at, unsigned value)
{
	assert_true(at + 2 <= bytes->length);
	bytes->bytes[at] = (char)(value >> 8);
	bytes->bytes[at + 1] = (char)value;
}

/* Where a table of the font begins. */
static size_t table(const struct buffer *bytes, const char *tag)
{
	const unsigned char *byte = (const unsigned char *)bytes->bytes;

	for (size_t i = 0; i < (size_t)(byte[4] << 8 | byte[5]); i++) {
		const unsigned char *row = byte + 12 + i * 16;

		if (memcmp(row, tag, 4) == 0)
			return (size_t)row[8] << 24 | (size_t)row[9] << 16 | (size_t)row[10] << 8 | row[11];
	}
	fail_msg("no table %s", tag);
	return 0;
}

static void what_is_broken_is_passed_over(void **state)
{
	char *fifo = path_join(folder, "fifo.ttf"), *below = path_join(folder, "folder.ttf"),
	     *nowhere = path_join(folder, "nowhere.otf");
	struct buffer bytes, odd;

	(void)state;
	installed("Noto Serif", 400, &bytes);
	put("a-empty.ttf", "", 0);
	put("b-text.ttf", "This is no font.", 16);
	put("c-half.ttf", bytes.bytes, 3000);
	put("d-page.otf", "<!DOCTYPE html><html></html>", 28);
	buffer_init(&odd);
	buffer_add(&odd, bytes.bytes, bytes.length);
	put_big_endian(&odd, table(&odd, "hhea") + 4, 30000); /* the ascent */
	put_big_endian(&odd, table(&odd, "OS/2") + 68, 30000);
	put_big_endian(&odd, table(&odd, "OS/2") + 74, 30000);
	put("e-tall.ttf", odd.bytes, odd.length);
	buffer_clear(&odd);
	buffer_add(&odd, bytes.bytes, bytes.length);
	put_big_endian(&odd, table(&odd, "head") + 18, 16000); /* units per em: letters as small as dust */
	put("f-dust.ttf", odd.bytes, odd.length);
	put(".hidden.ttf", bytes.bytes, bytes.length);
	put("font.txt", bytes.bytes, bytes.length);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(mkdir(below, 0700), 0);
	assert_int_equal(symlink("nowhere", nowhere), 0);
	assert_roles(usual);
	buffer_finish(&odd);
	buffer_finish(&bytes);
	free(nowhere);
	free(below);
	free(fifo);
}

static bool draws(struct fonts *fonts, enum font_role role, const char *text)
{
	struct run run;
	bool drawn = fonts_render(fonts, (struct font){role, 40, 0}, text, false, &run);

	SDL_FreeSurface(run.surface);
	return drawn;
}

/* Whatever its bytes are: a page of text comes out, in it or in the usual one. */
static void damaged_ones_blank_nothing(void **state)
{
	struct buffer bytes, damaged;
	unsigned seed = 1;

	(void)state;
	installed("Noto Serif", 400, &bytes);
	buffer_init(&damaged);
	for (int round = 0; round < 24; round++) {
		struct fonts *fonts;

		buffer_clear(&damaged);
		buffer_add(&damaged, bytes.bytes, bytes.length);
		for (int i = 0; i < 1 << (round % 12); i++) {
			seed = seed * 1103515245u + 12345u;
			damaged.bytes[(seed >> 4) % (round % 2 ? bytes.length : 4096)] = (char)(seed >> 24);
		}
		put("damaged.ttf", damaged.bytes, damaged.length);
		fonts = fonts_create_from(folder);
		assert_non_null(fonts);
		assert_true(draws(fonts, FONT_TEXT, "Praca w podgrupach"));
		fonts_destroy(fonts);
	}
	buffer_finish(&damaged);
	buffer_finish(&bytes);
}

static void one_that_goes_leaves_the_usual(void **state)
{
	struct fonts *fonts;
	char *path = path_join(folder, "house.ttf");

	(void)state;
	drop("house.ttf", "Noto Serif", 400);
	fonts = fonts_create_from(folder);
	assert_non_null(fonts);
	assert_int_equal(unlink(path), 0);
	assert_true(draws(fonts, FONT_DISPLAY, "Praca w podgrupach"));
	fonts_destroy(fonts);
	free(path);
}

static int set_up(void **state)
{
	struct buffer roles;

	(void)state;
	memcpy(folder + strlen(folder) - 6, "XXXXXX", sizeof "XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	buffer_init(&roles);
	if (file_read("fonts/roles.json", 1 << 16, &roles) == 0)
		put("roles.json", roles.bytes, roles.length);
	buffer_finish(&roles);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	return folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_file_plays_every_role, set_up, clear),
		cmocka_unit_test_setup_teardown(a_family_plays_by_weight, set_up, clear),
		cmocka_unit_test_setup_teardown(roles_may_name_their_own, set_up, clear),
		cmocka_unit_test_setup_teardown(one_of_another_script_helps_out_first, set_up, clear),
		cmocka_unit_test_setup_teardown(what_is_broken_is_passed_over, set_up, clear),
		cmocka_unit_test_setup_teardown(damaged_ones_blank_nothing, set_up, clear),
		cmocka_unit_test_setup_teardown(one_that_goes_leaves_the_usual, set_up, clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
