#include "formats/content_fields.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
