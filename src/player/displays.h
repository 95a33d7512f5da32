/* Which displays there are, found out without SDL: by sockets and by what the kernel tells of its graphics. Cheap, and
 * no driver library is loaded for it. */
#ifndef PLAYER_DISPLAYS_H
#define PLAYER_DISPLAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISPLAYS_LIMIT = 3 };

struct displays {
	const char *drivers[DISPLAYS_LIMIT]; /* SDL's names of the video drivers worth trying, best first */
	size_t count;
	bool gpu;             /* real hardware that this process may use, no driver that computes on the CPU */
	uint64_t fingerprint; /* alike as long as the same displays are there */
};

void displays_find(struct displays *displays);

#endif
