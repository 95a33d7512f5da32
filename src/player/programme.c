#include "player/programme.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "player/ids.h"

enum { HALF_MINUTE_MS = 30000, HISTORY_LIMIT = 64, TURN_PAGES = 3 };

struct item { /* a copy of what was given, and what is remembered of it */
	char *id;
	bool photos, high, on_now, on_now_pages;
	bool seen;             /* a page of what is on was shown since it is on now */
	int64_t away_since_ms; /* when that page was left */
	size_t next_page;      /* where all of its pages are such: the one that follows the last shown, */
	int turn;              /* and how many have come one after another */
	unsigned round;        /* the last run of forced pages it had a part in */
};

struct cursor { /* where one of the cycles stands */
	size_t item, page;
	bool shown; /* this page was shown, go on after it; else begin with it */
};

enum cycle { CYCLE_HIGH, CYCLE_PHOTOS, CYCLE_REST, CYCLE_NOW, CYCLES };

struct moment { /* what was shown, by name: items come and go */
	char *id;
	size_t page;
};

struct programme {
	struct programme_source source;
	struct item *items;
	size_t count;
	struct cursor cursors[CYCLES];
	bool high_due;  /* the next turn is that of high priority */
	bool photo_due; /* the next turn among the others is a photo's */
	unsigned round; /* a run of forced pages: nobody comes twice in one */

	struct moment history[HISTORY_LIMIT]; /* oldest first */
	size_t history_count;
	size_t history_at; /* one past the moment shown now; less than history_count after going back */
};

struct programme *programme_create(const struct programme_source *source)
{
	struct programme *programme = memory_allocate(sizeof *programme);
	programme->source = *source;
	programme->high_due = true;
	programme->round = 1;
	return programme;
}

static void items_free(struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(items[i].id);
	free(items);
}

void programme_destroy(struct programme *programme)
{
	if (!programme)
		return;
	items_free(programme->items, programme->count);
	for (size_t i = 0; i < programme->history_count; i++)
		free(programme->history[i].id);
	free(programme);
}

static size_t pages_of(const struct programme *programme, size_t item)
{
	return programme->source.pages(programme->source.data, item);
}

/* The cursor's place among the new items: the same item, or the first of its old successors that is still there. */
static struct cursor cursor_moved(struct cursor cursor, const struct programme *old, const struct ids *ids)
{
	for (size_t step = 0; step < old->count; step++) {
		size_t was = (cursor.item + step) % old->count;
		size_t is = ids_find(ids, old->items[was].id);
		if (is == SIZE_MAX)
			continue;
		if (step == 0)
			return (struct cursor){is, cursor.page, cursor.shown};
		return (struct cursor){is, 0, false};
	}
	return (struct cursor){0};
}

/* What was remembered of an item that is still there. */
static void remembered(struct item *item, const struct item *before)
{
	item->round = before->round;
	if (before->on_now && item->on_now) {
		item->seen = before->seen;
		item->away_since_ms = before->away_since_ms;
		item->next_page = before->next_page;
		item->turn = before->turn;
	}
}

void programme_items(struct programme *programme, const struct programme_item *given, size_t count)
{
	struct item *items = memory_allocate((count ? count : 1) * sizeof *items);
	struct ids ids;
	ids_init(&ids, count);
	for (size_t i = 0; i < count; i++) {
		items[i] = (struct item){.id = text_copy(given[i].id),
					 .photos = given[i].photos,
					 .high = given[i].high,
					 .on_now = given[i].on_now,
					 .on_now_pages = given[i].on_now && given[i].on_now_pages};
		ids.list[i] = (struct id){items[i].id, i};
	}
	ids_sort(&ids);
	for (size_t i = 0; i < programme->count; i++) {
		size_t is = ids_find(&ids, programme->items[i].id);
		if (is != SIZE_MAX)
			remembered(&items[is], &programme->items[i]);
	}
	for (size_t i = 0; i < CYCLES; i++)
		programme->cursors[i] = cursor_moved(programme->cursors[i], programme, &ids);
	ids_finish(&ids);
	items_free(programme->items, programme->count);
	programme->items = items;
	programme->count = count;
}

/* Index of the item with that id; count if there is none. */
static size_t find(const struct programme *programme, const char *id)
{
	size_t i = 0;
	while (i < programme->count && strcmp(programme->items[i].id, id) != 0)
		i++;
	return i;
}

