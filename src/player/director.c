#include "player/director.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "player/decks.h"
#include "player/night.h"
#include "player/queue.h"
#include "player/show.h"

enum {
	RECHECK_MS = 60000, /* the wall clock may jump */
	IDENTIFY_MS = 60000,
};

struct director {
	struct loop *loop;
	struct director_options options;
	char *pictures; /* the folder of decoded pictures */

	struct decks *decks;
	struct deck *deck;
	struct queue *queue;
	struct show *show;

	int64_t since_utc_s, until_ms; /* of the page; monotonic */
	int64_t drawn_utc_s;           /* when the page was last laid out */
	bool paused;
	struct night night;
	struct position before_identify; /* the page to return to, from the dark too */
	struct timer *review;
	int64_t due_ms;
};

static struct view view_now(const struct director *director)
{
	return (struct view){.width_px = director->options.width_px,
			     .height_px = director->options.height_px,
			     .screen = director->options.screen,
			     .now_utc_s = clock_utc_s(director->options.clock),
			     .overscan_given = director->options.overscan_percent >= 0,
			     .overscan_percent = director->options.overscan_percent,
			     .clock_unset = !trust_enough(timekeeper_look(director->options.timekeeper)),
			     .deck = director->deck,
			     .language = looks_language,
			     .language_data = director->options.looks,
			     .measure = fonts_measure(director->options.fonts)};
}

static struct view queue_view(void *data)
{
	return view_now(data);
}

static double queue_seconds(void *data, const struct view *view, const struct slide *slide, size_t page)
{
	const struct director *director = data;
	return show_seconds(director->show, view, slide, page);
}

/* The page's time begins. */
static void begin(struct director *director)
{
	director->drawn_utc_s = director->since_utc_s = clock_utc_s(director->options.clock);
	director->until_ms = loop_now_ms(director->loop) + (int64_t)(show_stay(director->show) * 1000);
	free(director->before_identify.slide);
	director->before_identify.slide = NULL;
}

static bool show_item(struct director *director, size_t item, size_t page)
{
	struct view view = view_now(director);
	const struct slide *slide = queue_slide(director->queue, item);
	if (queue_passes_over(director->queue, slide))
		return false;
	logbook_working(director->options.logbook, slide);
	bool shown = show_slide(director->show, &view, slide, page);
	if (shown)
		begin(director);
	logbook_working(director->options.logbook, NULL);
	return shown;
}

static void calm(struct director *director)
{
	struct view view = view_now(director);
	show_calm(director->show, &view);
	begin(director);
}

/* On to what comes next; the calm page where there is nothing. */
static bool advance(struct director *director)
{
	struct programme_place place;
	/* A slide in line may have run out of pages since the lineup was made: then the one after it. */
	for (size_t tries = queue_count(director->queue) + 1; tries > 0; tries--) {
		if (!queue_next(director->queue, &place))
			break;
		if (show_item(director, place.item, place.page))
			return true;
	}
	calm(director);
	return false;
}

static void end_identify(struct director *director)
{
	const char *id = director->before_identify.slide;
	size_t item;
	if (id == NULL || queue_find(director->queue, id, &item) == NULL ||
	    !show_item(director, item, director->before_identify.page))
		advance(director);
}

/* The slide that is shown, as the queue has it now; NULL if it is no longer in line (or none is shown). */
static const struct slide *shown_slide(const struct director *director)
{
	return show_kind(director->show) == SHOW_SLIDE ? queue_find(director->queue, show_id(director->show), NULL)
						       : NULL;
}

