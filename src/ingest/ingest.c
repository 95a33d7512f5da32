#include "ingest/ingest.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/memory.h"
#include "formats/link.h"
#include "ingest/disk.h"
#include "ingest/edition.h"
#include "ingest/history.h"
#include "ingest/intake.h"
#include "ingest/orders.h"
#include "ingest/report.h"
#include "ingest/reporter.h"
#include "ingest/troubles.h"
#include "ingest/zones.h"

enum {
	HEARD_MS = 15,          /* after an event, for those that belong to it */
	SCAN_NETWORK_MS = 1000, /* the scan is the truth there */
	SCAN_CALM_MS = 2000,    /* and there, when nothing has changed for a while */
	CALM_MS = 60000,
	SCAN_WATCHED_MS = 10000, /* it is a second look there */
	SCAN_SETTLING_MS = 500,
	COMPILE_MORE_MS = 500, /* while pictures are still being decoded */
	FEW_PICTURES = 2,
	BEAT_MS = 3000,  /* so often the player hears that we do not hang */
	TIDY_MS = 5000,  /* the player has long gone over to a new set by then */
	QUARTER_S = 900, /* every quarter of an hour it may be another day somewhere */
};

struct ingest {
	const struct ingest_options *options;
	struct link_clock clock;
	struct arena *arena;
	const char *zone_name;
	struct loop *loop;
	struct edition *edition;
	struct store *store;
	struct history *history;
	struct pictures *pictures;
	struct decoder *decoder;
	struct intake *intake;
	struct report *report;
	struct reporter_options reporter_options;
	struct reporter *reporter; /* NULL: nobody reads it */
	struct watch *down, *events;
	struct timer *scan, *compile, *news, *tidy, *beat;
	struct troubles *troubles;
	struct orders orders;
	struct buffer up;

	struct intake_report scanned; /* the last scan's */
	bool told;                    /* there was one */
	bool reached;                 /* the folder was read, now or before */
	bool dirty;                   /* there is something to compile */
	bool untidy;                  /* sets or pictures are to be removed in a while */
	int64_t quarter;              /* when it was last compiled */
	int64_t rest_until_ms;        /* neither a stream of events nor a slow share takes more than half of the time */
	int64_t changed_ms;           /* when a scan last found a change; monotonic */
	int64_t last_change_utc_s;    /* of the set; 0: none in this run */
	int64_t clock_start_ms;       /* what the clock showed when the loop's began, by the last look */
	struct problems compiled;     /* the last compile's */
	bool heard;                   /* a scan is due because of an event */
	bool picture_failed;          /* since the last retry */
	int refused;                  /* problems of that level */
};

static int64_t now_utc_s(const struct ingest *ingest)
{
	struct clock clock = {.utc_offset_ms = ingest->clock.ahead_ms};
	return clock_utc_s(&clock);
}

static void send_up(struct ingest *ingest)
{
	int error = file_write_fd(ingest->options->up_fd, ingest->up.bytes, ingest->up.length);
	buffer_clear(&ingest->up);
	if (error != 0) /* nobody listens any more */
		loop_stop(ingest->loop, 0);
}

static void scan_in(struct ingest *ingest, int64_t wait_ms)
{
	timer_set(ingest->scan, loop_now_ms(ingest->loop) + wait_ms);
}

/* Something happened in the folder. */
static void scan_soon(struct ingest *ingest)
{
	int64_t due_ms = loop_now_ms(ingest->loop) + HEARD_MS;
	ingest->heard = true;
	timer_set(ingest->scan, due_ms > ingest->rest_until_ms ? due_ms : ingest->rest_until_ms);
}

static void compile_in(struct ingest *ingest, int64_t wait_ms)
{
	ingest->dirty = true;
	timer_set(ingest->compile, loop_now_ms(ingest->loop) + wait_ms);
}

static void state_failed(struct ingest *ingest, int error)
{
	char words[300];
	disk_words(words, sizeof words, ingest->options->state, error, UINT64_MAX, 0);
	troubles_begin(ingest->troubles, TROUBLE_STATE, words);
}

