/* What stands with a photo: its caption, what is below that, and the clock. Shared by pages of one photo and of two. */
#ifndef VIEW_PHOTO_WORDS_H
#define VIEW_PHOTO_WORDS_H

#include "view/page.h"

#define PHOTO_ENLARGED 3.0 /* beyond that it is only blur */

/* Between photo and caption, text and clock, and the same where little must do; in units. */
#define PHOTO_GAP       2.0
#define PHOTO_GAP_SMALL 1.35

/* Of the steps in which a caption is set: the first one below a photo, the first one over it. */
enum { CAPTION_BELOW = 2, CAPTION_OVER = 3, CAPTION_LAST_LARGE = 5 };

struct words {
	const char *large, *small[2];
	const struct text_block *caption, *below, *clock;
	int height_px; /* of caption and what is below it */
	bool plain;    /* they stand on the page's own ground, not on a photo */
};

/* The caption in the largest step from `first` on that takes so many lines and so much height at most; the last if none
 * does. Steps up to CAPTION_LAST_LARGE are titles, the others are read from half the distance. */
void words_set(struct page *page, struct words *words, size_t first, size_t lines, int width, int height);

/* A caption by itself in one of those that are titles. */
const struct text_block *words_caption(struct page *page, const char *caption, size_t step, int width);

void words_set_clock(struct page *page, struct words *words);

void words_draw(struct page *page, const struct words *words, int y, int width, struct scene *scene);
void words_draw_clock(const struct words *words, int x, int y, struct scene *scene);

/* The colour of the words. */
enum colour words_colour(const struct words *words);

/* Width for words beside the clock. On tall screens the caption wants the width, so the clock stands where it does on
 * other pages. */
int words_width(const struct page *page, const struct words *words);

/* Height of text over a photo, at most. */
int words_most_over(const struct page *page);

#endif
