/* formats/encoding and formats/json: bytes to text, and where and why text is no JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/encoding.h"
#include "formats/json.h"

#define BYTES(text) (text), sizeof(text) - 1

static void every_encoding_of_editors(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t length;
		const char *text; /* NULL: refused */
		const char *words;
	} rows[] = {
		{BYTES("„żółć” 🙂"), "„żółć” 🙂", NULL},
		{BYTES(""), "", NULL},
		{BYTES("\xEF\xBB\xBFmark"), "mark", NULL},
		{BYTES("\xFF\xFE\x41\x01\x40\xD8\x00\xDC\x0A\x00"), "Ł𠀀\n", NULL},
		{BYTES("\xFE\xFF\x01\x41\xD8\x3D\xDE\x42\x00\x0A"), "Ł🙂\n", NULL},
		{BYTES("{\0\"\0a\0"), "{\"a", NULL},
		{BYTES("\0{\0\"\0a"), "{\"a", NULL},
		{BYTES("a\nb\xB3"), NULL,
		 "2:2 the byte at offset 3 (0xB3) is not UTF-8; the file looks like Windows-1250"},
		{BYTES("\x9Cwiat o\xB3owiu ni\xBF"), "świat ołowiu niż",
		 "1:1 the file is in the encoding Windows-1250, and read so"},
		{BYTES("a\nwyk\xB3"
		       "ad \xB6wi\xB1t"),
		 "a\nwykład świąt", "2:4 the file is in the encoding ISO 8859-2, and read so"},
		{BYTES("{\"language\": \"pl\", \"title\": \"\x84\xCC\xF3\xEA\x94\"}"), NULL,
		 "1:30 the byte at offset 29 (0x84) is not UTF-8; the file looks like Windows-1250"},
		{BYTES("{\"language\": \"pl\", \"title\": \"\x84\xD3\xEA\x94\"}"),
		 "{\"language\": \"pl\", \"title\": \"„Óę”\"}",
		 "1:30 the file is in the encoding Windows-1250, and read so"},
		{BYTES("{\"language\" : \"cs\", \"title\": \"P\xF8\xED\xB9t\xEC\"}"),
		 "{\"language\" : \"cs\", \"title\": \"Příště\"}",
		 "1:32 the file is in the encoding ISO 8859-2, and read so"},
		{BYTES("{\"language\": \"de\", \"title\": \"\xDC"
		       "bung\"}"),
		 "{\"language\": \"de\", \"title\": \"Übung\"}",
		 "1:30 the file is in the encoding Windows-1250, and read so"},
		{BYTES("{\"language\": \"fr\", \"title\": \"\xE9t\xE9\"}"), NULL,
		 "1:30 the byte at offset 29 (0xE9) is not UTF-8; the file looks like Windows-1250"},
		{BYTES("ma\xF1"
		       "ana, reuni\xF3n, \xBFqu\xE9"),
		 NULL, "1:3 the byte at offset 2 (0xF1) is not UTF-8; the file looks like Windows-1250"},
		{BYTES("\x41\x01\xF3\0d\0z\0 \0i\0 \0x\0"), "Łódz i x", NULL},
		{BYTES("\x01\x41\0\xF3\0d\0z\0 \0i\0 \0x"), "Łódz i x", NULL},
		{BYTES("\xB6wiat"), NULL,
		 "1:1 the byte at offset 0 (0xB6) is not UTF-8; the file looks like ISO 8859-2"},
		{BYTES("\xEF\xBB\xBFż\xFF\x01"), NULL, "1:2 the byte at offset 5 (0xFF) is not UTF-8"},
		{BYTES("ab\0c"), NULL, "1:3 the byte at offset 2 is zero, so this is no text"},
		{BYTES("\xFF\xFE\x41"), NULL,
		 "1:1 the file is UTF-16, but ends in the middle of a character (byte offset 2)"},
		{BYTES("\xFF\xFE\x00\xDC\x41\x00"), NULL,
		 "1:1 the file is UTF-16, but half a character stands at byte offset 2"},
		{BYTES("\xFF\xFE\x41\x00\x3D\xD8\x41\x00"), NULL,
		 "1:2 the file is UTF-16, but half a character stands at byte offset 4"},
		{BYTES("\xFF\xFE\x41\x00\x00\x00"), NULL, "1:2 the file is UTF-16, but a zero stands at byte offset 4"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct problems problems;
		struct buffer text;
		problems_init(&problems);
		buffer_init(&text);
		bool good = encoding_decode("a.txt", rows[i].bytes, rows[i].length, "", &text, &problems);
		assert_int_equal(good, rows[i].text != NULL);
		if (rows[i].text) {
			assert_string_equal(buffer_text(&text), rows[i].text);
			bool wide = rows[i].length > 1 && memchr(rows[i].bytes, 0, rows[i].length) != NULL;
			if (problems.count != (rows[i].words != NULL || wide))
				fail_msg("%s: %s", rows[i].text, problems.count > 0 ? problems.list[0].words : "");
			assert_true(problems.count == 0 || problems.list[0].level == PROBLEM_WARNING);
		}
		if (rows[i].words) {
			char *told;
			assert_int_equal(problems.count, 1);
			assert_true(asprintf(&told, "%d:%d %s", problems.list[0].line, problems.list[0].column,
					     problems.list[0].words) > 0);
			assert_string_equal(told, rows[i].words);
			assert_int_equal(problems.list[0].level, rows[i].text ? PROBLEM_WARNING : PROBLEM_REFUSED);
			assert_non_null(problems.list[0].remedy);
			free(told);
		}
		buffer_finish(&text);
		problems_finish(&problems);
	}
}

