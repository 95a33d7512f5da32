/* One day of a programme, its times resolved. */
#ifndef MODEL_AGENDA_H
#define MODEL_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

enum session_kind { SESSION_TALK, SESSION_BREAK, SESSION_MEAL, SESSION_REGISTRATION, SESSION_OTHER };

struct person {
	const char *name;
	const char *role; /* NULL: none */
};

struct session {
	const char *id; /* unique in its agenda */
	const char *title;
	const char *room; /* NULL: the agenda's has none either */
	const char *note; /* NULL: none */
	enum session_kind kind;
	int64_t start_utc_s, end_utc_s; /* as they are now: delay_minutes is already in them. end > start always. */
	struct person *people;
	size_t people_count;
	bool all_day; /* no times are told: it is there all of its day, and what has times goes before it. Then start
			 and end are the day's, midnight to midnight. */
	bool end_guessed; /* the content named no end: it is the next start, or an hour on */

	/* What changed, as far as it is known. */
	bool cancelled;
	bool added;              /* not in the programme that people know */
	int delay_minutes;       /* 0: none */
	const char *moved;       /* what its author says of a change that no other field has; NULL: nothing */
	const char *was_room;    /* NULL: not moved */
	int64_t was_start_utc_s; /* 0: not moved in time */
	const char *was_title;   /* NULL: the same */
	int64_t changed_utc_s;   /* since when the wall says so; 0: the programme itself does */
	int64_t away_utc_s; /* where it was (model/wall.h: its old room's door, its old day's page): start and end are
			       those it had there, and this is when it begins now; 0: it is no such mark */
};

/* What its page is about. A deck has days only; the wall makes the others. */
enum agenda_kind {
	AGENDA_DAY,
	AGENDA_ROOMS,   /* what is on now in each room, and what is next there */
	AGENDA_SOON,    /* what begins within the hour, in all rooms */
	AGENDA_CHANGES, /* the last hour's changes, the most important first */
	AGENDA_HOUSE,   /* the events in the house today: a session is an event, its room all of the event's */
};

struct agenda {
	const char *title;        /* NULL: none */
	const char *room;         /* what most of it shares and its page is headed by; NULL: none */
	struct date date;         /* the event day (day change at the event's hour) that all its sessions belong to */
	struct session *sessions; /* ascending by start, then in the author's order */
	size_t sessions_count;
	const char **rooms; /* of its sessions, in the programme's order */
	size_t rooms_count;
	enum agenda_kind kind;
	int64_t until_utc_s; /* it has only what begins before; 0: the whole day */
};

/* On now: begun, not over, not cancelled, and not in another room than where it is told; never what is there all day.
 */
bool session_on(const struct session *session, int64_t now_utc_s);

/* Moved, delayed, cancelled, renamed, added. */
bool session_changed(const struct session *session);

/* When it was to begin, and to end, before it was moved or delayed. */
int64_t session_old_start_utc_s(const struct session *session);
int64_t session_old_end_utc_s(const struct session *session);

/* The first session that is on; sessions_count if none. */
size_t agenda_now(const struct agenda *agenda, int64_t now_utc_s);

/* The next start or end after now; INT64_MAX: none. */
int64_t agenda_next_change_utc_s(const struct agenda *agenda, int64_t now_utc_s);

#endif
