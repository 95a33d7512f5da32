#include "formats/json_duplicates.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "formats/excerpt.h"
#include "formats/json.h"
#include "formats/json_scan.h"

enum { TOLD_LIMIT = 10, VALUE_LIMIT = 40, KEY_LIMIT = 60 };

struct member { /* of an object */
	const cJSON *value;
	size_t key_at, order;
};

static int compare_members(const void *a, const void *b)
{
	const struct member *left = a, *right = b;
	int order = strcmp(left->value->string, right->value->string);
	return order != 0 ? order : left->order < right->order ? -1 : 1;
}

/* The value as JSON, or its beginning. free() it. */
static char *short_value(const char *value)
{
	char *text = text_format("%.*s%s", VALUE_LIMIT, value, strlen(value) > VALUE_LIMIT ? "…" : "");
	utf8_mend(text);
	excerpt_cover_addresses(text);
	return text;
}

static void add(struct json *json, const char *json_path, const struct member *first, const struct member *again)
{
	struct json_duplicates *duplicates = &json->duplicates;
	if (duplicates->count == JSON_DUPLICATES_LIMIT) {
		duplicates->more = true;
		return;
	}
	char *value = cJSON_PrintUnformatted(first->value), *other = cJSON_PrintUnformatted(again->value);
	bool same = value != NULL && other != NULL && strcmp(value, other) == 0;
	struct json_duplicate duplicate = {.json_path = json_child_path(json_path, first->value->string), .same = same};
	int line, column;
	json_line_column(json->text, json_mends_origin(&json->mends, first->key_at), &line, &column);
	json_line_column(json->text, json_mends_origin(&json->mends, again->key_at), &duplicate.line,
			 &duplicate.column);
	char *one = short_value(value != NULL ? value : ""), *two = short_value(other != NULL ? other : "");
	duplicate.key = text_format("%.*s", KEY_LIMIT, first->value->string);
	utf8_mend(duplicate.key);
	duplicate.words =
		same ? text_format("the key \"%s\" stands more than once here, and says the same", duplicate.key)
		     : text_format("the key \"%s\" stands here with different values: %s in line %d, %s in line %d",
				   duplicate.key, one, line, two, duplicate.line);
	free(two);
	free(one);
	duplicates->list =
		memory_grow(duplicates->list, &duplicates->capacity, duplicates->count + 1, sizeof *duplicates->list);
	duplicates->list[duplicates->count++] = duplicate;
	cJSON_free(value);
	cJSON_free(other);
}

/* Sorted, so that an object of a million keys costs no square. */
static void compare(struct json *json, const char *json_path, struct member *members, size_t count)
{
	if (count > 1)
		qsort(members, count, sizeof *members, compare_members);
	for (size_t i = 1, first = 0; i < count; i++) {
		if (strcmp(members[i].value->string, members[first].value->string) != 0)
			first = i;
		else
			add(json, json_path, &members[first], &members[i]);
	}
}

/* Looks at the node whose text begins at `at`, and below; returns where its text ends, unless it is empty. Its depth
 * was bounded by the scan. */
static size_t look(struct json *json, const cJSON *node, size_t at, const char *json_path)
{
	const char *text = json->mended != NULL ? json->mended : json->text;
	size_t length = json->mended != NULL ? json->mended_length : json->length, count = 0, capacity = 0;
	struct member *members = NULL;
	const cJSON *child;
	bool object = cJSON_IsObject(node);
	cJSON_ArrayForEach(child, node)
	{
		at = json_skip_space(text, length, at + 1); /* past the bracket or the comma */
		if (object) {
			members = memory_grow(members, &capacity, count + 1, sizeof *members);
			members[count] = (struct member){child, at, count};
			at = json_skip_value(text, length, at);
			at = json_skip_space(text, length, at) + 1; /* the colon */
			at = json_skip_space(text, length, at);
		}
		if (child->child != NULL) {
			char *path = object ? json_child_path(json_path, child->string)
					    : text_format("%s[%zu]", json_path, count);
			at = look(json, child, at, path);
			free(path);
		} else {
			at = json_skip_value(text, length, at);
		}
		at = json_skip_space(text, length, at);
		count++;
	}
	if (object)
		compare(json, json_path, members, count);
	free(members);
	return at + 1; /* past the closing bracket */
}

void json_duplicates_find(struct json *json)
{
	const char *text = json->mended != NULL ? json->mended : json->text;
	size_t length = json->mended != NULL ? json->mended_length : json->length;
	look(json, json->root, json_skip_space(text, length, 0), "$");
}

void json_duplicates_finish(struct json_duplicates *duplicates)
{
	for (size_t i = 0; i < duplicates->count; i++) {
		free(duplicates->list[i].json_path);
		free(duplicates->list[i].key);
		free(duplicates->list[i].words);
	}
	free(duplicates->list);
	*duplicates = (struct json_duplicates){0};
}

static void tell(const struct json *json, const struct json_duplicate *duplicate, enum problem_level level,
		 const char *words, const char *remedy, struct problems *problems)
{
	problems_add(problems, &(struct problem){.level = level,
						 .path = json->path,
						 .json_path = duplicate->json_path,
						 .line = duplicate->line,
						 .column = duplicate->column,
						 .words = words,
						 .remedy = remedy});
}

void json_duplicates_warn(const struct json *json, struct problems *problems)
{
	const struct json_duplicates *duplicates = &json->duplicates;
	for (size_t i = 0; i < duplicates->count && i < TOLD_LIMIT; i++) {
		char *words = text_format("the key \"%s\" stands more than once here; the first counts",
					  duplicates->list[i].key);
		tell(json, &duplicates->list[i], PROBLEM_WARNING, words, "keep one of them", problems);
		free(words);
	}
}

static bool below(const char *json_path, const char *above)
{
	size_t length = strlen(above);
	return strncmp(json_path, above, length) == 0 && (json_path[length] == '.' || json_path[length] == '[');
}

/* Below a key that begins with "_" or "$", which is the author's own. */
static bool in_notes(const char *json_path)
{
	return strstr(json_path, "._") != NULL || strstr(json_path, ".$") != NULL ||
	       strstr(json_path, "[\"_") != NULL || strstr(json_path, "[\"$") != NULL;
}

bool json_duplicates_refuse(const struct json *json, const char *json_path, struct problems *problems)
{
	const struct json_duplicates *duplicates = &json->duplicates;
	bool refused = duplicates->more;
	size_t told = 0;
	for (size_t i = 0; i < duplicates->count; i++) {
		const struct json_duplicate *duplicate = &duplicates->list[i];
		if (!below(duplicate->json_path, json_path) || in_notes(duplicate->json_path))
			continue;
		bool first = !refused && !duplicate->same;
		refused = refused || !duplicate->same;
		if (told++ < TOLD_LIMIT || first)
			tell(json, duplicate, duplicate->same ? PROBLEM_WARNING : PROBLEM_REFUSED, duplicate->words,
			     duplicate->same ? "keep one of them" : "keep the one that is right, and delete the other",
			     problems);
	}
	if (duplicates->more)
		problems_add(problems, &(struct problem){.level = PROBLEM_REFUSED,
							 .path = json->path,
							 .words = "too many keys of this file stand more than once",
							 .remedy = "keep one of each"});
	return refused;
}