/* What the event says of its language ends a doubt, unless the text says another. */
static void a_language_makes_certain(void **state)
{
	(void)state;
	static const struct {
		const char *language, *bytes, *text; /* text NULL: refused */
	} rows[] = {
		{"", "\"\x8Cniadanie\"", NULL},
		{"pl", "\"\x8Cniadanie\"", "\"Śniadanie\""},
		{"pl-PL", "\"\xA6niadanie\"", "\"Śniadanie\""},
		{"plx", "\"\x8Cniadanie\"", NULL},
		{"de", "\"\x8Cniadanie\"", NULL},
		{"de",
		 "wyk\xB3"
		 "ad",
		 "wykład"},
		{"cs",
		 "\xD8"
		 "editel",
		 "Ředitel"},
		{"pl", "{\"language\": \"cs\", \"title\": \"\x8Cniadanie\"}", NULL},
		{"fr", "caf\xE9", NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct problems problems;
		struct buffer text;
		problems_init(&problems);
		buffer_init(&text);
		bool good = encoding_decode("a.txt", rows[i].bytes, strlen(rows[i].bytes), rows[i].language, &text,
					    &problems);
		assert_int_equal(good, rows[i].text != NULL);
		if (good)
			assert_string_equal(buffer_text(&text), rows[i].text);
		assert_int_equal(problems.count, 1);
		buffer_finish(&text);
		problems_finish(&problems);
	}
}

static void faults_are_told_with_their_place(void **state)
{
	(void)state;
	static const struct {
		const char *text, *told; /* "line:column words" */
	} rows[] = {
		{"", "1:1 the file is empty"},
		{" \n\t ", "1:1 the file is empty"},
		{"[1 2]", "1:3 a comma is missing after this value"},
		{"[\"a]", "1:2 the text that begins here is never closed"},
		{"[\"a\n]", "1:2 the text that begins here is not closed on its line"},
		{"{\"a\": [1}", "1:9 } stands where the [ opened before needs ]"},
		{"\n{\"a\": {\"b\": 1}", "2:1 the { that stands here is never closed"},
		{"{\"a\":", "1:6 the file ends where a value belongs"},
		{"{\"a\": 1}}", "1:9 } closes nothing"},
		{"{\"a\": 1} x", "1:10 something follows after the end of the value"},
		{"{\"a\" 1}", "1:5 a colon is missing after the key \"a\""},
		{"{\"a\": , \"b\": 1}", "1:7 a value is missing before this comma"},
		{"{\"a\":: 1}", "1:6 a value is missing here"},
		{"[\"a\" \"b\"]", "1:5 a comma is missing after this value"},
		{"{\"a\": \"x\" \"y\"}", "1:10 a comma is missing after this value"},
		{"{\"a\": \"x\n\"b\": 2}", "1:7 the text that begins here is not closed on its line"},
		{"{„title”: „Był „tak”, a potem nie”}", "1:23 the key “a” stands without quotes"},
		{"{\"a\": 'Rock}", "1:7 the text that begins here is never closed"},
		{"{ /* note }", "1:3 a comment stands here, and JSON has none"},
		{"{\"accent\": #0b5f4b}", "1:12 a comment stands here, and JSON has none"},
		{"{\"a\": Sala A}", "1:7 “Sala” stands without quotes"},
		{"{\"a\": 10/22/2018x}", "1:7 “10/22/2018x” is no number"},
		{"\"a\": 1", "1:1 the braces around this are missing"},
		{"{\"a\": 1}, {\"a\":", "1:16 the file ends where a value belongs"},
		{"{\"a\": 1},", "1:10 something follows after the end of the value"},
		{"{\"a\": 1}, 2", "1:11 something follows after the end of the value"},
		{"{\"a\": 1}, {}] x", "1:15 something follows after the end of the list"},
		{"[{}], {}]", "1:4 the list is closed here already, but more of it follows"},
		{"{\"a\": [{}], {}]}", "1:10 the list is closed here already, but more of it follows"},
		{"[\"a\": 1]", "1:5 a colon stands where a comma belongs"},
		{"[\"C:\\temp\\mapa\"]", "1:10 \\m means nothing in JSON"},
		{"[\"a\x01\"]", "1:4 an invisible control character (U+0001) stands inside a text"},
		{"{\"a\": 6:66,5}", "1:12 the key “5” stands without quotes"},
		{"{\"a\": 1e+2,5}", "1:12 the key “5” stands without quotes"},
		{"[NaN]", "1:2 “NaN” stands without quotes"},
		{"[fals]", "1:2 “fals” is not JSON"},
		{"[.5]", "1:2 “.5” is no number"},
		{"[\"\\u12\"]", "1:3 \\u is not followed by four hexadecimal digits"},
		{"[\"\\ud800x\"]", "1:3 \\uD800 is half a character"},
		{"[0.1.2]", "1:2 “0.1.2” is no number"},
		{"[1:2]", "1:2 “1:2” is no number"},
		{"[\"He said \"hi\"\"]", "1:11 a quotation mark inside a text ends it here"},
		{"[\"Sala \"Śląska\"\"]", "1:8 a quotation mark inside a text ends it here"},
		{"[\"Sala\"” ]", "1:8 a typographic quotation mark (”) stands where a straight one belongs"},
		{"[\"\xFF\"]", "1:3 a byte stands here that is not UTF-8"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct problems problems;
		struct json json;
		char *told;
		problems_init(&problems);
		if (json_parse(&json, "a.json", rows[i].text, strlen(rows[i].text), &problems))
			fail_msg("%s is taken for JSON", rows[i].text);
		json_finish(&json);
		assert_int_equal(problems.count, 1);
		assert_true(asprintf(&told, "%d:%d %s", problems.list[0].line, problems.list[0].column,
				     problems.list[0].words) > 0);
		assert_string_equal(told, rows[i].told);
		assert_int_equal(problems.list[0].level, PROBLEM_REFUSED);
		assert_non_null(problems.list[0].remedy);
		free(told);
		problems_finish(&problems);
	}
}

/* What it says, and what is told of it, a line each. */
static char *read_json(const char *text, char **told)
{
	struct problems problems;
	struct json json;
	struct buffer lines;
	problems_init(&problems);
	buffer_init(&lines);
	bool good = json_parse(&json, "a.json", text, strlen(text), &problems);
	char *read = good ? cJSON_PrintUnformatted(json.root) : NULL;
	for (size_t i = 0; i < problems.count; i++) {
		assert_int_equal(problems.list[i].level, good ? PROBLEM_WARNING : PROBLEM_REFUSED);
		assert_non_null(problems.list[i].remedy);
		buffer_add_format(&lines, "%s%d:%d %s", i > 0 ? "\n" : "", problems.list[i].line,
				  problems.list[i].column, problems.list[i].words);
	}
	*told = buffer_take(&lines);
	json_finish(&json);
	problems_finish(&problems);
	return read;
}

static void what_leaves_no_doubt_is_understood(void **state)
{
	(void)state;
	static const struct {
		const char *text, *json, *told;
	} rows[] = {
		{"{\"a\": 1\n \"b\": 2}", "{\"a\":1,\"b\":2}", "1:8 a comma is missing after this value"},
		{"{\"żółw\": \"ł\" \"b\": 2}", "{\"żółw\":\"ł\",\"b\":2}", "1:13 a comma is missing after this value"},
		{"[{} {}\n\n[]]", "[{},{},[]]",
		 "1:4 a comma is missing after this value\n1:7 a comma is missing after this value"},
		{"[\"a\"\n\"b\"]", "[\"a\",\"b\"]", "1:5 a comma is missing after this value"},
		{"{\"a\": 1,\n}", "{\"a\":1}", "1:8 the comma before } is one too many"},
		{"[1, /* x */ ]", "[1]",
		 "1:5 a comment stands here, and JSON has none\n1:3 the comma before ] is one too many"},
		{"[1,,2]", "[1,2]", "1:4 a comma stands here without a value before it"},
		{"{,}", "{}", "1:2 a comma stands here without anything before it"},
		{"{ // \"note\n\"a\": 1}", "{\"a\":1}", "1:3 a comment stands here, and JSON has none"},
		{"# ż\n{\"a\": \"//\"} # note", "{\"a\":\"//\"}",
		 "1:1 a comment stands here, and JSON has none\n2:13 a comment stands here, and JSON has none"},
		{"{“a”: „ż\"ó\" ”x”, «b» : »c«}", "{\"a\":\"ż\\\"ó\\\" ”x\",\"b\":\"c\"}",
		 "1:2 a typographic quotation mark (“) stands where a straight one belongs\n"
		 "1:7 a typographic quotation mark („) stands where a straight one belongs\n"
		 "1:18 a typographic quotation mark («) stands where a straight one belongs\n"
		 "0:0 there are more of these mistakes in this file"},
		{"{“a”: “Obiad\", \"b\": 1}", "{\"a\":\"Obiad\",\"b\":1}",
		 "1:2 a typographic quotation mark (“) stands where a straight one belongs\n"
		 "1:7 a typographic quotation mark (“) stands where a straight one belongs"},
		{"{'a': 'it\\'s \"x\"'}", "{\"a\":\"it's \\\"x\\\"\"}",
		 "1:2 a text stands in single quotes (')\n1:7 a text stands in single quotes (')"},
		{"{'a': 'it's ‘so‘'}", "{\"a\":\"it's ‘so‘\"}",
		 "1:2 a text stands in single quotes (')\n1:7 a text stands in single quotes (')"},
		{"{\"a\": 1}, {\"a\": 2}", "[{\"a\":1},{\"a\":2}]", "1:9 several values follow one another"},
		{"{\"a\": 1}\n{\"a\": 2}\n", "[{\"a\":1},{\"a\":2}]", "2:1 several values follow one another"},
		{"{\"a\": 1}, {\"a\": 2}]", "[{\"a\":1},{\"a\":2}]", "1:9 several values follow one another"},
		{"\"a\": 1, \"b\": [2] }", "{\"a\":1,\"b\":[2]}", "1:1 the { before this is missing"},
		{"{tytuł: 1, a-b : 2}", "{\"tytuł\":1,\"a-b\":2}",
		 "1:2 the key “tytuł” stands without quotes\n1:12 the key “a-b” stands without quotes"},
		{"{\"a\" = 1}", "{\"a\":1}", "1:6 an equals sign stands where a colon belongs"},
		{"{\"a\": 1; \"b\": 2}", "{\"a\":1,\"b\":2}", "1:8 a semicolon stands where a comma belongs"},
		{"[1;]", "[1]", "1:3 a semicolon stands where a comma belongs\n1:3 the comma before ] is one too many"},
		{"{\"type\": agenda}", "{\"type\":\"agenda\"}", "1:10 “agenda” stands without quotes"},
		{"[True, FALSE, None]", "[true,false,null]",
		 "1:2 “True” is not JSON\n1:8 “FALSE” is not JSON\n1:15 “None” is not JSON"},
		{"{\"a\": 09:00, \"b\": 22.10.2018, \"c\": 9h}", "{\"a\":\"09:00\",\"b\":\"22.10.2018\",\"c\":\"9h\"}",
		 "1:7 “09:00” stands without quotes\n1:19 “22.10.2018” stands without quotes\n"
		 "1:36 “9h” stands without quotes"},
		{"{\"a\": 2018-10-22, \"b\": 10/22/2018}", "{\"a\":\"2018-10-22\",\"b\":\"10/22/2018\"}",
		 "1:7 “2018-10-22” stands without quotes\n1:24 “10/22/2018” stands without quotes"},
		{"{\"a\": 12,5, \"b\": 1,75}", "{\"a\":12.5,\"b\":1.75}",
		 "1:9 the number 12,5 has a comma in it\n1:19 the number 1,75 has a comma in it"},
		{"[12,5]", "[12,5]", ""},
		{"{\"a\":-1,5}", "{\"a\":-1.5}", "1:8 the number 1,5 has a comma in it"},
		{"[\"img\\mapa\"]", "[\"img\\\\mapa\"]", "1:6 a single backslash means nothing in JSON"},
		{"[\"it\\'s\"]", "[\"it's\"]", "1:5 \\' means nothing in JSON"},
		{"[\"a\\u0000b\"]", "[\"ab\"]", "1:4 \\u0000 cannot be shown"},
		{"[\"a\tb\"]", "[\"a\\tb\"]", "1:4 a tab stands inside a text"},
		{"{\"a\": \"one\ntwo\r\nthree\vfour\"}", "{\"a\":\"one\\ntwo\\nthree\\nfour\"}",
		 "1:11 a line ends inside a text\n2:4 a line ends inside a text\n3:6 a line ends inside a text"},
		{"[1,\xC2\xA0"
		 "2]",
		 "[1,2]", "1:4 an invisible character (U+00A0) stands between the values"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *told, *read = read_json(rows[i].text, &told);
		if (!read)
			fail_msg("%s: refused, %s", rows[i].text, told);
		assert_string_equal(read, rows[i].json);
		assert_string_equal(told, rows[i].told);
		cJSON_free(read);
		free(told);
	}
}

/* Behind what was mended, places are those of the file as it was written. */
static void places_are_those_of_the_file(void **state)
{
	(void)state;
	static const char text[] = "// ż\n{„a”: [1 , ],\nb: 'x', \"c\"= 2}";
	static const struct {
		const char *json_path;
		int line, column;
	} rows[] = {{"$", 2, 1}, {"$.a", 2, 7}, {"$.a[0]", 2, 8}, {"$.b", 3, 4}, {"$.c", 3, 14}};
	struct problems problems;
	struct json json;
	problems_init(&problems);
	assert_true(json_parse(&json, "a.json", text, sizeof text - 1, &problems));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int line, column;
		json_locate(&json, rows[i].json_path, &line, &column);
		assert_int_equal(line, rows[i].line);
		assert_int_equal(column, rows[i].column);
	}
	json_finish(&json);
	problems_finish(&problems);
}

/* A file that is still being written must not be taken for a whole one. */
static void half_a_file_is_never_mended(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"{'type': 'announcement', // note\n \"title\": „Obiad, a potem”, text: \"one\ntwo\", \"n\": 1,5,}",
		"[{“type”: announcement},\n{\"start\": 09:00; \"on\" = True} {\"a\": [1\n2\n\"x\",]},]",
		"\"type\": \"announcement\", \"screens\": { \"a\": {\"b\": 1 }, }, title: 'x' }",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t length = strlen(texts[i]);
		for (size_t cut = 0; cut <= length; cut++) {
			char *told, *half = strndup(texts[i], cut);
			char *read = read_json(half, &told);
			bool text = read && *read == '"'; /* alone it is JSON, and nothing to show */
			if ((read != NULL && !text) != (cut == length))
				fail_msg("of %zu bytes: %s", cut, half);
			cJSON_free(read);
			free(told);
			free(half);
		}
	}
}

static void depth_is_bounded(void **state)
{
	(void)state;
	char text[200];
	for (int depth = 60; depth <= 70; depth++) {
		struct problems problems;
		struct json json;
		memset(text, '[', (size_t)depth);
		memset(text + depth, ']', (size_t)depth);
		problems_init(&problems);
		assert_int_equal(json_parse(&json, "a.json", text, 2 * (size_t)depth, &problems), depth <= 64);
		json_finish(&json);
		problems_finish(&problems);
	}
}

static void values_are_bounded(void **state)
{
	(void)state;
	for (size_t count = JSON_VALUES_LIMIT - 1; count <= JSON_VALUES_LIMIT; count++) { /* and the list itself */
		struct problems problems;
		struct json json;
		char *text = malloc(2 * count + 1);
		assert_non_null(text);
		for (size_t i = 0; i < count; i++) {
			text[2 * i] = i == 0 ? '[' : ',';
			text[2 * i + 1] = '1';
		}
		text[2 * count] = ']';
		problems_init(&problems);
		assert_int_equal(json_parse(&json, "a.json", text, 2 * count + 1, &problems),
				 count < JSON_VALUES_LIMIT);
		json_finish(&json);
		problems_finish(&problems);
		free(text);
	}
}

static void values_are_found_again(void **state)
{
	(void)state;
	static const char text[] = "{\n"
				   "  \"type\": \"agenda\",\n"
				   "  \"żółw\": [ {\"a\": \"},]\\\"\"}, {\"b.c\": [1, 2,\n"
				   "    3]} ],\n"
				   "  \"\\u017c\": {}\n"
				   "}";
	static const struct {
		const char *json_path;
		int line, column;
	} rows[] = {
		{"$", 1, 1},
		{"$.type", 2, 11},
		{"$[\"żółw\"]", 3, 11},
		{"$[\"żółw\"][0].a", 3, 19},
		{"$[\"żółw\"][1]", 3, 29},
		{"$[\"żółw\"][1][\"b.c\"][2]", 4, 5},
		{"$[\"ż\"]", 5, 13},
		{"$.missing", 1, 1},
		{"$[\"żółw\"][0].missing", 3, 13},
		{"$[\"żółw\"][7]", 3, 11},
	};
	struct problems problems;
	struct json json;
	problems_init(&problems);
	assert_true(json_parse(&json, "a.json", text, sizeof text - 1, &problems));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int line, column;
		json_locate(&json, rows[i].json_path, &line, &column);
		assert_int_equal(line, rows[i].line);
		assert_int_equal(column, rows[i].column);
	}
	char *path = json_child_path("$.screens", "hall-a"), *odd = json_child_path("$", "a\"b\\");
	assert_string_equal(path, "$.screens.hall-a");
	assert_string_equal(odd, "$[\"a\\\"b\\\\\"]");
	free(path);
	free(odd);
	json_finish(&json);
	problems_finish(&problems);
}

