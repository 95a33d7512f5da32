/* schedule.xml as Pentabarf, frab, pretalx and wafer write it, and in FOSDEM's dialect, whose events have no date of
 * their own. Read element by element, so that memory is that of the sessions alone. A document that declares entities
 * is refused: no schedule needs them, and that way neither bombs nor other files come in. */
#include <expat.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "formats/content_types.h"
#include "formats/markup.h"
#include "formats/schedule.h"
#include "formats/words.h"

enum {
	DEPTH_LIMIT = 32,
	FIELD_LIMIT = 1 << 16,
	MORNING_S =
		6 * 3600, /* FOSDEM's day changes when its doors open, but who comes at eight does not come at night */
};

enum element { OTHER, SCHEDULE, CONFERENCE, DAY, ROOM, EVENT, PERSONS, FIELD, PERSON };

struct reader {
	struct schedule schedule;
	struct arena *arena;
	XML_Parser parser;
	int lines_before; /* what the parser is given: empty ones */
	enum element stack[DEPTH_LIMIT];
	int depth;
	struct buffer text; /* of the field under way */
	const char *day;    /* the date it stands under; NULL: none */
	const char *room;   /* the room it stands under */

	/* The event under way, as written. */
	struct source_session session;
	const char *date, *start, *end, *duration, *type, *slug;
	int line;

	const char *fault, *fault_remedy; /* why reading was stopped; NULL: it was not */
	int fault_line, fault_column;
};

static int line_now(const struct reader *reader)
{
	return reader->lines_before + (int)XML_GetCurrentLineNumber(reader->parser);
}

static void stop(struct reader *reader, const char *words, const char *remedy)
{
	if (reader->fault)
		return;
	reader->fault = words;
	reader->fault_remedy = remedy;
	reader->fault_line = line_now(reader);
	reader->fault_column = (int)XML_GetCurrentColumnNumber(reader->parser) + 1;
	XML_StopParser(reader->parser, XML_FALSE);
}

static const char *attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

static const char *line(const struct reader *reader, const char *text)
{
	return text ? markup_line(reader->arena, text, strlen(text)) : NULL;
}

static void begin_event(struct reader *reader, const char **attributes)
{
	static const char *const ids[] = {"guid", "id", "code", NULL};
	reader->session = schedule_session();
	reader->date = reader->start = reader->end = reader->duration = reader->type = reader->slug = NULL;
	reader->line = line_now(reader);
	for (size_t i = 0; ids[i] && !reader->session.id; i++)
		reader->session.id = line(reader, attribute(attributes, ids[i]));
}

static void refuse_root(struct reader *reader, const char *name)
{
	const char *foreign = foreign_xml(name);
	stop(reader,
	     foreign ? arena_format(reader->arena, "this seems to be %s, which callboard does not read", foreign)
		     : arena_format(reader->arena, "this is XML, but no schedule: it begins with <%.40s>", name),
	     "put the schedule.xml of frab, pretalx or Pentabarf here, whose first element is <schedule>");
}

static enum element element_of(const struct reader *reader, enum element parent, const char *name)
{
	static const char *const conference[] = {"title", "start", "end",        "time_zone_name",
						 "venue", "city",  "day_change", NULL};
	static const char *const event[] = {"title", "subtitle", "type", "date", "start",
					    "end",   "duration", "room", "slug", NULL};
	const char *const *fields = parent == CONFERENCE ? conference : parent == EVENT ? event : NULL;
	if (reader->depth == 0)
		return strcmp(name, "schedule") == 0 ? SCHEDULE : OTHER;
	if (parent == SCHEDULE && strcmp(name, "conference") == 0)
		return CONFERENCE;
	if (parent == SCHEDULE && strcmp(name, "day") == 0)
		return DAY;
	if (parent == DAY && strcmp(name, "room") == 0)
		return ROOM;
	if ((parent == ROOM || parent == DAY) && strcmp(name, "event") == 0)
		return EVENT;
	if (parent == EVENT && strcmp(name, "persons") == 0)
		return PERSONS;
	if (parent == PERSONS && strcmp(name, "person") == 0)
		return PERSON;
	for (; fields && *fields; fields++)
		if (strcmp(*fields, name) == 0)
			return FIELD;
	return OTHER;
}