/* Brings the shown page up to the deck and the time: exchanged, ticked on, left, or as it was. */
static void refresh(struct director *director)
{
	enum show_kind kind = show_kind(director->show);
	const struct slide *slide = shown_slide(director);
	if ((kind == SHOW_IDENTIFY && !queue_emergency(director->queue)) || kind == SHOW_NOTHING || kind == SHOW_DARK)
		return;
	if (kind == SHOW_IDENTIFY || (kind == SHOW_SLIDE && slide == NULL) ||
	    (kind == SHOW_CALM && queue_count(director->queue) > 0)) {
		advance(director);
		return;
	}
	struct view view = view_now(director);
	director->drawn_utc_s = view.now_utc_s;
	logbook_working(director->options.logbook, slide);
	enum show_change change = show_refresh(director->show, &view, slide);
	logbook_working(director->options.logbook, NULL);
	switch (change) {
	case SHOW_CHANGED:
		begin(director);
		break;
	case SHOW_GONE:
		queue_update(director->queue);
		advance(director);
		break;
	case SHOW_SAME:
	case SHOW_TICKED:
		break;
	}
}

/* Monotonic time of a moment of the wall clock, no later than the next recheck. */
static int64_t deadline_of(const struct director *director, int64_t utc_s)
{
	int64_t now_ms = loop_now_ms(director->loop);
	int64_t utc_ms = clock_utc_ms(director->options.clock);
	if (utc_s > utc_ms / 1000 + RECHECK_MS / 1000)
		return now_ms + RECHECK_MS;
	int64_t left_ms = utc_s * 1000 - utc_ms;
	return now_ms + (left_ms > 0 ? left_ms : 0);
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Does the shown page end by itself? Somebody may hold the others, not an emergency. */
static bool turns(const struct director *director)
{
	return show_kind(director->show) == SHOW_IDENTIFY ||
	       (show_kind(director->show) == SHOW_SLIDE && (!director->paused || queue_emergency(director->queue)));
}

static bool page_over(const struct director *director)
{
	return turns(director) && loop_now_ms(director->loop) >= director->until_ms;
}

static void fall_asleep(struct director *director)
{
	struct view view = view_now(director);
	struct position position = director_position(director);
	show_dark(director->show, &view);
	begin(director);
	director->before_identify = position;
}

/* Paints what is on by now, which wakes the display. */
static void wake(struct director *director)
{
	queue_update(director->queue);
	if (director->paused)
		end_identify(director);
	else
		advance(director);
}

/* Keeps to the hours that the content gives the screen. True if it sleeps. */
static bool rest(struct director *director)
{
	struct view view = view_now(director);
	bool asleep = night_asleep(&director->night, director->deck, view.screen, view.now_utc_s, !view.clock_unset,
				   loop_now_ms(director->loop));
	if (asleep && show_kind(director->show) != SHOW_DARK)
		fall_asleep(director);
	else if (asleep)
		show_dark(director->show, &view);
	else if (show_kind(director->show) == SHOW_DARK)
		wake(director);
	return asleep;
}

/* Somebody asks for a picture. True if that woke the screen. */
static bool hold_awake(struct director *director)
{
	night_hold(&director->night, loop_now_ms(director->loop));
	if (show_kind(director->show) != SHOW_DARK)
		return false;
	wake(director);
	return true;
}

/* Kept for the next process, however this one ends. */
static void note_shown(struct director *director)
{
	logbook_shown(director->options.logbook, shown_slide(director), show_page(director->show), director->paused);
}

static void set_review(struct director *director, int64_t due_ms)
{
	director->due_ms = due_ms;
	timer_set(director->review, due_ms);
}

static void review(struct director *director)
{
	note_shown(director);
	if (stage_fading(director->options.stage))
		return; /* its end brings us here again */
	if (rest(director)) {
		timekeeper_keep(director->options.timekeeper);
		set_review(director, deadline_of(director, director->night.waking.until_utc_s));
		return;
	}
	int64_t now_utc_s = clock_utc_s(director->options.clock);
	bool drawn_true = director->drawn_utc_s <= now_utc_s && now_utc_s < show_valid_until_utc_s(director->show);
	bool unset = !trust_enough(timekeeper_look(director->options.timekeeper));
	if (queue_outdated(director->queue, now_utc_s, unset)) {
		queue_update(director->queue);
		drawn_true = false; /* it may have left the line */
	}
	if (!page_over(director)) {
		if (!drawn_true)
			refresh(director);
	} else if (show_kind(director->show) == SHOW_IDENTIFY) {
		end_identify(director);
	} else {
		advance(director);
	}

	if (!stage_fading(director->options.stage))
		timekeeper_keep(director->options.timekeeper);

	int64_t next_ms = deadline_of(
		director, least(show_valid_until_utc_s(director->show), queue_valid_until_utc_s(director->queue)));
	next_ms = least(next_ms, deadline_of(director, director->night.waking.until_utc_s));
	if (director->night.waking.asleep)
		next_ms = least(next_ms, director->night.held_until_ms);
	if (show_kind(director->show) == SHOW_IDENTIFY)
		next_ms = director->until_ms;
	else if (turns(director))
		next_ms = least(next_ms, director->until_ms);
	set_review(director, next_ms);
	note_shown(director);
}

static void review_due(void *data)
{
	review(data);
}

struct director *director_create(struct loop *loop, const struct director_options *options)
{
	struct director *director = memory_allocate(sizeof *director);
	director->loop = loop;
	director->options = *options;
	director->pictures = path_join(options->state, "pictures");
	director->decks = decks_open(&(struct decks_options){.state = options->state,
							     .screen = options->screen,
							     .timekeeper = options->timekeeper,
							     .loaded = options->loaded,
							     .data = options->data});
	director->deck = deck_create();
	director->queue = queue_create(&(struct queue_source){.view = queue_view,
							      .seconds = queue_seconds,
							      .loop = loop,
							      .logbook = options->logbook,
							      .data = director});
	struct show_options show = {.stage = options->stage,
				    .fonts = options->fonts,
				    .looks = options->looks,
				    .pictures = director->pictures};
	director->show = show_create(&show);
	director->review = loop_timer(loop, review_due, director);
	return director;
}

void director_destroy(struct director *director)
{
	if (director == NULL)
		return;
	timer_destroy(director->review);
	show_destroy(director->show);
	queue_destroy(director->queue);
	deck_destroy(director->deck);
	decks_close(director->decks);
	free(director->before_identify.slide);
	free(director->pictures);
	free(director);
}

void director_begin(struct director *director, const struct position *position)
{
	struct deck *deck = decks_load(director->decks);
	if (deck != NULL) {
		deck_destroy(director->deck); /* the queue is not made of it yet */
		director->deck = deck;
	}
	director->paused = position != NULL && position->paused;
	/* Who switches it on wants to see that it works; a restart by itself is no reason. */
	if (position == NULL || position->slide == NULL)
		night_hold(&director->night, loop_now_ms(director->loop));
	else
		director->before_identify =
			(struct position){.slide = text_copy(position->slide), .page = position->page};
	if (rest(director)) {
		review(director);
		return;
	}
	queue_update(director->queue);
	struct programme_place place;
	if (position == NULL || position->slide == NULL ||
	    !queue_resume(director->queue, position->slide, position->page, &place) ||
	    !show_item(director, place.item, place.page))
		advance(director);
	review(director);
}

static void take_published(struct director *director)
{
	struct deck *deck = decks_load(director->decks);
	if (deck == NULL)
		return;
	struct deck *old = director->deck;
	director->deck = deck;
	night_forget(&director->night);
	queue_update(director->queue); /* compares with the old one */
	refresh(director);
	deck_destroy(old);
	review(director);
}

void director_published(struct director *director, const char *key)
{
	if (director->deck->key == NULL || strcmp(director->deck->key, key) != 0)
		take_published(director);
}

bool director_clear_emergency(struct director *director)
{
	if (!decks_clear_emergency(director->decks, director->deck))
		return false;
	take_published(director);
	return true;
}

void director_clock_set(struct director *director)
{
	review(director);
}

int64_t director_due_ms(const struct director *director)
{
	return director->due_ms;
}

void director_settled(struct director *director)
{
	review(director);
}

bool director_next(struct director *director)
{
	bool shown = hold_awake(director) ? show_kind(director->show) == SHOW_SLIDE : advance(director);
	review(director);
	return shown;
}

bool director_previous(struct director *director)
{
	struct programme_place place;
	hold_awake(director);
	bool shown = queue_previous(director->queue, &place) && show_item(director, place.item, place.page);
	review(director);
	return shown;
}

void director_pause(struct director *director, bool paused)
{
	hold_awake(director);
	director->paused = paused;
	review(director);
}

bool director_paused(const struct director *director)
{
	return director->paused;
}

bool director_asleep(const struct director *director)
{
	return show_kind(director->show) == SHOW_DARK;
}

void director_identify(struct director *director, const char *const *lines, size_t lines_count)
{
	struct view view = view_now(director);
	night_hold(&director->night, loop_now_ms(director->loop));
	struct position position = director_position(director);
	show_identify(director->show, &view, lines, lines_count);
	begin(director);
	director->until_ms = loop_now_ms(director->loop) + IDENTIFY_MS;
	director->before_identify = position;
	review(director);
}

const struct deck *director_deck(const struct director *director)
{
	return director->deck;
}

struct position director_position(const struct director *director)
{
	struct position position = {.paused = director->paused};
	if (show_kind(director->show) == SHOW_SLIDE) {
		position.slide = text_copy(show_id(director->show));
		position.page = show_page(director->show);
	} else if (director->before_identify.slide != NULL) {
		position.slide = text_copy(director->before_identify.slide);
		position.page = director->before_identify.page;
	}
	return position;
}

static struct status_page next_page(struct director *director)
{
	struct programme_place place;
	int64_t then_ms = director->paused ? loop_now_ms(director->loop) : director->until_ms;
	if (!queue_peek(director->queue, then_ms, &place))
		return (struct status_page){0};
	return status_page_of(queue_slide(director->queue, place.item), place.page,
			      queue_pages(director->queue, place.item));
}

void director_status(struct director *director, struct status *status)
{
	static const char *const own_pages[] = {
		[SHOW_NOTHING] = "calm", [SHOW_CALM] = "calm", [SHOW_IDENTIFY] = "identify", [SHOW_DARK] = "dark"};
	const struct slide *slide = shown_slide(director);
	const struct event *event = deck_event_now(director->deck, clock_utc_s(director->options.clock));
	status->now_utc_s = clock_utc_s(director->options.clock);
	status->trust = timekeeper_look(director->options.timekeeper);
	status->screen_note = decks_screen_note(director->decks);
	status->offset_s = zone_offset_s(&event->zone, status->now_utc_s);
	if (slide != NULL)
		status->shown = status_page_of(slide, show_page(director->show), show_pages(director->show));
	else
		status->shown =
			(struct status_page){.kind = own_pages[show_kind(director->show)], .page = 1, .pages = 1};
	status->since_utc_s = director->since_utc_s;
	status->until_utc_s = INT64_MAX;
	if (slide != NULL && turns(director))
		status->until_utc_s = status->now_utc_s + (director->until_ms - loop_now_ms(director->loop)) / 1000;
	status->next = next_page(director);
	status->asleep = show_kind(director->show) == SHOW_DARK;
	status->display_asleep = stage_display_asleep(director->options.stage);
	if (status->asleep)
		status->until_utc_s = director->night.waking.until_utc_s;
	status->paused = director->paused;
	status->key = director->deck->key != NULL && director->deck->key[0] != '\0' ? director->deck->key : NULL;
	status->slides = director->deck->slides_count;
	status->slides_showable = queue_count(director->queue);
	status->events = director->deck->events_count;
}
