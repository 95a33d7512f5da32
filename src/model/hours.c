#include "model/hours.h"

#include <string.h>

enum {
	BEFORE_FIRST_S = 90 * 60,
	AFTER_LAST_S = 60 * 60,
	FLIP_TRIES = 30, /* edges that are looked through for the one that matters */
};

struct weighing {
	const struct deck *deck;
	const char *screen; /* as deck_screen() has it */
	int64_t now_utc_s;
	bool all_over;       /* every event that has a say is over */
	int64_t next_utc_s;  /* the first edge after now */
	bool sessions_there; /* of events that count */
};

static struct hours said_by(const struct event *event, const char *screen)
{
	const struct event_screen *own = event_screen_named(event, screen);
	return own != NULL && own->hours.kind != HOURS_UNSAID ? own->hours : event->hours;
}

static bool lies_below(const char *folder, const char *above)
{
	size_t length = strlen(above);
	return length == 0 ? folder[0] != '\0' : strncmp(folder, above, length) == 0 && folder[length] == '/';
}

/* What the event says, else the nearest of the folders above. */
static struct hours hours_of(const struct weighing *weighing, const struct event *event)
{
	const struct deck *deck = weighing->deck;
	struct hours hours = said_by(event, weighing->screen);
	size_t nearest = 0;
	for (size_t i = 1; i < deck->events_count; i++) {
		const struct event *above = &deck->events[i];
		if (hours.kind != HOURS_UNSAID && (nearest == 0 || strlen(above->folder) < nearest))
			continue;
		if (!lies_below(event->folder, above->folder) || said_by(above, weighing->screen).kind == HOURS_UNSAID)
			continue;
		hours = said_by(above, weighing->screen);
		nearest = strlen(above->folder) + 1;
	}
	return hours;
}

static void edge(struct weighing *weighing, int64_t utc_s)
{
	if (utc_s > weighing->now_utc_s && utc_s < weighing->next_utc_s)
		weighing->next_utc_s = utc_s;
}

static bool counts(const struct weighing *weighing, const struct event *event)
{
	return weighing->all_over || !event_over(event, weighing->now_utc_s);
}

/* When the event's last day is over it has no say any more. */
static void edge_of_end(struct weighing *weighing, const struct event *event)
{
	struct civil civil = {.hour = event->day_change / 60, .minute = event->day_change % 60};
	if (date_none(event->end))
		return;
	civil.date = date_add(event->end, 1);
	edge(weighing, zone_utc_s(&event->zone, civil));
}

/* From the first to the last session of an agenda's day, as people know them and as they are. What has no times counts
 * where nothing has. */
static bool span_of(const struct agenda *agenda, int64_t *from_utc_s, int64_t *until_utc_s)
{
	bool timed = false;
	*from_utc_s = INT64_MAX;
	*until_utc_s = INT64_MIN;
	for (size_t i = 0; i < agenda->sessions_count; i++)
		timed |= !agenda->sessions[i].all_day;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct session *session = &agenda->sessions[i];
		if (timed && session->all_day)
			continue;
		int64_t start_utc_s = session_old_start_utc_s(session);
		if (session->start_utc_s < start_utc_s)
			start_utc_s = session->start_utc_s;
		if (start_utc_s < *from_utc_s)
			*from_utc_s = start_utc_s;
		if (session->end_utc_s > *until_utc_s)
			*until_utc_s = session->end_utc_s;
	}
	return agenda->sessions_count > 0;
}

/* One day of one event may be told by several agendas, with hours between them. */
static void join_day(const struct weighing *weighing, const struct slide *first, int64_t *from_utc_s,
		     int64_t *until_utc_s)
{
	const struct deck *deck = weighing->deck;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		int64_t from, until;
		if (slide->kind != SLIDE_AGENDA || slide->event != first->event ||
		    date_compare(slide->agenda.date, first->agenda.date) != 0 ||
		    !deck_means(deck, slide, weighing->screen) || !span_of(&slide->agenda, &from, &until))
			continue;
		if (from < *from_utc_s)
			*from_utc_s = from;
		if (until > *until_utc_s)
			*until_utc_s = until;
	}
}

