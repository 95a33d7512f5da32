/* callboard check: reads a folder as the player would and tells what is wrong with it. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/memory.h"
#include "commands/commands.h"
#include "commands/paths.h"
#include "commands/state.h"
#include "formats/link.h"

struct findings { /* what ingest told last */
	struct problems problems;
	char *problems_json; /* as it told it */
	struct health health;
	char *reason; /* of the health */
};

static int failed(const char *what, const char *why)
{
	fprintf(stderr, "callboard check: %s: %s\n", what, why);
	return EXIT_REFUSED;
}

/* Takes what the message has; link_finish() it nevertheless. */
static void take(struct findings *findings, struct link_message *message, const char *line)
{
	if (message->kind == LINK_PROBLEMS) {
		struct problems before = findings->problems;
		findings->problems = message->problems;
		message->problems = before;
		free(findings->problems_json);
		findings->problems_json = text_copy(strchr(line, '['));
	} else if (message->kind == LINK_HEALTH) {
		findings->health = message->health;
		free(findings->reason);
		findings->reason = text_copy(message->health.reason);
	}
}

static void listen_to(int fd, struct findings *findings)
{
	FILE *lines = fdopen(fd, "r");
	char *line = NULL;
	size_t size = 0;
	while (lines != NULL && getline(&line, &size, lines) > 0) {
		struct link_message message;
		line[strcspn(line, "\n")] = '\0';
		link_read(&message, line);
		take(findings, &message, line);
		link_finish(&message);
	}
	free(line);
	if (lines != NULL)
		fclose(lines);
	else
		close(fd);
}

/* Runs callboard-ingest over the folder. Its exit status, or -1 after a message. */
static int read_folder(const char *folder, const char *state, const char *size, struct findings *findings)
{
	char *program = helper_path("callboard-ingest");
	if (program == NULL) {
		failed("callboard-ingest", "is not installed");
		return -1;
	}
	const char *const arguments[] = {
		program, "--once", "--rehearse", "--state", state, folder, size != NULL ? "--size" : NULL, size, NULL};
	struct child child;
	int ends[2], status = -1;
	int error = pipe2(ends, O_CLOEXEC) < 0 ? -errno : 0;
	if (error == 0) {
		error = child_start(
			&child, &(struct child_options){
					.arguments = arguments, .stdin_fd = -1, .stdout_fd = ends[1], .extra_fd = -1});
		close(ends[1]);
		if (error != 0)
			close(ends[0]);
	}
	if (error == 0) {
		listen_to(ends[0], findings);
		status = child_wait(&child);
	} else {
		failed(program, strerror(-error));
	}
	if (status > EXIT_REFUSED)
		failed(program, "it broke off");
	free(program);
	return status > EXIT_REFUSED ? -1 : status;
}

static int count_of(const struct problems *problems, enum problem_level level)
{
	int count = 0;
	for (size_t i = 0; i < problems->count; i++)
		count += problems->list[i].level == level;
	return count;
}

static void print_json(const struct findings *findings)
{
	printf("{\"problems\":%s,\"files\":%d,\"taken\":%d,\"refused\":%d,\"waiting\":%d}\n",
	       findings->problems_json != NULL ? findings->problems_json : "[]", findings->health.files,
	       findings->health.taken, findings->health.refused, findings->health.waiting);
}

static void print_lines(const struct findings *findings)
{
	struct buffer line;
	buffer_init(&line);
	for (size_t i = 0; i < findings->problems.count; i++) {
		buffer_clear(&line);
		problem_format(&findings->problems.list[i], &line);
		puts(buffer_text(&line));
	}
	buffer_finish(&line);
	fflush(stdout);
	int refused = count_of(&findings->problems, PROBLEM_REFUSED);
	int warnings = count_of(&findings->problems, PROBLEM_WARNING);
	fprintf(stderr, "callboard check: %d %s read, %d %s refused, %d %s\n", findings->health.files,
		findings->health.files == 1 ? "file" : "files", refused, refused == 1 ? "thing" : "things", warnings,
		warnings == 1 ? "warning" : "warnings");
}

/* size: of the screen to decode pictures for; NULL: as in the state folder. */
static int check(const char *folder, const char *state, const char *size, bool json)
{
	struct findings findings = {0};
	int status = read_folder(folder, state, size, &findings);
	if (status >= 0 && findings.reason != NULL)
		failed(folder, findings.reason);
	if (status >= 0 && json)
		print_json(&findings);
	else if (status >= 0 && findings.health.share == SHARE_READABLE)
		print_lines(&findings);
	if (findings.problems.arena != NULL)
		problems_finish(&findings.problems);
	free(findings.problems_json);
	free(findings.reason);
	return status == 0 ? EXIT_WELL : EXIT_REFUSED;
}

static int check_in_state(const char *folder, const char *state, bool json)
{
	int status;
	int lock = state_take(state, -1, &status);
	if (lock < 0)
		return status;
	status = check(folder, state, NULL, json);
	close(lock);
	return status;
}

/* Small pictures are enough to know that they can be shown, and a folder of photos fits a small disk. */
static int check_privately(const char *folder, bool json)
{
	const char *temporary = getenv("TMPDIR");
	char *state =
		path_join(temporary != NULL && temporary[0] != '\0' ? temporary : "/tmp", "callboard-check.XXXXXX");
	int status;
	signal(SIGINT, SIG_IGN); /* which ends ingest, and so this, but not before the folder is removed */
	if (mkdtemp(state) != NULL) {
		status = check(folder, state, "320x180", json);
		folder_remove(state);
	} else {
		status = failed(state, strerror(errno));
	}
	free(state);
	return status;
}

int command_check(int argc, char **argv)
{
	static const struct option names[] = {
		{"json", no_argument, NULL, 'j'}, {"state", required_argument, NULL, 's'}, {0}};
	const char *state = NULL;
	bool json = false;
	opterr = 0;
	for (int option; (option = getopt_long(argc, argv, ":", names, NULL)) != -1;) {
		if (option == 'j')
			json = true;
		else if (option == 's')
			state = optarg;
		else
			return usage_option("check", argv, option);
	}
	if (argc - optind > 1)
		return usage_error("check", "one folder, not %d", argc - optind);
	char *folder = paths_folder(argv[optind]);
	if (folder == NULL)
		return usage_error("check", "which folder?");
	int status = state != NULL ? check_in_state(folder, state, json) : check_privately(folder, json);
	free(folder);
	return status;
}
