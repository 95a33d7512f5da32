/* Emergencies that somebody ended on this screen, though their files may lie on in a folder that is out of reach. Kept
 * in STATE/cleared over restarts, each until its file is gone or says something else. */
#ifndef PLAYER_CLEARED_H
#define PLAYER_CLEARED_H

#include "model/deck.h"

struct cleared;

/* Reads STATE/cleared; state is copied. */
struct cleared *cleared_open(const char *state);
void cleared_close(struct cleared *cleared);

/* Adds every emergency of the deck, and tells how many were new. A state folder that cannot be written is logged: then
 * they are cleared until the player ends. */
size_t cleared_add(struct cleared *cleared, const struct deck *deck);

/* Takes what was cleared out of a new deck, and forgets what is not in it any more. */
void cleared_leave_out(struct cleared *cleared, struct deck *deck);

#endif
