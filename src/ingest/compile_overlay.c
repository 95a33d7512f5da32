/* Overlays: what their authors say of sessions of the agendas around them, what they add, and how rooms are called. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/compile_parts.h"
#include "model/likeness.h"
#include "model/room.h"

struct over { /* an overlay under way */
	struct compilation *compilation;
	const struct chosen *chosen;
	const struct source_overlay *source;
	size_t index;        /* of the chosen item */
	struct arena *arena; /* of one edit, or one room: all titles are folded for each */
};

/* The folder of an event that an export tells of, since no event file governs it; NULL: of any other. */
static const char *implied_folder(const struct compilation *compilation, size_t event)
{
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		const struct chosen *chosen = &compilation->chosen[i];
		if (chosen->item->kind == SOURCE_EVENT && chosen->event == event && chosen->item->implied)
			return compilation->deck->events[event].folder;
	}
	return NULL;
}

/* Is an event's content the overlay's to change? That of its own event, and below its own folder that of exports. */
static bool governs(const struct over *over, size_t event)
{
	const struct deck *deck = over->compilation->deck;
	if (event == over->chosen->event ||
	    strcmp(deck->events[event].folder, deck->events[over->chosen->event].folder) == 0)
		return true;
	const char *folder = implied_folder(over->compilation, event);
	const char *name = strrchr(over->chosen->file->path, '/');
	size_t length = name != NULL ? (size_t)(name - over->chosen->file->path) : 0;
	return folder != NULL && name_below(folder, arena_text_part(over->arena, over->chosen->file->path, length));
}

/* The next days of an agenda that is the overlay's to change, from *index on; NULL: no more. */
static struct days *next_days(const struct over *over, size_t *index)
{
	struct compilation *compilation = over->compilation;
	for (; *index < compilation->chosen_count; (*index)++) {
		const struct chosen *chosen = &compilation->chosen[*index];
		if (chosen->item->kind == SOURCE_AGENDA && governs(over, chosen->event))
			return &compilation->days[(*index)++];
	}
	return NULL;
}

static void edit(struct over *over, const struct source_edit *edit, struct placed *placed)
{
	struct session *session = &placed->session;
	struct arena *arena = over->compilation->deck->arena;
	if (edit->title != NULL)
		session->title = edit->title;
	if (edit->note != NULL)
		session->note = edit->note;
	if (edit->room != NULL && !text_equal(edit->room, session->room)) {
		if (session->was_room == NULL)
			session->was_room = session->room;
		else if (strcmp(session->was_room, edit->room) == 0) /* back to where it was */
			session->was_room = NULL;
		session->room = edit->room;
	}
	session->cancelled = (session->cancelled || edit->cancelled) && !edit->takes_place;
	session->delay_minutes += edit->delay_minutes;
	session->start_utc_s += (int64_t)edit->delay_minutes * 60;
	session->end_utc_s += (int64_t)edit->delay_minutes * 60;
	placed->hidden = placed->hidden || edit->hidden;
	if (edit->room != NULL || edit->cancelled || edit->delay_minutes != 0)
		placed->said = arena_format(arena, "%s; %d %d %s", placed->said != NULL ? placed->said : "",
					    edit->cancelled, edit->delay_minutes, edit->room != NULL ? edit->room : "");
}

/* An id also means what it was made of: each time at which the session takes place has one of its own. */
static bool means(struct over *over, const char *wanted, const char *folded, const char *id, const char *title)
{
	size_t length = strlen(wanted);
	if (id != NULL && strncmp(id, wanted, length) == 0 && (id[length] == '\0' || id[length] == '/'))
		return true;
	return strcmp(likeness_fold(over->arena, title, false), folded) == 0;
}

/* Is it the one of several that the edit asks for: by its day, its start and its room as the agenda has them? */
static bool fits(const struct days *days, const struct placed *placed, const struct source_edit *edit)
{
	const struct session *session = &placed->session;
	if (!date_none(edit->date) && date_compare(edit->date, placed->day) != 0)
		return false;
	if (edit->in != NULL && !room_same(edit->in, session->room) && !room_same(edit->in, session->was_room))
		return false;
	int64_t planned_utc_s = session->start_utc_s - (int64_t)session->delay_minutes * 60;
	struct civil planned = zone_local(&days->event->zone, planned_utc_s);
	return edit->start < 0 || edit->start == planned.hour * 60 + planned.minute;
}

