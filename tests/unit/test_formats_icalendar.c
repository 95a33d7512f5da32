/* iCalendar: times and zones, what repeats, what is left out, and files that are broken. */
#include "schedule_fixture.h"

#define CALENDAR(lines) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" lines "END:VCALENDAR\r\n"
#define ENTRY(lines)    "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"
#define OWN_ZONE                                                                                                       \
	"BEGIN:VTIMEZONE\r\nTZID:Our clock\r\nBEGIN:STANDARD\r\nDTSTART:20001029T030000\r\n"                           \
	"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"        \
	"BEGIN:DAYLIGHT\r\nDTSTART:20000326T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"                      \
	"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"

static void times_of_every_kind(void **state)
{
	(void)state;
	assert_read("a.ics",
		    CALENDAR("X-WR-CALNAME:The house\\, all of it\r\nX-WR-TIMEZONE:Europe/Warsaw\r\n" OWN_ZONE ENTRY(
			    "UID:1\r\nDTSTART:20260328T100000Z\r\nDTEND:20260328T110000Z\r\nSUMMARY:UTC\r\n")
				     ENTRY("UID:2\r\nDTSTART:20260328T100000\r\nDURATION:PT30M\r\nSUMMARY:floating\r\n")
					     ENTRY("UID:3\r\nDTSTART;TZID=Europe/"
						   "Warsaw:20260329T100000\r\nSUMMARY:named\r\n")
						     ENTRY("UID:4\r\nDTSTART;TZID=Our "
							   "clock:20260701T100000\r\nSUMMARY:own\r\n")
							     ENTRY("UID:5\r\nDTSTART;TZID=\"/example.org/2026/Asia/"
								   "Kolkata\":"
								   "20260328T100000\r\nSUMMARY:behind a prefix\r\n")),
		    "event The house, all of it, -, Europe/Warsaw\n"
		    "2026-03-28 10:00+0! (60) -: UTC #1\n"
		    "2026-03-28 10:00 (30) -: floating #2\n"
		    "2026-03-29 10:00+120! (0) -: named #3\n"
		    "2026-07-01 10:00+120 (0) -: own #4\n"
		    "2026-03-28 10:00+330! (0) -: behind a prefix #5\n");
}

static void zones_that_nobody_knows(void **state)
{
	(void)state;
	assert_read("a.ics", CALENDAR(ENTRY("UID:1\r\nDTSTART;TZID=Here and now:20260328T100000\r\nSUMMARY:a\r\n")),
		    "2026-03-28 10:00 (0) -: a #1\n"
		    "a.ics:3: warning: the file does not explain the time zone \"Here and now\", so its times are "
		    "taken for the "
		    "event's; export the calendar with its time zones\n");
	/* The system may know it, even if libical does not. */
	assert_read("a.ics",
		    CALENDAR(ENTRY("UID:1\r\nDTSTART;TZID=Europe/Sandomierz:20260328T100000\r\nSUMMARY:a\r\n")),
		    "event -, -, Europe/Sandomierz\n2026-03-28 10:00 (0) -: a #1\n");
}

/* DTEND is the day behind the last. */
static void whole_days(void **state)
{
	(void)state;
	assert_read("a.ics",
		    CALENDAR(ENTRY("UID:1\r\nDTSTART;VALUE=DATE:20260328\r\nSUMMARY:one\r\n") ENTRY(
			    "UID:2\r\nDTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:20260401\r\nSUMMARY:one too\r\n")
				     ENTRY("UID:3\r\nDTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:"
					   "20260402\r\nSUMMARY:two\r\n")),
		    "2026-03-28 (1440) -: one #1\n"
		    "2026-03-31 (1440) -: one too #2\n"
		    "2026-03-31 (1440) -: two #3/2026-03-31T00:00:00Z\n"
		    "2026-04-01 (1440) -: two #3/2026-04-01T00:00:00Z\n");
}

