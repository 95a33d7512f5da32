#include "player/supply.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/memory.h"
#include "player/hang.h"

struct supply {
	struct loop *loop;
	struct supply_options options;
	struct supervisor *supervisor; /* NULL: ingest was not started */
	struct hang *hang;             /* ingest waits for the folder; NULL: it does not */
	struct problems problems;
	struct health health;
	struct arena *health_texts;
};

struct supply *supply_create(struct loop *loop, const struct supply_options *options)
{
	struct supply *supply = memory_allocate(sizeof *supply);
	*supply = (struct supply){.loop = loop, .options = *options};
	problems_init(&supply->problems);
	supply->health_texts = arena_create();
	return supply;
}

void supply_destroy(struct supply *supply)
{
	if (supply == NULL)
		return;
	supply_end(supply);
	arena_destroy(supply->health_texts);
	problems_finish(&supply->problems);
	free(supply);
}

static struct link_clock known_clock(const struct supply *supply)
{
	int64_t known_utc_s = timekeeper_known_utc_s(supply->options.timekeeper);
	return (struct link_clock){.ahead_ms = supply->options.clock->utc_offset_ms,
				   .unset = !trust_enough(timekeeper_look(supply->options.timekeeper)),
				   .known_utc_s = known_utc_s > 0 ? known_utc_s : 0};
}

void supply_tell_clock(const struct supply *supply)
{
	if (supply->supervisor == NULL)
		return;
	struct link_clock clock = known_clock(supply);
	supervisor_clock(supply->supervisor, &clock);
}

static void take_problems(struct supply *supply, const struct problems *problems)
{
	problems_finish(&supply->problems);
	problems_init(&supply->problems);
	for (size_t i = 0; i < problems->count; i++)
		problems_add(&supply->problems, &problems->list[i]);
}

static void take_health(struct supply *supply, const struct health *health)
{
	arena_clear(supply->health_texts);
	supply->health = *health;
	supply->health.reason = arena_text(supply->health_texts, health->reason);
	supply->health.report = arena_text(supply->health_texts, health->report);
	supply->health.report_reason = arena_text(supply->health_texts, health->report_reason);
}

static void heard(void *data, const struct link_message *message)
{
	struct supply *supply = data;
	int64_t ahead_ms;
	switch (message->kind) {
	case LINK_PUBLISHED:
		ahead_ms = supply->options.clock->utc_offset_ms;
		supply->options.published(supply->options.data, message->key);
		if (supply->options.clock->utc_offset_ms != ahead_ms) /* its deck told what --at means at the event */
			supply_tell_clock(supply);
		break;
	case LINK_PROBLEMS:
		take_problems(supply, &message->problems);
		break;
	case LINK_HEALTH:
		take_health(supply, &message->health);
		break;
	case LINK_SIZE:
	case LINK_RELOAD:
	case LINK_CLOCK:
	case LINK_BEAT:
	case LINK_UNKNOWN:
		break;
	}
}

static void hung(void *data, bool hangs, int64_t since_ms);

static struct supervisor_options ingest_options(struct supply *supply)
{
	const struct supply_options *options = &supply->options;
	return (struct supervisor_options){.program = options->ingest,
					   .folder = options->folder,
					   .state = options->state,
					   .width_px = options->width_px,
					   .height_px = options->height_px,
					   .clock = known_clock(supply),
					   .rehearsal = options->rehearsal,
					   .screen = options->screen,
					   .heard = heard,
					   .hung = hung,
					   .data = supply};
}

static void hung(void *data, bool hangs, int64_t since_ms)
{
	struct supply *supply = data;
	int64_t ago_s = (loop_now_ms(supply->loop) - since_ms) / 1000;
	hang_destroy(supply->hang);
	supply->hang = NULL;
	if (!hangs)
		return;
	struct supervisor_options options = ingest_options(supply);
	supply->hang = hang_create(supply->loop, &options, &supply->problems, &supply->health,
				   clock_utc_s(supply->options.clock) - ago_s);
}

void supply_start(struct supply *supply)
{
	if (supply->options.ingest == NULL)
		return;
	struct supervisor_options options = ingest_options(supply);
	supply->supervisor = supervisor_create(supply->loop, &options);
}

void supply_end(struct supply *supply)
{
	hang_destroy(supply->hang);
	supply->hang = NULL;
	supervisor_destroy(supply->supervisor);
	supply->supervisor = NULL;
}

void supply_reload(struct supply *supply)
{
	if (supply->supervisor != NULL)
		supervisor_reload(supply->supervisor);
}

const struct problems *supply_problems(const struct supply *supply)
{
	return &supply->problems;
}

/* While it hangs it cannot tell that. */
const struct health *supply_health(const struct supply *supply)
{
	return supply->hang != NULL ? hang_health(supply->hang) : &supply->health;
}

int supply_pid(const struct supply *supply)
{
	return supply->supervisor != NULL ? supervisor_pid(supply->supervisor) : 0;
}

int supply_restarts(const struct supply *supply)
{
	return supply->supervisor != NULL ? supervisor_restarts(supply->supervisor) : 0;
}
