#include "player/logbook.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/memory.h"

enum {
	DEATHS = 8,           /* that are remembered */
	OFTEN_MS = 120000,    /* deaths within this time are often */
	OFTEN_FREE = 4,       /* so many cost no pause */
	PAUSE_LEAST_MS = 500, /* then twice as long each time */
	PAUSE_MOST_MS = 5000,
	RETURN_MS = 60000, /* who ended in order and is back by then goes on where it was */
	DOUBTS = 3,        /* restarts in a row that did not bring pixels back */
};

static const char magic[16] = "callboard-log 1";

struct book { /* what is in the file: this program's own, on this machine, until it is switched off */
	char magic[sizeof magic];
	uint64_t bytes;
	volatile int
		running; /* enum logbook_end, of the process that is at work: LOGBOOK_DIED until it says otherwise */
	int last;        /* of the one before */
	uint32_t restarts, unproved;
	int64_t last_utc_s, ended_ms;
	int64_t death_ms[DEATHS]; /* a ring */
	uint32_t deaths;
	char why[128];
	char slide[LOGBOOK_TEXT];
	uint64_t page;
	uint32_t paused;
	char shown[DIGEST_SIZE], working[DIGEST_SIZE];
	char working_name[QUARANTINE_NAME];
	struct quarantine quarantine;
};

struct logbook {
	struct book *book;
	bool mapped;
	bool resumes; /* the position is one to go on at */
	char struck[QUARANTINE_NAME];
};

static void put(char *into, size_t room, const char *text)
{
	size_t length = strnlen(text, room - 1);
	memcpy(into, text, length);
	into[length] = '\0';
}

/* The file, mapped; NULL: it cannot be had. Whoever else may write where it lies (/dev/shm) cannot have made it ours.
 */
static struct book *map(const char *path)
{
	struct stat info;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (fd < 0)
		return NULL;
	void *memory = MAP_FAILED;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid() &&
	    ftruncate(fd, sizeof(struct book)) == 0 && posix_fallocate(fd, 0, sizeof(struct book)) == 0)
		memory = mmap(NULL, sizeof(struct book), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	return memory != MAP_FAILED ? memory : NULL;
}

static void mend(struct book *book, int64_t now_ms)
{
	if (memcmp(book->magic, magic, sizeof magic) != 0 || book->bytes != sizeof *book) {
		memset(book, 0, sizeof *book);
		memcpy(book->magic, magic, sizeof magic);
		book->bytes = sizeof *book;
	}
	book->why[sizeof book->why - 1] = '\0';
	book->slide[sizeof book->slide - 1] = '\0';
	book->shown[sizeof book->shown - 1] = '\0';
	book->working[sizeof book->working - 1] = '\0';
	book->working_name[sizeof book->working_name - 1] = '\0';
	quarantine_mend(&book->quarantine, now_ms);
}

static void strike(struct logbook *logbook, int64_t now_ms)
{
	struct book *book = logbook->book;
	bool working = book->working[0] != '\0';
	const char *name = working ? book->working_name : book->slide;
	book->death_ms[book->deaths++ % DEATHS] = now_ms;
	if (quarantine_strike(&book->quarantine, working ? book->working : book->shown, name, now_ms))
		put(logbook->struck, sizeof logbook->struck, name);
}

static void judge(struct logbook *logbook, int64_t now_ms, int64_t now_utc_s)
{
	struct book *book = logbook->book;
	int end = book->running;
	book->running = LOGBOOK_DIED;
	if (end == LOGBOOK_NONE) {
		logbook->resumes = book->ended_ms > 0 && now_ms - book->ended_ms < RETURN_MS;
		book->restarts = book->unproved = 0;
		book->last = LOGBOOK_NONE;
		return;
	}
	logbook->resumes = true;
	book->restarts++;
	book->last = end;
	book->last_utc_s = now_utc_s;
	book->unproved = end == LOGBOOK_UNPROVED ? book->unproved + 1 : 0;
	if (end == LOGBOOK_STOOD)
		put(book->why, sizeof book->why, "it stood still");
	else if (end == LOGBOOK_DIED)
		put(book->why, sizeof book->why,
		    "it ended without a word: a crash, a kill, or the service manager's watchdog");
	if (end != LOGBOOK_ASKED)
		strike(logbook, now_ms);
}

