/* The programme of two days as a page for attendees' phones: what the wall's agendas say, whole, in reading order,
 * without scripts; for those that an event's "agenda_page" opens to everybody. */
#ifndef WEB_AGENDA_H
#define WEB_AGENDA_H

#include "base/buffer.h"
#include "model/deck.h"
#include "web/wording.h"

struct agenda_page {
	const struct deck *deck;
	const char *screen; /* this one's name: what is not meant for it is not on its page either */
	int64_t now_utc_s;
	bool clock_unset; /* now_utc_s cannot be trusted: nothing is on now, nothing over */
	struct wording *wording;
};

/* Does any event of the deck ask for the page? */
bool agenda_page_wanted(const struct deck *deck);

/* Adds the page as HTML. Pure but for the languages' files. */
void agenda_page_write(struct buffer *html, const struct agenda_page *page);

#endif
