/* Figures and their goals, one a line. What is measured runs on one thread, so the thread's own processor time counts,
 * which a busy machine disturbs least; medians, because it disturbs all the same. */
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double bench_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline int bench_compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

/* Sorts them. */
static inline double bench_median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, bench_compare);
	return values[count / 2];
}

/* Prints a figure; a goal of 0 is none. How many goals it missed: 0 or 1. */
static inline int bench_tell(const char *what, double value, const char *unit, double goal)
{
	int missed = goal > 0 && value > goal;
	printf("%-58s %9.1f %s", what, value, unit);
	if (goal > 0)
		printf("   goal %g %s%s", goal, unit, missed ? "   MISSED" : "");
	printf("\n");
	fflush(stdout);
	return missed;
}

#endif
