#include "formats/words.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void words_format(struct words *words, const char *format, va_list arguments)
{
	vsnprintf(words->text, sizeof words->text, format, arguments);
	utf8_mend(words->text);
	char *mark = strchr(words->text, '\v');
	words->remedy = mark ? mark + 1 : NULL;
	if (mark)
		*mark = '\0';
	char *second = mark ? strchr(mark + 1, '\v') : NULL;
	words->missing = second ? second[1] : '\0';
	if (second)
		*second = '\0';
}
