/* Between lint*.c only. */
#ifndef MODEL_LINT_PARTS_H
#define MODEL_LINT_PARTS_H

#include <stdbool.h>

#include "model/lint.h"

struct tally { /* of one sort in one file */
	enum lint_sort sort;
	const struct slide *slide; /* the first of its file; NULL: the event's own */
	size_t event, count;
};

struct linting {
	const struct deck *deck;
	int64_t now_utc_s;
	bool clock_unset;
	struct arena *arena;
	struct findings findings;
	struct tally *tallies;
	size_t tallies_count, tallies_capacity;
};

/* Keeps it, or counts it if there were enough. */
void lint_add(struct linting *linting, const struct finding *finding);

/* A title or a name in a sentence: in quotes, and not too long. */
const char *lint_quote(struct linting *linting, const char *text);

/* "10:00–11:00", "10:00 to 2018-10-23 11:00" if it ends on another date; "10:00" where its end is guessed. */
const char *lint_times(struct linting *linting, const struct event *event, const struct session *session);

/* "2018-10-22" */
const char *lint_date(struct linting *linting, struct date date);

/* "are these two the same, but for a slip of the fingers?" Names that differ in a number or in a short word ("Hall A",
 * "Hall B") are two names. */
bool lint_slip(struct linting *linting, const char *a, const char *b);

/* Is the event, or one that is told of in a folder below its own? */
bool lint_below(const struct linting *linting, size_t event, size_t above);

/* Breaks are for everybody, whatever room they name; what is open all day goes on beside the rest. */
bool lint_takes_room(const struct session *session);

/* lint_sessions.c: overlaps, ends, days. lint_files.c: overlaps of what two files say of one room. lint_rooms.c: names
 * of rooms. lint_screens.c: who sees what. */
void lint_sessions(struct linting *linting, const struct slide *slide);
void lint_days(struct linting *linting);
void lint_files(struct linting *linting);
void lint_rooms(struct linting *linting);
void lint_screens(struct linting *linting);

#endif
