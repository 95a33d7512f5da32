#include "formats/link.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/json_scan.h"

enum { SIDE_LIMIT = 16384 };

#define MOMENT_LIMIT INT64_C(10000000000000) /* some 300 years in ms */

static const char *const level_names[] = {[PROBLEM_WARNING] = "warning", [PROBLEM_REFUSED] = "refused"};

void link_write_size(struct buffer *into, int width_px, int height_px)
{
	buffer_add_format(into, "size %d %d\n", width_px, height_px);
}

void link_write_reload(struct buffer *into)
{
	buffer_add_text(into, "reload\n");
}

void link_write_beat(struct buffer *into)
{
	buffer_add_text(into, "beat\n");
}

void link_write_clock(struct buffer *into, const struct link_clock *clock)
{
	if (clock->unset)
		buffer_add_format(into, "clock %" PRId64 " untrusted %" PRId64 "\n", clock->ahead_ms,
				  clock->known_utc_s);
	else
		buffer_add_format(into, "clock %" PRId64 " trusted\n", clock->ahead_ms);
}

void link_write_published(struct buffer *into, const char *key)
{
	buffer_add_format(into, "published %s\n", key);
}

static void put_text(cJSON *object, const char *key, const char *text)
{
	if (text)
		cJSON_AddStringToObject(object, key, text);
}

/* Writes and destroys. */
static void add_line(struct buffer *into, const char *word, cJSON *value)
{
	char *text = cJSON_PrintUnformatted(value);
	buffer_add_format(into, "%s %s\n", word, text);
	cJSON_free(text);
	cJSON_Delete(value);
}

void link_write_problems(struct buffer *into, const struct problems *problems)
{
	cJSON *array = cJSON_CreateArray();
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->list[i];
		cJSON *object = cJSON_CreateObject();
		put_text(object, "level", level_names[problem->level]);
		put_text(object, "path", problem->path);
		if (problem->line > 0)
			cJSON_AddNumberToObject(object, "line", problem->line);
		if (problem->column > 0)
			cJSON_AddNumberToObject(object, "column", problem->column);
		put_text(object, "json_path", problem->json_path);
		put_text(object, "words", problem->words);
		put_text(object, "remedy", problem->remedy);
		cJSON_AddItemToArray(array, object);
	}
	add_line(into, "problems", array);
}

void link_write_health(struct buffer *into, const struct health *health)
{
	cJSON *object = cJSON_CreateObject();
	put_text(object, "share", share_state_names[health->share]);
	cJSON_AddNumberToObject(object, "share_since", (double)health->share_since_utc_s);
	put_text(object, "reason", health->reason);
	cJSON_AddNumberToObject(object, "files", health->files);
	cJSON_AddNumberToObject(object, "taken", health->taken);
	cJSON_AddNumberToObject(object, "refused", health->refused);
	cJSON_AddNumberToObject(object, "waiting", health->waiting);
	cJSON_AddNumberToObject(object, "last_change", (double)health->last_change_utc_s);
	put_text(object, "report", health->report);
	put_text(object, "report_reason", health->report_reason);
	add_line(into, "health", object);
}

static const char *get_text(const cJSON *object, const char *key)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

/* A whole number not below 0; 0 if it is none. */
static double get_number(const cJSON *object, const char *key, double most)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	return cJSON_IsNumber(value) && value->valuedouble >= 0 && value->valuedouble <= most
		       ? floor(value->valuedouble)
		       : 0;
}

static bool read_problems(struct link_message *message, const cJSON *array)
{
	const cJSON *object;
	if (!cJSON_IsArray(array))
		return false;
	cJSON_ArrayForEach(object, array)
	{
		const char *level = get_text(object, "level");
		struct problem problem = {
			.level = level && strcmp(level, level_names[PROBLEM_REFUSED]) == 0 ? PROBLEM_REFUSED
											   : PROBLEM_WARNING,
			.path = get_text(object, "path"),
			.line = (int)get_number(object, "line", INT32_MAX),
			.column = (int)get_number(object, "column", INT32_MAX),
			.json_path = get_text(object, "json_path"),
			.words = get_text(object, "words"),
			.remedy = get_text(object, "remedy"),
		};
		if (!level || !problem.path || !problem.words)
			return false;
		problems_add(&message->problems, &problem);
	}
	return true;
}

