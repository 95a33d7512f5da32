/* The encodings of Central Europe with one byte a character, as editors without UTF-8 save text there. */
#ifndef FORMATS_ENCODING_BYTES_H
#define FORMATS_ENCODING_BYTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

enum charset { CHARSET_WINDOWS_1250, CHARSET_ISO_8859_2 };

extern const char *const charset_names[];

/* Which of them the bytes, no UTF-8, look like; false: like neither. */
bool charset_likely(const unsigned char *bytes, size_t length, enum charset *charset);

/* Which of them they are, without doubt: read so, all letters beyond ASCII are those of the language that the text
 * itself names ("language": "pl"); where it names none, of the one it is expected to have ("": none is), or of Polish
 * where words have letters that only Polish has there. */
bool charset_certain(const unsigned char *bytes, size_t length, const char *language, enum charset *charset);

/* Appends them as UTF-8. */
void charset_decode(enum charset charset, const unsigned char *bytes, size_t length, struct buffer *utf8);

#endif
