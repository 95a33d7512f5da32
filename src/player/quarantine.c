#include "player/quarantine.h"

#include <stdio.h>
#include <string.h>

static bool held(const struct quarantined *item, int64_t now_ms)
{
	return item->digest[0] != '\0' && item->until_ms > now_ms;
}

static const struct quarantined *find(const struct quarantine *quarantine, const char *digest)
{
	for (size_t i = 0; digest[0] != '\0' && i < QUARANTINE_ITEMS; i++)
		if (strcmp(quarantine->items[i].digest, digest) == 0)
			return &quarantine->items[i];
	return NULL;
}

/* Its place, else a free one, else that of the one that has been well for longest. */
static struct quarantined *place(struct quarantine *quarantine, const char *digest)
{
	struct quarantined *best = &quarantine->items[0];
	const struct quarantined *known = find(quarantine, digest);
	if (known != NULL)
		return &quarantine->items[known - quarantine->items];
	for (size_t i = 0; i < QUARANTINE_ITEMS; i++) {
		struct quarantined *item = &quarantine->items[i];
		if (item->digest[0] == '\0')
			return item;
		if (item->struck_ms < best->struck_ms)
			best = item;
	}
	*best = (struct quarantined){0};
	return best;
}

bool quarantine_strike(struct quarantine *quarantine, const char *digest, const char *name, int64_t now_ms)
{
	if (digest[0] == '\0' || strlen(digest) >= DIGEST_SIZE)
		return false;
	struct quarantined *item = place(quarantine, digest);
	bool served = item->until_ms > 0 && now_ms >= item->until_ms;
	if (!served && now_ms - item->struck_ms > QUARANTINE_MEMORY_MS)
		item->strikes = 0;
	memcpy(item->digest, digest, strlen(digest) + 1);
	snprintf(item->name, sizeof item->name, "%s", name);
	item->strikes++;
	item->struck_ms = now_ms;
	if (item->strikes < QUARANTINE_STRIKES)
		return false;
	item->until_ms = now_ms + QUARANTINE_TERM_MS;
	return true;
}

bool quarantine_holds(const struct quarantine *quarantine, const char *digest, int64_t now_ms)
{
	const struct quarantined *item = find(quarantine, digest);
	return item != NULL && held(item, now_ms);
}

size_t quarantine_count(const struct quarantine *quarantine, int64_t now_ms)
{
	size_t count = 0;
	for (size_t i = 0; i < QUARANTINE_ITEMS; i++)
		count += held(&quarantine->items[i], now_ms);
	return count;
}

const struct quarantined *quarantine_item(const struct quarantine *quarantine, size_t i, int64_t now_ms)
{
	const struct quarantined *item = quarantine->items;
	for (; !held(item, now_ms) || i-- > 0; item++)
		;
	return item;
}

void quarantine_mend(struct quarantine *quarantine, int64_t now_ms)
{
	for (size_t i = 0; i < QUARANTINE_ITEMS; i++) {
		struct quarantined *item = &quarantine->items[i];
		item->digest[sizeof item->digest - 1] = '\0';
		item->name[sizeof item->name - 1] = '\0';
		if (item->strikes < 0 || item->struck_ms > now_ms || item->until_ms > now_ms + QUARANTINE_TERM_MS)
			*item = (struct quarantined){0};
	}
}
