/* The poll loop: descriptors, deadlines, and one place to gather work before sleep. Callbacks may add and remove any
 * watch or timer, their own too. One thread. */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stdint.h>

#include "base/clock.h"

struct loop;
struct watch;
struct timer;

/* The clock is borrowed and gives the loop's monotonic time. */
struct loop *loop_create(const struct clock *clock);
void loop_destroy(struct loop *loop); /* frees what is still watched and set */

/* Calls ready(data, revents) when poll(2) reports any of events, POLLHUP or POLLERR. fd stays the caller's. */
struct watch *loop_watch(struct loop *loop, int fd, short events, void (*ready)(void *data, short revents), void *data);
void watch_events(struct watch *watch, short events); /* watch for these from now on */
void watch_destroy(struct watch *watch);              /* NULL is fine */

/* A timer is born unset. due(data) is called once, at or after the deadline (monotonic ms); set it again in due() to
 * repeat. Setting replaces an earlier deadline. */
struct timer *loop_timer(struct loop *loop, void (*due)(void *data), void *data);
void timer_set(struct timer *timer, int64_t deadline_ms);
void timer_unset(struct timer *timer);
void timer_destroy(struct timer *timer); /* NULL is fine */

/* Called before every sleep, for work gathered by callbacks; setting a timer that is already due prevents the sleep. */
void loop_before_sleep(struct loop *loop, void (*gather)(void *data), void *data);

/* Until loop_stop(); returns the status given there. loop_step() sleeps at most once (up to limit_ms; -1: for ever). */
int loop_run(struct loop *loop);
void loop_step(struct loop *loop, int64_t limit_ms);
void loop_stop(struct loop *loop, int status);

/* The loop's clock, monotonic. */
int64_t loop_now_ms(const struct loop *loop);

#endif
