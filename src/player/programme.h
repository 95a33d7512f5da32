/* What comes next: a programme, not a playlist. Pure: no SDL, no clock, no layout; it is told what there is, and asks
 * how many pages something has and how long one stays. The rules, in this order:
 *  1. what is on now comes back before half a minute without it is over. Several (rooms) take turns, who was away
 *     longest first; where one round of them fills the half minute, a single other page comes between two rounds, so
 *     that each is away for no longer than the others and that page take. Where all of an item's pages show what is on
 *     now (many rooms), up to three of them are one turn, and the next turn goes on behind them;
 *  2. an item of high priority comes every second time, if there is one;
 *  3. everything else in natural order, page after page, photos between them: one after each other item;
 *     with nothing but photos, photo after photo.
 * A change of the deck keeps the position: what was shown is not shown again at once, nothing starts over. */
#ifndef PLAYER_PROGRAMME_H
#define PLAYER_PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct programme;

struct programme_item {
	const char *id; /* the slide's */
	bool photos, high;
	bool on_now;       /* its first page shows what is on now */
	bool on_now_pages; /* so do all of its pages */
};

struct programme_place {
	size_t item, page; /* into the items last given */
	bool forced;       /* chosen by rule 1 or 2, or by hand */
};

struct programme_source {                         /* asked about few items at a time: laying out to answer costs */
	size_t (*pages)(void *data, size_t item); /* 0: nothing of it is left to show */
	double (*seconds)(void *data, size_t item, size_t page);
	void *data;
};

struct programme *programme_create(const struct programme_source *source);
void programme_destroy(struct programme *programme);

/* What can be shown from now on (copied). The position is found again by id; where the item is gone, the next in order.
 */
void programme_items(struct programme *programme, const struct programme_item *given, size_t count);

/* Moves on and tells where to; now_ms is monotonic. False when there is nothing to show. */
bool programme_next(struct programme *programme, int64_t now_ms, struct programme_place *place);

/* Where programme_next() would go, without going there. */
bool programme_peek(const struct programme *programme, int64_t now_ms, struct programme_place *place);

/* Back through what was shown (the last 64), as far as it still exists; false at the beginning. */
bool programme_previous(struct programme *programme, struct programme_place *place);

/* Begins at this page, if it exists: after a restart. */
bool programme_resume(struct programme *programme, const char *id, size_t page, struct programme_place *place);

#endif
