#include "player/resample.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "player/hot.h"

/* Which pixels of the source make one pixel, along one axis: `taps` weights for each, which add up to 256. No weight is
 * negative, so four channels of 16 bits fit into one word and never overflow. */
struct axis {
	int count, taps;
	int *first;
	uint16_t *weights;
};

static double kernel_at(enum resample_kernel kernel, double distance)
{
	distance = fabs(distance);
	if (kernel == RESAMPLE_SHARP)
		return distance < 1 ? 1 - distance : 0;
	if (distance < 1)
		return (4 - 6 * distance * distance + 3 * distance * distance * distance) / 6;
	return distance < 2 ? (2 - distance) * (2 - distance) * (2 - distance) / 6 : 0;
}

static void weights_round(const double *exact, uint16_t *weights, int taps)
{
	double sum = 0;
	int left = 256, largest = 0;

	for (int tap = 0; tap < taps; tap++)
		sum += exact[tap];
	for (int tap = 0; tap < taps; tap++) {
		weights[tap] = (uint16_t)(exact[tap] / sum * 256);
		left -= weights[tap];
		if (exact[tap] > exact[largest])
			largest = tap;
	}
	weights[largest] = (uint16_t)(weights[largest] + left);
}

/* Positions from..from+count of `size` that source_size pixels fill. */
static void axis_init(struct axis *axis, enum resample_kernel kernel, int source_size, int size, int from, int count)
{
	double ratio = (double)source_size / size, widening = ratio > 1 ? ratio : 1;
	double reach = (kernel == RESAMPLE_SHARP ? 1 : 2) * widening;
	double *exact;

	axis->count = count;
	axis->taps = (int)ceil(2 * reach) + 1;
	if (axis->taps > source_size)
		axis->taps = source_size;
	axis->first = memory_allocate((size_t)count * sizeof *axis->first);
	axis->weights = memory_allocate((size_t)count * (size_t)axis->taps * sizeof *axis->weights);
	exact = memory_allocate((size_t)axis->taps * sizeof *exact);
	for (int i = 0; i < count; i++) {
		double centre = (from + i + 0.5) * ratio - 0.5;
		int lowest = (int)ceil(centre - reach), highest = (int)floor(centre + reach);
		int first = lowest < 0 ? 0 : lowest;

		if (first > source_size - axis->taps)
			first = source_size - axis->taps;
		memset(exact, 0, (size_t)axis->taps * sizeof *exact);
		for (int at = lowest; at <= highest; at++) { /* what lies beyond an edge is the edge */
			int inside = at < 0 ? 0 : at >= source_size ? source_size - 1 : at;

			assert(inside >= first && inside < first + axis->taps);
			exact[inside - first] += kernel_at(kernel, (at - centre) / widening);
		}
		axis->first[i] = first;
		weights_round(exact, axis->weights + (size_t)i * (size_t)axis->taps, axis->taps);
	}
	free(exact);
}

static void axis_finish(struct axis *axis)
{
	free(axis->first);
	free(axis->weights);
}

HOT static void across(uint32_t *out, const uint32_t *row, const struct axis *axis)
{
	const uint16_t *weight = axis->weights;

	for (int x = 0; x < axis->count; x++) {
		const uint32_t *from = row + axis->first[x];
		uint64_t sum = 0;

		for (int tap = 0; tap < axis->taps; tap++) {
			uint32_t pixel = from[tap];

			sum += ((uint64_t)(pixel & 0xFF00FF00) << 24 | (pixel & 0xFF00FF)) * *weight++;
		}
		sum = sum >> 8 & 0x00FF00FF00FF00FF;
		out[x] = (uint32_t)(sum >> 24) | (uint32_t)(sum & 0xFF00FF);
	}
}

HOT static void add_weighted(uint16_t *restrict sums, const uint8_t *restrict bytes, uint16_t weight, int count)
{
	for (int i = 0; i < count; i++)
		sums[i] = (uint16_t)(sums[i] + (uint16_t)(bytes[i] * weight));
}

HOT static void take_high(uint8_t *restrict bytes, const uint16_t *restrict sums, int count)
{
	for (int i = 0; i < count; i++)
		bytes[i] = (uint8_t)(sums[i] >> 8);
}

void resample(const struct resample *job, void (*row)(void *data, int y, const uint32_t *pixels), void *data)
{
	const struct box *source = &job->source, *box = &job->box, *clip = &job->clip;
	struct axis columns, rows;
	uint32_t *ring, *out;
	uint16_t *sums;
	int done = 0; /* rows of the source that went through across() */

	if (clip->width <= 0 || clip->height <= 0)
		return;
	axis_init(&columns, job->kernel, source->width, box->width, clip->x - box->x, clip->width);
	axis_init(&rows, job->kernel, source->height, box->height, clip->y - box->y, clip->height);
	ring = memory_allocate((size_t)rows.taps * (size_t)clip->width * sizeof *ring);
	out = memory_allocate((size_t)clip->width * sizeof *out);
	sums = memory_allocate((size_t)clip->width * 4 * sizeof *sums);
	for (int i = 0; i < rows.count; i++) {
		if (done < rows.first[i])
			done = rows.first[i];
		for (; done < rows.first[i] + rows.taps; done++)
			across(ring + (size_t)(done % rows.taps) * (size_t)clip->width,
			       job->pixels + (size_t)(source->y + done) * (size_t)job->stride_px + source->x, &columns);
		memset(sums, 0, (size_t)clip->width * 4 * sizeof *sums);
		for (int tap = 0; tap < rows.taps; tap++) {
			uint16_t weight = rows.weights[(size_t)i * (size_t)rows.taps + (size_t)tap];
			const uint32_t *from = ring + (size_t)((rows.first[i] + tap) % rows.taps) * (size_t)clip->width;

			if (weight != 0)
				add_weighted(sums, (const uint8_t *)from, weight, clip->width * 4);
		}
		take_high((uint8_t *)out, sums, clip->width * 4);
		row(data, clip->y + i, out);
	}
	free(sums);
	free(out);
	free(ring);
	axis_finish(&rows);
	axis_finish(&columns);
}
