#include <string.h>

#include "base/memory.h"
#include "model/room.h"
#include "model/wall.h"
#include "view/agenda.h"
#include "view/kinds.h"

/* In units. */
#define LATER_UNITS  1.9
#define LATER_GAP    1.5
#define SPARE_MOST   1.2 /* more height for a row of the list */
#define SPARE_NARROW 1.8

enum { NEAR_S = 30 * 60 };

/* Where a screen's own rooms come first, in its order. */
static size_t room_rank(const struct page *page, const struct session *session)
{
	size_t count = page->screen != NULL ? page->screen->rooms_count : 0, rank = 0;
	while (rank < count && !room_same(page->screen->rooms[rank], session->room))
		rank++;
	return rank;
}

static void sort_by_room(struct agenda_layout *layout)
{
	size_t *ranks = arena_allocate(layout->page->arena, layout->now_count + 1, sizeof *ranks);
	for (size_t i = 0; i < layout->now_count; i++) {
		const struct session *session = layout->sessions[i];
		size_t rank = room_rank(layout->page, session), place = i;
		for (; place > 0 && ranks[place - 1] > rank; place--) {
			layout->sessions[place] = layout->sessions[place - 1];
			ranks[place] = ranks[place - 1];
		}
		layout->sessions[place] = session;
		ranks[place] = rank;
	}
}

static void choose_sessions(struct agenda_layout *layout)
{
	const struct agenda *agenda = layout->agenda;
	int64_t now = layout->page->view->now_utc_s;
	bool unset = layout->page->view->clock_unset; /* then nothing is on, and nothing over */
	layout->sessions = arena_allocate(layout->page->arena, agenda->sessions_count + 1, sizeof *layout->sessions);
	for (int pass = 0; pass < 3; pass++) { /* what is on, what has a time, what is there all day */
		for (size_t i = 0; i < agenda->sessions_count; i++) {
			const struct session *session = &agenda->sessions[i];
			int own = session->all_day ? 2 : unset || !session_on(session, now);
			if ((unset || session->end_utc_s > now) && own == pass)
				layout->sessions[layout->sessions_count++] = session;
		}
		if (pass == 0)
			layout->now_count = layout->sessions_count;
	}
	if (unset)
		return;
	/* Where what was to be on now is cancelled or elsewhere, what comes next leads as soon as it is near. */
	size_t next = 0;
	while (next < layout->sessions_count &&
	       (layout->sessions[next]->start_utc_s <= now || layout->sessions[next]->cancelled ||
		layout->sessions[next]->away_utc_s != 0))
		next++;
	if (layout->now_count > 0 || next == layout->sessions_count || layout->sessions[0]->start_utc_s > now)
		return;
	const struct session *lead = layout->sessions[next];
	if (lead->start_utc_s - now > NEAR_S)
		return;
	memmove(layout->sessions + 1, layout->sessions, next * sizeof(const struct session *));
	layout->sessions[0] = lead;
}

/* A room as the programme writes it. */
static const char *room_written(const struct agenda *agenda, const char *room)
{
	size_t listed = room_find(agenda->rooms, agenda->rooms_count, room);
	if (listed < agenda->rooms_count)
		return agenda->rooms[listed];
	for (size_t i = 0; i < agenda->sessions_count; i++)
		if (room_same(agenda->sessions[i].room, room))
			return agenda->sessions[i].room;
	return room;
}

static const char *headline_of(struct agenda_layout *layout)
{
	const struct page *page = layout->page;
	if (layout->agenda->kind == AGENDA_SOON)
		return text_sentence(page->type, language_word(page->language, page->arena, WORD_SOON, NULL));
	if (layout->agenda->room != NULL)
		return layout->agenda->room;
	const struct event_screen *cut = wall_cut(page->view->deck, page->slide, page->view->screen);
	if (cut != NULL && cut->rooms_count > 0) {
		const char *rooms = room_written(layout->agenda, cut->rooms[0]);
		for (size_t i = 1; i < cut->rooms_count; i++)
			rooms = arena_format(page->arena, "%s, %s", rooms, room_written(layout->agenda, cut->rooms[i]));
		return rooms;
	}
	return layout->agenda->title != NULL ? layout->agenda->title : page->event->name;
}

