/* Indico: the timetable (export/timetable) with its sessions, contributions and breaks, and the export of an event with
 * its contributions. Indico's times are a date, a time and the zone's name; a block that goes past midnight stands
 * under both days. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "formats/content_types.h"
#include "formats/kind.h"
#include "formats/markup.h"
#include "formats/schedule.h"

struct reader {
	struct schedule schedule;
	struct arena *arena;
};

static const cJSON *member(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	return cJSON_IsNull(value) ? NULL : value;
}

/* Only what is a list, or an object: its children can be walked. */
static const cJSON *array_of(const cJSON *object, const char *key)
{
	const cJSON *value = member(object, key);
	return cJSON_IsArray(value) ? value : NULL;
}

static const cJSON *object_only(const cJSON *value)
{
	return cJSON_IsObject(value) ? value : NULL;
}

static const char *words(const struct reader *reader, const cJSON *object, const char *key)
{
	const cJSON *value = member(object, key);
	if (cJSON_IsNumber(value))
		return arena_format(reader->arena, "%.15g", value->valuedouble);
	const char *text = cJSON_GetStringValue(value);
	return text ? markup_line(reader->arena, text, strlen(text)) : NULL;
}

/* {"date": "2021-09-15", "time": "06:00:00", "tz": "UTC"}: an instant where the zone is UTC, else a time of the
 * event's zone, which Indico gives to all of an event's times. */
static struct moment moment_of(const cJSON *value)
{
	const char *date = cJSON_GetStringValue(member(value, "date"));
	const char *time = cJSON_GetStringValue(member(value, "time"));
	const char *zone = cJSON_GetStringValue(member(value, "tz"));
	struct moment moment = schedule_moment_of(date, time, 0);
	if (moment.given && zone && strcmp(zone, "UTC") == 0)
		moment.has_offset = moment.anywhere = true;
	return moment;
}

static void read_people(struct reader *reader, const cJSON *entry, struct source_session *session)
{
	static const char *const keys[] = {"presenters", "speakers", "conveners", NULL};
	static const char *const names[] = {"name", "fullName", "full_name", NULL};
	for (size_t k = 0; keys[k] && session->people_count == 0; k++) {
		const cJSON *person, *list = array_of(entry, keys[k]);
		cJSON_ArrayForEach(person, list)
		{
			const char *first = words(reader, person, "first_name");
			const char *last = words(reader, person, "last_name"), *name = NULL;
			if (!first)
				first = words(reader, person, "firstName");
			if (!last)
				last = words(reader, person, "familyName");
			if (first && last)
				name = arena_format(reader->arena, "%s %s", first, last);
			for (size_t i = 0; names[i] && !name; i++)
				name = words(reader, person, names[i]);
			schedule_person(&reader->schedule, session, name, NULL);
		}
	}
}

/* `parent` is the session that the entry is in; NULL: none. */
static void read_entry(struct reader *reader, const cJSON *entry, const cJSON *parent, const char *path)
{
	static const char *const ids[] = {"uniqueId", "id", NULL};
	struct source_session session = schedule_session();
	for (size_t i = 0; ids[i] && !session.id; i++)
		session.id = words(reader, entry, ids[i]);
	session.title = words(reader, entry, "title");
	session.note = words(reader, entry, "slotTitle");
	if (!session.note)
		session.note = parent ? words(reader, parent, "title") : words(reader, entry, "session");
	if (session.note && session.title && strcmp(session.note, session.title) == 0)
		session.note = NULL;
	session.room = words(reader, entry, "room");
	if (!session.room && parent)
		session.room = words(reader, parent, "room");
	session.at = moment_of(member(entry, "startDate"));
	struct moment end = moment_of(member(entry, "endDate"));
	const cJSON *duration = member(entry, "duration");
	session.length_s = schedule_between_s(&session.at, &end);
	if (session.length_s == 0 && cJSON_IsNumber(duration) && duration->valuedouble > 0 &&
	    duration->valuedouble * 60 < SCHEDULE_LENGTH_LIMIT_S)
		session.length_s = (int64_t)duration->valuedouble * 60;
	read_people(reader, entry, &session);
	const char *type = words(reader, entry, "entryType");
	if (type && session.title && strcasecmp(type, "break") == 0)
		session.kind = kind_said(session.title) == SESSION_MEAL ? SESSION_MEAL : SESSION_BREAK;
	schedule_add(&reader->schedule, &session, NULL, (struct spot){.json_path = path});
}

/* A list or object of entries. Those without a time wait for one, in Indico. */
static void read_entries(struct reader *reader, const cJSON *entries, const cJSON *parent, const char *path);

