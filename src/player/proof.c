#include "player/proof.h"

enum { FAINT = 24 }; /* of 255: what no more than this is seen of is black */

static bool lit(uint32_t pixel)
{
	return (pixel & 0xff) > FAINT || (pixel >> 8 & 0xff) > FAINT || (pixel >> 16 & 0xff) > FAINT;
}

enum proof_state proof_look(struct proof *proof, const struct proof_facts *facts, int64_t now_ms)
{
	bool late = now_ms > facts->due_ms && now_ms - facts->due_ms > PROOF_LATE_MS;
	bool still = facts->presented_ms < 0 || now_ms - facts->presented_ms > PROOF_STILL_MS;
	bool again = (late && proof->late) || (still && proof->still) || (facts->black && proof->black);
	if (again && now_ms - proof->doubted_ms < PROOF_APART_MS)
		return PROOF_DOUBTED;
	proof->late = late;
	proof->still = still;
	proof->black = facts->black;
	if (again)
		return PROOF_BROKEN;
	proof->doubted_ms = now_ms;
	return late || still || facts->black ? PROOF_DOUBTED : PROOF_WELL;
}

const char *proof_words(const struct proof *proof)
{
	if (proof->black)
		return "the page is bright, and what was presented is black";
	if (proof->still)
		return "no picture was taken by the display";
	if (proof->late)
		return "the page did not change when it was to";
	return "everything is as it should be";
}

bool proof_black(const uint32_t *page, const uint32_t *seen, size_t count)
{
	bool page_lit = false;
	for (size_t i = 0; i < count; i++) {
		page_lit = page_lit || lit(page[i]);
		if (lit(seen[i]))
			return false;
	}
	return page_lit;
}
