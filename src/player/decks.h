/* Where decks come from: the published set, without the emergencies that somebody ended on this screen, and what a new
 * one tells of the clock and of this screen's name. */
#ifndef PLAYER_DECKS_H
#define PLAYER_DECKS_H

#include "model/deck.h"
#include "player/timekeeper.h"

struct decks;

struct decks_options {      /* all borrowed */
	const char *state;  /* the folder */
	const char *screen; /* its name */
	struct timekeeper *timekeeper;
	void (*loaded)(void *data, const struct deck *deck); /* before it is returned; NULL: nobody asks */
	void *data;
};

struct decks *decks_open(const struct decks_options *options);
void decks_close(struct decks *decks);

/* The published set's deck, the caller's; NULL, after a message if there is one that cannot be read. */
struct deck *decks_load(struct decks *decks);

/* Ends the emergencies of that deck: the next one loaded is without them. False: there is none. */
bool decks_clear_emergency(struct decks *decks, const struct deck *deck);

/* What is odd about the screen's name in the deck loaded last; NULL: nothing. Good until the next one is loaded. */
const char *decks_screen_note(const struct decks *decks);

#endif