static enum cycle cycle_of(const struct item *item)
{
	if (item->on_now_pages) /* rule 1 sees to them; they come otherwise only if there is nothing else */
		return CYCLE_NOW;
	return item->high ? CYCLE_HIGH : item->photos ? CYCLE_PHOTOS : CYCLE_REST;
}

/* The page of a cycle that follows its cursor. False if the cycle is empty. */
static bool cycle_next(const struct programme *programme, enum cycle cycle, struct programme_place *place)
{
	if (programme->count == 0)
		return false;
	struct cursor cursor = programme->cursors[cycle];
	const struct item *item = &programme->items[cursor.item];
	size_t page = cursor.shown ? cursor.page + 1 : cursor.page;
	if (cycle_of(item) == cycle && page < pages_of(programme, cursor.item)) {
		*place = (struct programme_place){cursor.item, page, cycle == CYCLE_HIGH};
		return true;
	}
	for (size_t step = 1; step <= programme->count; step++) {
		size_t next = (cursor.item + step) % programme->count;
		if (cycle_of(&programme->items[next]) == cycle && pages_of(programme, next) > 0) {
			*place = (struct programme_place){next, 0, cycle == CYCLE_HIGH};
			return true;
		}
	}
	return false;
}

/* By rules 2 and 3. */
static bool ordinary(const struct programme *programme, struct programme_place *place)
{
	enum cycle order[CYCLES] = {CYCLE_HIGH, CYCLE_PHOTOS, CYCLE_REST, CYCLE_NOW};
	if (!programme->photo_due) {
		order[1] = CYCLE_REST;
		order[2] = CYCLE_PHOTOS;
	}
	if (!programme->high_due) {
		order[0] = order[1];
		order[1] = order[2];
		order[2] = CYCLE_HIGH;
	}
	for (size_t i = 0; i < CYCLES; i++)
		if (cycle_next(programme, order[i], place))
			return true;
	return false;
}

/* The cycles go on from here. */
static void taken(struct programme *programme, struct programme_place place)
{
	const struct item *item = &programme->items[place.item];
	enum cycle cycle = cycle_of(item);
	bool last = place.page + 1 >= pages_of(programme, place.item);
	programme->cursors[cycle] = (struct cursor){place.item, place.page, true};
	if (cycle == CYCLE_NOW)
		return;
	if (cycle == CYCLE_HIGH) {
		programme->high_due = !last; /* all its pages are one turn */
		return;
	}
	programme->high_due = true;
	programme->photo_due = cycle == CYCLE_REST && last;
}

/* The item on now that has been away for too long if a page of stay_ms comes first: of those the one away longest. */
static bool forced(const struct programme *programme, int64_t now_ms, int64_t stay_ms, size_t shown,
		   struct programme_place *place)
{
	const struct item *longest = NULL;
	for (size_t i = 0; i < programme->count; i++) {
		const struct item *item = &programme->items[i];
		if (!item->on_now || i == shown || item->round == programme->round)
			continue;
		if (item->seen && now_ms - item->away_since_ms + stay_ms <= HALF_MINUTE_MS)
			continue;
		bool longer = longest && (!item->seen ? longest->seen
						      : longest->seen && item->away_since_ms < longest->away_since_ms);
		if ((!longest || longer) && pages_of(programme, i) > 0)
			longest = item;
	}
	if (!longest)
		return false;
	size_t item = (size_t)(longest - programme->items), pages = pages_of(programme, item);
	size_t page = longest->on_now_pages && longest->next_page < pages ? longest->next_page : 0;
	*place = (struct programme_place){item, page, true};
	return true;
}

static void remember(struct programme *programme, struct programme_place place)
{
	for (size_t i = programme->history_at; i < programme->history_count; i++)
		free(programme->history[i].id);
	programme->history_count = programme->history_at;
	if (programme->history_count == HISTORY_LIMIT) {
		free(programme->history[0].id);
		memmove(programme->history, programme->history + 1, (HISTORY_LIMIT - 1) * sizeof programme->history[0]);
		programme->history_count--;
	}
	programme->history[programme->history_count++] =
		(struct moment){text_copy(programme->items[place.item].id), place.page};
	programme->history_at = programme->history_count;
}

/* The place of a remembered moment, if it still exists. */
static bool recall(const struct programme *programme, size_t at, struct programme_place *place)
{
	const struct moment *moment = &programme->history[at];
	size_t item = find(programme, moment->id);
	if (item == programme->count || moment->page >= pages_of(programme, item))
		return false;
	*place = (struct programme_place){item, moment->page, true};
	return true;
}

