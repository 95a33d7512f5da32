/* What a careful reader would ask about a deck that was read without fault: is that room misspelt, can two sessions be
 * in one room, will anybody see this? Questions, no verdicts: real programmes have sessions side by side. */
#ifndef MODEL_LINT_H
#define MODEL_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/deck.h"

enum lint_sort {
	LINT_OVERLAP,  /* two sessions are in one room */
	LINT_LONG,     /* a session ends on the next day, long after it began: its end may be before its start */
	LINT_OUTSIDE,  /* sessions on no day of their event */
	LINT_ROOM,     /* a room is written in two ways, or no session is there */
	LINT_SCREEN,   /* no content reaches it */
	LINT_DISTANCE, /* it is too small for where people stand */
	LINT_HOURS,    /* it sleeps while sessions are on */
	LINT_OVER,     /* all of a file's days are over */
	LINT_SORTS,
};

enum { LINT_MOST = 20 }; /* of one sort in one file; one more says how many there are */

struct finding {
	enum lint_sort sort;
	size_t event;                      /* whose it is */
	const struct slide *slide;         /* whose file it is about; NULL: about the event's own */
	const struct session *session;     /* of the slide; NULL: about none alone */
	const struct event_screen *screen; /* of the event; NULL: about none */
	const char *part;                  /* of the item or the screen, as its JSON path has it; NULL: all of it */
	const char *words, *remedy;        /* as struct problem */
};

struct findings {
	struct finding *list;
	size_t count, capacity;
};

/* The same deck and time give the same findings in the same order. They and their words lie in the arena. With a clock
 * that is not set nothing is over. */
struct findings lint(const struct deck *deck, int64_t now_utc_s, bool clock_unset, struct arena *arena);

#endif
