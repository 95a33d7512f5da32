/* What the columns of a spreadsheet hold, by their headings in Polish, English and German. */
#ifndef FORMATS_CSV_COLUMNS_H
#define FORMATS_CSV_COLUMNS_H

#include <stdbool.h>

enum column {
	COLUMN_UNKNOWN,
	COLUMN_LEFT_OUT, /* numbers of rows, descriptions: not shown, and no mistake */
	COLUMN_START,    /* or both, as "9:00-10:30" */
	COLUMN_END,
	COLUMN_DURATION,
	COLUMN_TITLE,
	COLUMN_PEOPLE,
	COLUMN_ROOM,
	COLUMN_DATE,
	COLUMN_KIND,
	COLUMN_NOTE,
	COLUMN_ID,
	COLUMNS_COUNT,
};

/* *exactly: it is the very name, not one that only begins like it. */
enum column column_of(const char *heading, bool *exactly);

/* Does it announce what is nobody's business: numbers of persons, addresses, telephones, signatures? */
bool column_personal(const char *heading);

/* The known heading that this one was probably meant to be; NULL: none is near. */
const char *column_nearest(const char *heading);

#endif
