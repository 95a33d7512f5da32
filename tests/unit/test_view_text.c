/* Where lines break, and what runs they are made of. The fake measure's letters are 0.6 em wide, so widths are given in
 * letters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "unit/view_fixture.h"
#include "view/text.h"

enum { SIZE_PX = 100 };

struct breaking {
	const char *language, *text;
	double letters; /* width of the box */
	enum text_fill fill;
	const char *lines; /* parted by " / " */
};

static const struct breaking breakings[] = {
	/* Nothing to break. */
	{"pl", "Obiad", 10, TEXT_PROSE, "Obiad"},
	{"pl", "", 10, TEXT_PROSE, ""},
	{"pl", " \n \n", 10, TEXT_PROSE, ""},
	/* A soft hyphen does not part a letter from its mark. */
	{"pl", "wojewo\u00ad\u0301dztwo", 9, TEXT_PROSE, "woje- / wo\u0301dztwo"},
	/* Meant breaks, spaces, odd controls, bytes that are no UTF-8. */
	{"pl", "Obiad\nod 13:00\r\nw restauracji", 30, TEXT_PROSE, "Obiad / od 13:00 / w restauracji"},
	{"pl", "  dwa   razy \t spacja  ", 40, TEXT_PROSE, "dwa razy spacja"},
	{"pl",
	 "a\x01"
	 "b\x7f"
	 "c\xc2\x85"
	 "d\xe2\x80\xa8"
	 "e\xef\xbb\xbf",
	 40, TEXT_PROSE, "abc / d / e"},
	{"pl",
	 "a\xff"
	 "b",
	 40, TEXT_PROSE,
	 "a\xef\xbf\xbd"
	 "b"},
	{"pl",
	 "a\xc2\xa0 \xc2\xa0"
	 "b c\xc2\xa0"
	 "d",
	 40, TEXT_PROSE,
	 "a b c\xc2\xa0"
	 "d"},
	/* One-letter words stay with the word after them: in Polish, Czech, Slovak, nowhere else. */
	{"pl", "zespoły pracowały w podgrupach", 20, TEXT_PROSE, "zespoły pracowały / w podgrupach"},
	{"pl", "Kolejne spotkanie (w grudniu)", 19.5, TEXT_PROSE, "Kolejne spotkanie / (w grudniu)"},
	{"pl", "gminy i powiaty i miasta", 10, TEXT_PROSE, "gminy / i powiaty / i miasta"},
	{"cs", "Setkání v Praze", 9.5, TEXT_PROSE, "Setkání / v Praze"},
	{"sk", "Stretnutie v Nitre", 12, TEXT_PROSE, "Stretnutie / v Nitre"},
	{"en", "This is a meeting", 9.6, TEXT_PROSE, "This is a / meeting"},
	{"pl",
	 "pomocy oraz integracji,\xc2\xa0"
	 "a podmiotami",
	 22, TEXT_PROSE,
	 "pomocy oraz / integracji,\xc2\xa0"
	 "a podmiotami"},
	/* Where all of it is bound, bound words part before one is torn, and none hangs at a line's end. */
	{"pl", "gminy\u00a0i\u00a0powiaty\u202fmiasta", 10, TEXT_PROSE, "gminy\u00a0i / powiaty / miasta"},
	{"pl", "obrady\u00a0województwa", 12, TEXT_PROSE, "obrady / województwa"},
	/* Numbers stay with what they count; years do not bind the next word. */
	{"pl", "spotkanie 22 października", 14, TEXT_PROSE, "spotkanie / 22 października"},
	{"pl", "jeszcze całe 45 minut", 16, TEXT_PROSE, "jeszcze całe / 45 minut"},
	{"pl", "wiosną albo latem 2019 r. i potem", 21, TEXT_PROSE, "wiosną albo / latem 2019 r. i potem"},
	{"pl", "października 2018 w Sandomierzu", 18, TEXT_PROSE, "października 2018 / w Sandomierzu"},
	{"pl", "Koniec o 18:00. Autobus czeka", 16, TEXT_PROSE, "Koniec o 18:00. / Autobus czeka"},
	{"pl", "osiągnięcie 1. Kamienia Milowego", 15.5, TEXT_PROSE, "osiągnięcie / 1. Kamienia / Milowego"},
	/* Names that end in a letter or a number. */
	{"pl", "Konferencyjna Sala C", 16.8, TEXT_PROSE, "Konferencyjna / Sala C"},
	{"pl", "na parterze, pokój 4", 16, TEXT_PROSE, "na parterze, / pokój 4"},
	{"pl", "im. Jana Pawła II", 14.5, TEXT_PROSE, "im. Jana / Pawła II"},
	/* A dash ends a line and never begins one. */
	{"pl", "dokumentu Modelu – którego", 16, TEXT_PROSE, "dokumentu / Modelu – którego"},
	/* Balance, and a better place than the middle. */
	{"pl", "Kolejne spotkanie w połowie grudnia", 30, TEXT_BALANCED, "Kolejne spotkanie / w połowie grudnia"},
	{"pl", "Praca w podgrupach: finanse, prawo, platforma", 36, TEXT_BALANCED,
	 "Praca w podgrupach: / finanse, prawo, platforma"},
	{"pl", "Wstępna wersja Modelu Kooperacji", 26, TEXT_BALANCED, "Wstępna wersja / Modelu Kooperacji"},
	/* No lonely word in the last line of a paragraph. */
	{"pl", "Przewodnik poprowadzi nas przez Bramę Opatowską dziś", 24, TEXT_PROSE,
	 "Przewodnik poprowadzi / nas przez Bramę / Opatowską dziś"},
	/* Too long a word is broken between letters, not within one. */
	{"de", "Donaudampfschifffahrtsgesellschaft", 12.5, TEXT_PROSE, "Donaudampfs- / chifffahrtsge- / sellschaft"},
	{"en", "aaaaaaaae\xcc\x81zz", 9, TEXT_PROSE, "aaaaaaa- / ae\xcc\x81zz"},
	/* Soft hyphens: the best places, seen only where a line ends. A word that they let fit is not torn. */
	{"pl", "Konstan\xc2\xadtyno\xc2\xadpol", 30, TEXT_PROSE, "Konstantynopol"},
	{"pl", "Konstan\xc2\xadtyno\xc2\xadpol", 11, TEXT_PROSE, "Konstan- / tynopol"},
	{"pl", "\xc2\xadraz\xc2\xad \xc2\xad dwa\xc2\xad", 4, TEXT_PROSE, "raz / dwa"},
	{"de", "\xc2\xad", 4, TEXT_PROSE, ""},
	/* Without a dictionary: three letters on both sides, a vowel before, a consonant and a vowel behind. */
	{"pl", "województwach", 11, TEXT_PROSE, "woje- / wództwach"},
	{"uk", "сільськогосподарський", 12.6, TEXT_PROSE, "сільсько- / госпо- / дарський"},
	{"el", "συνεργατικότητα", 9.6, TEXT_PROSE, "συνεργα- / τικότητα"},
	/* With one. */
	{"xx", "abcdefghijklmno", 9, TEXT_PROSE, "abcdef- / ghijklmno"},
	{"xx", "(abcdefghijklmno)", 10.2, TEXT_PROSE, "(abcdef- / ghijklmno)"},
	/* A whole word is better than a full line, bound words part before one is torn. */
	{"xx", "vw abcdefghi", 9, TEXT_PROSE, "vw / abcdefghi"},
	/* Addresses and names of files break behind their signs; nothing is added that could be read as part of them.
	 */
	{"pl", "biuro.konferencji@sandomierz.example.org", 19, TEXT_PROSE,
	 "biuro.konferencji@ / sandomierz. / example.org"},
	{"pl", "plan_sali_konferencyjnej.pdf", 18, TEXT_PROSE, "plan_sali_ / konferencyjnej.pdf"},
	{"en", "setHyphenationAlgorithm", 12, TEXT_PROSE, "set / Hyphenation / Algorithm"},
	{"en", "www.abcabcabcabcabcabc.org", 12, TEXT_PROSE, "www. / abcabcabcabc / abcabc.org"},
	/* Scripts that know no hyphen. */
	{"ar", "والاستقبالات", 6, TEXT_PROSE, "والاست / قبالات"},
	{"th", "กกกกกกกก", 7, TEXT_PROSE, "กกกก / กกกก"},
	{"en", "https://example.org/dojazd", 16, TEXT_PROSE, "https:// / example.org/ / dojazd"},
	/* What binds gives way when the box is too narrow for it. */
	{"pl", "w najnowszych", 12, TEXT_PROSE, "w / najnowszych"},
	/* Scripts without spaces. */
	{"ja", "会議室は三階です", 8, TEXT_PROSE, "会議室は / 三階です"},
	{"th", "ยินดีต้อนรับสู่การประชุม", 22, TEXT_PROSE, "ยินดีต้อนรับสู่ / การประชุม"},
	/* Where a line may end between any two letters, words stay whole if they can. */
	{"ja", "空き家を生かすまちづくり", 18, TEXT_BALANCED, "空き家を生かす / まちづくり"},
	{"zh", "把老街的故事讲给孩子听", 10, TEXT_PROSE, "把老街的故事 / 讲给孩子听"},
	{"ko", "우리 동네 소식을 전하는 법", 9, TEXT_BALANCED, "우리 동네 / 소식을 / 전하는 법"},
};

