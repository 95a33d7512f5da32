/* Schedules of conference systems as JSON and XML, and what is told of files that are none. */
#include "schedule_fixture.h"

#include "formats/markup.h"
#include "formats/schedule.h"

#define V1(conference, rooms)                                                                                          \
	"{\"schedule\":{\"conference\":{" conference "\"days\":[{\"date\":\"2026-03-28\",\"rooms\":{" rooms "}}]}}}"
#define V2(events) "{\"schedule\":{\"conference\":{\"title\":\"T\",\"days\":[]},\"events\":[" events "]}}"

static void version_1(void **state)
{
	(void)state;
	assert_read(
		"a.json",
		V1("\"title\":\"Demo &amp; <b>Days</b>\",\"start\":\"2026-03-28\",\"end\":\"2026-03-29\","
		   "\"time_zone_name\":\"Europe/Warsaw\",",
		   "\"A\":[{\"guid\":\"g\",\"id\":1,\"date\":\"2026-03-28T10:00:00+01:00\",\"start\":\"99:99\","
		   "\"duration\":\"1:30\",\"title\":\"One\\r\\n more\",\"subtitle\":\"**sub** [x](http://e.org/a)\","
		   "\"persons\":[{\"public_name\":\"Ada\"},{\"name\":\"Bo\",\"avatar\":\"x\"},{}]}],"
		   "\"B\":[{\"id\":7,\"date\":\"2026-03-30T23:00:00+02:00\",\"room\":\"C\",\"title\":\"Other day\","
		   "\"persons\":null,\"duration\":null}]"),
		"event Demo & Days, -, Europe/Warsaw, 2026-03-28 to 2026-03-29\n"
		"2026-03-28 10:00+60 (90) A: One more / sub x <Ada> <Bo> #g\n"
		"2026-03-30 23:00+120 (0) C: Other day #7\n");
}

static void html_in_fields(void **state)
{
	(void)state;
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"a<br>b<p>c</p><ul><li>d</li><li>e</li></ul>", "a b c d e"},
		{"a<script src='x'>if (1 < 2) alert('</p>')</SCRIPT>b<style>p { color: red }</style>c", "a b c"},
		{"Of <script> and </style>", "Of <script> and </style>"},
		{"<scripted> plays<!-- no -->", "<scripted> plays"},
		{"&lt;b&gt; &amp;amp; &#8211; &#x2013; &unknown;", "<b> &amp; – – &unknown;"},
		{"Fish &amp chips & co", "Fish &amp chips & co"},
	};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(markup_line(arena, rows[i].text, strlen(rows[i].text)), rows[i].expected);
	arena_destroy(arena);
}

/* Without a date of its own a session is of the day it stands under, and at night of the one behind that. */
static void bare_times(void **state)
{
	(void)state;
	assert_read("a.json",
		    V1("\"title\":\"T\",",
		       "\"A\":[{\"start\":\"10:00\",\"title\":\"a\"},{\"start\":\"02:30\",\"title\":\"b\"}]"),
		    "event T, -, -\n"
		    "2026-03-28 10:00 (0) A: a #a\n"
		    "2026-03-29 02:30 (0) A: b #b\n");
}

static void a_bad_session_costs_itself(void **state)
{
	(void)state;
	assert_read(
		"a.json",
		V1("\"title\":\"T\",",
		   "\"A\":[{\"title\":\"a\"},{\"start\":\"10:00\"},3,"
		   "{\"start\":\"11:00\",\"title\":\"good\",\"end\":\"2026-03-28T10:00:00\"}],\"B\":4"),
		"event T, -, -\n"
		"2026-03-28 11:00 (0) A: good #good\n"
		"a.json:1:83: refused: the session \"a\" has no date and time that are understood, so it is left out "
		"($.schedule.conference.days[0].rooms.A[0]); check when it starts\n"
		"a.json:1:97: refused: a session has no title, so it is left out "
		"($.schedule.conference.days[0].rooms.A[1]); add one\n"
		"a.json:1:115: refused: a session is not an object, so it is left out "
		"($.schedule.conference.days[0].rooms.A[2]); export the schedule again\n"
		"a.json:1:117: warning: the session \"good\" ends before it starts, so its end is left out "
		"($.schedule.conference.days[0].rooms.A[3]); check both\n"
		"a.json:1:183: refused: the sessions here are not a list, so they are left out "
		"($.schedule.conference.days[0].rooms.B); export the schedule again\n");
}

