/* Is the picture there? What the programme promised, what was presented and what the pixels say, held against each
 * other every few seconds. Pure: no display, no clock. A doubt that stands at two looks in a row breaks the promise;
 * one look alone may come while everything else is late as well, after a sleep of the machine for one. */
#ifndef PLAYER_PROOF_H
#define PLAYER_PROOF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PROOF_LATE_MS = 2000,  /* what is due may come so much later */
	PROOF_STILL_MS = 3000, /* without a present that returned well */
	PROOF_APART_MS = 1000, /* looks that are nearer to each other count as one */
};

enum proof_state { PROOF_WELL, PROOF_DOUBTED, PROOF_BROKEN };

struct proof_facts {
	int64_t due_ms;       /* when the stage is to be seen to next: a fade's end, a page's, a minute's */
	int64_t presented_ms; /* the last present that returned well; below 0: none yet */
	bool black;           /* a sample was taken, and nothing of the page is in it */
};

struct proof { /* all zero at first */
	bool late, still, black;
	int64_t doubted_ms; /* since when one of them holds */
};

/* One look. Broken: proof_words() say why. */
enum proof_state proof_look(struct proof *proof, const struct proof_facts *facts, int64_t now_ms);

/* What is doubted, in plain words. */
const char *proof_words(const struct proof *proof);

/* Of a page's pixels (0x00RRGGBB) and those read back from what was presented, at the same places: is the page to be
 * seen, and nothing of it is there? */
bool proof_black(const uint32_t *page, const uint32_t *seen, size_t count);

#endif
