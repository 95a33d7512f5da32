/* What is on now in all rooms: a card for each, in their order. */
#include <math.h>

#include "model/room.h"
#include "view/board.h"
#include "view/change.h"

/* In units. */
#define ROOM_LEAST  2.4
#define UNTIL_UNITS 2.1

enum { ENDS_SOON_S = 15 * 60 };

static bool on(const struct board *board, const struct session *session)
{
	return session_on(session, board->page->view->now_utc_s);
}

static bool coming(const struct board *board, const struct session *session)
{
	return session->start_utc_s > board->page->view->now_utc_s;
}

void rooms_head(struct board *board)
{
	struct page *page = board->page;
	bool now = agenda_now(board->agenda, page->view->now_utc_s) < board->agenda->sessions_count;
	board->frame.head.headline =
		text_sentence(page->type, language_word(page->language, page->arena, now ? WORD_NOW : WORD_NEXT, NULL));
	board->frame.head.first =
		text_sentence(page->type, language_word(page->language, page->arena, WORD_IN_ALL_ROOMS, NULL));
}

static bool is_in(const struct session *session, const char *room)
{
	return room == NULL ? session->room == NULL : room_same(session->room, room);
}

/* The first that is still to come there; NULL: none. */
static const struct session *next_in(const struct board *board, const char *room)
{
	for (size_t i = 0; i < board->agenda->sessions_count; i++) {
		const struct session *session = &board->agenda->sessions[i];
		if (coming(board, session) && !session->cancelled && is_in(session, room))
			return session;
	}
	return NULL;
}

/* The room, and at the right until when, or from when; below it, if it would cost lines there. */
static void add_room(struct board *board, struct card *card, const char *room, const char *time, enum colour colour)
{
	struct page *page = board->page;
	const struct text_block *right = page_title(page, time, FONT_DISPLAY_MEDIUM, UNTIL_UNITS, page->width_px);
	int width = board_text_px(board), beside = width - right->width_px - page_px(page, 1.2);
	double units = fmax(ROOM_LEAST, fmin(board->units, SCALE_FULL));
	const char *way = NULL, *name;
	if (room != NULL)
		name = change_room(page, room, &way);
	else
		name = text_sentence(page->type, language_word(page->language, page->arena, WORD_IN_ALL_ROOMS, NULL));
	const struct text_block *block = page_title(page, name, FONT_TEXT_STRONG, units, width);
	if (block->lines_count == 1 && block->width_px <= beside) {
		board_add(board, card, block, 0, colour);
		board_add_right(card, right, colour);
	} else {
		board_add(board, card, block, 0, colour);
		board_add(board, card, right, 0.4, colour);
	}
	board_source(board, card, room);
	board_source(board, card, way);
}

static void add_session(struct board *board, struct card *card, const struct session *session)
{
	struct page *page = board->page;
	int width = board_text_px(board);
	enum colour ink = card->accent ? COLOUR_ON_ACCENT : session->cancelled ? COLOUR_QUIET : COLOUR_INK;
	struct card_text *title = board_add(
		board, card, page_title(page, session->title, FONT_DISPLAY_MEDIUM, board->units, width), 0.8, ink);
	title->struck = session->cancelled;
	board_source(board, card, session->title);
	if (session_changed(session))
		board_add_change(board, card, session);
	if (!board->roomy || session->people_count == 0)
		return;
	board_add(board, card,
		  page_prose(page, page_people(page, session, false), FONT_TEXT, fmax(1.2, board->units * 0.55), width),
		  0.4, card->accent ? COLOUR_ON_ACCENT : COLOUR_QUIET);
	for (size_t i = 0; i < session->people_count; i++)
		board_source(board, card, session->people[i].name);
}

/* "then 11:15 Title" */
static void add_next(struct board *board, struct card *card, const struct session *next)
{
	struct page *page = board->page;
	const char *then = language_word(page->language, page->arena, WORD_THEN, NULL);
	const char *words = arena_format(page->arena, "%s %s\u2002%s", text_sentence(page->type, then),
					 page_time(page, next->start_utc_s), next->title);
	board_add(board, card, page_prose(page, words, FONT_TEXT, fmax(1.4, board->units * 0.6), board_text_px(board)),
		  0.6, card->accent ? COLOUR_ON_ACCENT : COLOUR_QUIET);
	board_source(board, card, next->title);
}

/* What is there now, or was to be. */
static void add_present(struct board *board, const struct session *session, const struct session *next)
{
	struct page *page = board->page;
	int64_t now_utc_s = page->view->now_utc_s;
	bool runs = on(board, session);
	struct card *card = board_card(board, runs);
	enum colour ink = runs ? COLOUR_ON_ACCENT : COLOUR_INK;
	const char *until = language_word(page->language, page->arena, WORD_UNTIL, change_end(page, session));
	add_room(board, card, session->room,
		 runs && !session->end_guessed ? until : page_time(page, session->start_utc_s), ink);
	add_session(board, card, session);
	if (runs && !session->end_guessed)
		card->progress = (double)(now_utc_s - session->start_utc_s) /
				 (double)(session->end_utc_s - session->start_utc_s);
	if (next != NULL && (!runs || session->end_utc_s - now_utc_s <= ENDS_SOON_S))
		add_next(board, card, next);
}

static void add_cards_of(struct board *board, const char *room)
{
	const struct session *next = next_in(board, room), *last = NULL;
	for (size_t i = 0; i < board->agenda->sessions_count; i++)
		if (!coming(board, &board->agenda->sessions[i]) && is_in(&board->agenda->sessions[i], room)) {
			if (last != NULL)
				add_present(board, last, NULL);
			last = &board->agenda->sessions[i];
		}
	if (last != NULL) {
		add_present(board, last, next);
	} else if (next != NULL && room != NULL) {
		struct page *page = board->page;
		struct card *card = board_card(board, false);
		const char *from =
			language_word(page->language, page->arena, WORD_FROM, page_time(page, next->start_utc_s));
		add_room(board, card, room, from, COLOUR_INK);
		add_session(board, card, next);
	}
}

void rooms_cards(struct board *board)
{
	add_cards_of(board, NULL);
	for (size_t i = 0; i < board->agenda->rooms_count; i++)
		add_cards_of(board, board->agenda->rooms[i]);
}