/* Is this the page on the screen? */
static bool shown_now(const struct programme *programme, struct programme_place place)
{
	if (programme->history_at == 0)
		return false;
	const struct moment *moment = &programme->history[programme->history_at - 1];
	return moment->page == place.page && strcmp(moment->id, programme->items[place.item].id) == 0;
}

static bool on_now_page(const struct programme *programme, struct programme_place place)
{
	const struct item *item = &programme->items[place.item];
	return item->on_now_pages || (place.page == 0 && item->on_now);
}

/* A page that is on the screen and is left at now_ms. Returns its item if it shows what is on now, else count. */
static size_t leave(struct programme *programme, int64_t now_ms)
{
	struct programme_place place;
	if (programme->history_at == 0 || !recall(programme, programme->history_at - 1, &place) ||
	    !on_now_page(programme, place))
		return programme->count;
	struct item *item = &programme->items[place.item];
	item->seen = true;
	item->away_since_ms = now_ms;
	if (item->on_now_pages) {
		item->turn++;
		item->next_page = place.page + 1 < pages_of(programme, place.item) ? place.page + 1 : 0;
	}
	return place.item;
}

/* All of programme_next() but remembering what is shown; *forward tells that it is history already. */
static bool choose(struct programme *programme, int64_t now_ms, struct programme_place *place, bool *forward)
{
	size_t left = leave(programme, now_ms);

	/* After going back: forward again through what was shown. */
	*forward = true;
	for (; programme->history_at < programme->history_count; programme->history_at++)
		if (recall(programme, programme->history_at, place) && !shown_now(programme, *place)) {
			programme->history_at++;
			return true;
		}
	*forward = false;

	/* A turn of several pages goes on. */
	if (left < programme->count && programme->items[left].on_now_pages) {
		const struct item *item = &programme->items[left];
		if (item->next_page > 0 && item->turn < TURN_PAGES) {
			*place = (struct programme_place){left, item->next_page, true};
			taken(programme, *place);
			return true;
		}
	}

	/* What is shown is not shown again at once, if there is anything else: each try moves a cycle on. */
	if (!ordinary(programme, place))
		return false;
	for (size_t tries = 2 * programme->count + 2; tries > 0 && shown_now(programme, *place); tries--) {
		taken(programme, *place);
		ordinary(programme, place);
	}
	if (shown_now(programme, *place)) /* a single other page */
		cycle_next(programme, CYCLE_NOW, place);

	const struct programme_source *source = &programme->source;
	int64_t stay_ms = (int64_t)(source->seconds(source->data, place->item, place->page) * 1000);
	if (forced(programme, now_ms, stay_ms, left, place)) {
		programme->items[place->item].round = programme->round;
		programme->items[place->item].turn = 0;
		if (programme->items[place->item].on_now_pages)
			taken(programme, *place);
		return true;
	}
	taken(programme, *place);
	programme->items[place->item].turn = 0;
	programme->round++;
	if (on_now_page(programme, *place))
		programme->items[place->item].round = programme->round;
	return true;
}

bool programme_next(struct programme *programme, int64_t now_ms, struct programme_place *place)
{
	bool forward;
	if (!choose(programme, now_ms, place, &forward))
		return false;
	if (!forward)
		remember(programme, *place);
	return true;
}

bool programme_peek(const struct programme *programme, int64_t now_ms, struct programme_place *place)
{
	/* choose() changes numbers only: a copy that borrows every text will do. */
	bool forward;
	struct programme copy = *programme;
	copy.items = memory_allocate((copy.count ? copy.count : 1) * sizeof *copy.items);
	if (copy.count > 0)
		memcpy(copy.items, programme->items, copy.count * sizeof *copy.items);
	bool found = choose(&copy, now_ms, place, &forward);
	free(copy.items);
	return found;
}

bool programme_previous(struct programme *programme, struct programme_place *place)
{
	for (size_t at = programme->history_at; at > 1; at--)
		if (recall(programme, at - 2, place) && !shown_now(programme, *place)) {
			programme->history_at = at - 1;
			return true;
		}
	return false;
}

bool programme_resume(struct programme *programme, const char *id, size_t page, struct programme_place *place)
{
	size_t item = find(programme, id);
	size_t pages = item < programme->count ? pages_of(programme, item) : 0;
	if (pages == 0)
		return false;
	*place = (struct programme_place){item, page < pages ? page : pages - 1, true};
	taken(programme, *place);
	remember(programme, *place);
	return true;
}