static void set_words(struct agenda_layout *layout)
{
	struct page *page = layout->page;
	const struct agenda *agenda = layout->agenda;
	const struct language *language = page->language;
	struct frame *frame = &layout->frame;
	const char *headline = layout->headline = headline_of(layout);
	const char *date = text_sentence(page->type, language_date(language, page->arena, DATE_FULL, agenda->date));
	const char *title = agenda->title != NULL && !text_equal(headline, agenda->title) ? agenda->title : NULL;
	frame->head.headline = headline;
	frame->head.colour = COLOUR_QUIET;
	frame->head.first = title;
	frame->head.second = layout->today ? date : NULL;
	if (agenda->until_utc_s != 0) /* the rest comes when it is nearer */
		frame->head.second = page_join(
			page, frame->head.second,
			language_word(language, page->arena, WORD_UNTIL, page_time(page, agenda->until_utc_s)));
	if (!layout->today && layout->sessions_count > 0) {
		const struct session *first = layout->sessions[0];
		const char *time = first->all_day ? NULL : page_time(page, first->start_utc_s);
		if (page_is_today(page, date_add(agenda->date, -1))) {
			enum word word = first->all_day ? WORD_TOMORROW : WORD_TOMORROW_FROM;
			layout->band = text_sentence(page->type, language_word(language, page->arena, word, time));
			layout->band_date = date;
		} else {
			enum word word = first->all_day ? WORD_ALL_DAY : WORD_FROM;
			layout->band = date;
			layout->band_date = language_word(language, page->arena, word, time);
		}
	}
	const char *name = text_equal(headline, page->event->name) ? NULL : page->event->name;
	frame->foot = (struct foot){page->event->contact, name};
}

/* On another day's pages: which day, and when it begins. */
static int draw_band(struct agenda_layout *layout, int y, struct scene *scene)
{
	if (layout->band == NULL)
		return y;
	static const double steps[] = {SCALE_FULL, 2.8, 2.4};
	struct page *page = layout->page;
	int side = page_px(page, 1.4), pad = page_px(page, 1.2), width = page->width_px - 2 * side;
	struct text_block *day = page_fit(page, layout->band, FONT_DISPLAY, steps, 3, width, 1);
	struct text_block *date = page_title(page, layout->band_date, FONT_TEXT, 2.0, width);
	bool beside = day->width_px + date->width_px + page_px(page, 1.5) <= width;
	int height = text_height_px(day, day->lines_count), date_y = y + pad + day->cap_px - date->cap_px;
	if (!beside) {
		date_y = y + pad + height + page_px(page, 1.0);
		height = date_y - y - pad + text_height_px(date, date->lines_count);
	}
	if (scene != NULL) {
		scene_rectangle(scene, (struct box){page->left, y, page->width_px, height + 2 * pad}, COLOUR_RAISED,
				page_px(page, 0.8), 255);
		text_draw(scene, day, 0, day->lines_count, page->left + side, y + pad, width, TEXT_START, COLOUR_INK);
		text_draw(scene, date, 0, date->lines_count, page->left + side, date_y, width,
			  beside ? TEXT_END : TEXT_START, COLOUR_INK);
	}
	return y + height + 2 * pad + page_px(page, 0.3);
}

static void set_frame(struct agenda_layout *layout)
{
	struct page *page = layout->page;
	struct frame *frame = &layout->frame;
	const struct frame given = *frame;
	int least_px = frame_least_px(page), band_px = draw_band(layout, 0, NULL);
	frame_lay_out(page, frame, band_px > 0 ? band_px + least_px / 2 : least_px);
	layout->top = frame->top + band_px;
	if (band_px == 0 || frame->bottom - layout->top >= least_px / 2)
		return;
	/* There is no height for a band: it is told beside the clock. */
	*frame = given;
	frame->head.first = page_join(page, given.head.first, layout->band);
	frame->head.second = page_join(page, given.head.second, layout->band_date);
	layout->band = NULL;
	frame_lay_out(page, frame, least_px * 2 / 3);
	layout->top = frame->top;
}

struct agenda_layout *agenda_lay_out(struct page *page)
{
	struct agenda_layout *layout = arena_allocate(page->arena, 1, sizeof *layout);
	*layout = (struct agenda_layout){.page = page, .agenda = &page->slide->agenda};
	layout->today = page_is_today(page, layout->agenda->date);
	choose_sessions(layout);
	sort_by_room(layout);
	set_words(layout);
	set_frame(layout);
	layout->bottom = layout->foot_top = layout->frame.bottom;
	layout->later = layout->today && layout->agenda->kind == AGENDA_DAY ? page_tomorrow(page) : NULL;
	if (layout->sessions_count == 1 && layout->later != NULL)
		layout->bottom -= page_px(page, LATER_GAP + LATER_UNITS);
	if (layout->sessions_count > 0)
		agenda_fill(layout);
	return layout;
}

size_t agenda_pages(const struct agenda_layout *layout)
{
	return layout->pages > 0 ? layout->pages + layout->frame.apart.pages : 0;
}

struct column {               /* of a page being drawn */
	size_t start, end;    /* rows */
	int right_px;         /* how far its rows are moved */
	int each_px, lead_px; /* more height for each row of the list, for each block */
};

/* How much more height rows get, so that lists fill their pages without floating apart. Blocks of narrow pages take
 * what the list cannot. */
