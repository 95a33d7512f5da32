#include "player/player.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "formats/set.h"
#include "player/follow.h"
#include "player/identity.h"
#include "player/prover.h"
#include "player/screen.h"
#include "player/supply.h"

struct player {
	struct loop *loop;
	const struct clock *clock;
	struct player_options options;

	struct screen *screen;
	struct stage *stage;
	struct fonts *fonts;
	struct looks *looks;
	struct timekeeper *timekeeper;
	struct director *director;
	struct supply *supply;
	struct prover *prover;

	struct follow *follow;
	int64_t started_ms;
	bool display_lost; /* there is no window system any more */

	struct problems all; /* what status tells, where items are passed over */
	const char *passed_over[QUARANTINE_ITEMS];
};

static void settled(void *data)
{
	struct player *player = data;
	director_settled(player->director);
}

static void tell_clock(void *data)
{
	const struct player *player = data;
	if (player->supply != NULL)
		supply_tell_clock(player->supply);
}

static void clock_set(void *data)
{
	struct player *player = data;
	tell_clock(player);
	if (player->director != NULL)
		director_clock_set(player->director);
}

static void published(void *data, const char *key)
{
	const struct player *player = data;
	director_published(player->director, key);
}

static struct supply *create_supply(struct player *player)
{
	struct supply_options options = {.ingest = player->options.ingest,
					 .folder = player->options.folder,
					 .state = player->options.state,
					 .screen = player->options.screen,
					 .width_px = screen_width_px(player->screen),
					 .height_px = screen_height_px(player->screen),
					 .rehearsal = player->options.time_given,
					 .clock = player->clock,
					 .timekeeper = player->timekeeper,
					 .published = published,
					 .data = player};
	return supply_create(player->loop, &options);
}

static void leave(struct player *player, enum player_leave reason, const char *why)
{
	player->options.leave(player->options.data, reason, why);
}

static void proved(void *data)
{
	struct player *player = data;
	player->options.proved(player->options.data);
}

static void unproved(void *data, const char *words)
{
	struct player *player = data;
	if (!player->display_lost) /* then it leaves already */
		leave(player, PLAYER_UNPROVED, words);
}

static bool asleep(void *data)
{
	const struct player *player = data;
	return director_asleep(player->director);
}

static void follow_display(void *data)
{
	leave(data, PLAYER_RESTART, "the display changed");
}

static void screen_happened(void *data, enum screen_event event)
{
	struct player *player = data;
	if (player->director == NULL || player->display_lost)
		return; /* not begun yet, or over: whatever comes now is no wish of anybody's */
	switch (event) {
	case SCREEN_QUIT:
		leave(player, PLAYER_QUIT, "a key");
		break;
	case SCREEN_PAUSE:
		director_pause(player->director, !director_paused(player->director));
		break;
	case SCREEN_NEXT:
		director_next(player->director);
		break;
	case SCREEN_PREVIOUS:
		director_previous(player->director);
		break;
	case SCREEN_EXPOSED:
		stage_again(player->stage);
		break;
	case SCREEN_RESIZED:
		stage_repaint(player->stage);
		follow_changed(player->follow);
		break;
	case SCREEN_LOST: /* not a frame more: the window system's library would end us */
		player->display_lost = true;
		leave(player, PLAYER_RESTART, "the display went");
		break;
	}
}

static void before_sleep(void *data)
{
	struct player *player = data;
	screen_drain(player->screen);
}

static struct director *create_director(struct player *player)
{
	struct director_options options = {.clock = player->clock,
					   .state = player->options.state,
					   .screen = player->options.screen,
					   .width_px = screen_width_px(player->screen),
					   .height_px = screen_height_px(player->screen),
					   .overscan_percent = player->options.overscan_percent,
					   .stage = player->stage,
					   .fonts = player->fonts,
					   .looks = player->looks,
					   .timekeeper = player->timekeeper,
					   .logbook = player->options.logbook,
					   .loaded = player->options.loaded,
					   .data = player->options.data};
	return director_create(player->loop, &options);
}

static bool stands(void *data, int fd)
{
	struct player *player = data;
	return player->options.stands(player->options.data, fd);
}

struct player *player_create(struct loop *loop, struct clock *clock, const struct player_options *options)
{
	struct player *player = memory_allocate(sizeof *player);
	*player = (struct player){.loop = loop, .clock = clock, .options = *options, .started_ms = loop_now_ms(loop)};
	problems_init(&player->all);

	struct screen_options screen = {.width_px = options->width_px,
					.height_px = options->height_px,
					.window = options->window,
					.turn_degrees = options->turn_degrees,
					.title = "callboard",
					.owner = options->state,
					.event = screen_happened,
					.resumes = options->resumes,
					.stands = stands,
					.data = player};
	struct stage_options stage = {.settled = settled, .data = player};
	player->screen = screen_create(loop, &screen);
	player->follow = follow_create(loop, &(struct follow_options){.screen = player->screen,
								      .started_ms = player->started_ms,
								      .asleep = asleep,
								      .leave = follow_display,
								      .data = player});
	player->stage = stage_create(loop, player->screen, &stage);
	struct timekeeper_options timekeeper = {.clock = clock,
						.state = options->state,
						.given = options->time_given,
						.set = clock_set,
						.turned = tell_clock,
						.data = player};
	player->timekeeper = timekeeper_create(loop, &timekeeper);
	player->supply = create_supply(player);
	/* With a set there, the first picture goes first. */
	bool set_there = set_published(options->state);
	if (!set_there)
		supply_start(player->supply);
	player->fonts = fonts_create();
	player->looks = player->fonts != NULL ? looks_create() : NULL;
	if (player->looks == NULL) {
		player_destroy(player);
		return NULL;
	}
	player->director = create_director(player);
	director_begin(player->director, options->position);
	screen_take_over(player->screen);
	if (set_there)
		supply_start(player->supply);

