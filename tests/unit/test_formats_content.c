/* formats/content: what organizers write as JSON, good and bad, and what they are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/content.h"

struct reading {
	struct source source;
	struct problems problems;
	bool understood;
};

static void read_as(struct reading *reading, const char *path, const char *text)
{
	problems_init(&reading->problems);
	reading->understood = content_read(&reading->source, path, text, strlen(text), &reading->problems);
}

static void finish(struct reading *reading)
{
	source_finish(&reading->source);
	problems_finish(&reading->problems);
}

/* All that is told, a line each. */
static char *told(const struct reading *reading)
{
	struct buffer lines;
	buffer_init(&lines);
	for (size_t i = 0; i < reading->problems.count; i++) {
		problem_format(&reading->problems.list[i], &lines);
		buffer_add_text(&lines, "\n");
	}
	return buffer_take(&lines);
}

static void assert_told(const char *text, const char *expected)
{
	struct reading reading;
	read_as(&reading, "a.json", text);
	char *lines = told(&reading);
	assert_string_equal(lines, expected);
	free(lines);
	finish(&reading);
}

static void the_whole_event(void **state)
{
	(void)state;
	struct reading reading;
	read_as(&reading, "2018/event.json",
		"{\"$schema\": \"x\", \"_note\": 1, \"type\": \"event\", \"id\": \"e\", \"name\": \" Liderzy \\n "
		"Kooperacji\", "
		"\"place\": \"Sandomierz\", \"start\": \"2018-10-22\", \"end\": \"2018-10-23\", \"language\": \"pl\", "
		"\"timezone\": \"Europe/Warsaw\", \"theme\": \"dusk\", \"contact\": \"Biuro\", \"viewing\": "
		"{\"distance_m\": 8.5, \"diagonal_inch\": 43}, \"hours\": \"auto\", \"day_change\": \"05:00\", "
		"\"screens\": "
		"{\"hall-a\": {\"rooms\": [\"Sala A\", \"Sala B\"], \"directions\": {\"Sala C\": \"→\"}, \"theme\": "
		"\"day\"}, "
		"\"hall-*\": {\"rooms\": \"Sala D\", \"kinds\": [\"agenda\", \"photos\"]}}}");
	assert_true(reading.understood);
	assert_int_equal(reading.problems.count, 0);
	assert_int_equal(reading.source.items_count, 1);
	assert_string_equal(reading.source.path, "2018/event.json");
	const struct source_item *item = &reading.source.items[0];
	const struct event *event = &item->event;
	assert_int_equal(item->kind, SOURCE_EVENT);
	assert_false(item->refused);
	assert_string_equal(item->json_path, "$");
	assert_string_equal(item->id, "e");
	assert_string_equal(event->name, "Liderzy   Kooperacji");
	assert_string_equal(event->place, "Sandomierz");
	assert_int_equal(date_compare(event->start, (struct date){2018, 10, 22}), 0);
	assert_int_equal(date_compare(event->end, (struct date){2018, 10, 23}), 0);
	assert_string_equal(event->language, "pl");
	assert_string_equal(event->zone.name, "Europe/Warsaw");
	assert_string_equal(event->theme, "dusk");
	assert_string_equal(event->contact, "Biuro");
	assert_true(event->viewing.distance_m == 8.5 && event->viewing.diagonal_inch == 43);
	assert_int_equal(event->day_change, 300);
	assert_int_equal(event->screens_count, 2);
	assert_string_equal(event->screens[0].name, "hall-a");
	assert_int_equal(event->screens[0].rooms_count, 2);
	assert_string_equal(event->screens[0].rooms[1], "Sala B");
	assert_string_equal(event->screens[0].directions[0].room, "Sala C");
	assert_string_equal(event->screens[0].directions[0].way, "→");
	assert_string_equal(event->screens[0].theme, "day");
	assert_string_equal(event->screens[1].rooms[0], "Sala D");
	assert_null(event->screens[1].theme);
	assert_int_equal(event->screens[0].kinds, 0);
	assert_int_equal(event->screens[1].kinds, 1U << SLIDE_AGENDA | 1U << SLIDE_PHOTOS);
	finish(&reading);
}