/* Is it about time for sessions? */
static bool sessions_on(struct weighing *weighing)
{
	const struct deck *deck = weighing->deck;
	bool on = false;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		const struct event *event = &deck->events[slide->event];
		enum hours_kind kind = hours_of(weighing, event).kind;
		int64_t from_utc_s, until_utc_s;
		if (slide->kind != SLIDE_AGENDA || !counts(weighing, event) ||
		    !deck_means(deck, slide, weighing->screen) || !span_of(&slide->agenda, &from_utc_s, &until_utc_s))
			continue;
		weighing->sessions_there = true;
		if (kind != HOURS_AUTO && kind != HOURS_UNSAID)
			continue;
		join_day(weighing, slide, &from_utc_s, &until_utc_s);
		from_utc_s -= BEFORE_FIRST_S;
		until_utc_s += AFTER_LAST_S;
		edge(weighing, from_utc_s);
		edge(weighing, until_utc_s);
		on |= from_utc_s <= weighing->now_utc_s && weighing->now_utc_s < until_utc_s;
	}
	return on;
}

static bool within(struct weighing *weighing, const struct event *event, struct hours hours)
{
	struct window window = window_always();
	window.between_start = hours.start;
	window.between_end = hours.end;
	edge(weighing, window_next_utc_s(&window, &event->zone, weighing->now_utc_s));
	return window_open(&window, &event->zone, weighing->now_utc_s);
}

/* What those say that count: is it to be on? */
static bool events_on(struct weighing *weighing)
{
	const struct deck *deck = weighing->deck;
	bool on = sessions_on(weighing);
	for (size_t i = 1; i < deck->events_count; i++) {
		const struct event *event = &deck->events[i];
		struct hours hours = hours_of(weighing, event);
		if (!counts(weighing, event))
			continue;
		edge_of_end(weighing, event);
		on |= hours.kind == HOURS_ALWAYS;
		on |= hours.kind == HOURS_AUTO && !weighing->sessions_there;
		on |= hours.kind == HOURS_BETWEEN && within(weighing, event, hours);
	}
	return on;
}

static bool emergency_on(struct weighing *weighing)
{
	const struct deck *deck = weighing->deck;
	bool on = false;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (!slide->emergency)
			continue;
		edge(weighing,
		     window_next_utc_s(&slide->window, &deck->events[slide->event].zone, weighing->now_utc_s));
		on |= deck_shows(deck, slide, weighing->screen, weighing->now_utc_s);
	}
	return on;
}

static struct waking weigh(const struct deck *deck, const char *screen, int64_t now_utc_s)
{
	struct weighing weighing = {
		.deck = deck, .screen = screen, .now_utc_s = now_utc_s, .all_over = true, .next_utc_s = INT64_MAX};
	bool said = false;
	for (size_t i = 1; i < deck->events_count; i++) {
		const struct event *event = &deck->events[i];
		if (hours_of(&weighing, event).kind == HOURS_UNSAID)
			continue;
		said = true;
		weighing.all_over &= event_over(event, now_utc_s);
	}
	if (!said)
		return (struct waking){.until_utc_s = INT64_MAX};
	bool emergency = emergency_on(&weighing);
	bool on = events_on(&weighing);
	return (struct waking){.asleep = !on && !emergency, .until_utc_s = weighing.next_utc_s};
}

struct waking hours_waking(const struct deck *deck, const char *screen, int64_t now_utc_s, bool clock_trusted)
{
	const char *known = deck_screen(deck, screen);
	if (!clock_trusted)
		return (struct waking){.until_utc_s = INT64_MAX};
	struct waking now = weigh(deck, known, now_utc_s), then = now;
	for (int tries = 0; tries < FLIP_TRIES && then.asleep == now.asleep && now.until_utc_s != INT64_MAX; tries++) {
		then = weigh(deck, known, now.until_utc_s);
		if (then.asleep == now.asleep)
			now.until_utc_s = then.until_utc_s;
	}
	return now;
}
