#include "formats/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "formats/json_duplicates.h"
#include "formats/json_scan.h"

void json_line_column(const char *text, size_t offset, int *line, int *column)
{
	*line = 1;
	*column = 1;
	for (size_t i = 0; i < offset; i++) {
		if (text[i] == '\n') {
			(*line)++;
			*column = 1;
		} else if (((unsigned char)text[i] & 0xC0) != 0x80) {
			(*column)++;
		}
	}
}

/* One step of a JSON path: ".key", "[3]" or "[\"odd key\"]". Returns the node it leads to and its place among the
 * children; NULL at the end of the path and where it leads nowhere. */
static const cJSON *step(const cJSON *node, const char **path, size_t *place)
{
	const char *p = *path;
	const cJSON *child = node->child;
	*place = 0;
	if (p[0] == '[' && p[1] != '"') {
		char *end;
		unsigned long index = strtoul(p + 1, &end, 10);
		if (*end != ']' || !cJSON_IsArray(node))
			return NULL;
		*path = end + 1;
		while (child && *place < index) {
			child = child->next;
			(*place)++;
		}
		return child;
	}
	char *key = memory_allocate(strlen(p) + 1);
	size_t length = 0;
	if (p[0] == '.') {
		for (p++; *p && *p != '.' && *p != '['; p++)
			key[length++] = *p;
	} else if (p[0] == '[') {
		for (p += 2; *p && *p != '"'; p++) {
			if (*p == '\\' && p[1])
				p++;
			key[length++] = *p;
		}
		if (*p)
			p++;
		if (*p == ']')
			p++;
	} else {
		child = NULL;
	}
	*path = p;
	if (!cJSON_IsObject(node))
		child = NULL;
	while (child && strcmp(child->string, key) != 0) {
		child = child->next;
		(*place)++;
	}
	free(key);
	return child;
}

/* The offset of the child in that place, or of its key, in the text of the object or array at `at`. */
static size_t child_offset(const struct json *json, size_t at, size_t place, bool of_key)
{
	const char *text = json->mended ? json->mended : json->text;
	size_t length = json->mended ? json->mended_length : json->length;
	bool object = text[at] == '{';
	for (at++;; place--) {
		at = json_skip_space(text, length, at);
		if (object && place == 0 && of_key)
			return at;
		if (object) {
			at = json_skip_value(text, length, at);     /* the key */
			at = json_skip_space(text, length, at) + 1; /* the colon */
			at = json_skip_space(text, length, at);
		}
		if (place == 0)
			return at;
		at = json_skip_value(text, length, at);
		at = json_skip_space(text, length, at) + 1; /* the comma */
	}
}

static void locate(const struct json *json, const char *json_path, bool of_key, int *line, int *column)
{
	const char *text = json->mended ? json->mended : json->text;
	size_t at = json_skip_space(text, json->mended ? json->mended_length : json->length, 0);
	const char *path = *json_path == '$' ? json_path + 1 : json_path;
	const cJSON *node = json->root;
	while (node && *path) {
		size_t place;
		node = step(node, &path, &place);
		if (node)
			at = child_offset(json, at, place, of_key && *path == '\0');
	}
	json_line_column(json->text, json_mends_origin(&json->mends, at), line, column);
}

void json_locate(const struct json *json, const char *json_path, int *line, int *column)
{
	locate(json, json_path, false, line, column);
}

void json_key_problem(const struct json *json, struct problems *problems, enum problem_level level,
		      const char *json_path, const char *words, const char *remedy)
{
	struct problem problem = {
		.level = level, .path = json->path, .json_path = json_path, .words = words, .remedy = remedy};
	locate(json, json_path, true, &problem.line, &problem.column);
	problems_add(problems, &problem);
}

void json_problem(const struct json *json, struct problems *problems, enum problem_level level, const char *json_path,
		  const char *words, const char *remedy)
{
	struct problem problem = {
		.level = level, .path = json->path, .json_path = json_path, .words = words, .remedy = remedy};
	json_locate(json, json_path, &problem.line, &problem.column);
	problems_add(problems, &problem);
}

