#include "view/row.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "model/room.h"
#include "view/change.h"

/* In units. */
#define LEAD_TIME    2.1 /* times in a block are not smaller */
#define STACKED_TIME 2.4 /* above a title */
#define LEAD_ROOM    2.4
#define ROOM_GAP     2.0 /* at a room's left */

enum { MOST_BESIDE = 4 }; /* lines of a room */

bool row_is_block(const struct row *row)
{
	return row->look != ROW_PLAIN;
}

static bool lead(enum row_look look)
{
	return look == ROW_NOW || look == ROW_NEXT;
}

static bool now(enum row_look look)
{
	return look == ROW_NOW || look == ROW_NOW_MANY;
}

static bool quiet(const struct session *session)
{
	return session->kind == SESSION_BREAK || session->kind == SESSION_MEAL;
}

static int widen(struct page *page, const char *text, double units, int widest)
{
	const struct text_block *block = page_title(page, text, FONT_DISPLAY_MEDIUM, units, page->width_px);
	return block->width_px > widest ? block->width_px : widest;
}

static const char *until_text(struct page *page, const struct session *session)
{
	return arena_format(page->arena, "–%s", change_end(page, session));
}

struct row_columns row_columns_find(struct page *page, const struct agenda *agenda, const struct row_sizes *sizes,
				    int left, int width_px, int inset_px, bool narrow)
{
	int time = 0, until = 0;
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		const struct session *session = &agenda->sessions[i];
		double units = narrow ? sizes->list : fmax(sizes->list, LEAD_TIME);
		if (session->all_day)
			continue;
		time = widen(page, page_time(page, session->start_utc_s), units, time);
		if (!narrow && !page->view->clock_unset && session_on(session, page->view->now_utc_s))
			until = widen(page, until_text(page, session), LEAD_TIME, until);
	}
	/* The dash of "–11:00" hangs into the margin, but stays on its block. */
	int least = until > 0 ? page_px(page, 0.7) + until : 0;
	struct row_columns columns = {.left = left, .width_px = width_px};
	columns.time_right = left + (inset_px + time > least ? inset_px + time : least);
	columns.title_x = columns.time_right + page_px(page, narrow ? 1.3 : 1.8);
	columns.right = left + width_px - inset_px;
	return columns;
}

static struct row_part *add(struct row *row, const struct text_block *block, int gap_px, enum colour colour)
{
	struct row_part *part = &row->parts[row->parts_count++];
	*part = (struct row_part){.block = block, .count = block->lines_count, .gap_px = gap_px, .colour = colour};
	return part;
}

static void add_source(struct page *page, struct row_part *part, const char *text)
{
	part->sources = arena_grow(page->arena, part->sources, &part->sources_capacity, part->sources_count + 1,
				   sizeof *part->sources);
	part->sources[part->sources_count++] = text;
}

/* From a line's baseline to the next text's capitals: larger type wants more. */
static int gap_below(const struct row *row, double units)
{
	const struct row_part *last = &row->parts[row->parts_count - 1];
	int size = last->block->size_px;
	return last->mark != NULL ? (int)(last->mark->size_px * 0.95) : (int)(size * 0.29 + units);
}

static void add_people(struct row *row, const struct row_setting *setting, int width_px, enum colour colour)
{
	struct page *page = setting->page;
	const struct session *session = row->session;
	bool large = row_is_block(row);
	double units = large ? setting->sizes.lead_people : setting->sizes.people;
	struct row_part *part = add(row, page_prose(page, page_people(page, session, true), FONT_TEXT, units, width_px),
				    gap_below(row, page_px(page, large ? 0.5 : 0.35)), colour);
	for (size_t i = 0; i < session->people_count; i++) {
		add_source(page, part, session->people[i].name);
		add_source(page, part, session->people[i].role);
	}
}

