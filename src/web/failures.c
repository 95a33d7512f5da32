#include "web/failures.h"

#include <netinet/in.h>
#include <string.h>

enum { NETWORK_BYTES = 8 }; /* of an IPv6 address: what one customer gets */

static void network_of(const struct sockaddr *address, unsigned char network[static 16])
{
	memset(network, 0, 16);
	if (address != NULL && address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *six = (const void *)address;
		bool mapped = IN6_IS_ADDR_V4MAPPED(&six->sin6_addr);
		memcpy(network, &six->sin6_addr, mapped ? 16 : NETWORK_BYTES);
	} else if (address != NULL && address->sa_family == AF_INET) {
		const struct sockaddr_in *four = (const void *)address;
		network[10] = network[11] = 0xFF;
		memcpy(network + 12, &four->sin_addr, 4);
	}
}

/* The network's place, after what has been forgotten since; NULL: it has none. */
static struct failures_place *place_of(struct failures *failures, const unsigned char network[static 16],
				       int64_t now_ms)
{
	for (int i = 0; i < FAILURES_PLACES; i++) {
		struct failures_place *place = &failures->places[i];
		if (place->count == 0 || memcmp(place->network, network, 16) != 0)
			continue;
		int64_t forgotten = (now_ms - place->last_ms) / FAILURES_FORGET_MS;
		if (forgotten >= place->count) {
			place->count = 0;
			return NULL;
		}
		place->count -= (int)forgotten;
		place->last_ms += forgotten * FAILURES_FORGET_MS;
		return place;
	}
	return NULL;
}

bool failures_allow(struct failures *failures, const struct sockaddr *address, int64_t now_ms)
{
	unsigned char network[16];
	network_of(address, network);
	const struct failures_place *place = place_of(failures, network, now_ms);
	return place == NULL || place->count < FAILURES_FREE;
}

void failures_add(struct failures *failures, const struct sockaddr *address, int64_t now_ms)
{
	unsigned char network[16];
	network_of(address, network);
	struct failures_place *place = place_of(failures, network, now_ms);
	if (place == NULL) {
		place = &failures->places[0];
		for (int i = 1; i < FAILURES_PLACES && place->count > 0; i++)
			if (failures->places[i].count == 0 || failures->places[i].last_ms < place->last_ms)
				place = &failures->places[i];
		place->count = 0;
		place->last_ms = now_ms;
		memcpy(place->network, network, 16);
	}
	place->count++;
}
