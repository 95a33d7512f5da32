#include "ingest/ingest.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/memory.h"
#include "formats/link.h"
#include "ingest/compile.h"
#include "ingest/intake.h"
#include "ingest/publish.h"
#include "ingest/report.h"
#include "ingest/zones.h"

enum {
	HEARD_MS = 30,           /* after an event, for those that belong to it */
	SCAN_NETWORK_MS = 2000,  /* the scan is the truth there */
	SCAN_WATCHED_MS = 10000, /* it is a second look there */
	SCAN_SETTLING_MS = 500,
	COMPILE_MORE_MS = 500, /* while pictures are still being decoded */
	PATIENCE_MS = 10000,   /* how long an item waits for a picture that is not whole */
	RETRY_LEAST_MS = 1000,
	RETRY_MOST_MS = 60000,
	LINE_LIMIT = 4096,
	QUARTER_S = 900, /* every quarter of an hour it may be another day somewhere */
};

struct ingest {
	const struct ingest_options *options;
	struct arena *arena;
	const char *zone_name;
	int width_px, height_px;
	struct loop *loop;
	struct store *store;
	struct pictures *pictures;
	struct intake *intake;
	struct report *report;
	struct watch *down, *events;
	struct timer *scan, *compile, *retry;
	struct buffer line; /* of the player's, so far */
	struct buffer up;

	struct intake_report scanned; /* the last scan's */
	bool dirty;                   /* there is something to compile */
	int64_t quarter;              /* when it was last compiled */
	char *key;                    /* the set in force; NULL: none */
	struct health health;
	struct problems compiled; /* the last compile's */
	bool heard;               /* a scan is due because of an event */
	char trouble[300];        /* what of ours fails; "": nothing */
	bool undecoded;           /* among it: pictures */
	char reason[600];
	int64_t retry_ms; /* the next pause */
	int refused;      /* problems of that level */
};

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

static void compile_in(struct ingest *ingest, int64_t wait_ms)
{
	ingest->dirty = true;
	timer_set(ingest->compile, loop_now_ms(ingest->loop) + wait_ms);
}

/* Something of ours failed: again in a while, and each time in a longer one. */
static void retry_later(struct ingest *ingest, const char *trouble)
{
	snprintf(ingest->trouble, sizeof ingest->trouble, "%s", trouble);
	timer_set(ingest->retry, loop_now_ms(ingest->loop) + ingest->retry_ms);
	ingest->retry_ms = ingest->retry_ms * 2 > RETRY_MOST_MS ? RETRY_MOST_MS : ingest->retry_ms * 2;
}

static void state_failed(struct ingest *ingest, int error)
{
	char trouble[200];
	snprintf(trouble, sizeof trouble, "the state folder cannot be written: %s", strerror(error));
	retry_later(ingest, trouble);
}

static void tell_health(struct ingest *ingest)
{
	struct health *health = &ingest->health;
	enum share_state share = ingest->scanned.reachable ? SHARE_READABLE : SHARE_UNREACHABLE;
	if (ingest->scanned.problems.arena == NULL)
		share = SHARE_STARTING;
	if (share != health->share || health->share_since_utc_s == 0) {
		health->share = share;
		health->share_since_utc_s = clock_utc_s(ingest->options->clock);
	}
	health->reason = NULL;
	ingest->reason[0] = '\0';
	if (share == SHARE_UNREACHABLE)
		health->reason = ingest->scanned.reason;
	if (ingest->trouble[0] != '\0') {
		snprintf(ingest->reason, sizeof ingest->reason, "%s%s%s", health->reason != NULL ? health->reason : "",
			 health->reason != NULL ? "; " : "", ingest->trouble);
		health->reason = ingest->reason;
	}
	health->files = health->taken = health->refused = health->waiting = 0;
	size_t count;
	struct file *const *files = store_files(ingest->store, &count);
	for (size_t i = 0; i < count; i++) {
		health->files++;
		if (files[i]->refused.count > 0)
			health->refused++;
		else if (files[i]->waiting || files[i]->offered[0] != '\0')
			health->waiting++;
		else if (files[i]->versions_count > 0)
			health->taken++;
	}
	report_health(ingest->report, health, &ingest->up);
}

