/* Where words are divided: by dictionaries made here, and, where they are installed, by those of Debian. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "player/hyphens.h"

/* "wo-je-wódz-two", or NULL if nobody knows; in a buffer of its own. */
static const char *divided(struct hyphens *hyphens, const char *language, const char *word, struct buffer *into)
{
	bool allowed[200] = {0};
	buffer_clear(into);
	if (!hyphens_find(hyphens, language, word, strlen(word), allowed))
		return NULL;
	for (size_t i = 0; word[i] != '\0'; i++) {
		if (allowed[i])
			buffer_add_text(into, "-");
		buffer_add(into, word + i, 1);
	}
	return buffer_text(into);
}

static void write_file(const char *folder, const char *name, const char *text)
{
	char *path = path_join(folder, name);
	assert_int_equal(file_write(path, text, strlen(text)), 0);
	free(path);
}

static void test_made(void **state)
{
	char folder[] = "/tmp/test-hyphens-XXXXXX";
	struct buffer text;
	(void)state;
	assert_non_null(mkdtemp(folder));
	write_file(folder, "hyph_xx_YY.dic", "UTF-8\nLEFTHYPHENMIN 3\nsło1wo\nwo1two\n1żó\n.ab1cde\n");
	write_file(folder, "hyph_xx_ZZ.dic", "ISO8859-2\n% a note\ns\xb3o1wo\n");
	write_file(folder, "hyph_nb_NO.dic", "UTF-8\nbus1sjåf\nt1t/tt=t,1,2\n");
	write_file(folder, "hyph_qq.dic", "no such charset\na1b\n");
	write_file(folder, "hyph_rr.dic", "");
	struct hyphens *hyphens = hyphens_create(folder);
	buffer_init(&text);
	assert_string_equal(divided(hyphens, "xx", "słowo", &text), "sło-wo");
	assert_string_equal(divided(hyphens, "xx", "SŁOWO", &text), "SŁO-WO");
	assert_string_equal(divided(hyphens, "xx", "abcde", &text), "abcde"); /* three letters at the left */
	assert_string_equal(divided(hyphens, "xx-ZZ", "Słowotwo", &text), "Sło-wotwo");
	assert_string_equal(divided(hyphens, "xx-Latn-QQ", "słowotwo", &text), "sło-wo-two");
	assert_string_equal(divided(hyphens, "no", "bussjåfør", &text), "bus-sjåfør");
	assert_string_equal(divided(hyphens, "no", "attat", &text), "attat"); /* would be spelt "att-tat" */
	assert_string_equal(divided(hyphens, "xx", "nic", &text), "nic");
	/* Not known: marks, ligatures, no dictionary, no tag. */
	assert_null(divided(hyphens, "xx", "slo\xcc\x81wo", &text));
	assert_null(divided(hyphens, "xx", "\xef\xac\x81rma", &text));
	assert_null(divided(hyphens, "ww", "słowo", &text));
	assert_null(divided(hyphens, "", "słowo", &text));
	assert_null(divided(hyphens, "../xx", "słowo", &text));
	assert_null(divided(hyphens, "qq", "abba", &text));
	assert_null(divided(hyphens, "rr", "abba", &text));
	/* More words than answers are kept, each asked twice. */
	for (int i = 0; i < 200; i++) {
		char word[] = {'s', 'l', 'a' + (char)(i % 100 / 10), 'a' + (char)(i % 10), '\0'};
		assert_string_equal(divided(hyphens, "xx", word, &text), word);
	}
	buffer_finish(&text);
	hyphens_destroy(hyphens);
	assert_int_equal(folder_remove(folder), 0);
}

static void test_debian(void **state)
{
	static const struct {
		const char *language, *word, *want;
	} rows[] = {
		{"pl", "województwach", "wo-je-wódz-twach"},
		{"pl", "Konstantynopolitańczykowianeczka", "Kon-stan-ty-no-po-li-tań-czy-ko-wia-necz-ka"},
		{"de", "Donaudampfschifffahrtsgesellschaft", "Do-nau-dampf-schiff-fahrts-ge-sell-schaft"},
		{"de-AT", "Rechtsschutzversicherungsgesellschaften",
		 "Rechts-schutz-ver-si-che-rungs-ge-sell-schaf-ten"},
		{"en", "registration", "reg-is-tra-tion"},
		{"en-GB", "accommodation", "ac-com-mod-a-tion"},
		{"fr", "anticonstitutionnellement", "an-ti-cons-ti-tu-tion-nel-le-ment"},
		{"es", "electroencefalografista", "elec-troen-ce-fa-lo-gra-fis-ta"},
		{"it", "precipitevolissimevolmente", "pre-ci-pi-te-vo-lis-si-me-vol-men-te"},
		{"lt", "nebeprisikiškiakopūsteliaujantiesiems", "ne-be-pri-si-kiš-kia-ko-pūs-te-liau-jan-tie-siems"},
		{"cs", "nejneobhospodařovávatelnějšími", "nej-ne-ob-hos-po-da-řo-vá-va-tel-něj-ší-mi"},
	};
	struct hyphens *hyphens = hyphens_create("/usr/share/hyphen");
	struct buffer text;
	int wrong = 0;
	(void)state;
	buffer_init(&text);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *found = divided(hyphens, rows[i].language, rows[i].word, &text);
		if (found == NULL) {
			print_message("%s: no dictionary here\n", rows[i].language);
		} else if (strcmp(found, rows[i].want) != 0) {
			print_error("%s: \"%s\" instead of \"%s\"\n", rows[i].language, found, rows[i].want);
			wrong++;
		}
	}
	buffer_finish(&text);
	hyphens_destroy(hyphens);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_made), cmocka_unit_test(test_debian)};
	return cmocka_run_group_tests_name("player/hyphens", tests, NULL, NULL);
}
