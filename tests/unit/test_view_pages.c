/* What a designer would insist on, of announcements, photos and the pages without content, on every shape of screen:
 * nothing smaller than its class, pages evenly filled, codes large enough, logos undistorted, all text where no
 * television crops it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/scale.h"
#include "unit/view_fixture.h"

static const struct {
	int width_px, height_px;
} screens[] = {{1920, 1080}, {3840, 2160}, {1366, 768}, {1024, 768}, {1080, 1920}, {1920, 540}, {800, 480}};

enum { SCREENS = sizeof screens / sizeof *screens };

static const double overscans[] = {0, 5, 10};

struct stage {
	struct deck *deck;
	struct view view;
	struct scene scene;
	double unit_px;
};

static void open_stage(struct stage *stage, size_t screen, double overscan_percent)
{
	int width = screens[screen].width_px, height = screens[screen].height_px;
	stage->deck->events[1].viewing.overscan_percent = overscan_percent;
	stage->view = fixture_view(stage->deck, width, height, fixture_utc_s(22, 10, 14));
	scene_init(&stage->scene, width, height);
	/* Seen from far away a page may shrink, to the plain grid at most, before it tears words. */
	int safe_width = width - 2 * (int)lround(width * overscan_percent / 100);
	int safe_height = height - 2 * (int)lround(height * overscan_percent / 100);
	struct viewing viewing = event_viewing(&stage->deck->events[1], "foyer");
	struct scale scale = scale_for(safe_width, safe_height, hypot(width, height), &viewing);
	stage->unit_px = fmin(scale.unit_px, fmin(safe_width, safe_height) / 36.0);
}

static void close_stage(struct stage *stage)
{
	scene_finish(&stage->scene);
	deck_destroy(stage->deck);
}

/* All text in the safe area, none below a third of the distance; the clock there once, in its full size. */
static void check_scene(const struct stage *stage, const char *name, bool clock)
{
	const struct scene *scene = &stage->scene;
	const struct box *safe = &scene->safe;
	size_t clocks = 0;
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];
		if (item->kind != SCENE_TEXT)
			continue;
		int cap = (int)(item->text.font.size_px * 0.73), size = item->text.font.size_px;
		if (item->box.x < safe->x || item->box.x + item->box.width > safe->x + safe->width ||
		    item->text.baseline_y - cap < safe->y || item->text.baseline_y > safe->y + safe->height)
			fail_msg("%s, %dx%d: \"%s\" is not in the safe area", name, scene->width_px, scene->height_px,
				 item->text.text);
		if (size + 1 < SCALE_THIRD * stage->unit_px)
			fail_msg("%s, %dx%d: \"%s\" is %d px high", name, scene->width_px, scene->height_px,
				 item->text.text, size);
		if (strcmp(item->text.text, "10:14") == 0) {
			if (size + 1 < SCALE_FULL * stage->unit_px)
				fail_msg("%s, %dx%d: the clock is %d px high", name, scene->width_px, scene->height_px,
					 size);
			clocks++;
		}
	}
	assert_int_equal(clocks, clock ? 1 : 0);
}

/* The content's own text is at least half the distance's size. */
static void check_half(const struct stage *stage, const char *part)
{
	for (size_t i = 0; i < stage->scene.items_count; i++) {
		const struct scene_item *item = &stage->scene.items[i];
		if (item->kind == SCENE_TEXT && strstr(item->text.text, part) != NULL &&
		    item->text.font.size_px + 1 < SCALE_HALF * stage->unit_px)
			fail_msg("%dx%d: \"%s\" is %d px high", stage->scene.width_px, stage->scene.height_px,
				 item->text.text, item->text.font.size_px);
	}
}

static bool says(const struct scene *scene, const char *text)
{
	for (size_t i = 0; i < scene->items_count; i++)
		if (scene->items[i].kind == SCENE_TEXT && strstr(scene->items[i].text.text, text) != NULL)
			return true;
	return false;
}

static struct slide *list(struct deck *deck, int items)
{
	struct slide *slide = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
	slide->announcement.title = "Co zabrać ze sobą";
	fixture_prose(deck, &slide->announcement.text, PROSE_PARAGRAPH, "Prosimy pamiętać o tym, co następuje:", 0);
	for (int i = 0; i < items; i++)
		fixture_prose(deck, &slide->announcement.text, PROSE_ITEM,
			      arena_format(deck->arena, "rzecz%02d, bez której nie sposób się obejść", i), 0);
	return slide;
}

