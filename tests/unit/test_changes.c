/* What is news between two editions of a programme, and when two texts are the same to a reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "model/changes.h"
#include "model/likeness.h"

enum { SESSIONS_LIMIT = 200 };

static const char *field(struct arena *arena, char **line)
{
	const char *text = arena_text(arena, strsep(line, "|"));
	return text != NULL && *text != '\0' ? text : NULL;
}

static int64_t seconds(const char *text)
{
	int day = 0, hour = 0, minute = 0;
	if (sscanf(text, "%d/%d:%d", &day, &hour, &minute) != 3) {
		day = 0;
		assert_int_equal(sscanf(text, "%d:%d", &hour, &minute), 2);
	}
	return ((int64_t)day * 24 + hour) * 3600 + minute * 60;
}

/* "start|title|room|people|id" a line, an hour each; a title that begins with "~" is a break's. */
static struct sessions parse(struct arena *arena, const char *text)
{
	struct session *sessions = arena_allocate(arena, SESSIONS_LIMIT, sizeof *sessions);
	size_t count = 0;
	char *rest = arena_text(arena, text), *line;
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		struct session *session = &sessions[count++];
		assert_true(count < SESSIONS_LIMIT);
		session->start_utc_s = seconds(field(arena, &line));
		session->end_utc_s = session->start_utc_s + 3600;
		session->title = field(arena, &line);
		session->room = field(arena, &line);
		char *people = arena_text(arena, field(arena, &line));
		session->id = field(arena, &line);
		session->kind = session->title[0] == '~' ? SESSION_BREAK : SESSION_TALK;
		session->people = arena_allocate(arena, 10, sizeof *session->people);
		while (people != NULL)
			session->people[session->people_count++].name = strsep(&people, ",");
	}
	return (struct sessions){sessions, count};
}

static void describe(struct buffer *text, struct sessions known, struct sessions present, const struct changes *changes)
{
	if (changes->another) {
		buffer_add_text(text, "another\n");
		return;
	}
	for (size_t i = 0; i < present.count; i++) {
		const struct change *change = &changes->present[i];
		if (!change->added && !change->time && !change->room && !change->title)
			continue;
		buffer_add_format(text, "%s:%s%s%s%s\n", present.list[i].title, change->added ? " added" : "",
				  change->time ? " time" : "", change->room ? " room" : "",
				  change->title ? " title" : "");
		if (change->title)
			buffer_add_format(text, "  was %s\n", known.list[change->known].title);
	}
	for (size_t i = 0; i < known.count; i++) {
		if (changes->gone[i])
			buffer_add_format(text, "%s: gone\n", known.list[i].title);
	}
}

static const char two_rooms[] = "9:00|Opening|A|Ada|1\n"
				"10:00|Bees|A|Ben|2\n"
				"10:00|Clocks|B|Cleo|3\n"
				"11:00|~Break|||4\n"
				"12:00|Dams|A|Dora,Dan|5\n"
				"12:00|Elms|B|Emil|6\n";

