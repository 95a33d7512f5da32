#include "ingest/ingest.h"

#include <poll.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "ingest/ingest_parts.h"
#include "ingest/zones.h"

enum {
	BEAT_MS = 4000,     /* so often the player hears that we do not hang */
	STOOD_IN_MS = 6000, /* so late is a beat at least when the player has taken us for hung */
};

static void set_size(struct ingest *ingest, int width_px, int height_px)
{
	if (!pictures_set_size(ingest->pictures, width_px, height_px))
		return;
	decoder_forget(ingest->decoder);
	intake_ask_all(ingest->intake);
	ingest_compile_in(ingest, 0);
}

/* How far the clock is from where it would be had nobody set it since the last look. */
static int64_t clock_step_s(struct ingest *ingest)
{
	int64_t start_ms = ingest_now_utc_s(ingest) * 1000 - loop_now_ms(ingest->loop);
	int64_t before_ms = ingest->clock_start_ms;
	ingest->clock_start_ms = start_ms;
	int64_t step_ms = start_ms - before_ms;
	return step_ms > -2000 && step_ms < 2000 ? 0 : step_ms / 1000;
}

/* Another time, or another trust in it, and other things are news, over, or near. What happened before is told by the
 * new clock, too. */
static void set_clock(struct ingest *ingest, const struct link_clock *clock)
{
	ingest->clock = *clock;
	int64_t step_s = clock_step_s(ingest);
	if (ingest->last_change_utc_s != 0)
		ingest->last_change_utc_s += step_s;
	report_clock_set(ingest->report, step_s);
	if (ingest->told) /* else the first scan compiles */
		ingest_compile_in(ingest, 0);
}

static void take_order(void *data, const struct link_message *message)
{
	struct ingest *ingest = data;
	if (message->kind == LINK_SIZE) {
		set_size(ingest, message->width_px, message->height_px);
	} else if (message->kind == LINK_CLOCK) {
		set_clock(ingest, &message->clock);
	} else if (message->kind == LINK_RELOAD) {
		intake_forget(ingest->intake);
		decoder_retry(ingest->decoder);
		ingest_scan_in(ingest, 0);
	}
}

static void beat(void *data)
{
	struct ingest *ingest = data;
	int64_t now_ms = loop_now_ms(ingest->loop);
	if (ingest->reporter != NULL && ingest->beat_ms != 0 && now_ms - ingest->beat_ms > STOOD_IN_MS)
		reporter_again(ingest->reporter);
	ingest->beat_ms = now_ms;
	timer_set(ingest->beat, (loop_now_ms(ingest->loop) / BEAT_MS + 1) * BEAT_MS);
	link_write_beat(&ingest->up);
	ingest_send_up(ingest);
}

static void heard_orders(void *data, short revents)
{
	(void)revents;
	struct ingest *ingest = data;
	if (!orders_take(&ingest->orders, take_order, ingest))
		loop_stop(ingest->loop, 0);
}

static void heard_events(void *data, short revents)
{
	(void)revents;
	struct ingest *ingest = data;
	if (!intake_heard(ingest->intake) || ingest->heard)
		return; /* a stream of events must not put the scan off */
	ingest_scan_soon(ingest);
}

/* What was published last is told at once, before anything that a dead share could hold up. */
static void announce(struct ingest *ingest)
{
	const char *key = edition_key(ingest->edition);
	if (key != NULL && !ingest->options->once)
		link_write_published(&ingest->up, key);
	ingest_send_up(ingest);
}

/* The size that was asked for, else that of the last set. True if this is not what the set was made for. */
static bool first_size(struct ingest *ingest)
{
	int width_px, height_px, wanted_width_px = ingest->options->width_px,
				 wanted_height_px = ingest->options->height_px;
	edition_size(ingest->edition, &width_px, &height_px);
	if (wanted_width_px == 0) {
		wanted_width_px = width_px > 0 ? width_px : 1920;
		wanted_height_px = height_px > 0 ? height_px : 1080;
	}
	pictures_set_size(ingest->pictures, wanted_width_px, wanted_height_px);
	return wanted_width_px != width_px || wanted_height_px != height_px;
}

