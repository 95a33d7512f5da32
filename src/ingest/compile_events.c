/* Events: what they inherit from those of the folders above, their zones, and which of them governs an item. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ingest/compile_parts.h"
#include "ingest/zones.h"

enum { NO_EVENT = 0 }; /* events[0] governs what no other does */

struct span { /* the years that the deck speaks of */
	int first, last;
};

static void span_add(struct span *span, struct date date)
{
	if (!date_valid(date))
		return;
	if (date.year < span->first)
		span->first = date.year;
	if (date.year > span->last)
		span->last = date.year;
}

/* Whole years, so that the same content gives the same deck tomorrow. */
static struct span span_of(const struct compilation *compilation)
{
	int now = civil_from_seconds(compilation->options->now_utc_s).date.year;
	struct span span = {now, now};
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		const struct source_item *item = compilation->chosen[i].item;
		span_add(&span, item->show.from.civil.date);
		span_add(&span, item->show.until.civil.date);
		if (item->kind == SOURCE_EVENT) {
			span_add(&span, item->event.start);
			span_add(&span, item->event.end);
		}
		const struct source_agenda *agenda = sessions_of(item);
		if (agenda != NULL)
			span_add(&span, agenda->date);
		for (size_t s = 0; agenda != NULL && s < agenda->sessions_count; s++) {
			span_add(&span, agenda->sessions[s].date);
			span_add(&span, agenda->sessions[s].at.civil.date);
		}
	}
	return span;
}

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *name = path_name(path);
	return name == path ? "" : arena_text_part(arena, path, (size_t)(name - path) - 1);
}

/* The first event of the nearest folder above (or, if `own`, the folder itself) that has one. */
static size_t event_above(const struct deck *deck, const char *folder, bool own)
{
	size_t best = NO_EVENT, best_length = 0;
	for (size_t i = 1; i < deck->events_count; i++) {
		const char *other = deck->events[i].folder;
		size_t length = strlen(other) + 1;
		if (name_below(folder, other) && (own || strcmp(folder, other) != 0) && length > best_length) {
			best = i;
			best_length = length;
		}
	}
	return best;
}

static void add_event(struct compilation *compilation, struct chosen *chosen, const char *folder)
{
	struct deck *deck = compilation->deck;
	if (deck->events_count == 1) /* the one it was born with stands alone in its array */
		compilation->events_capacity = 1;
	deck->events = arena_grow(deck->arena, deck->events, &compilation->events_capacity, deck->events_count + 1,
				  sizeof *deck->events);
	chosen->event = deck->events_count;
	struct event *event = &deck->events[deck->events_count++];
	*event = chosen->item->event;
	event->folder = folder;
	if (event->language == NULL)
		event->language = "";
	if (date_none(event->end))
		event->end = event->start;
}

/* What organizers wrote, and then what exports tell of where nobody wrote anything. */
static void add_events(struct compilation *compilation)
{
	struct deck *deck = compilation->deck;
	for (int implied = 0; implied < 2; implied++) {
		size_t before = deck->events_count;
		for (size_t i = 0; i < compilation->chosen_count; i++) {
			struct chosen *chosen = &compilation->chosen[i];
			if (chosen->item->kind != SOURCE_EVENT || chosen->item->implied != (implied == 1))
				continue;
			const char *folder = folder_of(deck->arena, chosen->file->path);
			size_t above = implied == 1 ? event_above(deck, folder, true) : NO_EVENT;
			if (above == NO_EVENT || above >= before)
				add_event(compilation, chosen, folder);
		}
	}
}

struct zones {
	int64_t from_utc_s, until_utc_s;
	const char *machine;
};

static int compare_transitions(const void *a, const void *b)
{
	const struct zone_transition *left = a, *right = b;
	return (left->utc_s > right->utc_s) - (left->utc_s < right->utc_s);
}

/* The offsets that the sessions of the file have, each from its first session on; none if no session says. */
static struct zone zone_of_offsets(const struct compilation *compilation, const struct chosen *chosen)
{
	struct arena *arena = compilation->deck->arena;
	struct zone zone = {0};
	size_t capacity = 0, kept = 0;
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		const struct source_item *item = compilation->chosen[i].item;
		if (item->kind != SOURCE_AGENDA || compilation->chosen[i].version != chosen->version)
			continue;
		for (size_t s = 0; s < item->agenda.sessions_count; s++) {
			const struct moment *at = &item->agenda.sessions[s].at;
			if (!at->given || !at->has_offset || at->anywhere)
				continue;
			zone.transitions = arena_grow(arena, zone.transitions, &capacity, zone.transitions_count + 1,
						      sizeof *zone.transitions);
			zone.transitions[zone.transitions_count++] = (struct zone_transition){
				.utc_s = civil_seconds(at->civil) - at->offset_s, .offset_s = at->offset_s};
		}
	}
	if (zone.transitions_count > 1)
		qsort(zone.transitions, zone.transitions_count, sizeof *zone.transitions, compare_transitions);
	for (size_t i = 0; i < zone.transitions_count; i++) {
		if (kept == 0 || zone.transitions[kept - 1].offset_s != zone.transitions[i].offset_s)
			zone.transitions[kept++] = zone.transitions[i];
	}
	zone.transitions_count = kept;
	return zone;
}

