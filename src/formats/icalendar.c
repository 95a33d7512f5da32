/* iCalendar (RFC 5545) through libical: entries, those that repeat with their exceptions, all-day ones. Each entry is
 * handed to libical by itself, so that one that is broken costs only itself. */
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formats/content_types.h"
#include "formats/icalendar_lines.h"
#include "formats/icalendar_repeats.h"
#include "formats/icalendar_zones.h"
#include "formats/markup.h"
#include "formats/schedule.h"

enum {
	DAYS_LIMIT = 31, /* of one all-day entry */
	REPLACED_LIMIT = 2000,
	CHANGES_LIMIT = 20,
	TIMES_LIMIT = 400000, /* at which what repeats takes place, in a file */
	COST_LIMIT_US = 2000000,
};

struct replaced { /* one time of an entry that repeats, which has an entry of its own */
	const char *uid;
	struct moment moment;
	int64_t key; /* seconds that two names of one time have in common */
};

struct change { /* RANGE=THISANDFUTURE: from that time on what repeats is as this entry says */
	const char *uid;
	struct moment moment;
	int64_t shift_s; /* later */
	const struct calendar_entry *entry;
};

struct told { /* by an entry */
	struct source_session session;
	const char *uid, *type;
};

struct reader {
	struct schedule schedule;
	struct arena *arena;
	struct calendar_lines lines;
	struct calendar_zones zones;
	struct replaced *replaced;
	size_t replaced_count, replaced_capacity;
	struct change changes[CHANGES_LIMIT];
	size_t changes_count;
	bool zone_told;
	struct arena *scratch; /* cleared with each entry */
	struct allowance allowance;
};

/* The zone of the calendar is what it says, else that of its first entry; one that libical does not know, ingest may.
 */
static void learn_zone(struct reader *reader, icalproperty *property, struct spot spot)
{
	struct event *event = reader->schedule.event;
	const struct calendar_zone *zone = property_zone(property, &reader->zones);
	if (!zone)
		return;
	if (!event->zone.name)
		event->zone.name = zone->name   ? zone->name
				   : zone->zone ? NULL
						: schedule_zone(reader->arena, zone->tzid);
	if (zone->zone || reader->zone_told || text_equal(zone->tzid, event->zone.name))
		return;
	reader->zone_told = true;
	schedule_tell(&reader->schedule, PROBLEM_WARNING, spot,
		      "the file does not explain the time zone \"%.60s\", so its times are taken for the event's\v"
		      "export the calendar with its time zones",
		      zone->tzid);
}

static struct moment moment_of(struct reader *reader, icalcomponent *entry, icalproperty_kind kind, struct spot spot)
{
	icalproperty *property = icalcomponent_get_first_property(entry, kind);
	if (!property || !icalproperty_get_value(property))
		return (struct moment){0};
	learn_zone(reader, property, spot);
	return calendar_moment(icalvalue_get_datetimedate(icalproperty_get_value(property)),
			       property_zone(property, &reader->zones));
}

static const char *text_of(const struct reader *reader, icalcomponent *entry, icalproperty_kind kind)
{
	icalproperty *property = icalcomponent_get_first_property(entry, kind);
	icalvalue *value = property ? icalproperty_get_value(property) : NULL;
	const char *text = value && icalvalue_isa(value) == ICAL_TEXT_VALUE ? icalvalue_get_text(value) : NULL;
	return text ? markup_line(reader->arena, text, strlen(text)) : NULL;
}

static icalcomponent *parse(const struct calendar_entry *entry)
{
	icalcomponent *component = icalparser_parse_string(entry->text);
	if (!component || icalcomponent_isa(component) == ICAL_VEVENT_COMPONENT)
		return component;
	icalcomponent_free(component);
	return NULL;
}

static int64_t key_of(const struct moment *moment)
{
	return moment->has_time ? civil_seconds(moment->civil) - moment->offset_s : INT64_MIN;
}

