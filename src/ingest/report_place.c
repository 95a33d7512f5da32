#include "ingest/report_place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "ingest/scan.h"

enum { NAME_MOST = 100, HEAD_BYTES = 1024, JSON_MOST = 1 << 20 };

struct report_place {
	const char *folder, *state, *id;
	char *plain, *own; /* names: the screen's, and where another machine has that */
	const char *name;  /* one of them */
	char *local;       /* STATE/report */
	int fd;            /* of callboard-report; -1: the state folder is used */
	char reason[200];
	char *path;
};

/* Names of devices, which Windows gives to no file whatever its ending. */
static bool reserved(const char *name)
{
	static const char *const names[] = {"con", "prn", "aux", "nul", "conin$", "conout$"};
	size_t length = strcspn(name, ".");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == length && strncasecmp(names[i], name, length) == 0)
			return true;
	return length == 4 && (strncasecmp(name, "com", 3) == 0 || strncasecmp(name, "lpt", 3) == 0);
}

char *report_place_safe_name(const char *screen)
{
	struct buffer name;
	size_t length = strlen(screen);
	buffer_init(&name);
	for (size_t at = 0, size; at < length && name.length < NAME_MOST; at += size) {
		uint32_t code_point = utf8_decode(screen + at, length - at, &size);
		bool fine = code_point == '-' || code_point == '_' || (code_point == '.' && name.length > 0) ||
			    (code_point >= '0' && code_point <= '9') || (code_point >= 'a' && code_point <= 'z') ||
			    (code_point >= 0xa0 && code_point != UINT32_MAX);
		if (fine)
			buffer_add(&name, screen + at, size);
		else if (code_point >= 'A' && code_point <= 'Z')
			buffer_add_format(&name, "%c", (char)(code_point - 'A' + 'a'));
		else if (name.length > 0)
			buffer_add_text(&name, "-");
	}
	bool same = strcmp(buffer_text(&name), screen) == 0 && length > 0 && screen[length - 1] != '.' &&
		    screen[0] != '_' && !reserved(screen);
	if (!same) { /* "Hall A" and "hall-a" are two */
		char digest[DIGEST_SIZE];
		digest_of(screen, length, digest);
		buffer_add_format(&name, "%s%.4s", name.length > 0 ? "-" : "screen-", digest);
	}
	char *safe =
		same ? buffer_take(&name)
		     : text_format("%s%s", reserved(buffer_text(&name)) || buffer_text(&name)[0] == '_' ? "s-" : "",
				   buffer_text(&name));
	if (!same)
		buffer_finish(&name);
	return safe;
}

struct report_place *report_place_create(const char *folder, const char *state, const char *screen, const char *id)
{
	struct report_place *place = memory_allocate(sizeof *place);
	*place = (struct report_place){
		.folder = folder, .state = state, .id = id, .local = path_join(state, "report"), .fd = -1};
	place->plain = report_place_safe_name(screen);
	place->own = text_format("%s-%s", place->plain, id);
	place->name = place->plain;
	place->path = text_copy("");
	return place;
}

void report_place_destroy(struct report_place *place)
{
	if (place == NULL)
		return;
	report_place_close(place);
	free(place->plain);
	free(place->own);
	free(place->local);
	free(place->path);
	free(place);
}

/* A file's path in the folder that is open, or in ours. free() it. The folder is named by its descriptor: a link that
 * somebody puts in its place leads nowhere. */
static char *file_path(const struct report_place *place, const char *name, const char *ending)
{
	return place->fd >= 0 ? text_format("/proc/self/fd/%d/%s.%s", place->fd, name, ending)
			      : text_format("%s/%s.%s", place->local, name, ending);
}

/* How old a heartbeat of a living screen can be: three times what it says of itself. */
static int64_t stale_s(const char *json)
{
	static const char key[] = "\"interval_s\":";
	const char *found = strstr(json, key);
	long interval_s = found != NULL ? strtol(found + strlen(key), NULL, 10) : 0;
	return 3 * (int64_t)(interval_s > 0 && interval_s <= REPORT_BEAT_HERE_S ? interval_s : REPORT_BEAT_S);
}

