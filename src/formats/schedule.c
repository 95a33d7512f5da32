#include "formats/schedule.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formats/content_fields.h"
#include "formats/kind.h"
#include "formats/markers.h"
#include "formats/words.h"

enum { SCHEDULE_TOLD_LIMIT = 20, ROOMS_LIMIT = 1000, PEOPLE_LIMIT = 60 };

void schedule_begin(struct schedule *schedule, struct source *source, const struct json *json,
		    struct problems *problems)
{
	*schedule = (struct schedule){.source = source, .problems = problems, .json = json};
	source->items = arena_allocate(source->arena, 2, sizeof *source->items);
	source->items_count = 2;
	source->items[0] = (struct source_item){.kind = SOURCE_EVENT, .implied = true, .index = 0, .json_path = "$"};
	source->items[1] = (struct source_item){.kind = SOURCE_AGENDA, .index = 1, .json_path = "$"};
	schedule->event = &source->items[0].event;
	schedule->agenda = &source->items[1].agenda;
	*schedule->event = (struct event){
		.folder = "",
		.language = "",
		.day_change = 240,
		.viewing = {.distance_m = 10, .diagonal_inch = 55},
	};
}

void schedule_tell(struct schedule *schedule, enum problem_level level, struct spot spot, const char *format, ...)
{
	/* Whoever checks goes by refusals, so the first is told even behind a row of warnings. */
	bool first_refusal = level == PROBLEM_REFUSED && !schedule->refusal_told;
	if (schedule->told > SCHEDULE_TOLD_LIMIT && !first_refusal)
		return;
	schedule->refusal_told = schedule->refusal_told || level == PROBLEM_REFUSED;
	struct words words = {0};
	if (schedule->told++ == SCHEDULE_TOLD_LIMIT && !first_refusal) {
		strcpy(words.text, "there are more problems in this file than are listed here");
		words.remedy = "mend these first";
	} else {
		va_list arguments;
		va_start(arguments, format);
		words_format(&words, format, arguments);
		va_end(arguments);
	}
	if (schedule->json && spot.json_path) {
		json_problem(schedule->json, schedule->problems, level, spot.json_path, words.text, words.remedy);
		return;
	}
	problems_add(schedule->problems, &(struct problem){.level = level,
							   .path = schedule->source->path,
							   .line = spot.line,
							   .words = words.text,
							   .remedy = words.remedy});
}

void schedule_room(struct schedule *schedule, const char *room)
{
	struct source_agenda *agenda = schedule->agenda;
	for (size_t i = 0; room && i < agenda->rooms_count; i++)
		if (strcmp(agenda->rooms[i], room) == 0)
			return;
	if (!room || agenda->rooms_count == ROOMS_LIMIT)
		return;
	agenda->rooms = arena_grow(schedule->source->arena, agenda->rooms, &schedule->rooms_capacity,
				   agenda->rooms_count + 1, sizeof *agenda->rooms);
	agenda->rooms[agenda->rooms_count++] = room;
}

struct source_session schedule_session(void)
{
	return (struct source_session){.start = -1, .end = -1, .was_start = -1};
}

void schedule_person(struct schedule *schedule, struct source_session *session, const char *name, const char *role)
{
	if (!name || session->people_count == PEOPLE_LIMIT)
		return;
	/* How many there is room for follows from how many there are: arena_grow() doubles from eight on. */
	size_t capacity = session->people_count > 0 ? 8 : 0;
	while (capacity < session->people_count)
		capacity *= 2;
	session->people = arena_grow(schedule->source->arena, session->people, &capacity, session->people_count + 1,
				     sizeof *session->people);
	session->people[session->people_count++] = (struct person){name, role};
}

