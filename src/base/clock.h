/* Time is passed in. A clock answers two questions: how long since (monotonic, for durations and deadlines) and when
 * (UTC, for meaning). commands/ makes one and hands it down; nothing below asks the system. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

struct clock {
	int64_t utc_offset_ms; /* added to the system's time: `--at` starts the clock elsewhere */
};

/* The system's own. */
struct clock clock_system(void);

/* Starts at utc_s now and runs on. */
struct clock clock_from(int64_t utc_s);

int64_t clock_monotonic_ms(const struct clock *clock); /* CLOCK_BOOTTIME */
int64_t clock_processor_us(const struct clock *clock); /* of the processor's time that this thread has had */
int64_t clock_utc_ms(const struct clock *clock);
int64_t clock_utc_s(const struct clock *clock); /* rounded down */

#endif
