/* Themes and languages by name: those that assets/ has, each read when first asked for, and kept. */
#ifndef PLAYER_LOOKS_H
#define PLAYER_LOOKS_H

#include "model/deck.h"
#include "model/language.h"
#include "model/theme.h"

struct looks;

/* NULL after a logged reason: not even English is there, so callboard is not installed whole. */
struct looks *looks_create(void);
void looks_destroy(struct looks *looks);

/* The theme of that name; the default one for NULL and names we have no file for (logged once). */
const struct theme *looks_theme(struct looks *looks, const char *name);

/* What an event wants on this screen, in its venue's colours; `name` is a theme to be taken instead of its own, or
 * NULL.
 */
struct theme looks_theme_of(struct looks *looks, const struct event *event, const char *screen, const char *name);

/* The language of a BCP 47 tag ("pl-PL" finds "pl", "zh-TW" what serves it), with the words of the wall in it or else
 * in English; British English, with its 24 hours, for "" and the unknown. Has the shape of struct view's callback: data
 * is the looks. */
const struct language *looks_language(void *looks, const char *tag);

#endif