/* What introduces a list is never parted from it, and no item of it is alone on a page. */
static void test_lists(void **state)
{
	(void)state;
	static struct picture picture = {.name = "map", .width_px = 1200, .height_px = 900};
	for (size_t s = 0; s < SCREENS; s++)
		for (int items = 4; items <= 24; items++) {
			struct stage stage = {.deck = deck_create()};
			struct slide *slide = list(stage.deck, items);
			slide->announcement.picture = items % 2 == 0 ? &picture : NULL;
			open_stage(&stage, s, 0);
			size_t pages = view_pages(&stage.view, slide);
			for (size_t page = 0; page < pages; page++) {
				int here = 0;
				view_page(&stage.view, slide, page, &stage.scene);
				check_scene(&stage, "list", true);
				check_half(&stage, "rzecz");
				for (int i = 0; i < items; i++)
					here += says(&stage.scene, arena_format(stage.deck->arena, "rzecz%02d", i));
				if (here < 2)
					fail_msg("%dx%d, %d items: %d on page %zu of %zu", stage.scene.width_px,
						 stage.scene.height_px, items, here, page + 1, pages);
			}
			close_stage(&stage);
		}
}

static void test_safe(void **state)
{
	(void)state;
	static const char *const lines[] = {"192.168.1.17", "foyer-pi"};
	for (size_t s = 0; s < SCREENS; s++)
		for (size_t o = 0; o < sizeof overscans / sizeof *overscans; o++) {
			struct stage stage = {.deck = deck_create()};
			struct slide *slide = fixture_announcement(stage.deck);
			struct slide *photo = fixture_photo(stage.deck, 900, 1600, "Wieczór nad Wisłą");
			fixture_code(&slide->announcement);
			open_stage(&stage, s, overscans[o]);
			for (size_t page = 0; page < view_pages(&stage.view, slide); page++) {
				view_page(&stage.view, slide, page, &stage.scene);
				check_scene(&stage, "announcement", true);
				check_half(&stage, "uwagi");
				check_half(&stage, "Jak");
			}
			view_page(&stage.view, photo, 0, &stage.scene);
			check_scene(&stage, "photo", true);
			check_half(&stage, "Wisłą");
			/* The ground goes to the edges, whatever is cropped. */
			assert_int_equal(stage.scene.items[0].box.width, screens[s].width_px);
			view_calm(&stage.view, &stage.scene);
			check_scene(&stage, "calm", true);
			view_identify(&stage.view, lines, 2, &stage.scene);
			check_scene(&stage, "identify", false);
			close_stage(&stage);
		}
}

/* With its quiet zone a code takes a third of the shorter side, about; its modules are whole pixels, in a square. */
static void test_codes(void **state)
{
	(void)state;
	static struct picture picture = {.name = "map", .width_px = 1200, .height_px = 900};
	for (size_t s = 0; s < SCREENS; s++)
		for (int with = 0; with < 4; with++) {
			struct stage stage = {.deck = deck_create()};
			struct slide *slide = fixture_announcement(stage.deck);
			fixture_code(&slide->announcement);
			if (with >= 2) /* a form's address, as people paste it */
				slide->announcement.qr.label = "docs.example.org/forms/d/e/"
							       "1FAIpQLSfxkT9aBcZ0uWmEo3rHyVdK7nXqJ5LgPtR2sIbCwMvA8f"
							       "/viewform?usp=sf_link&entry.1";
			slide->announcement.picture = with % 2 == 1 ? &picture : NULL;
			open_stage(&stage, s, 0);
			view_page(&stage.view, slide, 0, &stage.scene);
			int side = 0;
			for (size_t i = 0; i < stage.scene.items_count; i++) {
				const struct scene_item *item = &stage.scene.items[i];
				assert_true(item->box.y >= 0 && item->box.height >= 0);
				if (item->kind != SCENE_RECTANGLE || item->rectangle.colour != COLOUR_PAPER)
					continue;
				side = item->box.width;
				assert_int_equal(item->box.height, side);
				assert_int_equal(side % (21 + 8), 0);
			}
			if (side < (with < 2 ? 0.3 : 0.24) * fmin(screens[s].width_px, screens[s].height_px))
				fail_msg("%dx%d: a code of %d px", screens[s].width_px, screens[s].height_px, side);
			close_stage(&stage);
		}
}

/* A picture with holes has an edge of paper, but is more picture than edge, however narrow it is. */
static void test_edges(void **state)
{
	(void)state;
	static const int widths[] = {20, 100, 1000, 4000};
	for (size_t s = 0; s < SCREENS; s++)
		for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
			struct stage stage = {.deck = deck_create()};
			struct picture picture = {
				.name = "plan", .width_px = widths[w], .height_px = 1000, .transparent = true};
			struct slide *slide = fixture_announcement(stage.deck);
			slide->announcement.picture = &picture;
			open_stage(&stage, s, 0);
			view_page(&stage.view, slide, 0, &stage.scene);
			const struct box *paper = NULL, *inner = NULL;
			for (size_t i = 0; i < stage.scene.items_count; i++) {
				const struct scene_item *item = &stage.scene.items[i];
				if (item->kind == SCENE_RECTANGLE && item->rectangle.colour == COLOUR_PAPER)
					paper = &item->box;
				else if (item->kind == SCENE_PICTURE)
					inner = &item->box;
			}
			assert_true(paper != NULL && inner != NULL && inner->x >= paper->x && inner->y >= paper->y &&
				    inner->width * 2 > paper->width && inner->height * 2 > paper->height);
			close_stage(&stage);
		}
}

