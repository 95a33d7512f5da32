/* The page that `render --day` writes beside its pictures: self-contained, without scripts, well-formed as XML too.
 * Titles are strangers', so every text is escaped. */
#ifndef CONTROL_DAY_HTML_H
#define CONTROL_DAY_HTML_H

#include "control/listing.h"

struct day_heading {
	const char *title;       /* the event's name */
	const char *what;        /* the screen and the day */
	const char *note;        /* NULL: none */
	const char *language;    /* BCP 47, of the content; "" if not known */
	int width_px, height_px; /* of each page */
};

/* In this order: the heading, then each moment with its pages, ended by how many more it has. */
void day_html_begin(struct buffer *html, const struct day_heading *heading);
void day_html_moment(struct buffer *html, const char *label);
void day_html_page(struct buffer *html, const struct day_heading *heading, const struct listing_page *page);
void day_html_moment_end(struct buffer *html, size_t more);
void day_html_end(struct buffer *html);

#endif