/* The line as it is drawn. All of it is the text's but the hyphen at its end. */
static void add_line(struct buffer *into, const struct text_line *line)
{
	size_t bytes = 0;
	for (size_t r = 0; r < line->runs_count; r++) {
		const struct text_run *run = &line->runs[r];
		size_t own = run->bytes - run->hyphen;
		assert_true(bytes + own <= line->bytes);
		assert_memory_equal(line->text + bytes, run->text, own);
		assert_true(!run->hyphen || (r + 1 == line->runs_count && run->text[own] == '-'));
		bytes += own;
		buffer_add(into, run->text, run->bytes);
	}
	assert_int_equal(bytes, line->bytes);
}

/* A dictionary for "xx": it divides before every g. */
static bool hyphens(void *data, const char *language, const char *word, size_t bytes, bool *allowed)
{
	(void)data;
	for (size_t i = 1; i < bytes; i++)
		allowed[i] = word[i] == 'g';
	return strcmp(language, "xx") == 0;
}

static void test_breaking(void **state)
{
	int wrong = 0;
	(void)state;
	for (size_t i = 0; i < sizeof breakings / sizeof *breakings; i++) {
		const struct breaking *want = &breakings[i];
		struct arena *arena = arena_create();
		struct measure measure = fixture_measure;
		measure.hyphens = hyphens;
		struct typesetter *type = typesetter_create(arena, &measure, want->language);
		struct text_block *block = text_set_plain(type, want->text, FONT_TEXT, SIZE_PX, 1.2,
							  (int)(want->letters * SIZE_PX * 0.6), want->fill);
		struct buffer lines;
		buffer_init(&lines);
		for (size_t l = 0; l < block->lines_count; l++) {
			buffer_add_text(&lines, l > 0 ? " / " : "");
			add_line(&lines, &block->lines[l]);
			assert_true(block->lines[l].width_px <= want->letters * SIZE_PX * 0.6);
			assert_true(block->lines[l].width_px <= block->width_px);
		}
		if (strcmp(buffer_text(&lines), want->lines) != 0) {
			print_error("%s: \"%s\" instead of \"%s\"\n", want->language, buffer_text(&lines), want->lines);
			wrong++;
		}
		buffer_finish(&lines);
		typesetter_destroy(type);
		arena_destroy(arena);
	}
	assert_int_equal(wrong, 0);
}