/* What changed, in words: a mark, then what it was before. */
static void add_change(struct row *row, const struct row_setting *setting, int width_px)
{
	struct page *page = setting->page;
	const struct session *session = row->session;
	struct change_words change = change_words(page, session);
	const char *mark = change.mark, *words = change.words;
	struct text_block *chip = page_title(page, mark, FONT_TEXT_STRONG, 1.3, width_px);
	int beside = width_px - chip->width_px - page_px(page, 2.2);
	enum colour colour = now(row->look) ? COLOUR_ON_ACCENT : COLOUR_ALERT;
	static const double steps[] = {SCALE_HALF, 1.5, 1.3};
	struct text_block *block = page_prose(page, words, FONT_TEXT, steps[0], beside);
	for (size_t i = 1; i < sizeof steps / sizeof *steps && block->lines_count > 1; i++)
		block = page_prose(page, words, FONT_TEXT, steps[i], beside);
	bool below = block->lines_count > 1 || block->torn; /* in a narrow column the words go under their mark */
	struct row_part *part = add(row, below ? page_prose(page, NULL, FONT_TEXT, SCALE_HALF, beside) : block,
				    gap_below(row, page_px(page, 0.7)), colour);
	part->mark = chip;
	if (part->count == 0)
		part->count = 1; /* the mark alone is a line, too */
	if (below)
		part = add(row, page_prose(page, words, FONT_TEXT, SCALE_HALF, width_px), page_px(page, 0.95), colour);
	for (size_t i = 0; i < CHANGE_SOURCES; i++)
		if (change.sources[i] != NULL)
			add_source(page, part, change.sources[i]);
}

static int part_height_px(const struct row_part *part)
{
	int height = text_height_px(part->block, part->count);
	return part->mark != NULL && part->mark->cap_px > height ? part->mark->cap_px : height;
}

static int bar_height_px(const struct row *row)
{
	return row->left == NULL
		       ? 0
		       : text_height_px(row->left, row->left->lines_count) + row->bar_below_px + row->pad_px * 17 / 20;
}

/* What stands above a stacked block's title. */
static int above_px(const struct row *row)
{
	return row->form == ROW_STACKED && row->time != NULL ? row->time->cap_px + row->pad_px : 0;
}

static void measure_row(struct row *row)
{
	int height = above_px(row);
	for (size_t i = 0; i < row->parts_count; i++)
		height += part_height_px(&row->parts[i]) + (i > 0 ? row->parts[i].gap_px : 0);
	int first_cap = row->parts_count > 0 ? row->parts[0].block->cap_px : 0;
	if (row->room != NULL && row->form != ROW_STACKED) {
		/* Their first baselines are the same, whatever their sizes. */
		int lift = first_cap - row->room->cap_px;
		int room = (lift > 0 ? lift : 0) + text_height_px(row->room, row->room->lines_count);
		height = room > height ? room : height;
	}
	if (row->until != NULL && row->left == NULL && row->form != ROW_STACKED) {
		int until = first_cap + row->until->leading_px;
		height = until > height ? until : height;
	}
	row->height_px = height + 2 * row->pad_px + bar_height_px(row);
}

/* The largest title that leaves room for the rest; in its least size if there is none. */
static struct text_block *lead_title(const struct row_setting *setting, const struct session *session, int width_px)
{
	static const double steps[] = {9.0, 8.0, 7.0, 6.0, 5.2, 4.6, 4.0, 3.6, SCALE_FULL};
	double share = setting->alone ? 0.6 : 0.5;
	struct text_block *block = NULL;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (steps[i] > setting->sizes.lead && steps[i] > SCALE_FULL)
			continue;
		block = page_title(setting->page, session->title, FONT_DISPLAY, steps[i], width_px);
		bool high = text_height_px(block, block->lines_count) > setting->highest_px * share;
		if (!high && !block->torn)
			break;
	}
	return block;
}

/* The room with the way to it; NULL if it goes without saying. */
static struct text_block *room_block(struct row *row, const struct row_setting *setting, int width_px)
{
	struct page *page = setting->page;
	const char *room = row->session->room;
	if (room == NULL || room_same(room, setting->headline) || row->session->away_utc_s != 0)
		return NULL; /* of one that is elsewhere the change tells the room */
	const char *way, *text = change_room(page, room, &way);
	row->room_sources[0] = room;
	row->room_sources[1] = way;
	double units =
		row_is_block(row) ? fmax(LEAD_ROOM, setting->sizes.list) : fmax(SCALE_HALF, setting->sizes.list * 0.86);
	return page_title(page, text, FONT_TEXT_STRONG, units, width_px);
}

/* At the right, in the title's first line: where that costs no height, or always on wide screens. Returns the width
 * that is left for the title. */
