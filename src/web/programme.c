#include "web/programme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/room.h"

static const struct event *event_of(const struct programme *programme, const struct slide *slide)
{
	return &programme->deck->events[slide->event];
}

/* Is it an agenda of today that this screen shows? */
static bool listed(const struct programme *programme, const struct slide *slide)
{
	const struct event *event = event_of(programme, slide);
	if (slide->kind != SLIDE_AGENDA ||
	    !deck_means(programme->deck, slide, deck_screen(programme->deck, programme->screen)))
		return false;
	struct date today = zone_day(&event->zone, programme->now_utc_s, event->day_change);
	return !programme->clock_trusted || date_compare(slide->agenda.date, today) == 0;
}

static struct civil planned_start(const struct event *event, const struct session *session)
{
	return zone_local(&event->zone, session->start_utc_s - (int64_t)session->delay_minutes * 60);
}

/* By its agenda, as far as that is known: an overlay that moved it says so, too. */
static const char *planned_room(const struct session *session)
{
	return session->was_room != NULL ? session->was_room : session->room;
}

cJSON *programme_which(const struct programme *programme, const struct programme_session *session)
{
	char date[11], start[12];
	struct civil planned = planned_start(event_of(programme, session->slide), session->session);
	cJSON *which = cJSON_CreateObject();
	date_format(session->slide->agenda.date, date);
	snprintf(start, sizeof start, "%02d:%02d", planned.hour, planned.minute);
	cJSON_AddStringToObject(which, "title", session->session->title);
	cJSON_AddStringToObject(which, "date", date);
	if (!session->session->all_day)
		cJSON_AddStringToObject(which, "start", start);
	if (planned_room(session->session) != NULL)
		cJSON_AddStringToObject(which, "room", planned_room(session->session));
	return which;
}

static bool fits(const struct programme *programme, const struct programme_session *session, const cJSON *wanted)
{
	static const char *const members[] = {"title", "date", "start"};
	cJSON *which = programme_which(programme, session);
	bool fit = true;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const char *want = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(wanted, members[i]));
		if (want != NULL)
			fit &= text_equal(want,
					  cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(which, members[i])));
	}
	const char *room = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(wanted, "room"));
	fit = fit &&
	      (room == NULL || room_same(room, session->session->room) || room_same(room, session->session->was_room));
	cJSON_Delete(which);
	return fit;
}

int programme_find(const struct programme *programme, const cJSON *which, struct programme_session *found)
{
	int count = 0;
	for (size_t i = 0; i < programme->deck->slides_count; i++) {
		const struct slide *slide = &programme->deck->slides[i];
		if (!listed(programme, slide))
			continue;
		for (size_t s = 0; s < slide->agenda.sessions_count; s++) {
			struct programme_session one = {slide, &slide->agenda.sessions[s]};
			if (fits(programme, &one, which) && count++ == 0)
				*found = one;
		}
	}
	return count;
}

static void add_time(cJSON *object, const char *name, const struct event *event, int64_t utc_s)
{
	char text[26];
	civil_format(utc_s, zone_offset_s(&event->zone, utc_s), text);
	cJSON_AddStringToObject(object, name, text);
}

static void add_text(cJSON *object, const char *name, const char *text)
{
	if (text != NULL)
		cJSON_AddStringToObject(object, name, text);
	else
		cJSON_AddNullToObject(object, name);
}

