#include "model/room.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

static uint32_t lower(uint32_t code)
{
	if ((code >= 'A' && code <= 'Z') || (code >= 0xc0 && code <= 0xde && code != 0xd7) ||
	    (code >= 0x391 && code <= 0x3a9) || (code >= 0x410 && code <= 0x42f))
		return code + 32;
	if (code >= 0x400 && code <= 0x40f)
		return code + 80;
	if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e)) /* pairs that begin with an odd one */
		return code + (code & 1);
	if (code >= 0x100 && code <= 0x177)
		return code | 1;
	return code;
}

/* The next character that counts, 0 at the end: spaces do not. */
static uint32_t next(const char **text)
{
	while (**text != '\0') {
		size_t size = 1;
		uint32_t code = (unsigned char)**text;
		if (code >= 0x80)
			code = utf8_decode(*text, strnlen(*text, 4), &size);
		*text += size;
		if (code != ' ' && code != '\t' && code != '\n' && code != 0xa0 && !(code >= 0x2000 && code <= 0x200b))
			return lower(code);
	}
	return 0;
}

bool room_same(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return false;
	for (;;) {
		uint32_t of_a = next(&a), of_b = next(&b);
		if (of_a != of_b)
			return false;
		if (of_a == 0)
			return true;
	}
}

size_t room_find(const char *const *rooms, size_t count, const char *room)
{
	if (room == NULL)
		return count;
	for (size_t i = 0; i < count; i++) /* mostly they are written alike */
		if (strcmp(rooms[i], room) == 0)
			return i;
	for (size_t i = 0; i < count; i++)
		if (room_same(rooms[i], room))
			return i;
	return count;
}
