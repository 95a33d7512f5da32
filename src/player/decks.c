#include "player/decks.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/memory.h"
#include "formats/set.h"
#include "player/cleared.h"

struct decks {
	struct decks_options options;
	struct cleared *cleared;
	struct arena *notes; /* what status says of the deck */
	const char *screen_note;
};

struct decks *decks_open(const struct decks_options *options)
{
	struct decks *decks = memory_allocate(sizeof *decks);
	decks->options = *options;
	decks->cleared = cleared_open(options->state);
	decks->notes = arena_create();
	return decks;
}

void decks_close(struct decks *decks)
{
	if (decks == NULL)
		return;
	arena_destroy(decks->notes);
	cleared_close(decks->cleared);
	free(decks);
}

/* What a new deck tells of the time and of this screen. */
static void note(struct decks *decks, const struct deck *deck)
{
	const char *screen = decks->options.screen;
	timekeeper_deck(decks->options.timekeeper, deck);
	arena_clear(decks->notes);
	decks->screen_note = NULL;
	if (deck_screen(deck, screen) != NULL)
		return;
	decks->screen_note = arena_format(
		decks->notes, "screen \"%s\" is named nowhere in the content: it shows everything; named are: %s",
		screen, deck_screens(deck, decks->notes));
}

struct deck *decks_load(struct decks *decks)
{
	const char *reason = "";
	struct deck *deck = set_load(decks->options.state, &reason);
	if (deck == NULL) {
		if (reason[0] != '\0')
			log_warning("the published set is left aside: %s", reason);
		return NULL;
	}
	cleared_leave_out(decks->cleared, deck);
	if (decks->options.loaded != NULL)
		decks->options.loaded(decks->options.data, deck);
	note(decks, deck);
	return deck;
}

bool decks_clear_emergency(struct decks *decks, const struct deck *deck)
{
	return cleared_add(decks->cleared, deck) > 0;
}

const char *decks_screen_note(const struct decks *decks)
{
	return decks->screen_note;
}
