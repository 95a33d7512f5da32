#include "base/loop.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

/* Both kinds are marked when destroyed and freed only between rounds, so that callbacks may destroy what they like. */
struct watch {
	int fd;
	short events;
	void (*ready)(void *data, short revents);
	void *data;
	bool destroyed;
	struct loop *loop;
};

struct timer {
	bool set;
	int64_t deadline_ms;
	void (*due)(void *data);
	void *data;
	bool destroyed;
	struct loop *loop;
};

struct loop {
	const struct clock *clock;
	struct watch **watches;
	size_t watches_count, watches_capacity;
	struct timer **timers;
	size_t timers_count, timers_capacity;
	struct pollfd *polled; /* one for each watch, in their order */
	size_t polled_capacity;
	void (*gather)(void *data);
	void *gather_data;
	bool stopped, litter;
	int status;
};

struct loop *loop_create(const struct clock *clock)
{
	struct loop *loop = memory_allocate(sizeof *loop);
	loop->clock = clock;
	return loop;
}

void loop_destroy(struct loop *loop)
{
	if (loop == NULL)
		return;
	for (size_t i = 0; i < loop->watches_count; i++)
		free(loop->watches[i]);
	for (size_t i = 0; i < loop->timers_count; i++)
		free(loop->timers[i]);
	free(loop->watches);
	free(loop->timers);
	free(loop->polled);
	free(loop);
}

struct watch *loop_watch(struct loop *loop, int fd, short events, void (*ready)(void *data, short revents), void *data)
{
	struct watch *watch = memory_allocate(sizeof *watch);
	*watch = (struct watch){.fd = fd, .events = events, .ready = ready, .data = data, .loop = loop};
	loop->watches = memory_grow(loop->watches, &loop->watches_capacity, loop->watches_count + 1, sizeof watch);
	loop->watches[loop->watches_count++] = watch;
	return watch;
}

void watch_events(struct watch *watch, short events)
{
	watch->events = events;
}

void watch_destroy(struct watch *watch)
{
	if (watch == NULL)
		return;
	watch->destroyed = true;
	watch->loop->litter = true;
}

struct timer *loop_timer(struct loop *loop, void (*due)(void *data), void *data)
{
	struct timer *timer = memory_allocate(sizeof *timer);
	*timer = (struct timer){.due = due, .data = data, .loop = loop};
	loop->timers = memory_grow(loop->timers, &loop->timers_capacity, loop->timers_count + 1, sizeof timer);
	loop->timers[loop->timers_count++] = timer;
	return timer;
}

void timer_set(struct timer *timer, int64_t deadline_ms)
{
	timer->set = true;
	timer->deadline_ms = deadline_ms;
}

void timer_unset(struct timer *timer)
{
	timer->set = false;
}

void timer_destroy(struct timer *timer)
{
	if (timer == NULL)
		return;
	timer->destroyed = true;
	timer->set = false;
	timer->loop->litter = true;
}

void loop_before_sleep(struct loop *loop, void (*gather)(void *data), void *data)
{
	loop->gather = gather;
	loop->gather_data = data;
}

int64_t loop_now_ms(const struct loop *loop)
{
	return clock_monotonic_ms(loop->clock);
}

void loop_stop(struct loop *loop, int status)
{
	loop->stopped = true;
	loop->status = status;
}

static void sweep(struct loop *loop)
{
	if (!loop->litter)
		return;
	loop->litter = false;
	size_t kept = 0;
	for (size_t i = 0; i < loop->watches_count; i++) {
		if (loop->watches[i]->destroyed)
			free(loop->watches[i]);
		else
			loop->watches[kept++] = loop->watches[i];
	}
	loop->watches_count = kept;
	kept = 0;
	for (size_t i = 0; i < loop->timers_count; i++) {
		if (loop->timers[i]->destroyed)
			free(loop->timers[i]);
		else
			loop->timers[kept++] = loop->timers[i];
	}
	loop->timers_count = kept;
}

/* How long poll() may sleep: to the next deadline, but no longer than limit_ms; -1: for ever. */
static int64_t sleep_ms(const struct loop *loop, int64_t limit_ms)
{
	int64_t now_ms = loop_now_ms(loop);
	for (size_t i = 0; i < loop->timers_count; i++) {
		const struct timer *timer = loop->timers[i];
		if (!timer->set)
			continue;
		int64_t left_ms = timer->deadline_ms > now_ms ? timer->deadline_ms - now_ms : 0;
		if (limit_ms < 0 || left_ms < limit_ms)
			limit_ms = left_ms;
	}
	return limit_ms > 3600000 ? 3600000 : limit_ms;
}

static void run_due(struct loop *loop)
{
	int64_t now_ms = loop_now_ms(loop);
	for (size_t i = 0; i < loop->timers_count && !loop->stopped; i++) {
		struct timer *timer = loop->timers[i];
		if (!timer->set || timer->deadline_ms > now_ms)
			continue;
		timer->set = false;
		timer->due(timer->data);
	}
}

void loop_step(struct loop *loop, int64_t limit_ms)
{
	if (loop->gather != NULL)
		loop->gather(loop->gather_data);
	if (loop->stopped)
		return;
	sweep(loop);
	size_t count = loop->watches_count;
	loop->polled = memory_grow(loop->polled, &loop->polled_capacity, count, sizeof *loop->polled);
	for (size_t i = 0; i < count; i++)
		loop->polled[i] = (struct pollfd){.fd = loop->watches[i]->fd, .events = loop->watches[i]->events};
	int ready = poll(loop->polled, count, (int)sleep_ms(loop, limit_ms));
	if (ready < 0 && errno != EINTR)
		abort(); /* EFAULT, EINVAL: our bug */
	for (size_t i = 0; i < count && ready > 0 && !loop->stopped; i++)
		if (loop->polled[i].revents != 0 && !loop->watches[i]->destroyed)
			loop->watches[i]->ready(loop->watches[i]->data, loop->polled[i].revents);
	run_due(loop);
	sweep(loop);
}

int loop_run(struct loop *loop)
{
	while (!loop->stopped)
		loop_step(loop, -1);
	loop->stopped = false;
	return loop->status;
}
