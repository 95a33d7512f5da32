#include "commands/position.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

static const char variable[] = "CALLBOARD_POSITION";

void kept_write(const struct kept *kept)
{
	const struct position *position = &kept->position;
	char *text = text_format("%d %" PRId64 " %d %zu %s", kept->lock, kept->utc_offset_ms, position->paused,
				 position->page, position->slide != NULL ? position->slide : "");
	setenv(variable, text, 1);
	free(text);
}

bool kept_take(struct kept *kept)
{
	const char *text = getenv(variable);
	int paused = 0, length = 0;
	*kept = (struct kept){.lock = -1};
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
