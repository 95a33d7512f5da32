/* Agendas: a slide for each event day, sessions at UTC times, ends guessed. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/compile_parts.h"

/* A programme that repeats is written out for these days around now; an event of up to so many days for all of them. */
enum { DAYS_BEFORE = 1, DAYS_AFTER = 8, EVENT_DAYS_LIMIT = 31 };

/* A calendar that spans more days than a conference could is written out for these around now. */
enum { CALENDAR_DAYS = 62 };

struct placed { /* a session on its day */
	struct session session;
	struct date day;
	size_t order;
};

struct days { /* an agenda under way */
	struct compilation *compilation;
	const struct chosen *chosen;
	const struct event *event;
	struct placed *placed;
	size_t count, capacity;
	struct date first, last; /* of an export's sessions no others are placed */
};

static bool has_room(struct days *days)
{
	struct compilation *compilation = days->compilation;
	if (compilation->sessions_count == COMPILE_SESSIONS_LIMIT) {
		const char *words =
			arena_format(compilation->deck->arena, "there are more than %d sessions; the rest is not shown",
				     COMPILE_SESSIONS_LIMIT);
		chosen_problem(compilation, days->chosen, PROBLEM_REFUSED, NULL, words,
			       "take away what is over, or does not take place here");
	}
	return compilation->sessions_count++ < COMPILE_SESSIONS_LIMIT;
}

/* A session from start_utc_s to end_utc_s (0: not told), by the programme. */
static struct session *add_session(struct days *days, const struct source_session *source, struct date day,
				   int64_t start_utc_s, int64_t end_utc_s)
{
	struct arena *arena = days->compilation->deck->arena;
	const struct source_agenda *agenda = &days->chosen->item->agenda;
	int64_t delay_s = (int64_t)source->delay_minutes * 60;
	size_t order = (size_t)(source - agenda->sessions);
	days->placed = arena_grow(arena, days->placed, &days->capacity, days->count + 1, sizeof *days->placed);
	struct placed *placed = &days->placed[days->count++];
	placed->day = day;
	placed->order = order;
	placed->session = (struct session){
		.id = source->id != NULL ? source->id : arena_format(arena, "%zu", order + 1),
		.title = source->title,
		.room = source->room != NULL ? source->room : agenda->room,
		.note = source->note,
		.kind = source->kind,
		.start_utc_s = start_utc_s + delay_s,
		.end_utc_s = end_utc_s != 0 ? end_utc_s + delay_s : 0,
		.end_guessed = end_utc_s == 0,
		.people = source->people,
		.people_count = source->people_count,
		.cancelled = source->cancelled,
		.delay_minutes = source->delay_minutes,
		.was_room = source->was_room,
	};
	return &placed->session;
}

/* Of one session on a date. A time before the day's change, given without a date of its own, is after midnight: the
 * 01:00 of a programme that began in the evening. */
static void place(struct days *days, const struct source_session *source, struct date date, bool own_date)
{
	if (!has_room(days))
		return;
	const struct zone *zone = &days->event->zone;
	int base = !own_date && source->start < days->event->day_change ? 1440 : 0;
	int64_t start = utc_of(zone, date, base + source->start);
	int64_t end = 0;
	if (source->end >= 0)
		end = utc_of(zone, date, base + source->end + (source->end <= source->start ? 1440 : 0));
	struct session *session =
		add_session(days, source, own_date ? zone_day(zone, start, days->event->day_change) : date, start, end);
	if (source->was_start >= 0)
		session->was_start_utc_s =
			utc_of(zone, !date_none(source->was_date) ? source->was_date : date, source->was_start);
	if (end != 0 && session->end_utc_s <= session->start_utc_s) /* a clock turned back between them */
		session->end_utc_s = session->start_utc_s + 60;
}

/* When a session of an export starts; its own offset wins over the event's zone. */
static int64_t start_of(const struct days *days, const struct moment *at)
{
	return at->has_offset ? civil_seconds(at->civil) - at->offset_s : zone_utc_s(&days->event->zone, at->civil);
}

/* The event day of a session of an export: the night belongs to the evening before, a whole day to itself. */
static struct date day_of(const struct days *days, const struct moment *at)
{
	return at->has_time ? zone_day(&days->event->zone, start_of(days, at), days->event->day_change)
			    : at->civil.date;
}

static void place_at(struct days *days, const struct source_session *source, const struct moment *at)
{
	struct date day = day_of(days, at);
	if (date_compare(day, days->first) < 0 || date_compare(day, days->last) > 0 || !has_room(days))
		return;
	int64_t start = start_of(days, at), end = source->length_s > 0 ? start + source->length_s : 0;
	if (!at->has_time)
		end = utc_of(&days->event->zone, at->civil.date, 1440);
	struct session *session = add_session(days, source, day, start, end);
	if (source->again_count == 0)
		return;
	char time[26];
	civil_format(civil_seconds(at->civil) - at->offset_s, 0, time);
	session->id = arena_format(days->compilation->deck->arena, "%s/%s", session->id, time);
}

static void place_all(struct days *days, struct date date, bool first)
{
	const struct source_agenda *agenda = &days->chosen->item->agenda;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct source_session *session = &agenda->sessions[i];
		if (session->at.given && first) {
			place_at(days, session, &session->at);
			for (size_t r = 0; r < session->again_count; r++)
				place_at(days, session, &session->again[r]);
		}
		if (session->at.given)
			continue;
		if (date_none(session->date) && !date_none(date))
			place(days, session, date, false);
		else if (!date_none(session->date) && first)
			place(days, session, session->date, true);
	}
}