static void an_empty_event_has_defaults(void **state)
{
	(void)state;
	struct reading reading;
	read_as(&reading, "event.json", "{\"type\": \"event\", \"end\": \"2018-10-23\"}");
	const struct event *event = &reading.source.items[0].event;
	assert_int_equal(reading.problems.count, 0);
	assert_string_equal(event->folder, "");
	assert_string_equal(event->language, "");
	assert_null(event->zone.name);
	assert_null(event->name);
	assert_int_equal(event->day_change, 240);
	assert_true(event->viewing.distance_m == 10 && event->viewing.diagonal_inch == 55);
	assert_int_equal(date_compare(event->start, (struct date){2018, 10, 23}), 0);
	finish(&reading);
}

static void the_whole_agenda(void **state)
{
	(void)state;
	struct reading reading;
	read_as(&reading, "a.json",
		"{\"type\": \"agenda\", \"title\": \"Dzień pierwszy\", \"date\": \"2018-10-22\", \"room\": \"Sala A\", "
		"\"on\": "
		"\"hall-*\", \"seconds\": 12.5, \"priority\": \"high\", \"language\": \"en-GB\", \"sessions\": "
		"[{\"start\": "
		"\"9:00\", \"end\": \"09:30\", \"title\": \"Rejestracja\", \"kind\": \"registration\"}, {\"id\": "
		"\"grupy\", "
		"\"start\": \"23:15\", \"end\": \"01:00\", \"title\": \"Praca\", \"speakers\": [\"Ala\", {\"name\": "
		"\"Ola\", "
		"\"role\": \"moderatorka\"}], \"room\": \"Sala C\", \"date\": \"2018-10-23\", \"was\": {\"room\": "
		"\"Sala A\", "
		"\"start\": \"11:00\", \"date\": \"2018-10-22\"}, \"delay_minutes\": 15, \"cancelled\": true, "
		"\"note\": \"a\\nb\"}, "
		"{\"start\": \"10:00\", \"title\": \"Kawa\", \"kind\": \"break\", \"speakers\": \"Ela\"}]}");
	assert_int_equal(reading.problems.count, 0);
	const struct source_item *item = &reading.source.items[0];
	const struct source_agenda *agenda = &item->agenda;
	assert_int_equal(item->kind, SOURCE_AGENDA);
	assert_int_equal(item->on_count, 1);
	assert_string_equal(item->on[0], "hall-*");
	assert_true(item->seconds == 12.5 && item->high);
	assert_string_equal(item->language, "en-GB");
	assert_string_equal(agenda->title, "Dzień pierwszy");
	assert_string_equal(agenda->room, "Sala A");
	assert_int_equal(agenda->date.day, 22);
	assert_int_equal(agenda->weekdays, 0);
	assert_int_equal(agenda->sessions_count, 3);
	const struct source_session *first = &agenda->sessions[0], *second = &agenda->sessions[1];
	assert_int_equal(first->start, 540);
	assert_int_equal(first->end, 570);
	assert_int_equal(first->kind, SESSION_REGISTRATION);
	assert_null(first->id);
	assert_null(first->room);
	assert_true(date_none(first->date));
	assert_int_equal(first->was_start, -1);
	assert_string_equal(second->id, "grupy");
	assert_int_equal(second->end, 60);
	assert_int_equal(second->date.day, 23);
	assert_int_equal(second->people_count, 2);
	assert_string_equal(second->people[0].name, "Ala");
	assert_null(second->people[0].role);
	assert_string_equal(second->people[1].role, "moderatorka");
	assert_string_equal(second->was_room, "Sala A");
	assert_int_equal(second->was_start, 660);
	assert_int_equal(second->was_date.day, 22);
	assert_int_equal(second->delay_minutes, 15);
	assert_true(second->cancelled);
	assert_string_equal(second->note, "a\nb");
	assert_int_equal(agenda->sessions[2].kind, SESSION_BREAK);
	assert_int_equal(agenda->sessions[2].end, -1);
	assert_string_equal(agenda->sessions[2].people[0].name, "Ela");
	finish(&reading);
}