/* Look-ups find the first; where the others say something else, that is refused with both. */
static void duplicate_keys(void **state)
{
	(void)state;
	static const char text[] = "[{\"a\": 1, \"b\": {\"c\": 1,\n \"c\": 2}, \"a\": 1},\n"
				   " {\"_b\": {\"c\": 1, \"c\": 2}, \"x\": \"tell anna@example.org\", \"x\": {}}]";
	struct problems problems;
	struct json json;
	problems_init(&problems);
	assert_true(json_parse(&json, "a.json", text, sizeof text - 1, &problems));
	assert_int_equal(problems.count, 0);
	assert_true(json_duplicates_refuse(&json, "$[0]", &problems));
	assert_int_equal(problems.count, 2);
	assert_string_equal(problems.list[0].json_path, "$[0].b.c");
	assert_string_equal(problems.list[0].words,
			    "the key \"c\" stands here with different values: 1 in line 1, 2 in line 2");
	assert_int_equal(problems.list[0].level, PROBLEM_REFUSED);
	assert_int_equal(problems.list[0].line, 2);
	assert_int_equal(problems.list[0].column, 2);
	assert_string_equal(problems.list[1].json_path, "$[0].a");
	assert_int_equal(problems.list[1].level, PROBLEM_WARNING);
	assert_false(json_duplicates_refuse(&json, "$[2]", &problems));
	assert_int_equal(problems.count, 2);
	assert_true(json_duplicates_refuse(&json, "$[1]", &problems));
	assert_int_equal(problems.count, 3);
	assert_string_equal(problems.list[2].words, "the key \"x\" stands here with different values: \"tell "
						    "****@***********\" in line 3, {} in line 3");
	json_duplicates_warn(&json, &problems);
	assert_int_equal(problems.count, 7);
	for (size_t i = 3; i < 7; i++)
		assert_int_equal(problems.list[i].level, PROBLEM_WARNING);
	json_finish(&json);
	problems_finish(&problems);
}