static void test_torn(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct typesetter *type = typesetter_create(arena, &fixture_measure, "pl");
	assert_false(text_set_plain(type, "w województwach", FONT_TEXT, 10, 1.2, 85, TEXT_BALANCED)->torn);
	assert_true(text_set_plain(type, "w województwach", FONT_TEXT, 10, 1.2, 60, TEXT_BALANCED)->torn);
	/* Where its author divided it, or at its signs, a word is not torn. */
	assert_false(text_set_plain(type, "woje\xc2\xadwództwach", FONT_TEXT, 10, 1.2, 60, TEXT_BALANCED)->torn);
	assert_false(text_set_plain(type, "biuro@example.org", FONT_TEXT, 10, 1.2, 80, TEXT_BALANCED)->torn);
	/* One letter that is wider than the box stays whole. */
	assert_int_equal(text_set_plain(type, "MW", FONT_TEXT, 10, 1.2, 2, TEXT_PROSE)->lines_count, 2);
	assert_true(text_set_plain(type, "M", FONT_TEXT, 10, 1.2, 2, TEXT_PROSE)->torn);
	/* In smaller type, so that it stays in its box; others keep theirs. */
	const struct text_block *narrow = text_set_plain(type, "i M", FONT_TEXT, 10, 1.2, 5, TEXT_PROSE);
	assert_int_equal(narrow->lines[0].runs[0].font.size_px, 10);
	assert_true(narrow->lines[1].runs[0].font.size_px < 6 && narrow->width_px <= 5);
	/* And takes nothing from the others: here five letters fit on a line, but not the family. */
	assert_int_equal(
		text_set_plain(type, "słowo 👨‍👩‍👧‍👦 słowo", FONT_TEXT, 10, 1.2, 35, TEXT_PROSE)
			->lines_count,
		3);
	typesetter_destroy(type);
	arena_destroy(arena);
}

