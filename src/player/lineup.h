/* Who is in line: the slides of this screen's wall, as the programme wants to know them. Laying out to count
 * pages costs, so that is done when somebody asks, one slide at a time, and the count is kept until the slide changes
 * or, for an agenda, until its sessions move on. */
#ifndef PLAYER_LINEUP_H
#define PLAYER_LINEUP_H

#include <stdint.h>

#include "player/programme.h"
#include "view/view.h"

struct lineup;

struct lineup *lineup_create(void);
void lineup_destroy(struct lineup *lineup);

/* Everything anew, for the deck, screen and time of the view. The deck of the last update must still be there (it is
 * compared with), the view's must stay until the next one. Slides that were told are gone. */
void lineup_update(struct lineup *lineup, const struct view *view);

size_t lineup_count(const struct lineup *lineup);
const struct slide *lineup_slide(const struct lineup *lineup, size_t item);
const struct programme_item *lineup_items(const struct lineup *lineup);

/* The item's pages, for the view's time; 0: nothing of it is left. */
size_t lineup_pages(struct lineup *lineup, const struct view *view, size_t item);

/* Index of the slide with that id; lineup_count() if it is not in line. */
size_t lineup_find(const struct lineup *lineup, const char *id);

/* The next moment at which an update may give something else; INT64_MAX: never. */
int64_t lineup_valid_until_utc_s(const struct lineup *lineup);

#endif
