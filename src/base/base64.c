#include "base/base64.h"

#include <stdint.h>

void base64_add(struct buffer *text, const void *bytes, size_t length)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *from = bytes;
	for (size_t at = 0; at < length; at += 3) {
		size_t left = length - at;
		uint32_t group = (uint32_t)from[at] << 16 | (left > 1 ? (uint32_t)from[at + 1] << 8 : 0) |
				 (left > 2 ? (uint32_t)from[at + 2] : 0);
		const char four[] = {letters[group >> 18], letters[group >> 12 & 63],
				     left > 1 ? letters[group >> 6 & 63] : '=', left > 2 ? letters[group & 63] : '='};
		buffer_add(text, four, sizeof four);
	}
}