/* Does another machine that is alive write under the screen's name? Its own id stands in its JSON. */
static bool taken(const struct report_place *place, int64_t now_utc_s)
{
	char *path = file_path(place, place->plain, "json");
	char *ours = text_format("\"id\":\t\"%s\"", place->id);
	struct stat status;
	struct buffer text;
	buffer_init(&text);
	bool other = lstat(path, &status) == 0 && S_ISREG(status.st_mode) && file_read(path, JSON_MOST, &text) == 0 &&
		     now_utc_s - status.st_mtime < stale_s(buffer_text(&text)) &&
		     strstr(buffer_text(&text), ours) == NULL;
	buffer_finish(&text);
	free(ours);
	free(path);
	return other;
}

static const char *const endings[] = {"html", "json"};

static void remove_own(const struct report_place *place, const char *name)
{
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		char *path = file_path(place, name, endings[i]);
		unlink(path);
		free(path);
	}
}

/* What was kept here while the folder could not be written is out of date. */
static void remove_local(const struct report_place *place)
{
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		char *path = text_format("%s/%s.%s", place->local, place->plain, endings[i]);
		unlink(path);
		free(path);
	}
}

static void choose_name(struct report_place *place, int64_t now_utc_s)
{
	bool other = place->fd >= 0 && taken(place, now_utc_s);
	place->name = other ? place->own : place->plain;
	if (place->fd < 0)
		return;
	if (!other)
		remove_own(place, place->own);
	remove_local(place);
}

static int open_folder(const struct report_place *place)
{
	int folder = open(place->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return -errno;
	int error = mkdirat(folder, "callboard-report", 0777) != 0 ? errno : 0;
	bool made = error == 0;
	if (error == EEXIST)
		error = 0;
	int fd = error == 0 ? openat(folder, "callboard-report", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
	if (error == 0 && fd < 0)
		error = errno;
	struct stat status;
	if (made && fd >= 0 && fstat(folder, &status) == 0) /* who may write there may here: other screens, too */
		fchmod(fd, status.st_mode & 07777);
	if (error == 0 && faccessat(fd, ".", W_OK, AT_EACCESS) != 0) {
		error = errno;
		close(fd);
	}
	close(folder);
	return error != 0 ? -error : fd;
}

static void set_path(struct report_place *place)
{
	free(place->path);
	place->path = place->fd >= 0 ? text_format("%s/callboard-report/%s.html", place->folder, place->name)
				     : text_format("%s/%s.html", place->local, place->name);
}

static void use_state(struct report_place *place, int error)
{
	if (place->fd >= 0)
		close(place->fd);
	place->fd = -1;
	snprintf(place->reason, sizeof place->reason, "%s", error != 0 ? strerror(error) : "");
	place->name = place->plain;
	folder_make(place->local, 0700);
}

void report_place_open(struct report_place *place, bool reachable, int64_t now_utc_s)
{
	report_place_close(place);
	place->reason[0] = '\0';
	int fd = place->folder != NULL && reachable ? open_folder(place) : 0;
	if (place->folder == NULL || !reachable)
		use_state(place, 0);
	else if (fd < 0)
		use_state(place, -fd);
	else
		place->fd = fd;
	choose_name(place, now_utc_s);
	set_path(place);
}

void report_place_close(struct report_place *place)
{
	if (place->fd >= 0)
		close(place->fd);
	place->fd = -1;
}

int report_place_interval_s(const struct report_place *place)
{
	return place->fd >= 0 && scan_network(place->fd) ? REPORT_BEAT_S : REPORT_BEAT_HERE_S;
}

const char *report_place_reason(const struct report_place *place)
{
	return place->reason[0] != '\0' ? place->reason : NULL;
}

const char *report_place_name(const struct report_place *place)
{
	return place->name;
}

const char *report_place_path(const struct report_place *place)
{
	return place->path;
}

bool report_place_has(const struct report_place *place, const char *digest)
{
	char *path = file_path(place, place->name, "html"), head[HEAD_BYTES + 1];
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t length = fd >= 0 ? read(fd, head, HEAD_BYTES) : 0;
	if (fd >= 0)
		close(fd);
	free(path);
	head[length > 0 ? length : 0] = '\0';
	return strstr(head, digest) != NULL;
}

int report_place_write(struct report_place *place, const char *ending, const void *bytes, size_t length)
{
	char *path = file_path(place, place->name, ending);
	int error = file_write_open(path, bytes, length);
	free(path);
	if (place->fd < 0 || error == 0)
		return error;
	use_state(place, -error);
	set_path(place);
	return report_place_write(place, ending, bytes, length);
}
