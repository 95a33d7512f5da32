/* Every text of a page on what is painted below it, pixel by pixel, in every theme and with a venue's colours: over
 * photos, and over a venue's picture behind the page. */
#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "formats/pixels.h"
#include "formats/settings.h"
#include "model/colour.h"
#include "player/bake.h"
#include "unit/view_fixture.h"

enum { PHOTO_WIDTH = 160, PHOTO_HEIGHT = 100 };

enum test_picture { WHITE, BLACK, NOISE, COLOURS, PHOTOS };

static uint32_t photo_pixel(enum test_picture shown, int x, int y)
{
	static const uint32_t bright[] = {0xffffff00, 0xff00ffff, 0xffff00ff, 0xffffffff, 0xff00ff00, 0xffff0000};
	uint32_t noise = (uint32_t)(x * 7919 + y) * 2654435761u;
	switch (shown) {
	case WHITE:
		return COLOUR_WHITE;
	case BLACK:
		return COLOUR_BLACK;
	case NOISE:
		return noise >> 31 ? COLOUR_WHITE : COLOUR_BLACK;
	default:
		return bright[(x / 10 + y / 8) % 6];
	}
}

/* A folder with the photo, named as the fixture's is. */
static void write_photo(const char *folder, enum test_picture shown)
{
	struct pixels_header header;
	char *path = path_join(folder, "photo");
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	pixels_header_init(&header, PHOTO_WIDTH, PHOTO_HEIGHT, false, 0);
	fwrite(&header, sizeof header, 1, file);
	for (int y = 0; y < PHOTO_HEIGHT; y++) {
		for (int x = 0; x < PHOTO_WIDTH; x++) {
			uint32_t pixel = photo_pixel(shown, x, y);
			fwrite(&pixel, sizeof pixel, 1, file);
		}
	}
	assert_int_equal(fclose(file), 0);
	free(path);
}

/* What texts stand on: all of the scene but them. */
static struct frame *bake_ground(const struct scene *scene, const struct theme *theme, const char *folder)
{
	struct scene_item *items = calloc(scene->items_count + 1, sizeof *items);
	struct scene ground = *scene;
	struct frame *frame = frame_create(scene->width_px, scene->height_px);
	ground.items = items;
	ground.items_count = 0;
	for (size_t i = 0; i < scene->items_count; i++)
		if (scene->items[i].kind != SCENE_TEXT)
			items[ground.items_count++] = scene->items[i];
	bake(frame, &ground, theme, NULL, folder);
	free(items);
	return frame;
}

/* The contrast that all but one pixel of a hundred have. A line or a bar may cross a text's box, not its letters. */
static double contrast_below(const struct frame *frame, struct box box, uint32_t ink)
{
	enum { STEPS = 2200 };
	size_t counts[STEPS] = {0}, all = 0, low = 0;
	uint32_t last = 0;
	double contrast = colour_contrast(ink, last);
	for (int y = box.y < 0 ? 0 : box.y; y < box.y + box.height && y < frame->height_px; y += 2) {
		for (int x = box.x < 0 ? 0 : box.x; x < box.x + box.width && x < frame->width_px; x++, all++) {
			uint32_t pixel = frame->pixels[y * frame->width_px + x];
			if (pixel != last)
				contrast = colour_contrast(ink, pixel);
			last = pixel;
			counts[(int)(contrast * 100)]++;
		}
	}
	for (int step = 0; step < STEPS; step++) {
		low += counts[step];
		if (low * 100 > all)
			return step / 100.0;
	}
	return 21;
}

static double least_of(const struct scene *scene, const struct theme *theme, const char *folder)
{
	struct frame *ground = bake_ground(scene, theme, folder);
	double least = 21;
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];
		if (item->kind != SCENE_TEXT)
			continue;
		double contrast = contrast_below(ground, item->box, theme->colours[item->text.colour]);
		if (contrast < THEME_TEXT_CONTRAST)
			print_error("%s: \"%s\" %s at %d,%d: %.2f\n", theme->name, item->text.text,
				    colour_names[item->text.colour], item->box.x, item->box.y, contrast);
		least = fmin(least, contrast);
	}
	frame_destroy(ground);
	return least;
}

