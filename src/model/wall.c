#include "model/wall.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "model/room.h"
#include "model/wall_parts.h"

void wall_changes_at(struct making *making, int64_t utc_s)
{
	if (utc_s > making->now_utc_s && utc_s < making->wall->valid_until_utc_s)
		making->wall->valid_until_utc_s = utc_s;
}

void wall_add(struct making *making, const struct slide *slide)
{
	struct wall *wall = making->wall;
	wall->slides = arena_grow(wall->arena, wall->slides, &making->slides_capacity, wall->count + 1,
				  sizeof(const struct slide *));
	wall->slides[wall->count++] = slide;
}

static void digest_text(struct digest *digest, const char *text)
{
	digest_add(digest, text != NULL ? text : "\1", text != NULL ? strlen(text) + 1 : 2);
}

static void digest_number(struct digest *digest, int64_t number)
{
	digest_add(digest, &number, sizeof number);
}

static void digest_session(struct digest *digest, const struct session *session)
{
	const char *const texts[] = {session->id,       session->title,     session->room, session->note,
				     session->was_room, session->was_title, session->moved};
	const int64_t numbers[] = {session->kind,          session->start_utc_s, session->end_utc_s,
				   session->all_day,       session->end_guessed, session->cancelled,
				   session->delay_minutes, session->added,       session->was_start_utc_s,
				   session->away_utc_s};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		digest_text(digest, texts[i]);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		digest_number(digest, numbers[i]);
	digest_number(digest, (int64_t)session->people_count);
	for (size_t i = 0; i < session->people_count; i++) {
		digest_text(digest, session->people[i].name);
		digest_text(digest, session->people[i].role);
	}
}

static const char *digest_slide(struct arena *arena, const struct slide *slide)
{
	struct digest *digest = digest_create();
	const struct agenda *agenda = &slide->agenda;
	char text[DIGEST_SIZE];
	digest_text(digest, slide->digest); /* of the one it was made from, if any */
	digest_number(digest, agenda->kind);
	digest_number(digest, agenda->until_utc_s);
	digest_number(digest, date_days(agenda->date));
	digest_text(digest, agenda->title);
	digest_text(digest, agenda->room);
	for (size_t i = 0; i < agenda->rooms_count; i++)
		digest_text(digest, agenda->rooms[i]);
	for (size_t i = 0; i < agenda->sessions_count; i++)
		digest_session(digest, &agenda->sessions[i]);
	digest_end(digest, text);
	return arena_text(arena, text);
}

struct slide *wall_make(struct making *making, const char *what, size_t index, const struct agenda *agenda)
{
	const struct event *event = &making->deck->events[index];
	struct arena *arena = making->wall->arena;
	struct slide *slide = arena_allocate(arena, 1, sizeof *slide);
	*slide = (struct slide){
		.id = arena_format(arena, "%s@%s/%s", what, event->folder, event->name != NULL ? event->name : ""),
		.source = arena_text(arena, what),
		.kind = SLIDE_AGENDA,
		.event = index,
		.window = window_always(),
		.language = "",
		.agenda = *agenda};
	slide->digest = digest_slide(arena, slide);
	return slide;
}

const struct slide *wall_with(struct making *making, const struct slide *slide, struct session *sessions, size_t count)
{
	struct arena *arena = making->wall->arena;
	struct slide *copy = arena_allocate(arena, 1, sizeof *copy);
	*copy = *slide;
	copy->agenda.sessions = sessions;
	copy->agenda.sessions_count = count;
	copy->digest = digest_slide(arena, copy);
	return copy;
}

/* What of a day's agenda tells when the wall is another. */
static void note_moments(struct making *making, const struct agenda *agenda)
{
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct session *session = &agenda->sessions[i];
		wall_changes_at(making, session->start_utc_s);
		wall_changes_at(making, session->end_utc_s);
		wall_changes_at(making, session->start_utc_s - WALL_SOON_S);
		if (session->changed_utc_s != 0) {
			wall_changes_at(making, session->changed_utc_s);
			wall_changes_at(making, session->changed_utc_s + WALL_NEWS_S);
			wall_changes_at(making, session_old_end_utc_s(session));
		}
	}
}

