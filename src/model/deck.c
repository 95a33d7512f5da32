#include "model/deck.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"

#define TIME_UNKNOWN INT64_MIN

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

static bool is_pattern(const char *name)
{
	return strpbrk(name, "*?[\\") != NULL;
}

static bool names_screen(const char *pattern, const char *screen)
{
	return fnmatch(pattern, screen, FNM_CASEFOLD) == 0;
}

/* Calls found() with every name and pattern that the content has for screens, until it returns true; whether it did. */
static bool each_name(const struct deck *deck, bool (*found)(void *data, const char *name), void *data)
{
	for (size_t i = 0; i < deck->events_count; i++)
		for (size_t j = 0; j < deck->events[i].screens_count; j++)
			if (found(data, deck->events[i].screens[j].name))
				return true;
	for (size_t i = 0; i < deck->slides_count; i++)
		for (size_t j = 0; j < deck->slides[i].on_count; j++)
			if (found(data, deck->slides[i].on[j]))
				return true;
	return false;
}

struct search {
	const char *screen;
	bool any;
};

static bool search_found(void *data, const char *name)
{
	struct search *search = data;
	search->any = true;
	return names_screen(name, search->screen);
}

const char *deck_screen(const struct deck *deck, const char *name)
{
	struct search search = {.screen = name};
	return each_name(deck, search_found, &search) || !search.any ? name : NULL;
}

struct gathering {
	const char *names[DECK_NAMES_LIMIT + 1];
	size_t count;
};

static bool gather(void *data, const char *name)
{
	struct gathering *gathering = data;
	for (size_t i = 0; i < gathering->count; i++)
		if (strcasecmp(gathering->names[i], name) == 0)
			return false;
	gathering->names[gathering->count++] = name;
	return gathering->count > DECK_NAMES_LIMIT;
}

const char *deck_screens(const struct deck *deck, struct arena *arena)
{
	struct gathering gathering = {.count = 0};
	const char *names = NULL;
	bool more = each_name(deck, gather, &gathering);
	for (size_t i = 0; i < gathering.count - more; i++)
		names = i == 0 ? gathering.names[0] : arena_format(arena, "%s, %s", names, gathering.names[i]);
	return more ? arena_format(arena, "%s, …", names) : names;
}

/* Nor is any while the time is not known. */
bool event_over(const struct event *event, int64_t now_utc_s)
{
	return now_utc_s != TIME_UNKNOWN && !date_none(event->end) &&
	       date_compare(zone_day(&event->zone, now_utc_s, event->day_change), event->end) > 0;
}

/* Does an event that is not over keep emergencies from the screen? */
static bool spared(const struct deck *deck, const char *screen, int64_t now_utc_s)
{
	for (size_t i = 0; i < deck->events_count; i++) {
		const struct event *event = &deck->events[i];
		const struct event_screen *own = event_screen_named(event, screen);
		if (own != NULL && own->spared && !event_over(event, now_utc_s))
			return true;
	}
	return false;
}

bool deck_means(const struct deck *deck, const struct slide *slide, const char *screen)
{
	if (screen == NULL)
		return true;
	if (slide->emergency)
		return !spared(deck, screen, TIME_UNKNOWN);
	bool named = slide->on_count == 0;
	for (size_t i = 0; i < slide->on_count && !named; i++)
		named = names_screen(slide->on[i], screen);
	const struct event_screen *own = named ? event_screen_named(&deck->events[slide->event], screen) : NULL;
	return named && (own == NULL || own->kinds == 0 || (own->kinds >> slide->kind & 1) != 0);
}

bool deck_shows(const struct deck *deck, const struct slide *slide, const char *screen, int64_t now_utc_s)
{
	bool meant =
		slide->emergency ? screen == NULL || !spared(deck, screen, now_utc_s) : deck_means(deck, slide, screen);
	return meant && window_open(&slide->window, &deck->events[slide->event].zone, now_utc_s);
}

int64_t deck_from_utc_s(const struct deck *deck)
{
	int64_t from_utc_s = INT64_MAX;
	for (size_t i = 0; i < deck->events_count; i++) {
		const struct event *event = &deck->events[i];
		int64_t start_utc_s = zone_utc_s(&event->zone, (struct civil){.date = event->start});
		if (!date_none(event->start) && start_utc_s < from_utc_s)
			from_utc_s = start_utc_s;
	}
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (slide->kind == SLIDE_AGENDA && slide->agenda.sessions_count > 0 &&
		    slide->agenda.sessions[0].start_utc_s < from_utc_s)
			from_utc_s = slide->agenda.sessions[0].start_utc_s;
	}
	return from_utc_s;
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

/* How well a name fits a screen: its own name best, else the longest pattern; 0: not at all. */
static size_t fits(const char *name, const char *screen)
{
	if (strcasecmp(name, screen) == 0)
		return SIZE_MAX;
	return is_pattern(name) && names_screen(name, screen) ? strlen(name) : 0;
}

const struct event_screen *event_screen_named(const struct event *event, const char *screen)
{
	const struct event_screen *best = NULL;
	size_t most = 0;
	for (size_t i = 0; i < event->screens_count && screen != NULL; i++) {
		size_t fit = fits(event->screens[i].name, screen);
		if (fit > most) {
			best = &event->screens[i];
			most = fit;
		}
	}
	return best;
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
