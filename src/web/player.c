#include "web/player.h"

#include <errno.h>
#include <stdlib.h>

#include "base/memory.h"
#include "control/client.h"
#include "control/png.h"
#include "web/machine.h"

enum { ANSWER_LIMIT_MS = 1000, ACT_LIMIT_MS = 5000, PICTURE_AGE_MS = 1000 };

cJSON *player_state(const char *state, int *error)
{
	struct client_answer answer;
	*error = client_ask(state, CONTROL_STATUS, ANSWER_LIMIT_MS, &answer);
	if (*error != 0)
		return NULL;
	cJSON *status = answer.object;
	answer.object = NULL;
	client_answer_finish(&answer);
	cJSON_DeleteItemFromObject(status, "ok");
	cJSON_AddItemToObject(status, "machine", machine_report(state));
	return status;
}

static int request(const char *state, const cJSON *object, char **words)
{
	struct client_answer answer;
	*words = NULL;
	int result = client_request(state, object, ACT_LIMIT_MS, &answer);
	if (result != 0)
		return result;
	if (!cJSON_IsTrue(cJSON_GetObjectItem(answer.object, "ok"))) {
		const char *error = cJSON_GetStringValue(cJSON_GetObjectItem(answer.object, "error"));
		*words = text_copy(error != NULL ? error : "refused");
		result = 1;
	}
	client_answer_finish(&answer);
	return result;
}

cJSON *player_state_at_door(const cJSON *status)
{
	static const char *const members[] = {"screen", "now", "shown", "paused"};
	cJSON *object = cJSON_CreateObject();
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		cJSON_AddItemToObject(object, members[i], cJSON_Duplicate(cJSON_GetObjectItem(status, members[i]), 1));
	cJSON_AddItemToObject(object, "key",
			      cJSON_Duplicate(cJSON_GetObjectItem(cJSON_GetObjectItem(status, "deck"), "key"), 1));
	cJSON_AddItemToObject(object, "share",
			      cJSON_Duplicate(cJSON_GetObjectItem(cJSON_GetObjectItem(status, "health"), "share"), 1));
	return object;
}

int player_do(const char *state, enum control_command command, char **words)
{
	cJSON *object = cJSON_CreateObject();
	cJSON_AddStringToObject(object, "command", control_command_names[command]);
	int result = request(state, object, words);
	cJSON_Delete(object);
	return result;
}

int player_tell_time(const char *state, const char *now, char **words)
{
	cJSON *object = cJSON_CreateObject();
	cJSON_AddStringToObject(object, "command", control_command_names[CONTROL_CLOCK]);
	cJSON_AddStringToObject(object, "now", now);
	int result = request(state, object, words);
	cJSON_Delete(object);
	return result;
}

static int encode(const struct client_answer *answer, struct player_picture *picture)
{
	struct client_picture pixels;
	int error = client_picture(answer, &pixels);
	if (error != 0)
		return error;
	error = png_memory_write(&picture->png, &picture->length, pixels.pixels, pixels.width_px, pixels.height_px);
	client_picture_finish(&pixels);
	return error;
}

int player_look(const char *state, struct player_picture *picture, int64_t now_ms)
{
	struct client_answer answer;
	if (picture->png != NULL && now_ms - picture->taken_ms < PICTURE_AGE_MS)
		return 0;
	player_picture_finish(picture);
	int error = client_ask(state, CONTROL_SCREENSHOT, ANSWER_LIMIT_MS, &answer);
	if (error != 0)
		return error;
	error = encode(&answer, picture);
	picture->taken_ms = now_ms;
	client_answer_finish(&answer);
	return error;
}

void player_picture_finish(struct player_picture *picture)
{
	free(picture->png);
	*picture = (struct player_picture){0};
}
