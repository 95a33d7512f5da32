/* Placed sessions in order, and then a slide for each event day. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/compile_parts.h"

/* The agenda's own title; else the name that its export gives, where an event of another name governs. */
static const char *title_of(const struct days *days)
{
	const struct source *source = &days->chosen->version->source;
	const char *title = days->agenda->title;
	for (size_t i = 0; title == NULL && i < source->items_count; i++) {
		const struct source_item *item = &source->items[i];
		if (item->kind == SOURCE_EVENT && item->implied && !text_equal(item->event.name, days->event->name))
			title = item->event.name;
	}
	return title;
}

static int compare_placed(const void *a, const void *b)
{
	const struct placed *left = a, *right = b;
	int order = date_compare(left->day, right->day);
	if (order != 0)
		return order;
	if (left->session.start_utc_s != right->session.start_utc_s)
		return left->session.start_utc_s < right->session.start_utc_s ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

/* Does b's start end a? In the same room, or where one of them is everywhere. */
static bool same_room(const struct session *a, const struct session *b)
{
	return a->room == NULL || b->room == NULL || strcmp(a->room, b->room) == 0;
}

/* Of a day's sessions. What was cancelled ends no other. */
static void guess_ends(struct placed *placed, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct session *session = &placed[i].session;
		if (!session->end_guessed)
			continue;
		session->end_utc_s = session->start_utc_s + 3600;
		for (size_t n = i + 1; n < count; n++) {
			const struct session *next = &placed[n].session;
			if (!placed[n].gone && next->start_utc_s > session->start_utc_s && same_room(session, next)) {
				session->end_utc_s = next->start_utc_s;
				break;
			}
		}
	}
}

struct date days_today(const struct days *days)
{
	return zone_day(&days->event->zone, days->compilation->now_utc_s, days->event->day_change);
}

struct placed *days_add(struct days *days, const struct placed *placed)
{
	days->placed = arena_grow(days->compilation->deck->arena, days->placed, &days->capacity, days->count + 1,
				  sizeof *days->placed);
	days->placed[days->count] = *placed;
	return &days->placed[days->count++];
}

int days_suit(const struct days *days, struct date day, const char *room)
{
	int best = 0;
	for (size_t i = 0; i < days->count; i++) {
		const char *other = days->placed[i].session.room;
		if (date_compare(days->placed[i].day, day) != 0)
			continue;
		if (room != NULL && other != NULL && strcmp(room, other) == 0)
			return 2;
		best = 1;
	}
	return best;
}

/* Behind the last placed session of the day that begins there. */
static size_t day_end(const struct days *days, size_t begin)
{
	size_t end = begin + 1;
	while (end < days->count && date_compare(days->placed[begin].day, days->placed[end].day) == 0)
		end++;
	return end;
}

void days_order(struct days *days)
{
	if (days->count > 1)
		qsort(days->placed, days->count, sizeof *days->placed, compare_placed);
	for (size_t begin = 0, end; begin < days->count; begin = end) {
		end = day_end(days, begin);
		guess_ends(days->placed + begin, end - begin);
	}
}

/* Two sessions of one name would be one that moved. */
static void part_ids(struct arena *arena, struct session *sessions, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		for (size_t before = 0; before < i; before++) {
			if (strcmp(sessions[before].id, sessions[i].id) == 0) {
				sessions[i].id = arena_format(arena, "%s+%zu", sessions[i].id, i);
				break;
			}
		}
	}
}

/* The agenda's own room, or the only one that its sessions name if most of them do. */
static const char *common_room(const struct source_agenda *agenda, const struct session *sessions, size_t count)
{
	if (agenda->room != NULL)
		return agenda->room;
	const char *room = NULL;
	size_t named = 0;
	for (size_t i = 0; i < count; i++) {
		if (sessions[i].room == NULL)
			continue;
		if (room != NULL && strcmp(room, sessions[i].room) != 0)
			return NULL;
		room = sessions[i].room;
		named++;
	}
	return named * 2 > count ? room : NULL;
}

static bool is_among(const char *const *rooms, size_t count, const char *room)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(rooms[i], room) == 0)
			return true;
	return false;
}

/* Rooms of a day's sessions: in the order that the programme has them, those it does not name behind them. */
static void order_rooms(struct arena *arena, struct agenda *agenda, const struct source_agenda *source)
{
	const char **used = arena_allocate(arena, agenda->sessions_count + 1, sizeof *used);
	size_t used_count = 0;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const char *room = agenda->sessions[i].room;
		if (room != NULL && !is_among(used, used_count, room))
			used[used_count++] = room;
	}
	agenda->rooms = arena_allocate(arena, used_count + 1, sizeof *agenda->rooms);
	for (size_t i = 0; i < source->rooms_count; i++) {
		if (is_among(used, used_count, source->rooms[i]))
			agenda->rooms[agenda->rooms_count++] = source->rooms[i];
	}
	for (size_t i = 0; i < used_count; i++) {
		if (!is_among(agenda->rooms, agenda->rooms_count, used[i]))
			agenda->rooms[agenda->rooms_count++] = used[i];
	}
}

static void add_day(struct days *days, const struct placed *placed, size_t count)
{
	struct arena *arena = days->compilation->deck->arena;
	const struct source_agenda *source = days->agenda;
	char day[11];
	date_format(placed->day, day);
	struct slide *slide = add_slide(days->compilation, days->chosen, SLIDE_AGENDA, arena_format(arena, "@%s", day));
	if (slide == NULL)
		return;
	int64_t end = day_end_utc_s(days->event, placed->day);
	if (end < slide->window.until_utc_s)
		slide->window.until_utc_s = end;
	struct session *sessions = arena_allocate(arena, count, sizeof *sessions);
	for (size_t i = 0; i < count; i++)
		sessions[i] = placed[i].session;
	part_ids(arena, sessions, count);
	slide->agenda = (struct agenda){
		.title = title_of(days),
		.room = common_room(source, sessions, count),
		.date = placed->day,
		.sessions = sessions,
		.sessions_count = count,
	};
	order_rooms(arena, &slide->agenda, source);
}

void compile_days(struct days *days)
{
	for (size_t begin = 0, end; begin < days->count; begin = end) {
		end = day_end(days, begin);
		add_day(days, days->placed + begin, end - begin);
	}
}
