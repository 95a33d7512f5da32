/* Where languages divide their words, by the dictionaries of Debian's hyphen-* packages. */
#ifndef PLAYER_HYPHENS_H
#define PLAYER_HYPHENS_H

#include <stdbool.h>
#include <stddef.h>

struct hyphens;

/* With the dictionaries of that folder: hyph_pl_PL.dic. Reads none of them before it is asked. */
struct hyphens *hyphens_create(const char *folder);
void hyphens_destroy(struct hyphens *hyphens);

/* As struct measure's hyphens(). */
bool hyphens_find(struct hyphens *hyphens, const char *language, const char *word, size_t bytes, bool *allowed);

#endif
