/* Spreadsheets saved as CSV. */
#include "schedule_fixture.h"

static void polish_as_excel_writes_it(void **state)
{
	(void)state;
	/* Windows-1250, semicolons, CRLF. */
	assert_read("plan.csv",
		    "Data;Godzina rozpocz\xEA"
		    "cia;Godzina zako\xF1"
		    "czenia;Temat wyst\xB9pienia;Prelegent;Sala;Uwagi;Lp.\r\n"
		    "22.10.2018;9:00;9.30;Rejestracja;;Foyer;;1\r\n"
		    ";09.30;11:00;\"Bariery; i \"\"szanse\"\"\";dr \xAF"
		    "aneta \xA3\xB9"
		    "cka;Sala A;we\x9F laptopa;2\r\n"
		    ";11:00;;Przerwa kawowa;;;;\r\n",
		    "2018-10-22 09:00 (30) Foyer: Rejestracja registration #Rejestracja\n"
		    "2018-10-22 09:30 (90) Sala A: Bariery; i \"szanse\" / weź laptopa <dr Żaneta Łącka> #Bariery; i "
		    "\"szanse\"\n"
		    "2018-10-22 11:00 (0) -: Przerwa kawowa break #Przerwa kawowa\n");
}

static void english_and_german(void **state)
{
	(void)state;
	assert_read("a.csv",
		    "\xEF\xBB\xBF"
		    "date,time,title,speaker,room,type,note\n2018-10-22,9:00-10:30,\"Two\nlines\",\"A, B\",R1,,\n"
		    "10/23/2018,2:00 PM,World,x@example.org,,Lunch,n\n",
		    "2018-10-22 09:00 (90) R1: Two lines <A, B> #Two lines\n"
		    "2018-10-23 14:00 (0) -: World / n meal #World\n");
	assert_read("a.csv", "Tag\tvon\tbis\tThema\tReferentin\tRaum\n22.10.2018\t9\t10 Uhr\tEröffnung\tHanna\tSaal\n",
		    "2018-10-22 09:00 (60) Saal: Eröffnung <Hanna> #Eröffnung\n");
}

/* A row that only names the day, a title above the table, and a night that goes on. */
static void days_in_rows_of_their_own(void **state)
{
	(void)state;
	assert_read("a.csv",
		    "Program, 22.10.2018;;\n;;\ngodz.;temat;sala\n9:00;Start;A\n23:00;Bal;\n1:00;Koniec balu;\n"
		    "wtorek, 23 października 2018;;\n10:00;Drugi dzień;\n",
		    "2018-10-22 09:00 (0) A: Start #Start\n"
		    "2018-10-22 23:00 (0) -: Bal #Bal\n"
		    "2018-10-23 01:00 (0) -: Koniec balu #Koniec balu\n"
		    "2018-10-23 10:00 (0) -: Drugi dzień #Drugi dzień\n");
	assert_read("a.csv", "sep=;\ntime;title\n9:00;no date\n", "09:00 (-1) -: no date #no date\n");
}

static void bad_rows_cost_themselves(void **state)
{
	(void)state;
	assert_read(
		"a.csv",
		"date;time;title;foo;rooom\n2018-10-22;25:00;a;;\nsoon;9:00;b;;\n2018-10-22;9:00;;;\n2018-10-22;9:00;c;"
		";\n",
		"2018-10-22 09:00 (0) -: c #c\n"
		"a.csv:1: warning: the heading \"foo\" is not known, so its column is left out; known are time, end, "
		"title, "
		"speaker, room, date, type and note, also in Polish and German\n"
		"a.csv:1: warning: the heading \"rooom\" is not known, so its column is left out; did you mean "
		"\"room\"?\n"
		"a.csv:2: refused: \"25:00\" is no time of day, so the row is left out; write 9:00 or 9:00-10:30\n"
		"a.csv:3: refused: \"soon\" is no date that is understood, so the row is left out; write 2018-10-22 or "
		"22.10.2018\n"
		"a.csv:4: refused: a session has no title, so it is left out; add one\n");
}

/* "9,30" is half past nine; half an hour behind nine as a decimal is asked for. */
static void times_and_durations(void **state)
{
	(void)state;
	assert_read(
		"a.csv",
		"time;end;duration;title\n9,30;10,15;;a\n9.00;;45 min;b\n9;;1,5 h;c\n9,00-10,30;;;d\n9,5;;;e\n"
		"9:00;soon;;f\n9:00;;1.5;g\n9:00 s.t.;;;h\n9.75;;;i\n10;;PT1H;j\n",
		"09:30 (615) -: a #a\n"
		"09:00 (585) -: b #b\n"
		"09:00 (630) -: c #c\n"
		"09:00 (630) -: d #d\n"
		"09:00 (-1) -: f #f\n"
		"09:00 (-1) -: g #g\n"
		"09:00 (-1) -: h #h\n"
		"10:00 (660) -: j #j\n"
		"a.csv:6: refused: \"9,5\" is no time of day, so the row is left out; write 9:00 or 9:00-10:30\n"
		"a.csv:7: warning: \"soon\" does not say when the session ends, so its end is left out; write 10:30\n"
		"a.csv:8: warning: \"1.5\" does not say when the session ends, so its end is left out; write minutes, "
		"or 1:30\n"
		"a.csv:10: refused: \"9.75\" is no time of day, so the row is left out; write 9:00 or 9:00-10:30\n");
}

