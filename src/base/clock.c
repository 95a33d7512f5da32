#include "base/clock.h"

#include <time.h>

static int64_t system_ms(clockid_t id)
{
	struct timespec now;
	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct clock clock_system(void)
{
	return (struct clock){0};
}

struct clock clock_from(int64_t utc_s)
{
	return (struct clock){.utc_offset_ms = utc_s * 1000 - system_ms(CLOCK_REALTIME)};
}

int64_t clock_monotonic_ms(const struct clock *clock)
{
	(void)clock; /* durations are real even where the time of day is not */
	return system_ms(CLOCK_BOOTTIME);
}

int64_t clock_processor_us(const struct clock *clock)
{
	(void)clock;
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_utc_ms(const struct clock *clock)
{
	return system_ms(CLOCK_REALTIME) + clock->utc_offset_ms;
}

int64_t clock_utc_s(const struct clock *clock)
{
	int64_t ms = clock_utc_ms(clock);
	return ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000);
}
