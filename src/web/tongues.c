#include "web/tongues.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"

enum { FILE_LIMIT_BYTES = 1 << 18, TONGUES_MOST = 16, WANTED_MOST = 8, TAG_SIZE = 4 };

struct tongues {
	struct tongue {
		char tag[TAG_SIZE];
		struct phrases *phrases; /* NULL: English */
	} list[TONGUES_MOST];            /* what was asked for and is there */
	size_t count;
};

struct tongues *tongues_create(void)
{
	struct tongues *tongues = memory_allocate(sizeof *tongues);
	*tongues = (struct tongues){.list = {{.tag = "en"}}, .count = 1};
	return tongues;
}

void tongues_destroy(struct tongues *tongues)
{
	if (tongues == NULL)
		return;
	for (size_t i = 0; i < tongues->count; i++)
		phrases_destroy(tongues->list[i].phrases);
	free(tongues);
}

static struct phrases *read_phrases(const char *tag)
{
	struct phrases *phrases = NULL;
	struct problems unheard;
	struct buffer text;
	char *name = text_format("assets/report/%s.json", tag);
	char *path = data_path(name);
	problems_init(&unheard);
	buffer_init(&text);
	if (path != NULL && file_read(path, FILE_LIMIT_BYTES, &text) == 0)
		phrases = phrases_read(name, buffer_text(&text), text.length, &unheard);
	buffer_finish(&text);
	problems_finish(&unheard);
	free(path);
	free(name);
	return phrases;
}

/* NULL: there is no such language. */
static const struct tongue *find(struct tongues *tongues, const char *tag)
{
	for (size_t i = 0; i < tongues->count; i++)
		if (strcmp(tongues->list[i].tag, tag) == 0)
			return &tongues->list[i];
	struct phrases *phrases = tongues->count < TONGUES_MOST ? read_phrases(tag) : NULL;
	if (phrases == NULL)
		return NULL;
	struct tongue *tongue = &tongues->list[tongues->count++];
	snprintf(tongue->tag, sizeof tongue->tag, "%s", tag);
	tongue->phrases = phrases;
	return tongue;
}

const struct phrases *tongues_find(struct tongues *tongues, const char *wanted)
{
	for (int i = 0; wanted != NULL && i < WANTED_MOST; i++) {
		char tag[TAG_SIZE] = "";
		size_t length = 0;
		wanted += strspn(wanted, " ,");
		for (; length < TAG_SIZE - 1 && isalpha((unsigned char)wanted[length]); length++)
			tag[length] = (char)tolower((unsigned char)wanted[length]);
		const struct tongue *tongue =
			length >= 2 && !isalpha((unsigned char)wanted[length]) ? find(tongues, tag) : NULL;
		if (tongue != NULL)
			return tongue->phrases;
		wanted = strchr(wanted, ',');
	}
	return NULL;
}

static void translate(const struct phrases *phrases, struct arena *arena, cJSON *object, const char *name)
{
	const char *english = cJSON_GetStringValue(cJSON_GetObjectItem(object, name));
	if (english == NULL)
		return;
	const char *theirs = phrases_sentence(phrases, arena, english, NULL);
	cJSON_ReplaceItemInObject(object, name, cJSON_CreateString(theirs));
}

void tongues_translate(const struct phrases *phrases, cJSON *status)
{
	cJSON_AddStringToObject(status, "language", phrases != NULL ? phrases_tag(phrases) : "en");
	if (phrases == NULL)
		return;
	struct arena *arena = arena_create();
	cJSON *problem;
	cJSON_ArrayForEach(problem, cJSON_GetObjectItem(status, "problems"))
	{
		translate(phrases, arena, problem, "words");
		translate(phrases, arena, problem, "remedy");
	}
	translate(phrases, arena, cJSON_GetObjectItem(status, "health"), "reason");
	translate(phrases, arena, cJSON_GetObjectItem(status, "display"), "last_proof");
	translate(phrases, arena, cJSON_GetObjectItem(status, "restarts"), "why");
	arena_destroy(arena);
}
