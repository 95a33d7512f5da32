/* Decides what is on the stage and until when: follows the programme through the deck, keeps pages true to the clock,
 * exchanges what a new set changed. Whatever happens (a page's end, a minute's, a new set, a key) ends in one review of
 * what is due next; between reviews nothing runs. */
#ifndef PLAYER_DIRECTOR_H
#define PLAYER_DIRECTOR_H

#include "base/loop.h"
#include "model/deck.h"
#include "model/status.h"
#include "player/fonts.h"
#include "player/logbook.h"
#include "player/looks.h"
#include "player/stage.h"
#include "player/timekeeper.h"

struct director;

struct position {    /* where a show stands, to be kept over a restart */
	char *slide; /* id; NULL: on none. free() it. */
	size_t page;
	bool paused;
};

struct director_options { /* all borrowed */
	const struct clock *clock;
	const char *state;  /* the folder */
	const char *screen; /* its name */
	int width_px, height_px;
	double overscan_percent; /* the technician's; below 0: as the content has it */
	struct stage *stage;
	struct fonts *fonts;
	struct looks *looks;
	struct timekeeper *timekeeper;
	struct logbook *logbook;
	void (*loaded)(void *data,
		       const struct deck *deck); /* before anything of a new deck is shown; NULL: nobody asks */
	void *data;
};

struct director *director_create(struct loop *loop, const struct director_options *options);
void director_destroy(struct director *director);

/* Loads the published set, if there is one, and shows the first picture: that of the position, where it still exists.
 */
void director_begin(struct director *director, const struct position *position);

/* The set of that key was published: what it changes on the shown page is exchanged at once, the rest waits its turn.
 */
void director_published(struct director *director, const char *key);

/* The clock was set, in either direction. */
void director_clock_set(struct director *director);

/* When the stage is to be seen to next, a crossfade's end apart; monotonic. */
int64_t director_due_ms(const struct director *director);

/* The stage's fade has ended. */
void director_settled(struct director *director);

bool director_next(struct director *director);     /* false: nothing to show */
bool director_previous(struct director *director); /* false: nothing was before */

/* Ends what emergencies there are, though their files may lie on in the folder; false: there is none. */
bool director_clear_emergency(struct director *director);

void director_pause(struct director *director, bool paused);
bool director_paused(const struct director *director);

/* The screen sleeps, in hours that the content leaves dark. next, previous, pause and identify wake it for two minutes.
 */
bool director_asleep(const struct director *director);

/* The screen's name and these lines for a minute, or until another page is asked for. */
void director_identify(struct director *director, const char *const *lines, size_t lines_count);

/* What it plays from; never NULL, and good until a set is published. */
const struct deck *director_deck(const struct director *director);

struct position director_position(const struct director *director);

/* Fills in what is shown, what comes next, the set and the time. Its texts last until a set is published. */
void director_status(struct director *director, struct status *status);

#endif
