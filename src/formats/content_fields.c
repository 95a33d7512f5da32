#include "formats/content_fields.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "formats/words.h"
#include "formats/written.h"

static const char *child_path(const struct object *object, const char *key)
{
	char *path = json_child_path(object->path, key);
	const char *copy = arena_text(object->reading->arena, path);
	free(path);
	return copy;
}

/* Of a key's value, or of the key itself. */
__attribute__((format(printf, 5, 0))) static void tell(const struct object *object, enum problem_level level,
						       const char *key, bool of_key, const char *format,
						       va_list arguments)
{
	struct reading *reading = object->reading;
	if (level == PROBLEM_REFUSED)
		*object->refused = true;
	/* Whoever checks goes by refusals, so the first is told even behind a row of warnings. */
	bool first_refusal = level == PROBLEM_REFUSED && !reading->refusal_told;
	if (reading->told > TOLD_LIMIT && !first_refusal)
		return;
	reading->refusal_told = reading->refusal_told || level == PROBLEM_REFUSED;
	struct words words = {0};
	words_format(&words, format, arguments);
	const char *path = key ? child_path(object, key) : object->path;
	if (reading->told++ == TOLD_LIMIT && !first_refusal)
		json_problem(reading->json, reading->problems, level, path,
			     "there are more problems in this file than are listed here", "mend these first");
	else if (of_key)
		json_key_problem(reading->json, reading->problems, level, path, words.text, words.remedy);
	else
		json_problem(reading->json, reading->problems, level, path, words.text, words.remedy);
}

void fields_problem(const struct object *object, enum problem_level level, const char *key, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(object, level, key, false, format, arguments);
	va_end(arguments);
}

__attribute__((format(printf, 4, 5))) static void key_problem(const struct object *object, enum problem_level level,
							      const char *key, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(object, level, key, true, format, arguments);
	va_end(arguments);
}

bool fields_alike(const char *written, const char *word)
{
	size_t length = strlen(word);
	written += written_space(written);
	return strncasecmp(written, word, length) == 0 && written[length + written_space(written + length)] == '\0';
}

void fields_adopt(const struct object *object, const char *const *known)
{
	const cJSON *child;
	cJSON_ArrayForEach(child, object->node)
	{
		size_t i = 0;
		while (known[i] && !fields_alike(child->string, known[i]))
			i++;
		if (!known[i] || cJSON_GetObjectItemCaseSensitive(object->node, known[i]))
			continue;
		key_problem(object, PROBLEM_WARNING, child->string,
			    "the key \"%.40s\" is understood as \"%s\"\vwrite \"%s\"", child->string, known[i],
			    known[i]);
		memcpy(child->string, known[i], strlen(known[i]) + 1);
	}
}

