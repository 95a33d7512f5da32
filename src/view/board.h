/* A page of cards in columns: what is on in each room, what changed, who is in the house. board.c sizes, parts and
 * draws them; rooms.c, changes.c and house.c say what stands on them. */
#ifndef VIEW_BOARD_H
#define VIEW_BOARD_H

#include "view/apart.h"
#include "view/flow.h"
#include "view/page.h"

enum { CARD_TEXTS = 10 };

struct card_text {
	const struct text_block *block;
	size_t first, count; /* lines: others may have gone to another page */
	int x, cap_y;        /* px from the card's upper left corner */
	enum colour colour;
	bool mark, struck;
};

struct card {
	bool accent; /* it is on now: on a block in the accent colour; else on a raised one */
	struct card_text texts[CARD_TEXTS];
	size_t texts_count;
	const char **sources;
	size_t sources_count, sources_capacity;
	double progress; /* 0 to 1, as a bar at the foot; below 0: none */
	int width_px, height_px, pad_px;
};

struct board {
	struct page *page;
	const struct agenda *agenda;
	struct frame frame;
	int top, bottom;

	/* As chosen. */
	double units; /* of a card's title */
	bool roomy;   /* there is room for people and for what follows */
	size_t columns;
	int column_px;
	struct card *cards;
	size_t cards_count, cards_capacity;
	bool torn, high; /* a word is longer than a card, a card higher than the page */
	size_t *starts, columns_all, pages;
};

/* A new card at the end, empty. */
struct card *board_card(struct board *board, bool accent);

/* How wide its texts may be. */
int board_text_px(const struct board *board);

/* Adds a text below the last, that far from its last baseline to these capitals. The block must be of that width. */
struct card_text *board_add(struct board *board, struct card *card, const struct text_block *block, double gap_units,
			    enum colour colour);
/* Adds one at the right end of the first line. */
void board_add_right(struct card *card, const struct text_block *block, enum colour colour);
/* Adds one on the last one's first line, at x of the card. */
void board_add_beside(struct card *card, const struct text_block *block, int x, enum colour colour);
/* Adds mark and words of what changed. */
void board_add_change(struct board *board, struct card *card, const struct session *session);
/* Notes a text of the content as being on it; NULL: none. */
void board_source(struct board *board, struct card *card, const char *text);

/* Each sets the head, then the cards in the sizes chosen. */
void rooms_head(struct board *board);
void rooms_cards(struct board *board);
void changes_head(struct board *board);
void changes_cards(struct board *board);
void house_head(struct board *board);
void house_cards(struct board *board);

#endif
