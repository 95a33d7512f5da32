/* The page on the screen: laid out, drawn, kept true to the clock. What is to be shown is decided elsewhere (player.c).
 */
#ifndef PLAYER_SHOW_H
#define PLAYER_SHOW_H

#include "player/bake.h"
#include "player/looks.h"
#include "player/stage.h"
#include "view/view.h"

enum show_kind { SHOW_NOTHING, SHOW_SLIDE, SHOW_CALM, SHOW_IDENTIFY, SHOW_DARK };

struct show;

struct show_options { /* all borrowed */
	struct stage *stage;
	struct fonts *fonts;
	struct looks *looks;
	const char *pictures; /* the folder */
};

struct show *show_create(const struct show_options *options);
void show_destroy(struct show *show);

/* Each lays out what its name says and brings it onto the stage by a crossfade (an emergency at once), unless it looks
 * like what is there.
 * show_slide() takes the last page instead of one past it; false, and nothing happens, if the slide has none. */
bool show_slide(struct show *show, const struct view *view, const struct slide *slide, size_t page);
void show_calm(struct show *show, const struct view *view);
void show_identify(struct show *show, const struct view *view, const char *const *lines, size_t lines_count);

/* Nothing: the display sleeps. Once more, only that it does. */
void show_dark(struct show *show, const struct view *view);

enum show_change {
	SHOW_SAME,
	SHOW_TICKED,  /* its clock, the minutes left: drawn at once */
	SHOW_CHANGED, /* more than that: by a crossfade */
	SHOW_GONE,    /* the slide has no page left: nothing was done */
};

/* The same page once more, of another deck or at another time. `slide` is that of show_id() in the view's deck, NULL
 * for the calm page. */
enum show_change show_refresh(struct show *show, const struct view *view, const struct slide *slide);

/* How many seconds that page would stay, its crossfade included. */
double show_seconds(struct show *show, const struct view *view, const struct slide *slide, size_t page);

enum show_kind show_kind(const struct show *show);
const char *show_id(const struct show *show); /* the slide's; NULL if it is none */
size_t show_page(const struct show *show);    /* from 0 */
size_t show_pages(const struct show *show);
double show_stay(const struct show *show); /* as show_seconds() of what is shown */

/* Until when what is drawn is true; INT64_MAX: as long as the deck is. */
int64_t show_valid_until_utc_s(const struct show *show);

#endif