static void on_start(void *data, const char *name, const char **attributes)
{
	struct reader *reader = data;
	if (reader->fault)
		return;
	if (reader->depth == DEPTH_LIMIT) {
		stop(reader, "the elements are nested more than 32 deep", "export the schedule again");
		return;
	}
	enum element parent = reader->depth > 0 ? reader->stack[reader->depth - 1] : OTHER;
	enum element element = element_of(reader, parent, name);
	if (reader->depth == 0 && element != SCHEDULE) {
		refuse_root(reader, name);
		return;
	}
	reader->stack[reader->depth++] = element;
	if (element == DAY) {
		reader->day = arena_text(reader->arena, attribute(attributes, "date"));
		reader->room = NULL;
	} else if (element == ROOM) {
		reader->room = line(reader, attribute(attributes, "name"));
		schedule_room(&reader->schedule, reader->room);
	} else if (element == EVENT) {
		begin_event(reader, attributes);
	}
	if (element == FIELD || element == PERSON)
		buffer_clear(&reader->text);
}

static void on_text(void *data, const char *text, int length)
{
	struct reader *reader = data;
	/* A field's own text and that of what is nested in it: <title>An <i>open</i> house</title>. */
	for (int i = reader->depth - 1; i >= 0; i--) {
		if (reader->stack[i] != OTHER) {
			bool wanted = reader->stack[i] == FIELD || reader->stack[i] == PERSON;
			if (wanted && reader->text.length + (size_t)length <= FIELD_LIMIT)
				buffer_add(&reader->text, text, (size_t)length);
			return;
		}
	}
}

static void set_conference(struct reader *reader, const char *name, const char *text)
{
	struct event *event = reader->schedule.event;
	if (!text)
		return;
	if (strcmp(name, "title") == 0)
		event->name = text;
	else if (strcmp(name, "start") == 0)
		event->start = schedule_moment(text).civil.date;
	else if (strcmp(name, "end") == 0)
		event->end = schedule_moment(text).civil.date;
	else if (strcmp(name, "time_zone_name") == 0)
		event->zone.name = schedule_zone(reader->arena, text);
	else if (strcmp(name, "day_change") == 0) {
		int64_t change_s = schedule_duration_s(text);
		if (change_s >= 0 && change_s <= 12 * 3600)
			event->day_change = change_s < MORNING_S ? (int)(change_s / 60) : MORNING_S / 60;
	} else if (strcmp(name, "city") == 0 && event->place)
		event->place = arena_format(reader->arena, "%s, %s", event->place, text);
	else /* venue */
		event->place = text;
}

static void set_field(struct reader *reader, const char *name, const char *text)
{
	struct source_session *session = &reader->session;
	const struct {
		const char *name;
		const char **into;
	} fields[] = {
		{"title", &session->title}, {"subtitle", &session->note}, {"room", &session->room},
		{"date", &reader->date},    {"start", &reader->start},    {"end", &reader->end},
		{"type", &reader->type},    {"slug", &reader->slug},      {"duration", &reader->duration},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].name, name) == 0)
			*fields[i].into = text;
}

static void end_event(struct reader *reader)
{
	struct source_session *session = &reader->session;
	int change = reader->schedule.event->day_change;
	if (!session->room)
		session->room = reader->room;
	if (!session->id)
		session->id = reader->slug;
	session->at = schedule_moment(reader->date);
	if (!session->at.has_time)
		session->at = schedule_moment(reader->start);
	if (!session->at.has_time)
		session->at = reader->date ? schedule_moment_of(reader->date, reader->start, 0)
					   : schedule_moment_of(reader->day, reader->start, change);
	struct moment end = schedule_moment(reader->end);
	session->length_s = end.has_time ? schedule_between_s(&session->at, &end) : 0;
	if (session->length_s == 0)
		session->length_s =
			schedule_length_s(&reader->schedule, reader->duration, (struct spot){.line = reader->line});
	schedule_add(&reader->schedule, session, reader->type, (struct spot){.line = reader->line});
}