/* One date that cannot be otherwise tells of the others. */
static void months_first(void **state)
{
	(void)state;
	assert_read("a.csv", "date,time,title\n10/9/2018,9:00,a\n10/13/2018,9:00,b\n",
		    "2018-10-09 09:00 (0) -: a #a\n2018-10-13 09:00 (0) -: b #b\n");
	assert_read("a.csv", "date,time,title\n10/9/2018,9:00,a\n13/9/2018,9:00,b\n",
		    "2018-09-10 09:00 (0) -: a #a\n2018-09-13 09:00 (0) -: b #b\n");
}

static void times_with_their_dates(void **state)
{
	(void)state;
	assert_read("a.csv",
		    "Proposal title,Start,End\na,2026-10-22T09:00:00+02:00,2026-10-22T09:30:00+02:00\n"
		    "b,2026-10-22 22:00,2026-10-23 01:00\nc,22.10.2026 23:00,\nd,2026-10-22 00:30,\ne,10/23/2026 3:00 "
		    "PM,10/23/2026 4 PM\nf,2026-02-30 09:00,\n",
		    "2026-10-22 09:00+120 (30) -: a #a\n"
		    "2026-10-22 22:00 (180) -: b #b\n"
		    "2026-10-22 23:00 (0) -: c #c\n"
		    "2026-10-22 00:30 (0) -: d #d\n"
		    "2026-10-23 15:00 (60) -: e #e\n"
		    "a.csv:7: refused: \"2026-02-30 09:00\" is no time of day, so the row is left out; write 9:00 or "
		    "9:00-10:30\n");
}

static void headings(void **state)
{
	(void)state;
	static const struct {
		const char *headings, *expected;
	} rows[] = {
		{"GODZINA ROZPOCZĘCIA;GODZINA ZAKOŃCZENIA;TEMAT", "08:00 (540) -: x #x\n"},
		{"Godz. od;Godz. do;Punkt programu", "08:00 (540) -: x #x\n"},
		{"Startzeit;Endzeit;Programmpunkt", "08:00 (540) -: x #x\n"},
		{"Uhrzeit Beginn;Uhrzeit Ende;Titel des Vortrags", "08:00 (540) -: x #x\n"},
		{"Time from;Time to;Session Title;Session Id", "08:00 (540) -: x #y\n"},
		{"Start;End;Title;Title of the speaker", "08:00 (540) -: x #x\n"},
		{"Start;End;Event title;Event", "08:00 (540) -: y #y\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[200];
		snprintf(text, sizeof text, "%s\n8:00;9:00;x;y\n", rows[i].headings);
		assert_read("a.csv", text, rows[i].expected);
	}
	assert_read("a.csv", "Godz. (od-do);Temat\n8:00-9:00;x\n", "08:00 (540) -: x #x\n");
}

static void lists_of_people_are_not_read(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"Godzina;Temat;PESEL\n9:00;Tajne;12345678901\n",
		"Lp;Imię i nazwisko;Podpis\n1;Tajne;\n",
		"time;title;E-mail address\n9:00;Tajne;x@y\n",
		"Uhrzeit;Thema;Unterschrift\n9:00;Tajne;\n",
		"Lista;;\nnazwisko;data urodzenia;telefon kontaktowy\nTajne;1.1.1970;1\n",
		"title;time;Straße\nTajne;9:00;x\n",
		"godzina;temat;nr PESEL\n9:00;Tajne;x\n",
		"godzina;temat;Telefony\n9:00;Tajne;x\n",
		"time;title;EmailAddress\n9:00;Tajne;x\n",
		"time;title;e-mails\n9:00;Tajne;x\n",
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_read("a.csv", rows[i],
			    "REFUSED\na.csv:1: refused: this table has columns of personal data (addresses, numbers, "
			    "signatures "
			    "or the like), so none of it is read; take the list of people out of the folder, and save "
			    "a table with "
			    "the programme alone\n");
	/* A title above the table is none of its headings. */
	assert_read("a.csv", "The age of e-mail;\ntime;title\n9:00;x\n", "09:00 (-1) -: x #x\n");
	/* Nor are addresses in its cells for the wall. */
	assert_read("a.csv", "time;title;speaker;note\n9:00;x;a@example.org;call a@example.org\n",
		    "09:00 (-1) -: x #x\n");
}

static void tables_that_are_no_programme(void **state)
{
	(void)state;
	static const char *const rows[] = {"a;b;c\n1;2;3\n",    "",       "time\n9:00\n",
					   "title;room\nx;y\n", "\n\n\n", "\"a;b"};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = read_schedule("a.csv", rows[i], strlen(rows[i]));
		assert_non_null(strstr(text, "REFUSED\na.csv:1: refused: this table has no row of headings"));
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(polish_as_excel_writes_it),
		cmocka_unit_test(english_and_german),
		cmocka_unit_test(days_in_rows_of_their_own),
		cmocka_unit_test(bad_rows_cost_themselves),
		cmocka_unit_test(times_and_durations),
		cmocka_unit_test(months_first),
		cmocka_unit_test(headings),
		cmocka_unit_test(times_with_their_dates),
		cmocka_unit_test(lists_of_people_are_not_read),
		cmocka_unit_test(tables_that_are_no_programme),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
