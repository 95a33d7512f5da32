/* The last hour's changes: for each what it was and what it is, side by side. */
#include <math.h>
#include <string.h>

#include "view/board.h"
#include "view/change.h"

/* In units. */
#define MARK_UNITS 1.5
#define ARROW_GAP  0.8

enum { BOUND_BYTES = 12 };

void changes_head(struct board *board)
{
	struct page *page = board->page;
	board->frame.head.headline =
		text_sentence(page->type, language_word(page->language, page->arena, WORD_CHANGES, NULL));
}

/* A time or a short name stays on one line. */
static const char *bound(struct page *page, const char *text)
{
	const char *space = text != NULL && strlen(text) <= BOUND_BYTES ? strchr(text, ' ') : NULL;
	if (space == NULL)
		return text;
	return arena_format(page->arena, "%.*s\u00a0%s", (int)(space - text), text, bound(page, space + 1));
}

/* "11:00 Saal 2 →": when and where; what is alike before and after is told once, with what is new. */
static const char *slot(struct page *page, const char *time, const char *room)
{
	room = bound(page, room);
	time = bound(page, time);
	if (time != NULL && room != NULL)
		return arena_format(page->arena, "%s\u2002%s", time, room);
	return time != NULL ? time : room;
}

/* Old, an arrow, new: on one line where that has room for them, else the new below with its arrow. */
static void add_both(struct board *board, struct card *card, const char *before, const char *after)
{
	struct page *page = board->page;
	int width = board_text_px(board), gap = page_px(page, ARROW_GAP);
	double units = fmax(SCALE_HALF, board->units * 0.9);
	const struct text_block *arrow = page_title(page, page->mirrored ? "←" : "→", FONT_TEXT_STRONG, units, width);
	const struct text_block *old = page_title(page, before, FONT_TEXT, units, width);
	int x = card->pad_px + old->width_px + gap, rest = card->pad_px + width - x - arrow->width_px - gap;
	const struct text_block *new = page_title(page, after, FONT_TEXT_STRONG, units, rest > gap ? rest : gap);
	bool beside = old->lines_count == 1 && new->lines_count == 1 && !new->torn;
	board_add(board, card, old, 0.7, COLOUR_QUIET)->struck = true;
	if (beside) {
		board_add_beside(card, arrow, x, COLOUR_ALERT);
		board_add_beside(card, new, x + arrow->width_px + gap, COLOUR_INK);
		return;
	}
	board_add(board, card, arrow, 0.7, COLOUR_ALERT);
	x = card->pad_px + arrow->width_px + gap;
	new = page_title(page, after, FONT_TEXT_STRONG, units, width + card->pad_px - x);
	board_add_beside(card, new, x, COLOUR_INK);
	card->height_px += text_height_px(new, new->lines_count) - arrow->cap_px;
}

static void add_slots(struct board *board, struct card *card, const struct session *session)
{
	struct page *page = board->page;
	int64_t was_utc_s = session_old_start_utc_s(session);
	bool moved = was_utc_s != session->start_utc_s, elsewhere = session->was_room != NULL;
	const char *way = NULL, *room = NULL;
	const char *time = change_time(page, session, session->start_utc_s, board->agenda->date);
	if (session->room != NULL)
		room = change_room(page, bound(page, session->room), &way);
	if (session->cancelled || (!moved && !elsewhere)) {
		const struct text_block *block = page_title(page, slot(page, time, room), FONT_TEXT,
							    fmax(SCALE_HALF, board->units * 0.9), board_text_px(board));
		board_add(board, card, block, 0.7, session->cancelled ? COLOUR_QUIET : COLOUR_INK)->struck =
			session->cancelled;
	} else {
		const char *was = change_time(page, session, was_utc_s, board->agenda->date);
		add_both(board, card, slot(page, was, elsewhere ? session->was_room : NULL), slot(page, time, room));
		board_source(board, card, session->was_room);
	}
	board_source(board, card, session->room);
	board_source(board, card, way);
}

void changes_cards(struct board *board)
{
	struct page *page = board->page;
	for (size_t i = 0; i < board->agenda->sessions_count; i++) {
		const struct session *session = &board->agenda->sessions[i];
		struct card *card = board_card(board, false);
		int width = board_text_px(board);
		struct change_words change = change_words(page, session);
		board_add(board, card, page_title(page, change.mark, FONT_TEXT_STRONG, MARK_UNITS, width), 0,
			  COLOUR_ON_ALERT)
			->mark = true;
		board_add(board, card, page_title(page, session->title, FONT_DISPLAY_MEDIUM, board->units, width), 1.0,
			  session->cancelled ? COLOUR_QUIET : COLOUR_INK)
			->struck = session->cancelled;
		board_source(board, card, session->title);
		if (session->was_title != NULL && !session->cancelled) {
			const char *words =
				language_word(page->language, page->arena, WORD_TITLE_WAS, session->was_title);
			board_add(board, card, page_prose(page, words, FONT_TEXT, fmax(1.4, board->units * 0.7), width),
				  0.5, COLOUR_QUIET);
			board_source(board, card, session->was_title);
		}
		if (session->moved != NULL && change.words == session->moved) {
			board_add(board, card,
				  page_prose(page, session->moved, FONT_TEXT_STRONG, fmax(1.4, board->units * 0.7),
					     width),
				  0.5, COLOUR_INK);
			board_source(board, card, session->moved);
		}
		add_slots(board, card, session);
	}
}
