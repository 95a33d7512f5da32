#include "player/identity.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>

enum { KEY_DIGITS = 8 };

static bool reachable(const struct ifaddrs *at, int family)
{
	if (at->ifa_addr == NULL || at->ifa_addr->sa_family != family || (at->ifa_flags & IFF_UP) == 0 ||
	    (at->ifa_flags & IFF_LOOPBACK) != 0)
		return false;
	if (family == AF_INET)
		return true;
	struct sockaddr_in6 address;
	memcpy(&address, at->ifa_addr, sizeof address);
	return !IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr);
}

size_t identity_addresses(struct arena *arena, const char ***addresses)
{
	static const int families[] = {AF_INET, AF_INET6};
	struct ifaddrs *found = NULL;
	size_t count = 0;
	*addresses = arena_allocate(arena, IDENTITY_ADDRESSES, sizeof **addresses);
	if (getifaddrs(&found) != 0)
		return 0;
	for (size_t i = 0; i < 2; i++) {
		socklen_t size = i == 0 ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
		for (const struct ifaddrs *at = found; at != NULL && count < IDENTITY_ADDRESSES; at = at->ifa_next) {
			char host[NI_MAXHOST];
			if (reachable(at, families[i]) &&
			    getnameinfo(at->ifa_addr, size, host, sizeof host, NULL, 0, NI_NUMERICHOST) == 0)
				(*addresses)[count++] = arena_format(arena, "%s (%s)", host, at->ifa_name);
		}
	}
	freeifaddrs(found);
	return count;
}

static const char *joined(struct arena *arena, const char *const *texts, size_t count)
{
	const char *all = count > 0 ? texts[0] : "";
	for (size_t i = 1; i < count; i++)
		all = arena_format(arena, "%s, %s", all, texts[i]);
	return all;
}

static const char *kinds_of(struct arena *arena, unsigned kinds)
{
	static const char *const names[] = {
		[SLIDE_AGENDA] = "agendas", [SLIDE_ANNOUNCEMENT] = "announcements", [SLIDE_PHOTOS] = "photos"};
	const char *shown[sizeof names / sizeof *names];
	size_t count = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (kinds == 0 || (kinds >> i & 1) != 0)
			shown[count++] = names[i];
	return joined(arena, shown, count);
}

/* What an event binds the screen to: "Leaders of Cooperation, as hall-*: Hall A, Hall B; agendas, photos". */
static const char *binding(struct arena *arena, const struct event *event, const struct event_screen *own)
{
	const char *name = event->name != NULL ? event->name : event->folder;
	if (own == NULL)
		return arena_format(arena, "%s: all rooms; %s", name, kinds_of(arena, 0));
	const char *rooms = own->rooms_count > 0 ? joined(arena, own->rooms, own->rooms_count) : "all rooms";
	return arena_format(arena, "%s, as %s: %s; %s", name, own->name, rooms, kinds_of(arena, own->kinds));
}

size_t identity_lines(const struct identity *identity, struct arena *arena, const char ***lines)
{
	const struct deck *deck = identity->deck;
	size_t count = 0, events = 0;
	*lines = arena_allocate(arena, IDENTITY_EVENTS + 5, sizeof **lines);
	(*lines)[count++] = identity->addresses_count > 0
				    ? joined(arena, identity->addresses, identity->addresses_count)
				    : "no network";
	for (size_t i = 1; i < deck->events_count && events < IDENTITY_EVENTS; i++, events++) {
		const struct event *event = &deck->events[i];
		(*lines)[count++] = binding(arena, event, event_screen_named(event, identity->screen));
	}
	if (deck->events_count > IDENTITY_EVENTS + 1)
		(*lines)[count++] =
			arena_format(arena, "and %zu more events", deck->events_count - 1 - IDENTITY_EVENTS);
	if (deck_screen(deck, identity->screen) == NULL)
		(*lines)[count++] = arena_format(arena, "named nowhere, so it shows everything; named are: %s",
						 deck_screens(deck, arena));
	(*lines)[count++] = arena_format(arena, "%s: %s", identity->folder, identity->share);
	const char *key = deck->key != NULL ? deck->key : "";
	(*lines)[count++] = arena_format(arena, "%d×%d, %s%.*s", identity->width_px, identity->height_px,
					 key[0] != '\0' ? "set " : "no set yet", key[0] != '\0' ? KEY_DIGITS : 0, key);
	return count;
}
