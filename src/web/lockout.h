/* How often a PIN may be tried in all, from wherever it comes: ten wrong ones, then nobody is let try for an hour, then
 * for two, four, up to a day. An hour without a wrong one forgets the few there were. So six digits resist for years,
 * and whoever is in already notices nothing. Kept in STATE/pin-tries, so that no restart gives another ten. */
#ifndef WEB_LOCKOUT_H
#define WEB_LOCKOUT_H

#include <stdbool.h>
#include <stdint.h>

enum { LOCKOUT_FREE = 10, LOCKOUT_FIRST_S = 3600, LOCKOUT_LONGEST_S = 24 * 3600 };

struct lockout { /* zeroed: nothing was tried */
	int wrong, locks;
	int64_t last_s, until_s; /* since the machine was started */
};

/* How long nobody may try; 0: they may. */
int64_t lockout_wait_s(const struct lockout *lockout, int64_t now_s);
void lockout_add(struct lockout *lockout, int64_t now_s);

/* What STATE/pin-tries says; nothing was tried if there is none. A machine that was started anew since keeps the rest
 * of its wait. */
void lockout_read(struct lockout *lockout, const char *state, int64_t now_s);
void lockout_write(const struct lockout *lockout, const char *state); /* what cannot be written is logged */

/* Forgets all. */
void lockout_clear(struct lockout *lockout, const char *state);

#endif