static const struct {
	const char *name, *now, *known, *present, *expected;
} table[] = {
	{"nothing", "8:00", two_rooms, two_rooms, ""},
	{"gone", "8:00", two_rooms,
	 "9:00|Opening|A|Ada|1\n10:00|Bees|A|Ben|2\n11:00|~Break|||4\n12:00|Dams|A|Dora,Dan|5\n12:00|Elms|B|Emil|6\n",
	 "Clocks: gone\n"},
	{"gone, but over", "11:00", two_rooms, "9:00|Opening|A|Ada|1\n12:00|Dams|A|Dora,Dan|5\n12:00|Elms|B|Emil|6\n",
	 ""},
	{"an hour left of what is gone", "10:30", two_rooms,
	 "9:00|Opening|A|Ada|1\n10:00|Bees|A|Ben|2\n12:00|Dams|A|Dora,Dan|5\n12:00|Elms|B|Emil|6\n", "Clocks: gone\n"},
	{"added", "8:00", "9:00|Opening|A|Ada|1\n", "9:00|Opening|A|Ada|1\n13:00|Frogs|A|Finn|7\n", "Frogs: added\n"},
	{"added when it is over", "15:00", "9:00|Opening|A|Ada|1\n", "9:00|Opening|A|Ada|1\n13:00|Frogs|A|Finn|7\n",
	 ""},
	{"breaks are no news", "8:00", "9:00|Opening|A|Ada|1\n10:00|~Break\n", "9:00|Opening|A|Ada|1\n10:30|~Tea\n",
	 ""},
	{"later, earlier", "8:00", "9:00|Opening|A|Ada|1\n10:00|Bees|A|Ben|2\n",
	 "9:20|Opening|A|Ada|1\n9:50|Bees|A|Ben|2\n", "Opening: time\nBees: time\n"},
	{"another day", "8:00", "9:00|Opening|A|Ada|1\n10:00|Bees|A|Ben|2\n",
	 "9:00|Opening|A|Ada|1\n1/10:00|Bees|A|Ben|2\n", "Bees: time\n"},
	{"rooms swapped", "8:00", "9:00|Opening|A|Ada|1\n10:00|Bees|A|Ben|2\n10:00|Clocks|B|Cleo|3\n",
	 "9:00|Opening|A|Ada|1\n10:00|Bees|B|Ben|2\n10:00|Clocks|A|Cleo|3\n", "Bees: room\nClocks: room\n"},
	{"a room is given, taken, written otherwise", "8:00",
	 "9:00|Opening||Ada|1\n10:00|Bees|A|Ben|2\n11:00|Clocks|Saal 1||3\n",
	 "9:00|Opening|A|Ada|1\n10:00|Bees||Ben|2\n11:00|Clocks|SAAL1||3\n", ""},
	{"a mistake mended", "8:00", "9:00|Graphic violins|A|Ada|1\n10:00|Bees: a history|A|Ben|2\n",
	 "9:00|Graphic violence|A|Ada|1\n10:00|BEES – a history!|A|Ben|2\n",
	 "Graphic violence: title\n  was Graphic violins\n"},
	{"a letter mended", "8:00", "9:00|Graphic violins|A|Ada|1\n", "9:00|Grafic violins|A|Ada|1\n", ""},
	{"a letter mended, without ids", "8:00", "9:00|Graphic violins|A\n10:00|Other|A\n",
	 "9:00|Graphic violin|A\n10:00|Other|A\n", ""},
	{"another number", "8:00", "9:00|Workshop 1|A|Ada|1\n10:00|Workshop 2|A|Ada|2\n",
	 "9:00|Workshop 2|A|Ada|2\n10:00|Workshop 1|A|Ada|1\n", "Workshop 2: time\nWorkshop 1: time\n"},
	{"renamed", "8:00", "9:00|Opening|A|Ada|1\n", "9:00|Welcome to all|A|Ada|1\n",
	 "Welcome to all: title\n  was Opening\n"},
	{"renamed, known by its speaker, place and time", "8:00", "9:00|Opening|A|Ada\n10:00|Bees|A|Ben\n",
	 "9:00|Welcome to all|A|Ada\n10:00|Bees|A|Ben\n", "Welcome to all: title\n  was Opening\n"},
	{"renamed, known by its place and time alone", "8:00", "9:00|Opening|A\n10:00|Bees|A\n",
	 "9:00|Welcome to all|A\n10:00|Bees|A\n", "Welcome to all: title\n  was Opening\n"},
	{"another in its place", "8:00", "9:00|Opening|A||1\n10:00|Bees|A||2\n",
	 "9:00|Welcome to all|A||3\n10:00|Bees|A||2\n", "Welcome to all: added\nOpening: gone\n"},
	{"names in another order", "8:00", "9:00|Dams|A|Dora,Dan\n", "9:00|Dams|A|Dan,Dora\n", ""},
	{"another speaker", "8:00", "9:00|Dams|A|Dora|1\n", "9:00|Dams|A|Emil|1\n", ""},
	{"ids counted anew", "8:00", "9:00|Opening|A|Ada|1\n10:00|Bees|A|Ben|2\n10:00|Clocks|B|Cleo|3\n",
	 "8:30|Early|A|Zoe|1\n9:00|Opening|A|Ada|2\n10:00|Bees|A|Ben|3\n10:00|Clocks|B|Cleo|4\n", "Early: added\n"},
	{"ids changed places at one time", "8:00", "9:00|Opening|A|Ada|9\n10:00|Bees|A|Ben|1\n10:00|Clocks|B|Cleo|2\n",
	 "9:00|Opening|A|Ada|9\n10:00|Clocks|A|Cleo|1\n10:00|Bees|B|Ben|2\n", "Clocks: room\nBees: room\n"},
	{"no ids, moved", "8:00", "9:00|Opening|A|Ada\n10:00|Bees|A|Ben\n", "9:00|Opening|A|Ada\n11:00|Bees|B|Ben\n",
	 "Bees: time room\n"},
	{"one of a series is gone", "8:00", "9:00|Yoga|A||1\n1/9:00|Yoga|A||1/2\n2/9:00|Yoga|A||1/3\n",
	 "9:00|Yoga|A||1\n2/9:00|Yoga|A||1/2\n", "Yoga: gone\n"},
	{"one of a series is moved", "8:00", "9:00|Yoga|A\n1/9:00|Yoga|A\n2/9:00|Yoga|A\n",
	 "9:00|Yoga|A\n1/9:30|Yoga|A\n2/9:00|Yoga|A\n", "Yoga: time\n"},
	{"gone here, moved there", "8:00", "9:00|Yoga|A\n1/9:00|Yoga|A\n2/9:00|Yoga|A\n4/9:00|Clocks|A\n",
	 "9:00|Yoga|A\n2/9:30|Yoga|A\n4/9:00|Clocks|A\n", "Yoga: time\nYoga: gone\n"},
	{"nothing is known of it", "8:00", two_rooms, "9:00|Zebras|A|Zoe|31\n10:00|Yaks|A|Yan|32\n", "another\n"},
	{"all of it late", "8:00",
	 "9:00|One|A\n10:00|Two|A\n11:00|Three|A\n12:00|Four|A\n13:00|Five|A\n14:00|Six|A\n15:00|Seven|A\n",
	 "9:20|One|A\n10:20|Two|A\n11:20|Three|A\n12:20|Four|A\n13:20|Five|A\n14:20|Six|A\n15:00|Seven|A\n",
	 "One: time\nTwo: time\nThree: time\nFour: time\nFive: time\nSix: time\n"},
	{"all of it in another hall", "8:00",
	 "9:00|One|A\n10:00|Two|A\n11:00|Three|A\n12:00|Four|A\n13:00|Five|A\n14:00|Six|A\n",
	 "9:00|One|B\n10:00|Two|B\n11:00|Three|B\n12:00|Four|B\n13:00|Five|B\n14:00|Six|B\n",
	 "One: room\nTwo: room\nThree: room\nFour: room\nFive: room\nSix: room\n"},
	{"all of it shuffled", "8:00",
	 "9:00|One|A\n10:00|Two|A\n11:00|Three|A\n12:00|Four|A\n13:00|Five|A\n14:00|Six|A\n",
	 "14:00|One|A\n11:00|Two|B\n10:00|Three|A\n13:00|Four|A\n12:00|Five|A\n9:00|Six|B\n", "another\n"},
	{"all of it next week", "8:00",
	 "9:00|One|A\n10:00|Two|A\n11:00|Three|A\n12:00|Four|A\n13:00|Five|A\n14:00|Six|A\n",
	 "7/9:00|One|A\n7/10:00|Two|A\n7/11:00|Three|A\n7/12:00|Four|A\n7/13:00|Five|A\n7/14:00|Six|A\n", "another\n"},
	{"more than half gone", "8:00",
	 "9:00|One|A\n10:00|Two|A\n11:00|Three|A\n12:00|Four|A\n13:00|Five|A\n14:00|Six|A\n",
	 "9:00|One|A\n10:00|Two|A\n", "another\n"},
	{"half gone", "8:00", "9:00|One|A\n10:00|Two|A\n11:00|Three|A\n12:00|Four|A\n13:00|Five|A\n14:00|Six|A\n",
	 "9:00|One|A\n10:00|Two|A\n11:00|Three|A\n", "Four: gone\nFive: gone\nSix: gone\n"},
	{"few are left, and most of them gone", "12:30", two_rooms, "9:00|Opening|A|Ada|1\n12:00|Dams|A|Dora,Dan|5\n",
	 "Elms: gone\n"},
	{"what is over counts no more", "13:00",
	 "9:00|One|A\n10:00|Two|A\n11:00|Three|A\n12:00|Four|A\n13:00|Five|A\n14:00|Six|A\n15:00|Seven|A\n",
	 "13:00|Five|A\n14:00|Six|A\n15:00|Seven|B\n", "Seven: room\n"},
};

