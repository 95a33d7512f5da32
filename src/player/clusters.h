/* A text parted into clusters: a base character, its marks, joiners, selectors, flags; what a reader takes for one
 * character, and what one font must have the whole of. */
#ifndef PLAYER_CLUSTERS_H
#define PLAYER_CLUSTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { CLUSTER_PLAIN_LIMIT = 0x300 }; /* code points below are neither marks nor emoji by themselves */

struct cluster {
	const char *text;
	size_t bytes;
	uint32_t first;    /* its first code point */
	bool marked;       /* accents and the like are to be put to it */
	uint32_t composed; /* the one code point that means the same; 0: there is none */
};

struct clusters {
	const char *text; /* UTF-8, borrowed */
	size_t bytes;
	UBreakIterator **rules; /* the caller's, to be kept from text to text; made where it is NULL and needed */
	UText *utext;           /* NULL until the rules are needed */
};

/* The cluster that begins at that byte, where one does. */
struct cluster cluster_at(struct clusters *clusters, size_t at);

void clusters_finish(struct clusters *clusters);

#endif