static void remember_change(struct reader *reader, icalcomponent *component, const struct replaced *replaced,
			    const struct calendar_entry *entry)
{
	icalproperty *property = icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY);
	icalparameter *range = icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER);
	struct moment start = moment_of(reader, component, ICAL_DTSTART_PROPERTY, (struct spot){.line = entry->line});
	if (!range || icalparameter_get_range(range) != ICAL_RANGE_THISANDFUTURE || !start.given ||
	    start.has_time != replaced->moment.has_time || reader->changes_count == CHANGES_LIMIT)
		return;
	reader->changes[reader->changes_count++] =
		(struct change){replaced->uid, replaced->moment, schedule_between_s(&replaced->moment, &start), entry};
}

static void remember_replaced(struct reader *reader, const struct calendar_entry *entry)
{
	icalcomponent *component = parse(entry);
	if (!component)
		return;
	const char *uid = text_of(reader, component, ICAL_UID_PROPERTY);
	struct moment moment =
		moment_of(reader, component, ICAL_RECURRENCEID_PROPERTY, (struct spot){.line = entry->line});
	if (uid && moment.given && reader->replaced_count < REPLACED_LIMIT) {
		reader->replaced = arena_grow(reader->arena, reader->replaced, &reader->replaced_capacity,
					      reader->replaced_count + 1, sizeof *reader->replaced);
		struct replaced *replaced = &reader->replaced[reader->replaced_count++];
		*replaced = (struct replaced){uid, moment, key_of(&moment)};
		remember_change(reader, component, replaced, entry);
	}
	icalcomponent_free(component);
}

/* The last change before that time; NULL: none. */
static const struct change *change_before(const struct reader *reader, const char *uid, const struct moment *moment)
{
	const struct change *last = NULL;
	for (size_t i = 0; uid && i < reader->changes_count; i++) {
		const struct change *change = &reader->changes[i];
		if (strcmp(change->uid, uid) == 0 && schedule_between_s(&change->moment, moment) > 0 &&
		    (!last || schedule_between_s(&last->moment, &change->moment) > 0))
			last = change;
	}
	return last;
}

static struct moment shifted(struct moment moment, int64_t shift_s)
{
	moment.civil = civil_from_seconds(civil_seconds(moment.civil) + shift_s);
	moment.given = moment.given && date_valid(moment.civil.date);
	return moment;
}

static bool is_replaced(const struct reader *reader, const char *uid, const struct moment *moment)
{
	int64_t key = key_of(moment);
	for (size_t i = 0; uid && i < reader->replaced_count; i++) {
		const struct replaced *replaced = &reader->replaced[i];
		bool possible = replaced->key == key || key == INT64_MIN || replaced->key == INT64_MIN;
		if (possible && repeats_same(&replaced->moment, moment) && strcmp(replaced->uid, uid) == 0)
			return true;
	}
	return false;
}

/* Of one time of an entry that repeats: the same whether the rule or an entry of its own tells of it. */
static const char *repeat_id(const struct reader *reader, const char *uid, const struct moment *moment)
{
	char time[26];
	civil_format(civil_seconds(moment->civil) - moment->offset_s, 0, time);
	return uid ? arena_format(reader->arena, "%s/%s", uid, time) : NULL;
}

/* Seconds; 0: not told. DTEND of an all-day entry is the day behind its last. */
static int64_t length_of(struct reader *reader, icalcomponent *entry, const struct moment *start, struct spot spot)
{
	struct moment end = moment_of(reader, entry, ICAL_DTEND_PROPERTY, spot);
	icalproperty *duration = icalcomponent_get_first_property(entry, ICAL_DURATION_PROPERTY);
	int64_t length_s = 0;
	if (end.given && end.has_time == start->has_time)
		length_s = schedule_between_s(start, &end);
	else if (duration && icalproperty_get_value(duration))
		length_s = icaldurationtype_as_int(icalproperty_get_duration(duration));
	if (start->has_time)
		return length_s;
	return length_s < 86400 ? 86400 : length_s / 86400 * 86400;
}