static bool has_left(const struct agenda *agenda, int64_t now_utc_s)
{
	for (size_t i = 0; i < agenda->sessions_count; i++)
		if (agenda->sessions[i].end_utc_s > now_utc_s)
			return true;
	return false;
}

static size_t day_of(struct making *making, const struct slide *slide, const struct event_screen *screen)
{
	const struct event *event = &making->deck->events[slide->event];
	for (size_t i = 0; i < making->days_count; i++)
		if (making->days[i].event == slide->event &&
		    date_compare(making->days[i].date, slide->agenda.date) == 0)
			return i;
	making->days = arena_grow(making->wall->arena, making->days, &making->days_capacity, making->days_count + 1,
				  sizeof *making->days);
	struct date today = zone_day(&event->zone, making->now_utc_s, event->day_change);
	making->days[making->days_count] = (struct day){
		.event = slide->event,
		.date = slide->agenda.date,
		.today = date_compare(today, slide->agenda.date) == 0,
		.door = screen != NULL && screen->rooms_count > 0,
		.first_utc_s = INT64_MAX,
		.last_utc_s = INT64_MIN,
	};
	return making->days_count++;
}

static void add_room(struct making *making, struct day *day, const char *room)
{
	if (room == NULL || room_find(day->rooms, day->rooms_count, room) < day->rooms_count)
		return;
	day->rooms = arena_grow(making->wall->arena, day->rooms, &day->rooms_capacity, day->rooms_count + 1,
				sizeof *day->rooms);
	day->rooms[day->rooms_count++] = room;
}

static void add_to_day(struct making *making, struct day *day, const struct agenda *agenda)
{
	for (size_t i = 0; i < agenda->rooms_count; i++)
		add_room(making, day, agenda->rooms[i]);
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct session *session = &agenda->sessions[i];
		add_room(making, day, session->room);
		bool here = !session->cancelled && !session->all_day && session->away_utc_s == 0;
		if (here && session->start_utc_s < day->first_utc_s)
			day->first_utc_s = session->start_utc_s;
		if (here && session->end_utc_s > day->last_utc_s)
			day->last_utc_s = session->end_utc_s;
		if (session->end_utc_s <= making->now_utc_s)
			continue;
		day->sessions = arena_grow(making->wall->arena, day->sessions, &day->sessions_capacity,
					   day->sessions_count + 1, sizeof *day->sessions);
		day->sessions[day->sessions_count++] = *session;
	}
}

/* By start, then by room; room and place are found once for each. */
struct ranked {
	struct session session;
	size_t room, place;
};

static int compare(const void *a, const void *b)
{
	const struct ranked *one = a, *other = b;
	if (one->session.start_utc_s != other->session.start_utc_s)
		return one->session.start_utc_s < other->session.start_utc_s ? -1 : 1;
	if (one->room != other->room)
		return one->room < other->room ? -1 : 1;
	return one->place < other->place ? -1 : one->place > other->place;
}

static void sort_day(struct day *day)
{
	struct ranked *ranked = memory_allocate((day->sessions_count + 1) * sizeof *ranked);
	for (size_t i = 0; i < day->sessions_count; i++) {
		const char *room = day->sessions[i].room;
		size_t rank = room == NULL ? 0 : 1 + room_find(day->rooms, day->rooms_count, room);
		ranked[i] = (struct ranked){day->sessions[i], rank, i};
	}
	qsort(ranked, day->sessions_count, sizeof *ranked, compare);
	for (size_t i = 0; i < day->sessions_count; i++)
		day->sessions[i] = ranked[i].session;
	free(ranked);
}

static void list(struct making *making, const struct slide *whole)
{
	const struct event_screen *screen = event_screen_named(&making->deck->events[whole->event], making->screen);
	const struct slide *slide = wall_with_old_slots(making, whole);
	const struct slide *shown = wall_at_door(making, slide, wall_cut(making->deck, whole, making->screen));
	note_moments(making, &slide->agenda);
	if (shown != NULL && shown != slide)
		note_moments(making, &shown->agenda);
	if (shown == NULL)
		return;
	size_t day = day_of(making, slide, screen);
	add_to_day(making, &making->days[day], &shown->agenda);
	if (!making->clock_unset && !has_left(&shown->agenda, making->now_utc_s))
		return;
	making->listed = arena_grow(making->wall->arena, making->listed, &making->listed_capacity,
				    making->listed_count + 1, sizeof *making->listed);
	making->listed[making->listed_count++] = (struct listed){whole, shown, day};
}

