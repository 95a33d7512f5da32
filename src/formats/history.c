#include "formats/history.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/deck_names.h"
#include "formats/json_scan.h"

/* A UTC second that every calendar function of ours can bear. */
#define SECOND_LIMIT 1e11

static void put_text(cJSON *object, const char *key, const char *text)
{
	if (text)
		cJSON_AddStringToObject(object, key, text);
}

static void put_session(cJSON *array, const struct session *session)
{
	cJSON *object = cJSON_CreateObject();
	cJSON_AddItemToArray(array, object);
	put_text(object, "id", session->id);
	put_text(object, "title", session->title);
	put_text(object, "room", session->room);
	put_text(object, "kind", deck_session_kinds[session->kind]);
	cJSON_AddNumberToObject(object, "start", (double)session->start_utc_s);
	cJSON_AddNumberToObject(object, "end", (double)session->end_utc_s);
	if (session->all_day)
		cJSON_AddTrueToObject(object, "all_day");
	cJSON *people = session->people_count > 0 ? cJSON_AddArrayToObject(object, "people") : NULL;
	for (size_t i = 0; i < session->people_count; i++)
		cJSON_AddItemToArray(people, cJSON_CreateString(session->people[i].name));
}

static void put_news(cJSON *array, const struct news *news)
{
	cJSON *triple = cJSON_CreateArray();
	cJSON_AddItemToArray(array, triple);
	cJSON_AddItemToArray(triple, cJSON_CreateString(news->of));
	cJSON_AddItemToArray(triple, cJSON_CreateString(news->value));
	cJSON_AddItemToArray(triple, cJSON_CreateNumber((double)news->since_utc_s));
}

void history_write(const struct record *records, size_t count, struct buffer *into)
{
	cJSON *root = cJSON_CreateObject();
	cJSON_AddNumberToObject(root, "version", HISTORY_VERSION);
	cJSON *programmes = cJSON_AddArrayToObject(root, "programmes");
	for (size_t i = 0; i < count; i++) {
		const struct record *record = &records[i];
		cJSON *object = cJSON_CreateObject();
		cJSON_AddItemToArray(programmes, object);
		put_text(object, "path", record->path);
		cJSON_AddBoolToObject(object, "fixed", record->fixed);
		put_text(object, "edition", record->edition);
		cJSON_AddNumberToObject(object, "edited", (double)record->edited_utc_s);
		cJSON *known = cJSON_AddArrayToObject(object, "known");
		for (size_t s = 0; s < record->known_count; s++)
			put_session(known, &record->known[s]);
		cJSON *news = cJSON_AddArrayToObject(object, "news");
		for (size_t n = 0; n < record->news_count; n++)
			put_news(news, &record->news[n]);
	}
	char *text = cJSON_PrintUnformatted(root);
	assert(text); /* as for a deck: memory is never wanting */
	buffer_add_text(into, text);
	buffer_add_text(into, "\n");
	cJSON_free(text);
	cJSON_Delete(root);
}

/* Reading goes on after a fault with something harmless, and all of it is dropped in the end. */
struct reader {
	struct arena *arena;
	bool broken;
};

static const char *text_or_null(struct reader *reader, const cJSON *value)
{
	const char *text = cJSON_GetStringValue(value);
	if (value && !text)
		reader->broken = true;
	return arena_text(reader->arena, text);
}

static const char *need_text(struct reader *reader, const cJSON *value)
{
	const char *text = text_or_null(reader, value);
	reader->broken = reader->broken || !text;
	return text ? text : "";
}

static int64_t need_second(struct reader *reader, const cJSON *value)
{
	if (cJSON_IsNumber(value) && fabs(value->valuedouble) <= SECOND_LIMIT)
		return (int64_t)value->valuedouble;
	reader->broken = true;
	return 0;
}

/* A list's first element, *count of them. */
static const cJSON *list(struct reader *reader, const cJSON *value, size_t *count)
{
	*count = 0;
	if (!value)
		return NULL;
	reader->broken = reader->broken || !cJSON_IsArray(value);
	if (cJSON_IsArray(value))
		*count = (size_t)cJSON_GetArraySize(value);
	return *count > 0 ? value->child : NULL;
}

static const cJSON *get(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void read_session(struct reader *reader, const cJSON *object, struct session *session)
{
	const char *kind = need_text(reader, get(object, "kind"));
	int index = 0;
	while (deck_session_kinds[index] && strcmp(deck_session_kinds[index], kind) != 0)
		index++;
	reader->broken = reader->broken || !deck_session_kinds[index];
	session->kind = deck_session_kinds[index] ? (enum session_kind)index : SESSION_TALK;
	session->id = text_or_null(reader, get(object, "id"));
	session->title = need_text(reader, get(object, "title"));
	session->room = text_or_null(reader, get(object, "room"));
	session->start_utc_s = need_second(reader, get(object, "start"));
	session->end_utc_s = need_second(reader, get(object, "end"));
	session->all_day = cJSON_IsTrue(get(object, "all_day"));
	reader->broken = reader->broken || session->end_utc_s <= session->start_utc_s;
	const cJSON *name = list(reader, get(object, "people"), &session->people_count);
	session->people = arena_allocate(reader->arena, session->people_count + 1, sizeof *session->people);
	for (size_t i = 0; name; name = name->next, i++)
		session->people[i].name = need_text(reader, name);
}

static void read_news(struct reader *reader, const cJSON *triple, struct news *news)
{
	news->of = need_text(reader, cJSON_GetArrayItem(triple, 0));
	news->value = need_text(reader, cJSON_GetArrayItem(triple, 1));
	news->since_utc_s = need_second(reader, cJSON_GetArrayItem(triple, 2));
}

static void read_record(struct reader *reader, const cJSON *object, struct record *record)
{
	record->path = need_text(reader, get(object, "path"));
	record->fixed = cJSON_IsTrue(get(object, "fixed"));
	record->edition = need_text(reader, get(object, "edition"));
	record->edited_utc_s = need_second(reader, get(object, "edited"));
	const cJSON *session = list(reader, get(object, "known"), &record->known_count);
	record->known = arena_allocate(reader->arena, record->known_count + 1, sizeof *record->known);
	for (size_t i = 0; session; session = session->next, i++)
		read_session(reader, session, &record->known[i]);
	const cJSON *triple = list(reader, get(object, "news"), &record->news_count);
	record->news = arena_allocate(reader->arena, record->news_count + 1, sizeof *record->news);
	for (size_t i = 0; triple; triple = triple->next, i++)
		read_news(reader, triple, &record->news[i]);
}

struct record *history_read(struct arena *arena, const char *text, size_t length, size_t *count)
{
	struct reader reader = {.arena = arena};
	struct json_fault not_json;
	*count = 0;
	if (utf8_check(text, length) != length || !json_scan(text, length, SIZE_MAX, &not_json))
		return NULL;
	cJSON *root = cJSON_ParseWithLength(text, length);
	const cJSON *version = get(root, "version");
	if (!cJSON_IsNumber(version) || version->valuedouble != HISTORY_VERSION) {
		cJSON_Delete(root);
		return NULL;
	}
	size_t found;
	const cJSON *object = list(&reader, get(root, "programmes"), &found);
	struct record *records = arena_allocate(arena, found + 1, sizeof *records);
	for (size_t i = 0; object; object = object->next, i++)
		read_record(&reader, object, &records[i]);
	cJSON_Delete(root);
	if (reader.broken)
		return NULL;
	*count = found;
	return records;
}
