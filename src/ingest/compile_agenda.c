/* Agendas: sessions on their days, at UTC times. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/compile_parts.h"

/* A programme that repeats is written out for these days around now; an event of up to so many days for all of them. */
enum { DAYS_BEFORE = 1, DAYS_AFTER = 8 };

/* A calendar that spans more days than a conference could is written out for these around now. */
enum { CALENDAR_DAYS = 62 };

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

/* What its author says of it that people may not know; NULL: nothing. */
static const char *said(struct arena *arena, const struct source_session *source)
{
	if (!source->cancelled && !source->added && source->delay_minutes == 0 && source->was_room == NULL &&
	    source->was_start < 0 && source->moved == NULL)
		return NULL;
	return arena_format(arena, "%d %d %d %s %d%s", source->cancelled, source->added, source->delay_minutes,
			    source->was_room != NULL ? source->was_room : "", source->was_start,
			    source->moved != NULL ? source->moved : "");
}

/* A session from start_utc_s to end_utc_s (0: not told), by the programme. */
static struct session *add_session(struct days *days, const struct source_session *source, struct date day,
				   int64_t start_utc_s, int64_t end_utc_s)
{
	struct arena *arena = days->compilation->deck->arena;
	int64_t delay_s = (int64_t)source->delay_minutes * 60;
	size_t order = (size_t)(source - days->agenda->sessions);
	days->placed = arena_grow(arena, days->placed, &days->capacity, days->count + 1, sizeof *days->placed);
	struct placed *placed = &days->placed[days->count++];
	*placed = (struct placed){.day = day, .order = order, .named = source->id != NULL};
	placed->said = said(arena, source);
	placed->session = (struct session){
		.id = source->id != NULL ? source->id : arena_format(arena, "%zu", order + 1),
		.title = source->title,
		.room = source->room != NULL ? source->room : days->agenda->room,
		.note = source->note,
		.kind = source->kind,
		.start_utc_s = start_utc_s + delay_s,
		.end_utc_s = end_utc_s != 0 ? end_utc_s + delay_s : 0,
		.end_guessed = end_utc_s == 0,
		.people = source->people,
		.people_count = source->people_count,
		.cancelled = source->cancelled,
		.delay_minutes = source->delay_minutes,
		.moved = source->moved,
		.was_room = source->was_room,
		.added = source->added,
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

/* What goes on for longer than a day is there all of each further one. */
static void place_further(struct days *days, const struct source_session *source, const struct session *first,
			  struct date day)
{
	struct arena *arena = days->compilation->deck->arena;
	const struct event *event = days->event;
	const char *id = first->id;
	int64_t delay_s = (int64_t)source->delay_minutes * 60;
	int64_t start = first->start_utc_s - delay_s, end = first->end_utc_s - delay_s;
	struct date last = zone_day(&event->zone, end - 1, event->day_change);
	for (int further = 1; end - start > 86400 && further < EVENT_DAYS_LIMIT; further++) {
		char text[11];
		day = date_add(day, 1);
		if (date_compare(day, last) > 0 || !has_room(days))
			return;
		int64_t midnight = utc_of(&event->zone, day, 1440);
		struct session *session = add_session(days, source, day, utc_of(&event->zone, day, 0) - delay_s,
						      (midnight < end ? midnight : end) - delay_s);
		date_format(day, text);
		session->id = arena_format(arena, "%s/%s", id, text);
		session->all_day = true;
	}
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
	session->all_day = !at->has_time;
	if (source->again_count > 0) {
		char time[26];
		civil_format(civil_seconds(at->civil) - at->offset_s, 0, time);
		session->id = arena_format(days->compilation->deck->arena, "%s/%s", session->id, time);
	}
	if (at->has_time && end != 0) {
		const struct session first = *session; /* which moves as others are added */
		place_further(days, source, &first, day);
	}
}

static void place_all(struct days *days, struct date date, bool first)
{
	const struct source_agenda *agenda = days->agenda;
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

/* The day around which what is long is written out. With a clock that is not set it may be any, but for what is dated
 * itself: then one of these days. */
static struct date day_around(const struct days *days, struct date first, struct date last)
{
	struct date today = days_today(days);
	if (!days->compilation->options->clock_unset)
		return today;
	if (date_compare(today, first) < 0)
		return first;
	return date_compare(today, last) > 0 ? last : today;
}

/* The days on which a programme that repeats takes place, as far as it is written out. */
static void place_repeated(struct days *days)
{
	const struct event *event = days->event;
	unsigned weekdays = days->agenda->weekdays;
	struct date today = !date_none(event->start) ? day_around(days, event->start, event->end) : days_today(days);
	struct date first = date_add(today, -DAYS_BEFORE), last = date_add(today, DAYS_AFTER);
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
	const struct source_agenda *agenda = days->agenda;
	if (!date_none(agenda->date)) {
		place_all(days, agenda->date, true);
	} else if (agenda->weekdays != 0) {
		days->daily = true;
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
		days->daily = true;
		place_all(days, days_today(days), true);
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
	const struct source_agenda *agenda = days->agenda;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct source_session *session = &agenda->sessions[i];
		if (session->at.given)
			stretch(days, &session->at);
		for (size_t r = 0; r < session->again_count; r++)
			stretch(days, &session->again[r]);
	}
	if (date_none(days->first) || date_days(days->last) - date_days(days->first) < CALENDAR_DAYS)
		return;
	struct date today = day_around(days, days->first, days->last);
	days->first = date_add(today, -DAYS_BEFORE);
	days->last = date_add(today, CALENDAR_DAYS);
}

/* An export's hours that are another zone's than the event's are probably a mistake in one of them. */
static void check_zone(const struct days *days)
{
	struct arena *arena = days->compilation->deck->arena;
	const struct source_agenda *agenda = days->agenda;
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

void place_agenda(struct days *days)
{
	limit_days(days);
	check_zone(days);
	place_days(days);
}