static cJSON *session_object(const struct programme *programme, const struct programme_session *one)
{
	static const char *const kinds[] = {"session", "break", "meal", "registration", "other"};
	const struct session *session = one->session;
	const struct event *event = event_of(programme, one->slide);
	cJSON *object = cJSON_CreateObject();
	cJSON_AddItemToObject(object, "which", programme_which(programme, one));
	cJSON_AddStringToObject(object, "title", session->title);
	add_time(object, "start", event, session->start_utc_s);
	add_time(object, "end", event, session->end_utc_s);
	cJSON_AddBoolToObject(object, "all_day", session->all_day);
	cJSON_AddStringToObject(object, "kind", kinds[session->kind]);
	add_text(object, "room", session->room);
	cJSON *speakers = cJSON_AddArrayToObject(object, "speakers");
	for (size_t i = 0; i < session->people_count; i++)
		cJSON_AddItemToArray(speakers, cJSON_CreateString(session->people[i].name));
	cJSON_AddBoolToObject(object, "on", programme->clock_trusted && session_on(session, programme->now_utc_s));
	cJSON_AddBoolToObject(object, "over", programme->clock_trusted && session->end_utc_s <= programme->now_utc_s);
	cJSON_AddBoolToObject(object, "cancelled", session->cancelled);
	cJSON_AddNumberToObject(object, "delay_minutes", session->delay_minutes);
	add_text(object, "was_room", session->was_room);
	return object;
}

static void add_room(cJSON *rooms, const char *room)
{
	const cJSON *known;
	cJSON_ArrayForEach(known, rooms)
	{
		if (room_same(known->valuestring, room))
			return;
	}
	cJSON_AddItemToArray(rooms, cJSON_CreateString(room));
}

/* Those of the events that have sessions here, of all their days. */
static void add_rooms(cJSON *rooms, const struct deck *deck, const struct programme_session *all, size_t count)
{
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		bool here = false;
		for (size_t s = 0; slide->kind == SLIDE_AGENDA && s < count; s++)
			here |= all[s].slide->event == slide->event;
		for (size_t r = 0; here && r < slide->agenda.rooms_count; r++)
			add_room(rooms, slide->agenda.rooms[r]);
	}
}

static int compare(const void *a, const void *b)
{
	const struct programme_session *left = a, *right = b;
	if (left->session->start_utc_s != right->session->start_utc_s)
		return left->session->start_utc_s < right->session->start_utc_s ? -1 : 1;
	if (left->slide != right->slide)
		return left->slide < right->slide ? -1 : 1;
	return left->session < right->session ? -1 : left->session > right->session;
}

/* The sessions in order of time; free() it. */
static struct programme_session *gather(const struct programme *programme, size_t *count)
{
	struct programme_session *all = NULL;
	size_t capacity = 0;
	*count = 0;
	for (size_t i = 0; i < programme->deck->slides_count; i++) {
		const struct slide *slide = &programme->deck->slides[i];
		for (size_t s = 0; listed(programme, slide) && s < slide->agenda.sessions_count; s++) {
			all = memory_grow(all, &capacity, *count + 1, sizeof *all);
			all[(*count)++] = (struct programme_session){slide, &slide->agenda.sessions[s]};
		}
	}
	if (*count > 1)
		qsort(all, *count, sizeof *all, compare);
	return all;
}

cJSON *programme_report(const struct programme *programme)
{
	const struct deck *deck = programme->deck;
	const struct event *event = deck_event_now(deck, programme->now_utc_s);
	cJSON *object = cJSON_CreateObject();
	size_t count;
	struct programme_session *all = gather(programme, &count);
	int64_t next_utc_s = INT64_MAX; /* all that begin then are next */
	add_time(object, "now", event, programme->now_utc_s);
	cJSON_AddBoolToObject(object, "clock_trusted", programme->clock_trusted);
	cJSON_AddStringToObject(object, "screen", programme->screen);
	add_text(object, "event", event->name);
	cJSON_AddStringToObject(object, "language", event->language);
	cJSON *rooms = cJSON_AddArrayToObject(object, "rooms");
	add_rooms(rooms, deck, all, count);
	cJSON *sessions = cJSON_AddArrayToObject(object, "sessions");
	for (size_t i = 0; i < count; i++) {
		const struct session *session = all[i].session;
		cJSON *one = session_object(programme, &all[i]);
		if (programme->clock_trusted && !session->all_day && !session->cancelled &&
		    session->start_utc_s > programme->now_utc_s && next_utc_s == INT64_MAX)
			next_utc_s = session->start_utc_s;
		cJSON_AddBoolToObject(one, "next", session->start_utc_s == next_utc_s && !session->cancelled);
		cJSON_AddItemToArray(sessions, one);
	}
	free(all);
	return object;
}