static bool idle(const struct ingest *ingest)
{
	return decoder_waiting(ingest->decoder) == 0;
}

static void answer_organizers(struct ingest *ingest)
{
	if (ingest->reporter == NULL)
		return;
	struct reporter_news news = {.problems = report_problems(ingest->report),
				     .health = report_health(ingest->report),
				     .store = ingest->store,
				     .key = edition_key(ingest->edition),
				     .ahead_ms = ingest->clock.ahead_ms,
				     .clock_unset = ingest->clock.unset,
				     .busy = !idle(ingest)};
	reporter_tell(ingest->reporter, &news);
}

static void tell(void *data)
{
	struct ingest *ingest = data;
	const char *path = ingest->reporter != NULL ? reporter_path(ingest->reporter) : "";
	struct report_inputs inputs = {.scanned = ingest->told ? &ingest->scanned : NULL,
				       .compiled = &ingest->compiled,
				       .store = ingest->store,
				       .troubles = ingest->troubles,
				       .now_utc_s = now_utc_s(ingest),
				       .last_change_utc_s = ingest->last_change_utc_s};
	if (path[0] != '\0') {
		inputs.report = path;
		inputs.report_reason = reporter_reason(ingest->reporter);
	}
	ingest->refused = report_tell(ingest->report, &inputs, &ingest->up);
	send_up(ingest);
	answer_organizers(ingest);
}

/* Compiles and publishes, the new set's name first, before anything that may take its time. */
static int make_edition(struct ingest *ingest)
{
	bool recalled = ingest->clock.unset && ingest->clock.known_utc_s > 0; /* the best that is known */
	struct edition_inputs inputs = {.store = ingest->store,
					.pictures = ingest->pictures,
					.history = ingest->history,
					.now_utc_s = recalled ? ingest->clock.known_utc_s : now_utc_s(ingest),
					.now_is_local = ingest->options->local,
					.clock_unset = ingest->clock.unset,
					.zone_name = ingest->zone_name};
	bool changed;
	int error = edition_make(ingest->edition, &inputs, &ingest->compiled, &changed);
	int history_error = history_save(ingest->history);
	if (error != 0)
		return error;
	if (changed)
		ingest->last_change_utc_s = now_utc_s(ingest);
	const char *key = edition_key(ingest->edition);
	if (changed || (ingest->options->once && key != NULL)) {
		link_write_published(&ingest->up, key);
		send_up(ingest);
	}
	if (changed && !ingest->untidy) {
		ingest->untidy = true;
		timer_set(ingest->tidy, loop_now_ms(ingest->loop) + TIDY_MS);
	}
	if (key != NULL)
		store_set_key(ingest->store, key);
	store_prune(ingest->store);
	error = store_save(ingest->store);
	return error != 0 ? error : history_error;
}

/* News are told when their file has been quiet for a while, and are over at times of their own. */
static void wait_for_news(struct ingest *ingest)
{
	int64_t again_s = history_again_s(ingest->history);
	if (again_s == INT64_MAX)
		timer_unset(ingest->news);
	else
		timer_set(ingest->news, loop_now_ms(ingest->loop) + again_s * 1000);
}

static void compile_now(void *data)
{
	struct ingest *ingest = data;
	int error = 0;
	if (ingest->reached || !edition_outshines(ingest->edition, ingest->store)) {
		problems_finish(&ingest->compiled);
		problems_init(&ingest->compiled);
		error = make_edition(ingest);
	}
	if (error != 0)
		state_failed(ingest, -error);
	else if (ingest->scanned.disk_error == 0)
		troubles_end(ingest->troubles, TROUBLE_STATE);
	wait_for_news(ingest);
	ingest->dirty = error != 0;
	ingest->quarter = now_utc_s(ingest) / QUARTER_S;
	tell(ingest);
}

static void tidy_up(void *data)
{
	struct ingest *ingest = data;
	ingest->untidy = false;
	edition_tidy(ingest->edition, ingest->store, ingest->pictures);
	scan_in(ingest, 0); /* there may be room now for what had none */
}

