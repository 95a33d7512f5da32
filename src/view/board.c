#include "view/board.h"

#include <limits.h>
#include <math.h>

#include "base/memory.h"
#include "view/change.h"
#include "view/kinds.h"

/* In units. */
#define COLUMN_GAP 0.8
#define CARD_GAP   0.8
#define CARD_PAD   1.1
#define BAR        0.4
#define BAR_ABOVE  0.9
#define CLOSE      0.65 /* of these and of gaps, where there is no room to spare */

#define MANY_PAGES 3
#define SPARE_MOST 0.35 /* of a card's height, for it to fill its page */

static const struct size {
	double units;
	bool roomy;
} sizes[] = {{4.6, true}, {4.0, true}, {SCALE_FULL, true}, {2.8, true},        {2.4, true},
	     {2.1, true}, {1.9, true}, {1.9, false},       {SCALE_HALF, false}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* What is free around things. */
static int air_px(const struct board *board, double units)
{
	return page_px(board->page, board->roomy ? units : units * CLOSE);
}

struct card *board_card(struct board *board, bool accent)
{
	board->cards = arena_grow(board->page->arena, board->cards, &board->cards_capacity, board->cards_count + 1,
				  sizeof *board->cards);
	struct card *card = &board->cards[board->cards_count++];
	int pad = air_px(board, CARD_PAD);
	*card = (struct card){
		.accent = accent, .progress = -1, .width_px = board->column_px, .height_px = pad, .pad_px = pad};
	return card;
}

int board_text_px(const struct board *board)
{
	return board->column_px - 2 * air_px(board, CARD_PAD);
}

static struct card_text *put(struct card *card, const struct text_block *block, int x, int cap_y, enum colour colour)
{
	struct card_text *text = &card->texts[card->texts_count++];
	*text = (struct card_text){
		.block = block, .count = block->lines_count, .x = x, .cap_y = cap_y, .colour = colour};
	return text;
}

struct card_text *board_add(struct board *board, struct card *card, const struct text_block *block, double gap_units,
			    enum colour colour)
{
	if (card->texts_count > 0)
		card->height_px += air_px(board, gap_units) + block->size_px / 5;
	struct card_text *text = put(card, block, card->pad_px, card->height_px, colour);
	card->height_px += text_height_px(block, block->lines_count);
	board->torn |= block->torn;
	return text;
}

void board_add_right(struct card *card, const struct text_block *block, enum colour colour)
{
	const struct card_text *first = &card->texts[0];
	put(card, block, card->width_px - card->pad_px - block->width_px,
	    first->cap_y + first->block->cap_px - block->cap_px, colour);
}

void board_add_beside(struct card *card, const struct text_block *block, int x, enum colour colour)
{
	const struct card_text *last = &card->texts[card->texts_count - 1];
	put(card, block, x, last->cap_y + last->block->cap_px - block->cap_px, colour);
}

void board_add_change(struct board *board, struct card *card, const struct session *session)
{
	struct page *page = board->page;
	struct change_words change = change_words(page, session);
	int width = board_text_px(board), side = change_mark_side_px(page);
	const struct text_block *mark = page_title(page, change.mark, FONT_TEXT_STRONG, 1.3, width);
	board_add(board, card, mark, 0.9, COLOUR_ON_ALERT)->mark = true;
	int mark_x = card->pad_px + mark->width_px + 2 * side + page_px(page, 0.8);
	const struct text_block *words = page_prose(page, change.words, FONT_TEXT, 1.5, width + card->pad_px - mark_x);
	if (words->lines_count > 1 || words->torn) {
		words = page_prose(page, change.words, FONT_TEXT, 1.5, width);
		board_add(board, card, words, 0.9, card->accent ? COLOUR_ON_ACCENT : COLOUR_ALERT);
	} else if (words->lines_count == 1) {
		int lift = (words->cap_px - mark->cap_px) / 2;
		put(card, words, mark_x, card->texts[card->texts_count - 1].cap_y - lift,
		    card->accent ? COLOUR_ON_ACCENT : COLOUR_ALERT);
	}
	for (size_t i = 0; i < CHANGE_SOURCES; i++)
		board_source(board, card, change.sources[i]);
}

void board_source(struct board *board, struct card *card, const char *text)
{
	if (text == NULL)
		return;
	card->sources = arena_grow(board->page->arena, card->sources, &card->sources_capacity, card->sources_count + 1,
				   sizeof *card->sources);
	card->sources[card->sources_count++] = text;
}

/* Its foot, below the last baseline. */
static int foot_px(const struct board *board, const struct card *card)
{
	int bar = card->progress >= 0 ? air_px(board, BAR_ABOVE) + page_px(board->page, BAR) : 0;
	return bar + card->pad_px;
}

static int baseline_of(const struct card_text *text, size_t line)
{
	return text->cap_y + text->block->cap_px + (int)line * text->block->leading_px;
}

static int last_baseline(const struct card *card)
{
	int last = 0;
	for (size_t i = 0; i < card->texts_count; i++)
		last = (int)fmax(last, baseline_of(&card->texts[i], card->texts[i].count - 1));
	return last;
}

/* What of a card is on this page, for those who ask what it says. */
static void name_lines(struct board *board, struct card *card)
{
	struct page *page = board->page;
	card->sources = NULL;
	card->sources_count = card->sources_capacity = 0;
	for (size_t i = 0; i < card->texts_count; i++) {
		const struct card_text *text = &card->texts[i];
		board_source(board, card, text_said(page->arena, text->block, text->first, text->count));
	}
}

/* If the card is higher than a page, moves what does not fit into *rest and returns true. */
static bool split_card(struct board *board, struct card *card, struct card *rest)
{
	int room = board->bottom - board->top, limit = room - card->pad_px, top = INT_MAX;
	if (card->height_px <= room)
		return false;
	/* Some progress on every page, or it would go on for ever. */
	limit = (int)fmax(limit, baseline_of(&card->texts[0], 0));
	size_t count = card->texts_count;
	*rest = *card;
	rest->texts_count = card->texts_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct card_text text = card->texts[i], more = text;
		size_t fits = 0;
		while (fits < text.count && baseline_of(&text, fits) <= limit)
			fits++;
		text.count = fits;
		more.first += fits;
		more.count -= fits;
		more.cap_y += (int)fits * text.block->leading_px;
		if (more.count > 0) {
			top = (int)fmin(top, more.cap_y);
			rest->texts[rest->texts_count++] = more;
		}
		if (text.count > 0)
			card->texts[card->texts_count++] = text;
	}
	card->progress = -1; /* it ends the rest; or there was no room for it */
	card->height_px = last_baseline(card) + foot_px(board, card);
	if (rest->texts_count == 0)
		return false;
	for (size_t i = 0; i < rest->texts_count; i++)
		rest->texts[i].cap_y -= top - rest->pad_px;
	rest->height_px = last_baseline(rest) + foot_px(board, rest);
	name_lines(board, card);
	name_lines(board, rest);
	return true;
}

