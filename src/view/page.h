/* What every page shares: its unit, language and time, the head with the clock, the foot, and how long reading takes.
 * Each kind of slide lays out its own content between head and foot. */
#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H

#include "model/scale.h"
#include "view/text.h"
#include "view/view.h"

/* Margins, in units. */
#define PAGE_SIDE   2.0
#define PAGE_TOP    1.8
#define PAGE_BOTTOM 1.4

/* Leadings, of the size. */
#define LEADING_TITLE 1.12
#define LEADING_PROSE 1.36

/* A page being laid out. Its arena holds what is needed on the way; the scene copies what it keeps. */
struct page {
	const struct view *view;
	const struct slide *slide; /* NULL: no slide's page */
	const struct event *event;
	const struct event_screen *screen; /* what the event says of it; NULL: nothing */
	const struct language *language;
	bool mirrored;      /* its language runs to the left */
	struct scale scale; /* its size is that of the safe area, what a television does not crop */
	struct box whole;   /* the whole screen; everything else is told from the safe area's upper left corner */
	struct arena *arena;
	struct typesetter *type;
	int left, width_px;      /* what there is for content: between the side margins, and beside the column */
	int column_x, column_px; /* a stretched screen's column for head and foot; 0: they stand above and below */
	int column_end;          /* where the head ends in it */
	bool column_meets;       /* it reaches into the foot */
	bool widened;            /* no column, whatever the shape */
	bool tight;              /* a title in the head takes little height */
};

void page_init(struct page *page, const struct view *view, const struct slide *slide, const struct event *event);
void page_finish(struct page *page);

/* Head and foot above and below after all, where a page has hardly any content. */
void page_widen(struct page *page);

static inline int page_px(const struct page *page, double units)
{
	return scale_px(&page->scale, units);
}

/* A balanced title, or prose, of so many units. */
struct text_block *page_title(struct page *page, const char *text, enum font_role role, double units, int width_px);
struct text_block *page_prose(struct page *page, const char *text, enum font_role role, double units, int width_px);

/* The largest of `steps` (descending, in units) in which a title has at most `lines` lines with no word broken; the
 * last step if none. */
struct text_block *page_fit(struct page *page, const char *text, enum font_role role, const double *steps,
			    size_t steps_count, int width_px, size_t lines);

/* The part of a picture that fills a box of this shape. */
struct box page_cover(const struct picture *picture, int width_px, int height_px);

/* Clears the scene and lays the ground: its colour, and on all but photos the venue's picture. */
void page_ground(struct page *page, struct scene *scene);

struct head {
	const char *headline;       /* large, for the full distance: the room; NULL: none */
	const char *first, *second; /* beside or below it, on one line or two; NULL: none */
	enum colour colour;         /* of these two */
	bool logo;                  /* with the venue's, if it has one */
};

/* Draws the head with the clock, and returns where content may begin. A scene of NULL draws nothing. On a stretched
 * screen head and foot are a column beside the content, which has the whole height. */
int page_head(struct page *page, const struct head *head, struct scene *scene);

struct foot {
	const char *first, *second; /* one behind the other, or below it; NULL: none */
};

/* "2/3", set in so many units; NULL if there is one page. */
const struct text_block *page_number(struct page *page, size_t number, size_t pages, double units);

/* Draws the foot: texts at the left, "2/3" at the right if there are several pages, on agendas the venue's logo;
 * returns where content must end. To be called after page_head(). view/apart.h has what is too long for either. */
int page_foot(struct page *page, const struct foot *foot, size_t number, size_t pages, struct scene *scene);

/* The largest box of the picture's shape in width x height, at 0, 0. */
struct box page_contain(const struct picture *picture, int width_px, int height_px);

/* Draws the venue's logo, which must be there. */
void page_logo(struct page *page, struct scene *scene, struct box box);

/* "a · b", leaving out what is NULL or empty; NULL if both are. */
const char *page_join(struct page *page, const char *a, const char *b);

/* A bar in that box, full from its start on for a part of it, 0 to 1. */
void page_bar(struct box box, double part, enum colour ink, struct scene *scene);

/* The session's people on one line, with what they are if `roles`. */
const char *page_people(struct page *page, const struct session *session, bool roles);

/* The local time of day, and what it is now. */
const char *page_time(struct page *page, int64_t utc_s);
const char *page_clock(struct page *page);

/* The clock, set in its size; or what stands in its place while it is not set, small and quiet, within a width: a wrong
 * one on the wall is worse than none. */
const struct text_block *page_set_clock(struct page *page);
const struct text_block *page_clock_unset(struct page *page, int width_px);

/* Prose of that size: both on one line (page_join), or each on lines of its own. */
const struct text_block *page_parts(struct page *page, const char *a, const char *b, double units, int width_px);

/* Is it that day now? Never, while the clock is not set. */
bool page_is_today(const struct page *page, struct date date);

/* When the event's agendas for tomorrow begin on this screen, as words ("Tomorrow from 9:00"); NULL: there are none. */
const char *page_tomorrow(struct page *page);

/* Notes the texts of the event that head and foot show. */
void page_source_event(struct page *page, struct scene *scene, bool name, bool place, bool contact);

/* Sets the scene's seconds from what is noted on it, and its end with the minute. */
void page_close(struct page *page, struct scene *scene);

#endif
