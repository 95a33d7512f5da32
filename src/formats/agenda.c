#include <string.h>

#include "formats/content_types.h"
#include "formats/markers.h"

enum { SESSIONS_LIMIT = 1000, PEOPLE_LIMIT = 60, HALF_A_DAY = 720, DAY = 1440 };

static void read_person(const struct object *session, const cJSON *element, size_t index, struct source_session *into,
			size_t *capacity)
{
	static const char *const known[] = {"name", "role", NULL};
	struct person person = {0};
	if (cJSON_IsObject(element)) {
		struct object object = fields_element(session, "speakers", element, index);
		fields_known(&object, known);
		person.name = fields_line(&object, "name", LINE_LIMIT);
		person.role = fields_line(&object, "role", LINE_LIMIT);
		if (!person.name)
			fields_problem(&object, PROBLEM_WARNING, NULL,
				       "a speaker without a name is left out\vadd \"name\"");
	} else if (cJSON_IsString(element)) {
		person.name = fields_value_line(session, "speakers", element, LINE_LIMIT);
	} else {
		fields_problem(session, PROBLEM_WARNING, "speakers",
			       "speaker %zu is left out, for it is not a name\vwrite the name in quotes", index + 1);
	}
	if (!person.name)
		return;
	into->people = arena_grow(session->reading->arena, into->people, capacity, into->people_count + 1,
				  sizeof *into->people);
	into->people[into->people_count++] = person;
}

static void read_people(const struct object *session, struct source_session *into)
{
	const cJSON *value = fields_value(session, "speakers");
	size_t capacity = 0, index = 0;
	if (cJSON_IsString(value) || cJSON_IsObject(value)) {
		read_person(session, value, 0, into, &capacity);
		return;
	}
	for (const cJSON *element = fields_list(session, "speakers", false); element;
	     element = element->next, index++) {
		if (into->people_count == PEOPLE_LIMIT) {
			fields_problem(session, PROBLEM_WARNING, "speakers",
				       "there are more than %d speakers\vname those who matter", PEOPLE_LIMIT);
			return;
		}
		read_person(session, element, index, into, &capacity);
	}
}

static void read_kind(const struct object *session, struct source_session *into)
{
	static const char *const names[] = {"session", "break", "meal", "registration", "other", NULL};
	static const enum session_kind kinds[] = {SESSION_TALK, SESSION_BREAK, SESSION_MEAL, SESSION_REGISTRATION,
						  SESSION_OTHER};
	int kind = fields_choice(session, "kind", names);
	into->kind = kind < 0 ? SESSION_TALK : kinds[kind];
}

static void read_was(const struct object *session, struct source_session *into)
{
	static const char *const known[] = {"room", "start", "date", NULL};
	struct object was = fields_object(session, "was");
	fields_known(&was, known);
	into->was_room = fields_line(&was, "room", LINE_LIMIT);
	into->was_start = fields_minutes(&was, "start");
	into->was_date = fields_date(&was, "date");
}

static void check_times(const struct object *session, struct source_session *into)
{
	if (into->start == DAY) {
		fields_problem(session, PROBLEM_REFUSED, "start",
			       "a session cannot start at 24:00\vwrite \"00:00\" and the next day in \"date\"");
	} else if (into->end == into->start && into->end >= 0) {
		fields_problem(session, PROBLEM_WARNING, "end",
			       "the session ends when it starts, so its end is left out\v"
			       "write when it ends");
		into->end = -1;
	} else if (into->end >= 0 && into->end < into->start && into->end + DAY - into->start > HALF_A_DAY) {
		fields_problem(
			session, PROBLEM_WARNING, "end",
			"the session ends before it starts, so it is taken to last until %02d:%02d of the next day\v"
			"check \"start\" and \"end\"",
			into->end / 60, into->end % 60);
	}
}

/* Times of day; "9:00-10:30" as both; "2018-10-22T09:00" where that says no other day than the rest. */
static void read_times(const struct object *session, struct source_session *into)
{
	struct date day, end_day;
	int start, end;
	if (!fields_value(session, "end") && fields_range(session, "start", &start, &end)) {
		into->start = start;
		into->end = end;
		fields_problem(
			session, PROBLEM_WARNING, "start",
			"\"start\" is understood as from %02d:%02d to %02d:%02d\vwrite \"start\": \"%02d:%02d\", "
			"\"end\": \"%02d:%02d\"",
			start / 60, start % 60, end / 60, end % 60, start / 60, start % 60, end / 60, end % 60);
		return;
	}
	bool dated = fields_day_time(session, "start", &day, &start) &&
		     (date_none(into->date) || date_compare(day, into->date) == 0);
	if (dated) {
		into->start = start;
		into->date = day;
		fields_problem(session, PROBLEM_WARNING, "start",
			       "\"start\" is understood as %02d:%02d of its day\vwrite the time alone, and the day in "
			       "\"date\"",
			       start / 60, start % 60);
	} else {
		into->start = fields_minutes(session, "start");
	}
	if (dated && fields_day_time(session, "end", &end_day, &end) &&
	    (date_compare(end_day, day) == 0 ? end > start
					     : date_compare(end_day, date_add(day, 1)) == 0 && end < start)) {
		into->end = end;
		fields_problem(session, PROBLEM_WARNING, "end",
			       "\"end\" is understood as %02d:%02d\vwrite the time alone", end / 60, end % 60);
	} else {
		into->end = fields_minutes(session, "end");
	}
}