static void retry(void *data)
{
	struct ingest *ingest = data;
	ingest->picture_failed = false;
	intake_ask_all(ingest->intake);
	if (idle(ingest))
		troubles_end(ingest->troubles, TROUBLE_PICTURES);
	compile_in(ingest, 0);
	scan_in(ingest, 0);
}

/* How long what has just been looked at is left alone. */
static int64_t pause_ms(const struct ingest *ingest, int64_t now_ms)
{
	const struct intake_report *scanned = &ingest->scanned;
	if (scanned->settling)
		return SCAN_SETTLING_MS;
	if (scanned->reachable && scanned->watched)
		return SCAN_WATCHED_MS;
	return now_ms - ingest->changed_ms < CALM_MS && !intake_by_turns(ingest->intake) ? SCAN_NETWORK_MS
											 : SCAN_CALM_MS;
}

static void scan_later(struct ingest *ingest)
{
	int64_t now_ms = loop_now_ms(ingest->loop);
	int64_t due_ms = now_ms + pause_ms(ingest, now_ms);
	if (!ingest->scanned.settling)
		due_ms = due_ms / 1000 * 1000; /* on the same beat as the other timers of this machine */
	timer_set(ingest->scan, due_ms > ingest->rest_until_ms ? due_ms : ingest->rest_until_ms);
}

static void finish_once(struct ingest *ingest)
{
	if (!ingest->options->once || !idle(ingest) || ingest->scanned.more)
		return;
	compile_now(ingest);
	bool well = ingest->scanned.reachable && ingest->refused == 0 && !troubles_any(ingest->troubles);
	loop_stop(ingest->loop, well ? 0 : 1);
}

/* The next scan's report in place of the last one's; what was wrong in a folder that is out of reach is as it was. */
static void take_report(struct ingest *ingest)
{
	struct intake_report before = ingest->scanned;
	struct intake_report *scanned = &ingest->scanned;
	intake_scan(ingest->intake, scanned);
	if (!scanned->reachable && ingest->told) {
		struct problems none = scanned->problems;
		scanned->problems = before.problems;
		before.problems = none;
	}
	if (ingest->told)
		intake_report_finish(&before);
	ingest->told = true;
	ingest->reached = ingest->reached || scanned->reachable;
	if (scanned->disk_error != 0)
		state_failed(ingest, scanned->disk_error);
}

static void rest(struct ingest *ingest, int64_t began_ms)
{
	int64_t now_ms = loop_now_ms(ingest->loop);
	ingest->rest_until_ms = now_ms + (now_ms - began_ms);
}

/* Only where everything was told, and nobody has asked for more. */
static bool may_glance(const struct ingest *ingest)
{
	return ingest->told && ingest->scanned.reachable && !ingest->heard && !ingest->options->once;
}

static void scan_now(void *data)
{
	struct ingest *ingest = data;
	const struct intake_report *scanned = &ingest->scanned;
	int64_t began_ms = loop_now_ms(ingest->loop);
	bool another_day = now_utc_s(ingest) / QUARTER_S != ingest->quarter;
	if (may_glance(ingest) && intake_unchanged(ingest->intake) && !another_day) {
		rest(ingest, began_ms);
		scan_later(ingest);
		return;
	}
	ingest->heard = false;
	take_report(ingest);
	if (ingest->options->once) {
		if (scanned->more && idle(ingest))
			scan_in(ingest, 0);
		finish_once(ingest);
		return;
	}
	if (scanned->changed || scanned->settling)
		ingest->changed_ms = began_ms;
	if (scanned->changed || another_day || edition_key(ingest->edition) == NULL) {
		compile_now(ingest);
	} else {
		tell(ingest);
	}
	rest(ingest, began_ms);
	if (scanned->heard)
		scan_soon(ingest);
	else if (scanned->more)
		scan_in(ingest, idle(ingest) ? 0 : SCAN_SETTLING_MS);
	else
		scan_later(ingest);
}

