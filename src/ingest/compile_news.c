/* What is news of the agendas of a file, together one programme: marks of what changed, and what is gone. */
#include <stdlib.h>
#include <string.h>

#include "ingest/compile_parts.h"

struct programme { /* the agendas of one file */
	struct compilation *compilation;
	size_t begin, end; /* chosen items; others may stand between */
	bool daily;
	struct placed **placed; /* those that are compared */
	struct session *sessions;
	size_t count;
};

static bool is_agenda(const struct compilation *compilation, size_t index)
{
	return compilation->chosen[index].item->kind == SOURCE_AGENDA;
}

static size_t file_end(const struct compilation *compilation, size_t begin)
{
	size_t end = begin + 1;
	while (end < compilation->chosen_count && compilation->chosen[end].file == compilation->chosen[begin].file)
		end++;
	return end;
}

/* A programme that repeats, or goes on for longer than an event, is one of each day. */
static bool is_daily(const struct programme *programme)
{
	int64_t first = INT64_MAX, last = INT64_MIN;
	for (size_t i = programme->begin; i < programme->end; i++) {
		const struct days *days = &programme->compilation->days[i];
		for (size_t p = 0; p < days->count; p++) {
			int64_t day = date_days(days->placed[p].day);
			first = day < first ? day : first;
			last = day > last ? day : last;
		}
		if (days->daily)
			return true;
	}
	return first <= last && last - first >= EVENT_DAYS_LIMIT;
}

/* As the programme has them: a delay is their author's own, and an id that is but a number of ours, or the
 * title again, is none. */
static void gather(struct programme *programme)
{
	struct compilation *compilation = programme->compilation;
	size_t most = 0;
	for (size_t i = programme->begin; i < programme->end; i++)
		most += compilation->days[i].count;
	programme->placed = arena_allocate(compilation->deck->arena, most + 1, sizeof *programme->placed);
	programme->sessions = arena_allocate(compilation->deck->arena, most + 1, sizeof *programme->sessions);
	for (size_t i = programme->begin; i < programme->end; i++) {
		struct days *days = &compilation->days[i];
		struct date today = days_today(days);
		for (size_t p = 0; is_agenda(compilation, i) && p < days->count; p++) {
			struct placed *placed = &days->placed[p];
			if (programme->daily && date_compare(placed->day, today) != 0)
				continue;
			struct session *session = &programme->sessions[programme->count];
			*session = placed->session;
			if (!placed->named || strcmp(session->id, session->title) == 0)
				session->id = NULL;
			session->start_utc_s -= (int64_t)session->delay_minutes * 60;
			session->end_utc_s -= (int64_t)session->delay_minutes * 60;
			programme->placed[programme->count++] = placed;
		}
	}
}

static void mark(const struct programme *programme, struct told *told)
{
	for (size_t i = 0; i < programme->count; i++) {
		struct session *session = &programme->placed[i]->session;
		const struct session *marked = &programme->sessions[i];
		programme->placed[i]->told = told;
		session->was_room = marked->was_room;
		session->was_start_utc_s = marked->was_start_utc_s;
		session->was_title = marked->was_title;
		session->added = marked->added;
		session->changed_utc_s = marked->changed_utc_s;
	}
}

static void bury(const struct programme *programme, const struct session *session)
{
	struct compilation *compilation = programme->compilation;
	struct days *best = NULL;
	int best_suits = -1;
	struct placed placed = {.session = *session, .order = SIZE_MAX, .gone = true};
	for (size_t i = programme->begin; i < programme->end; i++) {
		struct days *days = &compilation->days[i];
		if (!is_agenda(compilation, i))
			continue;
		struct date day = zone_day(&days->event->zone, session->start_utc_s,
					   session->all_day ? 0 : days->event->day_change);
		int found = days_suit(days, day, session->room);
		if (found > best_suits) {
			best = days;
			best_suits = found;
			placed.day = day;
		}
	}
	if (best != NULL && compilation->sessions_count < COMPILE_SESSIONS_LIMIT) {
		compilation->sessions_count++;
		days_add(best, &placed);
	}
}

static void compare(struct programme *programme)
{
	struct compilation *compilation = programme->compilation;
	const struct file *file = compilation->chosen[programme->begin].file;
	char day[11] = "";
	programme->daily = is_daily(programme);
	gather(programme);
	if (programme->daily && programme->count > 0)
		date_format(programme->placed[0]->day, day);
	struct history_programme input = {
		.path = file->path,
		.day = programme->daily ? arena_text(compilation->deck->arena, day) : NULL,
		.edition = file->versions[0]->digest,
		.sessions = programme->sessions,
		.count = programme->count,
	};
	struct session *gone;
	size_t gone_count;
	struct told *told = history_compare(compilation->options->history, compilation->store, &input,
					    compilation->deck->arena, &gone, &gone_count);
	mark(programme, told); /* before anything is added, which would move what is placed */
	for (size_t i = 0; i < gone_count; i++)
		bury(programme, &gone[i]);
}

static void tell_left(const struct compilation *compilation, size_t left)
{
	struct problem problem = {
		.level = PROBLEM_WARNING,
		.path = ".",
		.words = arena_format(compilation->deck->arena,
				      "changes are announced of %d programmes, those that are on first; of %zu more "
				      "they are not",
				      HISTORY_PROGRAMMES, left),
		.remedy = "put what belongs together into one file, or what is over elsewhere"};
	problems_add(compilation->problems, &problem);
}

void compile_news(struct compilation *compilation)
{
	if (compilation->options->history == NULL)
		return;
	history_begin(compilation->options->history, compilation->now_utc_s, compilation->options->clock_unset);
	for (size_t begin = 0, end; begin < compilation->chosen_count; begin = end) {
		end = file_end(compilation, begin);
		struct programme programme = {.compilation = compilation, .begin = begin, .end = end};
		bool any = false;
		for (size_t i = begin; i < end; i++)
			any = any || is_agenda(compilation, i);
		if (any)
			compare(&programme);
	}
	size_t left = history_trim(compilation->options->history);
	if (left > 0)
		tell_left(compilation, left);
}

void compile_said(struct compilation *compilation)
{
	for (size_t i = 0; i < compilation->chosen_count; i++) {
		struct days *days = &compilation->days[i];
		for (size_t p = 0; p < days->count; p++) {
			struct placed *placed = &days->placed[p];
			if (placed->told == NULL || placed->said == NULL)
				continue;
			int64_t since_utc_s = history_said(
				placed->told, placed->named ? placed->session.id : placed->session.title, placed->said);
			if (since_utc_s > placed->session.changed_utc_s)
				placed->session.changed_utc_s = since_utc_s;
		}
	}
}