/* Over the change of clocks on 29 March: the local time stays. */
static void what_repeats(void **state)
{
	(void)state;
	assert_read("a.ics",
		    CALENDAR(ENTRY(
			    "UID:w\r\nDTSTART;TZID=Europe/Warsaw:20260321T100000\r\nDTEND;TZID=Europe/"
			    "Warsaw:20260321T110000\r\n"
			    "RRULE:FREQ=WEEKLY;UNTIL=20260418T080000Z\r\nEXDATE;TZID=Europe/Warsaw:20260328T100000\r\n"
			    "RDATE;VALUE=PERIOD;TZID=Europe/Warsaw:20260501T120000/PT2H\r\nSUMMARY:Yoga\r\n")
				     ENTRY("UID:w\r\nRECURRENCE-ID:20260411T080000Z\r\nDTSTART;TZID=Europe/"
					   "Warsaw:20260412T090000\r\n"
					   "STATUS:CANCELLED\r\nSUMMARY:Yoga\\, moved\r\n")),
		    "event -, -, Europe/Warsaw\n"
		    "2026-05-01 12:00+120! (120) -: Yoga #w/2026-05-01T10:00:00Z\n"
		    "2026-03-21 10:00+60! (60) -: Yoga repeats #w\n"
		    "2026-04-04 10:00+120! (60) -: Yoga repeats #w\n"
		    "2026-04-18 10:00+120! (60) -: Yoga repeats #w\n"
		    "2026-04-12 09:00+120! (0) -: Yoga, moved cancelled #w/2026-04-11T08:00:00Z\n");
}

/* From one time on everything is an hour later and elsewhere; later still it is cancelled. */
static void what_changes_for_good(void **state)
{
	(void)state;
	assert_read(
		"a.ics",
		CALENDAR(ENTRY("UID:c\r\nDTSTART;TZID=Europe/Warsaw:20260323T090000\r\nDURATION:PT1H\r\n"
			       "RRULE:FREQ=DAILY;COUNT=8\r\nSUMMARY:Course\r\nLOCATION:A\r\n")
				 ENTRY("UID:c\r\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/"
				       "Warsaw:20260325T090000\r\n"
				       "DTSTART;TZID=Europe/"
				       "Warsaw:20260325T100000\r\nDURATION:PT2H\r\nSUMMARY:Course\r\nLOCATION:B\r\n")
					 ENTRY("UID:c\r\nRECURRENCE-ID;TZID=Europe/Warsaw:20260327T090000\r\n"
					       "DTSTART;TZID=Europe/"
					       "Warsaw:20260327T090000\r\nDURATION:PT1H\r\nSUMMARY:Once\r\n")
						 ENTRY("UID:c\r\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/"
						       "Warsaw:20260329T090000\r\n"
						       "DTSTART;TZID=Europe/"
						       "Warsaw:20260329T090000\r\nSTATUS:CANCELLED\r\n"
						       "SUMMARY:Course\r\n")),
		"event -, -, Europe/Warsaw\n"
		"2026-03-23 09:00+60! (60) A: Course repeats #c\n"
		"2026-03-24 09:00+60! (60) A: Course repeats #c\n"
		"2026-03-26 10:00+60! (120) B: Course repeats #c/2026-03-25T08:00:00Z/since\n"
		"2026-03-28 10:00+60! (120) B: Course repeats #c/2026-03-25T08:00:00Z/since\n"
		"2026-03-30 09:00+120! (0) -: Course cancelled #c/2026-03-30T07:00:00Z\n"
		"2026-03-25 10:00+60! (120) B: Course #c/2026-03-25T08:00:00Z\n"
		"2026-03-27 09:00+60! (60) -: Once #c/2026-03-27T08:00:00Z\n"
		"2026-03-29 09:00+120! (0) -: Course cancelled #c/2026-03-29T07:00:00Z\n");
}

