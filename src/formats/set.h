/* The published set: what ingest left in the state folder for the player to show, and the web program to tell. */
#ifndef FORMATS_SET_H
#define FORMATS_SET_H

#include <stdbool.h>

#include "model/deck.h"

/* The deck that STATE/current names. NULL with a reason in *reason (static; "" if nothing was ever published). */
struct deck *set_load(const char *state, const char **reason);

/* Was anything ever published there? */
bool set_published(const char *state);

#endif
