/* Whether the time can be trusted, as a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/trust.h"

/* Evidence as letters: g given, k the kernel synchronised it, b told by hand, s set while we ran, t told since boot, h
 * hardware; what speaks against it: P before the program, L before the last known time, C all content more than a year
 * ahead. In capitals that are not there the opposite is known; of what is "?" nothing is. */
static enum trust judged(const char *letters)
{
	enum { NOW = 1800000000, DAY = 86400 };
	bool unknown = strchr(letters, '?') != NULL;
	struct trust_evidence evidence = {
		.now_utc_s = NOW,
		.given = strchr(letters, 'g') != NULL,
		.synchronised = strchr(letters, 'k') != NULL,
		.by_hand = strchr(letters, 'b') != NULL,
		.set = strchr(letters, 's') != NULL,
		.told = strchr(letters, 't') != NULL,
		.hardware = strchr(letters, 'h') != NULL,
		.made_utc_s = strchr(letters, 'P') != NULL ? NOW + 1
			      : unknown                    ? INT64_MIN
							   : NOW,
		.known_utc_s = strchr(letters, 'L') != NULL ? NOW + 1
			       : unknown                    ? INT64_MIN
							    : NOW,
		.content_from_utc_s = strchr(letters, 'C') != NULL ? NOW + 366 * (int64_t)DAY + 1
				      : unknown                    ? INT64_MAX
								   : NOW + 366 * (int64_t)DAY,
	};
	return trust_judge(&evidence);
}

static void test_rule(void **state)
{
	static const struct {
		const char *evidence;
		enum trust trust;
	} rows[] = {
		{"g", TRUST_GIVEN},
		{"gPLC", TRUST_GIVEN},
		{"gk", TRUST_GIVEN},
		{"k", TRUST_SYNCHRONISED},
		{"k?", TRUST_SYNCHRONISED},
		{"kPLC", TRUST_SYNCHRONISED}, /* a clock that was wrong before may have set the last known time */
		{"khst", TRUST_SYNCHRONISED},
		{"kb", TRUST_SYNCHRONISED},
		{"b", TRUST_BY_HAND},
		{"bLC", TRUST_BY_HAND},
		{"bst", TRUST_BY_HAND},
		{"bP", TRUST_BEFORE_PROGRAM},
		{"s", TRUST_SET},
		{"sLC", TRUST_SET}, /* set back by hand */
		{"sP", TRUST_BEFORE_PROGRAM},
		{"t", TRUST_TOLD}, /* its time server is gone */
		{"tLC", TRUST_TOLD},
		{"tP", TRUST_BEFORE_PROGRAM},
		{"h", TRUST_HARDWARE}, /* a laptop without network */
		{"h?", TRUST_HARDWARE},
		{"hL", TRUST_BEFORE_KNOWN},
		{"hC", TRUST_CONTENT_AHEAD},
		{"hP", TRUST_BEFORE_PROGRAM},
		{"hPLC", TRUST_BEFORE_PROGRAM},
		{"", TRUST_UNTOLD}, /* a Raspberry Pi: its time goes on where it was switched off, and looks right */
		{"?", TRUST_UNTOLD},
		{"L", TRUST_BEFORE_KNOWN},
		{"P", TRUST_BEFORE_PROGRAM},
		{"C", TRUST_CONTENT_AHEAD},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (judged(rows[i].evidence) != rows[i].trust)
			fail_msg("'%s': %s", rows[i].evidence, trust_words(judged(rows[i].evidence)));
}

static void test_words(void **state)
{
	(void)state;
	for (int trust = TRUST_GIVEN; trust <= TRUST_UNTOLD; trust++) {
		const char *words = trust_words((enum trust)trust);
		assert_non_null(words);
		/* What cannot be trusted comes with a remedy. */
		assert_int_equal(strstr(words, "; give it") == NULL, trust_enough((enum trust)trust));
	}
	assert_true(trust_enough(TRUST_GIVEN) && trust_enough(TRUST_HARDWARE));
	assert_false(trust_enough(TRUST_BEFORE_PROGRAM) || trust_enough(TRUST_UNTOLD));
	assert_true(trust_told(TRUST_SET) && trust_told(TRUST_SYNCHRONISED) && trust_told(TRUST_TOLD));
	assert_true(trust_enough(TRUST_BY_HAND));
	assert_false(trust_told(TRUST_BY_HAND)); /* the machine's own clock is not meant */
	assert_false(trust_told(TRUST_GIVEN) || trust_told(TRUST_HARDWARE) || trust_told(TRUST_UNTOLD));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
