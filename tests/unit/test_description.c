/* What pictures say of themselves: what becomes text for people, and what is a camera's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/description.h"
#include "formats/pixels.h"

static void words_and_cameras(void **state)
{
	(void)state;
	static const struct {
		const char *written, *read; /* NULL: nothing */
	} cases[] = {
		{"Zmierzch nad Wisłą", "Zmierzch nad Wisłą"},
		{"  Two\r\n lines\t and  a tab \x01.", "Two lines and a tab ."},
		{"Caf\xe9 du March\xe9", "Café du Marché"},
		{"a\u202eb \ufeffc", "ab c"},
		{"Rynek", "Rynek"},
		{"Opening, 2018", "Opening, 2018"},
		{"Wnętrze kamery", "Wnętrze kamery"},
		{"", NULL},
		{" \x07 ", NULL},
		{"OLYMPUS DIGITAL CAMERA         ", NULL},
		{"Minolta DSC", "Minolta DSC"},
		{"KONICA MINOLTA DIGITAL CAMERA", NULL},
		{"SONY DSC", NULL},
		{"DCIM\\100MEDIA\\DJI_0018.JPG", NULL},
		{"DCIM 100", NULL},
		{"Exif_JPEG_PICTURE", NULL},
		{"<Digimax S500 / Kenox S500>", NULL},
		{"DSC_0042", NULL},
		{"IMG-2044.JPG", NULL},
		{"dav", NULL},
		{"Created with GIMP", NULL},
	};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *read = description_clean(arena, cases[i].written, strlen(cases[i].written));
		if (cases[i].read == NULL)
			assert_null(read);
		else
			assert_string_equal(read, cases[i].read);
	}
	arena_destroy(arena);
}

/* It ends with a NUL if there is one; a letter that the limit cuts is left out, and makes nothing Latin-1. */
static void its_end(void **state)
{
	(void)state;
	static char bytes[PIXELS_DESCRIPTION_LIMIT];
	struct arena *arena = arena_create();
	assert_string_equal(description_clean(arena, "Most\0secret", 11), "Most");
	assert_null(description_clean(arena, "\0secret", 7));
	memset(bytes, 'a', sizeof bytes);
	bytes[100] = ' ';
	bytes[101] = '\xc5';
	bytes[102] = '\x82';
	bytes[sizeof bytes - 1] = '\xc5';
	const char *read = description_clean(arena, bytes, sizeof bytes);
	assert_int_equal(strlen(read), sizeof bytes - 1);
	assert_memory_equal(read + 100, " ł", 3);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_cameras),
		cmocka_unit_test(its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
