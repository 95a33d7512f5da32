#include <math.h>

#include "view/kinds.h"

#define MOST_LOST     0.30 /* of a photo, for it to fill the screen */
#define MOST_ENLARGED 3.0  /* beyond that it is only blur */

static const double caption_steps[] = {3.0, 2.6, 2.2, 1.9, SCALE_HALF};

static void draw_picture(struct page *page, const struct picture *picture, struct scene *scene)
{
	struct box screen = page->whole;
	struct box source = page_cover(picture, screen.width, screen.height);
	double across = (double)screen.width / picture->width_px, down = (double)screen.height / picture->height_px;
	double kept = fmin(across, down) / fmax(across, down);
	if (kept >= 1 - MOST_LOST && fmax(across, down) <= MOST_ENLARGED) {
		scene_picture(scene, screen, picture->name, source, PICTURE_SHARP, 0);
		return;
	}
	scene_picture(scene, screen, picture->name, source, PICTURE_SOFT, 0);
	double scale = fmin(fmin(across, down), MOST_ENLARGED);
	int width = (int)fmax(1, lround(picture->width_px * scale)),
	    height = (int)fmax(1, lround(picture->height_px * scale));
	struct box whole = {screen.x + (screen.width - width) / 2, screen.y + (screen.height - height) / 2, width,
			    height};
	scene_picture(scene, whole, picture->name, (struct box){0, 0, picture->width_px, picture->height_px},
		      PICTURE_SHARP, 0);
}

void photos_page(struct page *page, size_t number, struct scene *scene)
{
	const struct photos *photos = &page->slide->photos;
	if (number >= photos->photos_count) {
		view_calm(page->view, scene);
		return;
	}
	const struct photo *photo = &photos->photos[number];
	page_widen(page);
	page_ground(page, scene);
	draw_picture(page, &photo->picture, scene);

	const char *large = photo->caption != NULL ? photo->caption : photos->title;
	const char *small =
		photo->caption != NULL ? page_join(page, photos->title, page->event->place) : page->event->place;
	if (large == NULL)
		small = NULL;
	struct text_block *clock = page_title(page, page_clock(page), FONT_DISPLAY_MEDIUM, SCALE_FULL, page->width_px);
	int width = page->width_px - (page->scale.portrait ? 0 : clock->width_px + page_px(page, 3));
	struct text_block *caption = page_fit(page, large != NULL ? large : "", FONT_DISPLAY, caption_steps,
					      sizeof caption_steps / sizeof *caption_steps, width, 2);
	struct text_block *below = page_prose(page, small, FONT_TEXT, SCALE_HALF, width);

	/* On tall screens the caption wants the width, so the clock stands where it does on other pages. */
	bool above = page->scale.portrait;
	int baseline = page->scale.height_px - page_px(page, PAGE_TOP), bottom = baseline;
	if (below->lines_count > 0)
		bottom -= text_height_px(below, below->lines_count) + page_px(page, 1.35);
	int top = bottom - text_height_px(caption, caption->lines_count);
	int clock_top = above ? page_px(page, PAGE_TOP) : baseline - clock->cap_px;
	if (above) {
		struct box shade = page->whole;
		int full = clock_top + clock->cap_px + page_px(page, 0.5) - shade.y;
		shade.height = full + page_px(page, 5);
		scene_gradient(scene, shade, COLOUR_SHADE, SHADE_TEXT_ALPHA, full, true);
	}
	if (!above || caption->lines_count > 0) {
		struct box shade = page->whole;
		/* Full where letters stand, their accents included. */
		const struct text_block *first = above || top < clock_top ? caption : clock;
		int text_top = (above || top < clock_top ? top : clock_top) - first->size_px * 35 / 100;
		int from = text_top - page_px(page, 7);
		if (from > shade.y) {
			shade.height -= from - shade.y;
			shade.y = from;
		}
		int full = page->whole.y + page->whole.height - text_top;
		scene_gradient(scene, shade, COLOUR_SHADE, SHADE_TEXT_ALPHA, full, false);
	}
	text_draw(scene, caption, 0, caption->lines_count, page->left, top, width, TEXT_START, COLOUR_ON_SHADE);
	text_draw(scene, below, 0, below->lines_count, page->left, baseline - text_height_px(below, below->lines_count),
		  width, TEXT_START, COLOUR_ON_SHADE);
	text_draw(scene, clock, 0, 1, page->left + page->width_px - clock->width_px, clock_top, clock->width_px,
		  TEXT_START, COLOUR_ON_SHADE);
	scene_source(scene, photo->caption);
	scene_source(scene, photos->title);
	if (large != NULL)
		scene_source(scene, page->event->place);
	page_close(page, scene);
}
