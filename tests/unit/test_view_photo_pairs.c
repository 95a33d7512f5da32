/* Two photos on a page: which, in what order, with whose caption, and nothing of them lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/pair.h"
#include "view_fixture.h"

enum { PHOTOS_LIMIT = 8, LIMIT_PX = 4000 };

/* "u": upright, "w": wide, "q": square, "t": upright and transparent, "s": a strip, "i": an icon. With a capital it has
 * a caption. */
static struct photo photo_of(struct arena *arena, char letter, size_t index)
{
	static const struct {
		char letter;
		int width_px, height_px;
	} shapes[] = {{'u', 1080, 1620}, {'w', 1920, 1280}, {'q', 1200, 1200},
		      {'t', 1080, 1620}, {'s', 90, 1080},   {'i', 24, 32}};
	char small = (char)(letter | 0x20);
	struct photo photo = {.picture = {.name = arena_format(arena, "p%zu", index), .transparent = small == 't'}};
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (shapes[i].letter == small) {
			photo.picture.width_px = shapes[i].width_px;
			photo.picture.height_px = shapes[i].height_px;
		}
	if (small != letter)
		photo.caption = arena_format(arena, "Zdjęcie%zu znad Wisły", index);
	return photo;
}

static struct slide *make_photos(struct deck *deck, const char *letters)
{
	struct slide *slide = fixture_slide(deck, SLIDE_PHOTOS);
	struct photos *photos = &slide->photos;
	photos->photos_count = strlen(letters);
	photos->photos = arena_allocate(deck->arena, PHOTOS_LIMIT, sizeof *photos->photos);
	for (size_t i = 0; i < photos->photos_count; i++)
		photos->photos[i] = photo_of(deck->arena, letters[i], i);
	return slide;
}

/* The sharp pictures of all pages as text: "0 1|2" are two on the first page and one on the second. */
static void read_pages(const struct view *view, const struct slide *slide, char *text, size_t size)
{
	struct scene scene;
	size_t length = 0, pages = view_pages(view, slide);
	scene_init(&scene, view->width_px, view->height_px);
	for (size_t page = 0; page < pages; page++) {
		size_t shown = 0;
		view_page(view, slide, page, &scene);
		for (size_t i = 0; i < scene.items_count; i++) {
			const struct scene_item *item = &scene.items[i];
			if (item->kind != SCENE_PICTURE || item->picture.manner == PICTURE_SOFT)
				continue;
			const char *before = shown++ > 0 ? " " : page > 0 ? "|" : "";
			length +=
				(size_t)snprintf(text + length, size - length, "%s%s", before, item->picture.name + 1);
		}
	}
	scene_finish(&scene);
}

static void which_pair(void **state)
{
	(void)state;
	static const struct {
		int width_px, height_px;
		const char *photos, *pages;
	} cases[] = {
		{1920, 1080, "uu", "0 1"},    {1920, 1080, "uuu", "0 1|2"}, {1920, 1080, "uuuu", "0 1|2 3"},
		{1920, 1080, "wuu", "0|1 2"}, {1920, 1080, "uwu", "0|1|2"}, {1920, 1080, "uq", "0 1"},
		{1920, 1080, "UU", "0 1"},    {1920, 1080, "ww", "0|1"},    {1920, 1080, "ut", "0|1"},
		{1920, 1080, "us", "0|1"},    {1920, 1080, "ui", "0|1"},    {1080, 1920, "uu", "0|1"},
		{1080, 1920, "ww", "0 1"},    {1080, 1920, "WwW", "0 1|2"}, {1920, 540, "uu", "0 1"},
		{1920, 540, "ww", "0 1"},     {1024, 768, "uu", "0 1"},     {800, 800, "uu", "0|1"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct deck *deck = deck_create();
		const struct slide *slide = make_photos(deck, cases[i].photos);
		struct view view = fixture_view(deck, cases[i].width_px, cases[i].height_px, fixture_utc_s(22, 10, 14));
		char pages[64] = "";
		read_pages(&view, slide, pages, sizeof pages);
		if (strcmp(pages, cases[i].pages) != 0)
			print_message("%s on %d x %d\n", cases[i].photos, cases[i].width_px, cases[i].height_px);
		assert_string_equal(pages, cases[i].pages);
		deck_destroy(deck);
	}
}

/* The first line that begins so. */
static const struct scene_item *find(const struct scene *scene, const char *text)
{
	for (size_t i = 0; i < scene->items_count; i++)
		if (scene->items[i].kind == SCENE_TEXT && strncmp(scene->items[i].text.text, text, strlen(text)) == 0)
			return &scene->items[i];
	fail_msg("no \"%s\"", text);
	return NULL;
}

static bool apart(struct box a, struct box b)
{
	return a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
}

/* Each caption stands below its own photo and within its width; photos, captions and clock keep off each other; nothing
 * of a photo is cut off; on a mirrored page the first one stands at the right. */
static void check_page(const struct scene *scene, bool mirrored)
{
	struct box boxes[5] = {{0}};
	size_t photos = 0;
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];
		if (item->kind != SCENE_PICTURE || item->picture.manner == PICTURE_SOFT)
			continue;
		assert_true(item->picture.source.width >= 1070 && item->picture.source.height >= 1270);
		assert_true(photos < 2);
		boxes[photos++] = item->box;
	}
	assert_int_equal(photos, 2);
	for (size_t i = 0; i < 2; i++) {
		char caption[16];
		snprintf(caption, sizeof caption, "Zdjęcie%zu", i);
		const struct box text = boxes[2 + i] = find(scene, caption)->box;
		assert_true(text.y >= boxes[i].y + boxes[i].height);
		assert_true(text.x >= boxes[i].x && text.x + text.width <= boxes[i].x + boxes[i].width);
	}
	boxes[4] = find(scene, "10:14")->box;
	for (size_t i = 0; i < 5; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(apart(boxes[i], boxes[j]));
	if (scene->width_px > scene->height_px)
		assert_true((boxes[0].x < boxes[1].x) != mirrored);
	else
		assert_true(boxes[0].y < boxes[1].y);
}

