/* Which screen is this? The lines that `ctl identify` puts below its name, for who stands before it and for who looks
 * for it from elsewhere. */
#ifndef PLAYER_IDENTITY_H
#define PLAYER_IDENTITY_H

#include "model/deck.h"

enum { IDENTITY_ADDRESSES = 6, IDENTITY_EVENTS = 4 }; /* no more are told */

struct identity {               /* all borrowed */
	const char **addresses; /* "192.168.1.20 (eth0)" */
	size_t addresses_count;
	const char *screen, *folder;
	const char *share; /* in one word how the folder fares */
	int width_px, height_px;
	const struct deck *deck;
};

/* This machine's addresses on interfaces that are up, IPv4 first, none that only it can reach (loopback, link-local).
 * Returns how many. */
size_t identity_addresses(struct arena *arena, const char ***addresses);

/* A pure function of the identity. Returns how many lines. */
size_t identity_lines(const struct identity *identity, struct arena *arena, const char ***lines);

#endif
