/* What changed between the programme that people know and the present one, as far as they need to know: what was
 * cancelled, moved, renamed, added. Not what was only mended (a title's typing mistake, the order of names), nor what
 * follows by itself (breaks; an end, since nobody comes too late or to a wrong door for it). */
#ifndef MODEL_CHANGES_H
#define MODEL_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/agenda.h"

/* Sessions in any order, at the times of the programme: delay_minutes is not yet in them. An id is NULL where nobody
 * gave one. */
struct sessions {
	const struct session *list;
	size_t count;
};

enum { CHANGE_UNKNOWN = -1 };

struct change {                 /* of a present session */
	ptrdiff_t known;        /* which of the known it is; CHANGE_UNKNOWN: none of them */
	bool added;             /* none of them, and still to come */
	bool time, room, title; /* is another than it was */
};

struct changes {
	struct change *present; /* one for each present session */
	bool *gone;             /* for each known one: cancelled, its slot not over */
	bool another;           /* a whole other programme: nothing of it is news */
};

/* Results lie in the arena. Sessions are matched by their ids (unless everything about them is another: some exports
 * count anew each time), by title and people, by title, by people at the same place and time, and by
 * these alone if there are neither ids nor people. It is another programme
 * if none is known, or if more than half of those to come (six at least) are gone, in another room, earlier or more
 * than an hour later; but what moves all of them alike (the hall is locked, the clock was wrong) is news. */
struct changes changes_find(struct arena *arena, struct sessions known, struct sessions present, int64_t now_utc_s);

#endif