/* The bytes of text up to limit that are whole characters. */
static size_t quoted_length(const char *text, size_t limit)
{
	size_t length = strnlen(text, limit + 1);
	if (length <= limit)
		return length;
	for (length = limit; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
		length--;
	return length;
}

char *json_child_path(const char *json_path, const char *key)
{
	enum { KEY_LIMIT = 100 }; /* a longer one is cut: its path leads to the object it is in */
	size_t plain = 0;
	while ((key[plain] >= 'a' && key[plain] <= 'z') || (key[plain] >= 'A' && key[plain] <= 'Z') ||
	       key[plain] == '_' || key[plain] == '-' || key[plain] == '$' || (key[plain] >= '0' && key[plain] <= '9'))
		plain++;
	if (plain > 0 && plain <= KEY_LIMIT && key[plain] == '\0')
		return text_format("%s.%s", json_path, key);
	struct buffer path;
	buffer_init(&path);
	buffer_add_format(&path, "%s[\"", json_path);
	for (size_t length = quoted_length(key, KEY_LIMIT); length > 0; length--, key++) {
		if (*key == '"' || *key == '\\')
			buffer_add_text(&path, "\\");
		buffer_add(&path, key, 1);
	}
	buffer_add_text(&path, *key ? "…\"]" : "\"]");
	return buffer_take(&path);
}

static void tell_mends(const struct json *json, struct problems *problems)
{
	const struct json_mends *mends = &json->mends;
	for (size_t i = 0; i < mends->told_count; i++) {
		struct problem problem = {.level = PROBLEM_WARNING,
					  .path = json->path,
					  .words = mends->told[i].words.text,
					  .remedy = mends->told[i].words.remedy,
					  .excerpt = {.missing = mends->told[i].words.missing}};
		json_line_column(json->text, mends->told[i].offset, &problem.line, &problem.column);
		problems_add(problems, &problem);
	}
	if (mends->untold)
		problems_add(problems, &(struct problem){.level = PROBLEM_WARNING,
							 .path = json->path,
							 .words = "there are more of these mistakes in this file",
							 .remedy = "mend these first"});
}

/* Finds out what the text says, without those mistakes that leave no doubt. The fault is about a place of the text as
 * it was written. */
static bool mend(struct json *json, struct json_fault *fault)
{
	if (!json_scan_mending(json->text, json->length, JSON_VALUES_LIMIT, &json->mends, fault))
		return false;
	if (json->mends.count == 0)
		return true;
	json->mended = json_mends_apply(&json->mends, json->text, json->length, &json->mended_length);
	if (json_scan(json->mended, json->mended_length, JSON_VALUES_LIMIT, fault))
		return true;
	fault->offset = json_mends_origin(&json->mends, fault->offset);
	return false;
}

bool json_parse(struct json *json, const char *path, const char *text, size_t length, struct problems *problems)
{
	*json = (struct json){.path = path, .text = text, .length = length};
	json_mends_init(&json->mends);
	struct json_fault fault = {
		.offset = utf8_check(text, length),
		.words = {"a byte stands here that is not UTF-8", "save the file with the encoding UTF-8", 0},
	};
	if (fault.offset == length && mend(json, &fault)) {
		json->root = json->mended ? cJSON_ParseWithLength(json->mended, json->mended_length)
					  : cJSON_ParseWithLength(text, length);
		if (json->root) {
			tell_mends(json, problems);
			json_duplicates_find(json);
			return true;
		}
		/* cJSON takes all that the scan takes; were it not so, better a vague message than none. */
		fault = (struct json_fault){.words = {"this is not JSON", "check it in a JSON editor", 0}};
	}
	struct problem problem = {.level = PROBLEM_REFUSED,
				  .path = path,
				  .words = fault.words.text,
				  .remedy = fault.words.remedy,
				  .excerpt = {.missing = fault.words.missing}};
	json_line_column(text, fault.offset < length ? fault.offset : length, &problem.line, &problem.column);
	problems_add(problems, &problem);
	json_finish(json);
	return false;
}

void json_finish(struct json *json)
{
	cJSON_Delete(json->root);
	json->root = NULL;
	free(json->mended);
	json->mended = NULL;
	json_mends_finish(&json->mends);
	json_duplicates_finish(&json->duplicates);
}