static void captions_belong(void **state)
{
	(void)state;
	static const struct {
		int width_px, height_px;
		const char *photos;
	} cases[] = {{1920, 1080, "UU"}, {1080, 1920, "WW"}, {3840, 2160, "UU"}, {1366, 768, "UU"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int mirrored = 0; mirrored < 2; mirrored++) {
			struct deck *deck = deck_create();
			struct slide *slide = make_photos(deck, cases[i].photos);
			slide->photos.title = "Wieczór";
			slide->language = mirrored ? "ar" : "pl";
			struct view view =
				fixture_view(deck, cases[i].width_px, cases[i].height_px, fixture_utc_s(22, 10, 14));
			struct scene scene;
			scene_init(&scene, view.width_px, view.height_px);
			assert_int_equal(view_pages(&view, slide), 1);
			view_page(&view, slide, 0, &scene);
			check_page(&scene, mirrored != 0);
			scene_finish(&scene);
			deck_destroy(deck);
		}
	}
}

/* Words too long for half a page: then each has its own. */
static void long_captions_part_them(void **state)
{
	(void)state;
	struct deck *deck = deck_create();
	struct slide *slide = make_photos(deck, "uu");
	struct view view = fixture_view(deck, 1920, 1080, fixture_utc_s(22, 10, 14));
	slide->photos.photos[1].caption = "Wieczór nad Wisłą po pierwszym dniu obrad, na którym przedstawiciele gmin "
					  "i powiatów omówili wspólnie wyniki badań fokusowych z pięciu województw";
	assert_int_equal(view_pages(&view, slide), 2);
	slide->photos.photos[1].caption = "Wieczór nad Wisłą";
	assert_int_equal(view_pages(&view, slide), 1);
	deck_destroy(deck);
}

/* What can be seen through or is tiny stands whole on the theme's ground, with words in its ink; and who finds nothing
 * to see reads whose wall it is. */
static void the_ground_is_the_themes(void **state)
{
	(void)state;
	static const char *const letters[] = {"T", "t", "I", "i"};
	for (size_t i = 0; i < 4; i++) {
		struct deck *deck = deck_create();
		struct slide *slide = make_photos(deck, letters[i]);
		struct view view = fixture_view(deck, 1920, 1080, fixture_utc_s(22, 10, 14));
		struct scene scene;
		scene_init(&scene, view.width_px, view.height_px);
		view_page(&view, slide, 0, &scene);
		for (size_t j = 0; j < scene.items_count; j++) {
			const struct scene_item *item = &scene.items[j];
			if (item->kind == SCENE_PICTURE) {
				assert_int_not_equal(item->picture.manner, PICTURE_SOFT);
				assert_int_equal(item->picture.source.height,
						 slide->photos.photos[0].picture.height_px);
				assert_true(item->box.height <= 3 * item->picture.source.height);
			}
			if (item->kind == SCENE_TEXT)
				assert_int_equal(item->text.colour, COLOUR_INK);
		}
		assert_true(scene.sources_count > 0);
		assert_string_equal(scene.sources[0], slide->photos.photos[0].caption != NULL ? "Zdjęcie0 znad Wisły"
											      : "Liderzy Kooperacji");
		scene_finish(&scene);
		deck_destroy(deck);
	}
}

/* Any sizes on any screen: all photos, once, in their order, and never three on a page. */
static void nothing_is_lost(void **state)
{
	(void)state;
	unsigned seed = 7;
	for (int round = 0; round < 300; round++) {
		struct deck *deck = deck_create();
		struct slide *slide = make_photos(deck, "uuuuuuu");
		int sides[2];
		for (size_t i = 0; i < 2; i++) {
			seed = seed * 1103515245u + 12345u;
			sides[i] = 300 + (int)(seed >> 16) % 2000;
		}
		struct view view = fixture_view(deck, sides[0], sides[1], fixture_utc_s(22, 10, 14));
		for (size_t i = 0; i < 7; i++) {
			struct picture *picture = &slide->photos.photos[i].picture;
			seed = seed * 1103515245u + 12345u;
			picture->width_px = 1 + (int)(seed >> 16) % LIMIT_PX;
			seed = seed * 1103515245u + 12345u;
			picture->height_px = 1 + (int)(seed >> 16) % LIMIT_PX;
		}
		char pages[64] = "", order[16] = "";
		read_pages(&view, slide, pages, sizeof pages);
		size_t count = 0, together = 0;
		for (const char *c = pages; *c != '\0'; c++) {
			if (*c >= '0' && *c <= '9')
				order[count++] = *c;
			together = *c == ' ' ? together + 1 : *c == '|' ? 0 : together;
			assert_true(together < 2);
		}
		assert_string_equal(order, "0123456");
		deck_destroy(deck);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(which_pair),
		cmocka_unit_test(captions_belong),
		cmocka_unit_test(long_captions_part_them),
		cmocka_unit_test(the_ground_is_the_themes),
		cmocka_unit_test(nothing_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