/* Each mark is a third of the size higher. */
static struct font_extent towering(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	struct font_extent extent = fixture_extent(data, font, text, bytes, right_to_left);
	int marks = 0;
	for (size_t i = 0; i < bytes; i++)
		marks += text[i] == '\xcc';
	extent.above_px += marks * font.size_px / 3;
	return extent;
}

/* A letter under so many marks that they would reach into other lines is smaller, and it alone. */
static void test_towers(void **state)
{
	static const char tower[] = "a\u0301\u0302\u0303\u0304\u0301\u0302\u0303\u0304";
	struct arena *arena = arena_create();
	struct measure measure = fixture_measure;
	(void)state;
	measure.extent = towering;
	struct typesetter *type = typesetter_create(arena, &measure, "pl");
	const char *text = arena_format(arena, "sło%swo i e\u0301", tower);
	const struct text_block *block = text_set_plain(type, text, FONT_TEXT, 90, 1.2, 2000, TEXT_PROSE);
	const struct text_line *line = &block->lines[0];
	assert_int_equal(block->lines_count, 1);
	assert_int_equal(line->runs_count, 3);
	assert_int_equal(line->runs[0].font.size_px, 90);
	assert_int_equal(line->runs[1].bytes, strlen(tower));
	assert_int_equal(line->runs[2].font.size_px, 90);
	struct font_extent extent = towering(NULL, line->runs[1].font, tower, strlen(tower), false);
	assert_true(extent.above_px <= 90 * 1.4);
	assert_true(line->runs[1].font.size_px > 20);
	typesetter_destroy(type);
	arena_destroy(arena);
}

static size_t measured; /* bytes */

static int counting_width_px(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	measured += bytes;
	return fixture_width_px(data, font, text, bytes, right_to_left);
}

/* Nobody writes words as long as a text may be, but whoever does must not stop the wall: what a text costs grows with
 * its length, not faster. */
