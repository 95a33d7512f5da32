/* Items that were on, or about to be, when the player died: three deaths with the same one within ten minutes, and it
 * is passed over for an hour, or until its content is another. Then one more death is enough. Plain data without
 * pointers, since it is kept where it outlives the process. Pure: time is told, monotonic over the machine's whole run.
 */
#ifndef PLAYER_QUARANTINE_H
#define PLAYER_QUARANTINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"

enum {
	QUARANTINE_ITEMS = 16,
	QUARANTINE_NAME = 256,
	QUARANTINE_STRIKES = 3,
	QUARANTINE_MEMORY_MS = 600000,
	QUARANTINE_TERM_MS = 3600000,
};

struct quarantined {
	char digest[DIGEST_SIZE]; /* of its content; "": this place is free */
	char name[QUARANTINE_NAME];
	int strikes;
	int64_t struck_ms; /* the last time */
	int64_t until_ms;  /* passed over until then; 0: it is not */
};

struct quarantine { /* all zero at first */
	struct quarantined items[QUARANTINE_ITEMS];
};

/* The player died with this one. True if it is passed over from now on. */
bool quarantine_strike(struct quarantine *quarantine, const char *digest, const char *name, int64_t now_ms);

/* Is it passed over? */
bool quarantine_holds(const struct quarantine *quarantine, const char *digest, int64_t now_ms);

/* How many are passed over, and the i-th of them. */
size_t quarantine_count(const struct quarantine *quarantine, int64_t now_ms);
const struct quarantined *quarantine_item(const struct quarantine *quarantine, size_t i, int64_t now_ms);

/* Makes sense of what another process left: texts end, numbers are in range. */
void quarantine_mend(struct quarantine *quarantine, int64_t now_ms);

#endif
