/* Proof of picture, and items that take the player down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "player/proof.h"
#include "player/quarantine.h"

enum { TICK_MS = 2000, NOW_MS = 1000000 };

static void proof_holds(void **state)
{
	struct proof proof = {0};
	(void)state;
	for (int i = 0; i < 5; i++) {
		int64_t now_ms = NOW_MS + i * TICK_MS;
		struct proof_facts facts = {.due_ms = now_ms - 500, .presented_ms = now_ms};
		assert_int_equal(proof_look(&proof, &facts, now_ms), PROOF_WELL);
	}
	struct proof_facts never = {.due_ms = INT64_MAX, .presented_ms = NOW_MS};
	assert_int_equal(proof_look(&proof, &never, NOW_MS), PROOF_WELL);
}

static void proof_breaks(void **state)
{
	static const struct {
		struct proof_facts facts;
		const char *word;
	} table[] = {
		{{.due_ms = NOW_MS - 5000, .presented_ms = NOW_MS}, "change"},
		{{.due_ms = INT64_MAX, .presented_ms = NOW_MS - 5000}, "taken"},
		{{.due_ms = INT64_MAX, .presented_ms = -1}, "taken"},
		{{.due_ms = INT64_MAX, .presented_ms = NOW_MS, .black = true}, "black"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct proof proof = {0};
		assert_int_equal(proof_look(&proof, &table[i].facts, NOW_MS), PROOF_DOUBTED);
		/* The same moment is not another look. */
		assert_int_equal(proof_look(&proof, &table[i].facts, NOW_MS + 10), PROOF_DOUBTED);
		assert_int_equal(proof_look(&proof, &table[i].facts, NOW_MS + TICK_MS), PROOF_BROKEN);
		assert_non_null(strstr(proof_words(&proof), table[i].word));
	}
}

/* Late once, as after a sleep of the machine, and then all is well; or one thing after the other. */
static void proof_recovers(void **state)
{
	struct proof proof = {0};
	struct proof_facts late = {.due_ms = NOW_MS - 5000, .presented_ms = NOW_MS};
	struct proof_facts well = {.due_ms = INT64_MAX, .presented_ms = NOW_MS + TICK_MS};
	struct proof_facts black = {.due_ms = INT64_MAX, .presented_ms = NOW_MS + TICK_MS, .black = true};
	(void)state;
	assert_int_equal(proof_look(&proof, &late, NOW_MS), PROOF_DOUBTED);
	assert_int_equal(proof_look(&proof, &well, NOW_MS + TICK_MS), PROOF_WELL);
	assert_int_equal(proof_look(&proof, &late, NOW_MS + 2 * TICK_MS), PROOF_DOUBTED);
	proof = (struct proof){0};
	assert_int_equal(proof_look(&proof, &late, NOW_MS), PROOF_DOUBTED);
	assert_int_equal(proof_look(&proof, &black, NOW_MS + TICK_MS), PROOF_DOUBTED);
}

static void proof_samples(void **state)
{
	static const uint32_t page[] = {0x000000, 0x0000ff, 0x101010}, dark[] = {0x000000, 0x101010, 0x050505};
	static const uint32_t part[] = {0x000000, 0x000000, 0x101020};
	(void)state;
	assert_true(proof_black(page, dark, 3));
	assert_false(proof_black(page, page, 3));
	assert_false(proof_black(dark, dark, 3)); /* the page is black itself */
	assert_false(proof_black(page, part, 3)); /* something of it is there */
	assert_false(proof_black(page, dark, 0));
}

static void quarantine_takes(void **state)
{
	struct quarantine quarantine = {0};
	(void)state;
	assert_false(quarantine_strike(&quarantine, "aa", "a.json", NOW_MS));
	assert_false(quarantine_strike(&quarantine, "bb", "b.json", NOW_MS + 1));
	assert_false(quarantine_strike(&quarantine, "aa", "a.json", NOW_MS + 2));
	assert_false(quarantine_holds(&quarantine, "aa", NOW_MS + 2));
	assert_true(quarantine_strike(&quarantine, "aa", "a.json", NOW_MS + 3));
	assert_true(quarantine_holds(&quarantine, "aa", NOW_MS + 4));
	assert_false(quarantine_holds(&quarantine, "bb", NOW_MS + 4));
	assert_false(quarantine_holds(&quarantine, "a2", NOW_MS + 4)); /* another content */
	assert_int_equal(quarantine_count(&quarantine, NOW_MS + 4), 1);
	assert_string_equal(quarantine_item(&quarantine, 0, NOW_MS + 4)->name, "a.json");

	/* An hour later it is tried again; one more death is enough. */
	int64_t later_ms = NOW_MS + 3 + QUARANTINE_TERM_MS;
	assert_false(quarantine_holds(&quarantine, "aa", later_ms));
	assert_int_equal(quarantine_count(&quarantine, later_ms), 0);
	assert_true(quarantine_strike(&quarantine, "aa", "a.json", later_ms + 1));
}

/* Deaths that are far apart are no fault of the item's: a cron job that kills, a power of its own. */
static void quarantine_forgets(void **state)
{
	struct quarantine quarantine = {0};
	(void)state;
	for (int i = 0; i < 10; i++)
		assert_false(quarantine_strike(&quarantine, "aa", "a.json",
					       NOW_MS + (int64_t)i * (QUARANTINE_MEMORY_MS + 1)));
	assert_false(quarantine_strike(&quarantine, "", "", NOW_MS));
}

static void quarantine_is_bounded(void **state)
{
	struct quarantine quarantine = {0};
	char name[8] = "a";
	(void)state;
	for (int i = 0; i < 3 * QUARANTINE_ITEMS; i++) {
		name[1] = (char)('0' + i);
		quarantine_strike(&quarantine, name, name, NOW_MS + i);
	}
	memset(quarantine.items[3].name, 'x', sizeof quarantine.items[3].name);
	quarantine.items[4].until_ms = INT64_MAX;
	quarantine_mend(&quarantine, NOW_MS + 1000);
	assert_int_equal(strlen(quarantine.items[3].name), QUARANTINE_NAME - 1);
	assert_int_equal(quarantine_count(&quarantine, NOW_MS + 1000), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(proof_holds),           cmocka_unit_test(proof_breaks),
		cmocka_unit_test(proof_recovers),        cmocka_unit_test(proof_samples),
		cmocka_unit_test(quarantine_takes),      cmocka_unit_test(quarantine_forgets),
		cmocka_unit_test(quarantine_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
