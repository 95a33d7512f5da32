#include <string.h>

#include "model/room.h"
#include "model/wall_parts.h"

enum { QUARTER_S = 900, HOUSE_ROOMS_MOST = 4, SHORT_LIST = 6 };

static bool coming(const struct making *making, const struct session *session)
{
	return session->start_utc_s > making->now_utc_s;
}

static bool begins_by(const struct making *making, const struct session *session, int64_t utc_s)
{
	return coming(making, session) && session->start_utc_s <= utc_s;
}

/* Does anything take place in two rooms at once? A meeting that goes from room to room has one present, and its agenda
 * shows that best. */
static bool parallel(const struct day *day)
{
	for (size_t i = 0; i < day->sessions_count; i++) {
		const struct session *a = &day->sessions[i];
		for (size_t j = i + 1; j < day->sessions_count && day->sessions[j].start_utc_s < a->end_utc_s; j++) {
			const struct session *b = &day->sessions[j];
			bool talks = a->kind == SESSION_TALK && b->kind == SESSION_TALK && a->room && b->room;
			bool both = !a->cancelled && !b->cancelled && !a->all_day && !b->all_day &&
				    a->away_utc_s == 0 && b->away_utc_s == 0;
			if (talks && both && !room_same(a->room, b->room))
				return true;
		}
	}
	return false;
}

/* What is on in each room, and what comes first there (of more rooms than anybody looks through that is left to the
 * page of what begins soon); what is on for everybody, too. */
void wall_add_rooms(struct making *making, struct day *day)
{
	struct arena *arena = making->wall->arena;
	int64_t now_utc_s = making->now_utc_s;
	bool many = day->rooms_count > WALL_LISTS_MOST, worth = false;
	if (!day->today || day->rooms_count < WALL_ROOMS_LEAST || !parallel(day))
		return;
	struct session *picked = arena_allocate(arena, day->sessions_count + 1, sizeof *picked);
	bool *room_on = arena_allocate(arena, day->rooms_count + 1, sizeof *room_on);
	bool *room_coming = arena_allocate(arena, day->rooms_count + 1, sizeof *room_coming);
	size_t count = 0;
	for (size_t i = 0; i < day->sessions_count; i++) {
		const struct session *session = &day->sessions[i];
		size_t room = room_find(day->rooms, day->rooms_count, session->room);
		if (session->away_utc_s != 0 || session->all_day) /* on another day; or the list has it */
			continue;
		if (coming(making, session)) {
			if (session->cancelled || room_coming[room] || (many && !room_on[room]))
				continue;
			room_coming[room] = true;
			worth |= session->start_utc_s - now_utc_s <= WALL_SOON_S;
		} else {
			worth |= !session->cancelled;
			room_on[room] = true; /* sessions are in order: what is on comes before what is coming */
		}
		picked[count++] = *session;
	}
	if (!worth) /* hours before the next begins, the list says it all */
		return;
	day->rooms_told = true;
	wall_add(making, wall_make(making, "now", day->event,
				   &(struct agenda){.kind = AGENDA_ROOMS,
						    .date = day->date,
						    .sessions = picked,
						    .sessions_count = count,
						    .rooms = day->rooms,
						    .rooms_count = day->rooms_count}));

	struct session *soon = arena_allocate(arena, day->sessions_count + 1, sizeof *soon);
	size_t all = 0;
	count = 0;
	for (size_t i = 0; i < day->sessions_count; i++) {
		all += coming(making, &day->sessions[i]);
		if (begins_by(making, &day->sessions[i], now_utc_s + WALL_SOON_S))
			soon[count++] = day->sessions[i];
	}
	if (count == 0 || all <= SHORT_LIST || (count == all && all <= WALL_BIG)) /* the list has it at first glance */
		return;
	day->soon_told = true;
	wall_add(making, wall_make(making, "soon", day->event,
				   &(struct agenda){.kind = AGENDA_SOON,
						    .date = day->date,
						    .sessions = soon,
						    .sessions_count = count,
						    .rooms = day->rooms,
						    .rooms_count = day->rooms_count}));
}

