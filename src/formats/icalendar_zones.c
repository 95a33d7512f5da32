#include "formats/icalendar_zones.h"

#include <string.h>

#include "formats/schedule.h"

enum { ZONES_LIMIT = 200 };

static struct calendar_zone *append(struct calendar_zones *zones, const char *tzid)
{
	zones->list = arena_grow(zones->arena, zones->list, &zones->capacity, zones->count + 1, sizeof *zones->list);
	struct calendar_zone *zone = &zones->list[zones->count++];
	*zone = (struct calendar_zone){.tzid = arena_text(zones->arena, tzid)};
	return zone;
}

/* The system's zone that a TZID names, perhaps behind a vendor's prefix: "/mozilla.org/20070129_1/Europe/Berlin". */
static const char *system_name(struct arena *arena, const char *tzid)
{
	const char *name = tzid;
	for (;;) {
		if (*name != '/' && icaltimezone_get_builtin_timezone(name) && schedule_zone(arena, name))
			return schedule_zone(arena, name);
		const char *slash = strchr(name, '/');
		if (!slash)
			return NULL;
		name = slash + 1;
	}
}

void calendar_zones_add(struct calendar_zones *zones, const char *text)
{
	icalcomponent *component = zones->count < ZONES_LIMIT ? icalparser_parse_string(text) : NULL;
	icaltimezone *zone = component ? icaltimezone_new() : NULL;
	if (!zone)
		return;
	if (icalcomponent_isa(component) != ICAL_VTIMEZONE_COMPONENT || !icaltimezone_set_component(zone, component)) {
		icaltimezone_free(zone, 1);
		icalcomponent_free(component);
		return;
	}
	struct calendar_zone *added = append(zones, icaltimezone_get_tzid(zone));
	added->zone = zone;
	added->owned = true;
	added->name = system_name(zones->arena, added->tzid);
}

void calendar_zones_finish(struct calendar_zones *zones)
{
	for (size_t i = 0; i < zones->count; i++)
		if (zones->list[i].owned)
			icaltimezone_free(zones->list[i].zone, 1);
}

const struct calendar_zone *calendar_zone_of(struct calendar_zones *zones, const char *tzid)
{
	for (size_t i = 0; i < zones->count; i++)
		if (strcmp(zones->list[i].tzid, tzid) == 0)
			return &zones->list[i];
	if (zones->count >= 2 * ZONES_LIMIT)
		return NULL;
	struct calendar_zone *zone = append(zones, tzid);
	zone->name = system_name(zones->arena, tzid);
	if (zone->name)
		zone->zone = icaltimezone_get_builtin_timezone(zone->name);
	return zone;
}

struct moment calendar_moment(struct icaltimetype time, const struct calendar_zone *zone)
{
	struct date date = {time.year, time.month, time.day};
	bool good = !icaltime_is_null_time(time) && date_valid(date) && time.hour >= 0 && time.hour < 24 &&
		    time.minute >= 0 && time.minute < 60 && time.second >= 0 && time.second <= 60;
	if (!good)
		return (struct moment){0};
	struct moment moment = {.given = true, .has_time = !time.is_date, .civil = {.date = date}};
	if (time.is_date)
		return moment;
	moment.civil.hour = time.hour;
	moment.civil.minute = time.minute;
	moment.civil.second = time.second;
	if (icaltime_is_utc(time)) {
		moment.has_offset = moment.anywhere = true;
	} else if (zone && zone->zone) {
		int summer;
		time.zone = zone->zone;
		moment.offset_s = icaltimezone_get_utc_offset(zone->zone, &time, &summer);
		moment.has_offset = true;
		moment.anywhere = zone->name != NULL; /* the calendar may be another zone's */
	}
	return moment;
}
