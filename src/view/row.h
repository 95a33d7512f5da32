/* One session as it stands on an agenda's page: its texts set, its height known, so that pages can be filled. */
#ifndef VIEW_ROW_H
#define VIEW_ROW_H

#include "view/page.h"

struct row_sizes { /* of text, in units; shared by all rows of an agenda */
	double list, lead, people, lead_people;
};

enum row_look {
	ROW_PLAIN,
	ROW_NOW,      /* on a block in the accent colour */
	ROW_NOW_MANY, /* the same where several are on at once: without a bar, but no smaller than must be */
	ROW_NEXT,     /* what comes first when nothing is on: on a raised block */
};

enum row_form {
	ROW_GRID,    /* times in a column at the left, rooms at the right: wide screens */
	ROW_NARROW,  /* the room goes below the title if it would cost lines beside it */
	ROW_STACKED, /* a block with time and room above the title */
};

struct row_columns {        /* px from the page's left; the same for all rows of an agenda */
	int left, width_px; /* of blocks and rules */
	int time_right;     /* times are right-aligned */
	int title_x;
	int right; /* rooms are right-aligned */
};

struct row_part { /* one text of the row; some of its lines may have gone to another page */
	const struct text_block *block;
	const struct text_block *mark; /* before it, on the alert colour; NULL: none */
	size_t first, count;           /* lines */
	int gap_px;                    /* above, from the last baseline */
	enum colour colour;
	bool struck;
	const char **sources;
	size_t sources_count, sources_capacity;
};

enum { ROW_PARTS = 7 }; /* title, "all day", room, mark, what changed, people, note */

struct row {
	const struct session *session;
	enum row_look look;
	enum row_form form;
	struct row_columns columns;
	const struct text_block *time; /* NULL on what goes on from the page before, or has none */
	const struct text_block *room; /* at the right, on the title's first line or the time's; NULL: none there */
	const char *room_sources[2];
	const struct text_block *until; /* when it ends: beside the bar, or below the time; NULL: not told */
	const struct text_block *left;  /* how long that is; NULL: no bar */
	int bar_below_px;               /* how far the bar is below the words; 0: beside them */
	double progress;                /* 0 to 1; below 0: no bar */
	struct row_part parts[ROW_PARTS];
	size_t parts_count;
	bool shortened; /* there was no room for the bar, or not for all of it on one page */
	int pad_px;     /* above and below */
	int height_px;
};

/* What is alike for all rows. */
struct row_setting {
	struct page *page;
	struct row_sizes sizes;
	struct row_columns columns;
	const char *headline; /* a room of this name goes without saying */
	int highest_px;       /* no row may be higher; large lead titles leave some of it to others */
	bool today;
	bool alone; /* nothing else is on the page */
};

/* For rows from `left` on; blocks and their rows are set in by inset_px at both sides. Narrow ones have less between
 * times and titles. */
struct row_columns row_columns_find(struct page *page, const struct agenda *agenda, const struct row_sizes *sizes,
				    int left, int width_px, int inset_px, bool narrow);

void row_set(struct row *row, const struct row_setting *setting, const struct session *session, enum row_look look,
	     enum row_form form, bool end_known);

/* If the row is higher than a page, moves what does not fit into *rest and returns true. */
bool row_split(struct row *row, struct row *rest, int height_px);

/* To another column of the page, so far to the right. */
void row_move(struct row *row, int right_px);

/* Draws it with `spare_px` more height than it needs. */
void row_draw(struct page *page, const struct row *row, int y, int spare_px, struct scene *scene);

bool row_is_block(const struct row *row);

#endif