/* How many sessions of earlier days of the same event are left. */
static size_t left_before(const struct making *making, const struct day *day)
{
	size_t left = 0;
	for (size_t i = 0; i < making->days_count; i++) {
		const struct day *other = &making->days[i];
		if (other->event == day->event && date_compare(other->date, day->date) < 0)
			left += other->sessions_count;
	}
	return left;
}

/* A list of those sessions of a day that are in this room (NULL: in none, for everybody; or all of them), as far as no
 * other page tells them: none that are on where pages of all rooms have them, nor, in a list of the next hours, what
 * begins soon. */
static void add_list(struct making *making, struct day *day, const char *room, bool all, int64_t until_utc_s)
{
	struct session *picked = arena_allocate(making->wall->arena, day->sessions_count + 1, sizeof *picked);
	size_t count = 0;
	for (size_t i = 0; i < day->sessions_count; i++) {
		const struct session *session = &day->sessions[i];
		bool here = all || (room == NULL ? session->room == NULL : room_same(session->room, room));
		bool told = day->rooms_told && !coming(making, session) && !session->all_day;
		if (until_utc_s != 0 && day->soon_told)
			told |= begins_by(making, session, making->now_utc_s + WALL_SOON_S);
		if (here && !told && (until_utc_s == 0 || session->start_utc_s < until_utc_s))
			picked[count++] = *session;
	}
	if (count == 0)
		return;
	char date[11];
	date_format(day->date, date);
	const char *what = arena_format(making->wall->arena, "list@%s@%s", date, room != NULL ? room : all ? "*" : "");
	wall_add(making, wall_make(making, what, day->event,
				   &(struct agenda){.date = day->date,
						    .room = room,
						    .sessions = picked,
						    .sessions_count = count,
						    .rooms = day->rooms,
						    .rooms_count = day->rooms_count,
						    .until_utc_s = until_utc_s}));
}

void wall_add_lists(struct making *making, struct day *day)
{
	size_t left = 0;
	int64_t first_utc_s = INT64_MAX;
	for (size_t i = 0; i < day->sessions_count; i++)
		if (coming(making, &day->sessions[i]) || !day->rooms_told) {
			left++;
			if (day->sessions[i].start_utc_s < first_utc_s)
				first_utc_s = day->sessions[i].start_utc_s;
		}
	size_t before = left_before(making, day);
	if (left + before <= WALL_BIG)
		return;
	day->lists_told = true;
	if (before > 0)
		return; /* nobody waits for another day's hundreds */
	if (day->today && day->rooms_count <= WALL_LISTS_MOST) {
		add_list(making, day, NULL, false, 0);
		for (size_t i = 0; i < day->rooms_count; i++)
			add_list(making, day, day->rooms[i], false, 0);
		return;
	}
	int64_t from_utc_s = making->now_utc_s - making->now_utc_s % QUARTER_S;
	wall_changes_at(making, from_utc_s + QUARTER_S);
	if (first_utc_s > from_utc_s + WALL_AHEAD_S)
		from_utc_s = first_utc_s; /* it begins later: its first hours */
	add_list(making, day, NULL, true, from_utc_s + WALL_AHEAD_S);
}

/* The lower, the more it matters to who stands there. */
static int weight(const struct session *session)
{
	if (session->cancelled)
		return 0;
	if (session->was_room != NULL)
		return 1;
	if (session->was_start_utc_s != 0 || session->delay_minutes != 0 || session->moved != NULL)
		return 2;
	return session->added ? 3 : 4;
}

static bool is_news(const struct making *making, const struct session *session)
{
	int64_t now_utc_s = making->now_utc_s, old_end_utc_s = session_old_end_utc_s(session);
	return session->changed_utc_s != 0 && session->changed_utc_s <= now_utc_s &&
	       now_utc_s - session->changed_utc_s < WALL_NEWS_S && session_changed(session) &&
	       (session->end_utc_s > now_utc_s || old_end_utc_s > now_utc_s);
}

