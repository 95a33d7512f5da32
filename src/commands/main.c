/* callboard: finds the command and hands over to it. */
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "commands/commands.h"

static const char help[] =
	"callboard: a fullscreen display of the agendas, announcements and photos in a folder\n"
	"\n"
	"  callboard [play] [FOLDER]      show FOLDER for ever\n"
	"      --screen NAME  --state DIR  --size WxH  --window  --at TIME\n"
	"      --rotate 90|180|270  --overscan PERCENT: how the display hangs, what it crops\n"
	"      --listen ADDR:PORT (127.0.0.1:8080) or off: its control page\n"
	"      --tls-cert FILE  --tls-key FILE: which then speaks TLS\n"
	"  callboard check FOLDER         read it as the player would and report\n"
	"      --json  --state DIR\n"
	"  callboard render FOLDER OUT    one PNG per page, OUT/001-....png\n"
	"      --json  --at TIME  --screen NAME  --size WxH  --theme NAME  --state DIR\n"
	"      --day DATE                 the whole day instead: day.png and index.html\n"
	"  callboard ctl COMMAND          speak to the running player\n"
	"      status reload next previous pause resume identify\n"
	"      emergency clear: ends one whose file cannot be taken away\n"
	"      clock TIME: what time it is, where the machine does not know\n"
	"      pin set | pin off: the organizers' PIN for their page\n"
	"      screenshot FILE  restart quit  --state DIR\n"
	"  callboard --help | --version\n"
	"\n"
	"FOLDER defaults to $CALLBOARD_FOLDER; the state folder to $STATE_DIRECTORY, else\n"
	"$XDG_STATE_HOME/callboard, else ~/.local/state/callboard; the screen's name to the host's.\n"
	"TIME is ISO 8601 (2018-10-22T10:14), local unless it has an offset; DATE is 2018-10-22.\n"
	"Exit status: 0 well; 1 something was refused or failed; 2 usage; 75 another player holds the state.\n";

int usage_error(const char *command, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fprintf(stderr, "callboard%s%s: ", command[0] != '\0' ? " " : "", command);
	vfprintf(stderr, format, arguments);
	fputs("\nTry 'callboard --help'.\n", stderr);
	va_end(arguments);
	return EXIT_USAGE;
}

int usage_option(const char *command, char **argv, int answer)
{
	if (answer == ':')
		return usage_error(command, "%s needs a value", argv[optind - 1]);
	if (optopt != 0)
		return usage_error(command, "unknown option -%c", optopt);
	return usage_error(command, "unknown option %s", argv[optind - 1]);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(int argc, char **argv);
	} commands[] = {{"play", command_play},
			{"check", command_check},
			{"render", command_render},
			{"ctl", command_ctl},
			{"thumbnails", command_thumbnails}}; /* for ingest alone, so not in the help */

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return fputs(help, stdout) < 0 ? EXIT_REFUSED : EXIT_WELL;
		if (strcmp(argv[i], "--version") == 0)
			return printf("callboard %s\n", CALLBOARD_VERSION) < 0 ? EXIT_REFUSED : EXIT_WELL;
	}
	for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	/* The word play may be left out; but a command misspelt is no folder to wait for. */
	if (argc > 1 && argv[1][0] != '-' && strchr(argv[1], '/') == NULL && !path_exists(argv[1]))
		return usage_error("", "'%s' is no command, and no folder here", argv[1]);
	return command_play(argc, argv);
}
