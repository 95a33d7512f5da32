/* callboard-ingest: reads the organizers' folder and publishes what it makes of it. Started by the player, which it
 * speaks with over its standard input and output. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "commands/paths.h"
#include "ingest/ingest.h"
#include "ingest/stand_in.h"

static const char usage[] =
	"callboard-ingest FOLDER --state DIR [--size WxH] [--at TIME | --clock WORDS] [--once] [--rehearse]\n"
	"                [--screen NAME] [--stand-in]\n"
	"\n"
	"Reads FOLDER for ever and publishes sets in DIR; ends when its standard input does.\n"
	"  --size WxH   decode pictures for a screen of this size\n"
	"  --at TIME    as if it were TIME (ISO 8601) now; without an offset, at the event\n"
	"  --clock WORDS\n"
	"               what the player knows of the time: \"0 trusted\", how many ms it is ahead of\n"
	"               this machine's; \"0 untrusted 1540196040\", when it was known last (UTC)\n"
	"  --once       publish what is there now and end: 0 if nothing was refused, else 1\n"
	"  --rehearse   leave what people know of the programmes as it was, and the folder without report\n"
	"  --stand-in   while another one waits for FOLDER, write the report into DIR; needs --screen\n"
	"  --screen NAME\n"
	"               write this screen's report\n"
	"callboard starts it; there is seldom a reason to do so by hand.\n";

static int misused(const char *words, const char *what)
{
	fprintf(stderr, "callboard-ingest: %s%s\nTry 'callboard-ingest --help'.\n", words, what);
	return 2;
}

static bool read_at(struct ingest_options *options, const char *text)
{
	struct civil civil;
	bool has_offset;
	int offset_s;
	if (!civil_parse(text, &civil, &has_offset, &offset_s))
		return false;
	options->local = !has_offset;
	options->clock = (struct link_clock){.ahead_ms = clock_from(civil_seconds(civil) - offset_s).utc_offset_ms};
	return true;
}

static bool read_clock(struct link_clock *clock, const char *words)
{
	char *line = text_format("clock %s", words);
	struct link_message message;
	link_read(&message, line);
	*clock = message.clock;
	bool read = message.kind == LINK_CLOCK;
	link_finish(&message);
	free(line);
	return read;
}

int main(int argc, char **argv)
{
	static const struct option names[] = {
		{"state", required_argument, NULL, 's'}, {"size", required_argument, NULL, 'z'},
		{"at", required_argument, NULL, 'a'},    {"clock", required_argument, NULL, 'c'},
		{"once", no_argument, NULL, 'o'},        {"rehearse", no_argument, NULL, 'r'},
		{"stand-in", no_argument, NULL, 'i'},    {"screen", required_argument, NULL, 'n'},
		{"help", no_argument, NULL, 'h'},        {0}};
	struct clock machine = clock_system();
	struct ingest_options options = {.machine = &machine, .down_fd = 0, .up_fd = 1};
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
			if (!read_at(&options, optarg))
				return misused("not a time: ", optarg);
			break;
		case 'c':
			if (!read_clock(&options.clock, optarg))
				return misused("not what the player says of its clock: ", optarg);
			break;
		case 'o':
			options.once = true;
			break;
		case 'r':
			options.rehearsal = true;
			break;
		case 'i':
			options.stand_in = true;
			break;
		case 'n':
			options.screen = optarg;
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
	char *callboard = program_path("callboard"), *id = paths_identity(options.state);
	options.callboard = callboard;
	options.id = id;
	signal(SIGPIPE, SIG_IGN);
	int status = options.stand_in && options.screen != NULL ? stand_in_run(&options) : ingest_run(&options);
	free(id);
	free(callboard);
	free(decoder);
	return status;
}
