#include "player/bake.h"

#include <assert.h>

#include "player/paint.h"
#include "player/pictures.h"

enum {
	SOFT_SHADE_ALPHA = SHADE_TEXT_ALPHA, /* text stands on it too */
	SOFT_CELLS = 28,                     /* along the longer side: so few that nothing can be recognized */
	VEILED_CELLS = 160,                  /* what it is can be told, but no edge is as sharp as a letter's */
};

static uint32_t colour_of(const struct theme *theme, enum colour colour, int alpha)
{
	uint32_t value = theme->colours[colour], bounded = (uint32_t)(alpha < 0 ? 0 : alpha > 255 ? 255 : alpha);

	return ((value >> 24) * bounded + 127) / 255 << 24 | (value & 0xFFFFFF);
}

static void bake_text(struct frame *frame, const struct scene_item *item, const struct theme *theme,
		      struct fonts *fonts)
{
	/* The run stays in its box but for what letters by their nature reach beyond it: an italic's slant, an accent
	 * on a capital, another script's depth. A tower of marks is cut there. */
	int beyond_x = item->text.font.size_px / 3, beyond_y = item->text.font.size_px / 2;
	struct box clip = {item->box.x - beyond_x, item->box.y - beyond_y, item->box.width + 2 * beyond_x,
			   item->box.height + 2 * beyond_y};
	struct run run;

	if (!fonts_render(fonts, item->text.font, item->text.text, item->text.right_to_left, &run))
		return;
	paint_run(frame, &run, item->box.x, item->text.baseline_y, clip, colour_of(theme, item->text.colour, 255));
	SDL_FreeSurface(run.surface);
}

static void bake_picture(struct frame *frame, const struct scene_item *item, const struct theme *theme,
			 const char *pictures_folder)
{
	const uint32_t cards[] = {theme->colours[COLOUR_PAPER], theme->colours[COLOUR_PRINT]};
	struct mapped_picture picture;

	if (!picture_map(&picture, pictures_folder, item->picture.name)) {
		/* A photo leaves a block, a ground or a logo nothing. */
		if (item->picture.manner == PICTURE_SHARP || item->picture.manner == PICTURE_SOFT)
			paint_rectangle(frame, item->box, colour_of(theme, COLOUR_RAISED, 255),
					item->picture.radius_px);
		return;
	}
	switch (item->picture.manner) {
	case PICTURE_SHARP:
		paint_picture(frame, item->box, &picture, item->picture.source, item->picture.radius_px);
		break;
	case PICTURE_SOFT:
		paint_blurred(frame, item->box, &picture, item->picture.source,
			      colour_of(theme, COLOUR_SHADE, SOFT_SHADE_ALPHA), SOFT_CELLS);
		break;
	case PICTURE_VEILED:
		paint_blurred(frame, item->box, &picture, item->picture.source, theme_veil(theme), VEILED_CELLS);
		break;
	case PICTURE_LOGO:
		paint_logo(frame, item->box, &picture, item->picture.source, cards);
		break;
	}
	picture_unmap(&picture);
}

void bake(struct frame *frame, const struct scene *scene, const struct theme *theme, struct fonts *fonts,
	  const char *pictures_folder)
{
	struct box all = {0, 0, frame->width_px, frame->height_px};

	assert(frame->width_px == scene->width_px && frame->height_px == scene->height_px);
	paint_rectangle(frame, all, theme->colours[COLOUR_GROUND] | 0xFF000000, 0);
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];

		switch (item->kind) {
		case SCENE_RECTANGLE:
			paint_rectangle(frame, item->box,
					colour_of(theme, item->rectangle.colour, item->rectangle.alpha),
					item->rectangle.radius_px);
			break;
		case SCENE_GRADIENT:
			paint_gradient(frame, item->box, colour_of(theme, item->gradient.colour, item->gradient.alpha),
				       item->gradient.full_px, item->gradient.up);
			break;
		case SCENE_TEXT:
			bake_text(frame, item, theme, fonts);
			break;
		case SCENE_PICTURE:
			bake_picture(frame, item, theme, pictures_folder);
			break;
		}
	}
}