static struct date today(const struct days *days)
{
	return zone_day(&days->event->zone, days->compilation->options->now_utc_s, days->event->day_change);
}

/* The days on which a programme that repeats takes place, as far as it is written out. */
static void place_repeated(struct days *days)
{
	const struct event *event = days->event;
	unsigned weekdays = days->chosen->item->agenda.weekdays;
	struct date first = date_add(today(days), -DAYS_BEFORE), last = date_add(today(days), DAYS_AFTER);
	if (!date_none(event->start)) {
		bool brief = date_days(event->end) - date_days(event->start) < EVENT_DAYS_LIMIT;
		if (brief || date_compare(event->start, first) > 0)
			first = event->start;
		if (brief || date_compare(event->end, last) < 0)
			last = event->end;
	}
	bool at_first = true;
	for (struct date date = first; date_compare(date, last) <= 0; date = date_add(date, 1)) {
		if ((weekdays & (1u << date_weekday(date))) == 0)
			continue;
		place_all(days, date, at_first);
		at_first = false;
	}
}

static bool all_dated(const struct source_agenda *agenda)
{
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		if (date_none(agenda->sessions[i].date) && !agenda->sessions[i].at.given)
			return false;
	}
	return true;
}

static void place_days(struct days *days)
{
	const struct source_agenda *agenda = &days->chosen->item->agenda;
	if (!date_none(agenda->date)) {
		place_all(days, agenda->date, true);
	} else if (agenda->weekdays != 0) {
		place_repeated(days);
	} else if (all_dated(agenda)) {
		place_all(days, (struct date){0}, true);
	} else if (!date_none(days->event->start)) {
		place_all(days, days->event->start, true);
	} else {
		chosen_problem(
			days->compilation, days->chosen, PROBLEM_WARNING, NULL,
			"the agenda has no date, so it is shown as today's, every day",
			"give its date (\"date\": \"2018-10-22\"; in a text, a line of its own before the times)");
		place_all(days, today(days), true);
	}
}

static void stretch(struct days *days, const struct moment *at)
{
	struct date day = day_of(days, at);
	if (date_none(days->first) || date_compare(day, days->first) < 0)
		days->first = day;
	if (date_none(days->last) || date_compare(day, days->last) > 0)
		days->last = day;
}

/* Which days of an export are written out. */
static void limit_days(struct days *days)
{
	const struct source_agenda *agenda = &days->chosen->item->agenda;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct source_session *session = &agenda->sessions[i];
		if (session->at.given)
			stretch(days, &session->at);
		for (size_t r = 0; r < session->again_count; r++)
			stretch(days, &session->again[r]);
	}
	if (date_none(days->first) || date_days(days->last) - date_days(days->first) < CALENDAR_DAYS)
		return;
	days->first = date_add(today(days), -DAYS_BEFORE);
	days->last = date_add(today(days), CALENDAR_DAYS);
}

/* An export's hours that are another zone's than the event's are probably a mistake in one of them. */
static void check_zone(const struct days *days)
{
	struct arena *arena = days->compilation->deck->arena;
	const struct source_agenda *agenda = &days->chosen->item->agenda;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct moment *at = &agenda->sessions[i].at;
		if (!at->given || !at->has_offset || at->anywhere ||
		    zone_offset_s(&days->event->zone, start_of(days, at)) == at->offset_s)
			continue;
		chosen_problem(days->compilation, days->chosen, PROBLEM_WARNING, NULL,
			       arena_format(arena,
					    "the sessions' times are not those of the event's zone %s; they are "
					    "shown as it is then there",
					    days->event->zone.name),
			       "check \"timezone\" in the event file, and the time zone of the export");
		return;
	}
}

/* The agenda's own title; else the name that its export gives, where an event of another name governs. */
static const char *title_of(const struct days *days)
{
	const struct source *source = &days->chosen->version->source;
	const char *title = days->chosen->item->agenda.title;
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

static void guess_ends(struct session *sessions, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct session *session = &sessions[i];
		if (!session->end_guessed)
			continue;
		session->end_utc_s = session->start_utc_s + 3600;
		for (size_t next = i + 1; next < count; next++) {
			if (sessions[next].start_utc_s > session->start_utc_s && same_room(session, &sessions[next])) {
				session->end_utc_s = sessions[next].start_utc_s;
				break;
			}
		}
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
	const struct source_agenda *source = &days->chosen->item->agenda;
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
	guess_ends(sessions, count);
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

void compile_agenda(struct compilation *compilation, const struct chosen *chosen)
{
	struct days days = {
		.compilation = compilation, .chosen = chosen, .event = &compilation->deck->events[chosen->event]};
	limit_days(&days);
	check_zone(&days);
	place_days(&days);
	if (days.count > 1)
		qsort(days.placed, days.count, sizeof *days.placed, compare_placed);
	for (size_t begin = 0, end; begin < days.count; begin = end) {
		for (end = begin + 1; end < days.count; end++) {
			if (date_compare(days.placed[begin].day, days.placed[end].day) != 0)
				break;
		}
		add_day(&days, days.placed + begin, end - begin);
	}
}
