/* What a slide looks like: pages as scenes, a pure function of slide, time, screen and measures. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stdint.h>

#include "model/deck.h"
#include "model/language.h"
#include "view/measure.h"
#include "view/scene.h"

struct view { /* where and when; all borrowed */
	int width_px, height_px;
	const char *screen; /* its name */
	int64_t now_utc_s;
	bool clock_unset;    /* now_utc_s cannot be trusted: nothing is on now, nothing over, nothing counted down */
	bool overscan_given; /* what the display crops is known here, whatever the content says */
	double overscan_percent;
	const struct deck *deck;
	const struct language *(*language)(void *data, const char *tag); /* never NULL */
	void *language_data;
	struct measure measure;
};

/* How many pages the slide has now: at least 1, but 0 for an agenda of which nothing is left to come. */
size_t view_pages(const struct view *view, const struct slide *slide);

/* Lays out one page (from 0) into a cleared or new scene. */
void view_page(const struct view *view, const struct slide *slide, size_t page, struct scene *scene);

/* The same for who wants many pages of one moment: they are laid out only once. View and slide are borrowed;
 * destroy() takes NULL. */
struct view_layout;
struct view_layout *view_layout_create(const struct view *view, const struct slide *slide);
void view_layout_destroy(struct view_layout *layout);
size_t view_layout_pages(const struct view_layout *layout);
void view_layout_page(struct view_layout *layout, size_t page, struct scene *scene);

/* Is something of this slide on now, so that its first page is the one to come back to? Pure model, cheap. */
bool view_slide_on_now(const struct view *view, const struct slide *slide);

/* The event that speaks for the whole wall; while the clock is not set the first in time. */
const struct event *view_event(const struct view *view);

/* The page that stands when nothing is left to show: the event's name, place and days, or callboard's own with the
 * screen's name. Never empty. What is too long for one page is shown on several in turns, each for so
 * long. */
enum { VIEW_CALM_TURN_S = 20 };
void view_calm(const struct view *view, struct scene *scene);

/* The screen's own name, large, for a technician who looks for it; and some lines below (address, what it is bound to).
 */
void view_identify(const struct view *view, const char *const *lines, size_t lines_count, struct scene *scene);

#endif
