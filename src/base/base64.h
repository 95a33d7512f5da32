/* Base64 (RFC 4648, with padding), for data: addresses. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/buffer.h"

void base64_add(struct buffer *text, const void *bytes, size_t length);

#endif