static bool open_all(struct ingest *ingest)
{
	const struct ingest_options *options = ingest->options;
	int error;
	ingest->store = store_open(options->state, &error);
	if (ingest->store == NULL) {
		log_error("the state folder %s cannot be used: %s", options->state, strerror(-error));
		return false;
	}
	ingest->history = history_open(options->state, options->rehearsal);
	ingest->pictures = pictures_create(options->state);
	ingest->decoder = decoder_create(ingest->pictures, options->state, options->decoder, ingest->loop,
					 ingest_picture_done, ingest);
	ingest->intake = intake_create(&(struct intake_options){.folder = options->folder,
								.store = ingest->store,
								.pictures = ingest->pictures,
								.decoder = ingest->decoder,
								.machine = options->machine,
								.once = options->once});
	ingest->report = report_create(options->once);
	clock_step_s(ingest);
	ingest->reporter_options = (struct reporter_options){.folder = options->rehearsal ? NULL : options->folder,
							     .state = options->state,
							     .screen = options->screen,
							     .version = CALLBOARD_VERSION,
							     .id = options->id,
							     .callboard = options->callboard,
							     .machine = options->machine,
							     .moved = ingest_tell,
							     .data = ingest};
	if (options->screen != NULL && !options->once)
		ingest->reporter = reporter_create(ingest->loop, &ingest->reporter_options);
	ingest->scan = loop_timer(ingest->loop, ingest_scan, ingest);
	ingest->compile = loop_timer(ingest->loop, ingest_compile, ingest);
	ingest->news = loop_timer(ingest->loop, ingest_compile, ingest);
	ingest->tidy = loop_timer(ingest->loop, ingest_tidy, ingest);
	ingest->beat = loop_timer(ingest->loop, beat, ingest);
	ingest->troubles = troubles_create(ingest->loop, ingest_retry, ingest);
	if (!options->once)
		ingest->down = loop_watch(ingest->loop, options->down_fd, POLLIN, heard_orders, ingest);
	if (intake_fd(ingest->intake) >= 0)
		ingest->events = loop_watch(ingest->loop, intake_fd(ingest->intake), POLLIN, heard_events, ingest);
	return true;
}

static void close_all(struct ingest *ingest)
{
	watch_destroy(ingest->events);
	watch_destroy(ingest->down);
	troubles_destroy(ingest->troubles);
	timer_destroy(ingest->beat);
	timer_destroy(ingest->tidy);
	timer_destroy(ingest->news);
	timer_destroy(ingest->compile);
	timer_destroy(ingest->scan);
	if (ingest->told)
		intake_report_finish(&ingest->scanned);
	problems_finish(&ingest->compiled);
	reporter_destroy(ingest->reporter);
	report_destroy(ingest->report);
	intake_destroy(ingest->intake);
	decoder_destroy(ingest->decoder);
	pictures_destroy(ingest->pictures);
	history_close(ingest->history);
	store_close(ingest->store);
	edition_destroy(ingest->edition);
	loop_destroy(ingest->loop);
	buffer_finish(&ingest->orders.line);
	buffer_finish(&ingest->up);
	arena_destroy(ingest->arena);
}

int ingest_run(const struct ingest_options *options)
{
	struct ingest ingest = {
		.options = options,
		.clock = options->clock,
		.arena = arena_create(),
		.loop = loop_create(options->machine),
		.edition = edition_create(options->state),
		.orders = {.fd = options->down_fd},
	};
	problems_init(&ingest.compiled);
	ingest.zone_name = zones_machine(ingest.arena);
	announce(&ingest);
	int status = 1;
	if (open_all(&ingest)) {
		size_t count;
		store_files(ingest.store, &count);
		bool resized = first_size(&ingest);
		intake_ask_all(ingest.intake);
		if (resized && count > 0 && !options->once) /* a dead share must not hold that up either */
			ingest_compile(&ingest);
		ingest_scan_in(&ingest, 0);
		if (!options->once) {
			timer_set(ingest.tidy, loop_now_ms(ingest.loop) + TIDY_MS);
			timer_set(ingest.beat, loop_now_ms(ingest.loop) + BEAT_MS);
		}
		status = loop_run(ingest.loop);
	}
	close_all(&ingest);
	return status;
}