/* Never distorted, in the safe area, on announcements, agendas and the calm page, not on photos. */
static void test_logos(void **state)
{
	(void)state;
	static struct picture logos[] = {{.name = "logo", .width_px = 1600, .height_px = 200},
					 {.name = "logo", .width_px = 300, .height_px = 400}};
	for (size_t s = 0; s < SCREENS; s++)
		for (int page = 0; page < 8; page++) {
			struct stage stage = {.deck = deck_create()};
			const struct picture *logo = &logos[page % 2];
			struct slide *slide = page / 2 == 0   ? fixture_announcement(stage.deck)
					      : page / 2 == 1 ? fixture_agenda(stage.deck)
							      : fixture_photo(stage.deck, 1600, 900, NULL);
			stage.deck->events[1].brand.logo = logo;
			stage.deck->events[1].viewing.distance_m = page % 2 == 0 ? 40 : 10;
			slide->language = page % 2 == 0 ? "ar" : "pl";
			open_stage(&stage, s, 5);
			if (page / 2 < 3)
				view_page(&stage.view, slide, 0, &stage.scene);
			else
				view_calm(&stage.view, &stage.scene);
			int count = 0;
			const struct box *safe = &stage.scene.safe;
			for (size_t i = 0; i < stage.scene.items_count; i++) {
				const struct scene_item *item = &stage.scene.items[i];
				if (item->kind != SCENE_PICTURE || strcmp(item->picture.name, "logo") != 0)
					continue;
				double across = (double)item->box.width / logo->width_px;
				double down = (double)item->box.height / logo->height_px;
				count++;
				assert_true(fabs(across / down - 1) < 0.05);
				assert_true(item->box.x >= safe->x && item->box.y >= safe->y);
				assert_true(item->box.x + item->box.width <= safe->x + safe->width);
				assert_true(item->box.y + item->box.height <= safe->y + safe->height);
			}
			assert_int_equal(count, page / 2 == 2 ? 0 : 1);
			close_stage(&stage);
		}
}

/* A photo of whatever shape keeps most of itself, and its caption stands on shade or beside it. */
static void test_photos(void **state)
{
	(void)state;
	static const struct {
		int width_px, height_px;
	} shapes[] = {{1600, 1000}, {1000, 1600}, {1200, 1200}, {3000, 900}, {500, 1500}};
	for (size_t s = 0; s < SCREENS; s++)
		for (size_t p = 0; p < sizeof shapes / sizeof *shapes; p++) {
			struct stage stage = {.deck = deck_create()};
			int width = shapes[p].width_px, height = shapes[p].height_px;
			struct slide *slide = fixture_photo(stage.deck, width, height, "Wieczór nad Wisłą");
			open_stage(&stage, s, 0);
			view_page(&stage.view, slide, 0, &stage.scene);
			check_scene(&stage, "photo", true);
			const struct scene_item *photo = NULL;
			bool shaded = false;
			for (size_t i = 0; i < stage.scene.items_count; i++) {
				const struct scene_item *item = &stage.scene.items[i];
				if (item->kind == SCENE_PICTURE && item->picture.manner == PICTURE_SHARP)
					photo = item;
				shaded |= item->kind == SCENE_GRADIENT;
			}
			assert_non_null(photo);
			if (photo == NULL) /* for those who do not know what that does */
				return;
			double kept = (double)photo->picture.source.width * photo->picture.source.height;
			assert_true(kept >= 0.69 * width * height);
			double across = (double)photo->box.width / photo->picture.source.width;
			double down = (double)photo->box.height / photo->picture.source.height;
			assert_true(fabs(across / down - 1) < 0.02);
			for (size_t i = 0; i < stage.scene.items_count && !shaded; i++) {
				const struct scene_item *item = &stage.scene.items[i];
				const struct box *a = &item->box, *b = &photo->box;
				int cap = (int)(item->text.font.size_px * 0.73), base = item->text.baseline_y;
				if (item->kind == SCENE_TEXT)
					assert_true(a->x >= b->x + b->width || a->x + a->width <= b->x ||
						    base - cap >= b->y + b->height || base <= b->y);
			}
			close_stage(&stage);
		}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists), cmocka_unit_test(test_safe),   cmocka_unit_test(test_codes),
		cmocka_unit_test(test_logos), cmocka_unit_test(test_photos), cmocka_unit_test(test_edges),
	};
	return cmocka_run_group_tests_name("view, pages", tests, NULL, NULL);
}
