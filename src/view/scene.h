/* A page as a flat list of things to draw, back to front, in reading order. Plain data: no SDL, no clock, no files. The
 * same slide, time, screen and measures give the same scene, so two scenes tell whether a page changed. */
#ifndef VIEW_SCENE_H
#define VIEW_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/theme.h"
#include "view/measure.h"

struct box {
	int x, y, width, height; /* px, from the upper left corner of the screen */
};

enum scene_kind { SCENE_RECTANGLE, SCENE_GRADIENT, SCENE_TEXT, SCENE_PICTURE };

enum picture_manner {
	PICTURE_SHARP,
	PICTURE_SOFT,   /* out of focus under SHADE_TEXT_ALPHA of shade: the ground around a photo of another shape */
	PICTURE_VEILED, /* out of focus under the ground's colour, so that every text is as legible as on that alone */
	PICTURE_LOGO, /* if it is transparent and would be lost on the ground: smaller, on a card that fills the box */
};

/* How much of COLOUR_SHADE must lie over a photo wherever COLOUR_ON_SHADE stands on it: then the text has 7:1 even if
 * the photo is white (model/theme.h holds every theme to it). */
enum { SHADE_TEXT_ALPHA = THEME_SHADE_ALPHA };

struct scene_item {
	enum scene_kind kind;
	struct box
		box; /* of a text: the run's width and its line's ascent and descent; nothing of it is drawn outside */
	union {
		struct {
			enum colour colour;
			int radius_px; /* of its corners */
			int alpha;     /* 0..255 */
		} rectangle;
		struct {
			enum colour colour; /* from alpha 0 at one edge to alpha at the other */
			int alpha;
			int full_px; /* of the height: what lies at the strong edge and has all of alpha */
			bool up;     /* strongest at the top instead of at the bottom */
		} gradient;
		struct {
			const char *text; /* UTF-8, one run: one font, one direction, one script, no line break */
			struct font font; /* with the face that covers it */
			enum colour colour;
			int baseline_y;
			bool right_to_left;
			bool hyphen; /* its last byte is no content: a word is divided there */
			bool clock;  /* the time of day: the same page has another one a minute later */
		} text;
		struct {
			const char *name;  /* of struct picture */
			struct box source; /* the part of it that fills the box, in its own pixels */
			enum picture_manner manner;
			int radius_px;
		} picture;
	};
};

struct scene {
	struct arena *arena; /* holds items and texts */
	int width_px, height_px;
	struct box safe; /* what nobody crops: boxes are given from its corner, and moved here */
	bool mirrored;   /* a page that runs to the left: boxes are given as if it ran to the right, and turned here */
	struct scene_item *items;
	size_t items_count, items_capacity;
	const char **sources; /* the texts of the content on this page, whole, in reading order */
	size_t sources_count, sources_capacity;
	double unit_px;            /* of the page's type scale (scale_distance_m) */
	double seconds;            /* how long it should stay */
	int64_t valid_until_utc_s; /* when it would look otherwise (a minute, a session's end); INT64_MAX: never */
};

void scene_init(struct scene *scene, int width_px, int height_px);
void scene_finish(struct scene *scene);
void scene_clear(struct scene *scene);

/* Each adds one item on top of the others. Texts and names are copied into the arena. A text's box is not turned: its
 * line is, as a whole (text_draw). */
void scene_rectangle(struct scene *scene, struct box box, enum colour colour, int radius_px, int alpha);
void scene_gradient(struct scene *scene, struct box box, enum colour colour, int alpha, int full_px, bool up);
void scene_picture(struct scene *scene, struct box box, const char *name, struct box source, enum picture_manner manner,
		   int radius_px);
struct scene_item *scene_text(struct scene *scene, struct box box, int baseline_y, const char *text, size_t bytes,
			      struct font font, enum colour colour, bool right_to_left);

/* Notes a text of the content as being on the page. */
void scene_source(struct scene *scene, const char *text);

/* Do both draw the same picture? (seconds and validity are not compared) */
bool scene_same(const struct scene *a, const struct scene *b);

/* Adds what the page says, in what colours, and its pictures; nothing of where, how large and in how many lines that
 * is, nor the time of day: two moments of a page whose words are the same say the same. */
void scene_say(const struct scene *scene, struct buffer *into);

/* As text, one item a line: for golden tests. */
void scene_print(const struct scene *scene, struct buffer *into);

#endif
