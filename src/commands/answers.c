#include "commands/answers.h"

#include <string.h>

#include "base/date.h"
#include "control/report.h"

static void screenshot(const struct answers *answers, struct control_answer *answer)
{
	int width_px, height_px;
	answer->fd = player_screenshot(answers->player, &width_px, &height_px);
	if (answer->fd < 0) {
		answer->error = strerror(-answer->fd);
		answer->fd = -1;
		return;
	}
	answer->fields = cJSON_CreateObject();
	cJSON_AddNumberToObject(answer->fields, "width", width_px);
	cJSON_AddNumberToObject(answer->fields, "height", height_px);
}

static const char *tell_time(const struct answers *answers, const cJSON *request)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(request, "now"));
	struct civil civil;
	bool has_offset;
	int offset_s;
	if (text == NULL || !civil_parse(text, &civil, &has_offset, &offset_s) || !has_offset)
		return "it takes \"now\", a time with its offset, such as 2026-05-04T09:30:00+02:00";
	return player_tell_time(answers->player, civil_seconds(civil) - offset_s);
}

void answers_handle(void *data, enum control_command command, const cJSON *request, struct control_answer *answer)
{
	const struct answers *answers = data;
	struct director *director = player_director(answers->player);
	struct status status;
	switch (command) {
	case CONTROL_STATUS:
		player_status(answers->player, &status);
		answer->fields = report_status(&status);
		break;
	case CONTROL_RELOAD:
		player_reload(answers->player);
		break;
	case CONTROL_NEXT:
		if (!director_next(director))
			answer->error = "there is nothing to show";
		break;
	case CONTROL_PREVIOUS:
		if (!director_previous(director))
			answer->error = "nothing was shown before";
		break;
	case CONTROL_PAUSE:
	case CONTROL_RESUME:
		director_pause(director, command == CONTROL_PAUSE);
		break;
	case CONTROL_IDENTIFY:
		player_identify(answers->player);
		break;
	case CONTROL_CLEAR_EMERGENCY:
		if (!director_clear_emergency(director))
			answer->error = "there is no emergency";
		break;
	case CONTROL_CLOCK:
		answer->error = tell_time(answers, request);
		break;
	case CONTROL_SCREENSHOT:
		screenshot(answers, answer);
		break;
	case CONTROL_RESTART:
		answers->stop(answers->data, true);
		break;
	case CONTROL_QUIT:
		answers->stop(answers->data, false);
		break;
	case CONTROL_COMMANDS:
		break;
	}
}