/* Where pages of all rooms tell what is on, the list has what is still to come. */
static void add_listed(struct making *making, const struct listed *listed)
{
	const struct day *day = &making->days[listed->day];
	const struct agenda *agenda = &listed->slide->agenda;
	if (day->lists_told)
		return;
	if (!day->rooms_told) {
		wall_add(making, listed->slide);
		return;
	}
	struct session *coming = arena_allocate(making->wall->arena, agenda->sessions_count + 1, sizeof *coming);
	size_t count = 0;
	for (size_t i = 0; i < agenda->sessions_count; i++)
		if (agenda->sessions[i].start_utc_s > making->now_utc_s || agenda->sessions[i].all_day)
			coming[count++] = agenda->sessions[i];
	if (count > 0)
		wall_add(making, wall_with(making, listed->slide, coming, count));
}

/* The next day change of every event. */
static void note_days(struct making *making)
{
	for (size_t i = 0; i < making->deck->events_count; i++) {
		const struct event *event = &making->deck->events[i];
		struct date today = zone_day(&event->zone, making->now_utc_s, event->day_change);
		for (int ahead = 0; ahead < 2; ahead++) {
			struct civil local = {.date = date_add(today, ahead + event->day_change / (24 * 60)),
					      .hour = event->day_change % (24 * 60) / 60,
					      .minute = event->day_change % 60};
			wall_changes_at(making, zone_utc_s(&event->zone, local));
		}
	}
}

/* Everything that an event's first agenda and a day's first agenda bring with them. */
static void add_made(struct making *making, const struct listed *listed, bool *events_told, bool *days_told)
{
	struct day *day = &making->days[listed->day];
	if (!events_told[day->event])
		wall_add_changes(making, day->event);
	events_told[day->event] = true;
	if (days_told[listed->day])
		return;
	days_told[listed->day] = true;
	if (day->door)
		return;
	sort_day(day);
	wall_add_rooms(making, day);
	wall_add_lists(making, day);
}

struct wall *wall_create(const struct deck *deck, const char *screen, int64_t now_utc_s, bool clock_unset)
{
	struct wall *wall = memory_allocate(sizeof *wall);
	wall->arena = arena_create();
	wall->valid_until_utc_s = deck_next_change_utc_s(deck, now_utc_s);
	struct making making = {.wall = wall,
				.deck = deck,
				.screen = deck_screen(deck, screen),
				.now_utc_s = now_utc_s,
				.clock_unset = clock_unset};
	bool *shown = arena_allocate(wall->arena, deck->slides_count + 1, sizeof *shown);
	note_days(&making);
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		shown[i] = clock_unset ? deck_means(deck, slide, making.screen)
				       : deck_shows(deck, slide, making.screen, now_utc_s);
		if (shown[i] && slide->emergency)
			wall_add(&making, slide);
		if (shown[i] && slide->kind == SLIDE_AGENDA)
			wall_note_old_slots(&making, slide);
	}
	if (wall->count > 0) /* emergencies, and nothing beside them */
		return wall;
	for (size_t i = 0; i < deck->slides_count; i++)
		if (shown[i] && deck->slides[i].kind == SLIDE_AGENDA)
			list(&making, &deck->slides[i]);
	bool *events_told = arena_allocate(wall->arena, deck->events_count, sizeof *events_told);
	bool *days_told = arena_allocate(wall->arena, making.days_count + 1, sizeof *days_told);
	if (!clock_unset)
		wall_add_house(&making);
	size_t next = 0;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (shown[i] && slide->kind != SLIDE_AGENDA)
			wall_add(&making, slide);
		if (!shown[i] || slide->kind != SLIDE_AGENDA || next == making.listed_count ||
		    making.listed[next].whole != slide)
			continue;
		if (!clock_unset)
			add_made(&making, &making.listed[next], events_told, days_told);
		add_listed(&making, &making.listed[next++]);
	}
	return wall;
}

void wall_destroy(struct wall *wall)
{
	if (wall == NULL)
		return;
	arena_destroy(wall->arena);
	free(wall);
}
