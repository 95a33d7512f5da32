/* Whether anything in the folder is another than a moment ago, for a fraction of what a scan costs: names and
 * signatures of all that counts, summed up. Nothing is sorted, judged or told.
 *
 * A file that is rewritten in place does not change its folder, so every file must be looked at. Where that costs
 * little (a local folder, the kernel's own NFS and SMB), all are, each time. Where every look is a question to another
 * program, all names and texts are looked at each time, and pictures by turns: a part of them each time. */
#ifndef INGEST_GLANCE_H
#define INGEST_GLANCE_H

#include <stdbool.h>
#include <stdint.h>

/* As much of the processor's time one may take: one a second is less than a fiftieth of it. */
enum { GLANCE_SLOTS = 64, GLANCE_LIMIT_US = 15000 };

struct glance {
	uint64_t names;               /* and the texts' signatures */
	uint64_t slots[GLANCE_SLOTS]; /* the pictures' */
};

struct glance_turn {          /* which slots: those that are `part`, divided by `parts` */
	unsigned part, parts; /* parts: a power of two, GLANCE_SLOTS at most; 1: all */
};

/* Looks over the folder open as folder_fd (borrowed). 0; or a negative errno if not everything answered, or there is
 * more than a scan takes (-E2BIG). */
int glance_take(int folder_fd, struct glance_turn turn, struct glance *glance);

/* Are they alike in what both of them, the latter by turns, have looked at? */
bool glance_equal(const struct glance *whole, const struct glance *glance, struct glance_turn turn);

/* In how many parts, if all of it took this much of the processor's time and one is to take no more than limit_us. */
unsigned glance_parts(int64_t whole_us, int64_t limit_us);

#endif
