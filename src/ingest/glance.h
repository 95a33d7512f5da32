/* Whether anything in the folder is another than a moment ago, for a fraction of what a scan costs: names and
 * signatures of all that counts, summed up in one number. Nothing is sorted, judged, told or remembered.
 *
 * Every file is looked at each time: a file that is rewritten in place does not change its folder. */
#ifndef INGEST_GLANCE_H
#define INGEST_GLANCE_H

#include <stdint.h>

/* Looks over the folder open as folder_fd (borrowed). 0; or a negative errno if not everything answered, or there is
 * more than a scan takes (-E2BIG). */
int glance_take(int folder_fd, uint64_t *sum);

#endif