static void tells_what_people_need(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct arena *arena = arena_create();
		struct buffer text;
		struct sessions known = parse(arena, table[i].known), present = parse(arena, table[i].present);
		struct changes changes = changes_find(arena, known, present, seconds(table[i].now));
		buffer_init(&text);
		describe(&text, known, present, &changes);
		if (strcmp(buffer_text(&text), table[i].expected) != 0)
			print_error("%s\n", table[i].name);
		assert_string_equal(buffer_text(&text), table[i].expected);
		buffer_finish(&text);
		arena_destroy(arena);
	}
}

/* Every present session is at most one known one's, and the other way round. */
static void matches_are_pairs(void **state)
{
	(void)state;
	static const char *const titles[] = {"Yoga", "Tea time", "Lightning talks", "Opening"};
	for (unsigned seed = 1; seed < 200; seed++) {
		struct arena *arena = arena_create();
		struct session sessions[2][100] = {{{0}}};
		bool taken[100] = {false};
		srand(seed);
		for (size_t i = 0; i < 200; i++) {
			struct session *session = &sessions[i / 100][i % 100];
			session->title = titles[rand() % 4];
			session->id = rand() % 3 == 0 ? arena_format(arena, "%d", rand() % 50) : NULL;
			session->room = rand() % 2 == 0 ? arena_format(arena, "%d", rand() % 3) : NULL;
			session->start_utc_s = rand() % 40 * 3600;
			session->end_utc_s = session->start_utc_s + 1800;
		}
		struct changes changes = changes_find(arena, (struct sessions){sessions[0], 100},
						      (struct sessions){sessions[1], 100}, 0);
		size_t matched = 0, gone = 0;
		for (size_t i = 0; i < 100; i++) {
			ptrdiff_t known = changes.present[i].known;
			gone += changes.gone[i];
			assert_true(known == CHANGE_UNKNOWN || (known >= 0 && known < 100 && !taken[known]));
			matched += known != CHANGE_UNKNOWN;
			if (known != CHANGE_UNKNOWN)
				taken[known] = true;
		}
		assert_int_equal(matched + gone, 100);
		arena_destroy(arena);
	}
}