static void announcements_and_photos(void **state)
{
	(void)state;
	struct reading reading;
	read_as(&reading, "day/a.json",
		"[{\"type\": \"announcement\", \"title\": \"Obiad\", \"text\": \"O **13:00**\\n\\n- zupa\", "
		"\"picture\": "
		"{\"file\": \"../mapa.png\", \"alt\": \"Mapa\"}, \"qr\": {\"url\": \"https://example.org/\", "
		"\"label\": \"Jak\"}},"
		"{\"type\": \"announcement\", \"picture\": \"mapa.png\", \"qr\": \"https://example.org/\"},"
		"{\"type\": \"photos\", \"title\": \"T\", \"photos\": [\"a.jpg\", {\"file\": \"b/c.jpg\", \"caption\": "
		"\"C\", "
		"\"alt\": \"A\"}]}, {\"type\": \"photos\", \"photos\": \"a.jpg\"}]");
	assert_int_equal(reading.problems.count, 0);
	assert_int_equal(reading.source.items_count, 4);
	const struct source_announcement *first = &reading.source.items[0].announcement;
	assert_string_equal(first->title, "Obiad");
	assert_int_equal(first->text.blocks_count, 2);
	assert_int_equal(first->text.blocks[0].spans[1].style, PROSE_STRONG);
	assert_int_equal(first->text.blocks[1].kind, PROSE_ITEM);
	assert_string_equal(first->picture.file, "../mapa.png");
	assert_string_equal(first->picture.alt, "Mapa");
	assert_string_equal(first->picture.json_path, "$[0].picture.file");
	assert_string_equal(first->qr_url, "https://example.org/");
	assert_string_equal(first->qr_label, "Jak");
	const struct source_announcement *second = &reading.source.items[1].announcement;
	assert_string_equal(second->picture.file, "mapa.png");
	assert_string_equal(second->picture.json_path, "$[1].picture");
	assert_string_equal(second->qr_url, "https://example.org/");
	assert_null(second->qr_label);
	const struct source_photos *photos = &reading.source.items[2].photos;
	assert_int_equal(photos->photos_count, 2);
	assert_string_equal(photos->photos[0].json_path, "$[2].photos[0]");
	assert_string_equal(photos->photos[1].json_path, "$[2].photos[1].file");
	assert_string_equal(photos->photos[1].file, "b/c.jpg");
	assert_string_equal(photos->photos[1].caption, "C");
	assert_string_equal(photos->photos[1].alt, "A");
	assert_int_equal(reading.source.items[3].photos.photos_count, 1);
	assert_string_equal(reading.source.items[3].json_path, "$[3]");
	assert_int_equal(reading.source.items[3].index, 3);
	finish(&reading);
}

static void when_it_may_be_shown(void **state)
{
	(void)state;
	struct reading reading;
	read_as(&reading, "a.json",
		"[{\"type\": \"announcement\", \"title\": \"x\", \"show\": {\"from\": \"2018-10-22\", \"until\": "
		"\"2018-10-23T14:30\", \"days\": [\"mon\", \"sun\"], \"between\": [\"22:00\", \"02:00\"]}}, "
		"{\"type\": \"announcement\", \"title\": \"x\", \"show\": {\"until\": \"2018-10-23T14:30+02:00\"}}, "
		"{\"type\": \"announcement\", \"title\": \"x\", \"show\": {\"from\": \"2018-10-23T14:30\", \"until\": "
		"\"2018-10-23\"}}]");
	assert_int_equal(reading.problems.count, 0);
	const struct source_show *show = &reading.source.items[0].show;
	assert_true(show->from.given && !show->from.has_time && !show->from.has_offset);
	assert_int_equal(show->from.civil.date.day, 22);
	assert_true(show->until.given && show->until.has_time);
	assert_int_equal(show->until.civil.hour * 60 + show->until.civil.minute, 870);
	assert_int_equal(show->weekdays, 1 | 64);
	assert_int_equal(show->between_start, 1320);
	assert_int_equal(show->between_end, 120);
	show = &reading.source.items[1].show;
	assert_false(show->from.given);
	assert_true(show->until.has_offset);
	assert_int_equal(show->until.offset_s, 7200);
	finish(&reading);
}

