/* What organizers type into titles, and titles that look like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "formats/content.h"
#include "formats/markers.h"

/* Of a session in Saal 1, beside one in Saal 2: title, then what the marker said. */
static const struct {
	const char *title, *expected;
} table[] = {
	{"CANCELED - The Complete History of Linux", "The Complete History of Linux, cancelled"},
	{"Cancelled: Graphic violins", "Graphic violins, cancelled"},
	{"cancelled: graphic violins", "graphic violins, cancelled"},
	{"Cancelled - Graphic violins", "Graphic violins, cancelled"},
	{"Graphic violins (cancelled)", "Graphic violins, cancelled"},
	{"Graphic violins (has been cancelled)", "Graphic violins, cancelled"},
	{"[CANCELED] Graphic violins", "Graphic violins, cancelled"},
	{"**CANCELLED** Graphic violins", "Graphic violins, cancelled"},
	{"Graphic violins *cancelled*", "Graphic violins, cancelled"},
	{"!!CANCELLED!! Graphic violins", "Graphic violins, cancelled"},
	{"CANCELLED Graphic violins", "Graphic violins, cancelled"},
	{"Graphic violins - CANCELLED", "Graphic violins, cancelled"},
	{"Graphic violins: CANCELLED!", "Graphic violins, cancelled"},
	{"ODWOŁANE: Warsztat", "Warsztat, cancelled"},
	{"ODWOŁANY Wykład o niczym", "Wykład o niczym, cancelled"},
	{"Wykład o niczym ODWOŁANY", "Wykład o niczym, cancelled"},
	{"Warsztat (odwołane)", "Warsztat, cancelled"},
	{"Warsztat – odwołane", "Warsztat, cancelled"},
	{"UWAGA, ODWOŁANE! – Warsztat", "Warsztat, cancelled"},
	{"ABGESAGT: Vortrag", "Vortrag, cancelled"},
	{"Entfällt: Keynote", "Keynote, cancelled"},
	{"Keynote (entfällt)", "Keynote, cancelled"},
	{"Keynote [fällt leider aus]", "Keynote, cancelled"},
	{"Fällt aus: Keynote", "Keynote, cancelled"},
	{"ZRUŠENO: Přednáška", "Přednáška, cancelled"},
	{"ANNULÉ - Conférence", "Conférence, cancelled"},
	{"CANCELADO: Charla", "Charla, cancelled"},
	{"ОТМЕНЕНО: Доклад", "Доклад, cancelled"},
	{"CANCELLED: Lunch", "Lunch, cancelled, meal"},
	{"Graphic violins - moved to Saal 2", "Graphic violins, in Saal 2"},
	{"Graphic violins (moved to saal 2)", "Graphic violins, in Saal 2"},
	{"Moved to Saal 2: Graphic violins", "Graphic violins, in Saal 2"},
	{"Grafik (verlegt in Saal 2)", "Grafik, in Saal 2"},
	{"Grafik (Achtung, verschoben nach Saal 2!)", "Grafik, in Saal 2"},
	{"Graphic violins (moved to the garden)", "Graphic violins, \"moved to the garden\""},
	{"Graphic violins (moved to Saal 1)", "Graphic violins, \"moved to Saal 1\""},
	{"(Achtung Verschoben!! )Grafik", "Grafik, \"Achtung Verschoben\""},
	{"Grafik (verschoben)", "Grafik, \"verschoben\""},
	{"PRZENIESIONE: Wykład", "Wykład, \"PRZENIESIONE\""},
	{"MOVED: Graphic violins", "Graphic violins, \"MOVED\""},
	{"DELAYED - Graphic violins", "Graphic violins, \"DELAYED\""},
	{"Wykład (opóźniony)", "Wykład, \"opóźniony\""},
	{"Graphic violins [canceled due to illness]", "Graphic violins, cancelled"},
	{"CANCELLED DUE TO ILLNESS: Graphic violins", "Graphic violins, cancelled"},
	{"Grafik (entfällt leider wegen einer Krankheit der Vortragenden aus Berlin)", "Grafik, cancelled"},
	{"Wykład (odwołany z powodu choroby)", "Wykład, cancelled"},
	{"Graphic violins, CANCELLED", "Graphic violins, cancelled"},
	{"VERSCHOBEN AUF MORGEN: Grafik", "Grafik, \"VERSCHOBEN AUF MORGEN\""},
	{"DELAYED 15 MIN: Graphic violins", "Graphic violins, \"DELAYED 15 MIN\""},
	{"Wykład (opóźnienie 15 min)", "Wykład, \"opóźnienie 15 min\""},
	{"NEW TIME: Graphic violins", "Graphic violins, \"NEW TIME\""},
	{"Wykład (zmiana sali)", "Wykład, \"zmiana sali\""},
	{"NEW: Graphic violins", "Graphic violins, new"},
	{"[new] Graphic violins", "Graphic violins, new"},
	{"NEU: Grafik", "Grafik, new"},
	{"NOWE - Wykład", "Wykład, new"},
	{"NEW TALK: Graphic violins", "Graphic violins, new"},
	{"NEW: CANCELLED: Graphic violins", "Graphic violins, cancelled, new"},
	{"CANCELLED (new) Graphic violins (moved to Saal 2)", "Graphic violins, cancelled, new, in Saal 2"},

	{"Cancelled flights: a history", NULL},
	{"Cancelled due to weather - a tour", NULL},
	{"New time: a history of clocks", NULL},
	{"15 minutes: fame", NULL},
	{"Cancelled", NULL},
	{"CANCELLED", NULL},
	{"(cancelled)", NULL},
	{"- cancelled -", NULL},
	{"My life - cancelled", NULL},
	{"How cancelled became cool", NULL},
	{"The new (cancelled) show", NULL},
	{"CANCELLED FLIGHTS", NULL},
	{"Cancelled? What we know", NULL},
	{"DELAYED? Networks that can wait", NULL},
	{"New York", NULL},
	{"New York: a city", NULL},
	{"NEW HORIZONS: PLUTO", NULL},
	{"New: a word", NULL},
	{"New ways - old roads", NULL},
	{"NOVA: exploding stars", NULL},
	{"Neu in Berlin: ein Rundgang", NULL},
	{"Neue Wege: abgesagte Utopien", NULL},
	{"Nowe technologie - przegląd", NULL},
	{"NEW wave", NULL},
	{"Moved by music", NULL},
	{"Moved: a love story", NULL},
	{"Moved to tears: a workshop", NULL},
	{"A family - moved to Berlin", NULL},
	{"MOVED", NULL},
	{"Postponed (again)", NULL},
	{"Delayed gratification", NULL},
	{"Reporte: estado del arte", NULL},
	{"Opening (Saal 2)", NULL},
	{"What we learned (and what not)", NULL},
	{"Rock'n'roll: live!", NULL},
	{"((()", NULL},
	{"***", NULL},
	{":", NULL},
	{"", NULL},
};

