/* The texts of a folder and all below: of *.txt each line and each paragraph, of *.json each text under certain names.
 */
#ifndef TESTS_UNIT_WHOLE_FIELD_H
#define TESTS_UNIT_WHOLE_FIELD_H

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"

enum { FIELD_FILE_LIMIT_BYTES = 64 << 20 };

static const char *const field_keys[] = {"title",    "subtitle", "name",  "public_name", "full_public_name", "room",
					 "rooms",    "persons",  "track", "speaker",     "speakers",         "place",
					 "location", "caption",  "text",  "conference"};

struct field {
	char **texts;
	size_t count, capacity;
};

static inline void field_add(struct field *field, const char *text, size_t length)
{
	if (length == 0)
		return;
	field->texts = memory_grow(field->texts, &field->capacity, field->count + 1, sizeof *field->texts);
	field->texts[field->count++] = text_copy_part(text, length);
}

static inline void field_read_text(struct field *field, const char *text)
{
	const char *paragraph = text;
	size_t lines = 0;

	for (;;) {
		size_t length = strcspn(text, "\n");

		if (length == 0 || text[length] == '\0') { /* a paragraph of one line is that line */
			size_t all = (size_t)(text + length - paragraph);

			if (lines + (length > 0) > 1)
				field_add(field, paragraph, all);
			paragraph = text + length + 1;
			lines = 0;
		} else {
			lines++;
		}
		field_add(field, text, length);
		if (text[length] == '\0')
			return;
		text += length + 1;
	}
}

static inline void field_read_json(struct field *field, const cJSON *value, const char *key)
{
	for (const cJSON *child = value->child; child; child = child->next)
		field_read_json(field, child, child->string ? child->string : key);
	const char *text = cJSON_GetStringValue(value);
	for (size_t i = 0; text && key && i < sizeof field_keys / sizeof *field_keys; i++)
		if (strcmp(key, field_keys[i]) == 0)
			field_add(field, text, strlen(text));
}

static inline void field_read(struct field *field, const char *path)
{
	const char *ending = strrchr(path, '.');
	struct buffer bytes;
	struct stat status;

	if (stat(path, &status) != 0)
		return;
	if (S_ISDIR(status.st_mode)) {
		struct dirent **entries = NULL;
		int count = scandir(path, &entries, NULL, alphasort);

		for (int i = 0; i < count; i++) {
			char *below = path_join(path, entries[i]->d_name);

			if (entries[i]->d_name[0] != '.')
				field_read(field, below);
			free(below);
			free(entries[i]);
		}
		free(entries);
		return;
	}
	if (!ending || (strcasecmp(ending, ".txt") != 0 && strcasecmp(ending, ".json") != 0))
		return;
	buffer_init(&bytes);
	if (file_read(path, FIELD_FILE_LIMIT_BYTES, &bytes) == 0 && strcasecmp(ending, ".txt") == 0) {
		field_read_text(field, buffer_text(&bytes));
	} else if (bytes.length > 0) {
		cJSON *root = cJSON_ParseWithLength(bytes.bytes, bytes.length);

		if (root)
			field_read_json(field, root, NULL);
		cJSON_Delete(root);
	}
	buffer_finish(&bytes);
}

static inline int field_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Each text once. */
static inline struct field field_of(const char *folder)
{
	struct field field = {0};
	size_t kept = 0;

	field_read(&field, folder);
	if (field.count > 0)
		qsort(field.texts, field.count, sizeof *field.texts, field_compare);
	for (size_t i = 0; i < field.count; i++) {
		if (kept > 0 && strcmp(field.texts[kept - 1], field.texts[i]) == 0)
			free(field.texts[i]);
		else
			field.texts[kept++] = field.texts[i];
	}
	field.count = kept;
	return field;
}

static inline void field_finish(struct field *field)
{
	for (size_t i = 0; i < field->count; i++)
		free(field->texts[i]);
	free(field->texts);
}

#endif