static void whole_days_repeat(void **state)
{
	(void)state;
	assert_read("a.ics",
		    CALENDAR(ENTRY("UID:1\r\nDTSTART;VALUE=DATE:20260328\r\nRRULE:FREQ=DAILY;UNTIL=20260330\r\n"
				   "EXDATE;VALUE=DATE:20260329\r\nSUMMARY:x\r\n")),
		    "2026-03-28 (1440) -: x repeats #1\n"
		    "2026-03-30 (1440) -: x repeats #1\n");
}

static size_t count_lines(const char *text)
{
	size_t lines = 0;
	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

static void rules_are_bounded(void **state)
{
	(void)state;
	static const struct {
		const char *rule;
		size_t least, most;
		const char *told;
	} rows[] = {
		{"FREQ=DAILY", 4000, 4000, NULL},
		{"FREQ=YEARLY", 101, 101, NULL},
		{"FREQ=WEEKLY", 1540, 1620, NULL},
		{"FREQ=WEEKLY;COUNT=3", 3, 3, NULL},
		{"FREQ=SECONDLY", 2, 2, "repeats more than once a day"},
		{"FREQ=DAILY;BYMINUTE=0,1,2,3", 2, 2, "repeats more than once a day"},
		{"RSCALE=CHINESE;FREQ=YEARLY", 2, 2, "by which \"x\" repeats is not understood"},
		{"RSCALE=GREGORIAN;FREQ=WEEKLY;COUNT=3", 3, 3, NULL},
		{"FREQ=SOMETIMES", 2, 2, "by which \"x\" repeats is not understood"},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", 1, 2, NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char file[300];
		snprintf(file, sizeof file,
			 CALENDAR(ENTRY("UID:1\r\nDTSTART:20260328T100000\r\nRRULE:%s\r\nSUMMARY:x\r\n")),
			 rows[i].rule);
		char *text = read_schedule("a.ics", file, strlen(file));
		size_t lines = count_lines(text);
		if (lines < rows[i].least || lines > rows[i].most || (rows[i].told && !strstr(text, rows[i].told)))
			fail_msg("%s: %zu lines, %.300s", rows[i].rule, lines, text);
		free(text);
	}
}

/* Nothing of guests, organizers, descriptions; nothing at all of private entries. */
static void what_is_nobodys_business(void **state)
{
	(void)state;
	static const char file[] = CALENDAR(
		ENTRY("UID:1\r\nDTSTART:20260328T100000Z\r\nSUMMARY:open\r\nDESCRIPTION:secret "
		      "body\r\nLOCATION:https://meet.example\r\n"
		      "ORGANIZER;CN=\"secret: x\":mailto:secret@example.org\r\nATTENDEE:mailto:secret@example.org\r\n"
		      "BEGIN:VALARM\r\nSUMMARY:secret alarm\r\nEND:VALARM\r\n")
			ENTRY("UID:2\r\nDTSTART:20260328T100000Z\r\nSUMMARY:secret 2\r\nCLASS:PRIVATE\r\n")
				ENTRY("UID:3\r\nCLASS:X-OWN\r\nDTSTART:2026\r\nSUMMARY:secret 3\r\n"));
	char *text = read_schedule("a.ics", file, strlen(file));
	assert_null(strstr(text, "secret"));
	assert_string_equal(text, "2026-03-28 10:00+0! (0) -: open #1\n"
				  "a.ics: warning: entries that are marked private are left out: 2; mark as public "
				  "what the wall may show\n");
	free(text);
}

/* Lines that were never folded, ends that are missing, text that runs on, properties at odd places. */
static void broken_but_clear(void **state)
{
	(void)state;
	assert_read("x.txt",
		    "BEGIN:VCALENDAR\nVTIMEZONE: Europe/Rome\nX\nMETHOD:PUBLISH\nBEGIN:VEVENT\nUID:1\nDTSTART: "
		    "20260328T100000Z\n"
		    "LOCATION: XOR\nDESCRIPTION:one\ntwo: three\n\nSUMMARY: Ciao\n  a tutti \nBEGIN:VEVENT\nUID:1\n"
		    "DTSTART:20260328T110000Z\nSUMMARY;LANGUAGE=it:Ancora\nEND:VEVENT\nEND:VCALENDAR\n",
		    "event -, -, Europe/Rome\n"
		    "2026-03-28 10:00+0! (0) XOR: Ciao a tutti #1\n"
		    "2026-03-28 11:00+0! (0) -: Ancora #1/Ancora\n");
}

static void bad_entries_cost_themselves(void **state)
{
	(void)state;
	assert_read(
		"a.ics",
		CALENDAR(ENTRY("UID:1\r\nSUMMARY:no time\r\n")
				 ENTRY("UID:2\r\nDTSTART:20261328T100000\r\nSUMMARY:month 13\r\n")
					 ENTRY("UID:3\r\nDTSTART:20260328T100000Z\r\n")
						 ENTRY("UID:4\r\nDTSTART:20260328T100000Z\r\nDTEND:"
						       "20260328T090000Z\r\nSUMMARY:good\r\n")),
		"2026-03-28 10:00+0! (0) -: good #4\n"
		"a.ics:3: refused: the session \"no time\" has no date and time that are understood, so it is left "
		"out; check "
		"when it starts\n"
		"a.ics:7: refused: the session \"month 13\" has no date and time that are understood, so it is left "
		"out; check "
		"when it starts\n"
		"a.ics:12: refused: a session has no title, so it is left out; add one\n"
		"a.ics:16: warning: the session \"good\" ends before it starts, so its end is left out; check both\n");
}

static void files_that_are_refused(void **state)
{
	(void)state;
	assert_read("a.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\n",
		    "REFUSED\na.ics: refused: the file ends before its calendar does; copy or export it again\n");
	assert_read(
		"a.ics", "<html>no</html>",
		"REFUSED\na.ics: refused: this is a web page, perhaps an error that came instead of a file; download "
		"the file again, or copy the text into a .txt file\n");
	assert_read("a.ics", "Kalender",
		    "REFUSED\na.ics:1: refused: this is no iCalendar file: it has no BEGIN:VCALENDAR; export the "
		    "calendar as "
		    "iCalendar (.ics)\n");
	assert_read("a.ics", CALENDAR("METHOD:CANCEL\r\n" ENTRY("UID:1\r\nDTSTART:20260328T100000Z\r\nSUMMARY:x\r\n")),
		    "2026-03-28 10:00+0! (0) -: x cancelled #1\n");
	/* One calendar's is not the other's, nor one entry's. */
	assert_read("a.ics",
		    CALENDAR(ENTRY("UID:1\r\nDTSTART:20260328T100000Z\r\nSUMMARY:a\r\n") "METHOD:CANCEL\r\n")
			    CALENDAR("METHOD:PUBLISH\r\n" ENTRY(
				    "UID:2\r\nMETHOD:CANCEL\r\nDTSTART:20260328T100000Z\r\nSUMMARY:b\r\n")
					     ENTRY("UID:3\r\nDTSTART:20260328T100000Z\r\nSUMMARY:c\r\n")),
		    "2026-03-28 10:00+0! (0) -: a cancelled #1\n"
		    "2026-03-28 10:00+0! (0) -: b cancelled #2\n"
		    "2026-03-28 10:00+0! (0) -: c #3\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_of_every_kind),
		cmocka_unit_test(zones_that_nobody_knows),
		cmocka_unit_test(whole_days),
		cmocka_unit_test(what_repeats),
		cmocka_unit_test(what_changes_for_good),
		cmocka_unit_test(whole_days_repeat),
		cmocka_unit_test(rules_are_bounded),
		cmocka_unit_test(what_is_nobodys_business),
		cmocka_unit_test(broken_but_clear),
		cmocka_unit_test(bad_entries_cost_themselves),
		cmocka_unit_test(files_that_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