/* Not on any day that is shown, but in some agenda all the same. */
static bool known(struct over *over, const char *wanted, const char *folded)
{
	size_t at = 0;
	for (const struct days *days; (days = next_days(over, &at)) != NULL;) {
		for (size_t i = 0; i < days->agenda->sessions_count; i++) {
			const struct source_session *session = &days->agenda->sessions[i];
			if (means(over, wanted, folded, session->id, session->title))
				return true;
		}
	}
	return false;
}

/* The title that was probably meant; NULL: none is near. */
static const char *nearest_title(struct over *over, const char *folded)
{
	size_t at = 0, best = strlen(folded) / 3 + 1;
	const char *nearest = NULL;
	for (const struct days *days; (days = next_days(over, &at)) != NULL;) {
		for (size_t i = 0; i < days->agenda->sessions_count; i++) {
			const char *title = days->agenda->sessions[i].title;
			size_t distance = likeness_distance(folded, likeness_fold(over->arena, title, false), best);
			if (distance < best) {
				best = distance;
				nearest = title;
			}
		}
	}
	return nearest;
}

static void tell(struct over *over, const char *json_path, const char *words, const char *nearest,
		 const char *otherwise)
{
	struct arena *arena = over->compilation->deck->arena;
	chosen_problem(over->compilation, over->chosen, PROBLEM_WARNING, json_path, words,
		       nearest != NULL ? arena_format(arena, "did you mean \"%s\"?", nearest) : otherwise);
}

static void apply_edit(struct over *over, const struct source_edit *source)
{
	arena_clear(over->arena);
	const char *folded = likeness_fold(over->arena, source->session, false);
	size_t at = 0;
	size_t found = 0;
	bool by_id = false; /* that of a session which repeats means each time */
	for (struct days *days; (days = next_days(over, &at)) != NULL;) {
		for (size_t i = 0; i < days->count; i++) {
			struct placed *placed = &days->placed[i];
			if (placed->gone || !fits(days, placed, source) ||
			    !means(over, source->session, folded, placed->named ? placed->session.id : NULL,
				   placed->session.title))
				continue;
			by_id |= placed->named &&
				 strncmp(placed->session.id, source->session, strlen(source->session)) == 0;
			edit(over, source, placed);
			found++;
		}
	}
	if (found > 1 && !by_id && (source->cancelled || source->delay_minutes != 0 || source->room != NULL))
		tell(over, arena_format(over->arena, "%s.session", source->json_path),
		     arena_format(over->compilation->deck->arena,
				  "%zu sessions are called \"%s\", and this is said of each", found, source->session),
		     NULL, "write the id of the one that is meant, unless all are");
	if (found == 0 && !known(over, source->session, folded))
		tell(over, arena_format(over->arena, "%s.session", source->json_path),
		     arena_format(over->compilation->deck->arena, "no agenda here has a session \"%s\"",
				  source->session),
		     nearest_title(over, folded), "write its id or its title as the agenda has it");
}

/* Into the agenda that has the day; else it stays with the overlay, as an agenda of its own. */
static void add_sessions(struct over *over)
{
	struct days *own = &over->compilation->days[over->index];
	size_t kept = 0;
	for (size_t i = 0; i < own->count; i++) {
		struct placed placed = own->placed[i];
		struct days *best = NULL;
		int best_suits = 0;
		size_t at = 0;
		placed.session.id = arena_format(over->compilation->deck->arena, "%s#%s", over->chosen->file->path,
						 placed.session.id);
		for (struct days *days; (days = next_days(over, &at)) != NULL;) {
			int suits = days_suit(days, placed.day, placed.session.room);
			if (suits > best_suits) {
				best = days;
				best_suits = suits;
			}
		}
		if (best != NULL)
			days_add(best, &placed);
		else
			own->placed[kept++] = placed;
	}
	own->count = kept;
}

static const char *shown_room(const struct over *over, const char *room)
{
	for (size_t i = 0; room != NULL && i < over->source->rooms_count; i++) {
		if (strcmp(over->source->rooms[i].name, room) == 0)
			return over->source->rooms[i].shown;
	}
	return room;
}

static const char **shown_rooms(const struct over *over, const char **rooms, size_t count)
{
	const char **shown = arena_allocate(over->compilation->deck->arena, count + 1, sizeof *shown);
	for (size_t i = 0; i < count; i++)
		shown[i] = shown_room(over, rooms[i]);
	return shown;
}

