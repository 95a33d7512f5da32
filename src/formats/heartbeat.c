#include "formats/heartbeat.h"

#include <cjson/cJSON.h>

static void add_text(cJSON *object, const char *name, const char *text)
{
	if (text != NULL && text[0] != '\0')
		cJSON_AddStringToObject(object, name, text);
	else
		cJSON_AddNullToObject(object, name);
}

static void add_time(cJSON *object, const char *name, const struct zone *zone, int64_t utc_s)
{
	char text[26] = "";
	if (utc_s != 0 && utc_s != INT64_MAX)
		civil_format(utc_s, zone_offset_s(zone, utc_s), text);
	add_text(object, name, text);
}

void heartbeat_write(const struct heartbeat *heartbeat, struct buffer *json)
{
	cJSON *object = cJSON_CreateObject();
	add_text(object, "screen", heartbeat->screen);
	add_text(object, "version", heartbeat->version);
	add_text(object, "id", heartbeat->id);
	add_time(object, "when", heartbeat->zone, heartbeat->when_utc_s);
	cJSON_AddNumberToObject(object, "interval_s", heartbeat->interval_s);
	add_text(object, "set", heartbeat->set);
	add_text(object, "report", heartbeat->report);
	cJSON *files = cJSON_AddObjectToObject(object, "files");
	cJSON_AddNumberToObject(files, "taken", heartbeat->health->taken);
	cJSON_AddNumberToObject(files, "refused", heartbeat->health->refused);
	cJSON_AddNumberToObject(files, "waiting", heartbeat->health->waiting);
	cJSON *problems = cJSON_AddObjectToObject(object, "problems");
	cJSON_AddNumberToObject(problems, "refused", heartbeat->refused);
	cJSON_AddNumberToObject(problems, "warnings", heartbeat->warnings);
	cJSON *shown = cJSON_AddArrayToObject(object, "shown");
	for (size_t i = 0; i < heartbeat->shown_count; i++) {
		const struct heartbeat_slide *slide = &heartbeat->shown[i];
		cJSON *inner = cJSON_CreateObject();
		add_text(inner, "title", slide->title);
		add_text(inner, "file", slide->source);
		add_time(inner, "until", heartbeat->zone, slide->until_utc_s);
		cJSON_AddItemToArray(shown, inner);
	}
	char *text = cJSON_Print(object);
	buffer_add_format(json, "%s\n", text);
	cJSON_free(text);
	cJSON_Delete(object);
}