static void test_long_words(void **state)
{
	(void)state;
	enum { LENGTH = 20000, WIDTH_PX = 1500 };
	static const char *const units[] = {
		"x",             /* no vowel that would make a syllable */
		"1",             /* nothing divides it */
		"a\xc2\xa0",     /* no space may end a line */
		"a-",            /* each sign may */
		"\u2067a\u2069", /* each letter has a direction of its own */
		"a\xd0\xb1",     /* and a script */
		"Q\u0301",       /* marks */
		"\u200b\u0301",  /* no width at all */
	};
	struct measure measure = fixture_measure;
	measure.width_px = counting_width_px;
	for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
		struct arena *arena = arena_create();
		struct typesetter *type = typesetter_create(arena, &measure, "pl");
		struct buffer text;
		buffer_init(&text);
		buffer_add_text(&text, "\u05d0 ");
		while (strlen(buffer_text(&text)) < LENGTH)
			buffer_add_text(&text, units[u]);
		buffer_add_text(&text, " i jeszcze kilka");
		measured = 0;
		clock_t began = clock();
		text_set_plain(type, buffer_text(&text), FONT_TEXT, SIZE_PX, 1.2, WIDTH_PX, TEXT_PROSE);
		double took_s = (double)(clock() - began) / CLOCKS_PER_SEC;
		if (measured > 60 * LENGTH || took_s > 1)
			fail_msg("\"%s\": %zu bytes measured, %g s", units[u], measured, took_s);
		buffer_finish(&text);
		typesetter_destroy(type);
		arena_destroy(arena);
	}
}

struct want_run {
	const char *text;
	int face, x_letters; /* x in letters, from the left */
	bool right_to_left;
	enum font_role role;
};

static void assert_runs(const struct text_line *line, const struct want_run *want, size_t count)
{
	assert_int_equal(line->runs_count, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(line->runs[i].bytes, strlen(want[i].text));
		assert_memory_equal(line->runs[i].text, want[i].text, line->runs[i].bytes);
		assert_int_equal(line->runs[i].font.face, want[i].face);
		assert_int_equal(line->runs[i].font.role, want[i].role);
		assert_int_equal(line->runs[i].right_to_left, want[i].right_to_left);
		assert_int_equal(line->runs[i].x, want[i].x_letters);
	}
}

static void test_runs(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct typesetter *type = typesetter_create(arena, &fixture_measure, "pl");

	/* Styles: the space belongs to what comes before. */
	static const struct text_span spans[] = {{"ab ", FONT_TEXT}, {"cd", FONT_TEXT_STRONG}, {" e", FONT_TEXT}};
	static const struct want_run styled[] = {{"ab ", 0, 0, false, FONT_TEXT},
						 {"cd ", 0, 148, false, FONT_TEXT_STRONG},
						 {"e", 0, 304, false, FONT_TEXT}};
	struct text_block *block = text_set(type, spans, 3, 100, 1.2, 1000, TEXT_PROSE);
	assert_runs(&block->lines[0], styled, 3);

	/* Faces: an emoji of several code points is one run. */
	static const struct want_run faces[] = {
		{"ab ", 0, 0, false, FONT_TEXT},
		{"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8e\x93", 3, 148, false, FONT_TEXT},
		{" c", 0, 348, false, FONT_TEXT}};
	block = text_set_plain(type, "ab \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8e\x93 c", FONT_TEXT, 100, 1.2, 1000,
			       TEXT_PROSE);
	assert_runs(&block->lines[0], faces, 3);

	/* Directions: in a Hebrew line the Latin word stands to the left of what came before it, and runs rightwards.
	 */
	static const struct want_run mixed[] = {
		{"שלום", 1, 208, true, FONT_TEXT}, {" ", 0, 180, true, FONT_TEXT}, {"SDL", 0, 0, false, FONT_TEXT}};
	block = text_set_plain(type, "שלום SDL", FONT_TEXT, 100, 1.2, 1000, TEXT_PROSE);
	assert_true(block->lines[0].right_to_left);
	assert_int_equal(block->lines[0].runs_count, 3);
	assert_true(block->lines[0].runs[0].x > block->lines[0].runs[2].x);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(block->lines[0].runs[i].right_to_left, mixed[i].right_to_left);

	/* Scripts: Greek and Cyrillic of one font are two runs. */
	block = text_set_plain(type, "αβγ где", FONT_TEXT, 100, 1.2, 1000, TEXT_PROSE);
	assert_int_equal(block->lines[0].runs_count, 2);
	/* What Japanese mixes is one, with signs that several scripts share. */
	block = text_set_plain(type, "三階のカフェー", FONT_TEXT, 100, 1.2, 1000, TEXT_PROSE);
	assert_int_equal(block->lines[0].runs_count, 1);
	typesetter_destroy(type);
	arena_destroy(arena);
}