static enum picture_state picture_of(void *data, const struct file *file, struct arena *arena, struct picture *picture)
{
	struct ingest *ingest = data;
	if (file->versions_count > 0) {
		if (pictures_find(ingest->pictures, file->versions[0]->digest, arena, picture))
			return PICTURE_READY;
		return file->undecodable ? PICTURE_BROKEN : PICTURE_PENDING;
	}
	if (file->offered[0] != '\0')
		return PICTURE_PENDING;
	if (file->refused.count > 0)
		return PICTURE_BROKEN;
	bool patient = loop_now_ms(ingest->loop) - file->waiting_since_ms < PATIENCE_MS;
	return file->waiting && patient && !ingest->options->once ? PICTURE_PENDING : PICTURE_ABSENT;
}

static void add_problems(struct problems *to, const struct problems *from)
{
	for (size_t i = 0; i < from->count; i++)
		problems_add(to, &from->list[i]);
}

/* What is wrong with names, with bytes that were not accepted, and with what is in force. */
static void tell_problems(struct ingest *ingest)
{
	struct problems all;
	problems_init(&all);
	add_problems(&all, &ingest->scanned.problems);
	size_t count;
	struct file *const *files = store_files(ingest->store, &count);
	for (size_t i = 0; i < count; i++)
		add_problems(&all, &files[i]->refused);
	add_problems(&all, &ingest->compiled);
	ingest->refused = 0;
	for (size_t i = 0; i < all.count; i++)
		ingest->refused += all.list[i].level == PROBLEM_REFUSED;
	report_problems(ingest->report, &all, &ingest->up);
	problems_finish(&all);
}

static bool wanted(void *data, const char *digest)
{
	struct ingest *ingest = data;
	size_t count;
	struct file *const *files = store_files(ingest->store, &count);
	for (size_t i = 0; i < count; i++) {
		const struct file *file = files[i];
		if (strcmp(file->offered, digest) == 0 || (file->kind == NAME_PICTURE && file->versions_count > 0 &&
							   strcmp(file->versions[0]->digest, digest) == 0))
			return true;
	}
	return false;
}

static void sweep(struct ingest *ingest)
{
	struct arena *arena = arena_create();
	size_t count;
	const char **names = published_pictures(ingest->options->state, arena, &count);
	pictures_sweep(ingest->pictures, names, count, wanted, ingest);
	arena_destroy(arena);
}

static int publish_new(struct ingest *ingest, const struct deck *deck)
{
	if (text_equal(ingest->key, deck->key)) {
		if (ingest->options->once)
			link_write_published(&ingest->up, ingest->key);
		return 0;
	}
	int error = publish(ingest->options->state, deck);
	if (error != 0)
		return error;
	free(ingest->key);
	ingest->key = text_copy(deck->key);
	ingest->health.last_change_utc_s = clock_utc_s(ingest->options->clock);
	link_write_published(&ingest->up, ingest->key);
	send_up(ingest); /* before anything that may take its time */
	if (pictures_idle(ingest->pictures))
		sweep(ingest);
	return 0;
}

static void compile_now(void *data)
{
	struct ingest *ingest = data;
	problems_finish(&ingest->compiled);
	problems_init(&ingest->compiled);
	int64_t now_utc_s = clock_utc_s(ingest->options->clock);
	struct compile_options options = {
		.width_px = ingest->width_px,
		.height_px = ingest->height_px,
		.now_utc_s = now_utc_s,
		.zone_name = ingest->zone_name,
		.picture = picture_of,
		.data = ingest,
	};
	struct deck *deck = compile(ingest->store, &options, &ingest->compiled);
	int error = publish_new(ingest, deck);
	deck_destroy(deck);
	if (error == 0) {
		store_prune(ingest->store);
		error = store_save(ingest->store);
	}
	if (error != 0) {
		state_failed(ingest, -error);
	} else if (ingest->scanned.disk_error == 0 && !ingest->undecoded) {
		ingest->trouble[0] = '\0';
		ingest->retry_ms = RETRY_LEAST_MS;
	}
	ingest->dirty = error != 0;
	ingest->quarter = now_utc_s / QUARTER_S;
	tell_problems(ingest);
	tell_health(ingest);
	send_up(ingest);
}