static void close_cards(struct board *board)
{
	const struct card *cards = board->cards;
	size_t count = board->cards_count;
	board->cards = NULL;
	board->cards_count = board->cards_capacity = 0;
	for (size_t i = 0; i < count; i++) {
		struct card card = cards[i], rest;
		card.height_px += foot_px(board, &card);
		board->high |= card.height_px > board->bottom - board->top;
		for (bool more = true; more; card = rest) {
			more = split_card(board, &card, &rest);
			*board_card(board, card.accent) = card;
			if (!more)
				break;
		}
	}
}

static void set_cards(struct board *board, const struct size *size, size_t columns)
{
	struct page *page = board->page;
	int gap = page_px(page, COLUMN_GAP);
	board->units = size->units;
	board->roomy = size->roomy;
	board->columns = columns;
	board->column_px = (page->width_px - gap * (int)(columns - 1)) / (int)columns;
	board->cards_count = 0;
	board->torn = board->high = false;
	switch (board->agenda->kind) {
	case AGENDA_CHANGES:
		changes_cards(board);
		break;
	case AGENDA_HOUSE:
		house_cards(board);
		break;
	default:
		rooms_cards(board);
	}
	close_cards(board);
	struct flow_item *items = arena_allocate(page->arena, board->cards_count + 1, sizeof *items);
	for (size_t i = 0; i < board->cards_count; i++)
		items[i] =
			(struct flow_item){.gap_px = air_px(board, CARD_GAP), .height_px = board->cards[i].height_px};
	board->columns_all = flow_columns(items, board->cards_count, board->bottom - board->top, columns, page->arena,
					  &board->starts);
	board->pages = (board->columns_all + columns - 1) / columns;
}

/* Fewest pages first, then the largest type, then the fewest columns for it. */
static void choose(struct board *board)
{
	size_t most = board->page->scale.portrait ? 1 : 2, least = SIZE_MAX, best_size = SIZES - 1, best_columns = 1;
	bool whole = false; /* no word torn */
	for (size_t columns = 1; columns <= most; columns++) {
		set_cards(board, &sizes[SIZES - 1], columns);
		bool better = (!whole && !board->torn) || (whole == !board->torn && board->pages < least);
		if (board->high || !better)
			continue;
		least = board->pages;
		best_columns = columns;
		whole = !board->torn;
	}
	/* Larger, as long as no more pages are needed; what goes over many is not tried in every size. */
	size_t largest = least > MANY_PAGES ? SIZES - 2 : 0, fewest = 1;
	for (size_t i = SIZES - 1; i-- > largest && fewest <= most;) {
		for (; fewest <= most; fewest++) { /* columns: what was too few in a smaller size is so in this */
			set_cards(board, &sizes[i], fewest);
			if (!board->high && board->pages <= least && (!board->torn || !whole))
				break;
		}
		if (fewest <= most) {
			best_size = i;
			best_columns = fewest;
		}
	}
	set_cards(board, &sizes[best_size], best_columns);
}