static size_t characters(const char *text)
{
	size_t count = 0;
	for (; *text; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return count;
}

bool schedule_add(struct schedule *schedule, struct source_session *session, const char *type, struct spot spot)
{
	struct source_agenda *agenda = schedule->agenda;
	if (agenda->sessions_count == SCHEDULE_SESSIONS_LIMIT) {
		if (!schedule->full)
			schedule_tell(schedule, PROBLEM_REFUSED, spot,
				      "there are more than %d sessions; the rest is left out\vsplit the schedule",
				      SCHEDULE_SESSIONS_LIMIT);
		schedule->full = true;
		return false;
	}
	if (!session->title) {
		schedule_tell(schedule, PROBLEM_REFUSED, spot, "a session has no title, so it is left out\vadd one");
		return false;
	}
	if (characters(session->title) > LINE_LIMIT || (session->room && characters(session->room) > LINE_LIMIT)) {
		schedule_tell(schedule, PROBLEM_REFUSED, spot,
			      "the session \"%.60s…\" has a title or a room of more than %d characters, so it is left "
			      "out\vshorten it",
			      session->title, LINE_LIMIT);
		return false;
	}
	if (!session->at.given && session->start < 0) {
		schedule_tell(schedule, PROBLEM_REFUSED, spot,
			      "the session \"%.80s\" has no date and time that are understood, so it is left out\v"
			      "check when it starts",
			      session->title);
		return false;
	}
	if (session->length_s < 0 || session->length_s > SCHEDULE_LENGTH_LIMIT_S) {
		schedule_tell(schedule, PROBLEM_WARNING, spot,
			      session->length_s < 0
				      ? "the session \"%.80s\" ends before it starts, so its end is left "
					"out\vcheck both"
				      : "the session \"%.80s\" takes more than a month, so its end is left "
					"out\vcheck when it ends",
			      session->title);
		session->length_s = 0;
	}
	if (session->note && characters(session->note) > NOTE_LIMIT)
		session->note = NULL;
	if (session->kind == SESSION_TALK && type)
		session->kind = kind_said(type);
	if (session->kind == SESSION_TALK && session->people_count == 0)
		session->kind = kind_said(session->title);
	schedule_room(schedule, session->room);
	agenda->sessions = arena_grow(schedule->source->arena, agenda->sessions, &schedule->sessions_capacity,
				      agenda->sessions_count + 1, sizeof *agenda->sessions);
	agenda->sessions[agenda->sessions_count++] = *session;
	return true;
}

static int compare_ids(const void *a, const void *b)
{
	const struct source_session *const *left = a, *const *right = b;
	int order = strcmp((*left)->id, (*right)->id);
	return order != 0 ? order : (*left > *right) - (*left < *right);
}

/* The second and later ones of one id take their titles into it, and then a number: so they stay the same when others
 * come between or change places. */
static void part_ids(struct schedule *schedule)
{
	struct source_agenda *agenda = schedule->agenda;
	struct arena *arena = schedule->source->arena;
	size_t count = agenda->sessions_count;
	struct source_session **sorted = memory_allocate((count + 1) * sizeof *sorted);
	for (size_t i = 0; i < count; i++) {
		struct source_session *session = sorted[i] = &agenda->sessions[i];
		if (!session->id)
			session->id = session->title;
	}
	for (int round = 0; round < 2; round++) {
		if (count > 1)
			qsort(sorted, count, sizeof *sorted, compare_ids);
		for (size_t begin = 0, end; begin < count; begin = end) {
			const char *id = sorted[begin]->id;
			for (end = begin + 1; end < count && strcmp(sorted[end]->id, id) == 0; end++) {
				struct source_session *session = sorted[end];
				session->id = round == 0 ? arena_format(arena, "%s/%s", id, session->title)
							 : arena_format(arena, "%s/%zu", id, end - begin + 1);
			}
		}
	}
	free(sorted);
}

void schedule_end(struct schedule *schedule)
{
	struct source *source = schedule->source;
	struct event *event = schedule->event;
	markers_read(source->arena, schedule->agenda);
	part_ids(schedule);
	if (!date_none(event->start) && !date_none(event->end) && date_compare(event->end, event->start) < 0)
		event->start = event->end = (struct date){0};
	if (date_none(event->end))
		event->end = event->start;
	else if (date_none(event->start))
		event->start = event->end;
	if (schedule->agenda->sessions_count == 0 && schedule->told == 0)
		schedule_tell(schedule, PROBLEM_WARNING, (struct spot){.json_path = "$"},
			      "there are no sessions in this schedule, so nothing of it is shown\v"
			      "export it again once it has some");
	if (event->name || event->place || event->zone.name || !date_none(event->start) || event->language[0])
		return;
	/* The agenda keeps its index: slides are named by it. */
	source->items++;
	source->items_count--;
}

int64_t schedule_length_s(struct schedule *schedule, const char *duration, struct spot spot)
{
	int64_t length_s = schedule_duration_s(duration);
	if (length_s < 0 && duration && duration[strspn(duration, " ")] != '\0')
		schedule_tell(schedule, PROBLEM_WARNING, spot,
			      "the duration \"%.40s\" is not understood, so an end is guessed\v"
			      "write hours and minutes: \"1:30\"",
			      duration);
	return length_s > 0 ? length_s : 0;
}
