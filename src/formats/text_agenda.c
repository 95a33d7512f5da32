#include "formats/text_agenda.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/kind.h"
#include "formats/markers.h"
#include "formats/text_line.h"
#include "formats/words.h"
#include "formats/written.h"

enum { DAY = 1440, NIGHT_ENDS = 240, NOON = 720 };

struct text_agenda {
	struct source *source;
	struct problems *problems;
	struct text_line *lines;
	size_t lines_count;
	size_t items_capacity, sessions_capacity;
	const char *title; /* above all days */
	int year;          /* of dates that name none: the latest one written; 0: none */
};

__attribute__((format(printf, 4, 5))) static void tell(struct text_agenda *agenda, const struct text_line *line,
						       enum problem_level level, const char *format, ...)
{
	struct words words = {0};
	va_list arguments;
	va_start(arguments, format);
	words_format(&words, format, arguments);
	va_end(arguments);
	problems_add(agenda->problems, &(struct problem){.level = level,
							 .path = agenda->source->path,
							 .line = line->number,
							 .column = 1,
							 .words = words.text,
							 .remedy = words.remedy});
	if (level == PROBLEM_REFUSED)
		agenda->source->items[agenda->source->items_count - 1].refused = true;
}

/* A copy without white space at its ends; NULL if nothing is left. */
static const char *trimmed(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_text_part(arena, text, length);
	copy += written_space(copy);
	size_t end = 0;
	for (size_t i = 0; copy[i];) {
		size_t space = written_space(copy + i);
		if (space == 0)
			end = i + 1;
		i += space > 0 ? space : 1;
	}
	copy[end] = '\0';
	for (char *p = copy; *p; p++)
		if ((unsigned char)*p < 0x20 && *p != '\t')
			*p = ' ';
	return *copy ? copy : NULL;
}

static bool read_lines(struct text_agenda *agenda, const char *text, size_t length)
{
	struct arena *arena = agenda->source->arena;
	size_t capacity = 0, timed = 0, dates = 0;
	int number = 1;
	for (size_t at = 0; at < length;) {
		const char *newline = memchr(text + at, '\n', length - at);
		size_t size = newline ? (size_t)(newline - text) - at : length - at;
		struct text_line line = {.text = trimmed(arena, text + at, size), .number = number};
		number++;
		at += size + 1;
		if (!line.text || line.text[strspn(line.text, "=-_*~ ")] == '\0')
			continue;
		text_line_classify(&line);
		timed += line.times > 0;
		dates += line.date_length > 0;
		agenda->lines =
			arena_grow(arena, agenda->lines, &capacity, agenda->lines_count + 1, sizeof *agenda->lines);
		agenda->lines[agenda->lines_count++] = line;
	}
	return timed * 2 > agenda->lines_count - dates;
}

static struct source_item *item_now(struct text_agenda *agenda)
{
	struct source *source = agenda->source;
	return source->items_count > 0 ? &source->items[source->items_count - 1] : NULL;
}

/* The year that `text` names; 0 if none. */
static int year_in(const char *text)
{
	for (const char *p = text; *p; p++) {
		size_t digits = strspn(p, "0123456789");
		int year = digits == 4 ? atoi(p) : 0;
		if (year >= 2000 && year < 2200)
			return year;
		p += digits > 0 ? digits - 1 : 0;
	}
	return 0;
}

/* The year for dates without one: of another date, else in a line without a time (the title), else in the path. */
static int find_year(const struct text_agenda *agenda)
{
	for (size_t i = 0; i < agenda->lines_count; i++)
		if (agenda->lines[i].date_length > 0 && agenda->lines[i].date.date.year > 0)
			return agenda->lines[i].date.date.year;
	for (size_t i = 0; i < agenda->lines_count; i++) {
		int year = agenda->lines[i].times == 0 ? year_in(agenda->lines[i].text) : 0;
		if (year > 0)
			return year;
	}
	return year_in(agenda->source->path);
}

