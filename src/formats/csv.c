/* A spreadsheet saved as CSV: a row of headings, and a session in each row below it. */
#include <stdlib.h>
#include <string.h>

#include "formats/content_types.h"
#include "formats/csv_columns.h"
#include "formats/csv_times.h"
#include "formats/markup.h"
#include "formats/schedule.h"

enum { CELLS_LIMIT = 64, HEADING_ROWS = 10, NOON = 720, NIGHT_ENDS = 240, DAY = 1440 };

struct row {
	const char *cells[CELLS_LIMIT]; /* one line each; "" if empty */
	size_t count;
	int line;
};

struct table {
	struct arena *arena;
	const char *text;
	size_t length, at;
	char separator;
	int line;
};

struct reader {
	struct schedule schedule;
	struct table table;
	enum column columns[CELLS_LIMIT];
	struct date date; /* of the rows from here on; none: not told */
	int before;       /* minutes at which the session before starts; -1: none on this date */
	struct csv_dates dates;
};

/* The next row; false at the end. Quotes hold separators and line breaks, and two of them stand for one. */
static bool next_row(struct table *table, struct row *row)
{
	if (table->at >= table->length)
		return false;
	*row = (struct row){.line = table->line};
	struct buffer cell;
	buffer_init(&cell);
	bool quoted = false, fresh = true;
	for (;; table->at++) {
		char c = table->at < table->length ? table->text[table->at] : '\n';
		bool end = table->at >= table->length || (!quoted && c == '\n');
		if (c == '\n')
			table->line++;
		if (end || (!quoted && c == table->separator)) {
			const char *text = markup_line(table->arena, buffer_text(&cell), cell.length);
			if (row->count < CELLS_LIMIT)
				row->cells[row->count++] = text ? text : "";
			buffer_clear(&cell);
			fresh = true;
			if (end)
				break;
		} else if (c == '"' && (quoted || fresh)) {
			bool twice = quoted && table->at + 1 < table->length && table->text[table->at + 1] == '"';
			if (twice)
				buffer_add(&cell, &c, 1);
			table->at += twice;
			quoted = twice || !quoted;
			fresh = false;
		} else {
			buffer_add(&cell, &c, 1);
			fresh = false;
		}
	}
	table->at++;
	buffer_finish(&cell);
	return true;
}

/* What the first lines have most of; "sep=;" says it for Excel. */
static char find_separator(struct table *table)
{
	enum { HEAD = 4000 };
	static const char separators[] = ";,\t";
	if (strncmp(table->text, "sep=", 4) == 0 && table->length > 5 && strchr(separators, table->text[4])) {
		char separator = table->text[4];
		table->at = strcspn(table->text, "\n") + 1;
		table->line = 2;
		return separator;
	}
	char best = ',';
	size_t most = 0;
	for (size_t i = 0; i < 3; i++) {
		size_t count = 0;
		bool quoted = false;
		for (size_t at = 0; at < table->length && at < HEAD; at++) {
			quoted = quoted != (table->text[at] == '"');
			count += !quoted && table->text[at] == separators[i];
		}
		if (count > most) {
			most = count;
			best = separators[i];
		}
	}
	return best;
}

/* Of two columns that may hold the same, the one that bears its very name counts: "Title" beside "Title of the
 * speaker".
 */
static void choose_columns(struct reader *reader, const struct row *row, bool has[static COLUMNS_COUNT])
{
	bool exact[CELLS_LIMIT], any_exact[COLUMNS_COUNT] = {false};
	for (size_t c = 0; c < row->count; c++) {
		exact[c] = true;
		reader->columns[c] = row->cells[c][0] ? column_of(row->cells[c], &exact[c]) : COLUMN_LEFT_OUT;
		has[reader->columns[c]] = true;
		any_exact[reader->columns[c]] = any_exact[reader->columns[c]] || exact[c];
	}
	for (size_t c = 0; c < row->count; c++)
		if (!exact[c] && any_exact[reader->columns[c]])
			reader->columns[c] = COLUMN_LEFT_OUT;
}

/* Finds the row of headings among the first ones. *personal tells whether one of those rows announces what must not be
 * read. */
