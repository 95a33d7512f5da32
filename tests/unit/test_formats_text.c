/* formats/: times and dates as written, text agendas, text as typed, Markdown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/content.h"
#include "formats/markdown.h"
#include "formats/written.h"

static void times_as_written(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int taken, start, end;
	} rows[] = {
		{"9:30 Stan prac", 5, 570, -1},
		{"09.30-11.00 x", 12, 570, 660},
		{"9-10 x", 5, 540, 600},
		{"9 - 10 x", 7, 540, 600},
		{"9:30–11 x", 10, 570, 660},
		{"9:30 – 11:00 – x", 19, 570, 660},
		{"9:30 - Stan prac", 7, 570, -1},
		{"9:30 - 10 pytań", 7, 570, -1},
		{"9:30: x", 6, 570, -1},
		{"9h30 x", 5, 570, -1},
		{"9h x", 3, 540, -1},
		{"9 Uhr x", 6, 540, -1},
		{"9:30 pm x", 8, 1290, -1},
		{"12 a.m. x", 8, 0, -1},
		{"9:30h x", 6, 570, -1},
		{"9:30 hours x", 5, 570, -1},
		{"9:30 do 11.00 x", 14, 570, 660},
		{"9:30 do 10 osób", 5, 570, -1},
		{"9:30 donuts", 5, 570, -1},
		{"9:30\tx", 5, 570, -1},
		{"9:30\t11:00\tx", 11, 570, 660},
		{"24:00 x", 6, 1440, -1},
		{"25:00 x", 6, -1, -1},
		{"9:75 x", 5, -1, -1},
		{"9:00-25:00 x", 11, 540, WRITTEN_IMPOSSIBLE},
		{"13 pm x", 6, -1, -1},
		{"9 x", 0, 0, 0},
		{"2018 x", 0, 0, 0},
		{"22.10.2018 x", 0, 0, 0},
		{"22-23 października", 0, 0, 0},
		{"15-17.10.2018 x", 0, 0, 0},
		{"9-10.5 x", 0, 0, 0},
		{"1.5 kg", 0, 0, 0},
		{"9:300", 0, 0, 0},
		{"x 9:30", 0, 0, 0},
		{"", 0, 0, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int start = 0, end = 0;
		size_t taken = written_times(rows[i].text, &start, &end);
		if ((int)taken != rows[i].taken || (taken > 0 && (start != rows[i].start || end != rows[i].end)))
			fail_msg("\"%s\": %zu bytes, %d to %d", rows[i].text, taken, start, end);
	}
}

static void dates_as_written(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int rest; /* bytes behind the date; -1: no date */
		int year, month, day, weekday;
		bool impossible;
	} rows[] = {
		{"2018-10-22", 0, 2018, 10, 22, -1, false},
		{"22.10.2018", 0, 2018, 10, 22, -1, false},
		{"22. 10. 2018 r.", 0, 2018, 10, 22, -1, false},
		{"1.5.2018 r", 0, 2018, 5, 1, -1, false},
		{"22 października 2018 roku", 0, 2018, 10, 22, -1, false},
		{"22 PAŹDZIERNIKA 2018", 0, 2018, 10, 22, -1, false},
		{"22 paz\xCC\x81"
		 "dziernika 2018",
		 0, 2018, 10, 22, -1, false},
		{"poniedziałek 22 października", 0, 0, 10, 22, MONDAY, false},
		{"Poniedziałek, 22 października 2018:", 1, 2018, 10, 22, MONDAY, false},
		{"22.10.2018 (poniedziałek)", 0, 2018, 10, 22, MONDAY, false},
		{"22 października, poniedziałek", 0, 0, 10, 22, MONDAY, false},
		{"Monday 22nd October 2018", 0, 2018, 10, 22, MONDAY, false},
		{"Monday, October 22, 2018", 0, 2018, 10, 22, MONDAY, false},
		{"22 of October", 0, 0, 10, 22, -1, false},
		{"Oct 22", 0, 0, 10, 22, -1, false},
		{"Montag, 22. Oktober 2018", 0, 2018, 10, 22, MONDAY, false},
		{"środa", 0, 0, 0, 0, WEDNESDAY, false},
		{"Friday night", 6, 0, 0, 0, FRIDAY, false},
		{"2018-02-30", 0, 2018, 2, 30, -1, true},
		{"29 lutego", 0, 0, 2, 29, -1, false},
		{"31 kwietnia 2018", 0, 2018, 4, 31, -1, true},
		{"22.13.2018", 0, 2018, 13, 22, -1, true},
		{"22.10.2018 x", 2, 2018, 10, 22, -1, false},
		{"24.10.2018r.", 0, 2018, 10, 24, -1, false},
		{"24.10.2018rok", -1, 0, 0, 0, 0, false},
		{"24.10.", 0, 0, 10, 24, -1, false},
		{"24.13. x", -1, 0, 0, 0, 0, false},
		{"22-23 października 2018", -1, 0, 0, 0, 0, false},
		{"22 osoby", -1, 0, 0, 0, 0, false},
		{"9:30", -1, 0, 0, 0, 0, false},
		{"9.30 x", -1, 0, 0, 0, 0, false},
		{"May I", -1, 0, 0, 0, 0, false},
		{"2018-10-22x", -1, 0, 0, 0, 0, false},
		{"", -1, 0, 0, 0, 0, false},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct written_date date;
		size_t taken = written_date(rows[i].text, &date);
		int rest = taken == 0 ? -1 : (int)(strlen(rows[i].text) - taken);
		if (rest != rows[i].rest ||
		    (rest >= 0 && (date.date.year != rows[i].year || date.date.month != rows[i].month ||
				   date.date.day != rows[i].day || date.weekday != rows[i].weekday ||
				   date.impossible != rows[i].impossible)))
			fail_msg("\"%s\": %zu bytes, %d-%d-%d, weekday %d", rows[i].text, taken, date.date.year,
				 date.date.month, date.date.day, date.weekday);
	}
}

