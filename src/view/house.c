/* Several events in the house today: each with its time, its rooms and the ways there. */
#include <math.h>

#include "view/board.h"

/* In units. */
#define TIME_UNITS 2.4

void house_head(struct board *board)
{
	struct page *page = board->page;
	board->frame.head.headline =
		text_sentence(page->type, language_word(page->language, page->arena, WORD_IN_THE_HOUSE, NULL));
}

void house_cards(struct board *board)
{
	struct page *page = board->page;
	for (size_t i = 0; i < board->agenda->sessions_count; i++) {
		const struct session *event = &board->agenda->sessions[i];
		bool on = session_on(event, page->view->now_utc_s);
		struct card *card = board_card(board, on);
		int width = board_text_px(board);
		enum colour ink = on ? COLOUR_ON_ACCENT : COLOUR_INK;
		const char *times = arena_format(page->arena, "%s–%s", page_time(page, event->start_utc_s),
						 page_time(page, event->end_utc_s));
		board_add(board, card, page_title(page, times, FONT_DISPLAY, fmin(TIME_UNITS, board->units), width), 0,
			  ink);
		board_add(board, card, page_title(page, event->title, FONT_DISPLAY, board->units, width), 0.9, ink);
		board_source(board, card, event->title);
		if (event->room == NULL)
			continue;
		board_add(board, card,
			  page_title(page, event->room, FONT_TEXT_STRONG, fmax(SCALE_HALF, board->units * 0.7), width),
			  0.8, ink);
		board_source(board, card, event->room);
	}
}
