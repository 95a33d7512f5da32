/* Bytes of a file to UTF-8: UTF-8 itself (a byte order mark is left out without a word, for every editor understands
 * it), or UTF-16 as Windows editors save it, after a warning: what else reads it may not know that. */
#ifndef FORMATS_ENCODING_H
#define FORMATS_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "model/problem.h"

/* Appends the text, without its mark, to *utf8. NUL characters, bytes that are no UTF-8 and broken UTF-16 are refused:
 * a problem that names the byte offset and, where it can, the encoding it looks like (Windows-1250). Where that leaves
 * no doubt (encoding_bytes.h; `language` is what the text is expected to be in, "" if nothing is known) it is read
 * so, with a warning. False if refused. */
bool encoding_decode(const char *path, const void *bytes, size_t length, const char *language, struct buffer *utf8,
		     struct problems *problems);

/* The same, but what looks like Windows-1250 is taken for it: Excel in Central Europe saves CSV so, without asking. */
bool encoding_decode_excel(const char *path, const void *bytes, size_t length, const char *language,
			   struct buffer *utf8, struct problems *problems);

/* The same, but what looks like Windows-1250 or ISO 8859-2 is read so, with a warning: for words that had better be on
 * the wall with a wrong letter than not at all. */
bool encoding_decode_urgent(const char *path, const void *bytes, size_t length, const char *language,
			    struct buffer *utf8, struct problems *problems);

#endif
