/* When an item may be shown. */
#include "ingest/compile_parts.h"

int64_t utc_of(const struct zone *zone, struct date date, int minutes)
{
	struct civil civil = {
		.date = date_add(date, minutes / 1440), .hour = minutes % 1440 / 60, .minute = minutes % 60};
	return zone_utc_s(zone, civil);
}

int64_t day_end_utc_s(const struct event *event, struct date date)
{
	return utc_of(&event->zone, date_add(date, 1), event->day_change);
}

static int64_t moment_utc_s(const struct zone *zone, const struct moment *moment, bool end)
{
	struct civil civil = moment->civil;
	if (!moment->has_time && end) /* until a day: that day is part of it */
		civil.date = date_add(civil.date, 1);
	return moment->has_offset ? civil_seconds(civil) - moment->offset_s : zone_utc_s(zone, civil);
}

struct window compile_window(const struct compilation *compilation, const struct source_show *show, size_t event_index,
			     bool ends_with_event)
{
	const struct event *event = &compilation->deck->events[event_index];
	struct window window = window_always();
	if (show->from.given)
		window.from_utc_s = moment_utc_s(&event->zone, &show->from, false);
	if (show->until.given)
		window.until_utc_s = moment_utc_s(&event->zone, &show->until, true);
	else if (ends_with_event && !date_none(event->end))
		window.until_utc_s = day_end_utc_s(event, event->end);
	window.weekdays = show->weekdays;
	window.between_start = show->between_start;
	window.between_end = show->between_end;
	return window;
}