/* The date in `line`, with its year. Without a year anywhere, a named weekday still tells the day of an event. */
static void set_date(struct text_agenda *agenda, const struct text_line *line, struct source_item *item)
{
	struct date date = line->date.date;
	if (date.year > 0)
		agenda->year = date.year;
	date.year = agenda->year;
	if (date.year > 0 && date_valid(date))
		item->agenda.date = date;
	else if (line->date.weekday >= 0)
		item->agenda.weekdays = 1U << line->date.weekday;
	else
		tell(agenda, line, PROBLEM_REFUSED, "\"%.60s\" names no year\vwrite the year, too, such as %d.%d.2018",
		     line->text, date.day, date.month);
}

/* The words before a date, up to the dash or bracket that leads to it; the whole line where none does ("Plan na …"). */
static const char *title_before(struct arena *arena, const char *text, size_t length)
{
	while (length > 0 && strchr(" \t", text[length - 1]))
		length--;
	size_t words = length;
	while (words > 0 && strchr(" \t(:,-|", text[words - 1]))
		words--;
	if (words > strlen("–") && strncmp(text + words - strlen("–"), "–", strlen("–")) == 0)
		words -= strlen("–");
	return trimmed(arena, text, words < length ? words : strlen(text));
}

/* A day as a new item; `line` opened it (NULL: none did). */
static void begin_day(struct text_agenda *agenda, const struct text_line *line)
{
	struct source *source = agenda->source;
	source->items = arena_grow(source->arena, source->items, &agenda->items_capacity, source->items_count + 1,
				   sizeof *source->items);
	size_t index = source->items_count++;
	struct source_item *item = &source->items[index];
	*item = (struct source_item){.kind = SOURCE_AGENDA, .index = index};
	item->json_path = arena_format(source->arena, "$[%zu]", index);
	agenda->sessions_capacity = 0;
	if (!line)
		return;
	static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
					       "Friday", "Saturday", "Sunday"};
	const struct written_date *date = &line->date;
	const char *rest = line->text + line->date_length;
	rest += strspn(rest, " :.,-|\t");
	if (strncmp(rest, "–", strlen("–")) == 0)
		rest += strlen("–");
	if (line->date_at > 0)
		item->agenda.title = title_before(source->arena, line->text, line->date_at);
	else
		item->agenda.title = trimmed(source->arena, rest, strlen(rest));
	if (date->impossible)
		tell(agenda, line, PROBLEM_REFUSED, "\"%.60s\" is no day of the calendar\vcorrect the date",
		     line->text);
	else if (date_none(date->date))
		item->agenda.weekdays = 1U << date->weekday;
	else
		set_date(agenda, line, item);
	if (item->agenda.date.year > 0 && date->weekday >= 0 && (int)date_weekday(item->agenda.date) != date->weekday)
		tell(agenda, line, PROBLEM_WARNING, "\"%.60s\" is a %s\vcorrect the date or the day of the week",
		     line->text, weekdays[date_weekday(item->agenda.date)]);
}

/* Room, and a note behind it: what stands behind the last semicolon, or in columns parted by tabs. */
static void split_title(struct arena *arena, const char *text, struct source_session *session)
{
	const char *tab = strchr(text, '\t'), *semicolon = strrchr(text, ';');
	size_t title_length = strlen(text);
	if (tab) {
		title_length = (size_t)(tab - text);
		const char *room = tab + strspn(tab, "\t ");
		size_t room_length = strcspn(room, "\t");
		session->room = trimmed(arena, room, room_length);
		session->note = trimmed(arena, room + room_length, strlen(room + room_length));
	} else if (semicolon) {
		title_length = (size_t)(semicolon - text);
		session->room = trimmed(arena, semicolon + 1, strlen(semicolon + 1));
	}
	session->title = trimmed(arena, text, title_length);
}

/* The night's sessions after midnight belong to the evening before. Anything else that goes back in time is probably a
 * day whose date line is missing. */