static void ids_are_parted_and_stay(void **state)
{
	(void)state;
	assert_read("a.json",
		    V1("", "\"A\":[{\"guid\":\"g\",\"start\":\"10:00\",\"title\":\"a\"},"
			   "{\"guid\":\"g\",\"start\":\"11:00\",\"title\":\"b\"},{\"guid\":\"g\",\"start\":\"12:00\","
			   "\"title\":\"b\"},"
			   "{\"id\":\"\",\"slug\":\"s\",\"start\":\"13:00\",\"title\":\"c\"}]"),
		    "2026-03-28 10:00 (0) A: a #g\n"
		    "2026-03-28 11:00 (0) A: b #g/b\n"
		    "2026-03-28 12:00 (0) A: b #g/b/2\n"
		    "2026-03-28 13:00 (0) A: c #s\n");
}

static void version_2(void **state)
{
	(void)state;
	assert_read(
		"a.json",
		V2("{\"guid\":\"a\",\"title\":{\"de\":\"Eins\",\"en\":\"One\"},\"start\":\"2026-03-28T10:00:00+01:00\","
		   "\"end\":\"2026-03-29T10:00:00+01:00\",\"room\":{\"name\":\"Hall\",\"guid\":\"h\"},\"state\":"
		   "\"CANCELED\","
		   "\"participants\":[{\"name\":\"Bo\",\"role\":\"CONTRIBUTOR\"},{\"name\":\"Ada\",\"role\":"
		   "\"SPEAKER\"}]},"
		   "{\"title\":\"x\",\"start\":\"2026-03-28T10:00:00Z\",\"state\":\"DRAFT\"},"
		   "{\"title\":\"Coffee break\",\"start\":\"2026-03-28T10:00:00Z\",\"end\":\"2026-03-28T10:01:00Z\"},"
		   "{\"title\":\"Z\",\"start\":\"2026-03-28T11:00:00Z\",\"type\":\"lunch\"}"),
		"event T, -, -\n"
		"2026-03-28 10:00+60 (1440) Hall: Eins <Ada> cancelled #a\n"
		"2026-03-28 10:00+0! (1) -: Coffee break break #Coffee break\n"
		"2026-03-28 11:00+0! (0) -: Z meal #Z\n");
}

static void nothing_in_it(void **state)
{
	(void)state;
	assert_read(
		"a.json", V2(""),
		"event T, -, -\n"
		"a.json:1:1: warning: there are no sessions in this schedule, so nothing of it is shown ($); export it "
		"again once it has some\n");
}

static void no_more_than_twenty_are_told(void **state)
{
	(void)state;
	struct buffer text;
	buffer_init(&text);
	buffer_add_text(&text, "{\"schedule\":{\"conference\":{},\"events\":[0");
	for (int i = 0; i < 50; i++)
		buffer_add_text(&text, ",0");
	buffer_add_text(&text, "]}}");
	char *told = read_schedule("a.json", text.bytes, text.length);
	size_t lines = 0;
	for (const char *p = told; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 21);
	assert_non_null(strstr(told, "more problems in this file"));
	free(told);
	buffer_finish(&text);
}

static void durations(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t seconds;
	} rows[] = {
		{"1:30", 5400},
		{"01:30", 5400},
		{"90", 5400},
		{"PT1H30M", 5400},
		{"0:1:30", 5400},
		{"1:0:00", 86400},
		{"01:30:00", 5400},
		{"0:45:00", 2700},
		{"00:05:00", 300},
		{"P1D", 86400},
		{"P1DT2H", 93600},
		{"PT90S", 90},
		{"24:00", 86400},
		{"0:00", 0},
		{"P", -1},
		{"PT", -1},
		{"1:2:3:4", -1},
		{"abc", -1},
		{"", -1},
		{"-1:00", -1},
		{"P1H", -1},
		{NULL, -1},
		{"1h", 3600},
		{"45 min", 2700},
		{"45 Min.", 2700},
		{"1h30", 5400},
		{"1 h 30 min", 5400},
		{"2 godz. 15 minut", 8100},
		{"1,5 godz.", 5400},
		{"1.5h", 5400},
		{"0.5 Std.", 1800},
		{"1.5", -1},
		{"1 x", -1},
		{"30 40", -1},
		{"45m30", -1},
		{"1:30 h", -1},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(schedule_duration_s(rows[i].text), rows[i].seconds);
}