int delay_minutes_read(const struct object *object)
{
	double written = fields_number(object, "delay_minutes", 0, DAY, 0);
	int minutes = (int)written;
	if (written > minutes)
		fields_problem(object, PROBLEM_WARNING, "delay_minutes",
			       "the delay is understood as %d minutes\vwrite a whole number", minutes);
	return minutes;
}

static void read_session(const struct object *object, struct source_session *into)
{
	static const char *const known[] = {"id",       "title", "start", "end",           "date",      "room", "kind",
					    "speakers", "note",  "was",   "delay_minutes", "cancelled", NULL};
	*into = (struct source_session){.end = -1, .start = -1, .was_start = -1};
	if (!cJSON_IsObject(object->node)) {
		fields_problem(object, PROBLEM_REFUSED, NULL,
			       "a session is not an object\vwrite { \"start\": \"09:00\", \"title\": \"…\" }");
		return;
	}
	fields_known(object, known);
	into->id = fields_line(object, "id", LINE_LIMIT);
	into->title = fields_line(object, "title", LINE_LIMIT);
	if (!into->title)
		fields_problem(object, PROBLEM_REFUSED, NULL, "a session has no title\vadd \"title\"");
	if (!fields_value(object, "start"))
		fields_problem(object, PROBLEM_REFUSED, NULL,
			       "the session \"%.80s\" has no start\vadd \"start\": \"09:00\"",
			       into->title ? into->title : "");
	into->date = fields_date(object, "date");
	read_times(object, into);
	into->room = fields_line(object, "room", LINE_LIMIT);
	into->note = fields_text(object, "note", NOTE_LIMIT);
	into->delay_minutes = delay_minutes_read(object);
	into->cancelled = fields_flag(object, "cancelled");
	read_kind(object, into);
	read_people(object, into);
	read_was(object, into);
	check_times(object, into);
}

void sessions_read(const struct object *object, const char *key, struct source_agenda *agenda)
{
	size_t capacity = 0;
	for (const cJSON *element = fields_list(object, key, true); element; element = element->next) {
		if (agenda->sessions_count == SESSIONS_LIMIT) {
			fields_problem(object, PROBLEM_REFUSED, key,
				       "there are more than %d sessions\vsplit them by days", SESSIONS_LIMIT);
			break;
		}
		struct object session = fields_element(object, key, element, agenda->sessions_count);
		agenda->sessions = arena_grow(object->reading->arena, agenda->sessions, &capacity,
					      agenda->sessions_count + 1, sizeof *agenda->sessions);
		read_session(&session, &agenda->sessions[agenda->sessions_count++]);
	}
}

const char *const agenda_keys[] = {CONTENT_ITEM_KEYS, "title", "date", "days", "room", "sessions", NULL};

void agenda_read(const struct object *object, struct source_item *item)
{
	struct source_agenda *agenda = &item->agenda;
	agenda->title = fields_line(object, "title", LINE_LIMIT);
	agenda->room = fields_line(object, "room", LINE_LIMIT);
	agenda->date = fields_date(object, "date");
	agenda->weekdays = fields_weekdays(object, "days");
	if (!date_none(agenda->date) && agenda->weekdays) {
		fields_problem(object, PROBLEM_WARNING, "days",
			       "\"days\" is left out, for \"date\" says the day\vkeep one of them");
		agenda->weekdays = 0;
	}
	if (!fields_value(object, "sessions"))
		fields_problem(object, PROBLEM_REFUSED, NULL, "the agenda has no sessions\vadd \"sessions\": [ … ]");
	sessions_read(object, "sessions", agenda);
	if (agenda->sessions_count == 0 && !*object->refused)
		fields_problem(object, PROBLEM_WARNING, "sessions",
			       "the agenda is empty, so nothing of it is shown\vadd sessions");
	markers_read(object->reading->arena, agenda);
}
