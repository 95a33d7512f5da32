/* What the player does and answers when ctl or the control page asks: the handler behind the ctl socket. */
#ifndef COMMANDS_ANSWERS_H
#define COMMANDS_ANSWERS_H

#include "control/server.h"
#include "player/player.h"

struct answers {
	struct player *player;
	void (*stop)(void *data, bool restart); /* the answer is sent before the loop looks at this */
	void *data;
};

/* As struct server_options has it; data is a struct answers. */
void answers_handle(void *data, enum control_command command, const cJSON *request, struct control_answer *answer);

#endif