static void retry(void *data)
{
	struct ingest *ingest = data;
	intake_ask_all(ingest->intake);
	if (pictures_idle(ingest->pictures))
		ingest->undecoded = false;
	compile_in(ingest, 0);
	scan_in(ingest, 0);
}

static void scan_later(struct ingest *ingest)
{
	const struct intake_report *scanned = &ingest->scanned;
	if (scanned->settling) {
		scan_in(ingest, SCAN_SETTLING_MS);
		return;
	}
	int64_t pause_ms = scanned->reachable && scanned->watched ? SCAN_WATCHED_MS : SCAN_NETWORK_MS;
	int64_t due_ms = loop_now_ms(ingest->loop) + pause_ms;
	timer_set(ingest->scan,
		  (due_ms + 999) / 1000 * 1000); /* on the same beat as the other timers of this machine */
}

static void finish_once(struct ingest *ingest)
{
	if (!ingest->options->once || !pictures_idle(ingest->pictures) || ingest->scanned.more)
		return;
	compile_now(ingest);
	bool well = ingest->scanned.reachable && ingest->refused == 0 && ingest->trouble[0] == '\0';
	loop_stop(ingest->loop, well ? 0 : 1);
}

static void scan_now(void *data)
{
	struct ingest *ingest = data;
	struct intake_report before = ingest->scanned;
	ingest->heard = false;
	intake_scan(ingest->intake, &ingest->scanned);
	struct intake_report *scanned = &ingest->scanned;
	if (!scanned->reachable && before.problems.arena != NULL) { /* what is wrong there is as it was */
		struct problems none = scanned->problems;
		scanned->problems = before.problems;
		before.problems = none;
	}
	if (before.problems.arena != NULL)
		intake_report_finish(&before);
	if (scanned->disk_error != 0)
		state_failed(ingest, scanned->disk_error);
	bool another_day = clock_utc_s(ingest->options->clock) / QUARTER_S != ingest->quarter;
	if (ingest->options->once) {
		if (scanned->more && pictures_idle(ingest->pictures))
			scan_in(ingest, 0);
		finish_once(ingest);
		return;
	}
	if (scanned->changed || another_day || scanned->waiting > 0 || ingest->key == NULL) {
		compile_now(ingest);
	} else {
		tell_problems(ingest);
		tell_health(ingest);
		send_up(ingest);
	}
	if (scanned->more)
		scan_in(ingest, pictures_idle(ingest->pictures) ? 0 : SCAN_SETTLING_MS);
	else
		scan_later(ingest);
}

static void picture_done(void *data, const char *digest, enum picture_result result, const char *words)
{
	struct ingest *ingest = data;
	if (result == PICTURE_FAILED) {
		ingest->undecoded = true;
		retry_later(ingest, words);
	} else {
		ingest->undecoded = false;
	}
	bool changed = intake_decoded(ingest->intake, digest, result, words);
	bool idle = pictures_idle(ingest->pictures);
	if (ingest->options->once) {
		if (idle && ingest->scanned.more)
			scan_in(ingest, 0);
		finish_once(ingest);
		return;
	}
	if (changed && (idle || !ingest->dirty))
		compile_in(ingest, idle ? 0 : COMPILE_MORE_MS);
	if (idle && ingest->scanned.more)
		scan_in(ingest, 0);
}

static void set_size(struct ingest *ingest, int width_px, int height_px)
{
	if (width_px == ingest->width_px && height_px == ingest->height_px)
		return;
	ingest->width_px = width_px;
	ingest->height_px = height_px;
	pictures_set_size(ingest->pictures, width_px, height_px);
	intake_ask_all(ingest->intake);
	compile_in(ingest, 0);
}

static void take_line(struct ingest *ingest, const char *line)
{
	struct link_message message;
	link_read(&message, line);
	if (message.kind == LINK_SIZE) {
		set_size(ingest, message.width_px, message.height_px);
	} else if (message.kind == LINK_RELOAD) {
		intake_forget(ingest->intake);
		scan_in(ingest, 0);
	}
	link_finish(&message);
}