/* Would the zone show the sessions at other hours than they say themselves? */
static bool contradicts(const struct zone *zone, const struct zone *offsets)
{
	for (size_t i = 0; i < offsets->transitions_count; i++) {
		if (zone_offset_s(zone, offsets->transitions[i].utc_s) != offsets->transitions[i].offset_s)
			return true;
	}
	return false;
}

static const char *offset_name(struct arena *arena, int offset_s)
{
	int minutes = abs(offset_s) / 60;
	return arena_format(arena, "UTC%c%02d:%02d", offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* The zone that an export tells of: the offsets of its sessions count for more than its name. */
static struct zone zone_of_export(struct compilation *compilation, const struct zones *zones,
				  const struct chosen *chosen, const struct zone *above)
{
	struct arena *arena = compilation->deck->arena;
	const char *name = chosen->item->event.zone.name;
	struct zone offsets = zone_of_offsets(compilation, chosen), zone = *above;
	bool known = name != NULL && zones_resolve(&zone, arena, name, zones->from_utc_s, zones->until_utc_s);
	const char *instead =
		offsets.transitions_count > 0 ? offset_name(arena, offsets.transitions[0].offset_s) : above->name;
	if (name != NULL && !known)
		chosen_problem(compilation, chosen, PROBLEM_WARNING, NULL,
			       arena_format(arena, "there is no time zone \"%s\"", name),
			       arena_format(arena, "%s is used; write an event file with \"timezone\"", instead));
	if (known && contradicts(&zone, &offsets)) {
		chosen_problem(compilation, chosen, PROBLEM_WARNING, NULL,
			       arena_format(arena,
					    "the time zone is given as %s, but the sessions' times are of %s, and "
					    "that is what counts",
					    name, instead),
			       "correct the time zone in the conference system, or write an event file with "
			       "\"timezone\"");
		known = false;
	}
	if (!known && offsets.transitions_count > 0) {
		zone = offsets;
		zone.name = instead;
	}
	return zone;
}

/* The first export below the folder that names its zone; NULL: none does. */
static const struct chosen *export_below(const struct compilation *compilation, const char *folder)
{
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		const struct chosen *chosen = &compilation->chosen[i];
		if (chosen->item->kind == SOURCE_EVENT && chosen->item->implied &&
		    chosen->item->event.zone.name != NULL &&
		    name_below(folder_of(compilation->deck->arena, chosen->file->path), folder))
			return chosen;
	}
	return NULL;
}

/* The zone that its author gave; else, where no event above has any, that of an export, likelier than the machine's;
 * else that of the event above. */
static struct zone zone_written(struct compilation *compilation, const struct zones *zones, const struct chosen *chosen,
				size_t above)
{
	struct deck *deck = compilation->deck;
	const struct event *event = &deck->events[chosen->event];
	struct zone zone = deck->events[above].zone;
	const char *name = event->zone.name;
	if (name != NULL && zones_resolve(&zone, deck->arena, name, zones->from_utc_s, zones->until_utc_s))
		return zone;
	const struct chosen *export = above == NO_EVENT ? export_below(compilation, event->folder) : NULL;
	if (export != NULL)
		zone = zone_of_export(compilation, zones, export, &deck->events[above].zone);
	if (name != NULL)
		chosen_problem(compilation, chosen, PROBLEM_WARNING,
			       arena_format(deck->arena, "%s.timezone", chosen->item->json_path),
			       arena_format(deck->arena, "there is no time zone \"%s\"", name),
			       arena_format(deck->arena, "%s is used; write a name like \"Europe/Warsaw\"", zone.name));
	return zone;
}

/* Those of upper folders first, so that what they inherited is handed on. */
static void inherit(struct compilation *compilation, const struct zones *zones)
{
	struct deck *deck = compilation->deck;
	bool *done = arena_allocate(deck->arena, deck->events_count, sizeof *done);
	done[NO_EVENT] = true;
	compilation->describes = arena_allocate(deck->arena, deck->events_count, sizeof *compilation->describes);
	for (size_t left = deck->events_count - 1; left > 0;) {
		for (size_t i = 0; i < compilation->chosen_count; i++) {
			const struct chosen *chosen = &compilation->chosen[i];
			if (chosen->item->kind != SOURCE_EVENT || done[chosen->event])
				continue;
			struct event *event = &deck->events[chosen->event];
			size_t above = event_above(deck, event->folder, false);
			if (!done[above])
				continue;
			event->zone = chosen->item->implied
					      ? zone_of_export(compilation, zones, chosen, &deck->events[above].zone)
					      : zone_written(compilation, zones, chosen, above);
			if (event->language[0] == '\0')
				event->language = deck->events[above].language;
			if (event->theme == NULL)
				event->theme = deck->events[above].theme;
			event->agenda_page |= deck->events[above].agenda_page;
			compile_brand(compilation, chosen, &deck->events[above].brand);
			enum source_captions captions = chosen->item->captions;
			compilation->describes[chosen->event] = captions == CAPTIONS_INHERITED
									? compilation->describes[above]
									: captions == CAPTIONS_PICTURE;
			done[chosen->event] = true;
			left--;
		}
	}
}

/* Of several candidates: the one whose days hold the item's date, else the last to end. */
struct search {
	struct date date;
	size_t best;
	bool holds;
};

static void consider(const struct deck *deck, struct search *search, size_t index)
{
	const struct event *event = &deck->events[index];
	bool holds = !date_none(search->date) && date_compare(event->start, search->date) <= 0 &&
		     date_compare(search->date, event->end) <= 0;
	bool later = search->best == NO_EVENT || date_compare(event->end, deck->events[search->best].end) > 0;
	if ((holds && !search->holds) || (holds == search->holds && later)) {
		search->best = index;
		search->holds = holds;
	}
}

/* Those of the folder at the path, or of the nearest one above that has any. */
static size_t event_of_folders(const struct deck *deck, const char *folder, struct date date)
{
	struct search search = {.date = date};
	size_t above = event_above(deck, folder, true);
	for (size_t i = 1; above != NO_EVENT && i < deck->events_count; i++) {
		if (strcmp(deck->events[i].folder, deck->events[above].folder) == 0)
			consider(deck, &search, i);
	}
	return search.best;
}

/* Events of the item's own file come before others of its folder. The items of one file stand together. */
static size_t event_of_item(const struct compilation *compilation, size_t index, struct date date)
{
	const struct deck *deck = compilation->deck;
	const struct chosen *all = compilation->chosen;
	struct search search = {.date = date};
	size_t first = index;
	while (first > 0 && all[first - 1].file == all[index].file)
		first--;
	for (size_t i = first; i < compilation->chosen_count && all[i].file == all[index].file; i++) {
		if (all[i].item->kind == SOURCE_EVENT && all[i].event != NO_EVENT)
			consider(deck, &search, all[i].event);
	}
	if (search.best != NO_EVENT)
		return search.best;
	return event_of_folders(deck, folder_of(deck->arena, all[index].file->path), date);
}

size_t event_governing(const struct compilation *compilation, const char *path)
{
	const struct deck *deck = compilation->deck;
	return event_of_folders(deck, folder_of(deck->arena, path), (struct date){0});
}

void compile_events(struct compilation *compilation)
{
	struct deck *deck = compilation->deck;
	struct span span = span_of(compilation);
	struct zones zones = {
		.from_utc_s = civil_seconds((struct civil){.date = {span.first - 1, 12, 1}}),
		.until_utc_s = civil_seconds((struct civil){.date = {span.last + 2, 1, 1}}),
		.machine = compilation->options->zone_name,
	};
	zones_resolve(&deck->events[NO_EVENT].zone, deck->arena, zones.machine, zones.from_utc_s, zones.until_utc_s);
	add_events(compilation);
	inherit(compilation, &zones);
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		struct chosen *chosen = &compilation->chosen[i];
		struct date date = {0};
		if (chosen->item->kind == SOURCE_EVENT)
			continue;
		const struct source_agenda *agenda = sessions_of(chosen->item);
		if (agenda != NULL)
			date = agenda->date;
		for (size_t s = 0; agenda != NULL && date_none(date) && s < agenda->sessions_count; s++) {
			const struct source_session *session = &agenda->sessions[s];
			date = session->at.given ? session->at.civil.date : session->date;
		}
		chosen->event = event_of_item(compilation, i, date);
	}
}
