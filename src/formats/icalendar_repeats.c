#include "formats/icalendar_repeats.h"

#include <string.h>
#include <strings.h>

#include "formats/schedule.h"

enum { EXCEPTIONS_LIMIT = 500, DATES_LIMIT = 500, LAST_YEAR = 2199 };

const struct calendar_zone *property_zone(icalproperty *property, struct calendar_zones *zones)
{
	icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	const char *tzid = parameter ? icalparameter_get_tzid(parameter) : NULL;
	return tzid && *tzid ? calendar_zone_of(zones, tzid) : NULL;
}

bool repeats_same(const struct moment *given, const struct moment *moment)
{
	int64_t difference = civil_seconds(given->civil) - civil_seconds(moment->civil);
	if (!given->has_time || !moment->has_time)
		return date_compare(given->civil.date, moment->civil.date) == 0;
	return given->has_offset == moment->has_offset && difference == given->offset_s - moment->offset_s;
}

static void add(struct repeats *repeats, struct arena *arena, struct moment moment, int64_t length_s)
{
	if (!moment.given || repeats->count == REPEATS_LIMIT)
		return;
	repeats->list = arena_grow(arena, repeats->list, &repeats->capacity, repeats->count + 1, sizeof *repeats->list);
	repeats->list[repeats->count++] = (struct repeat){moment, length_s};
}

/* UNTIL is mostly an instant; the iterator's times are local. */
static struct icaltimetype local_until(struct icaltimetype until, const struct calendar_zone *zone)
{
	if (until.is_date) {
		until.is_date = 0;
		until.hour = 23;
		until.minute = until.second = 59;
	} else if (icaltime_is_utc(until) && zone && zone->zone) {
		icaltimezone_convert_time(&until, icaltimezone_get_utc_timezone(), zone->zone);
	}
	until.zone = NULL;
	return until;
}

/* What looking through a year for a rule's days costs, and how many years of them are enough. */
static void weigh(icalrecurrencetype_frequency frequency, long *year_us, int *years)
{
	*year_us = frequency == ICAL_DAILY_RECURRENCE ? 700 : frequency == ICAL_MONTHLY_RECURRENCE ? 1400 : 150;
	*years = frequency == ICAL_DAILY_RECURRENCE ? 12 : frequency == ICAL_WEEKLY_RECURRENCE ? 30 : 100;
}

static bool is_too_often(const struct icalrecurrencetype *rule)
{
	return rule->freq == ICAL_SECONDLY_RECURRENCE || rule->freq == ICAL_MINUTELY_RECURRENCE ||
	       rule->freq == ICAL_HOURLY_RECURRENCE || rule->by_second[1] != ICAL_RECURRENCE_ARRAY_MAX ||
	       rule->by_minute[1] != ICAL_RECURRENCE_ARRAY_MAX;
}

static void follow_rule(struct repeats *repeats, struct arena *arena, struct icalrecurrencetype rule,
			struct icaltimetype start, const struct calendar_zone *zone, struct allowance *allowance)
{
	enum { YEAR_SEARCHED_LAST = 2582 };
	/* By other calendars' months libical looks for seconds on end, without a way to stop it. */
	bool foreign = rule.rscale && strcasecmp(rule.rscale, "GREGORIAN") != 0;
	if (rule.freq == ICAL_NO_RECURRENCE || foreign || is_too_often(&rule)) {
		repeats->broken = rule.freq == ICAL_NO_RECURRENCE || foreign;
		repeats->too_often = !repeats->broken;
		return;
	}
	bool utc = icaltime_is_utc(start), bounded = !icaltime_is_null_time(rule.until);
	struct icaltimetype local = start, until = local_until(rule.until, zone), before;
	long year_us;
	int years, left = rule.count;
	weigh(rule.freq, &year_us, &years);
	before = local;
	before.zone = local.zone = NULL;
	rule.until = icaltime_null_time(); /* or what looking for it costs could not be seen */
	icalrecur_iterator *iterator = allowance->cost_us > 0 ? icalrecur_iterator_new(rule, local) : NULL;
	if (!iterator && allowance->cost_us > 0) {
		repeats->broken = true;
		allowance->cost_us -= year_us * (YEAR_SEARCHED_LAST - local.year);
	}
	while (iterator && allowance->cost_us > 0 && allowance->times > 0 && repeats->count < REPEATS_LIMIT) {
		struct icaltimetype next = icalrecur_iterator_next(iterator);
		bool none = icaltime_is_null_time(next);
		if (!none || rule.count == 0 || left > 0)
			allowance->cost_us -= year_us * ((none ? YEAR_SEARCHED_LAST : next.year) - before.year) + 2;
		if (none || next.year > LAST_YEAR || next.year > local.year + years ||
		    (bounded && icaltime_compare(next, until) > 0))
			break;
		left--;
		before = next;
		if (icaltime_compare(next, local) == 0) /* DTSTART itself is there already */
			continue;
		next.zone = utc ? icaltimezone_get_utc_timezone() : NULL;
		add(repeats, arena, calendar_moment(next, zone), 0);
		allowance->times--;
	}
	repeats->costly = allowance->cost_us <= 0 || allowance->times == 0;
	if (iterator)
		icalrecur_iterator_free(iterator);
}

