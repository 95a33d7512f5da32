#include "model/zone.h"

int zone_offset_s(const struct zone *zone, int64_t utc_s)
{
	int offset_s = zone->transitions_count > 0 ? zone->transitions[0].offset_s : 0;
	for (size_t i = 0; i < zone->transitions_count && zone->transitions[i].utc_s <= utc_s; i++)
		offset_s = zone->transitions[i].offset_s;
	return offset_s;
}

struct civil zone_local(const struct zone *zone, int64_t utc_s)
{
	return civil_from_seconds(utc_s + zone_offset_s(zone, utc_s));
}

int64_t zone_utc_s(const struct zone *zone, struct civil local)
{
	/* Offsets move by hours, so those in force a day before and after are the two candidates. In a fold both give
	 * the local time back and the earlier offset gives the first; in a gap neither does, and the old offset leads
	 * past it. */
	int64_t seconds = civil_seconds(local);
	int before_s = zone_offset_s(zone, seconds - 86400);
	int after_s = zone_offset_s(zone, seconds + 86400);
	int64_t by_before = seconds - before_s;
	if (zone_offset_s(zone, by_before) == before_s)
		return by_before;
	int64_t by_after = seconds - after_s;
	return zone_offset_s(zone, by_after) == after_s ? by_after : by_before;
}

struct date zone_day(const struct zone *zone, int64_t utc_s, int change_minutes)
{
	return civil_from_seconds(utc_s + zone_offset_s(zone, utc_s) - change_minutes * 60).date;
}