/* A session or an agenda whose rest is well. */
#define AGENDA(rest)  "{\"type\": \"agenda\", " rest "}"
#define SESSION(rest) AGENDA("\"sessions\": [{\"title\": \"T\", " rest "}]")
#define NOTE(rest)    "{\"type\": \"announcement\", \"title\": \"T\", " rest "}"
#define EVENT(rest)   "{\"type\": \"event\", " rest "}"

static void mistakes_are_told_with_a_remedy(void **state)
{
	(void)state;
	static const struct {
		const char *text, *told;
	} rows[] = {
		{"{\"title\": \"x\", \"sessions\": []}",
		 "a.json:1:1: refused: nothing says what this is ($); add \"type\": \"agenda\" if that is meant\n"},
		{"{\"type\": \"agneda\"}",
		 "a.json:1:10: refused: the type \"agneda\" is not known ($.type); did you mean \"agenda\"?\n"},
		{"{\"type\": \"slide\"}",
		 "a.json:1:10: refused: the type \"slide\" is not known ($.type); write \"event\", "
		 "\"agenda\", \"announcement\", \"photos\" or \"overlay\"\n"},
		{"{\"schedule\": {}}",
		 "a.json:1:1: refused: this seems to be a schedule of some other program, which callboard does not "
		 "read ($); put the export of a conference system here (schedule.json, schedule.xml, iCalendar, "
		 "Indico), or write { \"type\": \"agenda\", \"sessions\": [ … ] }\n"},
		{"\"x\"",
		 "a.json:1:1: refused: this is not an object ($); write { \"type\": \"announcement\", \"title\": \"…\" "
		 "}\n"},
		{"[]", "a.json:1:1: warning: the list is empty, so nothing of it is shown ($)\n"},
		{NOTE("\"txet\": \"y\""),
		 "a.json:1:40: warning: the key \"txet\" is not known here ($.txet); did you mean \"text\"?\n"},
		{NOTE("\"Text\": \"y\""),
		 "a.json:1:40: warning: the key \"Text\" is understood as \"text\" ($.Text); write \"text\"\n"},
		{NOTE("\"colour\": \"red\""),
		 "a.json:1:40: warning: the key \"colour\" is not known here ($.colour); remove it; keys "
		 "that begin with _ are free for notes\n"},
		{NOTE("\"seconds\": \"12\""),
		 "a.json:1:51: warning: the number stands in quotes ($.seconds); write it without: 12\n"},
		{NOTE("\"seconds\": 1"),
		 "a.json:1:51: warning: \"seconds\" is left out, for 1 is not between 2 and 3600 ($.seconds)\n"},
		{NOTE("\"text\": [1]"),
		 "a.json:1:48: warning: \"text\" is left out, for it is not a text ($.text); write a text in quotes\n"},
		{NOTE("\"text\": 12"),
		 "a.json:1:48: warning: a number stands where a text belongs ($.text); put it in quotes: \"12\"\n"},
		{NOTE("\"language\": \"polski\""),
		 "a.json:1:52: warning: \"polski\" is no language code, so it is left out "
		 "($.language); write a code such as \"pl\", \"en\" or \"de\"\n"},
		{NOTE("\"priority\": \"hihg\""), "a.json:1:52: warning: \"hihg\" is no priority, so it is left out "
						 "($.priority); did you mean \"high\"?\n"},
		{NOTE("\"picture\": \"../x.png\""),
		 "a.json:1:51: refused: \"../x.png\" leads out of the folder ($.picture); put the "
		 "picture beside this file and write its name alone\n"},
		{NOTE("\"picture\": \"C:\\\\x.png\""),
		 "a.json:1:51: warning: \"C:\\x.png\" names a place on one computer, so \"x.png\" is looked for beside "
		 "this "
		 "file ($.picture); put the picture there and write its name alone\n"},
		{NOTE("\"picture\": \"https://x/y.png\""), "a.json:1:51: refused: \"https://x/y.png\" is an address, "
							   "and pictures come from the folder only ($.picture); "
							   "put the picture into the folder and write its file name\n"},
		{NOTE("\"picture\": {\"alt\": \"x\"}"),
		 "a.json:1:51: refused: the picture has no file name ($.picture); write "
		 "\"picture.jpg\", or { \"file\": \"picture.jpg\" }\n"},
		{NOTE("\"qr\": {\"label\": \"x\"}"),
		 "a.json:1:46: warning: the QR code is left out, for it has no address ($.qr); add \"url\"\n"},
		{NOTE("\"show\": {\"until\": \"2018-02-30\"}"),
		 "a.json:1:58: refused: \"2018-02-30\" does not exist ($.show.until); February 2018 has 28 days\n"},
		{NOTE("\"show\": {\"from\": \"2018-10-23\", \"until\": \"2018-10-22\"}"),
		 "a.json:1:80: refused: \"until\" is not after \"from\" ($.show.until); check both\n"},
		{NOTE("\"show\": {\"days\": [\"monday\"]}"),
		 "a.json:1:57: warning: the day \"monday\" is understood as \"mon\" ($.show.days); write \"mon\"\n"},
		{NOTE("\"show\": {\"days\": []}"),
		 "a.json:1:57: refused: \"days\" names nothing ($.show.days); name at "
		 "least one, or remove the key\n"},
		{NOTE("\"on\": [\" \"]"), "a.json:1:46: refused: \"on\" names nothing ($.on); name at least one, or "
					  "remove the key\n"},
		{NOTE("\"show\": {\"days\": \"mon-fri\"}"), "a.json:1:57: refused: \"mon-fri\" is no day of the week "
							    "($.show.days); write a list of mon, tue, wed, thu, fri, "
							    "sat and sun, such as [\"mon\", \"tue\"]\n"},
		{NOTE("\"show\": {\"between\": \"8-10\"}"),
		 "a.json:1:60: refused: \"between\" is not two times ($.show.between); write [\"08:00\", \"10:00\"]\n"},
		{NOTE("\"show\": \"2018-10-22\""),
		 "a.json:1:48: refused: \"show\" is not an object ($.show); write { \"from\": "
		 "\"2018-10-22\", \"until\": \"2018-10-23\" }\n"},
		{NOTE("\"on\": 5"),
		 "a.json:1:46: refused: \"on\" is not a list of texts ($.on); write [\"…\", \"…\"]\n"},
		{"{\"type\": \"announcement\"}",
		 "a.json:1:1: refused: the announcement has nothing to show ($); add \"title\", "
		 "\"text\", \"picture\" or \"qr\"\n"},
		{AGENDA("\"date\": \"2018-10-22\""),
		 "a.json:1:1: refused: the agenda has no sessions ($); add \"sessions\": [ … ]\n"},
		{AGENDA("\"sessions\": []"),
		 "a.json:1:32: warning: the agenda is empty, so nothing of it is shown ($.sessions); add sessions\n"},
		{AGENDA("\"sessions\": {}"),
		 "a.json:1:32: refused: \"sessions\" is not a list ($.sessions); put it in [ ]\n"},
		{AGENDA("\"sessions\": [\"x\"]"),
		 "a.json:1:33: refused: a session is not an object ($.sessions[0]); write { "
		 "\"start\": \"09:00\", \"title\": \"…\" }\n"},
		{AGENDA("\"sessions\": [{\"start\": \"9:00\"}]"),
		 "a.json:1:33: refused: a session has no title ($.sessions[0]); add \"title\"\n"},
		{SESSION("\"room\": \"A\""),
		 "a.json:1:33: refused: the session \"T\" has no start ($.sessions[0]); add \"start\": "
		 "\"09:00\"\n"},
		{SESSION("\"start\": \"25:00\""),
		 "a.json:1:57: refused: \"25:00\" is no time of day ($.sessions[0].start); write "
		 "\"00:00\" to \"23:59\"\n"},
		{SESSION("\"start\": \"9.00\""), "a.json:1:57: warning: the time \"9.00\" is understood as 09:00 "
						 "($.sessions[0].start); write \"09:00\"\n"},
		{SESSION("\"start\": \"9h\""), "a.json:1:57: warning: the time \"9h\" is understood as 09:00 "
					       "($.sessions[0].start); write \"09:00\"\n"},
		{SESSION("\"start\": \"1 pm\""), "a.json:1:57: warning: the time \"1 pm\" is understood as 13:00 "
						 "($.sessions[0].start); write \"13:00\"\n"},
		{SESSION("\"start\": 9.5"),
		 "a.json:1:57: refused: a time is not in quotes ($.sessions[0].start); write hours and "
		 "minutes, such as \"09:00\"\n"},
		{SESSION("\"start\": \"rano\""),
		 "a.json:1:57: refused: \"rano\" is no time ($.sessions[0].start); write hours and "
		 "minutes, such as \"09:00\"\n"},
		{SESSION("\"start\": \"2018-10-22T09:00Z\""), "a.json:1:57: refused: \"2018-10-22T09:00Z\" is not a "
							      "time of day alone ($.sessions[0].start); write the "
							      "time as \"09:00\" and the day in \"date\"\n"},
		{SESSION("\"start\": \"24:00\""),
		 "a.json:1:57: refused: a session cannot start at 24:00 ($.sessions[0].start); "
		 "write \"00:00\" and the next day in \"date\"\n"},
		{SESSION("\"start\": \"11:00\", \"end\": \"10:00\""),
		 "a.json:1:73: warning: the session ends before it starts, so it is taken to last until 10:00 of the "
		 "next day "
		 "($.sessions[0].end); check \"start\" and \"end\"\n"},
		{SESSION("\"start\": \"11:00\", \"kind\": \"brake\""),
		 "a.json:1:74: warning: \"brake\" is no kind, so it is left out ($.sessions[0].kind); did you mean "
		 "\"break\"?\n"},
		{SESSION("\"start\": \"11:00\", \"kind\": \"x\""),
		 "a.json:1:74: warning: \"x\" is no kind, so it is left out ($.sessions[0].kind); write \"session\", "
		 "\"break\", "
		 "\"meal\", \"registration\" or \"other\"\n"},
		{SESSION("\"start\": \"11:00\", \"cancelled\": \"yes\""),
		 "a.json:1:79: warning: \"cancelled\" is left out, for it is neither true nor false "
		 "($.sessions[0].cancelled); "
		 "write true or false, without quotes\n"},
		{SESSION("\"start\": \"11:00\", \"was\": \"Sala A\""),
		 "a.json:1:73: warning: \"was\" is left out, for it is not an "
		 "object ($.sessions[0].was); write { } around its parts\n"},
		{SESSION("\"start\": \"11:00\", \"date\": \"22.10.2018\""),
		 "a.json:1:74: warning: \"22.10.2018\" is understood as 2018-10-22 ($.sessions[0].date); write "
		 "\"2018-10-22\"\n"},
		{SESSION("\"start\": \"11:00\", \"date\": \"2018-13-01\""),
		 "a.json:1:74: refused: \"2018-13-01\" is no date, for there is no month 13 ($.sessions[0].date); "
		 "write "
		 "year-month-day, such as \"2018-10-22\"\n"},
		{AGENDA("\"sessions\": [], \"date\": \"tomorrow\""),
		 "a.json:1:44: refused: \"tomorrow\" is no date ($.date); write year-month-day, such as "
		 "\"2018-10-22\"\n"},
		{"{\"type\": \"photos\", \"photos\": [\"/etc/\", \"a.jpg\"]}",
		 "a.json:1:31: refused: \"/etc/\" names a place outside the folder ($.photos[0]); put the picture "
		 "beside "
		 "this file and write its name alone\n"},
		{"{\"type\": \"photos\"}",
		 "a.json:1:1: refused: there is no photo to show ($); add \"photos\": [ \"picture.jpg\" ]\n"},
		{EVENT("\"start\": \"2018-10-23\", \"end\": \"2018-10-22\""),
		 "a.json:1:49: refused: the event ends before it starts ($.end); check \"start\" and \"end\"\n"},
		{EVENT("\"timezone\": \"CET (Warsaw)\""),
		 "a.json:1:31: refused: \"CET (Warsaw)\" is no time zone ($.timezone); write "
		 "its name as region and city, such as \"Europe/Warsaw\"\n"},
		{EVENT("\"theme\": \"../x\""), "a.json:1:28: warning: \"../x\" cannot be a theme's name, so it is left "
					       "out ($.theme); write \"dusk\", \"day\" or "
					       "the name of a theme of yours\n"},
		{EVENT("\"seconds\": 3"),
		 "a.json:1:19: warning: the key \"seconds\" is not known here ($.seconds); remove it; keys "
		 "that begin with _ are free for notes\n"},
		{EVENT("\"hours\": [\"08:00\", \"29:00\"]"),
		 "a.json:1:28: warning: \"hours\" is left out, for it is not understood ($.hours); "
		 "write \"auto\", \"always\" or two times: [\"08:00\", \"20:00\"]\n"},
		{EVENT("\"hours\": \"8-20\""),
		 "a.json:1:28: warning: \"hours\" is left out, for it is not understood ($.hours); "
		 "write \"auto\", \"always\" or two times: [\"08:00\", \"20:00\"]\n"},
		{EVENT("\"viewing\": {\"distance\": 10}"),
		 "a.json:1:31: warning: the key \"distance\" is not known here "
		 "($.viewing.distance); did you mean \"distance_m\"?\n"},
		{EVENT("\"screens\": {\"Hol główny\": 5}"), "a.json:1:45: warning: \"Hol główny\" is left out, for it "
							    "is not an object ($.screens[\"Hol główny\"]); write { "
							    "} around its parts\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_told(rows[i].text, rows[i].told);
}

static void a_bad_item_costs_only_itself(void **state)
{
	(void)state;
	struct reading reading;
	read_as(&reading, "a.json",
		"[{\"type\": \"agenda\", \"date\": \"2018-02-30\", \"title\": \"x\", \"sessions\": []}, {\"type\": "
		"\"announcement\", \"title\": \"good\"}, 5, {\"type\": \"photos\", \"photos\": [\"../../x\", "
		"\"good.jpg\"]}]");
	assert_true(reading.understood);
	assert_int_equal(reading.source.items_count, 4);
	assert_true(reading.source.items[0].refused);
	assert_int_equal(reading.source.items[0].kind, SOURCE_AGENDA);
	assert_null(reading.source.items[0].agenda.title);
	assert_false(reading.source.items[1].refused);
	assert_string_equal(reading.source.items[1].announcement.title, "good");
	assert_true(reading.source.items[2].refused);
	assert_int_equal(reading.source.items[2].index, 2);
	assert_false(reading.source.items[3].refused);
	assert_int_equal(reading.source.items[3].photos.photos_count, 1);
	finish(&reading);
}

static void files_are_bounded(void **state)
{
	(void)state;
	/* Long texts. */
	struct buffer text;
	struct reading reading;
	for (int over = 0; over <= 1; over++) {
		buffer_init(&text);
		buffer_add_text(&text, "{\"type\": \"announcement\", \"title\": \"");
		for (int i = 0; i < 300 + over; i++)
			buffer_add_text(&text, "ż");
		buffer_add_text(&text, "\"}");
		read_as(&reading, "a.json", buffer_text(&text));
		assert_int_equal(reading.source.items[0].refused, over);
		finish(&reading);
		buffer_finish(&text);
	}
	/* Many problems: forty are told, and that there are more. */
	buffer_init(&text);
	buffer_add_text(&text, "{\"type\": \"announcement\", \"title\": \"x\"");
	for (int i = 0; i < 5000; i++)
		buffer_add_format(&text, ", \"k%d\": 1", i);
	buffer_add_text(&text, "}");
	read_as(&reading, "a.json", buffer_text(&text));
	assert_int_equal(reading.problems.count, 41);
	assert_string_equal(reading.problems.list[40].words,
			    "there are more problems in this file than are listed here");
	assert_false(reading.source.items[0].refused);
	finish(&reading);
	/* But what is refused behind them is told, once. */
	buffer_clear(&text);
	buffer_add_text(&text, "[{\"type\": \"announcement\", \"title\": \"x\"");
	for (int i = 0; i < 50; i++)
		buffer_add_format(&text, ", \"k%d\": 1", i);
	buffer_add_text(&text, "}, {\"type\": \"photos\"}, 7]");
	read_as(&reading, "a.json", buffer_text(&text));
	assert_int_equal(reading.problems.count, 42);
	assert_int_equal(reading.problems.list[41].level, PROBLEM_REFUSED);
	assert_string_equal(reading.problems.list[41].json_path, "$[1]");
	assert_true(reading.source.items[2].refused);
	finish(&reading);
	buffer_finish(&text);
	/* Lists. */
	for (int over = 0; over <= 1; over++) {
		buffer_init(&text);
		buffer_add_text(&text, "{\"type\": \"announcement\", \"title\": \"x\", \"on\": [\"a\"");
		for (int i = 1; i < 100 + over; i++)
			buffer_add_text(&text, ", \"a\"");
		buffer_add_text(&text, "]}");
		read_as(&reading, "a.json", buffer_text(&text));
		assert_int_equal(reading.source.items[0].refused, over);
		finish(&reading);
		buffer_finish(&text);
	}
	/* Screens and directions that are none: each is looked at once, and not for ever. */
	static const char *const many[] = {"{\"type\": \"event\", \"screens\": {\"a\": null",
					   "{\"type\": \"event\", \"screens\": {\"a\": {\"directions\": {\"a\": \"\""};
	for (size_t kind = 0; kind < 2; kind++) {
		buffer_init(&text);
		buffer_add_text(&text, many[kind]);
		for (int i = 0; i < 250; i++)
			buffer_add_format(&text, kind == 0 ? ", \"%d\": null" : ", \"%d\": \"\"", i);
		buffer_add_text(&text, kind == 0 ? "}}" : "}}}}");
		read_as(&reading, "a.json", buffer_text(&text));
		assert_true(reading.understood);
		assert_int_equal(reading.problems.count, 1);
		assert_non_null(strstr(reading.problems.list[0].words, "there are more than "));
		finish(&reading);
		buffer_finish(&text);
	}
	/* Bytes. */
	char *large = calloc(1, CONTENT_LIMIT_BYTES + 2);
	assert_non_null(large);
	memset(large, ' ', CONTENT_LIMIT_BYTES + 1);
	read_as(&reading, "a.json", large);
	assert_false(reading.understood);
	assert_string_equal(reading.problems.list[0].words, "the file is larger than 8 MB");
	finish(&reading);
	free(large);
}

static void names_that_may_be_content(void **state)
{
	(void)state;
	static const char *const good[] = {"a.json", "x/b.TXT", "c.Md", "d.ICS", "e.xml", "f.csv"};
	static const char *const bad[] = {"a.png", "json", ".txt", "a.json5"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(content_named(good[i]));
	for (size_t i = 0; i < 4; i++)
		assert_false(content_named(bad[i]));
	/* Windows hides the second ending. */
	struct reading reading;
	read_as(&reading, "agenda.json.txt", " {\"type\": \"announcement\", \"title\": \"x\"}");
	assert_string_equal(reading.source.items[0].announcement.title, "x");
	finish(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_event),
		cmocka_unit_test(an_empty_event_has_defaults),
		cmocka_unit_test(the_whole_agenda),
		cmocka_unit_test(announcements_and_photos),
		cmocka_unit_test(when_it_may_be_shown),
		cmocka_unit_test(mistakes_are_told_with_a_remedy),
		cmocka_unit_test(a_bad_item_costs_only_itself),
		cmocka_unit_test(files_are_bounded),
		cmocka_unit_test(names_that_may_be_content),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
