/* The words that a problem is about: its line and those around it, so that who never saw JSON finds the place. */
#ifndef FORMATS_EXCERPT_H
#define FORMATS_EXCERPT_H

#include <stddef.h>

#include "model/problem.h"

/* Cuts the excerpt of a problem whose line is known out of its file's text. It lies in the arena; what could be an
 * e-mail address is covered, what is no UTF-8 is U+FFFD. */
void excerpt_cut(struct problem *problem, const char *text, size_t length, struct arena *arena);

/* The same for all from `first` on that have a line and no excerpt. */
void excerpts_cut(struct problems *problems, size_t first, const char *text, size_t length);

/* Covers the letters on both sides of an @, one for one, so that columns stay what they are. */
void excerpt_cover_addresses(char *text);

#endif
