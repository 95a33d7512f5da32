/* The secrets of the control page, in the state folder, for nobody else to read (mode 0600): `token`, which scripts
 * send and people type, and `login`, a code in the printed link that opens one browser, once. */
#ifndef CONTROL_TOKEN_H
#define CONTROL_TOKEN_H

#include <stdbool.h>

enum { TOKEN_SIZE = 65 }; /* 256 random bits as 64 digits, and a NUL */

/* The state folder's token; made if there is none, and made anew if others could have read the one that is there. 0 or
 * a negative errno. */
int token_take(const char *state, char token[static TOKEN_SIZE]);

/* A new code in place of an earlier one. 0 or a negative errno. */
int token_code_make(const char *state, char code[static TOKEN_SIZE]);

/* True for the code that is there; it is then gone. */
bool token_code_spend(const char *state, const char *code);

void token_code_remove(const char *state);

/* Takes as long for texts that differ early as for ones that differ late. */
bool token_equal(const char *a, const char *b);

#endif
