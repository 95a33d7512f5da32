/* Two photos on one page, side by side on a wide screen and one above the other on a tall one, in their order and each
 * with its caption below it. */
#ifndef VIEW_PAIRS_H
#define VIEW_PAIRS_H

#include "view/photo_words.h"

struct pair {
	const struct photo *photos; /* two; borrowed */
	struct box boxes[2];
	const struct text_block *captions[2];
	int captions_px;   /* the height of the longer one, and its gap */
	struct words foot; /* of the slide, and the clock */
};

/* Of these two photos on the slide's page. False if they are better alone: one of them fills the screen, or is of no
 * use in a half of it, or words are too long. */
bool pair_lay_out(struct page *page, const struct photo *photos, struct pair *pair);

/* Draws it all but the page's ground. */
void pair_draw(struct page *page, const struct pair *pair, struct scene *scene);

#endif