static void test_directions(void **state)
{
	static const struct {
		const char *language, *text;
		bool right_to_left;
	} rows[] = {
		{"pl", "2018", false},         {"ar", "2018", true}, /* nothing tells: as the page */
		{"ar", "12:30 – 14:00", true}, {"ar", "SDL 2018", false},   {"pl", "שלום", true},
		{"pl", "2018 שלום", true},     {"he", "(SDL) שלום", false},
	};
	struct arena *arena = arena_create();
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct typesetter *type = typesetter_create(arena, &fixture_measure, rows[i].language);
		struct text_block *block = text_set_plain(type, rows[i].text, FONT_TEXT, 10, 1.2, 1000, TEXT_PROSE);
		assert_int_equal(block->lines_count, 1);
		if (block->lines[0].right_to_left != rows[i].right_to_left)
			fail_msg("%s: \"%s\"", rows[i].language, rows[i].text);
		typesetter_destroy(type);
	}
	arena_destroy(arena);
}

static void test_words(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct typesetter *polish = typesetter_create(arena, &fixture_measure, "pl");
	struct typesetter *turkish = typesetter_create(arena, &fixture_measure, "tr");
	assert_string_equal(text_capitals(polish, "opóźnione"), "OPÓŹNIONE");
	assert_string_equal(text_capitals(turkish, "iptal"), "İPTAL");
	assert_string_equal(text_sentence(polish, "środa, 24 października"), "Środa, 24 października");
	assert_string_equal(text_sentence(turkish, "iptal"), "İptal");
	assert_string_equal(text_sentence(polish, ""), "");
	typesetter_destroy(polish);
	typesetter_destroy(turkish);
	arena_destroy(arena);
}

static void test_draw(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct typesetter *type = typesetter_create(arena, &fixture_measure, "pl");
	struct text_block *block = text_set_plain(type, "abcd\nab\nab", FONT_TEXT, 100, 1.2, 1000, TEXT_PROSE);
	struct scene scene;
	scene_init(&scene, 1000, 1000);
	assert_int_equal(text_height_px(block, 0), 0);
	assert_int_equal(text_height_px(block, 3), 73 + 240);
	text_draw(&scene, block, 1, 5, 100, 200, 600, TEXT_END, COLOUR_INK);
	assert_int_equal(scene.items_count, 2); /* only those lines that there are */
	assert_int_equal(scene.items[0].box.x, 580);
	assert_int_equal(scene.items[0].text.baseline_y, 273);
	assert_int_equal(scene.items[1].text.baseline_y, 393);
	text_draw(&scene, block, 0, 1, 100, 200, 600, TEXT_CENTRE, COLOUR_INK);
	assert_int_equal(scene.items[2].box.x, 280);
	scene_finish(&scene);
	typesetter_destroy(type);
	arena_destroy(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_breaking), cmocka_unit_test(test_torn),       cmocka_unit_test(test_towers),
		cmocka_unit_test(test_runs),     cmocka_unit_test(test_directions), cmocka_unit_test(test_words),
		cmocka_unit_test(test_draw),     cmocka_unit_test(test_long_words),
	};
	return cmocka_run_group_tests_name("view/text", tests, NULL, NULL);
}
