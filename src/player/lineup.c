#include "player/lineup.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct entry {
	const struct slide *slide;
	size_t pages; /* 0: nothing of it is left to show */
	int64_t pages_from_utc_s, pages_until_utc_s;
};

struct lineup {
	struct entry *entries; /* slides in their windows, in order */
	struct programme_item *items;
	size_t *of_item; /* index of an item's entry */
	size_t entries_count, count;
	int64_t valid_until_utc_s;
};

struct lineup *lineup_create(void)
{
	struct lineup *lineup = memory_allocate(sizeof *lineup);
	lineup->valid_until_utc_s = INT64_MIN;
	return lineup;
}

void lineup_destroy(struct lineup *lineup)
{
	if (lineup == NULL)
		return;
	free(lineup->entries);
	free(lineup->items);
	free(lineup->of_item);
	free(lineup);
}

/* The entry that was made for the same slide, looked for first where it was last time. */
static const struct entry *known(const struct lineup *lineup, const struct slide *slide, size_t near)
{
	for (size_t step = 0; step < lineup->entries_count; step++) {
		const struct entry *entry = &lineup->entries[(near + step) % lineup->entries_count];
		if (strcmp(entry->slide->id, slide->id) == 0)
			return strcmp(entry->slide->digest, slide->digest) == 0 ? entry : NULL;
	}
	return NULL;
}

static struct entry entry_for(const struct lineup *lineup, const struct view *view, const struct slide *slide,
			      size_t near)
{
	int64_t now_utc_s = view->now_utc_s;
	const struct entry *before = known(lineup, slide, near);
	if (before != NULL && before->pages_from_utc_s <= now_utc_s && now_utc_s < before->pages_until_utc_s) {
		struct entry entry = *before;
		entry.slide = slide;
		return entry;
	}
	struct entry entry = {.slide = slide,
			      .pages = view_pages(view, slide),
			      .pages_from_utc_s = INT64_MIN,
			      .pages_until_utc_s = INT64_MAX};
	if (slide->kind == SLIDE_AGENDA) {
		entry.pages_from_utc_s = now_utc_s;
		entry.pages_until_utc_s = agenda_next_change_utc_s(&slide->agenda, now_utc_s);
	}
	return entry;
}

void lineup_update(struct lineup *lineup, const struct view *view)
{
	const struct deck *deck = view->deck;
	size_t room = deck->slides_count ? deck->slides_count : 1;
	struct entry *entries = memory_allocate(room * sizeof *entries);
	struct programme_item *items = memory_allocate(room * sizeof *items);
	size_t *of_item = memory_allocate(room * sizeof *of_item);
	size_t entries_count = 0, count = 0;
	int64_t valid_until_utc_s = deck_next_change_utc_s(deck, view->now_utc_s);

	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (!deck_shows(deck, slide, view->screen, view->now_utc_s))
			continue;
		struct entry entry = entry_for(lineup, view, slide, entries_count);
		if (slide->kind == SLIDE_AGENDA) {
			int64_t change_utc_s = agenda_next_change_utc_s(&slide->agenda, view->now_utc_s);
			if (change_utc_s < valid_until_utc_s)
				valid_until_utc_s = change_utc_s;
		}
		if (entry.pages > 0) {
			items[count] = (struct programme_item){.id = slide->id,
							       .pages = entry.pages,
							       .photos = slide->kind == SLIDE_PHOTOS,
							       .high = slide->high,
							       .on_now = view_slide_on_now(view, slide)};
			of_item[count++] = entries_count;
		}
		entries[entries_count++] = entry;
	}
	free(lineup->entries);
	free(lineup->items);
	free(lineup->of_item);
	*lineup = (struct lineup){.entries = entries,
				  .items = items,
				  .of_item = of_item,
				  .entries_count = entries_count,
				  .count = count,
				  .valid_until_utc_s = valid_until_utc_s};
}

size_t lineup_count(const struct lineup *lineup)
{
	return lineup->count;
}

const struct slide *lineup_slide(const struct lineup *lineup, size_t item)
{
	return lineup->entries[lineup->of_item[item]].slide;
}

const struct programme_item *lineup_items(const struct lineup *lineup)
{
	return lineup->items;
}

size_t lineup_find(const struct lineup *lineup, const char *id)
{
	size_t item = 0;
	while (item < lineup->count && strcmp(lineup->items[item].id, id) != 0)
		item++;
	return item;
}

int64_t lineup_valid_until_utc_s(const struct lineup *lineup)
{
	return lineup->valid_until_utc_s;
}
