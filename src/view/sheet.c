#include "view/sheet.h"

#include "view/text.h"

enum {
	MARGIN_PX = 40,
	GAP_PX = 16,
	LABEL_PX = 130, /* width of the times */
	LABEL_SIZE_PX = 34,
	TITLE_SIZE_PX = 44,
	WHAT_SIZE_PX = 28,
	NOTE_SIZE_PX = 22,
	HEAD_PX = 150, /* height of the headings */
	LEAST_PX = 900,
	EDGE_PX = 2,
};

static size_t columns_of(const struct sheet *sheet)
{
	size_t most = 1;
	for (size_t i = 0; i < sheet->rows_count; i++)
		most = sheet->rows[i].pages > most ? sheet->rows[i].pages : most;
	return most < sheet->columns ? most : sheet->columns;
}

static int lines_of(const struct sheet *sheet, const struct sheet_row *row)
{
	return row->pages > 0 ? (int)((row->pages + sheet->columns - 1) / sheet->columns) : 1;
}

void sheet_size(const struct sheet *sheet, int *width_px, int *height_px)
{
	*width_px = 2 * MARGIN_PX + LABEL_PX + (int)columns_of(sheet) * (sheet->page_px + GAP_PX);
	if (*width_px < LEAST_PX)
		*width_px = LEAST_PX;
	*height_px = 2 * MARGIN_PX + HEAD_PX;
	for (size_t i = 0; i < sheet->rows_count; i++)
		*height_px += lines_of(sheet, &sheet->rows[i]) * (sheet->page_high_px + GAP_PX) + GAP_PX;
}

/* The first line of a text, from its capitals at y; returns its last baseline. */
static int put(struct scene *scene, struct typesetter *type, const char *text, enum font_role role, int size_px,
	       struct box box, enum colour colour)
{
	const struct text_block *block = text_set_plain(type, text, role, size_px, 1.2, box.width, TEXT_PROSE);
	text_draw(scene, block, 0, 1, box.x, box.y, box.width, TEXT_START, colour);
	return box.y + text_height_px(block, 1);
}

void sheet_lay_out(const struct sheet *sheet, const struct measure *measure, struct scene *scene, struct box *places)
{
	struct arena *arena = arena_create();
	struct typesetter *type = typesetter_create(arena, measure, sheet->language);
	struct box line = {MARGIN_PX, MARGIN_PX, scene->width_px - 2 * MARGIN_PX, 0};
	scene_rectangle(scene, (struct box){0, 0, scene->width_px, scene->height_px}, COLOUR_RAISED, 0, 255);
	line.y = put(scene, type, sheet->title, FONT_DISPLAY, TITLE_SIZE_PX, line, COLOUR_INK) + 20;
	line.y = put(scene, type, sheet->what, FONT_TEXT, WHAT_SIZE_PX, line, COLOUR_QUIET) + 20;
	put(scene, type, sheet->note, FONT_TEXT, NOTE_SIZE_PX, line, COLOUR_QUIET);
	int y = MARGIN_PX + HEAD_PX;
	size_t place = 0;
	for (size_t i = 0; i < sheet->rows_count; i++) {
		const struct sheet_row *row = &sheet->rows[i];
		struct box label = {MARGIN_PX, y, LABEL_PX - GAP_PX, 0};
		scene_rectangle(scene, (struct box){MARGIN_PX, y - GAP_PX, scene->width_px - 2 * MARGIN_PX, EDGE_PX},
				COLOUR_LINE, 0, 255);
		label.y = put(scene, type, row->label, FONT_DISPLAY, LABEL_SIZE_PX, label, COLOUR_INK) + GAP_PX;
		if (row->more > 0)
			put(scene, type, arena_format(arena, "+ %zu more", row->more), FONT_TEXT, NOTE_SIZE_PX, label,
			    COLOUR_QUIET);
		for (size_t page = 0; page < row->pages; page++) {
			struct box box = {MARGIN_PX + LABEL_PX +
						  (int)(page % sheet->columns) * (sheet->page_px + GAP_PX),
					  y + (int)(page / sheet->columns) * (sheet->page_high_px + GAP_PX),
					  sheet->page_px, sheet->page_high_px};
			scene_rectangle(scene,
					(struct box){box.x - EDGE_PX, box.y - EDGE_PX, box.width + 2 * EDGE_PX,
						     box.height + 2 * EDGE_PX},
					COLOUR_LINE, 0, 255);
			places[place++] = box;
		}
		y += lines_of(sheet, row) * (sheet->page_high_px + GAP_PX) + GAP_PX;
	}
	typesetter_destroy(type);
	arena_destroy(arena);
}