struct board *board_lay_out(struct page *page)
{
	struct board *board = arena_allocate(page->arena, 1, sizeof *board);
	struct frame *frame = &board->frame;
	*board = (struct board){.page = page, .agenda = &page->slide->agenda};
	switch (board->agenda->kind) {
	case AGENDA_CHANGES:
		changes_head(board);
		break;
	case AGENDA_HOUSE:
		house_head(board);
		break;
	default:
		rooms_head(board);
	}
	const char *name = text_equal(frame->head.first, page->event->name) ? NULL : page->event->name;
	frame->head.colour = COLOUR_QUIET;
	frame->head.second =
		text_sentence(page->type, language_date(page->language, page->arena, DATE_FULL, board->agenda->date));
	frame->foot = (struct foot){page->event->contact, board->agenda->kind != AGENDA_HOUSE ? name : NULL};
	frame_lay_out(page, frame, frame_least_px(page));
	board->top = frame->top;
	board->bottom = frame->bottom;
	choose(board);
	return board;
}

size_t board_pages(const struct board *board)
{
	return board->pages > 0 ? board->pages + board->frame.apart.pages : 0;
}

static void draw_card(struct page *page, const struct card *card, int x, int y, int spare_px, struct scene *scene)
{
	struct box box = {x, y, card->width_px, card->height_px + spare_px};
	scene_rectangle(scene, box, card->accent ? COLOUR_ACCENT : COLOUR_RAISED, page_px(page, 0.8), 255);
	int below = card->progress < 0 ? spare_px / 2 : 0; /* a bar stays at the foot */
	for (size_t i = 0; i < card->texts_count; i++) {
		const struct card_text *text = &card->texts[i];
		int text_x = x + text->x, cap_y = y + text->cap_y + below;
		if (text->mark) {
			change_draw_mark(page, text->block, text_x, cap_y, scene);
			continue;
		}
		text_draw(scene, text->block, text->first, text->count, text_x, cap_y, text->block->width_px,
			  TEXT_START, text->colour);
		if (text->struck)
			change_draw_strike(text->block, text->first, text->count, text_x, cap_y, scene);
	}
	if (card->progress >= 0)
		page_bar((struct box){x + card->pad_px, y + box.height - card->pad_px - page_px(page, BAR),
				      card->width_px - 2 * card->pad_px, page_px(page, BAR)},
			 card->progress, card->accent ? COLOUR_ON_ACCENT : COLOUR_INK, scene);
	for (size_t i = 0; i < card->sources_count; i++)
		scene_source(scene, card->sources[i]);
}

/* How much more height the cards of a column get, for the page to be full: the same in all of its columns. */
static int spare_of(const struct board *board, size_t first, size_t end)
{
	int gap = air_px(board, CARD_GAP), room = board->bottom - board->top, least = room;
	for (size_t column = first; column < end; column++) {
		int used = -gap, cards = (int)(board->starts[column + 1] - board->starts[column]), most = room;
		for (size_t i = board->starts[column]; i < board->starts[column + 1]; i++) {
			used += board->cards[i].height_px + gap;
			most = (int)fmin(most, board->cards[i].height_px * SPARE_MOST);
		}
		if (cards == 0)
			continue;
		int spare = used < room ? (room - used) / cards : 0;
		spare = spare < most ? spare : most;
		least = spare < least ? spare : least;
	}
	return least;
}

void board_page(struct board *board, size_t number, struct scene *scene)
{
	struct page *page = board->page;
	if (board->pages == 0) { /* the last of it ended since the pages were counted */
		view_calm(page->view, scene);
		return;
	}
	size_t pages = board_pages(board);
	const struct frame *frame = &board->frame;
	number = number < pages ? number : pages - 1;
	page_ground(page, scene);
	if (number >= board->pages) {
		apart_page(page, &frame->apart, number - board->pages, number, pages, scene);
		page_close(page, scene);
		return;
	}
	page_head(page, &frame->head, scene);
	size_t first = number * board->columns, end = first + board->columns;
	if (end > board->columns_all)
		end = board->columns_all;
	int spare = spare_of(board, first, end), gap = air_px(board, CARD_GAP);
	for (size_t column = first; column < end; column++) {
		int x = page->left + (int)(column - first) * (board->column_px + page_px(page, COLUMN_GAP));
		int y = board->top;
		for (size_t i = board->starts[column]; i < board->starts[column + 1]; i++) {
			draw_card(page, &board->cards[i], x, y, spare, scene);
			y += board->cards[i].height_px + spare + gap;
		}
	}
	page_foot(page, &frame->foot, number, pages, scene);
	page_source_event(page, scene, false, false, frame->foot.first != NULL);
	page_source_event(page, scene, frame->foot.second != NULL, false, false);
	page_close(page, scene);
}
