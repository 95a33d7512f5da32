/* formats/content: every mistake that people make, one by one: what can be understood for certain is, with a warning,
 * the rest is refused with a remedy. How JSON itself goes wrong is in test_formats_json.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/content.h"
#include "formats/foreign_file.h"

struct reading {
	struct source source;
	struct problems problems;
	bool understood;
};

static void read_bytes(struct reading *reading, const char *path, const void *bytes, size_t length)
{
	problems_init(&reading->problems);
	reading->understood = content_read(&reading->source, path, bytes, length, &reading->problems);
}

static void finish(struct reading *reading)
{
	source_finish(&reading->source);
	problems_finish(&reading->problems);
}

/* One problem: its place and words, then its remedy. */
static void assert_told(const struct reading *reading, const char *text, enum problem_level level, const char *expected)
{
	struct buffer line;
	buffer_init(&line);
	for (size_t i = 0; i < reading->problems.count; i++) {
		const struct problem *problem = &reading->problems.list[i];
		buffer_add_format(&line, "%s%s: %s; %s", i > 0 ? "\n" : "",
				  problem->json_path ? problem->json_path : "-", problem->words,
				  problem->remedy ? problem->remedy : "");
		if (problem->level != level)
			fail_msg("%s: of another level: %s", text, problem->words);
	}
	if (strcmp(buffer_text(&line), expected) != 0)
		fail_msg("%s:\n%s\ninstead of\n%s", text, buffer_text(&line), expected);
	buffer_finish(&line);
}

#define DAY(date)     "{\"type\": \"agenda\", \"date\": " date ", \"sessions\": [{\"start\": \"09:00\", \"title\": \"T\"}]}"
#define SESSION(rest) "{\"type\": \"agenda\", \"sessions\": [{\"title\": \"T\", " rest "}]}"

static void dates(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		struct date date; /* none: refused */
		const char *told;
	} rows[] = {
		{DAY("\"22.10.2018\""),
		 {2018, 10, 22},
		 "$.date: \"22.10.2018\" is understood as 2018-10-22; write \"2018-10-22\""},
		{DAY("\"10/22/2018\""),
		 {2018, 10, 22},
		 "$.date: \"10/22/2018\" is understood as 2018-10-22; write \"2018-10-22\""},
		{DAY("\"22/10/2018\""),
		 {2018, 10, 22},
		 "$.date: \"22/10/2018\" is understood as 2018-10-22; write \"2018-10-22\""},
		{DAY("\"10/10/2018\""),
		 {2018, 10, 10},
		 "$.date: \"10/10/2018\" is understood as 2018-10-10; write \"2018-10-10\""},
		{DAY("\"22-10-2018\""),
		 {2018, 10, 22},
		 "$.date: \"22-10-2018\" is understood as 2018-10-22; write \"2018-10-22\""},
		{DAY("\"10/11/2018\""),
		 {0},
		 "$.date: \"10/11/2018\" can be two days; write year-month-day: \"2018-11-10\" or \"2018-10-11\""},
		{DAY("\"31/31/2018\""),
		 {0},
		 "$.date: \"31/31/2018\" is no date, for there is no month 31; write year-month-day, such as "
		 "\"2018-10-22\""},
		{DAY("\"30/02/2018\""), {0}, "$.date: \"30/02/2018\" does not exist; February 2018 has 28 days"},
		{DAY("\"22 października 2018\""),
		 {2018, 10, 22},
		 "$.date: \"22 października 2018\" is understood as 2018-10-22; write \"2018-10-22\""},
		{DAY("\"2018-10-22T09:00\""),
		 {2018, 10, 22},
		 "$.date: \"2018-10-22T09:00\" is understood as 2018-10-22, without its time; write \"2018-10-22\""},
		{DAY("\"2018-10-22 \""),
		 {2018, 10, 22},
		 "$.date: \"2018-10-22 \" is understood as 2018-10-22; write \"2018-10-22\""},
		{DAY("\"22 października\""),
		 {0},
		 "$.date: the date \"22 października\" has no year; write year-month-day, such as \"2018-10-22\""},
		{DAY("\"22.10.18\""),
		 {0},
		 "$.date: the year of \"22.10.18\" has two digits alone; write year-month-day, such as \"2018-10-22\""},
		{DAY("\"jutro\""), {0}, "$.date: \"jutro\" is no date; write year-month-day, such as \"2018-10-22\""},
		{DAY("20181022"),
		 {0},
		 "$.date: \"date\" is not a date; write year-month-day in quotes, such as \"2018-10-22\""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading reading;
		read_bytes(&reading, "a.json", rows[i].text, strlen(rows[i].text));
		bool refused = date_none(rows[i].date);
		assert_told(&reading, rows[i].text, refused ? PROBLEM_REFUSED : PROBLEM_WARNING, rows[i].told);
		assert_int_equal(reading.source.items[0].refused, refused);
		if (!refused)
			assert_int_equal(date_compare(reading.source.items[0].agenda.date, rows[i].date), 0);
		finish(&reading);
	}
}