/* A source as a few lines of text, for comparison. */
static void add_prose(struct buffer *into, const struct prose *prose)
{
	static const char *const marks[] = {"", "# ", "• ", "", "> "};
	for (size_t i = 0; i < prose->blocks_count; i++) {
		const struct prose_block *block = &prose->blocks[i];
		buffer_add_format(into, "%*s%s", block->depth * 2, "", marks[block->kind]);
		if (block->kind == PROSE_NUMBER)
			buffer_add_format(into, "%d. ", block->number);
		for (size_t j = 0; j < block->spans_count; j++) {
			static const char *const styles[] = {"", "**", "*", "***"};
			const char *style = styles[block->spans[j].style];
			buffer_add_format(into, "%s%s%s", style, block->spans[j].text, style);
		}
		buffer_add_text(into, "|\n");
	}
}

static void add_agenda(struct buffer *into, const struct source_agenda *agenda)
{
	static const char *const kinds[] = {"", " break", " meal", " registration", " other"};
	buffer_add_format(into, "= %s %d-%d-%d %u\n", agenda->title ? agenda->title : "-", agenda->date.year,
			  agenda->date.month, agenda->date.day, agenda->weekdays);
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct source_session *session = &agenda->sessions[i];
		buffer_add_format(into, "%d-%d%s %s", session->start, session->end, kinds[session->kind],
				  session->title);
		if (session->room)
			buffer_add_format(into, " @%s", session->room);
		if (session->note)
			buffer_add_format(into, " (%s)", session->note);
		if (!date_none(session->date))
			buffer_add_format(into, " on %d", session->date.day);
		buffer_add_text(into, "\n");
	}
}

static void assert_reads(const char *path, const char *text, const char *expected)
{
	struct source source;
	struct problems problems;
	struct buffer got;
	problems_init(&problems);
	buffer_init(&got);
	content_read(&source, path, text, strlen(text), &problems);
	for (size_t i = 0; i < source.items_count; i++) {
		const struct source_item *item = &source.items[i];
		if (item->refused) {
			buffer_add_text(&got, "refused\n");
		} else if (item->kind == SOURCE_AGENDA) {
			add_agenda(&got, &item->agenda);
		} else {
			buffer_add_format(&got, "! %s\n", item->announcement.title ? item->announcement.title : "-");
			add_prose(&got, &item->announcement.text);
		}
	}
	for (size_t i = 0; i < problems.count; i++) {
		problem_format(&problems.list[i], &got);
		buffer_add_text(&got, "\n");
	}
	assert_string_equal(buffer_text(&got), expected);
	buffer_finish(&got);
	source_finish(&source);
	problems_finish(&problems);
}

