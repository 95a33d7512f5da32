/* Which sessions of an agenda matter at a screen: those of its rooms, those for everybody, and those that are told
 * where people look for them still: at the door of their old room, and on the page of their old day. */
#include <string.h>
#include <strings.h>

#include "model/room.h"
#include "model/wall_parts.h"

static bool in_rooms(const struct event_screen *screen, const char *room)
{
	return room_find(screen->rooms, screen->rooms_count, room) < screen->rooms_count;
}

const struct event_screen *wall_cut(const struct deck *deck, const struct slide *slide, const char *screen)
{
	for (size_t i = 0; screen != NULL && i < slide->on_count; i++)
		if (strcasecmp(slide->on[i], screen) == 0)
			return NULL;
	return event_screen_named(&deck->events[slide->event], screen);
}

bool wall_concerns(const struct event_screen *screen, const struct session *session)
{
	if (screen == NULL || screen->rooms_count == 0 || session->room == NULL)
		return true;
	if (session->kind == SESSION_BREAK || session->kind == SESSION_MEAL || session->kind == SESSION_REGISTRATION)
		return true;
	return in_rooms(screen, session->room);
}

/* Puts those that stand at their old slots (away_utc_s) in their turns. */
static void sort_old_slots(struct session *sessions, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct session session = sessions[i];
		size_t place = i;
		for (; place > 0 && sessions[place - 1].start_utc_s > session.start_utc_s; place--)
			sessions[place] = sessions[place - 1];
		sessions[place] = session;
	}
}

/* As it is told where it was. */
static struct session at_old_slot(const struct session *session)
{
	struct session old = *session;
	old.away_utc_s = session->start_utc_s;
	old.start_utc_s = session_old_start_utc_s(session);
	old.end_utc_s = session_old_end_utc_s(session);
	return old;
}

static struct date old_day(const struct making *making, const struct slide *slide, const struct session *session)
{
	const struct event *event = &making->deck->events[slide->event];
	int day_change = session->all_day ? 0 : event->day_change; /* midnight is the day's own */
	return zone_day(&event->zone, session_old_start_utc_s(session), day_change);
}

static bool from_another_day(const struct making *making, const struct slide *slide, const struct session *session)
{
	return session->was_start_utc_s != 0 && date_compare(old_day(making, slide, session), slide->agenda.date) != 0;
}

const struct slide *wall_at_door(struct making *making, const struct slide *slide, const struct event_screen *screen)
{
	const struct agenda *agenda = &slide->agenda;
	if (screen == NULL || screen->rooms_count == 0)
		return slide;
	struct session *kept = arena_allocate(making->wall->arena, agenda->sessions_count + 1, sizeof *kept);
	size_t count = 0;
	bool ours = false, roomless = true, away = false;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct session *session = &agenda->sessions[i];
		if (session->away_utc_s != 0) { /* of another day now */
			const char *room = session->was_room != NULL ? session->was_room : session->room;
			if (room == NULL || in_rooms(screen, room)) {
				kept[count++] = *session;
				away = true;
			}
			continue;
		}
		ours |= in_rooms(screen, session->room);
		roomless &= session->room == NULL;
		if (wall_concerns(screen, session)) {
			kept[count++] = *session;
		} else if (in_rooms(screen, session->was_room) && !from_another_day(making, slide, session)) {
			kept[count++] = at_old_slot(session);
			away = true;
		}
	}
	if (!ours && !away && !roomless)
		return NULL; /* breaks alone do not make a day at this door */
	if (count == agenda->sessions_count && !away)
		return slide;
	if (away)
		sort_old_slots(kept, count);
	return wall_with(making, slide, kept, count);
}

void wall_note_old_slots(struct making *making, const struct slide *slide)
{
	for (size_t i = 0; i < slide->agenda.sessions_count; i++) {
		const struct session *session = &slide->agenda.sessions[i];
		if (!from_another_day(making, slide, session))
			continue;
		making->old_slots = arena_grow(making->wall->arena, making->old_slots, &making->old_slots_capacity,
					       making->old_slots_count + 1, sizeof *making->old_slots);
		making->old_slots[making->old_slots_count++] =
			(struct old_slot){slide, session, old_day(making, slide, session), false};
	}
}

const struct slide *wall_with_old_slots(struct making *making, const struct slide *slide)
{
	const struct agenda *agenda = &slide->agenda;
	struct session *sessions = NULL;
	size_t count = agenda->sessions_count;
	for (size_t i = 0; i < making->old_slots_count; i++) {
		struct old_slot *old = &making->old_slots[i];
		if (old->told || old->slide->event != slide->event || strcmp(old->slide->source, slide->source) != 0 ||
		    date_compare(old->date, agenda->date) != 0)
			continue;
		if (sessions == NULL) {
			sessions =
				arena_allocate(making->wall->arena, count + making->old_slots_count, sizeof *sessions);
			memcpy(sessions, agenda->sessions, count * sizeof *sessions);
		}
		sessions[count++] = at_old_slot(old->session);
		old->told = true;
	}
	if (sessions == NULL)
		return slide;
	sort_old_slots(sessions, count);
	return wall_with(making, slide, sessions, count);
}