static void heard_down(void *data, short revents)
{
	(void)revents;
	struct ingest *ingest = data;
	char bytes[512];
	ssize_t length = read(ingest->options->down_fd, bytes, sizeof bytes);
	if (length < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (length <= 0) {
		loop_stop(ingest->loop, 0);
		return;
	}
	buffer_add(&ingest->line, bytes, (size_t)length);
	for (char *end; (end = memchr(buffer_text(&ingest->line), '\n', ingest->line.length)) != NULL;) {
		*end = '\0';
		size_t used = (size_t)(end - ingest->line.bytes) + 1;
		take_line(ingest, ingest->line.bytes);
		buffer_drop(&ingest->line, used);
	}
	if (ingest->line.length > LINE_LIMIT)
		buffer_clear(&ingest->line);
}

static void heard_events(void *data, short revents)
{
	(void)revents;
	struct ingest *ingest = data;
	if (!intake_heard(ingest->intake) || ingest->heard)
		return; /* a stream of events must not put the scan off */
	ingest->heard = true;
	scan_in(ingest, HEARD_MS);
}

/* What was published last is told at once, before anything that a dead share could hold up; if this program cannot use
 * it, the stored sources are compiled. */
static void announce(struct ingest *ingest)
{
	struct deck *deck = published_deck(ingest->options->state);
	if (deck != NULL && ingest->width_px == 0) {
		ingest->width_px = deck->width_px;
		ingest->height_px = deck->height_px;
	} else if (ingest->width_px == 0) {
		ingest->width_px = 1920;
		ingest->height_px = 1080;
	}
	if (deck != NULL && deck->width_px == ingest->width_px && deck->height_px == ingest->height_px) {
		ingest->key = text_copy(deck->key);
		if (!ingest->options->once)
			link_write_published(&ingest->up, ingest->key);
	}
	deck_destroy(deck);
	send_up(ingest);
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
	ingest->pictures = pictures_create(options->state, options->decoder, ingest->loop, picture_done, ingest);
	pictures_set_size(ingest->pictures, ingest->width_px, ingest->height_px);
	ingest->intake = intake_create(&(struct intake_options){.folder = options->folder,
								.store = ingest->store,
								.pictures = ingest->pictures,
								.machine = options->machine,
								.once = options->once});
	ingest->report = report_create(options->once);
	ingest->scan = loop_timer(ingest->loop, scan_now, ingest);
	ingest->compile = loop_timer(ingest->loop, compile_now, ingest);
	ingest->retry = loop_timer(ingest->loop, retry, ingest);
	if (!options->once)
		ingest->down = loop_watch(ingest->loop, options->down_fd, POLLIN, heard_down, ingest);
	if (intake_fd(ingest->intake) >= 0)
		ingest->events = loop_watch(ingest->loop, intake_fd(ingest->intake), POLLIN, heard_events, ingest);
	return true;
}

static void close_all(struct ingest *ingest)
{
	watch_destroy(ingest->events);
	watch_destroy(ingest->down);
	timer_destroy(ingest->retry);
	timer_destroy(ingest->compile);
	timer_destroy(ingest->scan);
	if (ingest->scanned.problems.arena != NULL)
		intake_report_finish(&ingest->scanned);
	problems_finish(&ingest->compiled);
	report_destroy(ingest->report);
	intake_destroy(ingest->intake);
	pictures_destroy(ingest->pictures);
	store_close(ingest->store);
	loop_destroy(ingest->loop);
	free(ingest->key);
	buffer_finish(&ingest->line);
	buffer_finish(&ingest->up);
	arena_destroy(ingest->arena);
}

int ingest_run(const struct ingest_options *options)
{
	struct ingest ingest = {
		.options = options,
		.arena = arena_create(),
		.loop = loop_create(options->machine),
		.width_px = options->width_px,
		.height_px = options->height_px,
		.retry_ms = RETRY_LEAST_MS,
	};
	problems_init(&ingest.compiled);
	ingest.zone_name = zones_machine(ingest.arena);
	announce(&ingest);
	int status = 1;
	if (open_all(&ingest)) {
		size_t count;
		store_files(ingest.store, &count);
		intake_ask_all(ingest.intake);
		if (ingest.key == NULL && count > 0 && !options->once)
			compile_now(&ingest);
		scan_in(&ingest, 0);
		status = loop_run(ingest.loop);
	}
	close_all(&ingest);
	return status;
}