struct logbook *logbook_open(const char *path, int64_t now_ms, int64_t now_utc_s)
{
	struct logbook *logbook = memory_allocate(sizeof *logbook);
	*logbook = (struct logbook){.book = path != NULL ? map(path) : NULL};
	logbook->mapped = logbook->book != NULL;
	if (path != NULL && !logbook->mapped)
		log_warning("%s: %s; where the show stands is forgotten when the player dies", path, strerror(errno));
	if (!logbook->mapped)
		logbook->book = memory_allocate(sizeof *logbook->book);
	mend(logbook->book, now_ms);
	judge(logbook, now_ms, now_utc_s);
	logbook->book->working[0] = '\0';
	return logbook;
}

void logbook_close(struct logbook *logbook)
{
	if (logbook == NULL)
		return;
	if (logbook->mapped)
		munmap(logbook->book, sizeof *logbook->book);
	else
		free(logbook->book);
	free(logbook);
}

const char *logbook_slide(const struct logbook *logbook, size_t *page, bool *paused)
{
	const struct book *book = logbook->book;
	if (!logbook->resumes)
		return NULL;
	*page = (size_t)book->page;
	*paused = book->paused != 0;
	return book->slide;
}

void logbook_shown(struct logbook *logbook, const struct slide *slide, size_t page, bool paused)
{
	struct book *book = logbook->book;
	book->paused = paused;
	book->page = page;
	put(book->shown, sizeof book->shown, slide != NULL ? slide->digest : "");
	if (slide != NULL)
		put(book->slide, sizeof book->slide, strlen(slide->id) < sizeof book->slide ? slide->id : "");
}

void logbook_working(struct logbook *logbook, const struct slide *slide)
{
	struct book *book = logbook->book;
	if (slide != NULL)
		put(book->working_name, sizeof book->working_name, slide->id);
	put(book->working, sizeof book->working, slide != NULL ? slide->digest : "");
}

void logbook_ended(struct logbook *logbook, int64_t now_ms)
{
	logbook->book->ended_ms = now_ms;
	logbook->book->running = LOGBOOK_NONE;
}

void logbook_leaves(struct logbook *logbook, enum logbook_end end, const char *why)
{
	put(logbook->book->why, sizeof logbook->book->why, why);
	logbook->book->running = end;
}

void logbook_stood(struct logbook *logbook)
{
	logbook->book->running = LOGBOOK_STOOD;
}

enum logbook_end logbook_last(const struct logbook *logbook, const char **why, int64_t *utc_s)
{
	*why = logbook->book->last != LOGBOOK_NONE ? logbook->book->why : NULL;
	*utc_s = logbook->book->last_utc_s;
	return (enum logbook_end)logbook->book->last;
}

unsigned logbook_restarts(const struct logbook *logbook)
{
	return logbook->book->restarts;
}

const char *logbook_struck(const struct logbook *logbook)
{
	return logbook->struck[0] != '\0' ? logbook->struck : NULL;
}

int logbook_pause_ms(const struct logbook *logbook, int64_t now_ms)
{
	const struct book *book = logbook->book;
	int recent = 0;
	for (uint32_t i = 0; i < DEATHS && i < book->deaths; i++)
		recent += now_ms - book->death_ms[i] < OFTEN_MS;
	if (recent <= OFTEN_FREE)
		return 0;
	int pause_ms = PAUSE_LEAST_MS << (recent - OFTEN_FREE - 1);
	return pause_ms < PAUSE_MOST_MS ? pause_ms : PAUSE_MOST_MS;
}

bool logbook_pixels_doubtful(const struct logbook *logbook)
{
	return logbook->book->unproved >= DOUBTS;
}

const struct quarantine *logbook_quarantine(const struct logbook *logbook)
{
	return &logbook->book->quarantine;
}