static void folds(void **state)
{
	(void)state;
	static const struct {
		const char *text, *folded;
	} texts[] = {
		{"Zażółć gęślą jaźń", "zazolc gesla jazn"},
		{"ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"},
		{"Příliš žluťoučký kůň", "prilis zlutoucky kun"},
		{"ŐŰ őű ŞşŢţ ȘșȚț İı Ŀŀ ŉ Ŋŋ", "ou ou sstt sstt ii ll n nn"},
		{"Ærø – Œuvre: ẞ", "aro ouvre ẞ"},
		{"Z\xcc\x87o\xcc\x81\xc5\x82", "zol"},
		{"Don't — “stop”…", "dont stop"},
		{"Ночь Ёлки ЇЖАК", "ночь елки їжак"},
		{"ΆΝΟΙΞΗ Φως", "ανοιξη φωσ"},
		{"C++ & 3D", "c 3d"},
		{"現在、東京", "現在 東京"},
		{"???", "???"},
		{"", ""},
	};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_string_equal(likeness_fold(arena, texts[i].text, true), texts[i].folded);
	assert_string_equal(likeness_fold(arena, "Saal 1", false), likeness_fold(arena, "SAAL1", false));
	assert_string_equal(likeness_fold(arena, NULL, false), "");
	arena_destroy(arena);
}

static void measures(void **state)
{
	(void)state;
	assert_int_equal(likeness_distance("kitten", "sitting", 9), 3);
	assert_int_equal(likeness_distance("kitten", "sitting", 2), 3);
	assert_int_equal(likeness_distance("", "abc", 9), 3);
	assert_int_equal(likeness_distance("same", "same", 0), 0);
	assert_true(likeness_typo("openingceremony", "openningceremony"));
	assert_true(likeness_typo("graphic", "grafic") == false); /* two letters of seven are another word */
	assert_false(likeness_typo("day1", "day2"));
	assert_false(likeness_typo("workshop12", "workshop21"));
	assert_false(likeness_typo("java", "lava"));
}

/* As many as there are, counted without any haste. */
static size_t distance_plainly(const char *a, const char *b)
{
	size_t rows[40][40] = {{0}};
	for (size_t i = 0; i <= strlen(a); i++) {
		for (size_t j = 0; j <= strlen(b); j++) {
			size_t best = i == 0 ? j : rows[i - 1][j] + 1;
			if (j > 0 && rows[i][j - 1] + 1 < best)
				best = rows[i][j - 1] + 1;
			if (i > 0 && j > 0 && rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]) < best)
				best = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			rows[i][j] = j == 0 ? i : best;
		}
	}
	return rows[strlen(a)][strlen(b)];
}

static void measures_within_its_limit(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 5000; round++) {
		char texts[2][32] = {"", ""};
		for (size_t t = 0; t < 2; t++)
			for (size_t i = 0, length = (size_t)rand() % 20; i < length; i++)
				texts[t][i] = (char)('a' + rand() % 3);
		size_t limit = (size_t)rand() % 12, plain = distance_plainly(texts[0], texts[1]);
		assert_int_equal(likeness_distance(texts[0], texts[1], limit), plain <= limit ? plain : limit + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_people_need),
		cmocka_unit_test(matches_are_pairs),
		cmocka_unit_test(folds),
		cmocka_unit_test(measures),
		cmocka_unit_test(measures_within_its_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