static bool read_health(struct link_message *message, const cJSON *object)
{
	const char *share = get_text(object, "share");
	int state = 0;
	int states = sizeof share_state_names / sizeof *share_state_names;
	while (share && state < states && strcmp(share_state_names[state], share) != 0)
		state++;
	if (!share || state == states)
		return false;
	message->health = (struct health){
		.share = (enum share_state)state,
		.share_since_utc_s = (int64_t)get_number(object, "share_since", 1e15),
		.reason = arena_text(message->problems.arena, get_text(object, "reason")),
		.files = (int)get_number(object, "files", INT32_MAX),
		.taken = (int)get_number(object, "taken", INT32_MAX),
		.refused = (int)get_number(object, "refused", INT32_MAX),
		.waiting = (int)get_number(object, "waiting", INT32_MAX),
		.last_change_utc_s = (int64_t)get_number(object, "last_change", 1e15),
		.report = arena_text(message->problems.arena, get_text(object, "report")),
		.report_reason = arena_text(message->problems.arena, get_text(object, "report_reason")),
	};
	return true;
}

/* False if it is not JSON as we write it. Only here memory is taken: a beat comes every few seconds for months. */
static bool read_json(struct link_message *message, const char *text,
		      bool (*read)(struct link_message *message, const cJSON *value))
{
	struct json_fault fault;
	size_t length = strlen(text);
	bool ours = utf8_check(text, length) == length && json_scan(text, length, SIZE_MAX, &fault);
	cJSON *value = ours ? cJSON_Parse(text) : NULL;
	problems_init(&message->problems);
	bool well = read(message, value);
	cJSON_Delete(value);
	return well;
}

static bool read_key(struct link_message *message, const char *key)
{
	size_t length = strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
	if (length == 0 || length >= sizeof message->key || key[length] != '\0')
		return false;
	memcpy(message->key, key, length + 1);
	return true;
}

static bool read_size(struct link_message *message, const char *text)
{
	char *end;
	long width = strtol(text, &end, 10), height = *end == ' ' ? strtol(end + 1, &end, 10) : 0;
	if (*end != '\0' || width < 1 || width > SIDE_LIMIT || height < 1 || height > SIDE_LIMIT)
		return false;
	message->width_px = (int)width;
	message->height_px = (int)height;
	return true;
}

/* A whole number that no clock of ours exceeds, up to a space or the end. */
static bool read_moment(const char **text, int64_t *number)
{
	char *end;
	errno = 0;
	*number = strtoll(*text, &end, 10);
	bool read = end != *text && errno == 0 && llabs(*number) <= MOMENT_LIMIT;
	*text = end;
	return read;
}

static bool read_clock(struct link_message *message, const char *text)
{
	struct link_clock clock = {0};
	if (!read_moment(&text, &clock.ahead_ms))
		return false;
	clock.unset = strncmp(text, " untrusted ", 11) == 0;
	if (clock.unset) {
		text += 11;
		if (!read_moment(&text, &clock.known_utc_s) || clock.known_utc_s < 0 || *text != '\0')
			return false;
	} else if (strcmp(text, " trusted") != 0) {
		return false;
	}
	message->clock = clock;
	return true;
}

void link_read(struct link_message *message, const char *line)
{
	*message = (struct link_message){.kind = LINK_UNKNOWN};
	const char *space = strchr(line, ' ');
	size_t word = space ? (size_t)(space - line) : strlen(line);
	const char *rest = space ? space + 1 : "";
	if (word == 4 && memcmp(line, "size", word) == 0) {
		message->kind = read_size(message, rest) ? LINK_SIZE : LINK_UNKNOWN;
	} else if (strcmp(line, "reload") == 0) {
		message->kind = LINK_RELOAD;
	} else if (strcmp(line, "beat") == 0) {
		message->kind = LINK_BEAT;
	} else if (word == 5 && memcmp(line, "clock", word) == 0) {
		message->kind = read_clock(message, rest) ? LINK_CLOCK : LINK_UNKNOWN;
	} else if (word == 9 && memcmp(line, "published", word) == 0) {
		message->kind = read_key(message, rest) ? LINK_PUBLISHED : LINK_UNKNOWN;
	} else if (word == 8 && memcmp(line, "problems", word) == 0) {
		message->kind = read_json(message, rest, read_problems) ? LINK_PROBLEMS : LINK_UNKNOWN;
	} else if (word == 6 && memcmp(line, "health", word) == 0) {
		message->kind = read_json(message, rest, read_health) ? LINK_HEALTH : LINK_UNKNOWN;
	}
}

void link_finish(struct link_message *message)
{
	problems_finish(&message->problems);
}
