/* How views ask what they must not know: the sizes of text, which font has its letters, where words may be divided. The
 * player answers with SDL_ttf, fontconfig and dictionaries, tests with a fake that no font version can change. */
#ifndef VIEW_MEASURE_H
#define VIEW_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

enum font_role {
	FONT_TEXT,           /* Inter 500: lists and paragraphs */
	FONT_TEXT_STRONG,    /* Inter 700 */
	FONT_TEXT_ITALIC,    /* Inter 500 italic */
	FONT_DISPLAY,        /* Inter Display 700: above 2u */
	FONT_DISPLAY_MEDIUM, /* Inter Display 600 */
	FONT_ROLES,
};

struct font {
	enum font_role role;
	int size_px; /* em */
	int face;    /* 0: the role's own; others: fallbacks, numbered by the measurer */
};

struct font_metrics {
	int ascent_px, descent_px; /* both positive, of the role's own face; fallbacks are drawn to fit */
	int cap_height_px;
};

struct font_extent {
	int above_px, below_px; /* of the baseline, both positive */
};

struct measure {
	void *data;

	/* Advance width of one run, in px, rounded up. */
	int (*width_px)(void *data, struct font font, const char *text, size_t bytes, bool right_to_left);

	struct font_metrics (*metrics)(void *data, enum font_role role, int size_px);

	/* How far the run's letters really reach: marks, stacks and other scripts go beyond the metrics. */
	struct font_extent (*extent)(void *data, struct font font, const char *text, size_t bytes, bool right_to_left);

	/* How many bytes at the beginning of text one face covers (whole grapheme clusters, at least one), and which
	 * face: the first of the fallback order. What no font has counts as covered by the role's own. `language`
	 * chooses among faces of Han; "" if not known. */
	size_t (*covered)(void *data, enum font_role role, const char *text, size_t bytes, const char *language,
			  int *face);

	/* Where the language divides a word (letters only): sets allowed[i] for each byte i that may begin the next
	 * line, and leaves the rest. False if there is no dictionary that knows the word's letters. NULL: none at all.
	 */
	bool (*hyphens)(void *data, const char *language, const char *word, size_t bytes, bool *allowed);
};

#endif
