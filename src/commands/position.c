#include "commands/position.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

/* Two, so that each program understands the first as it always was: the other one may be another version. */
static const char variable[] = "CALLBOARD_POSITION", door_variable[] = "CALLBOARD_DOOR";

void kept_write(const struct kept *kept)
{
	const struct position *position = &kept->position;
	char *text = text_format("%d %" PRId64 " %d %zu %s", kept->lock, kept->utc_offset_ms, position->paused,
				 position->page, position->slide != NULL ? position->slide : "");
	setenv(variable, text, 1);
	free(text);
	text = text_format("%d %ld", kept->door, (long)kept->leaving);
	setenv(door_variable, text, 1);
	free(text);
}

void kept_print(const struct kept *kept, char *position, char *door, size_t room)
{
	snprintf(position, room, "%s=%d %" PRId64 " 0 0 ", variable, kept->lock, kept->utc_offset_ms);
	snprintf(door, room, "%s=%d 0", door_variable, kept->door);
}

bool kept_take(struct kept *kept)
{
	const char *text = getenv(variable);
	int paused = 0, length = 0;
	long leaving = 0;
	const char *door = getenv(door_variable);
	*kept = (struct kept){.lock = -1, .door = -1};
	if (door != NULL && sscanf(door, "%d %ld", &kept->door, &leaving) < 1)
		kept->door = -1;
	kept->leaving = (pid_t)leaving;
	unsetenv(door_variable);
	bool found = text != NULL && sscanf(text, "%d %" SCNd64 " %d %zu%n", &kept->lock, &kept->utc_offset_ms, &paused,
					    &kept->position.page, &length) == 4;
	if (found) {
		kept->position.paused = paused != 0;
		if (text[length] == ' ' && text[length + 1] != '\0')
			kept->position.slide = text_copy(text + length + 1);
	}
	unsetenv(variable);
	return found;
}
