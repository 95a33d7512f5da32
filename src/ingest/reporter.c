#include "ingest/reporter.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "formats/heartbeat.h"
#include "formats/language.h"
#include "ingest/publish.h"
#include "ingest/report_facts.h"
#include "ingest/report_page.h"
#include "ingest/report_place.h"
#include "ingest/report_words.h"
#include "ingest/thumbnails.h"
#include "model/moments.h"

enum {
	GATHER_MS = 700, /* what belongs together comes together */
	BUSY_MS = 3000,
	SHOWN_MOST = 50, /* of the pages that the heartbeat names */
};

struct drawn { /* what the thumbnails show */
	char key[DIGEST_SIZE];
	int64_t at_utc_s;
	bool clock_unset, any;
};

struct reporter {
	const struct reporter_options *options;
	struct loop *loop;
	struct timer *due, *beat;
	int interval_s; /* of the heartbeat, where it was written last; where that is long, no programme hurries it */
	struct thumbnails *thumbnails;
	struct report_place *place;
	struct reporter_news news;
	bool told, waiting;
	bool unwritten_told;
	char news_digest[DIGEST_SIZE], written[DIGEST_SIZE];
	struct drawn drawn;
};

static void report_due(void *data);
static void beat_due(void *data);

/* Drawn or not: now it is told. */
static void drawing_done(void *data)
{
	struct reporter *reporter = data;
	timer_set(reporter->due, loop_now_ms(reporter->loop));
}

struct reporter *reporter_create(struct loop *loop, const struct reporter_options *options)
{
	struct reporter *reporter = memory_allocate(sizeof *reporter);
	*reporter = (struct reporter){.options = options, .loop = loop};
	reporter->due = loop_timer(loop, report_due, reporter);
	reporter->beat = loop_timer(loop, beat_due, reporter);
	reporter->place = report_place_create(options->folder, options->state, options->screen, options->id);
	if (options->callboard != NULL)
		reporter->thumbnails = thumbnails_create(loop, options->callboard, options->state, options->screen,
							 drawing_done, reporter);
	return reporter;
}

void reporter_destroy(struct reporter *reporter)
{
	if (reporter == NULL)
		return;
	thumbnails_destroy(reporter->thumbnails);
	report_place_destroy(reporter->place);
	timer_destroy(reporter->beat);
	timer_destroy(reporter->due);
	free(reporter);
}

static void add_number(struct digest *digest, int64_t number)
{
	digest_add(digest, &number, sizeof number);
}

static void add_text(struct digest *digest, const char *text)
{
	digest_add(digest, text != NULL ? text : "", text != NULL ? strlen(text) + 1 : 1);
}

/* Of all that can make another report of the same moment. */
static void sign(const struct reporter_news *news, char signature[static DIGEST_SIZE])
{
	struct digest *digest = digest_create();
	size_t count;
	struct file *const *files = store_files(news->store, &count);
	for (size_t i = 0; i < news->problems->count; i++) {
		const struct problem *problem = &news->problems->list[i];
		add_text(digest, problem->path);
		add_number(digest, problem->line);
		add_text(digest, problem->words);
	}
	for (size_t i = 0; i < count; i++) {
		add_text(digest, files[i]->path);
		add_number(digest, files[i]->versions_count > 0 ? files[i]->signature.modified_ns : 0);
	}
	add_text(digest, news->key);
	add_text(digest, news->health->reason);
	add_number(digest, news->health->share);
	add_number(digest, news->clock_unset);
	digest_end(digest, signature);
}

void reporter_tell(struct reporter *reporter, const struct reporter_news *news)
{
	char signature[DIGEST_SIZE];
	bool again = news->ahead_ms != reporter->news.ahead_ms;
	reporter->news = *news;
	if (news->health->share == SHARE_STARTING)
		return;
	sign(news, signature);
	if (reporter->told && !again && strcmp(signature, reporter->news_digest) == 0)
		return;
	memcpy(reporter->news_digest, signature, sizeof signature);
	reporter->told = true;
	if (!reporter->waiting)
		timer_set(reporter->due, loop_now_ms(reporter->loop) + GATHER_MS);
	reporter->waiting = true;
}

void reporter_again(struct reporter *reporter)
{
	if (!reporter->told || reporter->waiting)
		return;
	timer_set(reporter->due, loop_now_ms(reporter->loop) + GATHER_MS);
	reporter->waiting = true;
}

