#include "view/poster.h"

#include "view/code.h"

#define MOST_ENLARGED 2.5 /* beyond that a picture is only blur */

/* In units. */
#define GAP         1.2 /* between code and label, picture and code */
#define GAP_TEXT    2.6 /* between text and the rest */
#define LABEL_LEAST 9.0 /* width of a label at its code's side */
#define LABEL_UNDER 12.0

/* Sides of cards, of the screen's shorter side. With its quiet zone a code takes a third of it or more. */
#define CARD       0.42 /* beside text */
#define CARD_BOTH  0.35 /* with a picture as well */
#define CARD_ALONE 0.6

static const double label_steps[] = {3.0, 2.6, 2.2, 1.9, SCALE_HALF};
enum { LABEL_STEPS = sizeof label_steps / sizeof *label_steps };

/* As large as can be in width x height, not blown up beyond what its pixels bear. */
static struct box contain(const struct picture *picture, int width_px, int height_px)
{
	int most_width = (int)(picture->width_px * MOST_ENLARGED),
	    most_height = (int)(picture->height_px * MOST_ENLARGED);
	return page_contain(picture, width_px < most_width ? width_px : most_width,
			    height_px < most_height ? height_px : most_height);
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* A card's side is told in parts of the screen, however near people stand. */
static int card_px(const struct page *page, double part)
{
	int width = page->scale.width_px, height = page->scale.height_px;
	return (int)((width < height ? width : height) * part);
}

/* The code with its label below, in a column of its own. Returns the column's width. */
static int set_code(struct page *page, const struct qr *qr, const char *label, double part, bool alone, int height,
		    struct poster *poster)
{
	int gap = page_px(page, GAP), side = card_px(page, part), width = larger(side, page_px(page, LABEL_UNDER));
	int widest = (int)(page->width_px * (alone ? 1 : part)), most;
	for (width = alone ? width * 3 / 2 : width;; width = width * 5 / 4) {
		poster->label = page_fit(page, label, FONT_TEXT, alone ? label_steps : label_steps + LABEL_STEPS - 1,
					 alone ? LABEL_STEPS : 1, width < widest ? width : widest, 2);
		most = height - gap - text_height_px(poster->label, poster->label->lines_count);
		if (most >= side || width >= widest) /* a long label wants width, not the code's height */
			break;
	}
	poster->cramped = most < side * 2 / 3;
	side = code_side_px(qr, side < most ? side : most);
	poster->card = (struct box){.width = side, .height = side};
	poster->label_align = TEXT_CENTRE;
	return larger(side, poster->label->width_px);
}

/* Places a column of code and label at x; the card begins at y. */
static void place_code(struct page *page, struct poster *poster, int x, int width, int y)
{
	poster->card.x = x + (width - poster->card.width) / 2;
	poster->card.y = y;
	poster->label_x = x + (width - poster->label->width_px) / 2;
	poster->label_y = y + poster->card.height + page_px(page, GAP);
}

static int code_height(struct page *page, const struct poster *poster)
{
	return poster->card.height + page_px(page, GAP) + text_height_px(poster->label, poster->label->lines_count);
}

/* Wide screens, picture and code: the code below the picture, both at the margin. A picture that is wide enough has the
 * code's label below it as well; otherwise that stands before the code. */
static int place_both(struct page *page, const struct announcement *announcement, const char *label, int width, int top,
		      int bottom, struct poster *poster)
{
	int gap = page_px(page, GAP), height = bottom - top, right = page->left + page->width_px;
	int side = code_side_px(&announcement->qr, card_px(page, CARD_BOTH)), least = page_px(page, LABEL_LEAST);
	poster->picture = contain(announcement->picture, width, height - side - gap);
	bool within = poster->picture.width >= side + gap + least;
	int label_px = within ? poster->picture.width - side - gap : least;
	poster->label = page_title(page, label, FONT_TEXT, SCALE_HALF, label_px);
	int label_height = text_height_px(poster->label, poster->label->lines_count);
	int code = larger(side, label_height), used = poster->picture.height + gap + code;
	int y = top + (height - used) / 2, code_y = y + used - code;
	poster->cramped = used > height;
	poster->picture.x = right - poster->picture.width;
	poster->picture.y = y;
	poster->card = (struct box){within ? poster->picture.x : right - side, code_y + (code - side) / 2, side, side};
	poster->label_x = within ? poster->card.x + side + gap : poster->card.x - gap - poster->label->width_px;
	poster->label_y = code_y + (code - label_height) / 2;
	poster->label_align = within ? TEXT_START : TEXT_END;
	return larger(poster->picture.width, within ? 0 : side + gap + poster->label->width_px);
}

/* Wide screens: the text first, then code and picture, each in a column. Returns what they take of the width. */
static int place_columns(struct page *page, const struct announcement *announcement, const char *label,
			 enum poster_text text, int top, int bottom, struct poster *poster)
{
	const struct picture *picture = announcement->picture;
	int height = bottom - top, gap = page_px(page, GAP_TEXT), right = page->left + page->width_px, code = 0,
	    used = 0;
	if (announcement->qr.size > 0) {
		bool alone = !text && picture == NULL;
		code = set_code(page, &announcement->qr, label,
				alone             ? CARD_ALONE
				: picture != NULL ? CARD_BOTH
						  : CARD,
				alone, height, poster);
		used = code + (picture != NULL ? gap : 0);
	}
	if (picture != NULL) {
		int part = (text == POSTER_MUCH_TEXT ? 36 : 45) - (code > 0 ? 9 : 0);
		int most = text ? page->width_px * part / 100 : page->width_px - used;
		poster->picture = contain(picture, most, height);
		used += poster->picture.width;
	}
	if (!text) /* in the middle */
		right -= (page->width_px - used) / 2;
	poster->picture.x = right - poster->picture.width;
	poster->picture.y = top + (height - poster->picture.height) / 2;
	if (code > 0) {
		int y = top + (height - code_height(page, poster)) / 2;
		place_code(page, poster, right - used, code, y);
	}
	return used;
}

/* Tall screens: the picture above the text, the code below it with its label at its side. */
static void place_rows(struct page *page, const struct announcement *announcement, const char *label,
		       enum poster_text text, int top, int bottom, struct poster *poster)
{
	int gap = page_px(page, GAP_TEXT), room = bottom - top;
	bool code = announcement->qr.size > 0;
	if (code && !text && announcement->picture == NULL) {
		int column = set_code(page, &announcement->qr, label, CARD_ALONE, true, room, poster);
		place_code(page, poster, page->left + (page->width_px - column) / 2, column,
			   top + (room - code_height(page, poster)) * 45 / 100);
		return;
	}
	int code_px = 0, label_px = 0, beside = 0;
	if (code) {
		int most = room * 35 / 100, side = card_px(page, CARD);
		side = code_side_px(&announcement->qr, side < most ? side : most);
		beside = side + page_px(page, 1.6);
		poster->label =
			page_fit(page, label, FONT_TEXT, label_steps + 2, LABEL_STEPS - 2, page->width_px - beside, 4);
		label_px = text_height_px(poster->label, poster->label->lines_count);
		poster->card = (struct box){page->left, 0, side, side};
		poster->label_x = page->left + beside;
		code_px = larger(side, label_px);
		poster->cramped = code_px > larger(side, most);
	}
	int code_y = bottom - code_px;
	if (announcement->picture != NULL) {
		int rest = room - (code ? code_px + gap : 0);
		poster->picture = contain(announcement->picture, page->width_px,
					  text ? rest * (text == POSTER_MUCH_TEXT ? 30 : 45) / 100 : rest);
		int used = poster->picture.height + room - rest;
		poster->picture.x = page->left + (text ? 0 : (page->width_px - poster->picture.width) / 2);
		poster->picture.y = text ? top : top + (room - used) * 45 / 100;
		if (!text)
			code_y = poster->picture.y + used - code_px;
		top += poster->picture.height + gap;
	}
	poster->card.y = code_y + (code_px - poster->card.height) / 2;
	poster->label_y = code_y + (code_px - label_px) / 2;
	bottom -= code ? code_px + gap : 0;
	poster->text = (struct box){page->left, top, page->width_px, bottom - top};
}

struct poster poster_place(struct page *page, const struct announcement *announcement, const char *label,
			   enum poster_text text, int top, int bottom)
{
	struct poster poster = {.text = {page->left, top, page->width_px, bottom - top}};
	const struct picture *picture = announcement->picture;
	if (page->scale.portrait) {
		place_rows(page, announcement, label, text, top, bottom, &poster);
		return poster;
	}
	/* One above the other only where both stay large. */
	bool above = picture != NULL && announcement->qr.size > 0 && text && !page->scale.stretched &&
		     picture->width_px * 10 > picture->height_px * 11;
	int used = above ? place_both(page, announcement, label, page->width_px * 45 / 100, top, bottom, &poster)
			 : place_columns(page, announcement, label, text, top, bottom, &poster);
	if (above && poster.cramped) { /* so long a label wants the code's own column */
		poster = (struct poster){.text = poster.text};
		used = place_columns(page, announcement, label, text, top, bottom, &poster);
	}
	poster.text.width -= used > 0 ? used + page_px(page, GAP_TEXT) : 0;
	return poster;
}

static void draw_picture(struct page *page, const struct picture *picture, struct box box, struct scene *scene)
{
	int radius = page_px(page, 0.6);
	if (picture->transparent) { /* drawn for paper, most of them: on a dark ground black lines would be gone */
		int edge = page_px(page, 0.8), most = box.width / 8; /* a narrow one is not to be all edge */
		int across = edge < most ? edge : most, down = across * box.height / box.width;
		scene_rectangle(scene, box, COLOUR_PAPER, radius, 255);
		box = (struct box){box.x + across, box.y + down, box.width - 2 * across, box.height - 2 * down};
		radius = 0;
	}
	scene_picture(scene, box, picture->name, (struct box){0, 0, picture->width_px, picture->height_px},
		      PICTURE_SHARP, radius);
}

void poster_draw(struct page *page, const struct poster *poster, struct scene *scene)
{
	const struct announcement *announcement = &page->slide->announcement;
	if (announcement->picture != NULL)
		draw_picture(page, announcement->picture, poster->picture, scene);
	if (poster->label == NULL)
		return;
	code_draw(page, &announcement->qr, poster->card, scene);
	text_draw(scene, poster->label, 0, poster->label->lines_count, poster->label_x, poster->label_y,
		  poster->label->width_px, poster->label_align, COLOUR_INK);
	if (poster->label->lines_count > 0)
		scene_source(scene, announcement->qr.label != NULL ? announcement->qr.label : announcement->qr.url);
}
