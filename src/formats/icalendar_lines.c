#include "formats/icalendar_lines.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"

enum { LINE_LIMIT_BYTES = 1 << 16, ZONES_LIMIT = 100, ZONE_RULES_LIMIT = 400, ENTRIES_LIMIT = 20000 };

enum inside { NOWHERE, CALENDAR, ENTRY, ZONE, ELSEWHERE };

struct walk {
	struct calendar_lines *lines;
	enum inside inside;
	int depth;          /* of components in the entry, zone or other one */
	int calendars;      /* that are open */
	size_t calendar_at; /* the first entry of the one that was opened last */
	bool cancelled;     /* all of its entries */
	int rules;          /* of zones, that may still come */
	struct buffer kept; /* the component under way */
	struct calendar_entry entry;
	bool secret, repeats; /* the entry under way: is private; has a rule or dates */
};

static bool is_name(const char *name, size_t length, const char *wanted)
{
	return strlen(wanted) == length && strncasecmp(name, wanted, length) == 0;
}

static bool counts(const char *name, size_t length)
{
	static const char *const names[] = {"UID",   "SUMMARY", "LOCATION", "DTSTART",       "DTEND",  "DURATION",
					    "RRULE", "RDATE",   "EXDATE",   "RECURRENCE-ID", "STATUS", "CATEGORIES"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_name(name, length, names[i]))
			return true;
	return false;
}

/* The colon before the value: not one in a parameter's quotes. NULL if there is none. */
static const char *find_colon(const char *line)
{
	bool quoted = false;
	for (; *line && (quoted || *line != ':'); line++)
		quoted = quoted != (*line == '"');
	return *line ? line : NULL;
}

static const char *text_value(struct arena *arena, const char *value)
{
	char *text = arena_text(arena, value), *to = text;
	for (const char *from = text; *from; from++) {
		if (*from == '\\' && from[1] != '\0')
			from++;
		*to++ = *from;
	}
	*to = '\0';
	return *text ? text : NULL;
}

static void end_component(struct walk *walk)
{
	struct calendar_lines *lines = walk->lines;
	struct arena *arena = lines->arena;
	if (walk->inside == ENTRY && walk->secret) {
		lines->private_count++;
	} else if (walk->inside == ENTRY && lines->entries_count < ENTRIES_LIMIT) {
		buffer_add_text(&walk->kept, "END:VEVENT\r\n");
		/* Notes writes the first time of a series into the RECURRENCE-ID of the series itself. */
		walk->entry.replaces = walk->entry.replaces && !walk->repeats;
		walk->entry.text = arena_text(arena, buffer_text(&walk->kept));
		lines->entries = arena_grow(arena, lines->entries, &lines->entries_capacity, lines->entries_count + 1,
					    sizeof *lines->entries);
		lines->entries[lines->entries_count++] = walk->entry;
	} else if (walk->inside == ZONE && lines->zones_count < ZONES_LIMIT) {
		buffer_add_text(&walk->kept, "END:VTIMEZONE\r\n");
		lines->zones = arena_grow(arena, lines->zones, &lines->zones_capacity, lines->zones_count + 1,
					  sizeof *lines->zones);
		lines->zones[lines->zones_count++] = arena_text(arena, buffer_text(&walk->kept));
	}
	walk->inside = walk->calendars > 0 ? CALENDAR : NOWHERE;
	walk->depth = 0;
}

static void begin(struct walk *walk, const char *name, int number)
{
	bool entry = strcasecmp(name, "VEVENT") == 0;
	if (walk->inside == ENTRY && entry) /* the one before has no end */
		end_component(walk);
	if (walk->inside == ENTRY || walk->inside == ZONE || walk->inside == ELSEWHERE) {
		walk->depth++;
		if (walk->inside == ZONE)
			buffer_add_format(&walk->kept, "BEGIN:%s\r\n", name);
		return;
	}
	if (strcasecmp(name, "VCALENDAR") == 0) {
		walk->calendars++;
		walk->calendar_at = walk->lines->entries_count;
		walk->cancelled = false;
		walk->lines->calendar = true;
		walk->inside = CALENDAR;
		return;
	}
	walk->inside = entry ? ENTRY : strcasecmp(name, "VTIMEZONE") == 0 ? ZONE : ELSEWHERE;
	walk->lines->entry = walk->lines->entry || entry;
	walk->entry = (struct calendar_entry){.line = number};
	walk->secret = walk->repeats = false;
	buffer_clear(&walk->kept);
	buffer_add_format(&walk->kept, "BEGIN:%s\r\n", walk->inside == ENTRY ? "VEVENT" : "VTIMEZONE");
}

static void end(struct walk *walk, const char *name)
{
	if (strcasecmp(name, "VCALENDAR") == 0) {
		if (walk->inside == ENTRY || walk->inside == ZONE)
			end_component(walk);
		for (size_t i = walk->calendar_at; walk->cancelled && i < walk->lines->entries_count; i++)
			walk->lines->entries[i].cancelled = true;
		walk->calendars -= walk->calendars > 0;
		walk->inside = walk->calendars > 0 ? CALENDAR : NOWHERE;
		walk->depth = 0;
	} else if (walk->depth > 0 && strcasecmp(name, walk->inside == ENTRY ? "VEVENT" : "") != 0) {
		walk->depth--;
		if (walk->inside == ZONE)
			buffer_add_format(&walk->kept, "END:%s\r\n", name);
	} else if (walk->inside == ENTRY || walk->inside == ZONE || walk->inside == ELSEWHERE) {
		end_component(walk);
	}
}

