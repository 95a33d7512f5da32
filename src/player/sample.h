/* A few pixels of a picture, spread over all of it: enough to tell it from black. */
#ifndef PLAYER_SAMPLE_H
#define PLAYER_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

enum { SAMPLE_COLUMNS = 16, SAMPLE_ROWS = 9, SAMPLE_POINTS = SAMPLE_COLUMNS * SAMPLE_ROWS };

struct sample {
	bool taken;                     /* else there was nothing to read from */
	uint32_t pixels[SAMPLE_POINTS]; /* 0x00RRGGBB, row by row */
};

/* Where the i-th of so many points stands on a line of that length. */
static inline int sample_at(int i, int count, int length_px)
{
	return (int)((int64_t)(2 * i + 1) * length_px / (2 * count));
}

#endif
