#include "view/pairs.h"

#include <math.h>

#include "base/memory.h"
#include "model/pair.h"

#define LEAST_PART 0.52 /* of the screen's height (of a tall one's width) that the photos must still have */
#define GAP_PAIR   1.4  /* between them, in units */
#define GAP_BELOW  1.0  /* above a caption */

enum { CAPTION_LINES = 2, FOOT_LINES = 1 };

static bool has(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* The slide's own words, one for both: with captions only what stands small. */
static bool set_foot(struct page *page, struct pair *pair)
{
	struct words *foot = &pair->foot;
	const char *title = page->slide->photos.title, *place = page->event->place;
	bool captions = has(pair->photos[0].caption) || has(pair->photos[1].caption);
	*foot = (struct words){.large = ""};
	if (captions)
		foot->small[0] = title;
	else if (has(title))
		foot->large = title;
	if (captions || has(title))
		foot->small[captions ? 1 : 0] = place;
	words_set_clock(page, foot);
	int most = words_most_over(page) / 2;
	words_set(page, foot, CAPTION_OVER, FOOT_LINES, words_width(page, foot), most);
	return !foot->caption->torn && !foot->below->torn && foot->height_px <= most;
}

/* The height of the row with the clock, below all else on a wide screen. */
static int row_px(const struct pair *pair)
{
	int clock = pair->foot.clock->cap_px;
	return pair->foot.height_px > clock ? pair->foot.height_px : clock;
}

/* Side by side at one height, nothing of them cut off, so many px above the margin. False: too small. */
static bool place_beside(struct page *page, struct pair *pair, int row)
{
	const struct picture *a = &pair->photos[0].picture, *b = &pair->photos[1].picture;
	int top = page_px(page, PAGE_TOP), gap = page_px(page, GAP_PAIR);
	int bottom = page->scale.height_px - top - row - pair->captions_px;
	double wide_a = (double)a->width_px / a->height_px, wide_b = (double)b->width_px / b->height_px;
	double height = fmin(bottom - top, (page->width_px - gap) / (wide_a + wide_b));
	height = floor(fmin(height, fmin(a->height_px, b->height_px) * PHOTO_ENLARGED));
	if (height < page->scale.height_px * LEAST_PART)
		return false;
	int width_a = (int)(height * wide_a), width_b = (int)(height * wide_b);
	int x = page->left + (page->width_px - width_a - gap - width_b) / 2;
	int y = top + (int)(bottom - top - height) / 2;
	pair->boxes[0] = (struct box){x, y, width_a, (int)height};
	pair->boxes[1] = (struct box){x + width_a + gap, y, width_b, (int)height};
	return true;
}

/* Does the clock have room behind the second one, and not only below both? */
static bool leaves_clock(const struct page *page, const struct pair *pair)
{
	int end = pair->boxes[1].x + pair->boxes[1].width + page_px(page, GAP_PAIR);
	return pair->foot.height_px == 0 && end <= page->left + page->width_px - pair->foot.clock->width_px;
}

/* One above the other at one width, the clock above them. */
static bool place_above(struct page *page, struct pair *pair)
{
	const struct picture *a = &pair->photos[0].picture, *b = &pair->photos[1].picture;
	int margin = page_px(page, PAGE_TOP), gap = page_px(page, GAP_PAIR), foot = pair->foot.height_px;
	int top = margin + pair->foot.clock->cap_px + page_px(page, PHOTO_GAP);
	int bottom = page->scale.height_px - margin - (foot > 0 ? foot + page_px(page, PHOTO_GAP) : 0);
	int room = bottom - top - gap - 2 * pair->captions_px;
	double high_a = (double)a->height_px / a->width_px, high_b = (double)b->height_px / b->width_px;
	double width = fmin(page->width_px, room / (high_a + high_b));
	width = floor(fmin(width, fmin(a->width_px, b->width_px) * PHOTO_ENLARGED));
	if (width < page->scale.width_px * LEAST_PART)
		return false;
	int height_a = (int)(width * high_a), height_b = (int)(width * high_b);
	int x = page->left + (int)(page->width_px - width) / 2, y = top + (room - height_a - height_b) * 40 / 100;
	pair->boxes[0] = (struct box){x, y, (int)width, height_a};
	y += height_a + pair->captions_px + gap;
	pair->boxes[1] = (struct box){x, y, (int)width, height_b};
	return true;
}

/* The captions in one of the steps, of so many lines at most, as wide as their photos. They take room from these, which
 * takes width from them: until that settles. */
static bool place(struct page *page, struct pair *pair, size_t step, size_t lines)
{
	enum { ROUNDS = 4 };
	bool wide = !page->scale.portrait;
	pair->captions_px = 0;
	for (int round = 0; round < ROUNDS; round++) {
		int captions_px = 0;
		int row = row_px(pair) + page_px(page, PHOTO_GAP);
		bool placed = wide ? (place_beside(page, pair, 0) && leaves_clock(page, pair)) ||
					      place_beside(page, pair, row)
				   : place_above(page, pair);
		if (!placed)
			return false;
		for (size_t i = 0; i < 2; i++) {
			const char *caption = has(pair->photos[i].caption) ? pair->photos[i].caption : "";
			const struct text_block *block = words_caption(page, caption, step, pair->boxes[i].width);
			pair->captions[i] = block;
			if (block->torn || block->lines_count > lines)
				return false;
			int height_px = text_height_px(block, block->lines_count);
			if (height_px > 0 && height_px + page_px(page, GAP_BELOW) > captions_px)
				captions_px = height_px + page_px(page, GAP_BELOW);
		}
		if (captions_px <= pair->captions_px)
			return true;
		pair->captions_px = captions_px;
	}
	return false;
}

bool pair_lay_out(struct page *page, const struct photo *photos, struct pair *pair)
{
	*pair = (struct pair){.photos = photos};
	for (size_t i = 0; i < 2; i++)
		if (!pair_suits(&photos[i].picture, page->whole.width, page->whole.height))
			return false;
	if (!set_foot(page, pair))
		return false;
	/* On one line, even if smaller, they leave more to the photos. */
	for (size_t lines = 1; lines <= CAPTION_LINES; lines++)
		for (size_t step = CAPTION_OVER; step <= CAPTION_LAST_LARGE; step++)
			if (place(page, pair, step, lines))
				return true;
	return false;
}

void pair_draw(struct page *page, const struct pair *pair, struct scene *scene)
{
	const struct words *foot = &pair->foot;
	struct box screen = page->whole;
	const struct picture *first = &pair->photos[0].picture;
	scene_picture(scene, screen, first->name, page_cover(first, screen.width, screen.height), PICTURE_SOFT, 0);
	for (size_t i = 0; i < 2; i++) {
		const struct picture *picture = &pair->photos[i].picture;
		struct box box = pair->boxes[i];
		const struct text_block *caption = pair->captions[i];
		scene_picture(scene, box, picture->name, page_cover(picture, box.width, box.height), PICTURE_SHARP, 0);
		text_draw(scene, caption, 0, caption->lines_count, box.x, box.y + box.height + page_px(page, GAP_BELOW),
			  box.width, TEXT_START, words_colour(foot));
		scene_source(scene, pair->photos[i].caption);
	}
	int top = page_px(page, PAGE_TOP), baseline = page->scale.height_px - top;
	words_draw(page, foot, baseline - foot->height_px, words_width(page, foot), scene);
	words_draw_clock(foot, page->left + page->width_px - foot->clock->width_px,
			 page->scale.portrait ? top : baseline - foot->clock->cap_px, scene);
	scene_source(scene, foot->large);
	scene_source(scene, foot->small[0]);
	scene_source(scene, foot->small[1]);
}