static void name_rooms_of(const struct over *over, struct days *days)
{
	struct source_agenda *agenda = arena_allocate(over->compilation->deck->arena, 1, sizeof *agenda);
	*agenda = *days->agenda;
	agenda->room = shown_room(over, agenda->room);
	agenda->rooms = shown_rooms(over, agenda->rooms, agenda->rooms_count);
	days->agenda = agenda;
	for (size_t i = 0; i < days->count; i++) {
		struct session *session = &days->placed[i].session;
		session->room = shown_room(over, session->room);
		session->was_room = shown_room(over, session->was_room);
	}
}

/* What events say of screens may use either name. */
static void name_rooms_of_screens(const struct over *over, struct event *event)
{
	struct arena *arena = over->compilation->deck->arena;
	struct event_screen *screens = arena_allocate(arena, event->screens_count + 1, sizeof *screens);
	for (size_t i = 0; i < event->screens_count; i++) {
		struct event_screen *screen = &screens[i];
		*screen = event->screens[i];
		screen->rooms = shown_rooms(over, screen->rooms, screen->rooms_count);
		screen->directions = arena_allocate(arena, screen->directions_count + 1, sizeof *screen->directions);
		for (size_t d = 0; d < screen->directions_count; d++) {
			screen->directions[d] = event->screens[i].directions[d];
			screen->directions[d].room = shown_room(over, screen->directions[d].room);
		}
	}
	event->screens = screens;
}

/* Is there such a room? Else the one whose name is nearest. */
static bool room_there(struct over *over, const char *name, const char **nearest)
{
	arena_clear(over->arena);
	const char *folded = likeness_fold(over->arena, name, false);
	size_t at = 0, best = strlen(folded) / 3 + 1;
	*nearest = NULL;
	for (const struct days *days; (days = next_days(over, &at)) != NULL;) {
		for (size_t i = 0; i < days->count; i++) {
			const char *rooms[] = {days->placed[i].session.room, days->placed[i].session.was_room};
			for (size_t r = 0; r < 2; r++) {
				if (text_equal(rooms[r], name))
					return true;
				size_t distance =
					likeness_distance(folded, likeness_fold(over->arena, rooms[r], false), best);
				if (rooms[r] != NULL && distance < best) {
					best = distance;
					*nearest = rooms[r];
				}
			}
		}
		for (size_t i = 0; i < days->agenda->rooms_count; i++) {
			if (strcmp(days->agenda->rooms[i], name) == 0)
				return true;
		}
	}
	return false;
}

static void name_rooms(struct over *over)
{
	struct deck *deck = over->compilation->deck;
	size_t at = 0;
	const char *nearest;
	for (size_t i = 0; i < over->source->rooms_count; i++) {
		const char *name = over->source->rooms[i].name;
		if (!room_there(over, name, &nearest))
			tell(over, arena_format(over->arena, "%s.rooms", over->chosen->item->json_path),
			     arena_format(deck->arena, "no agenda here has a room \"%s\"", name), nearest,
			     "write its name as the agenda has it");
	}
	if (over->source->rooms_count == 0)
		return;
	for (struct days *days; (days = next_days(over, &at)) != NULL;)
		name_rooms_of(over, days);
	for (size_t i = 0; i < deck->events_count; i++) {
		if (governs(over, i))
			name_rooms_of_screens(over, &deck->events[i]);
	}
}

void overlay_events(struct compilation *compilation)
{
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		struct chosen *chosen = &compilation->chosen[i];
		if (chosen->item->kind != SOURCE_OVERLAY || chosen->event != 0)
			continue;
		struct over over = {.compilation = compilation, .chosen = chosen, .arena = arena_create()};
		size_t at = 0;
		const struct days *days = next_days(&over, &at);
		if (days != NULL)
			chosen->event = compilation->chosen[at - 1].event;
		arena_destroy(over.arena);
	}
}

static void take_away_hidden(struct days *days)
{
	size_t kept = 0;
	for (size_t i = 0; i < days->count; i++) {
		if (!days->placed[i].hidden)
			days->placed[kept++] = days->placed[i];
	}
	days->count = kept;
}

void compile_overlays(struct compilation *compilation)
{
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		const struct chosen *chosen = &compilation->chosen[i];
		if (chosen->item->kind != SOURCE_OVERLAY)
			continue;
		struct over over = {.compilation = compilation,
				    .chosen = chosen,
				    .source = &chosen->item->overlay,
				    .index = i,
				    .arena = arena_create()};
		add_sessions(&over);
		for (size_t e = 0; e < over.source->edits_count; e++)
			apply_edit(&over, &over.source->edits[e]);
		name_rooms(&over);
		arena_destroy(over.arena);
	}
	for (size_t i = 0; i < compilation->chosen_count; i++)
		take_away_hidden(&compilation->days[i]);
}