static void indico_timetable(void **state)
{
	(void)state;
#define DATE(day, time) "{\"date\":\"2026-03-" day "\",\"time\":\"" time ":00\",\"tz\":\"Europe/Zurich\"}"
	static const char block[] =
		"\"s1\":{\"entryType\":\"Session\",\"title\":\"Track\",\"room\":\"Hall\",\"startDate\":" DATE(
			"28", "23:00") ",\"entries\":{\"c1\":{\"id\":\"c1\",\"title\":\"Talk\",\"duration\":20,"
				       "\"startDate\":" DATE("28", "23:30") ",\"presenters\":[{\"firstName\":\"Ada\","
									    "\"familyName\":\"L\"}]}}}";
	char text[2000];
	snprintf(text, sizeof text,
		 "{\"_type\":\"HTTPAPIResult\",\"results\":{\"7\":{\"20260328\":{%s,\"b1\":{\"id\":\"b1\","
		 "\"entryType\":\"Break\","
		 "\"title\":\"Tea\",\"startDate\":" DATE("28", "10:00") ",\"endDate\":" DATE(
			 "28", "10:15") "}},\"20260329\":{%s}}}}",
		 block, block);
	assert_read("a.json", text,
		    "event -, -, Europe/Zurich\n"
		    "2026-03-28 23:30 (20) Hall: Talk / Track <Ada L> #c1\n"
		    "2026-03-28 10:00 (15) -: Tea break #b1\n");
#undef DATE
}

static void indico_event(void **state)
{
	(void)state;
	assert_read("a.json",
		    "{\"_type\":\"HTTPAPIResult\",\"results\":[{\"title\":\"Days\",\"timezone\":\"Europe/Warsaw\","
		    "\"contributions\":[{\"id\":\"1\",\"title\":\"Talk\",\"session\":\"Main\",\"duration\":20,"
		    "\"startDate\":"
		    "{\"date\":\"2026-03-28\",\"time\":\"07:00:00\",\"tz\":\"UTC\"}},{\"title\":\"Later\","
		    "\"startDate\":null}]}]}",
		    "event Days, -, Europe/Warsaw\n"
		    "2026-03-28 07:00+0! (20) -: Talk / Main #1\n");
}

static void xml(void **state)
{
	(void)state;
	assert_read(
		"a.xml",
		"\n<?xml version='1.0'?><schedule><conference><title>Demo</title><venue>Castle</venue><city>Town</city>"
		"<time_zone_name>Europe/Warsaw</time_zone_name></conference><day date='2026-03-28'><room name=\"Hall\">"
		"<event guid='g'><date>2026-03-28T10:00:00+01:00</date><start>x</start><duration>00:30</duration>"
		"<title>One &lt;b&gt;two&lt;/b&gt; <i>three</i></title><abstract><p>no</p><title>no</title></abstract>"
		"<persons><person id='1'>Ada</person><person/></persons></event>\n"
		"<event id='2'><start>10:00</start></event></room></day></schedule>",
		"event Demo, Castle, Town, Europe/Warsaw\n"
		"2026-03-28 10:00+60 (30) Hall: One two three <Ada> #g\n"
		"a.xml:3: refused: a session has no title, so it is left out; add one\n");
}

/* Somebody wrote how long it takes, and nobody can tell. */
static void unread_durations(void **state)
{
	(void)state;
	assert_read(
		"a.xml",
		"<schedule><day date='2026-03-28'><room name='K'><event id='1'>"
		"<date>2026-03-28T10:00:00+01:00</date><duration>a while</duration><title>a</title></event>\n"
		"<event id='2'><date>2026-03-28T11:00:00+01:00</date><duration> </duration><title>b</title></event>"
		"</room></day></schedule>",
		"2026-03-28 10:00+60 (0) K: a #1\n"
		"2026-03-28 11:00+60 (0) K: b #2\n"
		"a.xml:1: warning: the duration \"a while\" is not understood, so an end is guessed; write hours and "
		"minutes: \"1:30\"\n");
}

/* FOSDEM's: no dates but the days', and a day that changes when it says, or at six in the morning. */
static void xml_without_dates(void **state)
{
	(void)state;
	assert_read(
		"schedule.txt",
		"<schedule><conference><day_change>09:00:00</day_change></conference><day index='1' date='2026-01-31'>"
		"<room name='K'><event id='1'><start>09:30</start><duration>00:25</duration><title>a</title></event>"
		"<event "
		"id='2'><start>08:00</start><duration>00:25</duration><title>b</title></event>"
		"<event id='3'><start>05:30</start><duration>00:25</duration><title>c</title></event></room></day>"
		"</schedule>",
		"2026-01-31 09:30 (25) K: a #1\n"
		"2026-01-31 08:00 (25) K: b #2\n"
		"2026-02-01 05:30 (25) K: c #3\n");
}

