/* Are two texts the same to a reader? Case, accents, punctuation and spaces do not count, and a letter more or less is
 * a mistake that was mended. */
#ifndef MODEL_LIKENESS_H
#define MODEL_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A text's letters and digits alone, small, without accents, in the arena; if `words`, with one space between words. A
 * text that has neither stays as it is; NULL is "". */
const char *likeness_fold(struct arena *arena, const char *text, bool words);

/* How many bytes must be changed, added or taken away to make one of the other; more than `limit` is limit + 1. */
size_t likeness_distance(const char *a, const char *b, size_t limit);

/* Two folded texts that differ by no more than what is mended in a text that was typed wrong. Other numbers are never a
 * mistake: "Workshop 1" is not "Workshop 2". */
bool likeness_typo(const char *a, const char *b);

#endif
