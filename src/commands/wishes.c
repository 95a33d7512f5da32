#include "commands/wishes.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "commands/commands.h"
#include "commands/paths.h"
#include "control/listen.h"

static const char listen_default[] = "127.0.0.1:8080";

int wishes_read(struct wishes *wishes, int argc, char **argv)
{
	static const struct option options[] = {{"screen", required_argument, NULL, 'n'},
						{"state", required_argument, NULL, 's'},
						{"size", required_argument, NULL, 'z'},
						{"window", no_argument, NULL, 'w'},
						{"rotate", required_argument, NULL, 'r'},
						{"overscan", required_argument, NULL, 'o'},
						{"at", required_argument, NULL, 'a'},
						{"listen", required_argument, NULL, 'l'},
						{"tls-cert", required_argument, NULL, 'c'},
						{"tls-key", required_argument, NULL, 'k'},
						{0}};
	const char *screen = NULL, *state = NULL;
	struct listen_address address;
	int64_t utc_s;
	int answer;
	*wishes = (struct wishes){.listen = listen_default, .overscan_percent = -1};
	opterr = 0;
	while ((answer = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		switch (answer) {
		case 'n':
			screen = optarg;
			break;
		case 's':
			state = optarg;
			break;
		case 'z':
			if (!parse_size(optarg, &wishes->width_px, &wishes->height_px))
				return usage_error("play", "--size %s: not a size like 1920x1080", optarg);
			break;
		case 'r':
			if (!parse_turn(optarg, &wishes->turn_degrees))
				return usage_error("play", "--rotate %s: not 0, 90, 180 or 270", optarg);
			break;
		case 'o':
			if (!parse_percent(optarg, 10, &wishes->overscan_percent))
				return usage_error("play", "--overscan %s: not a number of percent from 0 to 10",
						   optarg);
			break;
		case 'w':
			wishes->window = true;
			break;
		case 'a':
			if (!parse_time(optarg, &utc_s))
				return usage_error("play", "--at %s: not a time like 2018-10-22T10:14", optarg);
			wishes->at = optarg;
			break;
		case 'l':
			wishes->listen = strcmp(optarg, "off") != 0 ? optarg : NULL;
			if (wishes->listen != NULL && !listen_parse(&address, optarg))
				return usage_error("play", "--listen %s: not an address like 127.0.0.1:8080, nor 'off'",
						   optarg);
			break;
		case 'c':
			wishes->certificate = optarg;
			break;
		case 'k':
			wishes->key = optarg;
			break;
		default:
			return usage_option("play", argv, answer);
		}
	}
	if (argc - optind > 1)
		return usage_error("play", "one folder only, not also '%s'", argv[optind + 1]);
	if ((wishes->certificate == NULL) != (wishes->key == NULL))
		return usage_error("play", "--tls-cert and --tls-key want each other");
	if (screen != NULL && screen[0] == '\0')
		return usage_error("play", "--screen needs a name");
	wishes->folder = paths_folder(argv[optind]);
	if (wishes->folder == NULL)
		return usage_error("play", "which folder? (FOLDER, or set CALLBOARD_FOLDER)");
	wishes->state = paths_state(state);
	if (wishes->state == NULL)
		return usage_error("play", "no state folder: say --state DIR or set HOME");
	wishes->screen = paths_screen(screen);
	return EXIT_WELL;
}

void wishes_finish(struct wishes *wishes)
{
	free(wishes->folder);
	free(wishes->state);
	free(wishes->screen);
}