/* Without it the item would be shown on another day, or to others. */
static bool says_when(const char *key)
{
	static const char *const keys[] = {"date", "days", "show", "on", "from", "until", "between"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

void fields_known(const struct object *object, const char *const *known)
{
	const cJSON *child;
	fields_adopt(object, known);
	cJSON_ArrayForEach(child, object->node)
	{
		const char *key = child->string;
		size_t i = 0;
		while (known[i] && strcmp(known[i], key) != 0)
			i++;
		if (known[i] || *key == '$' || *key == '_')
			continue;
		if (object->reading->told > TOLD_LIMIT) /* an object of a million keys would be searched for nothing */
			return;
		const char *nearest = fields_called(key, known);
		if (!nearest)
			nearest = fields_nearest(key, known);
		if (nearest)
			key_problem(object, says_when(nearest) ? PROBLEM_REFUSED : PROBLEM_WARNING, key,
				    "the key \"%.40s\" is not known here\vdid you mean \"%s\"?", key, nearest);
		else
			key_problem(object, PROBLEM_WARNING, key,
				    "the key \"%.40s\" is not known here\vremove it; keys that begin with _ are "
				    "free for notes",
				    key);
	}
}

const cJSON *fields_value(const struct object *object, const char *key)
{
	const cJSON *value = object->node ? cJSON_GetObjectItemCaseSensitive(object->node, key) : NULL;
	return cJSON_IsNull(value) ? NULL : value;
}

struct object fields_object(const struct object *object, const char *key)
{
	return fields_value_object(object, key, fields_value(object, key));
}

struct object fields_value_object(const struct object *object, const char *key, const cJSON *value)
{
	if (cJSON_IsNull(value))
		value = NULL;
	if (value && !cJSON_IsObject(value)) {
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%s\" is left out, for it is not an object\vwrite { } around its parts", key);
		value = NULL;
	}
	return (struct object){object->reading, value, value ? child_path(object, key) : object->path, object->refused};
}

struct object fields_element(const struct object *object, const char *key, const cJSON *element, size_t index)
{
	const char *path = key ? child_path(object, key) : object->path;
	return (struct object){object->reading, element, arena_format(object->reading->arena, "%s[%zu]", path, index),
			       object->refused};
}

const cJSON *fields_list(const struct object *object, const char *key, bool refuse)
{
	const cJSON *value = fields_value(object, key);
	if (!value)
		return NULL;
	if (cJSON_IsArray(value))
		return value->child;
	fields_problem(object, refuse ? PROBLEM_REFUSED : PROBLEM_WARNING, key, "\"%s\" is not a list\vput it in [ ]",
		       key);
	return NULL;
}

/* Trims, replaces control characters; characters are counted into *count. */
static char *clean(struct arena *arena, const char *text, bool line, size_t *count)
{
	size_t length = strlen(text), start = written_space(text), kept = 0;
	char *copy = arena_allocate(arena, length - start + 1, 1);
	*count = 0;
	size_t solid = 0, solid_count = 0;
	for (size_t i = start; i < length;) {
		size_t size;
		uint32_t c = utf8_decode(text + i, length - i, &size);
		bool newline = c == '\n' && !line;
		if (c == '\r' && text[i + 1] == '\n') {
			i++;
			continue;
		}
		bool space = c == ' ' || newline || written_space((char[]){text[i], '\0'}) > 0 || c == 0xA0;
		if (c < 0x20 || c == 0x7F || c == UINT32_MAX || (c >= 0x80 && c < 0xA0)) {
			copy[kept++] = newline ? '\n' : (c == '\t' && !line) ? '\t' : ' ';
			space = true;
		} else {
			memcpy(copy + kept, text + i, size);
			kept += size;
		}
		(*count)++;
		if (!space) {
			solid = kept;
			solid_count = *count;
		}
		i += size;
	}
	copy[solid] = '\0';
	*count = solid_count;
	return copy;
}

static const char *text_of(const struct object *object, const char *key, const cJSON *value, size_t limit, bool line)
{
	if (cJSON_IsNumber(value)) {
		fields_problem(object, PROBLEM_WARNING, key,
			       "a number stands where a text belongs\vput it in quotes: \"%.15g\"", value->valuedouble);
		return arena_format(object->reading->arena, "%.15g", value->valuedouble);
	}
	if (!cJSON_IsString(value)) {
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%s\" is left out, for it is not a text\vwrite a text in quotes", key);
		return NULL;
	}
	size_t count;
	const char *text = clean(object->reading->arena, value->valuestring, line, &count);
	if (count > limit) {
		fields_problem(object, PROBLEM_REFUSED, key,
			       "this text has %zu characters, and at most %zu can be shown\vshorten it", count, limit);
		return NULL;
	}
	return *text ? text : NULL;
}

const char *fields_line(const struct object *object, const char *key, size_t limit)
{
	const cJSON *value = fields_value(object, key);
	return value ? text_of(object, key, value, limit, true) : NULL;
}

const char *fields_value_line(const struct object *object, const char *key, const cJSON *value, size_t limit)
{
	return cJSON_IsNull(value) ? NULL : text_of(object, key, value, limit, true);
}

const char *fields_text(const struct object *object, const char *key, size_t limit)
{
	const cJSON *value = fields_value(object, key);
	return value ? text_of(object, key, value, limit, false) : NULL;
}

size_t fields_lines(const struct object *object, const char *key, const char ***lines, bool refuse)
{
	const cJSON *value = fields_value(object, key);
	enum problem_level level = refuse ? PROBLEM_REFUSED : PROBLEM_WARNING;
	*lines = NULL;
	if (!value)
		return 0;
	if (!cJSON_IsString(value) && !cJSON_IsArray(value)) {
		fields_problem(object, level, key, "\"%s\" is not a list of texts\vwrite [\"…\", \"…\"]", key);
		return 0;
	}
	size_t count = 0, capacity = 0, index = 0;
	for (const cJSON *element = cJSON_IsArray(value) ? value->child : value; element;
	     element = element->next, index++) {
		if (index == LINES_LIMIT) {
			fields_problem(object, level, key, "\"%s\" has more than %d elements\vname fewer", key,
				       LINES_LIMIT);
			break;
		}
		const char *line = cJSON_IsString(element) ? text_of(object, key, element, LINE_LIMIT, true) : NULL;
		if (line) {
			*lines = arena_grow(object->reading->arena, *lines, &capacity, count + 1, sizeof **lines);
			(*lines)[count++] = line;
		} else if (!cJSON_IsString(element)) {
			fields_problem(object, level, key, "element %zu of \"%s\" is not a text\vwrite it in quotes",
				       index + 1, key);
		}
		if (cJSON_IsString(value))
			break;
	}
	if (count == 0 && refuse && !*object->refused)
		fields_problem(object, level, key, "\"%s\" names nothing\vname at least one, or remove the key", key);
	return count;
}
