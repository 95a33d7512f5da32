/* What belongs together on a line, language by language. In the rows "~" is a space (or, as "^", a place within a word)
 * where no line ends in any box that is wide enough for what is bound; "|" is a space where a line does end in some
 * box: nothing binds there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unit/view_fixture.h"
#include "view/text.h"

enum { SIZE_PX = 20, TEXT_BYTES = 200 };

static const struct {
	const char *language, *text;
} rows[] = {
	/* Polish: one-letter words, dates, units, labels, titles, addresses. */
	{"pl", "Spotkanie w~Krakowie i~Sandomierzu o~godzinie szóstej"},
	{"pl", "Praca|z~grupą, a~potem u~burmistrza"},
	{"pl", "Zapraszamy 22~października na|warsztaty"},
	{"pl", "Przerwa trwa 15~minut, potem obiad"},
	{"pl", "Paczka waży 5~kg i~kosztuje 10~000~zł razem"},
	{"pl", "Poparcie 100~% zebranych, czyli 12~€ od|osoby"},
	{"pl", "Zgodnie z~§~5 oraz art.~12 ust.~3 regulaminu"},
	{"pl", "Zobacz str.~12 i~nr~4 biuletynu"},
	{"pl", "Zapraszamy do Sala~3 jest|otwarta od rana"},
	{"pl", "Stoisko~B~12 czeka na|gości"},
	{"pl", "Otwarcie: dr~Anna Nowak oraz J.~Kowalski z~zespołem"},
	{"pl", "Wykład prof.~dr~hab.~Jana Nowaka"},
	{"pl", "Wita ks.~Adam, parafia św.~Jana przy ul.~Długiej w~mieście"},
	{"pl", "Szkoła im. Jana Pawła~II odwiedza|nas"},
	{"pl", "Wiosną 2019~r. ruszamy dalej"},
	{"pl", "Rejestracja 9:00^–^10:30 przy|wejściu"},
	{"pl", "Rejestracja 9:00~–~10:30 przy|wejściu"},
	{"pl", "Obchody 20-^lecia związku w~Radomiu"},
	{"pl", "Kontakt: tel.~22~123~45~67 codziennie"},
	{"pl", "Samorząd~– dobry gospodarz i~partner"},
	{"pl", "Prędkość 90 km/^h na|drodze"},
	/* Czech, Slovak. */
	{"cs", "Setkání v~Praze a~k~tomu s~přáteli u~stolu"},
	{"cs", "Zveme 22.~října na|náměstí, ul.~Dlouhá, sál~3 vpravo"},
	{"cs", "Přednáší Ing.~Novák a~MUDr.~Dvořáková"},
	{"sk", "Stretnutie v~Nitre o~priateľstve s~deťmi"},
	/* Ukrainian, Russian. */
	{"uk", "Зустріч у~Києві та|виставка в~музеї з~нагоди свята"},
	{"uk", "Початок 22~жовтня, вул.~Шевченка, зал~3 ліворуч"},
	{"ru", "Встреча в~Москве и~концерт с~оркестром"},
	/* Belarusian, Bulgarian, Croatian, Slovene. */
	{"be", "Сустрэча ў~Мінску і~канцэрт з~аркестрам"},
	{"bg", "Среща в~София и~концерт с~оркестър"},
	{"hr", "Sastanak u~Zagrebu i~koncert s~orkestrom"},
	{"sl", "Srečanje v~Ljubljani in|koncert z~orkestrom"},
	/* German. */
	{"de", "Beginn um 10~Uhr in Raum~4 beim|Eingang"},
	{"de", "Begrüßung durch Frau~Schmidt und|Herrn~Dr.~Weber"},
	{"de", "Bitte per E-^Mail an|das Büro, U-^Bahn bis Markt"},
	{"de", "Am 3.~Oktober kostet es 12,50~€ pro|Person"},
	{"de", "Siehe §~5 Abs.~2 und S.~12 im|Heft"},
	/* English. */
	{"en", "Meet Mr~Smith and|Dr~Jones at|noon"},
	{"en", "Talk by J.~R.~R.~Tolkien|about elves"},
	{"en", "Coffee in Room~12 until|eleven at|Gate~B for all"},
	{"en", "Doors open 9~am, close 5~p.m.|every day"},
	{"en", "Starts 14:00~hrs, takes 45~minutes|or so"},
	{"en", "King Henry~VIII was|there with St.~Pauli fans"},
	{"en", "Check TCP/^IP and|X-^rays"},
	/* French: punctuation that stands apart. */
	{"fr", "Voici «~un mot~» et|la question~? Oui~! Donc~: voilà~; fin"},
	{"fr", "Conférence de M.~Dupont et|Mme~Durand, salle~3 à midi"},
	{"fr", "Environ 50~% du public, soit 10~000~personnes"},
	/* Spanish, Italian, Portuguese, Lithuanian, Dutch. */
	{"es", "Habla el Sr.~García en la sala~4 de|arriba"},
	{"it", "Parla il Dott.~Rossi in via~Roma, aula~5 al|piano"},
	{"pt", "Fala o Sr.~Silva na sala~4 do|edifício"},
	{"lt", "Susitikimas 22~d. salėje, g.~Gedimino"},
	{"nl", "Spreker mevr.~Jansen in zaal~3 van|het gebouw"},
	/* Nothing of the kind elsewhere. */
	{"en", "This is a|meeting about|nothing"},
	{"en", "The year 2018|was good"},
	{"en", "It ends. A|new day"},
};

