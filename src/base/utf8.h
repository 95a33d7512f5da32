/* UTF-8 (RFC 3629), strict: no surrogates, nothing above U+10FFFF, no overlong forms. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The code point at text (length bytes left, at least 1) and its size in *size; UINT32_MAX and size 1 where the bytes
 * are not UTF-8. */
uint32_t utf8_decode(const char *text, size_t length, size_t *size);

/* Writes 1 to 4 bytes; returns how many. */
size_t utf8_encode(uint32_t code_point, char bytes[static 4]);

/* Offset of the first byte that is not UTF-8; length if all is well. */
size_t utf8_check(const char *text, size_t length);

/* Takes out of a text what is no UTF-8, such as a character that was cut in two. */
void utf8_mend(char *text);

#endif
