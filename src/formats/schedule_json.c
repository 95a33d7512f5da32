/* schedule.json as VOC, frab and pretalx write it. In version 1 each day has rooms, each room its events; version 2 has
 * one list of events. Both tell an event's own date and offset, and that is what counts: days and their rooms are only
 * where things happen to stand. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "formats/content_types.h"
#include "formats/markup.h"
#include "formats/schedule.h"

struct reader {
	struct schedule schedule;
	struct arena *arena;
	const char *language; /* of texts in several; NULL: whichever comes first */
};

static const cJSON *member(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	return cJSON_IsNull(value) ? NULL : value;
}

/* Only what is a list: its elements can be walked. */
static const cJSON *array_of(const cJSON *object, const char *key)
{
	const cJSON *value = member(object, key);
	return cJSON_IsArray(value) ? value : NULL;
}

/* A value as its words: a text, a number, or the one of several languages. */
static const char *words_of(const struct reader *reader, const cJSON *value)
{
	if (cJSON_IsObject(value)) {
		const cJSON *chosen = reader->language ? member(value, reader->language) : NULL;
		value = cJSON_IsString(chosen) ? chosen : value->child;
	}
	if (!value)
		return NULL;
	if (cJSON_IsNumber(value))
		return arena_format(reader->arena, "%.15g", value->valuedouble);
	return cJSON_IsString(value) ? markup_line(reader->arena, value->valuestring, strlen(value->valuestring))
				     : NULL;
}

static const char *words(const struct reader *reader, const cJSON *object, const char *key)
{
	return words_of(reader, member(object, key));
}

/* As it is written, for dates and the like. */
static const char *written(const cJSON *object, const char *key)
{
	return cJSON_GetStringValue(member(object, key));
}

static const char *name_of(const struct reader *reader, const cJSON *person)
{
	static const char *const keys[] = {"public_name", "name", "full_public_name", "display_name", "title", NULL};
	const char *name = cJSON_IsString(person) ? words_of(reader, person) : NULL;
	for (size_t i = 0; keys[i] && !name; i++)
		name = words(reader, person, keys[i]);
	return name;
}

/* Those who contribute in other ways are named only where nobody speaks. */
static void read_people(struct reader *reader, const cJSON *event, struct source_session *session)
{
	static const char *const keys[] = {"persons", "participants", "speakers", NULL};
	for (size_t k = 0; keys[k]; k++) {
		const cJSON *person, *list = array_of(event, keys[k]);
		for (int others = 0; others < 2 && session->people_count == 0; others++) {
			cJSON_ArrayForEach(person, list)
			{
				const char *role = written(person, "role");
				if ((role && strcasecmp(role, "contributor") == 0) == (others == 1))
					schedule_person(&reader->schedule, session, name_of(reader, person), NULL);
			}
		}
	}
}

/* What the organizers know of it that nobody else is to see, or that is no more. */
static bool is_public(const cJSON *event)
{
	static const char *const hidden[] = {"draft", "submitted", "rejected", "withdrawn", "deleted", NULL};
	const char *state = written(event, "state");
	for (size_t i = 0; state && hidden[i]; i++)
		if (strcasecmp(state, hidden[i]) == 0)
			return false;
	return true;
}

static int64_t length_of(struct reader *reader, const cJSON *event, const struct moment *start, struct spot spot)
{
	struct moment end = schedule_moment(written(event, "end"));
	int64_t length_s = end.has_time ? schedule_between_s(start, &end) : 0;
	if (length_s != 0)
		return length_s;
	return schedule_length_s(&reader->schedule, words(reader, event, "duration"), spot);
}

