/* Words that do not fit where they belong (a caption as long as a page, the address of half a street in the foot):
 * pages of their own, behind the slide's others, set to be read. */
#ifndef VIEW_APART_H
#define VIEW_APART_H

#include "view/prose.h"

enum { APART_TEXTS = 6 };

struct apart {
	struct {
		const char *text;
		bool large; /* for the full distance: else for half of it */
	} texts[APART_TEXTS];
	size_t texts_count;
	bool logo; /* beside the clock */

	/* As laid out. */
	struct prose_column column;
	size_t *starts, pages; /* pages: 0 if there are no words */
	int top, height_px;
};

/* The text is borrowed; NULL and "" add nothing. */
void apart_add(struct apart *apart, const char *text, bool large);

void apart_lay_out(struct page *page, struct apart *apart);

/* Draws one page but its ground, with the clock above and its number among all of the slide's below. */
void apart_page(struct page *page, const struct apart *apart, size_t page_of_apart, size_t number, size_t pages,
		struct scene *scene);

/* Head and foot, and what is too long for them. */
struct frame {
	struct head head;
	struct foot foot;
	struct apart apart;
	int top, bottom; /* of the content */
};

/* Given head and foot: takes out of them what would leave less than `least_px` of height for the content, as little as
 * can be, and lays it out apart; finds where the content begins and ends. */
void frame_lay_out(struct page *page, struct frame *frame, int least_px);

/* Height that pages leave to their content at least, whatever their heads and feet say. */
int frame_least_px(const struct page *page);

#endif
