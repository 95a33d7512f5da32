/* Wrong secrets, counted by address: five at once are a slip of the hand, then one in ten seconds is let through. Of
 * many addresses the ones that tried longest ago are forgotten. Of IPv6 the network counts, not the machine in it. */
#ifndef WEB_FAILURES_H
#define WEB_FAILURES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

enum { FAILURES_PLACES = 64, FAILURES_FREE = 5, FAILURES_FORGET_MS = 10000 };

struct failures {
	struct failures_place {
		unsigned char network[16];
		int count;       /* 0: nobody's place */
		int64_t last_ms; /* of the last one that was forgotten or added */
	} places[FAILURES_PLACES];
};

/* May this address try another secret now? */
bool failures_allow(struct failures *failures, const struct sockaddr *address, int64_t now_ms);
void failures_add(struct failures *failures, const struct sockaddr *address, int64_t now_ms);

#endif
