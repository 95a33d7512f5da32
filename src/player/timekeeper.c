#include "player/timekeeper.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

enum {
	KEEP_MS = 86400000,           /* a card wears out with each write, and a good end keeps it, too */
	STEP_MS = 2000,               /* a larger difference was set, not slewed */
	HARDWARE_SLACK_S = 15 * 3600, /* some keep the local time */
	FAR_S = 10 * 366 * 86400,     /* a timer that is not meant to end */
	BOOT_LIMIT = 64,
	LINE_LIMIT_BYTES = 256,
};

#define TELL_FROM_S  INT64_C(1577836800) /* 2020 to 2100 */
#define TELL_UNTIL_S INT64_C(4102444800)
#define LATEST_S     INT64_C(7258118400) /* the year 2200 */

struct timekeeper {
	struct loop *loop;
	struct timekeeper_options options;
	char *path;            /* of last-time */
	char *told_path;       /* of clock */
	int64_t told_utc_s;    /* by hand, then; 0: not so */
	struct timer *moved;   /* tells that the clock is another now */
	char boot[BOOT_LIMIT]; /* this one's id; "": not known */
	struct trust_evidence evidence;
	int64_t ahead_ms; /* the clock's, of the monotonic one: constant unless somebody sets it */
	bool enough;      /* trusted at the last look */
	bool kept, kept_told, complained;
	int64_t kept_ms; /* when it was last written, monotonic */
	int fd;          /* tells when the clock is set; -1: none */
	struct watch *watch;
};

/* The first line of a small file; "" if it cannot be read. */
static void read_line(const char *path, size_t limit, char *line)
{
	struct buffer text;
	buffer_init(&text);
	line[0] = '\0';
	if (file_read(path, LINE_LIMIT_BYTES, &text) == 0)
		snprintf(line, limit, "%.*s", (int)strcspn(buffer_text(&text), "\n"), buffer_text(&text));
	buffer_finish(&text);
}

/* Does a clock that runs while the machine is off bear the time out? One whose battery is empty, or that never had
 * one, starts in 1970 or 2000. A PC without one that we could read has its time from its firmware, or from the host
 * of a virtual machine. */
static bool hardware_agrees(int64_t now_utc_s)
{
	DIR *folder = opendir("/sys/class/rtc");
	bool any = false, agrees = false;
	const struct dirent *entry;
	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		char line[32];
		int64_t utc_s;
		if (entry->d_name[0] == '.')
			continue;
		char *path = text_format("/sys/class/rtc/%s/since_epoch", entry->d_name);
		read_line(path, sizeof line, line);
		free(path);
		any = true;
		agrees |= sscanf(line, "%" SCNd64, &utc_s) == 1 && llabs(now_utc_s - utc_s) <= HARDWARE_SLACK_S;
	}
	if (folder != NULL)
		closedir(folder);
#if defined(__x86_64__) || defined(__i386__)
	agrees |= !any;
#else
	(void)any;
#endif
	return agrees;
}

static bool kernel_synchronised(void)
{
	struct timex state = {0};
	return adjtimex(&state) >= 0 && (state.status & STA_UNSYNC) == 0;
}

static int64_t made_utc_s(void)
{
	struct stat program;
	return stat("/proc/self/exe", &program) == 0 ? program.st_mtim.tv_sec : INT64_MIN;
}

static void recall(struct timekeeper *timekeeper)
{
	char line[LINE_LIMIT_BYTES], *boot;
	read_line(timekeeper->path, sizeof line, line);
	int64_t utc_s = strtoll(line, &boot, 10);
	if (utc_s <= 0 || utc_s > LATEST_S) /* not ours */
		return;
	timekeeper->evidence.known_utc_s = utc_s;
	timekeeper->evidence.told = boot[0] == ' ' && boot[1] != '\0' && strcmp(boot + 1, timekeeper->boot) == 0;
}

/* The difference that somebody told since the machine was switched on. */
static void recall_told(struct timekeeper *timekeeper)
{
	char line[LINE_LIMIT_BYTES];
	int64_t offset_ms, utc_s;
	int length = 0;
	read_line(timekeeper->told_path, sizeof line, line);
	if (sscanf(line, "%" SCNd64 " %" SCNd64 " %n", &offset_ms, &utc_s, &length) != 2 || length == 0 ||
	    timekeeper->boot[0] == '\0' || strcmp(line + length, timekeeper->boot) != 0 ||
	    llabs(offset_ms) > LATEST_S * 1000 || utc_s < TELL_FROM_S || utc_s >= TELL_UNTIL_S)
		return;
	timekeeper->options.clock->utc_offset_ms = offset_ms;
	timekeeper->told_utc_s = utc_s;
	timekeeper->evidence.by_hand = true;
}

