/* An agenda's pages: what is on now first, then what comes; in the largest type in which that takes no more pages than
 * it must. agenda.c says what stands around them, agenda_pages.c fills them. */
#ifndef VIEW_AGENDA_H
#define VIEW_AGENDA_H

#include "view/apart.h"
#include "view/flow.h"
#include "view/row.h"

enum agenda_form {
	AGENDA_COLUMN, /* all in one column over the whole width */
	AGENDA_BESIDE, /* a bar: what is on now or next in a column of its own, the list in columns beside it and after
			*/
	AGENDA_ABOVE,  /* a bar that is too narrow for that: first over the whole width, the rest of the list in columns
			*/
};

enum { AGENDA_COLUMNS = 2 }; /* side by side, in the last two forms */

struct agenda_layout {
	struct page *page;
	const struct agenda *agenda;
	const struct session **sessions; /* what is on first, then what comes; nothing that is over */
	size_t sessions_count, now_count;
	bool today;
	bool alone; /* one session, on now or next, is all there is */
	struct frame frame;
	const char *headline;         /* whether the head has room for it or not */
	const char *band, *band_date; /* on another day's pages; NULL: today */
	const char *later;            /* when tomorrow begins; NULL: not told */
	int top, bottom, foot_top;    /* of the rows; where the foot begins */

	/* Filled by agenda_fill(). */
	enum agenda_form form;
	int block_px, list_px;  /* widths of what is on now or next, and of the list where it stands beside others */
	struct row_sizes sizes; /* as chosen */
	bool crowded;           /* two are on, and they do not fit on one page in their full form */
	struct row *rows;
	size_t rows_count;
	bool squeezed; /* a row had to be shortened or split */
	struct flow_item *items;
	size_t *starts, columns;    /* the first row of each column, and of none */
	size_t *page_starts, pages; /* the first column of each page, and of none */
};

/* Sets all rows and parts them into pages, in the sizes that suit them best. Everything above is known. */
void agenda_fill(struct agenda_layout *layout);

#endif
