/* The list of pages that `render --json` prints: an array, one page a line. */
#ifndef CONTROL_LISTING_H
#define CONTROL_LISTING_H

#include <stddef.h>

#include "base/buffer.h"

struct listing_page {
	int number;        /* from 1 */
	const char *file;  /* its name, beside the others */
	const char *kind;  /* "agenda", "announcement", "photos", "calm" */
	const char *title; /* NULL: none */
	const char *screen;
	const char *at;             /* the moment it is from, ISO 8601; NULL: all are from one */
	const char *const *sources; /* the texts of the content on the page, whole, in reading order */
	size_t sources_count;
};

/* Begins the list, adds a page to it, ends it. */
void listing_begin(struct buffer *list);
void listing_add(struct buffer *list, const struct listing_page *page);
void listing_end(struct buffer *list);

#endif
