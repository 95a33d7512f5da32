#include "ingest/stand_in.h"

#include <poll.h>
#include <string.h>

#include "base/file.h"
#include "base/loop.h"
#include "base/memory.h"
#include "ingest/orders.h"
#include "ingest/publish.h"
#include "ingest/reporter.h"

enum { BEAT_MS = 4000 }; /* as ingest's own */

struct stand_in {
	const struct ingest_options *options;
	struct loop *loop;
	struct store *store;
	struct reporter_options reporter_options;
	struct reporter *reporter;
	struct watch *down;
	struct timer *beat;
	struct orders orders;
	struct buffer up;
	struct link_clock clock;
	struct problems problems, health_texts; /* what the player said */
	struct health health;
	struct deck *deck; /* in force; NULL: none */
};

static void send_up(struct stand_in *stand_in)
{
	int error = file_write_fd(stand_in->options->up_fd, stand_in->up.bytes, stand_in->up.length);
	buffer_clear(&stand_in->up);
	if (error != 0)
		loop_stop(stand_in->loop, 0);
}

static void beat_due(void *data)
{
	struct stand_in *stand_in = data;
	timer_set(stand_in->beat, loop_now_ms(stand_in->loop) + BEAT_MS);
	link_write_beat(&stand_in->up);
	send_up(stand_in);
}

/* The report is written: where. */
static void moved(void *data)
{
	struct stand_in *stand_in = data;
	stand_in->health.report = reporter_path(stand_in->reporter);
	link_write_health(&stand_in->up, &stand_in->health);
	send_up(stand_in);
}

static void tell(struct stand_in *stand_in)
{
	struct reporter_news news = {.problems = &stand_in->problems,
				     .health = &stand_in->health,
				     .store = stand_in->store,
				     .key = stand_in->deck != NULL ? stand_in->deck->key : NULL,
				     .ahead_ms = stand_in->clock.ahead_ms,
				     .clock_unset = stand_in->clock.unset};
	if (stand_in->health.share != SHARE_STARTING)
		reporter_tell(stand_in->reporter, &news);
}

static void take_order(void *data, const struct link_message *message)
{
	struct stand_in *stand_in = data;
	if (message->kind == LINK_PROBLEMS) {
		problems_finish(&stand_in->problems);
		problems_init(&stand_in->problems);
		for (size_t i = 0; i < message->problems.count; i++)
			problems_add(&stand_in->problems, &message->problems.list[i]);
	} else if (message->kind == LINK_HEALTH) {
		struct arena *arena = stand_in->health_texts.arena;
		stand_in->health = message->health;
		stand_in->health.reason = arena_text(arena, message->health.reason);
		stand_in->health.report = stand_in->health.report_reason = NULL;
	} else if (message->kind == LINK_CLOCK) {
		stand_in->clock = message->clock;
	}
	tell(stand_in);
}

static void heard_orders(void *data, short revents)
{
	struct stand_in *stand_in = data;
	(void)revents;
	if (!orders_take(&stand_in->orders, take_order, stand_in))
		loop_stop(stand_in->loop, 0);
}

int stand_in_run(const struct ingest_options *options)
{
	struct stand_in stand_in = {.options = options,
				    .loop = loop_create(options->machine),
				    .store = store_look(options->state),
				    .orders = {.fd = options->down_fd},
				    .clock = options->clock,
				    .deck = published_deck(options->state)};
	problems_init(&stand_in.problems);
	problems_init(&stand_in.health_texts);
	stand_in.reporter_options = (struct reporter_options){.state = options->state,
							      .screen = options->screen,
							      .version = CALLBOARD_VERSION,
							      .id = options->id,
							      .callboard = options->callboard,
							      .machine = options->machine,
							      .moved = moved,
							      .data = &stand_in};
	stand_in.reporter = reporter_create(stand_in.loop, &stand_in.reporter_options);
	stand_in.beat = loop_timer(stand_in.loop, beat_due, &stand_in);
	stand_in.down = loop_watch(stand_in.loop, options->down_fd, POLLIN, heard_orders, &stand_in);
	beat_due(&stand_in);
	int status = loop_run(stand_in.loop);
	watch_destroy(stand_in.down);
	timer_destroy(stand_in.beat);
	reporter_destroy(stand_in.reporter);
	deck_destroy(stand_in.deck);
	problems_finish(&stand_in.health_texts);
	problems_finish(&stand_in.problems);
	buffer_finish(&stand_in.orders.line);
	buffer_finish(&stand_in.up);
	store_close(stand_in.store);
	loop_destroy(stand_in.loop);
	return status;
}