void wall_add_changes(struct making *making, size_t event)
{
	const struct event *own = &making->deck->events[event];
	struct session *news = NULL;
	size_t count = 0, capacity = 0;
	struct date date = zone_day(&own->zone, making->now_utc_s, own->day_change);
	for (size_t i = 0; i < making->listed_count; i++) {
		const struct slide *slide = making->listed[i].whole;
		if (slide->event != event)
			continue;
		const struct event_screen *screen = wall_cut(making->deck, slide, making->screen);
		for (size_t s = 0; s < slide->agenda.sessions_count; s++) {
			const struct session *session = &slide->agenda.sessions[s];
			bool here =
				wall_concerns(screen, session) ||
				room_find(screen->rooms, screen->rooms_count, session->was_room) < screen->rooms_count;
			if (!here || !is_news(making, session))
				continue;
			news = arena_grow(making->wall->arena, news, &capacity, count + 1, sizeof *news);
			size_t place = count++;
			for (; place > 0; place--) {
				const struct session *before = &news[place - 1];
				int heavier = weight(before) - weight(session);
				if (heavier < 0 || (heavier == 0 && before->start_utc_s <= session->start_utc_s))
					break;
				news[place] = *before;
			}
			news[place] = *session;
		}
	}
	if (count == 0)
		return;
	struct slide *slide = wall_make(
		making, "changes", event,
		&(struct agenda){.kind = AGENDA_CHANGES, .date = date, .sessions = news, .sessions_count = count});
	slide->high = true;
	wall_add(making, slide);
}

static const char *way_to(const struct event_screen *screen, const char *room)
{
	for (size_t i = 0; screen != NULL && i < screen->directions_count; i++)
		if (room_same(screen->directions[i].room, room))
			return screen->directions[i].way;
	return NULL;
}

/* Its rooms with the ways there; of so many that nobody would read them the place alone. */
static const char *rooms_of(struct making *making, const struct day *day)
{
	const struct event *event = &making->deck->events[day->event];
	const struct event_screen *screen = event_screen_named(event, making->screen);
	const char *rooms = NULL;
	if (day->rooms_count > HOUSE_ROOMS_MOST || day->rooms_count == 0)
		return event->place;
	for (size_t i = 0; i < day->rooms_count; i++) {
		const char *way = way_to(screen, day->rooms[i]);
		rooms = arena_format(making->wall->arena, "%s%s%s%s%s", i > 0 ? rooms : "", i > 0 ? ", " : "",
				     day->rooms[i],
				     way == NULL        ? ""
				     : strlen(way) <= 4 ? "\u00a0"
							: " ",
				     way != NULL ? way : "");
	}
	return rooms;
}

void wall_add_house(struct making *making)
{
	struct session *events = arena_allocate(making->wall->arena, making->days_count + 1, sizeof *events);
	size_t count = 0;
	struct date date = {0};
	for (size_t i = 0; i < making->days_count; i++) {
		const struct day *day = &making->days[i];
		const struct event *event = &making->deck->events[day->event];
		if (!day->today || day->sessions_count == 0 || event->name == NULL ||
		    day->first_utc_s >= day->last_utc_s)
			continue;
		size_t place = count++;
		for (; place > 0 && events[place - 1].start_utc_s > day->first_utc_s; place--)
			events[place] = events[place - 1];
		events[place] = (struct session){.id = event->folder,
						 .title = event->name,
						 .room = rooms_of(making, day),
						 .start_utc_s = day->first_utc_s,
						 .end_utc_s = day->last_utc_s};
		date = day->date;
	}
	if (count < 2)
		return;
	size_t event = (size_t)(deck_event_now(making->deck, making->now_utc_s) - making->deck->events);
	wall_add(making,
		 wall_make(making, "house", event,
			   &(struct agenda){
				   .kind = AGENDA_HOUSE, .date = date, .sessions = events, .sessions_count = count}));
}