static void on_end(void *data, const char *name)
{
	struct reader *reader = data;
	if (reader->fault)
		return;
	enum element element = reader->stack[--reader->depth];
	enum element parent = reader->depth > 0 ? reader->stack[reader->depth - 1] : OTHER;
	if (element == EVENT) {
		end_event(reader);
	} else if (element == FIELD || element == PERSON) {
		const char *text = markup_line(reader->arena, buffer_text(&reader->text), reader->text.length);
		if (element == PERSON)
			schedule_person(&reader->schedule, &reader->session, text, NULL);
		else if (parent == CONFERENCE)
			set_conference(reader, name, text);
		else
			set_field(reader, name, text);
	}
}

static void on_entity(void *data, const char *name, int is_parameter, const char *value, int length, const char *base,
		      const char *system, const char *public, const char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)length, (void)base, (void)system, (void)public,
		(void)notation;
	stop(data, "the document declares entities of its own, which callboard does not read",
	     "export the schedule again, without a DOCTYPE");
}

/* What expat found wrong, in words for people. */
static void stop_at_error(struct reader *reader)
{
	switch (XML_GetErrorCode(reader->parser)) {
	case XML_ERROR_NO_ELEMENTS:
	case XML_ERROR_UNCLOSED_TOKEN:
	case XML_ERROR_UNCLOSED_CDATA_SECTION:
	case XML_ERROR_PARTIAL_CHAR:
		stop(reader, "the file ends before its last element does", "copy or export it again");
		break;
	case XML_ERROR_TAG_MISMATCH:
		stop(reader, "an element ends here that is not the one that was begun last",
		     "check the tags, or export the schedule again");
		break;
	case XML_ERROR_UNDEFINED_ENTITY:
		stop(reader, "a character reference stands here that XML does not know", "write &amp; for a bare &");
		break;
	default:
		stop(reader,
		     arena_format(reader->arena, "this is not XML: %s",
				  XML_ErrorString(XML_GetErrorCode(reader->parser))),
		     "check it in an XML editor, or export it again");
		break;
	}
}

bool schedule_xml_read(struct source *source, const char *text, size_t length, struct problems *problems)
{
	/* The text is UTF-8 by now, whatever its declaration says. */
	struct reader reader = {.arena = source->arena, .parser = XML_ParserCreate("UTF-8")};
	schedule_begin(&reader.schedule, source, NULL, problems);
	buffer_init(&reader.text);
	size_t lead = strspn(text, " \t\r\n"); /* white space before the declaration is a mistake, and harmless */
	for (size_t i = 0; i < lead; i++)
		reader.lines_before += text[i] == '\n';
	XML_SetUserData(reader.parser, &reader);
	XML_SetElementHandler(reader.parser, on_start, on_end);
	XML_SetCharacterDataHandler(reader.parser, on_text);
	XML_SetEntityDeclHandler(reader.parser, on_entity);
	XML_SetParamEntityParsing(reader.parser, XML_PARAM_ENTITY_PARSING_NEVER);
	if (XML_Parse(reader.parser, text + lead, (int)(length - lead), XML_TRUE) == XML_STATUS_ERROR && !reader.fault)
		stop_at_error(&reader);
	XML_ParserFree(reader.parser);
	buffer_finish(&reader.text);
	if (!reader.fault) {
		schedule_end(&reader.schedule);
		return true;
	}
	source->items = NULL;
	source->items_count = 0;
	problems_add(problems, &(struct problem){.level = PROBLEM_REFUSED,
						 .path = source->path,
						 .line = reader.fault_line,
						 .column = reader.fault_column,
						 .words = reader.fault,
						 .remedy = reader.fault_remedy});
	return false;
}
