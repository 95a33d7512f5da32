#include "commands/pin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/memory.h"
#include "commands/commands.h"
#include "control/pin.h"

/* A line of standard input without its end, unseen where people type it; false: there is none, or too long a one. */
static bool read_line(const char *prompt, char line[static PIN_MOST + 2])
{
	struct termios seen, unseen;
	bool typed = tcgetattr(STDIN_FILENO, &seen) == 0;
	if (typed) {
		unseen = seen;
		unseen.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
		fputs(prompt, stderr);
	}
	bool read = fgets(line, PIN_MOST + 2, stdin) != NULL;
	if (typed) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &seen);
		fputc('\n', stderr);
	}
	size_t length = read ? strcspn(line, "\r\n") : 0;
	read = read && (line[length] != '\0' || length <= PIN_MOST);
	line[length] = '\0';
	return read;
}

static int failed(const char *words)
{
	fprintf(stderr, "callboard ctl: %s\n", words);
	return EXIT_REFUSED;
}

static int set(const char *state)
{
	char pin[PIN_MOST + 2], again[PIN_MOST + 2];
	if (!read_line("The organizer's PIN, 6 to 16 digits: ", pin) || !pin_valid(pin))
		return failed("a PIN has 6 to 16 digits");
	if (isatty(STDIN_FILENO) && (!read_line("Once more: ", again) || strcmp(pin, again) != 0))
		return failed("these were two different ones: nothing is changed");
	int error = pin_set(state, pin);
	explicit_bzero(pin, sizeof pin);
	explicit_bzero(again, sizeof again);
	return error != 0 ? failed(strerror(-error)) : EXIT_WELL;
}

int pin_command(const char *state, char *const *words)
{
	if (words[0] != NULL && words[1] == NULL && strcmp(words[0], "set") == 0)
		return set(state);
	if (words[0] != NULL && words[1] == NULL && strcmp(words[0], "off") == 0) {
		int error = pin_remove(state);
		return error != 0 ? failed(strerror(-error)) : EXIT_WELL;
	}
	return usage_error("ctl", "pin set, which asks for it, or pin off");
}
