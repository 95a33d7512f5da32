#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One write a line, so that lines of several processes do not mix. */
static void __attribute__((format(printf, 2, 0))) say(int level, const char *format, va_list arguments)
{
	char line[2048];
	int prefix = getenv("JOURNAL_STREAM") != NULL ? snprintf(line, sizeof line, "<%d>", level)
						      : snprintf(line, sizeof line, "callboard: ");
	size_t used = (size_t)prefix;
	int length = vsnprintf(line + used, sizeof line - used - 1, format, arguments);
	used += length < 0 ? 0 : (size_t)length;
	if (used > sizeof line - 2)
		used = sizeof line - 2;
	for (size_t i = 0; i < used; i++)
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
			line[i] = ' ';
	line[used++] = '\n';
	ssize_t written = write(STDERR_FILENO, line, used);
	(void)written; /* nowhere to tell */
}

void log_error(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	say(3, format, arguments);
	va_end(arguments);
}

void log_warning(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	say(4, format, arguments);
	va_end(arguments);
}

void log_info(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	say(6, format, arguments);
	va_end(arguments);
}
