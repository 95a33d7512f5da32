/* For the tests of schedule formats: a file read, and what came of it as text, a line for the event, one for each
 * session and one for each problem. */
#ifndef TESTS_SCHEDULE_FIXTURE_H
#define TESTS_SCHEDULE_FIXTURE_H

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/content.h"

static inline void write_session(struct buffer *text, const struct source_session *session, const struct moment *at)
{
	static const char *const kinds[] = {"", " break", " meal", " registration", " other"};
	char day[11];
	date_format(at->civil.date, day);
	if (!at->given)
		buffer_add_format(text, "%02d:%02d", session->start / 60, session->start % 60);
	else if (!at->has_time)
		buffer_add_text(text, day);
	else
		buffer_add_format(text, "%s %02d:%02d", day, at->civil.hour, at->civil.minute);
	if (at->has_offset)
		buffer_add_format(text, "%+d%s", at->offset_s / 60, at->anywhere ? "!" : "");
	buffer_add_format(text, " (%" PRId64 ") %s: %s", at->given ? session->length_s / 60 : session->end,
			  session->room ? session->room : "-", session->title);
	if (session->note)
		buffer_add_format(text, " / %s", session->note);
	for (size_t i = 0; i < session->people_count; i++)
		buffer_add_format(text, " <%s>", session->people[i].name);
	buffer_add_format(text, "%s%s%s #%s\n", session->again_count > 0 ? " repeats" : "", kinds[session->kind],
			  session->cancelled ? " cancelled" : "", session->id);
}

static inline void write_times(struct buffer *text, const struct source_session *session)
{
	write_session(text, session, &session->at);
	for (size_t i = 0; i < session->again_count; i++)
		write_session(text, session, &session->again[i]);
}

static inline void write_event(struct buffer *text, const struct event *event)
{
	char start[11], end[11];
	date_format(event->start, start);
	date_format(event->end, end);
	buffer_add_format(text, "event %s, %s, %s", event->name ? event->name : "-", event->place ? event->place : "-",
			  event->zone.name ? event->zone.name : "-");
	if (!date_none(event->start))
		buffer_add_format(text, ", %s to %s", start, end);
	buffer_add_text(text, "\n");
}

/* What is read from a file of that name; free() it. A file that is refused as a whole begins with "REFUSED". */
static inline char *read_schedule(const char *path, const void *bytes, size_t length)
{
	struct source source;
	struct problems problems;
	struct buffer text;
	buffer_init(&text);
	problems_init(&problems);
	if (!content_read(&source, path, bytes, length, &problems))
		buffer_add_text(&text, "REFUSED\n");
	for (size_t i = 0; i < source.items_count; i++) {
		const struct source_item *item = &source.items[i];
		if (item->kind == SOURCE_EVENT)
			write_event(&text, &item->event);
		for (size_t s = 0; item->kind == SOURCE_AGENDA && s < item->agenda.sessions_count; s++)
			write_times(&text, &item->agenda.sessions[s]);
	}
	for (size_t i = 0; i < problems.count; i++) {
		problem_format(&problems.list[i], &text);
		buffer_add_text(&text, "\n");
	}
	source_finish(&source);
	problems_finish(&problems);
	return buffer_take(&text);
}

static inline void assert_read(const char *path, const char *bytes, const char *expected)
{
	char *text = read_schedule(path, bytes, strlen(bytes));
	assert_string_equal(text, expected);
	free(text);
}

#endif
