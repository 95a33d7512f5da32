#include "model/deck.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct deck *deck_create(void)
{
	struct deck *deck = memory_allocate(sizeof *deck);
	deck->arena = arena_create();
	deck->key = "";
	deck->events = arena_allocate(deck->arena, 1, sizeof *deck->events);
	deck->events_count = 1;
	deck->events[0] = (struct event){
		.folder = "",
		.language = "",
		.zone = {.name = "UTC"},
		.viewing = {.distance_m = 10, .diagonal_inch = 55},
		.day_change = 240,
	};
	return deck;
}

void deck_destroy(struct deck *deck)
{
	if (deck == NULL)
		return;
	arena_destroy(deck->arena);
	free(deck);
}

const struct slide *deck_slide(const struct deck *deck, const char *id)
{
	for (size_t i = 0; i < deck->slides_count; i++)
		if (strcmp(deck->slides[i].id, id) == 0)
			return &deck->slides[i];
	return NULL;
}

static bool names_screen(const char *pattern, const char *screen)
{
	return fnmatch(pattern, screen, FNM_CASEFOLD) == 0;
}

bool deck_shows(const struct deck *deck, const struct slide *slide, const char *screen, int64_t now_utc_s)
{
	bool named = slide->on_count == 0;
	for (size_t i = 0; i < slide->on_count && !named; i++)
		named = names_screen(slide->on[i], screen);
	return named && window_open(&slide->window, &deck->events[slide->event].zone, now_utc_s);
}

int64_t deck_next_change_utc_s(const struct deck *deck, int64_t now_utc_s)
{
	int64_t next = INT64_MAX;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		int64_t change = window_next_utc_s(&slide->window, &deck->events[slide->event].zone, now_utc_s);
		if (change < next)
			next = change;
	}
	return next;
}

const struct event *deck_event_now(const struct deck *deck, int64_t now_utc_s)
{
	const struct event *running = NULL, *coming = NULL, *past = NULL, *undated = NULL;
	for (size_t i = 1; i < deck->events_count; i++) {
		const struct event *event = &deck->events[i];
		if (event->name == NULL)
			continue;
		struct date today = zone_day(&event->zone, now_utc_s, event->day_change);
		if (date_none(event->start)) {
			if (undated == NULL)
				undated = event;
			continue;
		}
		struct date end = date_none(event->end) ? event->start : event->end;
		if (date_compare(today, event->start) < 0) {
			if (coming == NULL || date_compare(event->start, coming->start) < 0)
				coming = event;
		} else if (date_compare(today, end) <= 0) {
			if (running == NULL)
				running = event;
		} else if (past == NULL || date_compare(event->start, past->start) > 0) {
			past = event;
		}
	}
	const struct event *choices[] = {running, undated, coming, past, &deck->events[0]};
	size_t i = 0;
	while (choices[i] == NULL)
		i++;
	return choices[i];
}

const struct event_screen *event_screen_named(const struct event *event, const char *screen)
{
	for (size_t i = 0; i < event->screens_count; i++)
		if (names_screen(event->screens[i].name, screen))
			return &event->screens[i];
	return NULL;
}

struct viewing event_viewing(const struct event *event, const char *screen)
{
	struct viewing viewing = event->viewing;
	const struct event_screen *own = event_screen_named(event, screen);
	if (own == NULL)
		return viewing;
	if (own->viewing.distance_m > 0)
		viewing.distance_m = own->viewing.distance_m;
	if (own->viewing.diagonal_inch > 0)
		viewing.diagonal_inch = own->viewing.diagonal_inch;
	if (own->viewing.overscan_percent >= 0)
		viewing.overscan_percent = own->viewing.overscan_percent;
	return viewing;
}
