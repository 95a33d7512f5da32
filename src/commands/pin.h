/* callboard ctl pin: the organizer's PIN for the page at the door. No player need run. */
#ifndef COMMANDS_PIN_H
#define COMMANDS_PIN_H

/* words: what follows "pin" on the command line, NULL-terminated: set, off. An exit status. */
int pin_command(const char *state, char *const *words);

#endif