static void share_spare(const struct agenda_layout *layout, struct column *column)
{
	const struct page *page = layout->page;
	bool narrow = page->scale.portrait || layout->form == AGENDA_BESIDE;
	int spare = layout->bottom - layout->top - flow_height_px(layout->items, column->start, column->end);
	int rows = (int)(column->end - column->start), blocks = 0, blocks_px = 0;
	int most = page_px(page, narrow ? SPARE_NARROW : SPARE_MOST);
	for (size_t i = column->start; i < column->end; i++)
		if (row_is_block(&layout->rows[i])) {
			blocks++;
			blocks_px += layout->rows[i].height_px;
		}
	if (spare <= 0 || rows == 0)
		return;
	column->each_px = column->lead_px = spare / rows < most ? spare / rows : most;
	if (blocks == 0)
		return;
	int left = spare - (rows - blocks) * column->each_px;
	if (blocks == rows && (layout->alone || page->scale.stretched))
		column->lead_px = left / blocks;
	else if (narrow || blocks == rows) /* but a block is not to be half empty */
		column->lead_px = (left < blocks_px * 2 / 5 ? left : blocks_px * 2 / 5) / blocks;
}

static void find_columns(const struct agenda_layout *layout, size_t number, struct column columns[AGENDA_COLUMNS],
			 size_t *count)
{
	const struct page *page = layout->page;
	int each_px = page->scale.height_px;
	size_t first = layout->page_starts[number], end = layout->page_starts[number + 1];
	*count = 0;
	for (size_t i = first; i < end; i++) {
		struct column *column = &columns[(*count)++];
		*column = (struct column){.start = layout->starts[i], .end = layout->starts[i + 1]};
		bool block = row_is_block(&layout->rows[column->start]);
		if (i > first)
			column->right_px = page->width_px - (block ? layout->block_px : layout->list_px);
		share_spare(layout, column);
		if (!block && column->each_px < each_px)
			each_px = column->each_px;
	}
	/* Lists side by side have one rhythm. */
	for (size_t c = 0; c < *count; c++)
		if (!row_is_block(&layout->rows[columns[c].start]))
			columns[c].each_px = each_px;
}

/* Below the last of today's rows: when tomorrow begins. */
static void draw_later(struct agenda_layout *layout, const struct row *last, int right_px, int y, struct scene *scene)
{
	struct page *page = layout->page;
	if (layout->later == NULL)
		return;
	int x = last->columns.title_x + right_px, cap_y = y + page_px(page, LATER_GAP);
	struct text_block *block =
		page_title(page, layout->later, FONT_TEXT, LATER_UNITS, last->columns.right - last->columns.title_x);
	if (cap_y + text_height_px(block, block->lines_count) <= layout->foot_top)
		text_draw(scene, block, 0, block->lines_count, x, cap_y, block->width_px, TEXT_START, COLOUR_QUIET);
}

static void draw_column(struct agenda_layout *layout, const struct column *column, struct scene *scene)
{
	struct page *page = layout->page;
	int y = layout->top;
	for (size_t i = column->start; i < column->end; i++) {
		struct row row = layout->rows[i];
		bool block = row_is_block(&row), first = i == column->start;
		int spare = block ? column->lead_px : column->each_px;
		row_move(&row, column->right_px);
		y += first ? 0 : layout->items[i].gap_px;
		if (!first && !block && !row_is_block(&layout->rows[i - 1]))
			scene_rectangle(scene,
					(struct box){row.columns.left, y, row.columns.width_px, page_px(page, 0.05)},
					COLOUR_LINE, 0, 255);
		row_draw(page, &row, y, spare, scene);
		y += row.height_px + spare;
	}
	if (column->end == layout->rows_count)
		draw_later(layout, &layout->rows[column->end - 1], column->right_px, y, scene);
}

void agenda_page(struct agenda_layout *layout, size_t number, struct scene *scene)
{
	struct page *page = layout->page;
	if (layout->pages == 0) { /* the last session ended since the pages were counted */
		view_calm(page->view, scene);
		return;
	}
	size_t pages = agenda_pages(layout);
	const struct frame *frame = &layout->frame;
	number = number < pages ? number : pages - 1;
	page_ground(page, scene);
	if (number >= layout->pages) {
		apart_page(page, &frame->apart, number - layout->pages, number, pages, scene);
		page_close(page, scene);
		return;
	}
	const char *headline = frame->head.headline;
	scene_source(scene, headline);
	if (frame->head.first != NULL && !text_equal(headline, layout->agenda->title))
		scene_source(scene, layout->agenda->title);
	draw_band(layout, page_head(page, &frame->head, scene), scene);
	struct column columns[AGENDA_COLUMNS];
	size_t count;
	find_columns(layout, number, columns, &count);
	for (size_t c = 0; c < count; c++)
		draw_column(layout, &columns[c], scene);
	page_foot(page, &frame->foot, number, pages, scene);
	page_source_event(page, scene, false, false, frame->foot.first != NULL); /* in the order of the foot */
	page_source_event(page, scene, frame->foot.second != NULL, false, false);
	page_close(page, scene);
}
