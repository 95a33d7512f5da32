/* Where the parts of an announcement stand on a screen of each shape: its text, its picture, its code. */
#ifndef VIEW_POSTER_H
#define VIEW_POSTER_H

#include "view/page.h"

struct poster {
	struct box text;                /* where text may stand */
	struct box picture;             /* width 0: none */
	struct box card;                /* the code's; width 0: none */
	const struct text_block *label; /* the code's; NULL: none */
	int label_x, label_y;
	enum text_align label_align;
	bool cramped; /* the label is so long that it should stand elsewhere */
};

enum poster_text {
	POSTER_TEXTLESS,
	POSTER_TEXT,
	POSTER_MUCH_TEXT, /* which should have more of the page: pictures are smaller */
};

/* Between top and bottom. label: what the code says; NULL: that stands elsewhere. */
struct poster poster_place(struct page *page, const struct announcement *announcement, const char *label,
			   enum poster_text text, int top, int bottom);

void poster_draw(struct page *page, const struct poster *poster, struct scene *scene);

#endif
