/* A state folder belongs to one program at a time: the player, or a command that publishes into it. */
#ifndef COMMANDS_STATE_H
#define COMMANDS_STATE_H

/* Makes the folder where it is missing, and takes the player's lock (player/lock.h; `inherited` as there). The
 * descriptor that holds it; or -1 after a message, with what to exit with in *status. */
int state_take(const char *state, int inherited, int *status);

#endif