/* A file of nothing else costs no more than others, and is not believed. */
static void duplicate_keys_without_end(void **state)
{
	(void)state;
	enum { COUNT = 100000 };
	struct buffer text;
	buffer_init(&text);
	buffer_add_text(&text, "{");
	for (size_t i = 0; i < COUNT; i++)
		buffer_add_format(&text, "%s\"a\": 1", i == 0 ? "" : ", ");
	buffer_add_text(&text, "}");
	struct problems problems;
	struct json json;
	problems_init(&problems);
	assert_true(json_parse(&json, "a.json", buffer_text(&text), text.length, &problems));
	assert_true(json_duplicates_refuse(&json, "$", &problems));
	assert_in_range(problems.count, 1, 20);
	assert_int_equal(problems.list[problems.count - 1].level, PROBLEM_REFUSED);
	json_finish(&json);
	problems_finish(&problems);
	buffer_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_encoding_of_editors),
		cmocka_unit_test(a_language_makes_certain),
		cmocka_unit_test(faults_are_told_with_their_place),
		cmocka_unit_test(what_leaves_no_doubt_is_understood),
		cmocka_unit_test(places_are_those_of_the_file),
		cmocka_unit_test(half_a_file_is_never_mended),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(values_are_bounded),
		cmocka_unit_test(values_are_found_again),
		cmocka_unit_test(duplicate_keys),
		cmocka_unit_test(duplicate_keys_without_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
