/* What happens again and again: the folder is scanned, a set is compiled and published, the player and the organizers
 * are told. */
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "ingest/disk.h"
#include "ingest/ingest_parts.h"

enum {
	HEARD_MS = 15,          /* after an event, for those that belong to it */
	SCAN_NETWORK_MS = 1000, /* the scan is the truth there */
	SCAN_CALM_MS = 2000,    /* and there, when nothing has changed for a while */
	CALM_MS = 60000,
	SCAN_WATCHED_MS = 10000, /* it is a second look there */
	SCAN_SETTLING_MS = 500,
	COMPILE_MORE_MS = 500, /* while pictures are still being decoded */
	FEW_PICTURES = 2,
	QUARTER_S = 900, /* every quarter of an hour it may be another day somewhere */
};

int64_t ingest_now_utc_s(const struct ingest *ingest)
{
	struct clock clock = {.utc_offset_ms = ingest->clock.ahead_ms};
	return clock_utc_s(&clock);
}

void ingest_send_up(struct ingest *ingest)
{
	int error = file_write_fd(ingest->options->up_fd, ingest->up.bytes, ingest->up.length);
	buffer_clear(&ingest->up);
	if (error != 0) /* nobody listens any more */
		loop_stop(ingest->loop, 0);
}

void ingest_scan_in(struct ingest *ingest, int64_t wait_ms)
{
	timer_set(ingest->scan, loop_now_ms(ingest->loop) + wait_ms);
}

/* Something happened in the folder. */
void ingest_scan_soon(struct ingest *ingest)
{
	int64_t due_ms = loop_now_ms(ingest->loop) + HEARD_MS;
	ingest->heard = true;
	timer_set(ingest->scan, due_ms > ingest->rest_until_ms ? due_ms : ingest->rest_until_ms);
}

void ingest_compile_in(struct ingest *ingest, int64_t wait_ms)
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

void ingest_tell(void *data)
{
	struct ingest *ingest = data;
	const char *path = ingest->reporter != NULL ? reporter_path(ingest->reporter) : "";
	struct report_inputs inputs = {.scanned = ingest->told ? &ingest->scanned : NULL,
				       .compiled = &ingest->compiled,
				       .store = ingest->store,
				       .troubles = ingest->troubles,
				       .now_utc_s = ingest_now_utc_s(ingest),
				       .last_change_utc_s = ingest->last_change_utc_s};
	if (path[0] != '\0') {
		inputs.report = path;
		inputs.report_reason = reporter_reason(ingest->reporter);
	}
	ingest->refused = report_tell(ingest->report, &inputs, &ingest->up);
	ingest_send_up(ingest);
	answer_organizers(ingest);
}

/* Compiles and publishes, the new set's name first, before anything that may take its time. */
static int make_edition(struct ingest *ingest)
{
	bool recalled = ingest->clock.unset && ingest->clock.known_utc_s > 0; /* the best that is known */
	struct edition_inputs inputs = {.store = ingest->store,
					.pictures = ingest->pictures,
					.history = ingest->history,
					.now_utc_s = recalled ? ingest->clock.known_utc_s : ingest_now_utc_s(ingest),
					.now_is_local = ingest->options->local,
					.clock_unset = ingest->clock.unset,
					.zone_name = ingest->zone_name};
	bool changed;
	int error = edition_make(ingest->edition, &inputs, &ingest->compiled, &changed);
	int history_error = history_save(ingest->history);
	if (error != 0)
		return error;
	if (changed)
		ingest->last_change_utc_s = ingest_now_utc_s(ingest);
	const char *key = edition_key(ingest->edition);
	if (changed || (ingest->options->once && key != NULL)) {
		link_write_published(&ingest->up, key);
		ingest_send_up(ingest);
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

void ingest_compile(void *data)
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
	ingest->quarter = ingest_now_utc_s(ingest) / QUARTER_S;
	ingest_tell(ingest);
}

void ingest_tidy(void *data)
{
	struct ingest *ingest = data;
	ingest->untidy = false;
	edition_tidy(ingest->edition, ingest->store, ingest->pictures);
	ingest_scan_in(ingest, 0); /* there may be room now for what had none */
}

void ingest_retry(void *data)
{
	struct ingest *ingest = data;
	ingest->picture_failed = false;
	intake_ask_all(ingest->intake);
	if (idle(ingest))
		troubles_end(ingest->troubles, TROUBLE_PICTURES);
	ingest_compile_in(ingest, 0);
	ingest_scan_in(ingest, 0);
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
	ingest_compile(ingest);
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

void ingest_scan(void *data)
{
	struct ingest *ingest = data;
	const struct intake_report *scanned = &ingest->scanned;
	int64_t began_ms = loop_now_ms(ingest->loop);
	bool another_day = ingest_now_utc_s(ingest) / QUARTER_S != ingest->quarter;
	if (may_glance(ingest) && intake_unchanged(ingest->intake) && !another_day) {
		rest(ingest, began_ms);
		scan_later(ingest);
		return;
	}
	ingest->heard = false;
	take_report(ingest);
	if (ingest->options->once) {
		if (scanned->more && idle(ingest))
			ingest_scan_in(ingest, 0);
		finish_once(ingest);
		return;
	}
	if (scanned->changed || scanned->settling)
		ingest->changed_ms = began_ms;
	if (scanned->changed || another_day || edition_key(ingest->edition) == NULL) {
		ingest_compile(ingest);
	} else {
		ingest_tell(ingest);
	}
	rest(ingest, began_ms);
	if (scanned->heard)
		ingest_scan_soon(ingest);
	else if (scanned->more)
		ingest_scan_in(ingest, idle(ingest) ? 0 : SCAN_SETTLING_MS);
	else
		scan_later(ingest);
}

void ingest_picture_done(void *data, const char *digest, enum decoder_result result, const char *words)
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
			ingest_scan_in(ingest, 0);
		finish_once(ingest);
		return;
	}
	if (changed && (idle(ingest) || !ingest->dirty))
		ingest_compile_in(ingest, idle(ingest) ? 0 : COMPILE_MORE_MS);
	else if (result == DECODER_FAILED) /* where nothing changes no scan tells it */
		ingest_tell(ingest);
	if (ingest->scanned.more && decoder_waiting(ingest->decoder) <= FEW_PICTURES) /* before it has nothing to do */
		ingest_scan_in(ingest, 0);
}
