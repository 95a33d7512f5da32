#include "formats/words.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void words_format(struct words *words, const char *format, va_list arguments)
{
	vsnprintf(words->text, sizeof words->text, format, arguments);
	size_t length = strlen(words->text), kept = 0;
	for (size_t at = 0, size; at < length; at += size) {
		if (utf8_decode(words->text + at, length - at, &size) == UINT32_MAX)
			continue;
		memmove(words->text + kept, words->text + at, size);
		kept += size;
	}
	words->text[kept] = '\0';
	char *mark = strchr(words->text, '\v');
	words->remedy = mark ? mark + 1 : NULL;
	if (mark)
		*mark = '\0';
}