	follow_begin(player->follow);
	loop_before_sleep(loop, before_sleep, player);
	player->prover = prover_create(
		loop, &(struct prover_options){.stage = player->stage,
					       .director = player->director,
					       .pixels_doubtful = logbook_pixels_doubtful(options->logbook),
					       .proved = proved,
					       .broken = unproved,
					       .data = player});
	return player;
}

static void nothing(void *data)
{
	(void)data;
}

void player_destroy(struct player *player)
{
	if (player == NULL)
		return;
	loop_before_sleep(player->loop, nothing, NULL);
	prover_destroy(player->prover);
	supply_destroy(player->supply);
	player->supply = NULL;
	director_destroy(player->director);
	if (player->timekeeper != NULL)
		timekeeper_keep_last(player->timekeeper);
	timekeeper_destroy(player->timekeeper);
	looks_destroy(player->looks);
	fonts_destroy(player->fonts);
	stage_destroy(player->stage);
	follow_destroy(player->follow);
	screen_destroy(player->screen);
	problems_finish(&player->all);
	free(player);
}

struct director *player_director(struct player *player)
{
	return player->director;
}

void player_reload(struct player *player)
{
	supply_reload(player->supply);
}

const char *player_tell_time(struct player *player, int64_t utc_s)
{
	return timekeeper_tell(player->timekeeper, utc_s);
}

void player_identify(struct player *player)
{
	struct arena *arena = arena_create();
	struct identity identity = {.screen = player->options.screen,
				    .folder = player->options.folder,
				    .share = share_state_names[supply_health(player->supply)->share],
				    .width_px = screen_width_px(player->screen),
				    .height_px = screen_height_px(player->screen),
				    .deck = director_deck(player->director)};
	identity.addresses_count = identity_addresses(arena, &identity.addresses);
	const char **lines;
	size_t count = identity_lines(&identity, arena, &lines);
	director_identify(player->director, lines, count);
	arena_destroy(arena);
}

int player_screenshot(const struct player *player, int *width_px, int *height_px)
{
	*width_px = screen_width_px(player->screen);
	*height_px = screen_height_px(player->screen);
	return stage_copy(player->stage);
}

/* Items that took the player down are problems as those are that ingest tells of, and come first. */
static const struct problems *all_problems(struct player *player, size_t passed_over)
{
	const struct problems *told = supply_problems(player->supply);
	if (passed_over == 0)
		return told;
	problems_finish(&player->all);
	problems_init(&player->all);
	for (size_t i = 0; i < passed_over; i++)
		problems_add(
			&player->all,
			&(struct problem){.level = PROBLEM_REFUSED,
					  .path = player->passed_over[i],
					  .words = "the player ended three times while this was on the screen, or "
						   "about to be: it is passed over",
					  .remedy = "change or remove it; as it is, it is tried again in an hour, or "
						    "when the machine is started anew"});
	for (size_t i = 0; i < told->count; i++)
		problems_add(&player->all, &told->list[i]);
	return &player->all;
}

static size_t passed_over(struct player *player)
{
	const struct quarantine *quarantine = logbook_quarantine(player->options.logbook);
	int64_t now_ms = loop_now_ms(player->loop);
	size_t count = quarantine_count(quarantine, now_ms);
	for (size_t i = 0; i < count; i++)
		player->passed_over[i] = quarantine_item(quarantine, i, now_ms)->name;
	return count;
}

void player_status(struct player *player, struct status *status)
{
	int64_t now_ms = loop_now_ms(player->loop);
	int64_t present_ms = stage_last_present_ms(player->stage);
	*status = (struct status){
		.screen = player->options.screen,
		.version = player->options.version,
		.folder = player->options.folder,
		.pid = getpid(),
		.uptime_s = (now_ms - player->started_ms) / 1000,
		.driver = screen_driver(player->screen),
		.path = screen_path(player->screen),
		.width_px = screen_width_px(player->screen),
		.height_px = screen_height_px(player->screen),
		.frames = stage_frames(player->stage),
		.late_frames = stage_late_frames(player->stage),
		.last_present_ms_ago = present_ms < 0 ? -1 : now_ms - present_ms,
		.health = supply_health(player->supply),
		.proved_ms_ago = prover_proved_ms(player->prover) < 0 ? -1 : now_ms - prover_proved_ms(player->prover),
		.proved = prover_proved(player->prover),
		.restarts = logbook_restarts(player->options.logbook),
		.passed_over = player->passed_over,
		.passed_over_count = passed_over(player),
	};
	status->problems = all_problems(player, status->passed_over_count);
	logbook_last(player->options.logbook, &status->restart, &status->restart_utc_s);
	status->ingest_pid = supply_pid(player->supply);
	status->ingest_restarts = supply_restarts(player->supply);
	director_status(player->director, status);
	status->clock_told_utc_s = timekeeper_told_utc_s(player->timekeeper);
}

void player_retain(struct player *player)
{
	supply_end(player->supply);
	if (!player->display_lost)
		screen_prepare_exec(player->screen);
}

bool player_offscreen(const struct player *player)
{
	return screen_offscreen(player->screen);
}
