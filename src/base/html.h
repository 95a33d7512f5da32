/* Strangers' texts in HTML that is well-formed as XML too. */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/buffer.h"

/* Adds text so that it is text, between tags and in double quotes alike. What HTML cannot hold (controls, bytes that
 * are no UTF-8) is replaced; line breaks stay. */
void html_add_text(struct buffer *html, const char *text);

/* The same for the first `length` bytes. */
void html_add_part(struct buffer *html, const char *text, size_t length);

/* Adds ' name="value"'. */
void html_add_attribute(struct buffer *html, const char *name, const char *value);

#endif