static void xml_that_is_refused(void **state)
{
	(void)state;
	static const char bomb[] =
		"<!DOCTYPE schedule [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<schedule>&b;</schedule>";
	static const char outside[] =
		"<!DOCTYPE schedule [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><schedule>&x;</schedule>";
	static const struct {
		const char *text, *told;
	} rows[] = {
		{"<rss version='2.0'/>",
		 "a.xml:1:1: refused: this seems to be a news feed (RSS), which callboard does not read"},
		{"<html><body/></html>", "a.xml:1:1: refused: this seems to be a web page"},
		{"<k:kml xmlns:k='x'/>", "a.xml:1:1: refused: this seems to be a map (KML)"},
		{"<x/>", "a.xml:1:1: refused: this is XML, but no schedule: it begins with <x>"},
		{"<schedule><day>", "a.xml:1:16: refused: the file ends before its last element does"},
		{"<schedule>\n<day></schedule>", "a.xml:2:8: refused: an element ends here that is not the one"},
		{"<schedule>&nbsp;</schedule>", "a.xml:1:11: refused: a character reference stands here"},
		{"x", "a.xml:1:1: refused: this is not XML"},
		{bomb, "refused: the document declares entities of its own"},
		{outside, "refused: the document declares entities of its own"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = read_schedule("a.xml", rows[i].text, strlen(rows[i].text));
		if (strncmp(text, "REFUSED\n", 8) != 0 || !strstr(text, rows[i].told))
			fail_msg("%s", text);
		free(text);
	}
}

static void depth_is_bounded(void **state)
{
	(void)state;
	struct buffer text;
	buffer_init(&text);
	buffer_add_text(&text, "<schedule>");
	for (int i = 0; i < 40; i++)
		buffer_add_text(&text, "<a>");
	char *told = read_schedule("a.xml", text.bytes, text.length);
	assert_non_null(strstr(told, "nested more than 32 deep"));
	free(told);
	buffer_finish(&text);
}

static void other_json_is_named(void **state)
{
	(void)state;
	static const struct {
		const char *text, *name;
	} rows[] = {
		{"{\"type\":\"FeatureCollection\",\"features\":[]}", "a map (GeoJSON)"},
		{"{\"name\":\"x\",\"version\":\"1\",\"scripts\":{}}", "package.json"},
		{"{\"sessions\":[],\"session_types\":[],\"speakers\":[]}", "CCIP"},
		{"{\"schedule\":{},\"rooms\":{},\"speakers\":{}}", "a conference's web site"},
		{"{\"rooms\":[],\"roomOrder\":[],\"times\":{}}", "a web site (rooms and times)"},
		{"{\"rooms\":[],\"talks\":[]}", "broadcast tools"},
		{"[\"vcalendar\",[],[]]", "jCal"},
		{"[{\"Name\":\"x\",\"StartTime\":\"2026-03-28T10:00:00Z\"}]", "some other program"},
		{"{\"kind\":\"calendar#events\"}", "Google Calendar"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = read_schedule("a.json", rows[i].text, strlen(rows[i].text));
		if (strncmp(text, "REFUSED\na.json:1:1: refused: this seems to be ", 45) != 0 ||
		    !strstr(text, rows[i].name))
			fail_msg("%s", text);
		free(text);
	}
}

/* What was mended before a fault is given back (the sanitizer looks). */
static void mended_in_vain(void **state)
{
	(void)state;
	static const char text[] = "{\xC2\xA0\"a\": 1";
	char *told = read_schedule("a.json", text, strlen(text));
	assert_true(strncmp(told, "REFUSED\na.json:1:", 17) == 0);
	free(told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(version_1),
		cmocka_unit_test(html_in_fields),
		cmocka_unit_test(bare_times),
		cmocka_unit_test(a_bad_session_costs_itself),
		cmocka_unit_test(ids_are_parted_and_stay),
		cmocka_unit_test(version_2),
		cmocka_unit_test(nothing_in_it),
		cmocka_unit_test(no_more_than_twenty_are_told),
		cmocka_unit_test(durations),
		cmocka_unit_test(indico_timetable),
		cmocka_unit_test(indico_event),
		cmocka_unit_test(xml),
		cmocka_unit_test(unread_durations),
		cmocka_unit_test(xml_without_dates),
		cmocka_unit_test(xml_that_is_refused),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(other_json_is_named),
		cmocka_unit_test(mended_in_vain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