static size_t read_themes(struct theme *themes, size_t limit)
{
	glob_t found;
	size_t count = 0;
	assert_int_equal(glob("assets/themes/*.json", 0, NULL, &found), 0);
	for (; count < found.gl_pathc && count < limit; count++) {
		struct buffer text;
		struct problems problems;
		buffer_init(&text);
		problems_init(&problems);
		assert_int_equal(file_read(found.gl_pathv[count], 1 << 20, &text), 0);
		assert_true(
			theme_read(&themes[count], found.gl_pathv[count], buffer_text(&text), text.length, &problems));
		problems_finish(&problems);
		buffer_finish(&text);
	}
	globfree(&found);
	return count;
}

static const struct {
	int width_px, height_px;
} sizes[] = {{640, 360}, {360, 640}, {400, 240}, {640, 180}};

enum { SIZES = sizeof sizes / sizeof *sizes, THEMES_LIMIT = 16 };

/* The least contrast of the slide's texts over all themes, sizes and photos in *folder. */
static double least_over_all(struct deck *deck, const struct slide *slide, const struct brand *colours)
{
	struct theme themes[THEMES_LIMIT];
	size_t count = read_themes(themes, THEMES_LIMIT);
	const char *temporary = getenv("TMPDIR");
	char *folder = path_join(temporary != NULL ? temporary : "/tmp", "legible-XXXXXX");
	double least = 21;
	assert_non_null(mkdtemp(folder));
	for (int photo = 0; photo < PHOTOS; photo++) {
		write_photo(folder, (enum test_picture)photo);
		for (size_t size = 0; size < SIZES; size++) {
			struct view view = fixture_view(deck, sizes[size].width_px, sizes[size].height_px,
							fixture_utc_s(22, 10, 14));
			struct scene scene;
			scene_init(&scene, view.width_px, view.height_px);
			if (slide != NULL)
				view_page(&view, slide, 0, &scene);
			else
				view_calm(&view, &scene);
			for (size_t i = 0; i < count; i++) {
				struct theme theme = theme_with(&themes[i], colours);
				least = fmin(least, least_of(&scene, &theme, folder));
			}
			scene_finish(&scene);
		}
	}
	folder_remove(folder);
	free(folder);
	return least;
}

static const struct brand plain, branded = {.accent = 0xffc8102e};

static void over_photos(void **state)
{
	(void)state;
	/* Of the screen's shape; tall; wide; with more to say than has room over it. */
	static const struct {
		int width_px, height_px;
		const char *caption;
	} photos[] = {{1600, 1000, "Wieczór nad Wisłą po pierwszym dniu obrad"},
		      {1000, 1600, "Ćwiczenia"},
		      {3000, 600, "Ów Żółty Śpiący Źdźbło"},
		      {1600, 1000, NULL},
		      {1600, 1000,
		       "W Ratuszu spotkały się zespoły z pięciu województw, a potem wszyscy poszli na spacer po Starym "
		       "Mieście: przez Bramę Opatowską, Rynek i zamek aż nad Wisłę, gdzie czekało ognisko."}};
	for (size_t i = 0; i < sizeof photos / sizeof *photos; i++) {
		struct deck *deck = deck_create();
		const struct slide *slide =
			fixture_photo(deck, photos[i].width_px, photos[i].height_px, photos[i].caption);
		double least = least_over_all(deck, slide, &plain);
		print_message("photo %d x %d: %.2f\n", photos[i].width_px, photos[i].height_px, least);
		assert_true(least >= THEME_TEXT_CONTRAST);
		deck_destroy(deck);
	}
}

static void over_a_venue_s_picture(void **state)
{
	(void)state;
	static const struct picture picture = {.name = "photo", .width_px = PHOTO_WIDTH, .height_px = PHOTO_HEIGHT};
	static struct slide *(*const makers[])(struct deck *) = {fixture_announcement, fixture_agenda, NULL};
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
		struct deck *deck = deck_create();
		const struct slide *slide = makers[i] != NULL ? makers[i](deck) : NULL;
		if (slide == NULL)
			fixture_slide(deck, SLIDE_PHOTOS);
		for (size_t event = 0; event < deck->events_count; event++)
			deck->events[event].brand.background = &picture;
		double least = fmin(least_over_all(deck, slide, &plain), least_over_all(deck, slide, &branded));
		print_message("page %zu: %.2f\n", i, least);
		assert_true(least >= THEME_TEXT_CONTRAST);
		deck_destroy(deck);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(over_photos),
		cmocka_unit_test(over_a_venue_s_picture),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
