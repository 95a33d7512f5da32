#include "control/listing.h"

#include <cjson/cJSON.h>

void listing_begin(struct buffer *list)
{
	buffer_add_text(list, "[");
}

void listing_add(struct buffer *list, const struct listing_page *page)
{
	cJSON *object = cJSON_CreateObject(), *sources;
	char *text;

	cJSON_AddNumberToObject(object, "number", page->number);
	cJSON_AddStringToObject(object, "file", page->file);
	cJSON_AddStringToObject(object, "kind", page->kind);
	cJSON_AddItemToObject(object, "title", page->title ? cJSON_CreateString(page->title) : cJSON_CreateNull());
	cJSON_AddStringToObject(object, "screen", page->screen);
	if (page->at)
		cJSON_AddStringToObject(object, "at", page->at);
	sources = cJSON_AddArrayToObject(object, "sources");
	for (size_t i = 0; i < page->sources_count; i++)
		cJSON_AddItemToArray(sources, cJSON_CreateString(page->sources[i]));
	text = cJSON_PrintUnformatted(object);
	buffer_add_format(list, "%s\n  %s", page->number > 1 ? "," : "", text ? text : "null");
	cJSON_free(text);
	cJSON_Delete(object);
}

void listing_end(struct buffer *list)
{
	buffer_add_text(list, "\n]\n");
}
