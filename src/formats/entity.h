/* Character references of HTML and XML: "&amp;", "&#8211;", "&#x2013;". */
#ifndef FORMATS_ENTITY_H
#define FORMATS_ENTITY_H

#include <stddef.h>

/* The character that the reference text (from '&' to ';', length bytes) stands for, as UTF-8. Those that people type
 * are known; others stay as they are written. Returns the bytes of the character, 0 if unknown. */
size_t entity_decode(const char *text, size_t length, char bytes[static 4]);

#endif
