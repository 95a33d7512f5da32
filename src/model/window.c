#include "model/window.h"

enum { DAY_MINUTES = 24 * 60, DAYS_AHEAD = 9 };

struct window window_always(void)
{
	return (struct window){.from_utc_s = INT64_MIN, .until_utc_s = INT64_MAX};
}

static bool on_weekday(const struct window *window, struct date date)
{
	return window->weekdays == 0 || (window->weekdays >> date_weekday(date) & 1) != 0;
}

static bool in_hours(const struct window *window, struct civil local)
{
	int minute = local.hour * 60 + local.minute;
	int start = window->between_start, end = window->between_end;
	if (start == 0 && end == 0)
		return on_weekday(window, local.date);
	if (start < end)
		return minute >= start && minute < end && on_weekday(window, local.date);
	if (minute >= start)
		return on_weekday(window, local.date);
	return minute < end && on_weekday(window, date_add(local.date, -1));
}

bool window_open(const struct window *window, const struct zone *zone, int64_t now_utc_s)
{
	return now_utc_s >= window->from_utc_s && now_utc_s < window->until_utc_s &&
	       in_hours(window, zone_local(zone, now_utc_s));
}

static int64_t earlier(int64_t best, int64_t candidate, int64_t now_utc_s)
{
	return candidate > now_utc_s && candidate < best ? candidate : best;
}

int64_t window_next_utc_s(const struct window *window, const struct zone *zone, int64_t now_utc_s)
{
	if (now_utc_s >= window->until_utc_s)
		return INT64_MAX;
	int64_t next = earlier(INT64_MAX, window->from_utc_s, now_utc_s);
	next = earlier(next, window->until_utc_s, now_utc_s);
	if (window->weekdays == 0 && window->between_start == 0 && window->between_end == 0)
		return next;
	/* Hours and weekdays only matter once it has begun; a week ahead holds every edge that can recur. */
	int64_t base_utc_s = now_utc_s < window->from_utc_s ? window->from_utc_s : now_utc_s;
	struct date today = zone_local(zone, base_utc_s).date;
	const int edges[] = {0, window->between_start, window->between_end};
	for (int day = 0; day < DAYS_AHEAD; day++) {
		for (int edge = 0; edge < 3; edge++) {
			struct civil local = {.date = date_add(today, day + edges[edge] / DAY_MINUTES)};
			local.hour = edges[edge] % DAY_MINUTES / 60;
			local.minute = edges[edge] % 60;
			/* Where the clock goes back an edge comes twice: once by the offset before, once by the one
			 * after. */
			int64_t seconds = civil_seconds(local);
			next = earlier(next, seconds - zone_offset_s(zone, seconds - 86400), now_utc_s);
			next = earlier(next, seconds - zone_offset_s(zone, seconds + 86400), now_utc_s);
		}
	}
	/* An offset that changes moves the local time under an edge. */
	for (size_t i = 0; i < zone->transitions_count; i++)
		next = earlier(next, zone->transitions[i].utc_s, now_utc_s);
	return next;
}