static int set_room_beside(struct row *row, const struct row_setting *setting, enum font_role role, int width_px)
{
	struct page *page = setting->page;
	bool narrow = row->form == ROW_NARROW;
	struct text_block *block = room_block(row, setting, (int)(width_px * (narrow ? 0.6 : 0.36)));
	if (block == NULL || block->torn || block->lines_count > MOST_BESIDE ||
	    text_height_px(block, block->lines_count) + 2 * row->pad_px > setting->highest_px)
		return width_px; /* a divided name stands better whole, below; a long one can go on to another page */
	int rest_px = width_px - block->width_px - page_px(page, ROOM_GAP);
	if (row_is_block(row)) {
		/* Beside a large title there is no place for a long name. */
		if (block->lines_count > 1 || block->width_px > width_px * 28 / 100)
			return width_px;
	} else if (narrow) {
		const char *title = row->session->title;
		struct text_block *whole = page_title(page, title, role, setting->sizes.list, width_px);
		struct text_block *less = page_title(page, title, role, setting->sizes.list, rest_px);
		if (less->lines_count > whole->lines_count || block->lines_count > 1 || (less->torn && !whole->torn))
			return width_px;
	}
	row->room = block;
	return rest_px;
}

/* At the right of a stacked block's time. */
static void set_room_above(struct row *row, const struct row_setting *setting, int width_px)
{
	int rest_px = width_px - row->time->width_px - page_px(setting->page, ROOM_GAP);
	struct text_block *block = rest_px > 0 ? room_block(row, setting, rest_px) : NULL;
	if (block != NULL && block->lines_count == 1 && !block->torn)
		row->room = block;
}

static void add_room(struct row *row, const struct row_setting *setting, enum colour colour, int width_px)
{
	struct page *page = setting->page;
	struct text_block *block = room_block(row, setting, width_px);
	if (block == NULL)
		return;
	struct row_part *part = add(row, block, gap_below(row, page_px(page, row_is_block(row) ? 0.5 : 0.45)), colour);
	add_source(page, part, row->room_sources[0]);
	add_source(page, part, row->room_sources[1]);
}

static void set_lead_line(struct row *row, const struct row_setting *setting, bool end_known)
{
	struct page *page = setting->page;
	const struct session *session = row->session;
	int64_t now = page->view->now_utc_s;
	double units = fmax(2.0, setting->sizes.lead_people);
	const char *words = NULL;
	if (row->look == ROW_NOW && end_known) {
		int minutes = (int)((session->end_utc_s - now + 59) / 60);
		words = language_word(page->language, page->arena, WORD_LEFT,
				      language_minutes(page->language, page->arena, minutes));
		row->progress =
			(double)(now - session->start_utc_s) / (double)(session->end_utc_s - session->start_utc_s);
	} else if (row->look == ROW_NEXT && setting->today && !session->all_day) {
		int minutes = (int)((session->start_utc_s - now + 59) / 60);
		words = language_word(page->language, page->arena, WORD_STARTS_IN,
				      language_minutes(page->language, page->arena, minutes));
	}
	if (words == NULL)
		return;
	int width = row->columns.right - row->columns.title_x;
	const double steps[] = {units, SCALE_HALF, 1.4};
	row->left = page_fit(page, words, FONT_DISPLAY_MEDIUM, steps, 3, width, 1);
	/* A bar needs a length to tell anything: if the words leave it too little, it goes below them. */
	if (row->progress >= 0 &&
	    (row->left->lines_count > 1 || (row->form == ROW_STACKED && row->left->width_px > width * 45 / 100)))
		row->bar_below_px = page_px(page, 1.7);
	if (row->progress >= 0 && row->form == ROW_GRID)
		row->until = page_title(page, until_text(page, session), FONT_DISPLAY_MEDIUM, LEAD_TIME, width);
}

void row_set(struct row *row, const struct row_setting *setting, const struct session *session, enum row_look look,
	     enum row_form form, bool end_known)
{
	struct page *page = setting->page;
	*row = (struct row){
		.session = session, .look = look, .form = form, .columns = setting->columns, .progress = -1};
	bool accent = now(look), block = lead(look) || accent, hushed = !block && quiet(session);
	enum colour ink = accent                                                     ? COLOUR_ON_ACCENT
			  : hushed || session->cancelled || session->away_utc_s != 0 ? COLOUR_QUIET
										     : COLOUR_INK;
	enum colour lesser = accent ? COLOUR_ON_ACCENT : COLOUR_QUIET;
	enum font_role role = hushed || session->kind != SESSION_TALK ? FONT_TEXT : FONT_DISPLAY_MEDIUM;