static const char *described(const char *title, struct buffer *text)
{
	struct source_session sessions[] = {{.title = title, .room = "Saal 1", .was_start = -1},
					    {.title = "Trains", .room = "Saal 2", .was_start = -1}};
	struct source_agenda agenda = {.sessions = sessions, .sessions_count = 2};
	struct arena *arena = arena_create();
	markers_read(arena, &agenda);
	const struct source_session *session = &sessions[0];
	assert_string_equal(sessions[1].title, "Trains");
	buffer_add_format(text, "%s%s%s%s", session->title, session->cancelled ? ", cancelled" : "",
			  session->added ? ", new" : "", session->kind == SESSION_MEAL ? ", meal" : "");
	if (session->was_room != NULL) {
		assert_string_equal(session->was_room, "Saal 1");
		buffer_add_format(text, ", in %s", session->room);
	}
	if (session->moved != NULL)
		buffer_add_format(text, ", \"%s\"", session->moved);
	arena_destroy(arena);
	return buffer_text(text);
}

static void understands_titles(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct buffer text;
		buffer_init(&text);
		const char *found = described(table[i].title, &text);
		const char *expected = table[i].expected != NULL ? table[i].expected : table[i].title;
		if (strcmp(found, expected) != 0)
			print_error("%s\n", table[i].title);
		assert_string_equal(found, expected);
		buffer_finish(&text);
	}
}