/* The text without marks; bound[i], parts[i]: must not, should somewhere end a line before byte i (behind its space).
 */
static void row_read(const char *row, char *text, bool *bound, bool *parts)
{
	size_t length = 0;
	for (; *row != '\0'; row++) {
		bool mark = strchr("~^|", *row) != NULL;
		if (*row != '^')
			text[length++] = mark ? ' ' : *row;
		bound[length] |= mark && *row != '|';
		parts[length] |= *row == '|';
	}
	text[length] = '\0';
}

/* The widest part between spaces that do not bind. */
static int widest_px(const char *text, const bool *bound)
{
	int widest = 0;
	for (size_t start = 0, i = 1; text[start] != '\0'; i++) {
		if (text[i] != '\0' && (text[i - 1] != ' ' || bound[i]))
			continue;
		int width =
			fixture_width_px(NULL, (struct font){FONT_DISPLAY, SIZE_PX, 0}, text + start, i - start, false);
		widest = width > widest ? width : widest;
		start = i;
	}
	return widest;
}

/* Counts what is wrong with one row in boxes of all widths. */
static int row_check(const char *language, const char *row)
{
	char text[TEXT_BYTES];
	bool bound[TEXT_BYTES] = {0}, parts[TEXT_BYTES] = {0}, parted[TEXT_BYTES] = {0};
	int wrong = 0;
	assert_true(strlen(row) < TEXT_BYTES);
	row_read(row, text, bound, parts);
	struct arena *arena = arena_create();
	struct typesetter *type = typesetter_create(arena, &fixture_measure, language);
	int least = widest_px(text, bound) + SIZE_PX / 4; /* widths of words are rounded up one by one */
	for (int width = least; width < least * 8 && wrong == 0; width += SIZE_PX / 8)
		for (int fill = TEXT_BALANCED; fill <= TEXT_PROSE; fill++) {
			struct text_block *block =
				text_set_plain(type, text, FONT_DISPLAY, SIZE_PX, 1.2, width, (enum text_fill)fill);
			size_t at = 0;
			for (size_t l = 0; l + 1 < block->lines_count; l++) {
				at += block->lines[l].bytes;
				at += text[at] == ' ';
				parted[at] = true;
				if (!bound[at])
					continue;
				print_error("%s, %d px: \"%.*s\" ends a line\n", language, width,
					    (int)block->lines[l].bytes, block->lines[l].text);
				wrong++;
			}
		}
	for (size_t i = 0; i < TEXT_BYTES; i++)
		if (parts[i] && !parted[i]) {
			print_error("%s: no line ends before \"%s\"\n", language, text + i);
			wrong++;
		}
	typesetter_destroy(type);
	arena_destroy(arena);
	return wrong;
}

static void test_bound(void **state)
{
	int wrong = 0;
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		wrong += row_check(rows[i].language, rows[i].text);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_bound)};
	return cmocka_run_group_tests_name("view/words", tests, NULL, NULL);
}
