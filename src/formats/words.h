/* A problem's words and its remedy from one format, parted by '\v', so that telling a problem is one line of code.
 * Behind another '\v' may stand the one character that is missing at the place. */
#ifndef FORMATS_WORDS_H
#define FORMATS_WORDS_H

#include <stdarg.h>

struct words {
	char text[600];
	const char *remedy; /* in text; NULL: the format had none */
	char missing;       /* 0: nothing */
};

/* What a precision such as %.40s cut in the middle of a character is mended. */
__attribute__((format(printf, 2, 0))) void words_format(struct words *words, const char *format, va_list arguments);

#endif
