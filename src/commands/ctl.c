/* callboard ctl: one request to the player of a state folder. */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "commands/commands.h"
#include "commands/paths.h"
#include "commands/pin.h"
#include "control/client.h"
#include "control/png.h"

enum { ANSWER_LIMIT_MS = 5000, RETURN_LIMIT_MS = 10000, NAP_MS = 20 };

static int failed(const char *words, const char *more)
{
	fprintf(stderr, "callboard ctl: %s%s%s\n", words, more[0] != '\0' ? ": " : "", more);
	return EXIT_REFUSED;
}

static int write_screenshot(const struct client_answer *answer, const char *file)
{
	struct client_picture picture;
	int error = client_picture(answer, &picture);
	if (error != 0)
		return failed("no picture came with the answer", error != -EPROTO ? strerror(-error) : "");
	error = png_file_write(file, picture.pixels, picture.width_px, picture.height_px);
	client_picture_finish(&picture);
	return error != 0 ? failed(file, strerror(-error)) : EXIT_WELL;
}

static int print_status(cJSON *object)
{
	cJSON_DeleteItemFromObject(object, "ok");
	char *text = cJSON_Print(object);
	if (text == NULL)
		return failed("no memory", "");
	for (const char *at = text; *at != '\0'; at++) /* cJSON indents with tabs, and sets one after each name */
		if (*at != '\t')
			putchar(*at);
		else
			fputs(at > text && at[-1] == ':' ? " " : "  ", stdout);
	putchar('\n');
	cJSON_free(text);
	return fflush(stdout) == 0 ? EXIT_WELL : EXIT_REFUSED;
}

/* Until the player that is restarting listens again, so that whatever is asked next is answered. */
static int await_return(const char *state)
{
	struct clock clock = clock_system();
	int64_t deadline_ms = clock_monotonic_ms(&clock) + RETURN_LIMIT_MS;
	while (clock_monotonic_ms(&clock) < deadline_ms) {
		struct client_answer answer;
		if (client_ask(state, CONTROL_STATUS, ANSWER_LIMIT_MS, &answer) == 0) {
			client_answer_finish(&answer);
			return EXIT_WELL;
		}
		poll(NULL, 0, NAP_MS);
	}
	return failed("the player did not come back", state);
}

/* As client_ask(), with the time for CONTROL_CLOCK. */
static int send_request(const char *state, enum control_command command, int64_t utc_s, struct client_answer *answer)
{
	char now[26];
	if (command != CONTROL_CLOCK)
		return client_ask(state, command, ANSWER_LIMIT_MS, answer);
	cJSON *request = cJSON_CreateObject();
	civil_format(utc_s, 0, now);
	cJSON_AddStringToObject(request, "command", control_command_names[command]);
	cJSON_AddStringToObject(request, "now", now);
	int error = client_request(state, request, ANSWER_LIMIT_MS, answer);
	cJSON_Delete(request);
	return error;
}

static int ask(const char *state, enum control_command command, const char *file, int64_t utc_s)
{
	struct client_answer answer;
	int error = send_request(state, command, utc_s, &answer);
	if (error == -ENOENT || error == -ECONNREFUSED || error == -ENOTDIR)
		return failed("no player runs on this state folder", state);
	if (error == -ETIMEDOUT)
		return failed("the player does not answer", state);
	if (error != 0)
		return failed(state, strerror(-error));
	int status = EXIT_WELL;
	if (!cJSON_IsTrue(cJSON_GetObjectItem(answer.object, "ok"))) {
		const char *words = cJSON_GetStringValue(cJSON_GetObjectItem(answer.object, "error"));
		status = failed(words != NULL ? words : "refused", "");
	} else if (command == CONTROL_STATUS) {
		status = print_status(answer.object);
	} else if (command == CONTROL_SCREENSHOT) {
		status = write_screenshot(&answer, file);
	} else if (command == CONTROL_RESTART) {
		status = await_return(state);
	}
	client_answer_finish(&answer);
	return status;
}

/* What stands at argv[optind] and behind it, for the player to do. */
static int player_command(const char *state, int argc, char **argv)
{
	enum control_command command;
	const char *name = argv[optind];
	if (strcmp(name, "emergency") == 0 && argv[optind + 1] != NULL && strcmp(argv[optind + 1], "clear") == 0) {
		name = control_command_names[CONTROL_CLEAR_EMERGENCY];
		optind++;
	}
	if (!control_command_named(name, &command))
		return usage_error("ctl", "unknown command '%s'", name);
	const char *file = argv[++optind]; /* argv ends with NULL */
	if (command == CONTROL_SCREENSHOT && file == NULL)
		return usage_error("ctl", "screenshot into which FILE?");
	int64_t utc_s = 0;
	if (command == CONTROL_CLOCK && (file == NULL || !parse_time(file, &utc_s)))
		return usage_error("ctl", "clock TIME, as in 2026-05-04T09:30");
	if (argc - optind > (command == CONTROL_SCREENSHOT || command == CONTROL_CLOCK ? 1 : 0))
		return usage_error("ctl", "too many words after '%s'", control_command_names[command]);
	return ask(state, command, file, utc_s);
}

int command_ctl(int argc, char **argv)
{
	static const struct option options[] = {{"state", required_argument, NULL, 's'}, {0}};
	const char *given = NULL;
	int answer;
	opterr = 0;
	while ((answer = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (answer != 's')
			return usage_option("ctl", argv, answer);
		given = optarg;
	}
	if (optind == argc)
		return usage_error(
			"ctl",
			"which command? (status, reload, next, previous, pause, resume, identify, emergency clear, "
			"clock TIME, pin set, pin off, screenshot FILE, restart, quit)");
	char *state = paths_state(given);
	if (state == NULL)
		return usage_error("ctl", "no state folder: say --state DIR or set HOME");
	int status = strcmp(argv[optind], "pin") == 0 ? pin_command(state, argv + optind + 1)
						      : player_command(state, argc, argv);
	free(state);
	return status;
}