/* A block of contributions is what it holds. */
static void read_block(struct reader *reader, const cJSON *entry, const char *holds, const char *path)
{
	const cJSON *inner = member(entry, holds);
	if (inner && inner->child) {
		char *inner_path = text_format("%s.%s", path, holds);
		read_entries(reader, inner, entry, inner_path);
		free(inner_path);
	} else if (member(entry, "startDate")) {
		read_entry(reader, entry, NULL, path);
	}
}

static void read_entries(struct reader *reader, const cJSON *entries, const cJSON *parent, const char *path)
{
	const cJSON *entry;
	size_t index = 0;
	bool list = cJSON_IsArray(entries);
	cJSON_ArrayForEach(entry, entries)
	{
		char *own = list ? text_format("%s[%zu]", path, index++) : json_child_path(path, entry->string);
		if (cJSON_IsObject(entry) && member(entry, "startDate"))
			read_entry(reader, entry, parent, own);
		free(own);
	}
}

/* Does the entry stand under this day ("20210915") only because it began on the day before? */
static bool goes_on(const cJSON *entry, const cJSON *day, const cJSON *day_before)
{
	const char *date = cJSON_GetStringValue(member(member(entry, "startDate"), "date"));
	char digits[9] = "";
	if (!date || strlen(date) != 10 || !day_before)
		return false;
	memcpy(digits, date, 4);
	memcpy(digits + 4, date + 5, 2);
	memcpy(digits + 6, date + 8, 2);
	return strcmp(digits, day->string) < 0 && cJSON_HasObjectItem(day_before, entry->string);
}

static void read_timetable(struct reader *reader, const cJSON *results)
{
	const cJSON *event, *day, *entry;
	cJSON_ArrayForEach(event, results)
	{
		const cJSON *day_before = NULL;
		char *event_path = json_child_path("$.results", event->string);
		const cJSON *days = object_only(event);
		cJSON_ArrayForEach(day, days)
		{
			char *day_path = json_child_path(event_path, day->string);
			const cJSON *entries = object_only(day);
			cJSON_ArrayForEach(entry, entries)
			{
				const char *zone = cJSON_GetStringValue(member(member(entry, "startDate"), "tz"));
				if (!cJSON_IsObject(entry) || goes_on(entry, day, day_before))
					continue;
				if (!reader->schedule.event->zone.name)
					reader->schedule.event->zone.name = schedule_zone(reader->arena, zone);
				char *path = json_child_path(day_path, entry->string);
				read_block(reader, entry, "entries", path);
				free(path);
			}
			free(day_path);
			day_before = day;
		}
		free(event_path);
	}
}

/* One event and what it consists of; or several, each of which is a session of the house. */
static void read_events(struct reader *reader, const cJSON *results)
{
	struct event *into = reader->schedule.event;
	const cJSON *event, *block;
	size_t index = 0;
	bool several = results->child && results->child->next;
	cJSON_ArrayForEach(event, results)
	{
		char *path = text_format("$.results[%zu]", index++);
		const cJSON *contributions = member(event, "contributions"), *sessions = member(event, "sessions");
		if (!several && cJSON_IsObject(event)) {
			into->name = words(reader, event, "title");
			into->place = words(reader, event, "location");
			into->start = moment_of(member(event, "startDate")).civil.date;
			into->end = moment_of(member(event, "endDate")).civil.date;
		}
		if (!into->zone.name)
			into->zone.name = schedule_zone(reader->arena, cJSON_GetStringValue(member(event, "timezone")));
		if (several && !contributions && !sessions && cJSON_IsObject(event))
			read_entry(reader, event, NULL, path);
		char *inner = text_format("%s.contributions", path);
		read_entries(reader, contributions, NULL, inner);
		free(inner);
		size_t block_index = 0;
		const cJSON *blocks = array_of(event, "sessions");
		cJSON_ArrayForEach(block, blocks)
		{
			inner = text_format("%s.sessions[%zu]", path, block_index++);
			if (cJSON_IsObject(block))
				read_block(reader, block, "contributions", inner);
			free(inner);
		}
		if (!several && !contributions && !sessions)
			schedule_tell(&reader->schedule, PROBLEM_WARNING, (struct spot){.json_path = path},
				      "this export tells of the event, but not what happens in it, so nothing of it is "
				      "shown\vexport its timetable, or add ?detail=contributions to the address");
		free(path);
	}
}

bool indico_is(const cJSON *root)
{
	const char *type = cJSON_GetStringValue(member(root, "_type"));
	const cJSON *results = member(root, "results");
	return type && strcmp(type, "HTTPAPIResult") == 0 && (cJSON_IsObject(results) || cJSON_IsArray(results));
}

void indico_read(struct source *source, const struct json *json, struct problems *problems)
{
	struct reader reader = {.arena = source->arena};
	const cJSON *results = member(json->root, "results");
	schedule_begin(&reader.schedule, source, json, problems);
	if (cJSON_IsObject(results))
		read_timetable(&reader, results);
	else
		read_events(&reader, results);
	schedule_end(&reader.schedule);
}