static int64_t ahead_ms(const struct timekeeper *timekeeper)
{
	return clock_utc_ms(timekeeper->options.clock) - clock_monotonic_ms(timekeeper->options.clock);
}

/* The machine's own clock counts again. */
static void give_up_told(struct timekeeper *timekeeper, const char *why)
{
	if (!timekeeper->evidence.by_hand)
		return;
	log_info("%s: the time that was told by hand, %+" PRId64 " s from the machine's, is given up", why,
		 timekeeper->options.clock->utc_offset_ms / 1000);
	timekeeper->options.clock->utc_offset_ms = 0;
	timekeeper->evidence.by_hand = false;
	timekeeper->told_utc_s = 0;
	timekeeper->ahead_ms = ahead_ms(timekeeper);
	unlink(timekeeper->told_path);
	timer_set(timekeeper->moved, loop_now_ms(timekeeper->loop));
}

static void find_step(struct timekeeper *timekeeper)
{
	int64_t before_ms = timekeeper->ahead_ms;
	timekeeper->ahead_ms = ahead_ms(timekeeper);
	if (llabs(timekeeper->ahead_ms - before_ms) < STEP_MS)
		return;
	timekeeper->evidence.set = true;
	log_info("the clock was set by %+" PRId64 " s", (timekeeper->ahead_ms - before_ms) / 1000);
	give_up_told(timekeeper, "the machine's clock was set");
}

static void arm(const struct timekeeper *timekeeper)
{
	struct itimerspec far = {.it_value.tv_sec = clock_utc_s(timekeeper->options.clock) + FAR_S};
	timerfd_settime(timekeeper->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far, NULL);
}

static void clock_set(void *data, short revents)
{
	struct timekeeper *timekeeper = data;
	uint64_t times;
	(void)revents;
	ssize_t got = read(timekeeper->fd, &times, sizeof times); /* ECANCELED is what is waited for */
	if (got < 0 && errno == EAGAIN)
		return;
	arm(timekeeper);
	find_step(timekeeper);
	timekeeper->options.set(timekeeper->options.data);
}

static void moved(void *data)
{
	struct timekeeper *timekeeper = data;
	timekeeper->options.set(timekeeper->options.data);
}

struct timekeeper *timekeeper_create(struct loop *loop, const struct timekeeper_options *options)
{
	struct timekeeper *timekeeper = memory_allocate(sizeof *timekeeper);
	*timekeeper = (struct timekeeper){.loop = loop, .options = *options, .fd = -1};
	timekeeper->evidence = (struct trust_evidence){
		.given = options->given, .known_utc_s = INT64_MIN, .content_from_utc_s = INT64_MAX};
	if (options->synchronised == NULL)
		timekeeper->options.synchronised = kernel_synchronised;
	if (options->given)
		return timekeeper;
	timekeeper->path = path_join(options->state, "last-time");
	timekeeper->told_path = path_join(options->state, "clock");
	timekeeper->moved = loop_timer(loop, moved, timekeeper);
	timekeeper->evidence.made_utc_s = made_utc_s();
	read_line("/proc/sys/kernel/random/boot_id", sizeof timekeeper->boot, timekeeper->boot);
	recall(timekeeper);
	recall_told(timekeeper);
	timekeeper->evidence.hardware = hardware_agrees(clock_utc_s(options->clock));
	timekeeper->ahead_ms = ahead_ms(timekeeper);
	timekeeper->fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
	if (timekeeper->fd >= 0) {
		arm(timekeeper);
		timekeeper->watch = loop_watch(loop, timekeeper->fd, POLLIN, clock_set, timekeeper);
	}
	return timekeeper;
}

void timekeeper_destroy(struct timekeeper *timekeeper)
{
	if (timekeeper == NULL)
		return;
	watch_destroy(timekeeper->watch);
	if (timekeeper->fd >= 0)
		close(timekeeper->fd);
	timer_destroy(timekeeper->moved);
	free(timekeeper->path);
	free(timekeeper->told_path);
	free(timekeeper);
}

