/* What looking at the folder takes when nothing in it changes: ten thousand files, as much of a core as the share's
 * pace makes of it (one look a second after a change, later one in two seconds). BENCH_FOLDER=MOUNT puts them on a file
 * system of yours: a share. */
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "bench/bench.h"
#include "ingest/glance.h"
#include "ingest/scan.h"

enum { FOLDERS = 50, FILES_EACH = 200, RUNS = 21, LOOK_EVERY_MS = 1000, CALM_EVERY_MS = 2000 };

static const double core_goal_percent = 2;

/* As they lie there: photos, some texts. */
static void make_files(const char *root, bool make)
{
	for (int i = 0; i < FOLDERS; i++) {
		char *folder = text_format("%s/%03d-day", root, i);
		if (make)
			folder_make(folder, 0700);
		for (int j = 0; j < FILES_EACH; j++) {
			char *path = text_format("%s/IMG_%04d.%s", folder, j, j % 20 == 0 ? "json" : "jpg");
			int fd = make ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
			if (fd >= 0)
				close(fd);
			if (!make)
				unlink(path);
			free(path);
		}
		if (!make)
			rmdir(folder);
		free(folder);
	}
}

static void enter(void *data, const char *path)
{
	(void)data;
	(void)path;
}

static double scan_ms(int fd)
{
	struct scan scan;
	double began = bench_ms();
	int error = scan_read(&scan, fd, enter, NULL);
	if (error != 0)
		fprintf(stderr, "bench_scan: %s\n", strerror(-error));
	scan_finish(&scan);
	return bench_ms() - began;
}

static double glance_ms(int fd, struct glance_turn turn)
{
	struct glance glance;
	double began = bench_ms();
	int error = glance_take(fd, turn, &glance);
	if (error != 0)
		fprintf(stderr, "bench_scan: %s\n", strerror(-error));
	return bench_ms() - began;
}

/* At a second's pace, in as many parts as ingest would make of it. */
static int time_glances(int fd)
{
	double times[RUNS];
	struct glance_turn all = {.parts = 1};
	for (int i = 0; i < RUNS; i++)
		times[i] = glance_ms(fd, all);
	double whole = bench_median(times, RUNS);
	bench_tell("10,000 files, a glance: has anything changed?", whole, "ms", 0);
	struct glance_turn turn = {.parts = glance_parts((int64_t)(whole * 1000), GLANCE_LIMIT_US)};
	for (int i = 0; i < RUNS; i++) {
		turn.part = (unsigned)i % turn.parts;
		times[i] = glance_ms(fd, turn);
	}
	double part = bench_median(times, RUNS);
	bench_tell("10,000 files, pictures by turns: parts", turn.parts, "", 0);
	int missed = bench_tell("10,000 files, a glance in two seconds", part * 100 / CALM_EVERY_MS, "% of a core",
				core_goal_percent);
	if (turn.parts == 1)
		missed += bench_tell("10,000 files, a glance a second", part * 100 / LOOK_EVERY_MS, "% of a core",
				     core_goal_percent);
	return missed;
}

int main(void)
{
	const char *base = getenv("BENCH_FOLDER");
	char *root = text_format("%s/callboard-bench-XXXXXX", base != NULL ? base : "/tmp");
	double scans[RUNS];
	if (mkdtemp(root) == NULL) {
		perror(root);
		free(root);
		return 1;
	}
	make_files(root, true);
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (int i = 0; i < RUNS; i++)
		scans[i] = scan_ms(fd);
	bench_tell("10,000 files, a scan", bench_median(scans, RUNS), "ms", 0);
	int missed = time_glances(fd);
	close(fd);
	make_files(root, false);
	rmdir(root);
	free(root);
	return missed;
}
