/* What the readers of schedule exports share: a file becomes an event that it tells of and one agenda of all its
 * sessions, each with a date of its own. A bad session costs only itself. */
#ifndef FORMATS_SCHEDULE_H
#define FORMATS_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/content.h"
#include "formats/json.h"

enum { SCHEDULE_SESSIONS_LIMIT = 20000, SCHEDULE_LENGTH_LIMIT_S = 31 * 86400 };

struct schedule { /* one export under way */
	struct source *source;
	struct problems *problems;
	const struct json *json; /* whose paths problems name; NULL: they name lines */
	struct event *event;
	struct source_agenda *agenda;
	size_t sessions_capacity, rooms_capacity;
	size_t told;
	bool refusal_told, full;
};

struct spot { /* where in the file */
	const char *json_path;
	int line;
};

void schedule_begin(struct schedule *schedule, struct source *source, const struct json *json,
		    struct problems *problems);

/* Parts the ids, drops an event of which nothing was told; a schedule without sessions is a warning. */
void schedule_end(struct schedule *schedule);

/* Tells a problem, whose format is words_format()'s; no more than 20 of a file. */
__attribute__((format(printf, 4, 5))) void schedule_tell(struct schedule *schedule, enum problem_level level,
							 struct spot spot, const char *format, ...);

/* The next room in order, if it is not among them yet. */
void schedule_room(struct schedule *schedule, const char *room);

/* A session to fill: nothing given. */
struct source_session schedule_session(void);

/* Somebody who takes part; NULL is nobody. */
void schedule_person(struct schedule *schedule, struct source_session *session, const char *name, const char *role);

/* Adds the session; its kind is guessed if it is SESSION_TALK and nobody takes part, from `type` first (NULL: none).
 * False after a problem: it lacks a title or a time, or is too long. */
bool schedule_add(struct schedule *schedule, struct source_session *session, const char *type, struct spot spot);

/* schedule_times.c: a date and time of ISO 8601; not given if it is none. */
struct moment schedule_moment(const char *text);

/* A date ("2018-10-22") and a time of day ("9:30", "09:30:00") that lie in different fields; a time before the day's
 * change is of the night that follows. Not given if either is none. */
struct moment schedule_moment_of(const char *date, const char *time, int day_change);

/* "1:30", "0:1:30" (days, hours, minutes), "01:30:00", "90" (minutes), "PT1H30M", "P1D", "45 min", "1h30", "1,5 godz.".
 * -1: none of these. */
int64_t schedule_duration_s(const char *text);

/* The same of a session of the export: 0 if it is not told, and, after a warning, if it cannot be read. */
int64_t schedule_length_s(struct schedule *schedule, const char *duration, struct spot spot);

/* Seconds from one moment to the other; 0 if they cannot be compared. Negative if the end comes first. */
int64_t schedule_between_s(const struct moment *start, const struct moment *end);

/* A zone's name as an event may have it, in the arena; NULL if the text does not look like one. */
const char *schedule_zone(struct arena *arena, const char *text);

#endif
