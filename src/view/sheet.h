/* A contact sheet: a day's pages as small pictures, a row for each moment, with the time before it. */
#ifndef VIEW_SHEET_H
#define VIEW_SHEET_H

#include "view/measure.h"
#include "view/scene.h"

struct sheet_row {
	const char *label; /* "09:15" */
	size_t pages;
	size_t more; /* pages of this moment that are left out */
};

struct sheet {
	const char *title;         /* the event's name */
	const char *what;          /* the screen and the day */
	const char *note;          /* NULL: none */
	const char *language;      /* of the title */
	int page_px, page_high_px; /* a small page's width and height */
	size_t columns;            /* most pages side by side; a row with more goes on below */
	const struct sheet_row *rows;
	size_t rows_count;
};

/* How large the whole sheet is. */
void sheet_size(const struct sheet *sheet, int *width_px, int *height_px);

/* Everything but the pages, into a new scene of that size; where they belong into `places`, as many as all rows have.
 */
void sheet_lay_out(const struct sheet *sheet, const struct measure *measure, struct scene *scene, struct box *places);

#endif