/* An all-day entry of several days takes place on each of them. */
static void add_days(struct reader *reader, const struct source_session *session, const char *type, struct spot spot)
{
	int64_t days = session->length_s / 86400;
	for (int day = 0; day < days && day < DAYS_LIMIT; day++) {
		struct source_session copy = *session;
		copy.length_s = 86400;
		copy.at = shifted(session->at, day * 86400);
		if (day > 0 && session->again_count > 0 && reader->allowance.times > session->again_count) {
			struct moment *again = arena_allocate(reader->arena, session->again_count, sizeof *again);
			copy.again_count = 0;
			for (size_t i = 0; i < session->again_count; i++) {
				again[copy.again_count] = shifted(session->again[i], day * 86400);
				copy.again_count += again[copy.again_count].given;
			}
			copy.again = again;
			reader->allowance.times -= session->again_count;
		} else if (day > 0) {
			copy.again_count = 0;
		}
		if (days > 1 && copy.again_count == 0)
			copy.id = repeat_id(reader, session->id, &copy.at);
		if (!copy.at.given || !schedule_add(&reader->schedule, &copy, type, spot))
			return;
	}
}

static void add_session(struct reader *reader, const struct source_session *session, const char *type, struct spot spot)
{
	struct source_session copy = *session;
	if (session->at.given && !session->at.has_time)
		add_days(reader, session, type, spot);
	else
		schedule_add(&reader->schedule, &copy, type, spot);
}

/* Of what repeats: the times of the entry's length in one session, those of a length of their own each in one. Those
 * that `change` goes for; NULL: those that none does. */
static void add_repeats(struct reader *reader, const struct repeats *repeats, const struct told *told,
			const struct change *change, struct spot spot)
{
	struct source_session session = told->session;
	struct moment *times = arena_allocate(reader->arena, repeats->count + 1, sizeof *times);
	size_t count = 0;
	for (size_t i = 0; i < repeats->count; i++) {
		const struct repeat *repeat = &repeats->list[i];
		struct moment moment = shifted(repeat->moment, change ? change->shift_s : 0);
		if (!moment.given || change_before(reader, told->uid, &repeat->moment) != change ||
		    is_replaced(reader, told->uid, &repeat->moment))
			continue;
		if (repeat->length_s == 0) {
			times[count++] = moment;
			continue;
		}
		struct source_session one = session;
		one.at = moment;
		one.length_s = repeat->length_s;
		one.id = repeat_id(reader, told->uid, &repeat->moment);
		add_session(reader, &one, told->type, spot);
	}
	if (count == 0)
		return;
	session.at = times[0];
	session.again = times + 1;
	session.again_count = count - 1;
	session.id = count == 1 ? repeat_id(reader, told->uid, &session.at)
		     : change   ? arena_format(reader->arena, "%s/since", session.id)
				: told->uid;
	add_session(reader, &session, told->type, spot);
}

static void tell_of_rule(struct reader *reader, const struct repeats *repeats, const char *title, struct spot spot)
{
	if (repeats->too_often)
		schedule_tell(&reader->schedule, PROBLEM_WARNING, spot,
			      "\"%.80s\" repeats more than once a day, so it is shown once\vcheck its RRULE", title);
	else if (repeats->costly)
		schedule_tell(&reader->schedule, PROBLEM_WARNING, spot,
			      "the rules of this calendar name more days than can be followed, so \"%.80s\" is not "
			      "shown on all of its own\vsplit the calendar, or give its rules an end",
			      title);
	else if (repeats->broken)
		schedule_tell(&reader->schedule, PROBLEM_WARNING, spot,
			      "the rule by which \"%.80s\" repeats is not understood, so it is shown once\v"
			      "check its RRULE",
			      title);
}

static struct told told_by(struct reader *reader, icalcomponent *component, const struct calendar_entry *entry)
{
	struct spot spot = {.line = entry->line};
	struct told told = {
		.session = schedule_session(),
		.uid = text_of(reader, component, ICAL_UID_PROPERTY),
		.type = text_of(reader, component, ICAL_CATEGORIES_PROPERTY),
	};
	struct source_session *session = &told.session;
	struct moment replaces = moment_of(reader, component, ICAL_RECURRENCEID_PROPERTY, spot);
	session->id = replaces.given ? repeat_id(reader, told.uid, &replaces) : told.uid;
	session->title = text_of(reader, component, ICAL_SUMMARY_PROPERTY);
	session->room = text_of(reader, component, ICAL_LOCATION_PROPERTY);
	if (session->room && (strncmp(session->room, "http://", 7) == 0 || strncmp(session->room, "https://", 8) == 0))
		session->room = NULL; /* where a video call takes place is nowhere in the house */
	session->cancelled = entry->cancelled || icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED;
	session->at = moment_of(reader, component, ICAL_DTSTART_PROPERTY, spot);
	session->length_s = length_of(reader, component, &session->at, spot);
	return told;
}

