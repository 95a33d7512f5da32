#include "formats/content_fields.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
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

static char small_letter(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* How many letters must be put in, dropped, changed or swapped with their neighbour to make b of a (optimal string
 * alignment), case ignored; 99 if one is too long to bother. */
static int distance(const char *a, const char *b)
{
	enum { LONGEST = 32 };
	size_t m = strlen(a), n = strlen(b);
	int table[LONGEST + 1][LONGEST + 1];
	if (m > LONGEST || n > LONGEST)
		return 99;
	for (size_t i = 0; i <= m; i++) {
		for (size_t j = 0; j <= n; j++) {
			if (i == 0 || j == 0) {
				table[i][j] = (int)(i + j);
				continue;
			}
			char x = small_letter(a[i - 1]), y = small_letter(b[j - 1]);
			int least = table[i - 1][j - 1] + (x != y);
			if (table[i - 1][j] + 1 < least)
				least = table[i - 1][j] + 1;
			if (table[i][j - 1] + 1 < least)
				least = table[i][j - 1] + 1;
			if (i > 1 && j > 1 && x == small_letter(b[j - 2]) && small_letter(a[i - 2]) == y &&
			    table[i - 2][j - 2] + 1 < least)
				least = table[i - 2][j - 2] + 1;
			table[i][j] = least;
		}
	}
	return table[m][n];
}

const char *fields_nearest(const char *word, const char *const *list)
{
	const char *nearest = NULL;
	size_t length = strlen(word);
	int best = length <= 2 ? 1 : length <= 4 ? 2 : length <= 7 ? 3 : 4; /* the first distance that is too far */
	for (; *list; list++) {
		int far = distance(word, *list);
		if (far < best && (size_t)far < strlen(*list)) {
			best = far;
			nearest = *list;
		}
	}
	return nearest;
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

double fields_number(const struct object *object, const char *key, double least, double most, double otherwise)
{
	const cJSON *value = fields_value(object, key);
	if (!value)
		return otherwise;
	double number = NAN;
	char *end = NULL;
	if (cJSON_IsNumber(value)) {
		number = value->valuedouble;
	} else if (cJSON_IsString(value) && *value->valuestring) {
		char *text = arena_text(object->reading->arena, value->valuestring);
		if (strchr(text, ','))
			*strchr(text, ',') = '.';
		number = strtod(text, &end);
		if (*end)
			number = NAN;
		else
			fields_problem(object, PROBLEM_WARNING, key,
				       "the number stands in quotes\vwrite it without: %.15g", number);
	}
	if (isfinite(number) && number >= least && number <= most)
		return number;
	if (isfinite(number))
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%s\" is left out, for %.15g is not between %.15g and %.15g", key, number, least,
			       most);
	else
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%s\" is left out, for it is not a number\vwrite a number between %.15g and %.15g, "
			       "without quotes",
			       key, least, most);
	return otherwise;
}

bool fields_flag(const struct object *object, const char *key)
{
	const cJSON *value = fields_value(object, key);
	if (!value || cJSON_IsBool(value))
		return cJSON_IsTrue(value);
	bool yes = cJSON_IsString(value) && strcmp(value->valuestring, "true") == 0;
	bool no = cJSON_IsString(value) && strcmp(value->valuestring, "false") == 0;
	if (yes || no)
		fields_problem(object, PROBLEM_WARNING, key, "\"%s\" stands in quotes\vwrite %s without quotes", key,
			       yes ? "true" : "false");
	else
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%s\" is left out, for it is neither true nor false\vwrite true or false, "
			       "without quotes",
			       key);
	return yes;
}

int fields_choice(const struct object *object, const char *key, const char *const *choices)
{
	const cJSON *value = fields_value(object, key);
	if (!value)
		return -1;
	const char *text = cJSON_IsString(value) ? fields_line(object, key, LINE_LIMIT) : NULL;
	for (int i = 0; text && choices[i]; i++)
		if (strcmp(choices[i], text) == 0)
			return i;
	for (int i = 0; text && choices[i]; i++)
		if (fields_alike(text, choices[i])) {
			fields_problem(object, PROBLEM_WARNING, key,
				       "\"%.40s\" is understood as \"%s\"\vwrite it in small letters", text,
				       choices[i]);
			return i;
		}
	const char *nearest = text ? fields_nearest(text, choices) : NULL;
	char list[200] = "";
	for (size_t i = 0; choices[i]; i++) {
		size_t used = strlen(list);
		snprintf(list + used, sizeof list - used, "%s\"%s\"",
			 i == 0           ? ""
			 : choices[i + 1] ? ", "
					  : " or ",
			 choices[i]);
	}
	if (nearest)
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%.40s\" is no %s, so it is left out\vdid you mean \"%s\"?", text, key, nearest);
	else if (text)
		fields_problem(object, PROBLEM_WARNING, key, "\"%.40s\" is no %s, so it is left out\vwrite %s", text,
			       key, list);
	else
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%s\" is left out, for it is none of its words\vwrite %s", key, list);
	return -1;
}

const char *fields_file(const struct object *object, const char *key, const char *written)
{
	struct reading *reading = object->reading;
	char *name = arena_text(reading->arena, written);
	/* "C:\Users\ola\mapa.png", "file:///home/ola/mapa.png", "~/mapa.png": the file's place on somebody's computer
	 */
	bool address = strncasecmp(name, "file:", 5) == 0, drive = *name && name[1] == ':';
	const char *base = name;
	for (const char *p = name; *p; p++)
		base = *p == '/' || *p == '\\' ? p + 1 : base;
	if ((address || drive || *name == '/' || *name == '\\' || *name == '~') && base > name && *base &&
	    strcmp(base, "..") != 0) {
		fields_problem(object, PROBLEM_WARNING, key,
			       "\"%.80s\" names a place on one computer, so \"%.80s\" is looked for beside this "
			       "file\vput the picture there and write its name alone",
			       written, base);
		return base;
	}
	if (strchr(name, '\\')) {
		for (char *p = name; *p; p++)
			if (*p == '\\')
				*p = '/';
		fields_problem(object, PROBLEM_WARNING, key,
			       "the file name \"%.80s\" has backslashes\vwrite / between folders", written);
	}
	if (strstr(name, "://")) {
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%.80s\" is an address, and pictures come from the folder only\vput the picture into "
			       "the folder and "
			       "write its file name",
			       written);
		return NULL;
	}
	if (*name == '/' || *name == '~' || drive || address) {
		fields_problem(object, PROBLEM_REFUSED, key,
			       "\"%.80s\" names a place outside the folder\vput the picture beside this file and write "
			       "its name alone",
			       written);
		return NULL;
	}
	int depth = 0; /* of this file's folder; `..` may go up that far */
	for (const char *p = reading->json->path; *p; p++)
		depth += *p == '/';
	for (const char *p = name; *p;) {
		size_t length = strcspn(p, "/");
		if (length == 2 && strncmp(p, "..", 2) == 0)
			depth--;
		else if (length > 0 && !(length == 1 && *p == '.'))
			depth++;
		if (depth < 0) {
			fields_problem(object, PROBLEM_REFUSED, key,
				       "\"%.80s\" leads out of the folder\vput the picture beside this file and write "
				       "its name alone",
				       written);
			return NULL;
		}
		p += length + (p[length] == '/');
	}
	return name;
}