/* `day` and `room` are those it stands under; NULL in version 2. */
static void read_session(struct reader *reader, const cJSON *event, const char *day, const char *room, const char *path)
{
	static const char *const ids[] = {"guid", "id", "code", "slug", NULL};
	struct spot spot = {.json_path = path};
	if (!cJSON_IsObject(event)) {
		schedule_tell(&reader->schedule, PROBLEM_REFUSED, spot,
			      "a session is not an object, so it is left out\vexport the schedule again");
		return;
	}
	if (!is_public(event))
		return;
	struct source_session session = schedule_session();
	for (size_t i = 0; ids[i] && !session.id; i++)
		session.id = words(reader, event, ids[i]);
	session.title = words(reader, event, "title");
	session.note = words(reader, event, "subtitle");
	const cJSON *own_room = member(event, "room");
	const char *name = cJSON_IsObject(own_room) ? words(reader, own_room, "name") : words_of(reader, own_room);
	session.room = name ? name : room ? markup_line(reader->arena, room, strlen(room)) : NULL;

	const char *start = written(event, "start"), *date = written(event, "date");
	session.at = schedule_moment(date);
	if (!session.at.has_time)
		session.at = schedule_moment(start);
	if (!session.at.has_time)
		session.at = date ? schedule_moment_of(date, start, 0)
				  : schedule_moment_of(day, start, reader->schedule.event->day_change);
	session.length_s = length_of(reader, event, &session.at, spot);

	const char *state = written(event, "state");
	session.cancelled = state && (strcasecmp(state, "canceled") == 0 || strcasecmp(state, "cancelled") == 0);
	read_people(reader, event, &session);
	const char *type = words(reader, event, "type");
	schedule_add(&reader->schedule, &session, type, spot);
}

static char *element_path(const char *path, size_t index)
{
	return text_format("%s[%zu]", path, index);
}

static void read_list(struct reader *reader, const cJSON *list, const char *day, const char *room, const char *path)
{
	const cJSON *event;
	size_t index = 0;
	if (!cJSON_IsArray(list)) {
		schedule_tell(&reader->schedule, PROBLEM_REFUSED, (struct spot){.json_path = path},
			      "the sessions here are not a list, so they are left out\vexport the schedule again");
		return;
	}
	cJSON_ArrayForEach(event, list)
	{
		char *own = element_path(path, index++);
		read_session(reader, event, day, room, own);
		free(own);
	}
}

static void read_days(struct reader *reader, const cJSON *conference, const char *path)
{
	const cJSON *day, *room, *days = array_of(conference, "days");
	size_t index = 0;
	cJSON_ArrayForEach(day, days)
	{
		char *day_path = text_format("%s[%zu].rooms", path, index++);
		const cJSON *rooms = cJSON_IsObject(member(day, "rooms")) ? member(day, "rooms") : NULL;
		cJSON_ArrayForEach(room, rooms)
		{
			char *room_path = json_child_path(day_path, room->string);
			read_list(reader, room, written(day, "date"), room->string, room_path);
			free(room_path);
		}
		free(day_path);
	}
}

/* The rooms in the order that organizers gave them; of those without sessions none stays (ingest goes by sessions). */
static void read_rooms(struct reader *reader, const cJSON *conference)
{
	const cJSON *room, *rooms = array_of(conference, "rooms");
	cJSON_ArrayForEach(room, rooms)
	{
		bool object = cJSON_IsObject(room);
		schedule_room(&reader->schedule, object ? words(reader, room, "name") : words_of(reader, room));
	}
}

static const char *language_of(const cJSON *conference)
{
	const char *language = written(member(conference, "defaults"), "language");
	const cJSON *languages = member(conference, "languages");
	if (!language && cJSON_IsArray(languages))
		language = cJSON_GetStringValue(languages->child);
	return language && strlen(language) == 2 && strspn(language, "abcdefghijklmnopqrstuvwxyz") == 2 ? language
													: NULL;
}

bool schedule_json_is(const cJSON *root)
{
	return cJSON_IsObject(member(member(root, "schedule"), "conference"));
}

void schedule_json_read(struct source *source, const struct json *json, struct problems *problems)
{
	struct reader reader = {.arena = source->arena};
	const cJSON *schedule = member(json->root, "schedule"), *conference = member(schedule, "conference");
	schedule_begin(&reader.schedule, source, json, problems);
	struct event *event = reader.schedule.event;
	reader.language = language_of(conference);
	event->name = words(&reader, conference, "title");
	event->start = schedule_moment(written(conference, "start")).civil.date;
	event->end = schedule_moment(written(conference, "end")).civil.date;
	event->zone.name = schedule_zone(source->arena, written(conference, "time_zone_name"));
	if (reader.language)
		event->language = arena_text(source->arena, reader.language);
	read_rooms(&reader, conference);
	const cJSON *events = member(schedule, "events");
	if (events)
		read_list(&reader, events, NULL, NULL, "$.schedule.events");
	else
		read_days(&reader, conference, "$.schedule.conference.days");
	schedule_end(&reader.schedule);
}