void timekeeper_deck(struct timekeeper *timekeeper, const struct deck *deck)
{
	timekeeper->evidence.content_from_utc_s = deck_from_utc_s(deck);
}

enum trust timekeeper_look(struct timekeeper *timekeeper)
{
	struct trust_evidence *evidence = &timekeeper->evidence;
	if (evidence->given)
		return TRUST_GIVEN;
	find_step(timekeeper);
	evidence->synchronised = timekeeper->options.synchronised();
	evidence->told |= evidence->synchronised;
	if (evidence->synchronised)
		give_up_told(timekeeper, "the machine's clock is synchronised");
	evidence->now_utc_s = clock_utc_s(timekeeper->options.clock);
	enum trust trust = trust_judge(evidence);
	if (trust_enough(trust) != timekeeper->enough) {
		timekeeper->enough = !timekeeper->enough;
		if (timekeeper->options.turned != NULL)
			timekeeper->options.turned(timekeeper->options.data);
	}
	return trust;
}

static void keep_told(const struct timekeeper *timekeeper)
{
	char *line = text_format("%" PRId64 " %" PRId64 " %s\n", timekeeper->options.clock->utc_offset_ms,
				 timekeeper->told_utc_s, timekeeper->boot);
	int error = file_write(timekeeper->told_path, line, strlen(line));
	free(line);
	if (error != 0)
		log_warning("%s: %s: after a restart the time has to be told again", timekeeper->told_path,
			    strerror(-error));
}

const char *timekeeper_tell(struct timekeeper *timekeeper, int64_t utc_s)
{
	enum trust trust = timekeeper_look(timekeeper);
	if (trust == TRUST_GIVEN)
		return "the time was given with --at";
	if (trust == TRUST_SYNCHRONISED)
		return "the clock is synchronised, so it is right already";
	if (utc_s < TELL_FROM_S || utc_s >= TELL_UNTIL_S)
		return "the time is not between 2020 and 2100";
	if (utc_s < timekeeper->evidence.made_utc_s)
		return "the time is earlier than this program was made; is the clock wrong that it comes from?";
	timekeeper->options.clock->utc_offset_ms += utc_s * 1000 - clock_utc_ms(timekeeper->options.clock);
	timekeeper->evidence.by_hand = true;
	timekeeper->told_utc_s = utc_s;
	timekeeper->ahead_ms = ahead_ms(timekeeper);
	log_info("the time was told by hand: it is %+" PRId64 " s from the machine's",
		 timekeeper->options.clock->utc_offset_ms / 1000);
	keep_told(timekeeper);
	timer_set(timekeeper->moved, loop_now_ms(timekeeper->loop));
	return NULL;
}

int64_t timekeeper_told_utc_s(const struct timekeeper *timekeeper)
{
	return timekeeper->told_utc_s;
}

int64_t timekeeper_known_utc_s(const struct timekeeper *timekeeper)
{
	return timekeeper->evidence.known_utc_s;
}

void timekeeper_keep(struct timekeeper *timekeeper)
{
	enum trust trust = timekeeper_look(timekeeper);
	int64_t now_ms = loop_now_ms(timekeeper->loop);
	bool told = trust_told(trust);
	if (!trust_enough(trust) || trust == TRUST_GIVEN)
		return;
	if (timekeeper->kept && timekeeper->kept_told == told && now_ms - timekeeper->kept_ms < KEEP_MS)
		return;
	int64_t utc_s = timekeeper->evidence.now_utc_s;
	char *line = text_format("%" PRId64 " %s\n", utc_s, told ? timekeeper->boot : "");
	int error = file_write(timekeeper->path, line, strlen(line));
	free(line);
	timekeeper->kept = true;
	timekeeper->kept_told = told;
	timekeeper->kept_ms = now_ms;
	if (error != 0 && !timekeeper->complained)
		log_warning("%s: %s: after a restart the last known time is an older one", timekeeper->path,
			    strerror(-error));
	timekeeper->complained = error != 0;
	if (error == 0)
		timekeeper->evidence.known_utc_s = utc_s;
}

void timekeeper_keep_last(struct timekeeper *timekeeper)
{
	if (!timekeeper->kept)
		return;
	timekeeper->kept = false;
	timekeeper_keep(timekeeper);
}