static bool find_headings(struct reader *reader, struct row *headings, bool *personal)
{
	struct row row;
	*personal = false;
	for (int i = 0; i < HEADING_ROWS && next_row(&reader->table, &row); i++) {
		bool has[COLUMNS_COUNT] = {false};
		struct date above = {0};
		size_t filled = 0;
		for (size_t c = 0; c < row.count; c++)
			filled += row.cells[c][0] != '\0';
		for (size_t c = 0; c < row.count; c++) {
			*personal =
				*personal || (filled > 1 && column_personal(row.cells[c])); /* alone, it is a title */
			if (date_none(above))
				above = csv_date(&reader->dates, row.cells[c]);
		}
		choose_columns(reader, &row, has);
		if (has[COLUMN_START] && has[COLUMN_TITLE]) {
			*headings = row;
			return true;
		}
		if (!date_none(above)) /* "Program, 22.10.2018" above the table */
			reader->date = above;
	}
	return false;
}

static void tell_unknown(struct reader *reader, const struct row *headings)
{
	for (size_t c = 0; c < headings->count; c++) {
		if (reader->columns[c] != COLUMN_UNKNOWN)
			continue;
		const char *nearest = column_nearest(headings->cells[c]);
		struct spot spot = {.line = headings->line};
		if (nearest)
			schedule_tell(&reader->schedule, PROBLEM_WARNING, spot,
				      "the heading \"%.40s\" is not known, so its column is left out\v"
				      "did you mean \"%s\"?",
				      headings->cells[c], nearest);
		else
			schedule_tell(
				&reader->schedule, PROBLEM_WARNING, spot,
				"the heading \"%.40s\" is not known, so its column is left out\v"
				"known are time, end, title, speaker, room, date, type and note, also in Polish and "
				"German",
				headings->cells[c]);
	}
}

static void tell_end(struct reader *reader, const char *cell, const char *remedy, int line)
{
	schedule_tell(&reader->schedule, PROBLEM_WARNING, (struct spot){.line = line},
		      "\"%.40s\" does not say when the session ends, so its end is left out\vwrite %s", cell, remedy);
}

/* Start and end of a row, in minutes; -1: none. */
static void read_times(struct reader *reader, const char *const cells[static COLUMNS_COUNT], int line, int *start,
		       int *end)
{
	struct arena *arena = reader->table.arena;
	const char *until = cells[COLUMN_END], *lasts = cells[COLUMN_DURATION];
	*end = -1;
	*start = csv_times(arena, cells[COLUMN_START], end);
	if (*until) {
		*end = csv_time(arena, until);
		if (*end < 0)
			tell_end(reader, until, "10:30", line);
	}
	int64_t duration_s = schedule_duration_s(lasts);
	if (*lasts && *end < 0 && duration_s < 0)
		tell_end(reader, lasts, "minutes, or 1:30", line);
	if (*start >= 0 && *end < 0 && duration_s > 0 && duration_s < DAY * 60)
		*end = (*start + (int)(duration_s / 60)) % DAY;
	if (*start == DAY)
		*start = -1;
	if (*end < 0 || *end == *start)
		*end = -1;
}

/* Times without a date stay so: they are of the event's first day. */
static void set_times(struct reader *reader, struct source_session *session, int start, int end)
{
	if (date_none(reader->date)) {
		session->start = start;
		session->end = end;
		return;
	}
	bool night = start < NIGHT_ENDS && reader->before >= NOON;
	struct date date = night ? date_add(reader->date, 1) : reader->date;
	if (!night)
		reader->before = start;
	if (!date_valid(date))
		return;
	session->at = (struct moment){
		.given = true,
		.has_time = true,
		.civil = {.date = date, .hour = start / 60, .minute = start % 60},
	};
	if (end >= 0)
		session->length_s = (int64_t)(end > start ? end - start : end + DAY - start) * 60;
}

static const char *text_or_null(const char *text)
{
	return *text ? text : NULL;
}

