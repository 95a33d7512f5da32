#include "ingest/troubles.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

enum { RETRY_LEAST_MS = 1000, RETRY_MOST_MS = 60000 };

struct troubles {
	struct loop *loop;
	struct timer *timer;
	bool timed;
	int64_t pause_ms; /* the next one */
	void (*again)(void *data);
	void *data;
	char words[TROUBLES_COUNT][300];
};

static void due(void *data)
{
	struct troubles *troubles = data;
	troubles->timed = false;
	troubles->again(troubles->data);
}

struct troubles *troubles_create(struct loop *loop, void (*again)(void *data), void *data)
{
	struct troubles *troubles = memory_allocate(sizeof *troubles);
	*troubles = (struct troubles){.loop = loop, .pause_ms = RETRY_LEAST_MS, .again = again, .data = data};
	troubles->timer = loop_timer(loop, due, troubles);
	return troubles;
}

void troubles_destroy(struct troubles *troubles)
{
	if (troubles == NULL)
		return;
	timer_destroy(troubles->timer);
	free(troubles);
}

void troubles_begin(struct troubles *troubles, enum trouble trouble, const char *words)
{
	snprintf(troubles->words[trouble], sizeof troubles->words[trouble], "%s", words);
	if (troubles->timed)
		return;
	troubles->timed = true;
	timer_set(troubles->timer, loop_now_ms(troubles->loop) + troubles->pause_ms);
	troubles->pause_ms = troubles->pause_ms * 2 > RETRY_MOST_MS ? RETRY_MOST_MS : troubles->pause_ms * 2;
}

void troubles_end(struct troubles *troubles, enum trouble trouble)
{
	troubles->words[trouble][0] = '\0';
	if (!troubles_any(troubles))
		troubles->pause_ms = RETRY_LEAST_MS;
}

const char *troubles_words(const struct troubles *troubles, enum trouble trouble)
{
	return troubles->words[trouble];
}

bool troubles_any(const struct troubles *troubles)
{
	for (int i = 0; i < TROUBLES_COUNT; i++) {
		if (troubles->words[i][0] != '\0')
			return true;
	}
	return false;
}
