/* What it takes to take in a large schedule: 3 MB, 1,400 sessions in 92 rooms over four days, as an export of a
 * congress is. The ingest program itself, from its start to the published set. */
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "bench/bench.h"

enum { DAYS = 4, ROOMS = 92, SESSIONS = 1400, RUNS = 5, ABSTRACT_BYTES = 1850 };

static const double time_goal_ms = 500, memory_goal_mb = 64;

static void add_session(struct buffer *json, int number, int day, int room, int start_minutes)
{
	buffer_add_format(
		json,
		"{\"guid\":\"%08x\",\"id\":%d,\"date\":\"2026-12-%dT%02d:%02d:00+01:00\",\"start\":\"%02d:%02d\","
		"\"duration\":\"00:45\",\"room\":\"Room %d\",\"title\":\"How we measured number %d, and why\","
		"\"persons\":[{\"public_name\":\"Ada %d\"},{\"public_name\":\"Ben %d\"}],\"abstract\":\"",
		(unsigned)number * 2654435761U, number, 27 + day, start_minutes / 60, start_minutes % 60,
		start_minutes / 60, start_minutes % 60, room, number, number, number);
	for (int i = 0; i < ABSTRACT_BYTES / 10; i++)
		buffer_add_text(json, i % 19 == 18 ? "<p>words\\n" : "some words");
	buffer_add_text(json, "\"}");
}

static void write_schedule(const char *path)
{
	struct buffer json;
	buffer_init(&json);
	buffer_add_text(&json,
			"{\"schedule\":{\"version\":\"1\",\"conference\":{\"title\":\"Congress\",\"acronym\":\"c\","
			"\"start\":\"2026-12-27\",\"end\":\"2026-12-30\",\"time_zone_name\":\"Europe/Berlin\","
			"\"days\":[");
	int number = 0;
	for (int day = 0; day < DAYS; day++) {
		buffer_add_format(&json, "%s{\"date\":\"2026-12-%d\",\"rooms\":{", day > 0 ? "," : "", 27 + day);
		for (int room = 0; room < ROOMS; room++) {
			buffer_add_format(&json, "%s\"Room %d\":[", room > 0 ? "," : "", room);
			int end = (int)((long)SESSIONS * (day * ROOMS + room + 1) / (DAYS * ROOMS));
			for (int start = 600, first = number; number < end; number++, start += 75) {
				buffer_add_text(&json, number > first ? "," : "");
				add_session(&json, number, day, room, start);
			}
			buffer_add_text(&json, "]");
		}
		buffer_add_text(&json, "}}");
	}
	buffer_add_text(&json, "]}}}");
	bench_tell("a schedule of 1,400 sessions in 92 rooms", (double)json.length / 1e6, "MB", 0);
	file_write(path, json.bytes, json.length);
	buffer_finish(&json);
}

/* Processor time and the most memory of one run. False if it did not go well. */
static bool take_in(const char *program, const char *folder, const char *state, double *ms, double *mb)
{
	struct rusage usage;
	int status;
	pid_t child = fork();
	if (child == 0) {
		if (freopen("/dev/null", "w", stdout) == NULL)
			_exit(127);
		execl(program, program, folder, "--once", "--state", state, "--at", "2026-12-27T09:00Z", (char *)NULL);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return false;
	*ms = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	      (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
	*mb = (double)usage.ru_maxrss / 1024;
	return true;
}

static void remove_folder(const char *root)
{
	pid_t child = fork();
	if (child == 0) {
		execlp("rm", "rm", "-r", root, (char *)NULL);
		_exit(127);
	}
	waitpid(child, NULL, 0);
}

int main(int argc, char **argv)
{
	char root[] = "/tmp/callboard-bench-XXXXXX";
	double times[RUNS], most_mb = 0;
	if (argc < 1 || mkdtemp(root) == NULL) {
		perror(root);
		return 1;
	}
	char *slash = strrchr(argv[0], '/');
	char *program = text_format("%.*scallboard-ingest", slash != NULL ? (int)(slash - argv[0] + 1) : 0, argv[0]);
	char *folder = text_format("%s/folder", root), *path = text_format("%s/schedule.json", folder);
	folder_make(folder, 0700);
	write_schedule(path);
	int missed = 0;
	for (int i = 0; i < RUNS && missed == 0; i++) {
		char *state = text_format("%s/state-%d", root, i);
		double mb = 0;
		if (!take_in(program, folder, state, &times[i], &mb)) {
			fprintf(stderr, "bench_schedule: %s did not take it in\n", program);
			missed = 1;
		}
		most_mb = mb > most_mb ? mb : most_mb;
		free(state);
	}
	if (missed == 0) {
		missed += bench_tell("  taken in by the ingest program, median of 5", bench_median(times, RUNS), "ms",
				     time_goal_ms);
		missed += bench_tell("  the most memory of it", most_mb, "MB", memory_goal_mb);
	}
	remove_folder(root);
	free(path);
	free(folder);
	free(program);
	return missed;
}
