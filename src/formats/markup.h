/* Lines of text out of fields that hold HTML, Markdown or both: what people write into the forms of conference
 * systems. */
#ifndef FORMATS_MARKUP_H
#define FORMATS_MARKUP_H

#include <stddef.h>

#include "base/arena.h"

/* The words alone, on one line: without the tags of formatted text ("<b>"; anything else in angle brackets is
 * somebody's words), scripts and style sheets, strong words' stars and addresses of links; references decoded, white
 * space folded, control characters gone. NULL if nothing is left. */
const char *markup_line(struct arena *arena, const char *text, size_t length);

#endif