/* What a report is made of, while it is. */
struct making {
	struct arena *arena;
	struct deck *deck; /* NULL: nothing is published */
	struct report_moment moment;
	const struct event *event; /* NULL: no deck */
	struct zone utc;
	int64_t again_utc_s;
	struct report_facts facts;
};

static void begin(struct making *making, const struct reporter *reporter)
{
	const struct reporter_news *news = &reporter->news;
	struct clock wall = {.utc_offset_ms = news->ahead_ms};
	int64_t now_utc_s = clock_utc_s(&wall);
	*making = (struct making){
		.arena = arena_create(), .deck = published_deck(reporter->options->state), .again_utc_s = INT64_MAX};
	making->moment = (struct report_moment){.deck = making->deck,
						.screen = reporter->options->screen,
						.now_utc_s = now_utc_s,
						.clock_unset = news->clock_unset};
	if (making->deck != NULL) {
		making->event = deck_event_now(making->deck, now_utc_s);
		if (!news->clock_unset)
			making->moment.now_utc_s =
				moments_since(making->deck, reporter->options->screen, now_utc_s, &making->again_utc_s);
	}
}

static void finish(struct making *making)
{
	deck_destroy(making->deck);
	arena_destroy(making->arena);
}

/* True: the thumbnails are of another moment or set, and are being drawn. */
static bool draws(struct reporter *reporter, const struct making *making)
{
	struct drawn wanted = {
		.at_utc_s = making->moment.now_utc_s, .clock_unset = making->moment.clock_unset, .any = true};
	struct drawn *drawn = &reporter->drawn;
	if (reporter->thumbnails == NULL || making->deck == NULL)
		return false;
	memcpy(wanted.key, making->deck->key, strnlen(making->deck->key, sizeof wanted.key - 1));
	bool same = drawn->any && strcmp(drawn->key, wanted.key) == 0 && drawn->clock_unset == wanted.clock_unset &&
		    (drawn->at_utc_s == wanted.at_utc_s || wanted.clock_unset);
	if (same)
		return false;
	*drawn = wanted;
	return thumbnails_draw(reporter->thumbnails, wanted.at_utc_s, wanted.clock_unset);
}

static const struct zone *zone_of(const struct making *making)
{
	return making->event != NULL ? &making->event->zone : &making->utc;
}

/* By the wall's clock; 0: it is not set. */
static int64_t now_utc_s(const struct reporter *reporter)
{
	struct clock wall = {.utc_offset_ms = reporter->news.ahead_ms};
	return reporter->news.clock_unset ? 0 : clock_utc_s(&wall);
}

/* The page and, for a digest, what it would be if it was written at no time. */
static void compose(const struct reporter *reporter, const struct making *making, const struct report_words *words,
		    struct buffer *html, char digest[static DIGEST_SIZE])
{
	const struct reporter_news *news = &reporter->news;
	const struct event *event = making->event;
	bool reachable = news->health->share == SHARE_READABLE;
	struct report_contents contents = {.screen = reporter->options->screen,
					   .version = reporter->options->version,
					   .style = words->style,
					   .event = event != NULL ? event->name : NULL,
					   .place = event != NULL ? event->place : NULL,
					   .width_px = making->deck != NULL ? making->deck->width_px : 16,
					   .height_px = making->deck != NULL ? making->deck->height_px : 9,
					   .digest = "",
					   .zone = zone_of(making),
					   .language = words->language,
					   .phrases = words->phrases,
					   .unreachable = reachable                      ? NULL
							  : news->health->reason != NULL ? news->health->reason
											 : "",
					   .unreachable_since_utc_s = news->health->share_since_utc_s,
					   .unwritable = report_place_reason(reporter->place),
					   .taken = news->health->taken,
					   .problems = news->problems,
					   .as_at_utc_s = making->moment.clock_unset ? 0 : making->moment.now_utc_s,
					   .now = making->facts.now,
					   .now_count = making->facts.now_count,
					   .later = making->facts.later,
					   .later_count = making->facts.later_count,
					   .files = making->facts.files,
					   .files_count = making->facts.files_count};
	report_page_write(&contents, html);
	digest_of(html->bytes, html->length, digest);
	contents.digest = digest;
	contents.written_utc_s = now_utc_s(reporter);
	buffer_clear(html);
	report_page_write(&contents, html);
}

/* Once, until it works again. */
static void tell_unwritten(struct reporter *reporter, const char *what, int error)
{
	if (error != 0 && !reporter->unwritten_told)
		log_warning("the %s cannot be written: %s", what, strerror(-error));
	reporter->unwritten_told = error != 0;
}

