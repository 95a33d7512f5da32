/* callboard-ingest: reads the organizers' folder and publishes what it makes of it. Started by the player, which it
 * speaks with over its standard input and output. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "commands/paths.h"
#include "ingest/ingest.h"

static const char usage[] = "callboard-ingest FOLDER --state DIR [--size WxH] [--at TIME] [--once]\n"
			    "\n"
			    "Reads FOLDER for ever and publishes sets in DIR; ends when its standard input does.\n"
			    "  --size WxH   decode pictures for a screen of this size\n"
			    "  --at TIME    as if it were TIME (ISO 8601) now\n"
			    "  --once       publish what is there now and end: 0 if nothing was refused, else 1\n"
			    "callboard starts it; there is seldom a reason to do so by hand.\n";

static int misused(const char *words, const char *what)
{
	fprintf(stderr, "callboard-ingest: %s%s\nTry 'callboard-ingest --help'.\n", words, what);
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option names[] = {
		{"state", required_argument, NULL, 's'}, {"size", required_argument, NULL, 'z'},
		{"at", required_argument, NULL, 'a'},    {"once", no_argument, NULL, 'o'},
		{"help", no_argument, NULL, 'h'},        {0}};
	struct clock machine = clock_system(), clock = machine;
	struct ingest_options options = {.clock = &clock, .machine = &machine, .down_fd = 0, .up_fd = 1};
	int64_t utc_s;
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, ":h", names, NULL)) != -1;) {
		switch (option) {
		case 's':
			options.state = optarg;
			break;
		case 'z':
			if (!parse_size(optarg, &options.width_px, &options.height_px))
				return misused("not a size: ", optarg);
			break;
		case 'a':
			if (!parse_time(optarg, &utc_s))
				return misused("not a time: ", optarg);
			clock = clock_from(utc_s);
			break;
		case 'o':
			options.once = true;
			break;
		case 'h':
			return fputs(usage, stdout) < 0;
		default:
			return misused("unknown option, or one without its value: ", argv[optind - 1]);
		}
	}
	if (optind + 1 != argc || options.state == NULL)
		return misused("one folder and --state are needed", "");
	options.folder = argv[optind];
	char *decoder = helper_path("callboard-decode");
	if (decoder == NULL)
		log_error("callboard-decode is not installed: no picture can be shown");
	options.decoder = decoder != NULL ? decoder : "callboard-decode";
	signal(SIGPIPE, SIG_IGN);
	int status = ingest_run(&options);
	free(decoder);
	return status;
}
