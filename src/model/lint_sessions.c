/* When and where sessions are: side by side in a room, through the night, on days that the event has not. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/likeness.h"
#include "model/lint_parts.h"

enum { HALF_A_DAY_S = 12 * 3600 };

struct placed {           /* a session that takes a room */
	const char *room; /* folded */
	const struct session *session;
};

static int compare_placed(const void *a, const void *b)
{
	const struct placed *left = a, *right = b;
	int order = strcmp(left->room, right->room);
	if (order != 0)
		return order;
	if (left->session->start_utc_s != right->session->start_utc_s)
		return left->session->start_utc_s < right->session->start_utc_s ? -1 : 1;
	return left->session < right->session ? -1 : left->session > right->session;
}

bool lint_takes_room(const struct session *session)
{
	return session->room != NULL && !session->cancelled && session->kind != SESSION_BREAK &&
	       session->kind != SESSION_MEAL && session->kind != SESSION_REGISTRATION &&
	       session->end_utc_s - session->start_utc_s < HALF_A_DAY_S;
}

struct overlap {
	const struct session *first, *second; /* the one that lasts longest so far, and what begins meanwhile */
	size_t more;                          /* others that begin meanwhile */
};

static const char *overlap_words(struct linting *linting, const struct slide *slide, const struct overlap *overlap)
{
	const struct event *event = &linting->deck->events[slide->event];
	const struct session *first = overlap->first, *second = overlap->second;
	const char *room = lint_quote(linting, first->room), *day = lint_date(linting, slide->agenda.date);
	int64_t end = first->end_utc_s < second->end_utc_s ? first->end_utc_s : second->end_utc_s;
	const char *one = arena_format(linting->arena, "%s (%s)", lint_quote(linting, first->title),
				       lint_times(linting, event, first));
	const char *other = arena_format(linting->arena, "%s (%s)", lint_quote(linting, second->title),
					 lint_times(linting, event, second));
	bool same = first->start_utc_s == second->start_utc_s && strcmp(first->title, second->title) == 0;
	if (overlap->more > 0)
		return arena_format(linting->arena, "on %s in %s: %zu sessions begin while %s goes on, the first %s",
				    day, room, overlap->more + 1, one, other);
	if (same)
		return arena_format(linting->arena, "on %s in %s: there is %s twice", day, room, one);
	if (first->start_utc_s == second->start_utc_s && (first->end_guessed || second->end_guessed))
		return arena_format(linting->arena, "on %s in %s: %s and %s begin together", day, room, one, other);
	return arena_format(linting->arena, "on %s in %s: %s and %s overlap by %d min", day, room, one, other,
			    (int)((end - second->start_utc_s) / 60));
}

static void tell_overlap(struct linting *linting, const struct slide *slide, const struct overlap *overlap)
{
	if (overlap->second == NULL)
		return;
	lint_add(linting, &(struct finding){.sort = LINT_OVERLAP,
					    .slide = slide,
					    .event = slide->event,
					    .session = overlap->second,
					    .words = overlap_words(linting, slide, overlap),
					    .remedy = "correct a time or a room, unless that is meant"});
}

static void find_overlaps(struct linting *linting, const struct slide *slide)
{
	const struct agenda *agenda = &slide->agenda;
	struct placed *placed = memory_allocate((agenda->sessions_count + 1) * sizeof *placed);
	size_t count = 0;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct session *session = &agenda->sessions[i];
		if (lint_takes_room(session))
			placed[count++] = (struct placed){likeness_fold(linting->arena, session->room, false), session};
	}
	qsort(placed, count, sizeof *placed, compare_placed);
	struct overlap overlap = {0};
	for (size_t i = 0; i < count; i++) {
		const struct session *session = placed[i].session;
		if (i == 0 || strcmp(placed[i - 1].room, placed[i].room) != 0 ||
		    session->start_utc_s >= overlap.first->end_utc_s) {
			tell_overlap(linting, slide, &overlap);
			overlap = (struct overlap){.first = session};
			continue;
		}
		if (overlap.second == NULL)
			overlap.second = session;
		else
			overlap.more++;
		if (session->end_utc_s <= overlap.first->end_utc_s)
			continue;
		tell_overlap(linting, slide, &overlap);
		overlap = (struct overlap){.first = session};
	}
	tell_overlap(linting, slide, &overlap);
	free(placed);
}

/* Formats without dates take an end before the start to be the next day's. */
static void find_long(struct linting *linting, const struct slide *slide)
{
	const struct event *event = &linting->deck->events[slide->event];
	for (size_t i = 0; i < slide->agenda.sessions_count; i++) {
		const struct session *session = &slide->agenda.sessions[i];
		int64_t length_s = session->end_utc_s - session->start_utc_s;
		struct civil start = zone_local(&event->zone, session->start_utc_s);
		struct civil end = zone_local(&event->zone, session->end_utc_s);
		if (length_s <= HALF_A_DAY_S || length_s >= 86400 || date_compare(start.date, end.date) == 0 ||
		    (end.hour == 0 && end.minute == 0))
			continue;
		lint_add(linting,
			 &(struct finding){.sort = LINT_LONG,
					   .slide = slide,
					   .event = slide->event,
					   .session = session,
					   .words = arena_format(linting->arena,
								 "%s lasts from %02d:%02d until %02d:%02d of the next "
								 "day (%s)",
								 lint_quote(linting, session->title), start.hour,
								 start.minute, end.hour, end.minute,
								 lint_date(linting, end.date)),
					   .remedy = "check when it ends, if that is not meant"});
	}
}

