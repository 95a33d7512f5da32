/* Where an id stands in a list: for finding the items of one edition of a deck among those of the next. */
#ifndef PLAYER_IDS_H
#define PLAYER_IDS_H

#include <stddef.h>

struct id {
	const char *text; /* borrowed */
	size_t place;
};

struct ids {
	struct id *list;
	size_t count;
};

/* Room for so many ids; set list[0..count-1] and sort before the first search. */
void ids_init(struct ids *ids, size_t count);
void ids_finish(struct ids *ids);
void ids_sort(struct ids *ids);

/* The id's place; SIZE_MAX: it is not in the list. */
size_t ids_find(const struct ids *ids, const char *text);

#endif
