#include "player/lineup.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/wall.h"
#include "player/ids.h"

struct entry {
	const struct slide *slide;
	bool counted;
	size_t pages;
	int64_t pages_from_utc_s, pages_until_utc_s; /* when that count is true */
};

struct lineup {
	struct wall *wall;     /* NULL: none yet */
	struct entry *entries; /* the wall's slides */
	struct programme_item *items;
	size_t count;
};

struct lineup *lineup_create(void)
{
	return memory_allocate(sizeof(struct lineup));
}

void lineup_destroy(struct lineup *lineup)
{
	if (lineup == NULL)
		return;
	free(lineup->entries);
	free(lineup->items);
	wall_destroy(lineup->wall);
	free(lineup);
}

/* Counts that were made for slides which are still the same. */
static void take_counts(const struct lineup *before, struct entry *entries, size_t count)
{
	struct ids ids;
	ids_init(&ids, before->count);
	for (size_t i = 0; i < before->count; i++)
		ids.list[i] = (struct id){before->entries[i].slide->id, i};
	ids_sort(&ids);
	for (size_t i = 0; i < count; i++) {
		const struct slide *slide = entries[i].slide;
		size_t was = ids_find(&ids, slide->id);
		if (was == SIZE_MAX || strcmp(before->entries[was].slide->digest, slide->digest) != 0)
			continue;
		entries[i] = before->entries[was];
		entries[i].slide = slide;
	}
	ids_finish(&ids);
}

void lineup_update(struct lineup *lineup, const struct view *view)
{
	struct wall *wall = wall_create(view->deck, view->screen, view->now_utc_s, view->clock_unset);
	size_t room = wall->count > 0 ? wall->count : 1;
	struct lineup after = {.wall = wall,
			       .entries = memory_allocate(room * sizeof *after.entries),
			       .items = memory_allocate(room * sizeof *after.items),
			       .count = wall->count};

	for (size_t i = 0; i < wall->count; i++) {
		const struct slide *slide = wall->slides[i];
		after.items[i] = (struct programme_item){.id = slide->id,
							 .photos = slide->kind == SLIDE_PHOTOS,
							 .high = slide->high,
							 .on_now = view_slide_on_now(view, slide),
							 .on_now_pages = slide->kind == SLIDE_AGENDA &&
									 slide->agenda.kind == AGENDA_ROOMS};
		after.entries[i].slide = slide;
	}
	take_counts(lineup, after.entries, after.count);
	free(lineup->entries);
	free(lineup->items);
	wall_destroy(lineup->wall); /* what was compared with */
	*lineup = after;
}

size_t lineup_count(const struct lineup *lineup)
{
	return lineup->count;
}

const struct slide *lineup_slide(const struct lineup *lineup, size_t item)
{
	return lineup->entries[item].slide;
}

const struct programme_item *lineup_items(const struct lineup *lineup)
{
	return lineup->items;
}

size_t lineup_pages(struct lineup *lineup, const struct view *view, size_t item)
{
	struct entry *entry = &lineup->entries[item];
	int64_t now_utc_s = view->now_utc_s;
	if (entry->counted && entry->pages_from_utc_s <= now_utc_s && now_utc_s < entry->pages_until_utc_s)
		return entry->pages;
	entry->counted = true;
	entry->pages = view_pages(view, entry->slide);
	entry->pages_from_utc_s = INT64_MIN;
	entry->pages_until_utc_s = INT64_MAX;
	if (entry->slide->kind == SLIDE_AGENDA) {
		entry->pages_from_utc_s = now_utc_s;
		entry->pages_until_utc_s = agenda_next_change_utc_s(&entry->slide->agenda, now_utc_s);
	}
	return entry->pages;
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
	return lineup->wall != NULL ? lineup->wall->valid_until_utc_s : INT64_MIN;
}
