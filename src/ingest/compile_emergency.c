/* An emergency: a slide that alone is shown, and until when. */
#include "ingest/compile_parts.h"

/* The day on which its file was written, here. */
static struct date day_written(const struct zone *zone, int64_t utc_s)
{
	return civil_from_seconds(utc_s + zone_offset_s(zone, utc_s)).date;
}

static int64_t ends_utc_s(const struct zone *zone, const struct moment *until, int64_t written_utc_s)
{
	struct civil civil = until->civil;
	if (until->has_offset)
		return civil_seconds(civil) - until->offset_s;
	bool dated = !date_none(civil.date) || civil.date.month != 0;
	if (!dated)
		civil.date = day_written(zone, written_utc_s);
	else if (civil.date.year == 0)
		civil.date.year = day_written(zone, written_utc_s).year;
	if (!until->has_time)
		civil.date = date_add(civil.date, 1);
	int64_t utc_s = zone_utc_s(zone, civil);
	if (!dated && utc_s <= written_utc_s) {
		civil.date = date_add(civil.date, 1);
		utc_s = zone_utc_s(zone, civil);
	}
	return utc_s;
}

/* Whoever writes "until 14:30" reads that time off the wall, whose clock is the event's that speaks for it; a file in
 * the main folder belongs to none of the folders below. */
static const struct zone *zone_of_wall(const struct compilation *compilation, const struct chosen *chosen)
{
	const struct deck *deck = compilation->deck;
	const struct event *event = deck_event_now(deck, compilation->now_utc_s);
	return event != &deck->events[0] ? &event->zone : &deck->events[chosen->event].zone;
}

void compile_emergency(struct compilation *compilation, const struct chosen *chosen)
{
	struct slide *slide = add_slide(compilation, chosen, SLIDE_ANNOUNCEMENT, "");
	const struct zone *zone = zone_of_wall(compilation, chosen);
	const struct moment *until = &chosen->item->show.until;
	slide->window = window_always();
	slide->announcement.title = chosen->item->announcement.title;
	if (!until->given)
		return;
	slide->window.until_utc_s = ends_utc_s(zone, until, chosen->file->signature.modified_ns / 1000000000);
	if (slide->window.until_utc_s <= compilation->now_utc_s)
		chosen_problem(compilation, chosen, PROBLEM_WARNING, NULL,
			       "this emergency is over, as its last line says, and is not shown", "take the file away");
}