/* What fields say counts for more than what a title says. */
static void keeps_what_fields_say(void **state)
{
	(void)state;
	struct source_session sessions[] = {
		{.title = "Graphic violins (verschoben)", .room = "Saal 1", .was_room = "Saal 2", .was_start = -1},
		{.title = "Trains (verschoben)", .note = "With a model", .was_start = -1},
		{.title = "Bees (moved to Saal 1)", .was_start = -1},
		{.title = NULL, .was_start = -1},
	};
	struct source_agenda agenda = {.room = "Saal 2", .sessions = sessions, .sessions_count = 4};
	struct arena *arena = arena_create();
	markers_read(arena, &agenda);
	assert_string_equal(sessions[0].title, "Graphic violins");
	assert_string_equal(sessions[0].was_room, "Saal 2");
	assert_null(sessions[0].moved);
	assert_string_equal(sessions[1].note, "With a model");
	assert_string_equal(sessions[1].moved, "verschoben");
	assert_string_equal(sessions[2].room, "Saal 1");
	assert_string_equal(sessions[2].was_room, "Saal 2");
	arena_destroy(arena);
}

/* Each format's titles are read. */
static void is_asked_by_every_format(void **state)
{
	(void)state;
	static const struct {
		const char *path, *text;
	} files[] = {
		{"a.json", "{\"type\":\"agenda\",\"date\":\"2018-10-22\",\"sessions\":[{\"start\":\"09:00\",\"title\":"
			   "\"ODWOŁANE: Bees\"}]}"},
		{"a.txt", "22.10.2018\n9:00 ODWOŁANE: Bees\n10:00 Trains\n"},
		{"a.csv", "date,time,title\n2018-10-22,9:00,ODWOŁANE: Bees\n"},
		{"a.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20181022T090000Z\r\n"
			  "DTEND:20181022T100000Z\r\nSUMMARY:ODWOŁANE: Bees\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"},
		{"a.xml", "<schedule><day date=\"2018-10-22\"><room name=\"A\"><event id=\"1\"><start>09:00</start>"
			  "<duration>01:00</duration><title>ODWOŁANE: Bees</title></event></room></day></schedule>"},
	};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct source source;
		struct problems problems;
		problems_init(&problems);
		assert_true(content_read(&source, files[i].path, files[i].text, strlen(files[i].text), &problems));
		const struct source_item *item = &source.items[source.items_count - 1];
		assert_int_equal(item->kind, SOURCE_AGENDA);
		assert_string_equal(item->agenda.sessions[0].title, "Bees");
		assert_true(item->agenda.sessions[0].cancelled);
		source_finish(&source);
		problems_finish(&problems);
	}
}

/* Each room of a large programme is looked at once, not once a marker. */
static void many_rooms(void **state)
{
	(void)state;
	enum { COUNT = 10000 };
	struct arena *arena = arena_create();
	struct source_session *sessions = arena_allocate(arena, COUNT, sizeof *sessions);
	for (int i = 0; i < COUNT; i++)
		sessions[i] = (struct source_session){
			.title = arena_format(arena, "Bees %d (moved to room %d)", i, (i + 1) % COUNT),
			.room = arena_format(arena, "Room %d", i),
			.was_start = -1,
		};
	struct source_agenda agenda = {.sessions = sessions, .sessions_count = COUNT};
	clock_t begun = clock();
	markers_read(arena, &agenda);
	assert_true(clock() - begun < 2 * CLOCKS_PER_SEC);
	assert_string_equal(sessions[7].title, "Bees 7");
	assert_string_equal(sessions[7].was_room, "Room 7");
	assert_string_equal(sessions[7].room, "Room 8");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(understands_titles),
		cmocka_unit_test(keeps_what_fields_say),
		cmocka_unit_test(is_asked_by_every_format),
		cmocka_unit_test(many_rooms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
