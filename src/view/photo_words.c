#include "view/photo_words.h"

#include <math.h>

#define MOST_ON_SMALL 0.55 /* of the height, for text over a photo, where the page is low */

/* In units. */
#define MOST_OVER 11.0 /* height of text over a photo */
#define READING   1.9  /* what is so small is long, and set to be read */

#define SHORT_LINE 0.4 /* of the longest: a caption's line before its last should not be shorter */

static const double caption_steps[] = {4.6, 4.0, SCALE_FULL, 3.0, 2.6, 2.2, 1.9, SCALE_HALF};
enum { CAPTION_STEPS = sizeof caption_steps / sizeof *caption_steps };

static bool ragged(const struct text_block *block)
{
	for (size_t i = 0; i + 1 < block->lines_count; i++)
		if (block->lines[i].width_px < block->width_px * SHORT_LINE)
			return true;
	return false;
}

const struct text_block *words_caption(struct page *page, const char *caption, size_t step, int width)
{
	return page_title(page, caption, FONT_DISPLAY, caption_steps[step], width);
}

void words_set(struct page *page, struct words *words, size_t first, size_t lines, int width, int height)
{
	words->below = page_parts(page, words->small[0], words->small[1], SCALE_HALF, width);
	int below = text_height_px(words->below, words->below->lines_count);
	below += below > 0 ? page_px(page, PHOTO_GAP_SMALL) : 0;
	for (size_t i = first; i < CAPTION_STEPS; i++) {
		bool last = i + 1 == CAPTION_STEPS, reading = caption_steps[i] <= READING;
		words->caption = reading ? page_prose(page, words->large, FONT_TEXT, caption_steps[i], width)
					 : words_caption(page, words->large, i, width);
		words->height_px = text_height_px(words->caption, words->caption->lines_count) + below;
		if (words->caption->torn || words->height_px > height)
			continue;
		if (last || (words->caption->lines_count <= lines && !ragged(words->caption)))
			break;
	}
}

void words_set_clock(struct page *page, struct words *words)
{
	words->clock = page->view->clock_unset ? page_clock_unset(page, page->view->width_px) : page_set_clock(page);
}

enum colour words_colour(const struct words *words)
{
	return words->plain ? COLOUR_INK : COLOUR_ON_SHADE;
}

void words_draw(struct page *page, const struct words *words, int y, int width, struct scene *scene)
{
	text_draw(scene, words->caption, 0, words->caption->lines_count, page->left, y, width, TEXT_START,
		  words_colour(words));
	text_draw(scene, words->below, 0, words->below->lines_count, page->left,
		  y + words->height_px - text_height_px(words->below, words->below->lines_count), width, TEXT_START,
		  words_colour(words));
}

void words_draw_clock(const struct words *words, int x, int y, struct scene *scene)
{
	text_draw(scene, words->clock, 0, 1, x, y, words->clock->width_px, TEXT_START, words_colour(words));
}

int words_width(const struct page *page, const struct words *words)
{
	return page->width_px - (page->scale.portrait ? 0 : words->clock->width_px + page_px(page, 3));
}

int words_most_over(const struct page *page)
{
	return (int)fmin(page_px(page, MOST_OVER), page->scale.height_px * MOST_ON_SMALL);
}
