/* Where things are when the command line does not say, and what its words mean. */
#ifndef COMMANDS_PATHS_H
#define COMMANDS_PATHS_H

#include <stdbool.h>
#include <stdint.h>

/* The state folder: `given`, else $STATE_DIRECTORY (the first of several), else $XDG_STATE_HOME/callboard, else
 * ~/.local/state/callboard. free() it. NULL if none of these says anything. */
char *paths_state(const char *given);

/* The folder to show: `given`, else $CALLBOARD_FOLDER. As an absolute path, whether it exists or not; free() it; NULL
 * if nothing says. */
char *paths_folder(const char *given);

/* The screen's name: `given`, else the host's, completed by the board's number if it is no name of its own. free() it.
 */
char *paths_screen(const char *given);

/* Eight digits that tell this machine and state folder from every other, and nothing else of them. free() it. */
char *paths_identity(const char *state);

/* Where the player's logbook lies, in memory: below $RUNTIME_DIRECTORY (the first of several), else $XDG_RUNTIME_DIR,
 * if that can be written, else in /dev/shm, which *passing says: nobody clears up there before the machine is started
 * anew. free() it. */
char *paths_logbook(const char *state, bool *passing);

/* "1920x1080"; each side 64 to 16384. */
bool parse_size(const char *text, int *width_px, int *height_px);

/* "0", "90", "180" or "270". */
bool parse_turn(const char *text, int *degrees);

/* "2.5", from 0 to most. */
bool parse_percent(const char *text, double most, double *percent);

/* ISO 8601; a time without an offset is one of this machine's zone. */
bool parse_time(const char *text, int64_t *utc_s);

#endif