static void write_report(struct reporter *reporter, const struct making *making)
{
	struct buffer html;
	char digest[DIGEST_SIZE];
	struct report_words *words = report_words_read(making->event != NULL ? making->event->language : "");
	if (words == NULL)
		return;
	buffer_init(&html);
	compose(reporter, making, words, &html, digest);
	if (!report_place_has(reporter->place, digest)) {
		tell_unwritten(reporter, "report",
			       report_place_write(reporter->place, "html", html.bytes, html.length));
	}
	buffer_finish(&html);
	report_words_destroy(words);
}

static void write_beat(struct reporter *reporter, const struct making *making)
{
	const struct problems *problems = reporter->news.problems;
	const char *name = arena_format(making->arena, "%s.html", report_place_name(reporter->place));
	struct heartbeat heartbeat = {.screen = reporter->options->screen,
				      .version = reporter->options->version,
				      .id = reporter->options->id,
				      .set = reporter->news.key,
				      .report = name,
				      .zone = zone_of(making),
				      .when_utc_s = now_utc_s(reporter),
				      .interval_s = report_place_interval_s(reporter->place),
				      .health = reporter->news.health,
				      .shown_count = making->facts.now_count < SHOWN_MOST ? making->facts.now_count
											  : SHOWN_MOST};
	struct heartbeat_slide *shown = arena_allocate(making->arena, SHOWN_MOST, sizeof *shown);
	for (size_t i = 0; i < heartbeat.shown_count; i++)
		shown[i] = (struct heartbeat_slide){making->facts.now[i].title, making->facts.now[i].source,
						    making->facts.now[i].until_utc_s};
	heartbeat.shown = shown;
	for (size_t i = 0; i < problems->count; i++)
		heartbeat.refused += problems->list[i].level == PROBLEM_REFUSED;
	heartbeat.warnings = (int)problems->count - heartbeat.refused;
	struct buffer json;
	buffer_init(&json);
	heartbeat_write(&heartbeat, &json);
	tell_unwritten(reporter, "heartbeat", report_place_write(reporter->place, "json", json.bytes, json.length));
	buffer_finish(&json);
	reporter->interval_s = heartbeat.interval_s;
	timer_set(reporter->beat, loop_now_ms(reporter->loop) + reporter->interval_s * INT64_C(1000));
}

/* Both, for who reads one beside the other. */
static void write_both(struct reporter *reporter, struct making *making)
{
	char *before = text_copy(reporter_path(reporter));
	report_facts_gather(&making->facts, making->arena, &making->moment, reporter->news.store);
	if (reporter->thumbnails != NULL) {
		size_t count;
		const struct thumbnail *list = thumbnails_list(reporter->thumbnails, &count);
		report_facts_illustrate(&making->facts, making->arena, list, count);
	}
	report_place_open(reporter->place, reporter->news.health->share == SHARE_READABLE,
			  clock_utc_s(reporter->options->machine));
	write_report(reporter, making);
	write_beat(reporter, making);
	report_place_close(reporter->place);
	if (!text_equal(before, reporter_path(reporter)))
		reporter->options->moved(reporter->options->data);
	free(before);
}

static void report_due(void *data)
{
	struct reporter *reporter = data;
	struct making making;
	reporter->waiting = false;
	if (!reporter->told || (reporter->thumbnails != NULL && thumbnails_busy(reporter->thumbnails)))
		return; /* its end brings us back */
	if (reporter->news.busy) {
		timer_set(reporter->due, loop_now_ms(reporter->loop) + BUSY_MS);
		return;
	}
	begin(&making, reporter);
	if (!draws(reporter, &making)) {
		write_both(reporter, &making);
		if (making.again_utc_s != INT64_MAX && reporter->interval_s == REPORT_BEAT_S) {
			struct clock wall = {.utc_offset_ms = reporter->news.ahead_ms};
			int64_t wait_ms = (making.again_utc_s - clock_utc_s(&wall)) * 1000;
			if (!reporter->waiting)
				timer_set(reporter->due,
					  loop_now_ms(reporter->loop) + (wait_ms > 1000 ? wait_ms : 1000));
		}
	}
	finish(&making);
}

static void beat_due(void *data)
{
	struct reporter *reporter = data;
	timer_set(reporter->beat, loop_now_ms(reporter->loop) + REPORT_BEAT_S * INT64_C(1000));
	report_due(reporter);
}

const char *reporter_path(const struct reporter *reporter)
{
	return report_place_path(reporter->place);
}

const char *reporter_reason(const struct reporter *reporter)
{
	return report_place_reason(reporter->place);
}