static void times(void **state)
{
	(void)state;
	static const char at_nine[] = "$.sessions[0].start: ";
	static const struct {
		const char *text;
		int start, end; /* -1: refused; none */
		const char *told;
	} rows[] = {
		{SESSION("\"start\": \"9.00\""), 540, -1, "the time \"9.00\" is understood as 09:00; write \"09:00\""},
		{SESSION("\"start\": \"9h\""), 540, -1, "the time \"9h\" is understood as 09:00; write \"09:00\""},
		{SESSION("\"start\": \"9\""), 540, -1, "the time \"9\" is understood as 09:00; write \"09:00\""},
		{SESSION("\"start\": 9"), 540, -1, "the number 9 is understood as 09:00; write \"09:00\""},
		{SESSION("\"start\": \"9:00 AM\""), 540, -1,
		 "the time \"9:00 AM\" is understood as 09:00; write \"09:00\""},
		{SESSION("\"start\": \"9–10:30\""), 540, 630,
		 "\"start\" is understood as from 09:00 to 10:30; write \"start\": \"09:00\", \"end\": \"10:30\""},
		{SESSION("\"start\": \"22:00-01:00\""), 1320, 60,
		 "\"start\" is understood as from 22:00 to 01:00; write \"start\": \"22:00\", \"end\": \"01:00\""},
		{SESSION("\"start\": \"2018-10-22T09:00\""), 540, -1,
		 "\"start\" is understood as 09:00 of its day; write the time alone, and the day in \"date\""},
		{SESSION("\"start\": \"9:5\""), -1, -1,
		 "the minutes of \"9:5\" have one digit alone; write two, such as \"09:05\" or \"09:50\""},
		{SESSION("\"start\": 9.3"), -1, -1,
		 "a time is not in quotes; write hours and minutes, such as \"09:00\""},
		{SESSION("\"start\": \"24:00\""), -1, -1,
		 "a session cannot start at 24:00; write \"00:00\" and the next day in \"date\""},
		{SESSION("\"start\": \"25:00\""), -1, -1, "\"25:00\" is no time of day; write \"00:00\" to \"23:59\""},
		{SESSION("\"start\": \"9-10:30\", \"end\": \"10:00\""), -1, -1,
		 "\"9-10:30\" is no time; write hours and minutes, such as \"09:00\""},
		{SESSION("\"date\": \"2018-10-23\", \"start\": \"2018-10-22T09:00\""), -1, -1,
		 "\"2018-10-22T09:00\" is not a time of day alone; write the time as \"09:00\" and the day in "
		 "\"date\""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading reading;
		struct buffer told;
		buffer_init(&told);
		buffer_add_format(&told, "%s%s", at_nine, rows[i].told);
		read_bytes(&reading, "a.json", rows[i].text, strlen(rows[i].text));
		assert_told(&reading, rows[i].text, rows[i].start < 0 ? PROBLEM_REFUSED : PROBLEM_WARNING,
			    buffer_text(&told));
		assert_int_equal(reading.source.items[0].refused, rows[i].start < 0);
		if (rows[i].start >= 0) {
			assert_int_equal(reading.source.items[0].agenda.sessions[0].start, rows[i].start);
			assert_int_equal(reading.source.items[0].agenda.sessions[0].end, rows[i].end);
		}
		finish(&reading);
		buffer_finish(&told);
	}
}

static void dates_with_times_over_midnight(void **state)
{
	(void)state;
	static const char text[] = SESSION("\"start\": \"2018-10-22T22:00\", \"end\": \"2018-10-23 01:30\"");
	struct reading reading;
	read_bytes(&reading, "a.json", text, sizeof text - 1);
	const struct source_session *session = &reading.source.items[0].agenda.sessions[0];
	assert_int_equal(session->start, 22 * 60);
	assert_int_equal(session->end, 90);
	assert_int_equal(session->date.day, 22);
	assert_int_equal(reading.problems.count, 2);
	finish(&reading);
}

static void keys_types_and_values(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool refused;
		const char *told;
	} rows[] = {
		{"{\"typ\": \"agenda\"}", true,
		 "$.typ: nothing says what this is, but there is a key \"typ\"; did you mean \"type\"?"},
		{"{\"type\": \"anouncement\", \"title\": \"T\"}", true,
		 "$.type: the type \"anouncement\" is not known; did you mean \"announcement\"?"},
		{"{\"type\": \"Ogłoszenie\", \"title\": \"T\"}", true,
		 "$.type: the type \"Ogłoszenie\" is not known; did you mean \"announcement\"?"},
		{"{\"type\": \"zdjęcia\"}", true,
		 "$.type: the type \"zdjęcia\" is not known; did you mean \"photos\"?"},
		{"{\"type\": \"Announcement \", \"title\": \"T\"}", false,
		 "$.type: the type \"Announcement \" is understood as \"announcement\"; write \"announcement\""},
		{"{\"TYPE\": \"announcement\", \"title \": \"T\"}", false,
		 "$.TYPE: the key \"TYPE\" is understood as \"type\"; write \"type\"\n"
		 "$[\"title \"]: the key \"title \" is understood as \"title\"; write \"title\""},
		{"{\"type\": \"announcement\", \"title\": \"T\", \"Title\": \"U\"}", false,
		 "$.Title: the key \"Title\" is not known here; did you mean \"title\"?"},
		{"{\"type\": \"announcement\", \"tytuł\": \"T\", \"text\": \"t\"}", false,
		 "$[\"tytuł\"]: the key \"tytuł\" is not known here; did you mean \"title\"?"},
		{"{\"type\": \"announcement\", \"treść\": \"T\", \"title\": \"t\"}", false,
		 "$[\"treść\"]: the key \"treść\" is not known here; did you mean \"text\"?"},
		{SESSION("\"start\": \"09:00\", \"sala\": \"A\""), false,
		 "$.sessions[0].sala: the key \"sala\" is not known here; did you mean \"room\"?"},
		{SESSION("\"start\": \"09:00\", \"prelegenci\": []"), false,
		 "$.sessions[0].prelegenci: the key \"prelegenci\" is not known here; did you mean \"speakers\"?"},
		{SESSION("\"start\": \"09:00\", \"Beginn\": \"10:00\""), false,
		 "$.sessions[0].Beginn: the key \"Beginn\" is not known here; did you mean \"start\"?"},
		/* another day would be shown */
		{SESSION("\"start\": \"09:00\", \"data\": \"2018-10-22\""), true,
		 "$.sessions[0].data: the key \"data\" is not known here; did you mean \"date\"?"},
		{"{\"type\": \"announcement\", \"title\": \"T\", \"show\": {\"untill\": \"2018-10-22\"}}", true,
		 "$.show.untill: the key \"untill\" is not known here; did you mean \"until\"?"},
		{"{\"type\": \"announcement\", \"title\": \"T\", \"priority\": true}", false,
		 "$.priority: \"priority\" is left out, for it is none of its words; write \"normal\" or \"high\""},
		{"{\"type\": \"announcement\", \"title\": \"T\", \"priority\": \"High\"}", false,
		 "$.priority: \"High\" is understood as \"high\"; write it in small letters"},
		{"{\"type\": \"announcement\", \"title\": \"T\", \"seconds\": \"20\"}", false,
		 "$.seconds: the number stands in quotes; write it without: 20"},
		{"{\"type\": \"announcement\", \"title\": \"T\", \"seconds\": \"12,5\"}", false,
		 "$.seconds: the number stands in quotes; write it without: 12.5"},
		{"{\"type\": \"announcement\", \"title\": \"T\", \"seconds\": \"20 s\"}", false,
		 "$.seconds: \"seconds\" is left out, for it is not a number; write a number between 2 and 3600, "
		 "without quotes"},
		{SESSION("\"start\": \"09:00\", \"cancelled\": \"true\""), false,
		 "$.sessions[0].cancelled: \"cancelled\" stands in quotes; write true without quotes"},
		{SESSION("\"start\": \"11:00\", \"end\": \"10:00\""), false,
		 "$.sessions[0].end: the session ends before it starts, so it is taken to last until 10:00 of the next "
		 "day; check \"start\" and \"end\""},
		{SESSION("\"start\": \"22:00\", \"end\": \"01:00\""), false, ""},
		{"{\"$schema\": \"../callboard.schema.json\", \"type\": \"announcement\", \"title\": \"T\"}", false,
		 ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading reading;
		read_bytes(&reading, "a.json", rows[i].text, strlen(rows[i].text));
		assert_told(&reading, rows[i].text, rows[i].refused ? PROBLEM_REFUSED : PROBLEM_WARNING, rows[i].told);
		assert_int_equal(reading.source.items[0].refused, rows[i].refused);
		finish(&reading);
	}
}

static void names_of_pictures(void **state)
{
	(void)state;
	static const struct {
		const char *written, *file; /* NULL: refused */
		const char *told;
	} rows[] = {
		{"./mapa.png", "./mapa.png", ""},
		{"img\\\\mapa.png", "img/mapa.png",
		 "the file name \"img\\mapa.png\" has backslashes; write / between folders"},
		{"img\\mapa.png", "img/mapa.png",
		 "-: a single backslash means nothing in JSON; write \\\\ for a backslash; in file names write /\n"
		 "the file name \"img\\mapa.png\" has backslashes; write / between folders"},
		{"file:///home/ola/mapa.png", "mapa.png",
		 "\"file:///home/ola/mapa.png\" names a place on one computer, so \"mapa.png\" is looked for beside "
		 "this "
		 "file; put the picture there and write its name alone"},
		{"C:\\\\Users\\\\ola\\\\mapa.png", "mapa.png",
		 "\"C:\\Users\\ola\\mapa.png\" names a place on one computer, so \"mapa.png\" is looked for beside "
		 "this "
		 "file; put the picture there and write its name alone"},
		{"\\\\\\\\nas\\\\share\\\\mapa.png", "mapa.png",
		 "\"\\\\nas\\share\\mapa.png\" names a place on one computer, so \"mapa.png\" is looked for beside "
		 "this "
		 "file; put the picture there and write its name alone"},
		{"~/mapa.png", "mapa.png",
		 "\"~/mapa.png\" names a place on one computer, so \"mapa.png\" is looked for beside this file; put "
		 "the "
		 "picture there and write its name alone"},
		{"https://example.org/mapa.png", NULL,
		 "\"https://example.org/mapa.png\" is an address, and pictures come from the folder only; put the "
		 "picture "
		 "into the folder and write its file name"},
		{"/", NULL,
		 "\"/\" names a place outside the folder; put the picture beside this file and write its name alone"},
		{"C:\\\\..", NULL,
		 "the file name \"C:\\..\" has backslashes; write / between folders\n"
		 "\"C:\\..\" names a place outside the folder; put the picture beside this file and write "
		 "its name alone"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading reading;
		struct buffer text, told;
		buffer_init(&text);
		buffer_init(&told);
		buffer_add_format(&text, "{\"type\": \"announcement\", \"title\": \"T\", \"picture\": \"%s\"}",
				  rows[i].written);
		read_bytes(&reading, "a.json", buffer_text(&text), text.length);
		for (size_t p = 0; p < reading.problems.count; p++) {
			const struct problem *problem = &reading.problems.list[p];
			buffer_add_format(&told, "%s%s%s; %s", p > 0 ? "\n" : "",
					  problem->json_path ? "" : "-: ", problem->words, problem->remedy);
		}
		assert_string_equal(buffer_text(&told), rows[i].told);
		const char *file = reading.source.items[0].announcement.picture.file;
		assert_int_equal(file != NULL, rows[i].file != NULL);
		if (file)
			assert_string_equal(file, rows[i].file);
		finish(&reading);
		buffer_finish(&told);
		buffer_finish(&text);
	}
}

static void files_of_other_programs(void **state)
{
	(void)state;
	static const struct {
		const char *name, *bytes;
		size_t length;
		bool understood;
		const char *told;
	} rows[] = {
#define BYTES(text) (text), sizeof(text) - 1
		{"a.txt", BYTES("{\\rtf1\\ansi Obiad}"), false, "this is a document with formatting (RTF)"},
		{"a.txt", BYTES("PK\x03\x04\x14"), false, "this is a document of an office program or an archive"},
		{"a.csv", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\0\0"), false, "this is a document of an office program"},
		{"a.txt", BYTES("%PDF-1.7\n"), false, "this is a PDF"},
		{"a.txt", BYTES("\x89PNG\r\n\x1A\n"), false, "this is a picture, though its name"},
		{"a.json", BYTES("\xEF\xBB\xBF\n<!DOCTYPE html><title>404"), false, "this is a web page"},
		{"a.txt", BYTES("<HTML>"), false, "this is a web page"},
		{"a.txt", BYTES("L\0\0\0\x01\x14\x02\0"), false, "this is a shortcut"},
		{"a.json.txt", BYTES("{\"type\": \"announcement\", \"title\": \"T\"}"), true,
		 "the name ends in .json.txt, so it is read as .json"},
		{"a.JSON.TXT", BYTES("{type: announcement"), false,
		 "the name ends in .JSON.txt, so it is read as .JSON"},
		{"A.JSON", BYTES("{\"type\": \"announcement\", \"title\": \"T\"}"), true, NULL},
		{"a.txt.txt", BYTES("Obiad o 13"), true, NULL},
		{"a.txt", BYTES("Obiad\r\rSala A\r"), true, NULL},
		{"a.txt", BYTES(" \n\t"), false, "there are no words in this file"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading reading;
		read_bytes(&reading, rows[i].name, rows[i].bytes, rows[i].length);
		assert_int_equal(reading.understood, rows[i].understood);
		if (rows[i].told) {
			assert_ptr_equal(strstr(reading.problems.list[0].words, rows[i].told),
					 reading.problems.list[0].words);
			assert_non_null(reading.problems.list[0].remedy);
		} else {
			assert_int_equal(reading.problems.count, 0);
		}
		finish(&reading);
	}
	assert_null(foreign_file_named("a.json"));
	assert_null(foreign_file_named("docx"));
	assert_non_null(strstr(foreign_file_named("Program.DOCX")->remedy, ".txt"));
	assert_non_null(strstr(foreign_file_named("a.b.xlsx")->remedy, "CSV"));
	assert_non_null(strstr(foreign_file_named("a.pdf")->remedy, "PNG"));
	assert_non_null(strstr(foreign_file_named("a.webloc")->remedy, "qr"));
	assert_non_null(strstr(foreign_file_named("Agenda.lnk")->words, "shortcut"));
	assert_non_null(strstr(foreign_file_named("a.zip")->remedy, "unpack"));
}

static void lines_of_old_macs(void **state)
{
	(void)state;
	static const char text[] = "22.10.2018\r9:00 Kawa\r10:00 Obrady\r";
	struct reading reading;
	read_bytes(&reading, "a.txt", text, sizeof text - 1);
	assert_int_equal(reading.problems.count, 0);
	assert_int_equal(reading.source.items[0].kind, SOURCE_AGENDA);
	assert_int_equal(reading.source.items[0].agenda.sessions_count, 2);
	finish(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),
		cmocka_unit_test(times),
		cmocka_unit_test(dates_with_times_over_midnight),
		cmocka_unit_test(keys_types_and_values),
		cmocka_unit_test(names_of_pictures),
		cmocka_unit_test(files_of_other_programs),
		cmocka_unit_test(lines_of_old_macs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