static void check_order(struct text_agenda *agenda, const struct text_line *line, const struct source_agenda *into,
			struct source_session *session)
{
	if (into->sessions_count == 0)
		return;
	const struct source_session *before = &into->sessions[into->sessions_count - 1];
	bool night_before = !date_none(before->date);
	bool night = session->start < NIGHT_ENDS && (night_before || before->start >= NOON);
	if (night && !date_none(into->date))
		session->date = date_add(into->date, 1);
	else if (!night && (session->start < before->start || night_before))
		tell(agenda, line, PROBLEM_WARNING,
		     "the times go back here from %02d:%02d to %02d:%02d, on the same day\vif a new day begins, write "
		     "its date in a "
		     "line above",
		     before->start / 60, before->start % 60, session->start / 60, session->start % 60);
}

static void add_session(struct text_agenda *agenda, const struct text_line *line)
{
	struct arena *arena = agenda->source->arena;
	if (!item_now(agenda))
		begin_day(agenda, NULL);
	struct source_agenda *into = &item_now(agenda)->agenda;
	struct source_session session = {.start = line->start, .end = line->end, .was_start = -1};
	split_title(arena, line->text + line->times, &session);
	if (session.start < 0 || session.start == DAY || session.end == WRITTEN_IMPOSSIBLE) {
		tell(agenda, line, PROBLEM_REFUSED,
		     "\"%.60s\" does not begin with a time of day\vwrite times from 00:00 to 23:59", line->text);
		return;
	}
	if (!session.title) {
		tell(agenda, line, PROBLEM_REFUSED,
		     "\"%.60s\" has a time, but no title\vwrite what begins then behind the time (and a date with its "
		     "year)",
		     line->text);
		return;
	}
	if (session.end == session.start)
		session.end = -1;
	session.kind = kind_mentioned(session.title);
	check_order(agenda, line, into, &session);
	into->sessions = arena_grow(arena, into->sessions, &agenda->sessions_capacity, into->sessions_count + 1,
				    sizeof *into->sessions);
	into->sessions[into->sessions_count++] = session;
}

static const char *joined(struct arena *arena, const char *before, const char *between, const char *text)
{
	return before ? arena_format(arena, "%s%s%s", before, between, text) : arena_text(arena, text);
}

/* A line without a time: title of everything, of the day, or more about the session above. */
static void add_words(struct text_agenda *agenda, const struct text_line *line)
{
	struct arena *arena = agenda->source->arena;
	struct source_item *item = item_now(agenda);
	if (!item) {
		agenda->title = joined(arena, agenda->title, " · ", line->text);
	} else if (item->agenda.sessions_count == 0) {
		item->agenda.title = joined(arena, item->agenda.title, " · ", line->text);
	} else {
		struct source_session *session = &item->agenda.sessions[item->agenda.sessions_count - 1];
		session->note = joined(arena, session->note, "\n", line->text);
	}
}

bool text_agenda_read(struct source *source, const char *text, size_t length, struct problems *problems)
{
	struct text_agenda agenda = {.source = source, .problems = problems};
	if (!read_lines(&agenda, text, length))
		return false;
	agenda.year = find_year(&agenda);
	for (size_t i = 0; i < agenda.lines_count; i++) {
		const struct text_line *line = &agenda.lines[i];
		if (line->times > 0)
			add_session(&agenda, line);
		else if (line->date_length > 0)
			begin_day(&agenda, line);
		else
			add_words(&agenda, line);
	}
	for (size_t i = 0; i < source->items_count; i++) {
		struct source_item *item = &source->items[i];
		if (!item->agenda.title)
			item->agenda.title = agenda.title;
		markers_read(source->arena, &item->agenda);
		if (source->items_count == 1)
			item->json_path = "$";
		if (item->refused)
			*item = (struct source_item){
				.kind = SOURCE_AGENDA, .index = i, .json_path = item->json_path, .refused = true};
	}
	return true;
}
