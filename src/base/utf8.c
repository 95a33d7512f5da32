#include "base/utf8.h"

#include <string.h>

uint32_t utf8_decode(const char *text, size_t length, size_t *size)
{
	const unsigned char *bytes = (const unsigned char *)text;
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000}; /* by size: less would be overlong */
	uint32_t first = bytes[0];
	*size = 1;
	if (first < 0x80)
		return first;
	size_t wanted = first >= 0xf8 ? 0 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
	if (wanted == 0 || wanted > length)
		return UINT32_MAX;
	uint32_t code_point = first & (0xffu >> (wanted + 1));
	for (size_t i = 1; i < wanted; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return UINT32_MAX;
		code_point = code_point << 6 | (bytes[i] & 0x3fu);
	}
	if (code_point < least[wanted] || code_point > 0x10ffff || (code_point >= 0xd800 && code_point <= 0xdfff))
		return UINT32_MAX;
	*size = wanted;
	return code_point;
}

size_t utf8_encode(uint32_t code_point, char bytes[static 4])
{
	if (code_point < 0x80) {
		bytes[0] = (char)code_point;
		return 1;
	}
	size_t size = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
	for (size_t i = size - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (code_point & 0x3f));
		code_point >>= 6;
	}
	bytes[0] = (char)(0xf00u >> size | code_point);
	return size;
}

size_t utf8_check(const char *text, size_t length)
{
	size_t offset = 0;
	while (offset < length) {
		size_t size;
		if (utf8_decode(text + offset, length - offset, &size) == UINT32_MAX)
			return offset;
		offset += size;
	}
	return length;
}

void utf8_mend(char *text)
{
	size_t length = strlen(text), kept = 0;
	for (size_t at = 0, size; at < length; at += size) {
		if (utf8_decode(text + at, length - at, &size) == UINT32_MAX)
			continue;
		memmove(text + kept, text + at, size);
		kept += size;
	}
	text[kept] = '\0';
}
