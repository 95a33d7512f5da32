/* Between the files of the wall only. */
#ifndef MODEL_WALL_PARTS_H
#define MODEL_WALL_PARTS_H

#include "model/wall.h"

struct listed {                    /* an agenda that this screen shows */
	const struct slide *whole; /* the deck's */
	const struct slide *slide; /* what of it matters here */
	size_t day;
};

/* A day of an event's programme: all of its agendas that this screen shows, together. */
struct day {
	size_t event;
	struct date date;
	bool today;
	bool door;                /* this screen hangs at one */
	bool rooms_told;          /* what is on stands on pages of all rooms, */
	bool soon_told;           /* what begins within the hour on pages of its own, */
	bool lists_told;          /* and other lists stand for its agendas */
	struct session *sessions; /* what is left of it, by start, then by room */
	size_t sessions_count, sessions_capacity;
	const char **rooms; /* of all of it, in the programme's order */
	size_t rooms_count, rooms_capacity;
	int64_t first_utc_s, last_utc_s; /* its first start and last end, of what is over too */
};

struct old_slot {                  /* of a session that was moved to another day */
	const struct slide *slide; /* where it is now */
	const struct session *session;
	struct date date; /* where it was */
	bool told;
};

struct making { /* of a wall */
	struct wall *wall;
	const struct deck *deck;
	const char *screen;
	int64_t now_utc_s;
	bool clock_unset;
	struct listed *listed;
	size_t listed_count, listed_capacity;
	struct old_slot *old_slots;
	size_t old_slots_count, old_slots_capacity;
	struct day *days; /* in order of first appearance */
	size_t days_count, days_capacity;
	size_t slides_capacity;
};

/* The wall is another at that moment, if it is still to come. */
void wall_changes_at(struct making *making, int64_t utc_s);

void wall_add(struct making *making, const struct slide *slide);

/* A slide of its own with these sessions (taken over), for the event of that index. Its id is made of what it is and
 * whose, its digest of what it shows. */
struct slide *wall_make(struct making *making, const char *what, size_t index, const struct agenda *agenda);

/* A copy of an agenda's slide with other sessions. */
const struct slide *wall_with(struct making *making, const struct slide *slide, struct session *sessions, size_t count);

/* Remembers the sessions that are on the agenda's day now, and were on another. */
void wall_note_old_slots(struct making *making, const struct slide *slide);

/* The agenda with those of its file that were on its day; the slide itself if there are none. */
const struct slide *wall_with_old_slots(struct making *making, const struct slide *slide);

/* The agenda as it is shown at this screen's door; the slide itself if all of it is, NULL if nothing of it matters. */
const struct slide *wall_at_door(struct making *making, const struct slide *slide, const struct event_screen *screen);

/* Each adds slides: of the pages of all rooms and what begins soon, of the lists that stand for a big programme's, of
 * the last hour's changes, of the events in the house. */
void wall_add_rooms(struct making *making, struct day *day);
void wall_add_lists(struct making *making, struct day *day);
void wall_add_changes(struct making *making, size_t event);
void wall_add_house(struct making *making);

#endif