static void add_changed(struct reader *reader, const struct repeats *repeats, const char *uid)
{
	for (size_t i = 0; uid && i < reader->changes_count; i++) {
		const struct change *change = &reader->changes[i];
		if (strcmp(change->uid, uid) != 0)
			continue;
		struct spot spot = {.line = change->entry->line};
		icalcomponent *component = parse(change->entry);
		struct told told = told_by(reader, component, change->entry);
		if (told.session.title)
			add_repeats(reader, repeats, &told, change, spot);
		icalcomponent_free(component);
	}
}

static void read_entry(struct reader *reader, const struct calendar_entry *entry)
{
	struct spot spot = {.line = entry->line};
	icalcomponent *component = parse(entry);
	if (!component) {
		schedule_tell(&reader->schedule, PROBLEM_REFUSED, spot,
			      "an entry is not understood, so it is left out\vexport the calendar again");
		return;
	}
	struct told told = told_by(reader, component, entry);
	const struct source_session *session = &told.session;
	struct repeats repeats = {0};
	if (!entry->replaces && session->title && session->at.given)
		repeats_read(&repeats, reader->scratch, component, &reader->zones, &reader->allowance);
	/* What libical finds no sense in is no property. */
	if (entry->ruled && !icalcomponent_get_first_property(component, ICAL_RRULE_PROPERTY))
		repeats.broken = session->title != NULL;
	tell_of_rule(reader, &repeats, session->title, spot);
	if (repeats.repeating) {
		add_repeats(reader, &repeats, &told, NULL, spot);
		add_changed(reader, &repeats, told.uid);
	} else {
		add_session(reader, session, told.type, spot);
	}
	icalcomponent_free(component);
}

static bool refuse(const struct source *source, struct problems *problems, int line, const char *words,
		   const char *remedy)
{
	problems_add(problems, &(struct problem){.level = PROBLEM_REFUSED,
						 .path = source->path,
						 .line = line,
						 .words = words,
						 .remedy = remedy});
	return false;
}

bool icalendar_read(struct source *source, const char *text, size_t length, struct problems *problems)
{
	struct reader reader = {
		.arena = source->arena, .zones.arena = source->arena, .allowance = {COST_LIMIT_US, TIMES_LIMIT}};
	struct arena *raw = arena_create();
	calendar_lines_read(&reader.lines, raw, text, length);
	const struct calendar_lines *lines = &reader.lines;
	if (lines->cut || (!lines->calendar && !lines->entry)) {
		bool cut = lines->cut;
		arena_destroy(raw);
		return cut ? refuse(source, problems, 0, "the file ends before its calendar does",
				    "copy or export it again")
			   : refuse(source, problems, 1, "this is no iCalendar file: it has no BEGIN:VCALENDAR",
				    "export the calendar as iCalendar (.ics)");
	}
	icalerror_set_errors_are_fatal(false);
	schedule_begin(&reader.schedule, source, NULL, problems);
	struct event *event = reader.schedule.event;
	if (lines->name)
		event->name = markup_line(reader.arena, lines->name, strlen(lines->name));
	event->zone.name = schedule_zone(reader.arena, lines->zone);
	for (size_t i = 0; i < lines->zones_count; i++)
		calendar_zones_add(&reader.zones, lines->zones[i]);
	for (size_t i = 0; i < lines->entries_count; i++)
		if (lines->entries[i].replaces)
			remember_replaced(&reader, &lines->entries[i]);
	reader.scratch = arena_create();
	for (size_t i = 0; i < lines->entries_count && !reader.schedule.full; i++) {
		read_entry(&reader, &lines->entries[i]);
		arena_clear(reader.scratch);
	}
	arena_destroy(reader.scratch);
	if (lines->private_count > 0)
		schedule_tell(
			&reader.schedule, PROBLEM_WARNING, (struct spot){0},
			"entries that are marked private are left out: %zu\vmark as public what the wall may show",
			lines->private_count);
	schedule_end(&reader.schedule);
	calendar_zones_finish(&reader.zones);
	icalmemory_free_ring();
	arena_destroy(raw);
	return true;
}
