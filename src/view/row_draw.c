#include "view/change.h"
#include "view/row.h"

static void note_sources(struct page *page, const struct row_part *part, struct scene *scene)
{
	if (part->mark != NULL || part->count == part->block->lines_count) {
		for (size_t i = 0; i < part->sources_count; i++)
			scene_source(scene, part->sources[i]);
		return;
	}
	/* It goes on from one page to another: each names what it shows of it. */
	scene_source(scene, text_said(page->arena, part->block, part->first, part->count));
}

static int draw_part(struct page *page, const struct row *row, const struct row_part *part, int cap_y,
		     struct scene *scene)
{
	int x = row->columns.title_x, width = row->columns.right - x, height = text_height_px(part->block, part->count);
	if (part->mark != NULL) {
		int mark_y =
			cap_y + (part->block->lines_count > 0 ? (part->block->cap_px - part->mark->cap_px) / 2 : 0);
		change_draw_mark(page, part->mark, x, mark_y, scene);
		x += part->mark->width_px + page_px(page, 2.0);
		width -= part->mark->width_px + page_px(page, 2.0);
		height = part->mark->cap_px > height ? part->mark->cap_px : height;
	}
	text_draw(scene, part->block, part->first, part->count, x, cap_y, width, TEXT_START, part->colour);
	if (part->struck)
		change_draw_strike(part->block, part->first, part->count, x, cap_y, scene);
	note_sources(page, part, scene);
	return cap_y + height;
}

static void draw_progress(struct page *page, const struct row *row, int x, int middle, int width, enum colour ink,
			  struct scene *scene)
{
	int thick = page_px(page, 0.5);
	page_bar((struct box){x, middle - thick / 2, width, thick}, row->progress, ink, scene);
}

/* The end of a lead block: until when, a bar of how much of it is over, what is left in words. */
static void draw_bar(struct page *page, const struct row *row, int bottom, enum colour ink, struct scene *scene)
{
	int x = row->columns.title_x, right = row->columns.right;
	const struct text_block *left = row->left;
	int cap_y = bottom - row->bar_below_px - text_height_px(left, left->lines_count),
	    middle = cap_y + left->cap_px / 2;
	if (row->until != NULL)
		text_draw(scene, row->until, 0, 1, row->columns.time_right - row->until->width_px,
			  cap_y + left->cap_px - row->until->cap_px, row->until->width_px, TEXT_START, ink);
	if (row->progress < 0 || row->bar_below_px > 0) {
		text_draw(scene, left, 0, left->lines_count, x, cap_y, right - x, TEXT_START, ink);
		if (row->bar_below_px > 0)
			draw_progress(page, row, x, bottom - page_px(page, 0.25), right - x, ink, scene);
		return;
	}
	int width = right - x - left->width_px - page_px(page, 1.4);
	if (width > page_px(page, 4))
		draw_progress(page, row, x, middle, width, ink, scene);
	text_draw(scene, left, 0, 1, right - left->width_px, cap_y, left->width_px, TEXT_START, ink);
}

void row_draw(struct page *page, const struct row *row, int y, int spare_px, struct scene *scene)
{
	bool accent = row->look == ROW_NOW || row->look == ROW_NOW_MANY;
	if (row_is_block(row)) {
		struct box box = {row->columns.left, y, row->columns.width_px, row->height_px + spare_px};
		scene_rectangle(scene, box, accent ? COLOUR_ACCENT : COLOUR_RAISED, page_px(page, 0.8), 255);
	}
	enum colour ink = accent ? COLOUR_ON_ACCENT : COLOUR_INK;
	bool stacked = row->form == ROW_STACKED;
	/* A stacked block keeps its time at the top and its bar at the bottom, whatever height there is to spare. */
	int cap_y = y + row->pad_px + (stacked ? 0 : spare_px / 2), right = row->columns.right;
	int above = cap_y + (row->time != NULL ? row->time->cap_px : 0); /* the baseline of what is above a title */
	if (stacked && row->time != NULL) {
		text_draw(scene, row->time, 0, 1, row->columns.title_x, cap_y, row->time->width_px, TEXT_START, ink);
		cap_y = above + row->pad_px + spare_px * 2 / 5;
	}
	int baseline = cap_y + (row->parts_count > 0 ? row->parts[0].block->cap_px : 0);
	if (!stacked && row->time != NULL)
		text_draw(scene, row->time, 0, 1, row->columns.time_right - row->time->width_px,
			  baseline - row->time->cap_px, row->time->width_px, TEXT_START,
			  row->parts_count > 0 ? row->parts[0].colour : ink);
	if (row->until != NULL && row->left == NULL)
		text_draw(scene, row->until, 0, 1, row->columns.time_right - row->until->width_px,
			  baseline + row->until->leading_px - row->until->cap_px, row->until->width_px, TEXT_START,
			  ink);
	for (size_t i = 0; i < row->parts_count; i++) {
		cap_y = draw_part(page, row, &row->parts[i], cap_y + (i > 0 ? row->parts[i].gap_px : 0), scene);
		if (i > 0 || row->room == NULL)
			continue;
		text_draw(scene, row->room, 0, row->room->lines_count, right - row->room->width_px,
			  (stacked ? above : baseline) - row->room->cap_px, row->room->width_px, TEXT_END, ink);
		scene_source(scene, row->room_sources[0]);
		scene_source(scene, row->room_sources[1]);
	}
	if (row->left != NULL)
		draw_bar(page, row, y + row->height_px + spare_px - row->pad_px - (stacked ? 0 : spare_px / 2), ink,
			 scene);
}
