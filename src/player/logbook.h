/* What must outlive the process, however it ends: where the show stands, what was at work, how often and why the player
 * came back, which items took it down. A small file in memory (a tmpfs) that is mapped: noting something is a store
 * into it, no write to any disk, and it is gone when the machine starts anew. */
#ifndef PLAYER_LOGBOOK_H
#define PLAYER_LOGBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/deck.h"
#include "player/quarantine.h"

enum { LOGBOOK_TEXT = 512 };

enum logbook_end {
	LOGBOOK_NONE,     /* nobody was here, or it ended in order */
	LOGBOOK_ASKED,    /* it left for another run of itself: somebody asked, the display changed */
	LOGBOOK_UNPROVED, /* so it did because its picture could not be proved */
	LOGBOOK_STOOD,    /* it stood still, and was started anew */
	LOGBOOK_DIED,     /* it ended without a word */
};

struct logbook;

/* path NULL, or a file that cannot be had: then it lasts as long as the process. Times are monotonic over the machine's
 * run. What the last process left is judged here: after a death the item that was at work is struck. */
struct logbook *logbook_open(const char *path, int64_t now_ms, int64_t now_utc_s);
void logbook_close(struct logbook *logbook);

/* Where the last process stood, if the show is to go on there. Borrowed until the next note; NULL:
 * nowhere, or too long ago. */
const char *logbook_slide(const struct logbook *logbook, size_t *page, bool *paused);

/* This is on now (slide NULL: a page of callboard's own). */
void logbook_shown(struct logbook *logbook, const struct slide *slide, size_t page, bool paused);

/* This is being laid out or drawn; NULL: no longer. Whoever is at work when the player dies is to blame, else what is
 * shown. */
void logbook_working(struct logbook *logbook, const struct slide *slide);

/* How this process ends. Until one of these is noted, it died. now_ms: it was ended from outside, as for a restart of
 * the service, and who comes within a minute goes on here; 0: somebody wanted an end. logbook_stood() may be called by
 * a signal handler. */
void logbook_ended(struct logbook *logbook, int64_t now_ms);
void logbook_leaves(struct logbook *logbook, enum logbook_end end, const char *why);
void logbook_stood(struct logbook *logbook);

/* What became of the last process, and why, in plain words; NULL: nothing to tell. */
enum logbook_end logbook_last(const struct logbook *logbook, const char **why, int64_t *utc_s);
unsigned logbook_restarts(const struct logbook *logbook); /* since the machine, or the player by hand, was started */

/* An item that the last death has put into quarantine; NULL: none. */
const char *logbook_struck(const struct logbook *logbook);

/* How long to wait before the display is tried: the player died often of late. 0 at first, never more than five
 * seconds.
 */
int logbook_pause_ms(const struct logbook *logbook, int64_t now_ms);

/* Did restarts for pixels that could not be proved not help? */
bool logbook_pixels_doubtful(const struct logbook *logbook);

/* Passed over at present. */
const struct quarantine *logbook_quarantine(const struct logbook *logbook);

#endif
