#include "player/follow.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum {
	TICK_MS = 2000,            /* looking for a display */
	DRAIN_MS = 1000,           /* keys, where no descriptor tells of them */
	SETTLE_MS = 300,           /* a window's size, while somebody pulls at it */
	RESTART_LEAST_MS = 2000,   /* a display that comes and goes does not make us spin */
	PATIENCE_LEAST_MS = 15000, /* between attempts at a display that is there and does not open: twice as long */
	PATIENCE_MOST_MS = 240000, /* each time */
};

struct follow {
	struct loop *loop;
	struct follow_options options;
	struct timer *tick;
	int64_t tick_ms;                 /* its period; 0: there is no need of it */
	int64_t attempt_ms, patience_ms; /* when a display is tried again, and how long that was put off */
	int64_t leave_ms;                /* when we leave for a display that changed; 0: none did */
};

static void settle(struct follow *follow, int64_t settle_ms)
{
	int64_t earliest_ms = follow->options.started_ms + RESTART_LEAST_MS;
	follow->leave_ms = loop_now_ms(follow->loop) + settle_ms;
	if (follow->leave_ms < earliest_ms)
		follow->leave_ms = earliest_ms;
	timer_set(follow->tick, follow->leave_ms);
}

void follow_changed(struct follow *follow)
{
	settle(follow, SETTLE_MS);
}

/* Off-screen: is there a display to move to? */
static bool display_awaits(struct follow *follow)
{
	if (screen_display_there(follow->options.screen))
		return true;
	int64_t now_ms = loop_now_ms(follow->loop);
	if (now_ms < follow->attempt_ms)
		return false;
	if (follow->patience_ms < PATIENCE_MOST_MS)
		follow->patience_ms *= 2;
	follow->attempt_ms = now_ms + follow->patience_ms;
	return screen_display_opens(follow->options.screen);
}

static void tick_due(void *data)
{
	struct follow *follow = data;
	const struct follow_options *options = &follow->options;
	int64_t now_ms = loop_now_ms(follow->loop);
	if (follow->tick_ms > 0)
		timer_set(follow->tick, now_ms + follow->tick_ms);
	if (follow->leave_ms > 0 && options->asleep(options->data))
		timer_set(follow->tick, now_ms + TICK_MS); /* a television that is put to sleep may seem to go */
	else if (follow->leave_ms > 0 && now_ms >= follow->leave_ms)
		options->leave(options->data);
	else if (follow->leave_ms > 0)
		timer_set(follow->tick, follow->leave_ms);
	else if (screen_display_changed(options->screen))
		settle(follow, SETTLE_MS);
	else if (screen_offscreen(options->screen) && display_awaits(follow))
		settle(follow, 0);
}

struct follow *follow_create(struct loop *loop, const struct follow_options *options)
{
	struct follow *follow = memory_allocate(sizeof *follow);
	*follow = (struct follow){.loop = loop, .options = *options, .patience_ms = PATIENCE_LEAST_MS};
	follow->attempt_ms = options->started_ms + follow->patience_ms;
	follow->tick = loop_timer(loop, tick_due, follow);
	return follow;
}

void follow_destroy(struct follow *follow)
{
	if (follow == NULL)
		return;
	timer_destroy(follow->tick);
	free(follow);
}

/* X11 and Wayland wake us by a descriptor, and a screen in memory has no keys. */
static bool needs_draining(const struct screen *screen)
{
	const char *driver = screen_driver(screen);
	return !screen_offscreen(screen) && strcmp(driver, "x11") != 0 && strcmp(driver, "wayland") != 0;
}

void follow_begin(struct follow *follow)
{
	if (needs_draining(follow->options.screen))
		follow->tick_ms = DRAIN_MS;
	else if (screen_offscreen(follow->options.screen))
		follow->tick_ms = TICK_MS;
	if (follow->tick_ms > 0)
		timer_set(follow->tick, loop_now_ms(follow->loop) + follow->tick_ms);
}
