#include "ingest/zones.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"

static const char zoneinfo[] = "/usr/share/zoneinfo";

/* Shorter than any two changes of a zone are apart. */
enum { STEP_S = 7 * 86400 };

static bool name_known(const char *name)
{
	if (!isalpha((unsigned char)name[0]) || strlen(name) > 64 || strstr(name, "..") != NULL)
		return false;
	for (const char *c = name; *c != '\0'; c++) {
		if (!isalnum((unsigned char)*c) && strchr("_+-/", *c) == NULL)
			return false;
	}
	char path[128];
	snprintf(path, sizeof path, "%s/%s", zoneinfo, name);
	struct stat status;
	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static int offset_at(int64_t utc_s)
{
	time_t time = (time_t)utc_s;
	struct tm local;
	return localtime_r(&time, &local) != NULL ? (int)local.tm_gmtoff : 0;
}

/* The first second after `low` (where the offset is another) at which it is that of `high`. */
static int64_t change_between(int64_t low, int64_t high)
{
	int after = offset_at(high);
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;
		if (offset_at(middle) == after)
			high = middle;
		else
			low = middle;
	}
	return high;
}

bool zones_resolve(struct zone *zone, struct arena *arena, const char *name, int64_t from_utc_s, int64_t until_utc_s)
{
	if (!name_known(name))
		return false;
	const char *present = getenv("TZ");
	char *saved = text_copy(present);
	setenv("TZ", name, 1);
	tzset();
	size_t capacity = 0;
	*zone = (struct zone){.name = arena_text(arena, name)};
	int offset = offset_at(from_utc_s);
	zone->transitions = arena_grow(arena, zone->transitions, &capacity, 1, sizeof *zone->transitions);
	zone->transitions[zone->transitions_count++] = (struct zone_transition){from_utc_s, offset};
	for (int64_t at = from_utc_s; at < until_utc_s; at += STEP_S) {
		int next = offset_at(at + STEP_S);
		if (next == offset)
			continue;
		zone->transitions = arena_grow(arena, zone->transitions, &capacity, zone->transitions_count + 1,
					       sizeof *zone->transitions);
		zone->transitions[zone->transitions_count++] =
			(struct zone_transition){change_between(at, at + STEP_S), next};
		offset = next;
	}
	if (saved != NULL)
		setenv("TZ", saved, 1);
	else
		unsetenv("TZ");
	tzset();
	free(saved);
	return true;
}

const char *zones_machine(struct arena *arena)
{
	const char *variable = getenv("TZ");
	if (variable != NULL && name_known(variable + (variable[0] == ':' ? 1 : 0)))
		return arena_text(arena, variable + (variable[0] == ':' ? 1 : 0));
	char target[PATH_MAX];
	ssize_t length = readlink("/etc/localtime", target, sizeof target - 1);
	if (length <= 0)
		return "UTC";
	target[length] = '\0';
	const char *folder = strstr(target, "zoneinfo/");
	return folder != NULL && name_known(folder + 9) ? arena_text(arena, folder + 9) : "UTC";
}