/* Of dates that go with a start: a zone that nobody knows is probably the start's under another name. */
static const struct calendar_zone *zone_beside(icalproperty *property, struct calendar_zones *zones,
					       const struct calendar_zone *start)
{
	const struct calendar_zone *zone = property_zone(property, zones);
	return zone && zone->zone ? zone : start;
}

static void add_dates(struct repeats *repeats, struct arena *arena, icalcomponent *entry, struct calendar_zones *zones,
		      const struct calendar_zone *start_zone)
{
	size_t limit = repeats->count + DATES_LIMIT;
	for (icalproperty *property = icalcomponent_get_first_property(entry, ICAL_RDATE_PROPERTY);
	     property && repeats->count < limit;
	     property = icalcomponent_get_next_property(entry, ICAL_RDATE_PROPERTY)) {
		if (!icalproperty_get_value(property))
			continue;
		repeats->repeating = true;
		struct icaldatetimeperiodtype date = icalproperty_get_rdate(property);
		const struct calendar_zone *zone = zone_beside(property, zones, start_zone);
		if (!icaltime_is_null_time(date.time)) {
			add(repeats, arena, calendar_moment(date.time, zone), 0);
		} else if (!icaltime_is_null_time(date.period.start)) {
			struct moment start = calendar_moment(date.period.start, zone);
			struct moment end = calendar_moment(date.period.end, zone);
			int64_t length_s = icaldurationtype_as_int(date.period.duration);
			if (length_s == 0)
				length_s = schedule_between_s(&start, &end);
			add(repeats, arena, start, length_s > 0 ? length_s : 0);
		}
	}
}

static size_t read_exceptions(icalcomponent *entry, struct calendar_zones *zones,
			      const struct calendar_zone *start_zone, struct arena *arena, struct moment **exceptions)
{
	size_t count = 0, capacity = 0;
	*exceptions = NULL;
	for (icalproperty *property = icalcomponent_get_first_property(entry, ICAL_EXDATE_PROPERTY);
	     property && count < EXCEPTIONS_LIMIT;
	     property = icalcomponent_get_next_property(entry, ICAL_EXDATE_PROPERTY)) {
		icalvalue *value = icalproperty_get_value(property);
		if (!value)
			continue;
		*exceptions = arena_grow(arena, *exceptions, &capacity, count + 1, sizeof **exceptions);
		struct moment moment =
			calendar_moment(icalvalue_get_datetimedate(value), zone_beside(property, zones, start_zone));
		if (moment.given)
			(*exceptions)[count++] = moment;
	}
	return count;
}

static bool taken_back(const struct repeat *repeat, const struct moment *exceptions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (repeats_same(&exceptions[i], &repeat->moment))
			return true;
	return false;
}

static bool there_before(const struct repeats *repeats, size_t count, const struct moment *moment)
{
	for (size_t i = 0; i < count; i++)
		if (repeats_same(&repeats->list[i].moment, moment))
			return true;
	return false;
}

void repeats_read(struct repeats *repeats, struct arena *arena, icalcomponent *entry, struct calendar_zones *zones,
		  struct allowance *allowance)
{
	*repeats = (struct repeats){0};
	icalproperty *property = icalcomponent_get_first_property(entry, ICAL_DTSTART_PROPERTY);
	if (!property || !icalproperty_get_value(property))
		return;
	const struct calendar_zone *zone = property_zone(property, zones);
	struct icaltimetype start = icalvalue_get_datetimedate(icalproperty_get_value(property));
	add(repeats, arena, calendar_moment(start, zone), 0);
	if (repeats->count == 0)
		return;
	for (property = icalcomponent_get_first_property(entry, ICAL_RRULE_PROPERTY); property;
	     property = icalcomponent_get_next_property(entry, ICAL_RRULE_PROPERTY)) {
		repeats->repeating = true;
		follow_rule(repeats, arena, icalproperty_get_rrule(property), start, zone, allowance);
	}
	size_t ruled = repeats->count;
	add_dates(repeats, arena, entry, zones, zone);
	struct moment *exceptions;
	size_t exceptions_count = read_exceptions(entry, zones, zone, arena, &exceptions), kept = 0;
	for (size_t i = 0; i < repeats->count; i++) {
		if (taken_back(&repeats->list[i], exceptions, exceptions_count) ||
		    (i >= ruled && there_before(repeats, kept, &repeats->list[i].moment)))
			continue;
		repeats->list[kept++] = repeats->list[i];
	}
	repeats->count = kept;
}