	row->pad_px = page_px(page, lead(look) ? (page->scale.stretched ? 1.1 : 1.5)
				    : accent   ? 1.2
					       : 0.3 + setting->sizes.list * 0.36);

	const char *time = page_time(page, session->start_utc_s);
	const char *all_day = text_sentence(page->type, language_word(page->language, page->arena, WORD_ALL_DAY, NULL));
	if (form == ROW_STACKED) {
		row->columns.title_x = row->columns.left + page_px(page, 1.6);
		row->columns.right = row->columns.left + row->columns.width_px - page_px(page, 1.6);
		if (session->all_day)
			time = all_day;
		else if (end_known)
			time = arena_format(page->arena, "%s–%s", time, change_end(page, session));
	}
	if (!session->all_day || form == ROW_STACKED) /* the column of times is too narrow for words */
		row->time = page_title(page, time, block ? FONT_DISPLAY : role,
				       form == ROW_STACKED ? fmax(STACKED_TIME, setting->sizes.list)
				       : block             ? fmax(LEAD_TIME, setting->sizes.list)
							   : setting->sizes.list,
				       page->width_px);

	int width = row->columns.right - row->columns.title_x, title_width = width;
	if (form == ROW_STACKED)
		set_room_above(row, setting, width);
	else
		title_width = set_room_beside(row, setting, role, width);
	struct text_block *title = block ? lead_title(setting, session, title_width)
					 : page_title(page, session->title, role, setting->sizes.list, title_width);
	struct row_part *part = add(row, title, 0, ink);
	part->struck = session->cancelled;
	add_source(page, part, session->title);
	if (row->time == NULL)
		add(row, page_title(page, all_day, FONT_TEXT, fmax(SCALE_HALF, setting->sizes.list * 0.7), title_width),
		    gap_below(row, page_px(page, 0.4)), lesser);
	if (row->room == NULL)
		add_room(row, setting, hushed ? COLOUR_INK : ink, width);
	if (session_changed(session))
		add_change(row, setting, title_width);
	if (session->people_count > 0)
		add_people(row, setting, title_width, lesser);
	if (session->note != NULL) {
		double units = block ? setting->sizes.lead_people : setting->sizes.people;
		part = add(row, page_prose(page, session->note, FONT_TEXT_ITALIC, units, title_width),
			   gap_below(row, page_px(page, block ? 0.6 : 0.45)), lesser);
		add_source(page, part, session->note);
	}
	if (lead(look))
		set_lead_line(row, setting, end_known);
	else if (accent && end_known && form == ROW_GRID)
		row->until = page_title(page, until_text(page, session), FONT_DISPLAY_MEDIUM, LEAD_TIME, width);
	measure_row(row);
}

void row_move(struct row *row, int right_px)
{
	row->columns.left += right_px;
	row->columns.time_right += right_px;
	row->columns.title_x += right_px;
	row->columns.right += right_px;
}

bool row_split(struct row *row, struct row *rest, int height_px)
{
	if (row->height_px <= height_px)
		return false;
	int room = height_px - 2 * row->pad_px, used = above_px(row);
	for (size_t i = 0; i < row->parts_count; i++) {
		struct row_part *part = &row->parts[i];
		int above = used + (i > 0 ? part->gap_px : 0);
		size_t fits = part->count;
		while (fits > 0 && above + text_height_px(part->block, fits) > room)
			fits--;
		if (part->count - fits == 1 && fits > 2)
			fits--; /* no lonely line on the next page */
		if (i == 0 && fits == 0 && part->count > 0)
			fits = 1; /* some progress on every page, or it would go on for ever */
		if (fits == part->count) {
			used = above + part_height_px(part);
			continue;
		}
		*rest = *row;
		rest->time = rest->room = NULL;
		rest->parts_count = 0;
		for (size_t j = i; j < row->parts_count; j++)
			rest->parts[rest->parts_count++] = row->parts[j];
		rest->parts[0].first += fits;
		rest->parts[0].count -= fits;
		part->count = fits;
		row->parts_count = fits > 0 ? i + 1 : i;
		row->left = row->until = NULL;
		row->progress = -1;
		row->shortened = rest->shortened = true;
		measure_row(row);
		measure_row(rest);
		return true;
	}
	/* Only the bar is too much. */
	if (row->left == NULL || row->parts_count == 0)
		return false;
	row->left = row->until = NULL;
	row->progress = -1;
	row->shortened = true;
	measure_row(row);
	return false;
}
