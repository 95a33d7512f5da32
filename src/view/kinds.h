/* One view per kind of slide; view.c chooses. */
#ifndef VIEW_KINDS_H
#define VIEW_KINDS_H

#include "view/page.h"

size_t agenda_pages(struct page *page);
void agenda_page(struct page *page, size_t number, struct scene *scene);

size_t announcement_pages(struct page *page);
void announcement_page(struct page *page, size_t number, struct scene *scene);

void photos_page(struct page *page, size_t number, struct scene *scene);

#endif
