/* One view per kind of slide; view.c chooses. */
#ifndef VIEW_KINDS_H
#define VIEW_KINDS_H

#include "view/page.h"

/* All pages at once, in the page's arena; then any of them can be drawn. */
struct agenda_layout *agenda_lay_out(struct page *page);
size_t agenda_pages(const struct agenda_layout *layout);
void agenda_page(struct agenda_layout *layout, size_t number, struct scene *scene);

/* The same for agendas that are a page of cards: all rooms, changes, the house. */
struct board *board_lay_out(struct page *page);
size_t board_pages(const struct board *board);
void board_page(struct board *board, size_t number, struct scene *scene);

struct announcement_layout *announcement_lay_out(struct page *page);
size_t announcement_pages(const struct announcement_layout *layout);
void announcement_page(struct announcement_layout *layout, size_t number, struct scene *scene);

/* A page for each photo, or for two that share it, and more behind it for words that do not fit there. */
struct photos_layout *photos_lay_out(struct page *page);
size_t photos_pages(const struct photos_layout *layout);
void photos_page(struct photos_layout *layout, size_t number, struct scene *scene);

/* An emergency's, in type that fills the screen. */
size_t emergency_pages(struct page *page);
void emergency_page(struct page *page, size_t number, struct scene *scene);

#endif