static void text_agendas(void **state)
{
	(void)state;
	static const struct {
		const char *path, *text, *expected;
	} rows[] = {
		{"a.txt",
		 "Program spotkania\n\nponiedziałek, 22 października 2018\n9:00 Rejestracja\n9:30-11.00 Stan prac; "
		 "Sala A\n"
		 "11:00 – 11:15 przerwa kawowa\r\n11:15-13\tGrupy\tSala C\tz laptopem\n   prowadzi: Anna\n13.00 "
		 "Obiad\n\n"
		 "23 października: Dzień drugi\n9-10 Podsumowanie\n",
		 "= Program spotkania 2018-10-22 0\n540--1 registration Rejestracja\n570-660 Stan prac @Sala A\n"
		 "660-675 break przerwa kawowa\n675-780 Grupy @Sala C (z laptopem\nprowadzi: Anna)\n780--1 meal Obiad\n"
		 "= Dzień drugi 2018-10-23 0\n540-600 Podsumowanie\n"},
		{"a.txt",
		 "9:00 Coffee break\n10:00 Breaking changes in the new release of the tool\n11:00 Śniadanie\n12:00 "
		 "Lunch break\n",
		 "= - 0-0-0 0\n540--1 break Coffee break\n600--1 Breaking changes in the new release of the tool\n"
		 "660--1 meal Śniadanie\n720--1 meal Lunch break\n"},
		/* The night belongs to the evening before. */
		{"a.txt", "22.10.2018\n20:00 Kolacja\n23:00 Muzyka\n0:30 Tańce\n1:00 Koniec\n",
		 "= - 2018-10-22 0\n1200--1 meal Kolacja\n1380--1 Muzyka\n30--1 Tańce on 23\n60--1 Koniec on 23\n"},
		{"a.txt", "23:00 Zabawa\n0:30 Koniec\n", "= - 0-0-0 0\n1380--1 Zabawa\n30--1 Koniec\n"},
		/* Dates behind words, with and without a mark; bullets, "od". */
		{"a.txt",
		 "Dzień 1 – 22.10.2018\n- 9:00 A\n• od 10:00 do 11:00 B\nZapisy do 15.10.2018\nDzień 2 (23.10.2018r.)\n"
		 "9:00 C\n24.10.\n9:00 D\nProgram na 25.10.2018\n9:00 E\n",
		 "= Dzień 1 2018-10-22 0\n540--1 A\n600-660 B (Zapisy do 15.10.2018)\n= Dzień 2 2018-10-23 0\n540--1 "
		 "C\n"
		 "= - 2018-10-24 0\n540--1 D\n= Program na 25.10.2018 2018-10-25 0\n540--1 E\n"},
		{"a.txt", "Monday\n9:00 A\nTuesday\n9:00 B\n", "= - 0-0-0 1\n540--1 A\n= - 0-0-0 2\n540--1 B\n"},
		/* A year from the title or the path; a weekday where there is none. */
		{"a.txt", "Program 2018\n22 października\n9:00 A\n10:00 B\n",
		 "= Program 2018 2018-10-22 0\n540--1 A\n600--1 B\n"},
		{"2018/a.txt", "22 października\n9:00 A\n", "= - 2018-10-22 0\n540--1 A\n"},
		{"a.txt", "poniedziałek 22 października\n9:00 A\n", "= - 0-0-0 1\n540--1 A\n"},
		{"a.txt", "22 października\n9:00 A\n",
		 "refused\na.txt:1:1: refused: \"22 października\" names no year; write the year, too, such as "
		 "22.10.2018\n"},
		{"a.txt", "wtorek 22.10.2018\n9:00 A\n",
		 "= - 2018-10-22 0\n540--1 A\na.txt:1:1: warning: \"wtorek 22.10.2018\" is a Monday; correct the date "
		 "or the day of "
		 "the week\n"},
		/* One bad day costs only itself. */
		{"a.txt", "30.02.2018\n9:00 A\n22.10.2018\n9:00 B\n",
		 "refused\n= - 2018-10-22 0\n540--1 B\na.txt:1:1: refused: \"30.02.2018\" is no day of the calendar; "
		 "correct the "
		 "date\n"},
		{"a.txt", "9:00 A\n25:00 B\n",
		 "refused\na.txt:2:1: refused: \"25:00 B\" does not begin with a time of day; write times "
		 "from 00:00 to 23:59\n"},
		{"a.txt", "9:00 A\n10:00\n",
		 "refused\na.txt:2:1: refused: \"10:00\" has a time, but no title; write what begins then behind the "
		 "time (and a date with its year)\n"},
		{"a.txt", "9:00 A\n11:00 B\n9:00 C\n",
		 "= - 0-0-0 0\n540--1 A\n660--1 B\n540--1 C\na.txt:3:1: warning: the times go back here from 11:00 to "
		 "09:00, on the "
		 "same day; if a new day begins, write its date in a line above\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_reads(rows[i].path, rows[i].text, rows[i].expected);
}

static void texts_as_typed(void **state)
{
	(void)state;
	static const struct {
		const char *path, *text, *expected;
	} rows[] = {
		{"a.txt",
		 "\n Ośrodek\xC2\xA0\xC2\xA0 |\xC2\xA0 Jak dojechać |\xC2\xA0 \n\nDo „sali”\nna piętrze  i dalej\n\n"
		 "  • raz,\n  •\xC2\xA0"
		 "dwa\n    z reszty\n  - trzy\nwstecz",
		 "! Ośrodek | Jak dojechać\nDo „sali”\nna piętrze i dalej|\n• raz,|\n• dwa\nz reszty|\n• "
		 "trzy|\nwstecz|\n"},
		{"a.txt", "Tytuł\n=====\n- a\n    - b\n    - c\n- d\n", "! Tytuł\n• a|\n  • b|\n  • c|\n• d|\n"},
		{"a.txt", "Tylko tytuł", "! Tylko tytuł\n"},
		{"a.txt", "Obiad o 13:00\nw restauracji\n", "! Obiad o 13:00\nw restauracji|\n"},
		{"a.txt", "Bilety\n-5 zł\n* uwaga\n*gwiazdka\n", "! Bilety\n-5 zł|\n• uwaga|\n*gwiazdka|\n"},
		{"a.txt", " \n\t\n",
		 "a.txt: refused: there are no words in this file; write a title in its first line\n"},
		{"a.md", "# Obiad\n\nO **13:00** w *restauracji*.\n", "! Obiad\nO **13:00** w *restauracji*.|\n"},
		{"a.md", "Obiad\n\nO 13:00\n", "! Obiad\nO 13:00|\n"},
		{"a.md", "9:00 A\n10:00 B\n", "! -\n9:00 A 10:00 B|\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_reads(rows[i].path, rows[i].text, rows[i].expected);
}

static void markdown_to_prose(void **state)
{
	(void)state;
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"a\nb\n\nc", "a b|\nc|\n"},
		{"a\u00A0b \u00A0c\u00A0 d\u00A0\u00A0e\u00A0", "a\u00A0b c d e|\n"},
		{"a  \nb\\\nc<br/>d", "a\nb\nc\nd|\n"},
		{"***both*** `code` ~~no~~", "***both*** code ~~no~~|\n"},
		{"- a\n- b\n  1. c\n  2. d\n\n     e\n\n  f\n- g", "• a|\n• b|\n  1. c|\n  2. d\ne|\nf|\n• g|\n"},
		{"7. a\n8. b", "7. a|\n8. b|\n"},
		{"> quote\n> more\n\n- > x", "> quote more|\n• x|\n"},
		{"## Head *line*\ntext", "# Head *line*|\ntext|\n"},
		{"[words](http://x.y) <http://a.b> ![a *picture*](x.png)", "words http://a.b a *picture*|\n"},
		{"<div>in <b>tags</b></div><!-- gone -->", "in tags|\n"},
		{"| a | b |\n|---|---|\n| 1 | 2 |", "a · b|\n1 · 2|\n"},
		{"```\nx  y\nz\n```", "x y\nz|\n"},
		{"a &amp; b &rarr; &#x142; &unknown; &#0;", "a & b → ł &unknown; \xEF\xBF\xBD|\n"},
		{"---\n\n***", ""},
		{"2 * 3 * 4 < 5", "2 * 3 * 4 < 5|\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena *arena = arena_create();
		struct prose prose;
		struct buffer got;
		buffer_init(&got);
		markdown_read(&prose, NULL, arena, rows[i].text, strlen(rows[i].text));
		add_prose(&got, &prose);
		assert_string_equal(buffer_text(&got), rows[i].expected);
		buffer_finish(&got);
		arena_destroy(arena);
	}
}

static void long_texts_are_refused(void **state)
{
	(void)state;
	char *text = malloc(20002);
	assert_non_null(text);
	memset(text, 'a', 20001);
	text[20001] = '\0';
	assert_reads("a.txt", text,
		     "a.txt: refused: the text has 20001 characters, and at most 20000 can be shown; shorten it, or "
		     "split it into several files\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_as_written),  cmocka_unit_test(dates_as_written),
		cmocka_unit_test(text_agendas),      cmocka_unit_test(texts_as_typed),
		cmocka_unit_test(markdown_to_prose), cmocka_unit_test(long_texts_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
