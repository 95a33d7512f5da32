/* What belongs together on a line, by the habits of the language: how good a place each space is for a line to end.
 * Between breaks.c and words.c only. */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a line's end costs beside its emptiness (0 to 1, squared, times 1000). What is dearer gives way to nothing that
 * is cheaper: a word is torn only to stay in its box, bound words part only for want of room, a line is spent for
 * looks never. */
#define SENTENCE_GAIN (-70.0) /* where the sense pauses */
#define COMMA_GAIN    (-30.0)
#define INSIDE_COST   60.0  /* within a word, where ICU allows it: after a hyphen */
#define WEAK_COST     60.0  /* behind a word of two letters: "na", "do" */
#define LOOSE_COST    400.0 /* "od 13:00", "października 2018" */
#define BOUND_COST    1e6   /* "w domu", "22 października": worse than a line more (LINE_COST) */

struct habits;

/* Never NULL; `language` is a BCP 47 tag or "". */
const struct habits *habits_for(const char *language);

struct word { /* between spaces */
	size_t start, end;
	uint32_t last;  /* the character that ends it, punctuation too; 0: no word */
	bool ends_bare; /* no punctuation behind it, or only a full stop */
	size_t letters, digits, others;
	char key[32]; /* in lower case without punctuation around it; "" if longer */
};

/* The word whose bytes are [start, end). */
struct word word_read(const char *text, size_t start, size_t end);

/* Of ending a line between two words. `earlier` is the word before `before`, without characters if there is none. */
double words_cost(const struct habits *of, const char *text, const struct word *earlier, const struct word *before,
		  const struct word *after, bool last_word);

/* Of ending a line at `at` within the word [start, end). */
double words_inside_cost(const char *text, size_t start, size_t at, size_t end);

#endif