/* A zone's clocks change once a year; libical would write out every second of other rules. */
static bool is_yearly(const char *rule)
{
	static const char *const parts[] = {"BYHOUR=", "BYMINUTE=", "BYSECOND=", "BYMONTH=", "BYDAY="};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *part = strcasestr(rule, parts[i]);
		if (part && part[strcspn(part, ";,")] == ',')
			return false;
	}
	return strcasestr(rule, "FREQ=YEARLY") && !strcasestr(rule, "BYYEARDAY=") &&
	       (strcasestr(rule, "BYMONTH=") || !strcasestr(rule, "BYDAY="));
}

static void read_property(struct walk *walk, const char *line, size_t name_length, const char *value)
{
	struct calendar_lines *lines = walk->lines;
	if (walk->inside == CALENDAR) {
		if (!lines->name && (is_name(line, name_length, "X-WR-CALNAME") || is_name(line, name_length, "NAME")))
			lines->name = text_value(lines->arena, value);
		else if (!lines->zone &&
			 (is_name(line, name_length, "X-WR-TIMEZONE") || is_name(line, name_length, "TIMEZONE-ID") ||
			  is_name(line, name_length, "VTIMEZONE")))
			lines->zone = text_value(lines->arena, value);
	}
	/* Some put METHOD into the entries. */
	if (is_name(line, name_length, "METHOD") && strcasecmp(value, "CANCEL") == 0 && walk->depth == 0) {
		if (walk->inside == ENTRY)
			walk->entry.cancelled = true;
		else
			walk->cancelled = true;
	}
	if (walk->inside == ENTRY && walk->depth == 0) {
		/* RFC 5545, 3.8.1.3: a class that is not known is private. */
		if (is_name(line, name_length, "CLASS") && *value && strcasecmp(value, "PUBLIC") != 0)
			walk->secret = true;
		walk->entry.replaces = walk->entry.replaces || is_name(line, name_length, "RECURRENCE-ID");
		walk->entry.ruled = walk->entry.ruled || is_name(line, name_length, "RRULE");
		walk->repeats = walk->repeats || walk->entry.ruled || is_name(line, name_length, "RDATE");
		if (counts(line, name_length) && *value) {
			buffer_add(&walk->kept, line, (size_t)(value - line));
			buffer_add_format(&walk->kept, "%s\r\n", value);
		}
	} else if (walk->inside == ZONE && is_name(line, name_length, "RRULE") &&
		   (!is_yearly(value) || walk->rules == 0)) {
		return;
	} else if (walk->inside == ZONE) {
		walk->rules -= is_name(line, name_length, "RRULE");
		buffer_add(&walk->kept, line, (size_t)(value - line));
		buffer_add_format(&walk->kept, "%s\r\n", value);
	}
}

/* A content line, unfolded; broken ones (text that ran on) are no property and pass. */
static void read_line(struct walk *walk, char *line, size_t length, int number)
{
	while (length > 0 && isspace((unsigned char)line[length - 1]))
		line[--length] = '\0';
	const char *colon = find_colon(line);
	size_t name_length = strcspn(line, ":; ");
	if (!colon || name_length == 0 || length > LINE_LIMIT_BYTES)
		return;
	char *value = line + (colon - line) + 1;
	size_t space = strspn(value, " \t"); /* "LOCATION: XOR" */
	memmove(value, value + space, strlen(value + space) + 1);
	if (is_name(line, name_length, "BEGIN"))
		begin(walk, value, number);
	else if (is_name(line, name_length, "END"))
		end(walk, value);
	else
		read_property(walk, line, name_length, value);
}

void calendar_lines_read(struct calendar_lines *lines, struct arena *arena, const char *text, size_t length)
{
	struct walk walk = {.lines = lines, .rules = ZONE_RULES_LIMIT};
	struct buffer line;
	*lines = (struct calendar_lines){.arena = arena};
	buffer_init(&line);
	buffer_init(&walk.kept);
	int number = 1, begun = 1;
	for (size_t at = 0; at < length;) {
		size_t size = 0;
		while (at + size < length && text[at + size] != '\n' && text[at + size] != '\r')
			size++;
		bool folded = size > 0 && (text[at] == ' ' || text[at] == '\t');
		if (!folded) {
			read_line(&walk, line.bytes ? line.bytes : (char[]){""}, line.length, begun);
			buffer_clear(&line);
			begun = number;
		}
		buffer_add(&line, text + at + folded, size - folded);
		at += size;
		if (at < length && text[at] == '\r' && at + 1 < length && text[at + 1] == '\n')
			at++;
		at++;
		number++;
	}
	read_line(&walk, line.bytes ? line.bytes : (char[]){""}, line.length, begun);
	lines->cut = walk.calendars > 0 || walk.inside != NOWHERE;
	buffer_finish(&line);
	buffer_finish(&walk.kept);
}
