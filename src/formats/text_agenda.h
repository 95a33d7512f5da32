/* An agenda typed as text: lines that begin with a time, under lines that name the day. */
#ifndef FORMATS_TEXT_AGENDA_H
#define FORMATS_TEXT_AGENDA_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/content.h"

/* False, and nothing done, if the text is no agenda: not most of its lines begin with a time. Otherwise an item for
 * each day. A line without a time before a day's first session is the title, after a session its note. */
bool text_agenda_read(struct source *source, const char *text, size_t length, struct problems *problems);

#endif
