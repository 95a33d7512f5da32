/* What one screen has to show at one moment: the deck's own slides that are in their windows, agendas cut to what
 * matters here, and slides made of them. A pure function of deck, screen and time: the same three give the same wall,
 * however the clock got there.
 *
 * A screen whose event tells its rooms hangs at a door: its agendas keep what is in these rooms, what is for everybody,
 * and what was moved away from here, until the old slot has passed. What was moved
 * to another day is marked at its old slot on every screen. Any other screen belongs to the house: where a day
 * has sessions in three rooms or more, pages of all rooms tell what is on ("now@…"), and what begins within the hour
 * ("soon@…"); the day's list has what is still to come, and of a big programme no more than people can wait for.
 * Both have the last hour's changes ("changes@…") and, if there are several, the events in the house ("house").
 * An emergency has every wall to itself. */
#ifndef MODEL_WALL_H
#define MODEL_WALL_H

#include "model/deck.h"

enum {
	WALL_ROOMS_LEAST = 3,    /* of a day, for pages of all rooms */
	WALL_BIG = 40,           /* more sessions are left: a big programme */
	WALL_LISTS_MOST = 12,    /* rooms of a big programme have a list each; of more, the next hours have one: */
	WALL_AHEAD_S = 3 * 3600, /* these */
	WALL_SOON_S = 3600,
	WALL_NEWS_S = 3600, /* for so long a change is news */
};

struct wall {
	struct arena *arena;         /* holds what was made; all else is the deck's */
	const struct slide **slides; /* in order; each has something left to show */
	size_t count;
	int64_t valid_until_utc_s; /* the next moment at which another wall may be made; INT64_MAX: never */
};

/* The deck must outlive the wall. A screen that the content names nowhere, though it names others, shows everything.
 * With a clock that is not set every window is open, nothing is over and nothing is made: the deck's own agendas stay,
 * cut to this screen's rooms. */
struct wall *wall_create(const struct deck *deck, const char *screen, int64_t now_utc_s, bool clock_unset);
void wall_destroy(struct wall *wall);

/* What the event says of this screen, as far as it cuts an agenda to the screen's rooms. NULL, for all of it is shown,
 * if it says nothing, and if the agenda's `on` has the screen's own name: who aims it there wants it there whole. A
 * pattern means each of several doors, with its own rooms. */
const struct event_screen *wall_cut(const struct deck *deck, const struct slide *slide, const char *screen);

/* Does a session matter at this screen's door: its room is one of the screen's, or it is for everybody? Always, on
 * screens of the house (NULL, or no rooms told). */
bool wall_concerns(const struct event_screen *screen, const struct session *session);

#endif
