/* Today's programme of a screen, as whoever stands at its door needs it: the sessions that it shows. Pure. */
#ifndef WEB_PROGRAMME_H
#define WEB_PROGRAMME_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/deck.h"

struct programme { /* borrowed */
	const struct deck *deck;
	const char *screen;
	int64_t now_utc_s;
	bool clock_trusted; /* else the sessions of all days are listed, and none is on */
};

/* A new object: "now", "clock_trusted", "screen", "event" (its name, null), "language", "rooms" of its event, and
 * "sessions" in order of time:
 *   "which"  what tells it from others: title, date, start, room, as its agenda has them
 *   "start", "end"  as they are now; "on", "next" true or false; "kind", "room", "speakers"
 *   "cancelled", "delay_minutes", "was_room" (null) */
cJSON *programme_report(const struct programme *programme);

struct programme_session {
	const struct slide *slide;
	const struct session *session;
};

/* The sessions of the programme that fit `which`, of whose members all that are given count: how many, and the first of
 * them. */
int programme_find(const struct programme *programme, const cJSON *which, struct programme_session *found);

/* What tells a session from others: as "which" above. */
cJSON *programme_which(const struct programme *programme, const struct programme_session *session);

#endif
