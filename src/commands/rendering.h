/* What `render` and `render --day` share: what is wanted, and pages on their way into files. */
#ifndef COMMANDS_RENDERING_H
#define COMMANDS_RENDERING_H

#include <stdbool.h>

#include "base/buffer.h"
#include "control/listing.h"
#include "player/fonts.h"
#include "player/frame.h"
#include "player/looks.h"
#include "view/view.h"

struct wishes { /* the command line */
	const char *folder, *out, *at, *day, *theme, *state, *screen;
	int width_px, height_px;
	bool json;
};

struct rendering {
	const struct wishes *wishes;
	const char *state; /* its folder */
	struct view view;
	struct looks *looks;
	struct fonts *fonts;
	struct frame *frame; /* the last page */
	char *file;          /* and its name */
	struct buffer list;  /* of the pages, as JSON */
	int number;
};

/* Tells on standard error; returns the exit status of a failure. */
int rendering_failed(const char *what, const char *why);

/* What an event wants on this screen, or the theme of the command line. */
struct theme rendering_theme(struct rendering *rendering, const struct event *event);

/* What is listed of a slide's pages, file and texts left out; NULL is the calm page. */
struct listing_page rendering_page(const struct rendering *rendering, const struct slide *slide);

/* Bakes a laid out page, writes and lists it, under the next number and the name of the source's file. Completes *page,
 * whose file is valid until the next one. */
int rendering_write(struct rendering *rendering, const struct scene *scene, const struct theme *theme,
		    const char *source, struct listing_page *page);

/* Writes OUT/name and says so. */
int rendering_write_picture(const struct rendering *rendering, const char *name, const struct frame *frame);

/* Bakes into a frame of the scene's size. */
void rendering_bake(const struct rendering *rendering, struct frame *frame, const struct scene *scene,
		    const struct theme *theme);

/* commands/render_day.c: the pages of a day ("2018-10-22"), day.png and index.html. */
int render_day(struct rendering *rendering, const char *text);

#endif
