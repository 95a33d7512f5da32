/* What changed of a session, in words and in the alert colour: the same on every page that shows it. */
#ifndef VIEW_CHANGE_H
#define VIEW_CHANGE_H

#include "view/page.h"

enum { CHANGE_SOURCES = 3 };

struct change_words {
	const char *mark;                    /* in capitals: what kind of change */
	const char *words;                   /* what it was before, or where it is now; NULL: the mark says it all */
	const char *sources[CHANGE_SOURCES]; /* of the content; NULL: none */
};

/* Of a session that changed. */
struct change_words change_words(struct page *page, const struct session *session);

/* The time of a moment; if it is of another event day than `day` with its weekday, and a week off with its date. Those
 * stand in brackets behind it: words may lead to a time ("o 14:30", "um 14:30"). Of what is there all day the date. */
const char *change_time(struct page *page, const struct session *session, int64_t utc_s, struct date day);

/* The time at which a session ends, as change_time() if it lasts for more than a day. */
const char *change_end(struct page *page, const struct session *session);

/* A room with the way to it, as this screen has it; *way is NULL if it has none. A lone arrow stays with the name. */
const char *change_room(struct page *page, const char *room, const char **way);

/* The mark on its ground, around its text at x and cap_y; how much the ground reaches beyond it at each side. */
void change_draw_mark(struct page *page, const struct text_block *mark, int x, int cap_y, struct scene *scene);
int change_mark_side_px(const struct page *page);

/* Strikes out `count` lines from `first`, drawn with the first one's capitals beginning at cap_y. */
void change_draw_strike(const struct text_block *block, size_t first, size_t count, int x, int cap_y,
			struct scene *scene);

#endif
