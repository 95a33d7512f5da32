/* Names of rooms: two ways to write one, and rooms of screens that no session is in. */
#include <string.h>

#include "model/likeness.h"
#include "model/lint_parts.h"
#include "model/room.h"

enum { ROOMS_LIMIT = 400 }; /* of one event; a house with more has others to read its lists */

struct used { /* a room, as it is written */
	const char *name;
	const char *folded;
	size_t count;
	const struct slide *slide; /* and session: where it stands first */
	const struct session *session;
};

struct rooms { /* of an event */
	struct used *list;
	size_t count, capacity;
};

static void use(struct linting *linting, struct rooms *rooms, const struct slide *slide, const struct session *session)
{
	size_t i = 0;
	if (session->room == NULL)
		return;
	while (i < rooms->count && strcmp(rooms->list[i].name, session->room) != 0)
		i++;
	if (i == ROOMS_LIMIT)
		return;
	if (i == rooms->count) {
		rooms->list = arena_grow(linting->arena, rooms->list, &rooms->capacity, i + 1, sizeof *rooms->list);
		rooms->list[rooms->count++] =
			(struct used){.name = session->room,
				      .folded = likeness_fold(linting->arena, session->room, false),
				      .slide = slide,
				      .session = session};
	}
	rooms->list[i].count++;
}

/* Of an event, with `below` those in the folders below it too. */
static struct rooms rooms_of(struct linting *linting, size_t event, bool below)
{
	const struct deck *deck = linting->deck;
	struct rooms rooms = {0};
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (slide->kind != SLIDE_AGENDA ||
		    (below ? !lint_below(linting, slide->event, event) : slide->event != event))
			continue;
		for (size_t s = 0; s < slide->agenda.sessions_count; s++)
			use(linting, &rooms, slide, &slide->agenda.sessions[s]);
	}
	return rooms;
}

/* What a name was probably meant to be: written in another way, it is the one that is used most; with a letter wrong,
 * one that is used more often than it. `count`: how often it is used itself. NULL: nothing else. */
static const struct used *meant(struct linting *linting, const struct rooms *rooms, const char *name, size_t count)
{
	const char *folded = likeness_fold(linting->arena, name, false);
	const struct used *best = NULL;
	for (size_t i = 0; i < rooms->count; i++) {
		const struct used *other = &rooms->list[i];
		bool same = strcmp(other->folded, folded) == 0;
		if (strcmp(other->name, name) == 0 || other->count < count || (other->count == count && !same) ||
		    (best != NULL && other->count <= best->count))
			continue;
		if (same || lint_slip(linting, name, other->name))
			best = other;
	}
	return best;
}

static void find_misspelt(struct linting *linting, size_t event)
{
	const struct rooms rooms = rooms_of(linting, event, false);
	for (size_t i = 0; i < rooms.count; i++) {
		const struct used *used = &rooms.list[i];
		const struct used *other = meant(linting, &rooms, used->name, used->count);
		if (other == NULL || (other->count == used->count && other > used))
			continue;
		lint_add(linting,
			 &(struct finding){.sort = LINT_ROOM,
					   .slide = used->slide,
					   .event = event,
					   .session = used->session,
					   .part = "room",
					   .words = arena_format(linting->arena,
								 "the room is %s here (%s, %zu %s), but %s elsewhere",
								 lint_quote(linting, used->name),
								 lint_quote(linting, used->session->title), used->count,
								 used->count == 1 ? "session" : "sessions",
								 lint_quote(linting, other->name)),
					   .remedy = arena_format(linting->arena, "did you mean %s?",
								  lint_quote(linting, other->name))});
	}
}

static void find_unused(struct linting *linting, size_t event, const struct event_screen *screen,
			const struct rooms *rooms, const char *name, const char *part)
{
	for (size_t i = 0; i < rooms->count; i++)
		if (room_same(rooms->list[i].name, name))
			return;
	const struct used *other = meant(linting, rooms, name, 0);
	lint_add(linting, &(struct finding){.sort = LINT_ROOM,
					    .event = event,
					    .screen = screen,
					    .part = part,
					    .words = arena_format(linting->arena, "no session is in the room %s",
								  lint_quote(linting, name)),
					    .remedy = other != NULL ? arena_format(linting->arena, "did you mean %s?",
										   lint_quote(linting, other->name))
								    : "write it as the programme does"});
}

static void find_unused_of(struct linting *linting, size_t index)
{
	const struct event *event = &linting->deck->events[index];
	if (event->screens_count == 0)
		return;
	const struct rooms rooms = rooms_of(linting, index, true);
	for (size_t i = 0; rooms.count > 0 && i < event->screens_count; i++) {
		const struct event_screen *screen = &event->screens[i];
		for (size_t r = 0; r < screen->rooms_count; r++)
			find_unused(linting, index, screen, &rooms, screen->rooms[r],
				    arena_format(linting->arena, "rooms[%zu]", r));
		for (size_t d = 0; d < screen->directions_count; d++)
			find_unused(linting, index, screen, &rooms, screen->directions[d].room, "directions");
	}
}

void lint_rooms(struct linting *linting)
{
	for (size_t i = 0; i < linting->deck->events_count; i++) {
		find_misspelt(linting, i);
		find_unused_of(linting, i);
	}
}
