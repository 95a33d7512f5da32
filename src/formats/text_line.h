/* One line of an agenda typed as text: does it begin with a time, or does it open a day? */
#ifndef FORMATS_TEXT_LINE_H
#define FORMATS_TEXT_LINE_H

#include <stddef.h>

#include "formats/written.h"

struct text_line {
	const char *text; /* trimmed; never empty */
	int number;
	size_t times; /* bytes of the times it begins with; 0: none */
	int start, end;
	size_t date_at, date_length; /* where its date stands, in bytes; length 0: no line that opens a day */
	struct written_date date;
};

/* Fills all but text and number from them. */
void text_line_classify(struct text_line *line);

#endif