void lint_sessions(struct linting *linting, const struct slide *slide)
{
	find_overlaps(linting, slide);
	find_long(linting, slide);
}

static bool outside(const struct event *event, const struct slide *slide)
{
	return slide->kind == SLIDE_AGENDA && slide->agenda.sessions_count > 0 && !date_none(event->start) &&
	       (date_compare(slide->agenda.date, event->start) < 0 || date_compare(slide->agenda.date, event->end) > 0);
}

/* All of a file's days that its event has not, from `slide` on, in one finding. */
static void tell_outside(struct linting *linting, const struct slide *slide)
{
	const struct deck *deck = linting->deck;
	const struct event *event = &deck->events[slide->event];
	struct arena *arena = linting->arena;
	struct date first = slide->agenda.date, last = first;
	size_t sessions = 0;
	for (const struct slide *other = slide; other < deck->slides + deck->slides_count; other++) {
		if (other->event != slide->event || strcmp(other->source, slide->source) != 0 || !outside(event, other))
			continue;
		sessions += other->agenda.sessions_count;
		if (date_compare(other->agenda.date, first) < 0)
			first = other->agenda.date;
		if (date_compare(other->agenda.date, last) > 0)
			last = other->agenda.date;
	}
	const char *days = lint_date(linting, first), *span = lint_date(linting, event->start);
	if (date_compare(first, last) != 0)
		days = arena_format(arena, "%s – %s", days, lint_date(linting, last));
	if (date_compare(event->start, event->end) != 0)
		span = arena_format(arena, "%s – %s", span, lint_date(linting, event->end));
	const char *title = lint_quote(linting, slide->agenda.sessions[0].title);
	const char *words =
		sessions == 1
			? arena_format(arena, "1 session is on %s, outside the event's days (%s): %s", days, span,
				       title)
			: arena_format(arena, "%zu sessions are on %s, outside the event's days (%s): the first is %s",
				       sessions, days, span, title);
	lint_add(linting, &(struct finding){.sort = LINT_OUTSIDE,
					    .slide = slide,
					    .event = slide->event,
					    .session = &slide->agenda.sessions[0],
					    .words = words,
					    .remedy = "correct the dates, or \"start\" and \"end\" of the event"});
}

static void find_outside(struct linting *linting)
{
	const struct deck *deck = linting->deck;
	const struct slide *told = NULL;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (!outside(&deck->events[slide->event], slide) ||
		    (told != NULL && told->event == slide->event && strcmp(told->source, slide->source) == 0))
			continue;
		tell_outside(linting, slide);
		told = slide;
	}
}

static bool is_over(const struct linting *linting, size_t index, struct date last)
{
	const struct event *event = &linting->deck->events[index];
	return !date_none(last) && !linting->clock_unset &&
	       date_compare(zone_day(&event->zone, linting->now_utc_s, event->day_change), last) > 0;
}

/* Slides of one file stand together. One that is no agenda has no days, and keeps its file in use. */
static void find_over(struct linting *linting)
{
	const struct deck *deck = linting->deck;
	const char *const remedy = "take it out of the folder, unless a date is wrong";
	for (size_t begin = 0, end; begin < deck->slides_count; begin = end) {
		const struct slide *slides = deck->slides;
		struct date last = {0};
		bool over = true;
		for (end = begin; end < deck->slides_count && strcmp(slides[end].source, slides[begin].source) == 0;
		     end++) {
			over = over && slides[end].kind == SLIDE_AGENDA &&
			       is_over(linting, slides[end].event, slides[end].agenda.date);
			if (over && date_compare(slides[end].agenda.date, last) > 0)
				last = slides[end].agenda.date;
		}
		if (over)
			lint_add(linting,
				 &(struct finding){.sort = LINT_OVER,
						   .slide = &slides[begin],
						   .event = slides[begin].event,
						   .words = arena_format(linting->arena,
									 "it is over since %s: nothing of it is "
									 "shown",
									 lint_date(linting, last)),
						   .remedy = remedy});
	}
	for (size_t i = 1; i < deck->events_count; i++) {
		if (is_over(linting, i, deck->events[i].end))
			lint_add(linting,
				 &(struct finding){.sort = LINT_OVER,
						   .event = i,
						   .words = arena_format(linting->arena,
									 "the event is over since %s: nothing of "
									 "it is shown",
									 lint_date(linting, deck->events[i].end)),
						   .remedy = remedy});
	}
}

void lint_days(struct linting *linting)
{
	find_outside(linting);
	find_over(linting);
}