static void picture_done(void *data, const char *digest, enum decoder_result result, const char *words)
{
	struct ingest *ingest = data;
	if (result == DECODER_FAILED) {
		ingest->picture_failed = true;
		troubles_begin(ingest->troubles, TROUBLE_PICTURES, words);
	}
	bool changed = intake_decoded(ingest->intake, digest, result, words);
	if (idle(ingest) && !ingest->picture_failed)
		troubles_end(ingest->troubles, TROUBLE_PICTURES);
	if (ingest->options->once) {
		if (idle(ingest) && ingest->scanned.more)
			scan_in(ingest, 0);
		finish_once(ingest);
		return;
	}
	if (changed && (idle(ingest) || !ingest->dirty))
		compile_in(ingest, idle(ingest) ? 0 : COMPILE_MORE_MS);
	else if (result == DECODER_FAILED) /* where nothing changes no scan tells it */
		tell(ingest);
	if (ingest->scanned.more && decoder_waiting(ingest->decoder) <= FEW_PICTURES) /* before it has nothing to do */
		scan_in(ingest, 0);
}

static void set_size(struct ingest *ingest, int width_px, int height_px)
{
	if (!pictures_set_size(ingest->pictures, width_px, height_px))
		return;
	decoder_forget(ingest->decoder);
	intake_ask_all(ingest->intake);
	compile_in(ingest, 0);
}

/* Another time, or another trust in it, and other things are news, over, or near. */
/* How far the clock is from where it would be had nobody set it since the last look. */
static int64_t clock_step_s(struct ingest *ingest)
{
	int64_t start_ms = now_utc_s(ingest) * 1000 - loop_now_ms(ingest->loop), before_ms = ingest->clock_start_ms;
	ingest->clock_start_ms = start_ms;
	int64_t step_ms = start_ms - before_ms;
	return step_ms > -2000 && step_ms < 2000 ? 0 : step_ms / 1000;
}

/* What happened before is told by the new clock, too. */
static void set_clock(struct ingest *ingest, const struct link_clock *clock)
{
	ingest->clock = *clock;
	int64_t step_s = clock_step_s(ingest);
	if (ingest->last_change_utc_s != 0)
		ingest->last_change_utc_s += step_s;
	report_clock_set(ingest->report, step_s);
	if (ingest->told) /* else the first scan compiles */
		compile_in(ingest, 0);
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
		scan_in(ingest, 0);
	}
}

static void beat(void *data)
{
	struct ingest *ingest = data;
	timer_set(ingest->beat, (loop_now_ms(ingest->loop) + BEAT_MS) / 1000 * 1000);
	link_write_beat(&ingest->up);
	send_up(ingest);
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
	scan_soon(ingest);
}

/* What was published last is told at once, before anything that a dead share could hold up. */
static void announce(struct ingest *ingest)
{
	const char *key = edition_key(ingest->edition);
	if (key != NULL && !ingest->options->once)
		link_write_published(&ingest->up, key);
	send_up(ingest);
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
	ingest->decoder =
		decoder_create(ingest->pictures, options->state, options->decoder, ingest->loop, picture_done, ingest);
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
							     .moved = tell,
							     .data = ingest};
	if (options->screen != NULL && !options->once)
		ingest->reporter = reporter_create(ingest->loop, &ingest->reporter_options);
	ingest->scan = loop_timer(ingest->loop, scan_now, ingest);
	ingest->compile = loop_timer(ingest->loop, compile_now, ingest);
	ingest->news = loop_timer(ingest->loop, compile_now, ingest);
	ingest->tidy = loop_timer(ingest->loop, tidy_up, ingest);
	ingest->beat = loop_timer(ingest->loop, beat, ingest);
	ingest->troubles = troubles_create(ingest->loop, retry, ingest);
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
			compile_now(&ingest);
		scan_in(&ingest, 0);
		if (!options->once) {
			timer_set(ingest.tidy, loop_now_ms(ingest.loop) + TIDY_MS);
			timer_set(ingest.beat, loop_now_ms(ingest.loop) + BEAT_MS);
		}
		status = loop_run(ingest.loop);
	}
	close_all(&ingest);
	return status;
}