static void read_row(struct reader *reader, const struct row *row)
{
	const char *cells[COLUMNS_COUNT];
	struct spot spot = {.line = row->line};
	size_t filled = 0;
	for (size_t i = 0; i < COLUMNS_COUNT; i++)
		cells[i] = "";
	for (size_t c = 0; c < row->count; c++) {
		if (row->cells[c][0] && !cells[reader->columns[c]][0])
			cells[reader->columns[c]] = row->cells[c];
		filled += row->cells[c][0] != '\0';
	}
	/* "Dzień drugi, 23.10.2018" in a row of its own, in whichever column. */
	struct date date = csv_date(&reader->dates, cells[COLUMN_DATE]);
	for (size_t c = 0; filled == 1 && date_none(date) && c < row->count; c++)
		date = csv_date(&reader->dates, row->cells[c]);
	struct moment start_day, end_day;
	cells[COLUMN_START] =
		csv_time_behind_date(reader->table.arena, &reader->dates, cells[COLUMN_START], &start_day);
	cells[COLUMN_END] = csv_time_behind_date(reader->table.arena, &reader->dates, cells[COLUMN_END], &end_day);
	if (start_day.given)
		date = start_day.civil.date;
	bool no_session = (filled == 1 && !date_none(date)) || (!cells[COLUMN_START][0] && !cells[COLUMN_TITLE][0]);
	if (!date_none(date)) {
		if (date_compare(date, reader->date) != 0 || start_day.given)
			reader->before = -1;
		reader->date = date;
	}
	if (filled == 0 || no_session)
		return;
	if (cells[COLUMN_DATE][0] && date_none(date)) {
		schedule_tell(&reader->schedule, PROBLEM_REFUSED, spot,
			      "\"%.40s\" is no date that is understood, so the row is left out\vwrite 2018-10-22 or "
			      "22.10.2018",
			      cells[COLUMN_DATE]);
		return;
	}
	int start, end;
	read_times(reader, cells, row->line, &start, &end);
	if (start < 0) {
		schedule_tell(&reader->schedule, PROBLEM_REFUSED, spot,
			      "\"%.40s\" is no time of day, so the row is left out\vwrite 9:00 or 9:00-10:30",
			      cells[COLUMN_START]);
		return;
	}
	struct source_session session = schedule_session();
	set_times(reader, &session, start, end);
	if (start_day.has_offset) {
		session.at.has_offset = true;
		session.at.offset_s = start_day.offset_s;
		session.at.anywhere = start_day.anywhere;
	}
	session.id = text_or_null(cells[COLUMN_ID]);
	session.title = text_or_null(cells[COLUMN_TITLE]);
	session.room = text_or_null(cells[COLUMN_ROOM]);
	/* An address is not for the wall. */
	if (!strchr(cells[COLUMN_NOTE], '@'))
		session.note = text_or_null(cells[COLUMN_NOTE]);
	if (!strchr(cells[COLUMN_PEOPLE], '@'))
		schedule_person(&reader->schedule, &session, text_or_null(cells[COLUMN_PEOPLE]), NULL);
	schedule_add(&reader->schedule, &session, text_or_null(cells[COLUMN_KIND]), spot);
}

static bool refuse(const struct source *source, struct problems *problems, const char *words, const char *remedy)
{
	problems_add(
		problems,
		&(struct problem){
			.level = PROBLEM_REFUSED, .path = source->path, .line = 1, .words = words, .remedy = remedy});
	return false;
}

bool csv_read(struct source *source, const char *text, size_t length, struct problems *problems)
{
	struct reader reader = {.before = -1};
	struct row row, headings;
	bool personal;
	reader.table = (struct table){.arena = source->arena, .text = text, .length = length, .line = 1};
	reader.table.separator = find_separator(&reader.table);
	reader.dates.month_first = csv_month_first(text);
	bool found = find_headings(&reader, &headings, &personal);
	/* Not a word of what stands there is repeated. */
	if (personal)
		return refuse(
			source, problems,
			"this table has columns of personal data (addresses, numbers, signatures or the like), so "
			"none of it is read",
			"take the list of people out of the folder, and save a table with the programme alone");
	if (!found)
		return refuse(
			source, problems, "this table has no row of headings that names a time and a title",
			"begin it with a row such as: date, time, title, speaker, room (or: data, godzina, temat, "
			"prelegent, sala; Datum, Uhrzeit, Titel, Referent, Raum)");
	schedule_begin(&reader.schedule, source, NULL, problems);
	tell_unknown(&reader, &headings);
	while (next_row(&reader.table, &row)) {
		for (size_t c = headings.count; c < row.count; c++)
			reader.columns[c] = COLUMN_LEFT_OUT;
		read_row(&reader, &row);
	}
	schedule_end(&reader.schedule);
	return true;
}
