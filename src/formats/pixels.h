/* A decoded picture as a file: a 32-byte header and rows of 32-bit pixels, to be mapped and copied, nothing to parse;
 * behind them what the picture says of itself, as its file has it (formats/description.h).
 * Machine-endian: it is written and read by one machine. */
#ifndef FORMATS_PIXELS_H
#define FORMATS_PIXELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PIXELS_SIDE_LIMIT = 16384, PIXELS_DESCRIPTION_LIMIT = 1024 };

enum pixels_note {                     /* what its author should know of a picture that is shown */
		   PIXELS_MOVES = 1,   /* an animation, of which this is the first picture */
		   PIXELS_PAGES = 2,   /* one of several pages */
		   PIXELS_PROFILE = 4, /* its colour profile was of no use */
		   PIXELS_NOTES_ALL = 7,
		   PIXELS_KIND = 0xf00, /* its place in the list of kinds, from 1; 0: not known */
};

struct pixels_header {
	char magic[8]; /* "cbpixel1" */
	uint32_t width_px, height_px;
	uint32_t transparent; /* 0 or 1; pixels are 0xAARRGGBB, premultiplied by alpha; alpha 0xFF everywhere if 0 */
	uint32_t notes;       /* enum pixels_note, as bits */
	uint32_t description_bytes; /* behind the rows */
	uint32_t reserved;
};

/* Fills a header. */
void pixels_header_init(struct pixels_header *header, int width_px, int height_px, bool transparent, unsigned notes);

/* A note in words, and what to do if it is not as wanted; NULL after the last: 0, 1, … as `index`. */
const char *pixels_note_words(unsigned notes, int index, const char **remedy);

/* The note of its kind, as people call it: "PNG". */
unsigned pixels_kind_note(const char *kind);

/* The kind that was noted, if the name ends as one of another kind does; NULL: it fits, or nobody knows. */
const char *pixels_kind_unlike(unsigned notes, const char *name);

/* How long a file of this header is. */
uint64_t pixels_bytes(const struct pixels_header *header);

/* Is this a whole file of ours? */
bool pixels_valid(const void *bytes, size_t length);

#endif
