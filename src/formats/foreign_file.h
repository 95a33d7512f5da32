/* Files of other programs, known by their names or their first bytes: what they are, and what to do instead. */
#ifndef FORMATS_FOREIGN_FILE_H
#define FORMATS_FOREIGN_FILE_H

#include <stddef.h>

struct foreign_file {
	const char *words, *remedy; /* of a problem */
};

/* By the ending of a name; NULL: nothing known. */
const struct foreign_file *foreign_file_named(const char *name);

/* By the first bytes of what is called text or JSON; NULL: it may be that. */
const struct foreign_file *foreign_file_begins(const void *bytes, size_t length);

#endif
