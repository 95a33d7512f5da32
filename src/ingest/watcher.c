#include "ingest/watcher.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/memory.h"
#include "ingest/names.h"

/* One mark a file that is being written: more than this are not remembered, and settle by scans instead. */
enum { MARKS_LIMIT = 4096 };

struct watched {
	int descriptor;
	char *path;
	bool added; /* since the last sweep */
};

struct marked {
	char *path;
	enum mark mark;
	bool folder;
	bool judged; /* a scan that began later looks at it */
};

struct watcher {
	int fd;
	struct watched *folders;
	size_t folders_count, folders_capacity;
	struct marked *marks;
	size_t marks_count, marks_capacity;
};

struct watcher *watcher_create(void)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (fd < 0)
		return NULL;
	struct watcher *watcher = memory_allocate(sizeof *watcher);
	watcher->fd = fd;
	return watcher;
}

void watcher_destroy(struct watcher *watcher)
{
	if (watcher == NULL)
		return;
	for (size_t i = 0; i < watcher->folders_count; i++)
		free(watcher->folders[i].path);
	for (size_t i = 0; i < watcher->marks_count; i++)
		free(watcher->marks[i].path);
	free(watcher->folders);
	free(watcher->marks);
	close(watcher->fd);
	free(watcher);
}

int watcher_fd(const struct watcher *watcher)
{
	return watcher->fd;
}

static struct watched *folder_of(struct watcher *watcher, int descriptor)
{
	for (size_t i = 0; i < watcher->folders_count; i++) {
		if (watcher->folders[i].descriptor == descriptor)
			return &watcher->folders[i];
	}
	return NULL;
}

bool watcher_add(struct watcher *watcher, const char *full, const char *path)
{
	int descriptor = inotify_add_watch(watcher->fd, full,
					   IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM |
						   IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
	if (descriptor < 0)
		return false;
	struct watched *folder = folder_of(watcher, descriptor);
	if (folder != NULL) {
		folder->added = true;
		if (strcmp(folder->path, path) != 0) {
			free(folder->path);
			folder->path = text_copy(path);
		}
		return true;
	}
	watcher->folders = memory_grow(watcher->folders, &watcher->folders_capacity, watcher->folders_count + 1,
				       sizeof *watcher->folders);
	watcher->folders[watcher->folders_count++] =
		(struct watched){.descriptor = descriptor, .path = text_copy(path), .added = true};
	return true;
}

static void drop_folder(struct watcher *watcher, struct watched *folder)
{
	free(folder->path);
	*folder = watcher->folders[--watcher->folders_count];
}

void watcher_sweep(struct watcher *watcher)
{
	for (size_t i = watcher->folders_count; i > 0; i--) {
		struct watched *folder = &watcher->folders[i - 1];
		if (folder->added) {
			folder->added = false;
			continue;
		}
		inotify_rm_watch(watcher->fd, folder->descriptor); /* fails if the folder is no more */
		drop_folder(watcher, folder);
	}
}

static struct marked *marked_named(const struct watcher *watcher, const char *path)
{
	for (size_t i = 0; i < watcher->marks_count; i++) {
		if (strcmp(watcher->marks[i].path, path) == 0)
			return &watcher->marks[i];
	}
	return NULL;
}

static void drop_mark(struct watcher *watcher, struct marked *marked)
{
	free(marked->path);
	*marked = watcher->marks[--watcher->marks_count];
}

/* Takes over path. */
static void set_mark(struct watcher *watcher, char *path, enum mark mark, bool folder)
{
	struct marked *marked = marked_named(watcher, path);
	if (marked != NULL) {
		free(path);
		*marked = (struct marked){.path = marked->path, .mark = mark, .folder = folder};
		return;
	}
	if (watcher->marks_count == MARKS_LIMIT) {
		free(path);
		return;
	}
	watcher->marks =
		memory_grow(watcher->marks, &watcher->marks_capacity, watcher->marks_count + 1, sizeof *watcher->marks);
	watcher->marks[watcher->marks_count++] = (struct marked){.path = path, .mark = mark, .folder = folder};
}

static bool take_event(struct watcher *watcher, const struct inotify_event *event)
{
	if (event->mask & IN_Q_OVERFLOW) { /* who is writing is not known any more: let scans tell */
		while (watcher->marks_count > 0)
			drop_mark(watcher, watcher->marks);
		return true;
	}
	struct watched *folder = folder_of(watcher, event->wd);
	if (folder == NULL)
		return false;
	if (event->mask & IN_IGNORED) {
		drop_folder(watcher, folder);
		return true;
	}
	if (event->len == 0)
		return true;
	if (name_kind(event->name) == NAME_IGNORED)
		return false;
	char *path = folder->path[0] == '\0' ? text_copy(event->name) : text_format("%s/%s", folder->path, event->name);
	bool is_folder = (event->mask & IN_ISDIR) != 0;
	if (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) {
		set_mark(watcher, path, MARK_CLOSED, is_folder);
	} else if (event->mask & IN_MODIFY) {
		set_mark(watcher, path, MARK_OPEN, false);
		return false;
	} else {
		struct marked *marked = marked_named(watcher, path);
		if (marked != NULL && (event->mask & (IN_DELETE | IN_MOVED_FROM)))
			drop_mark(watcher, marked);
		free(path);
	}
	return true;
}

bool watcher_take(struct watcher *watcher)
{
	_Alignas(struct inotify_event) char bytes[16384];
	bool happened = false;
	for (;;) {
		ssize_t length = read(watcher->fd, bytes, sizeof bytes);
		if (length < 0 && errno == EINTR)
			continue;
		if (length <= 0)
			return happened;
		for (ssize_t at = 0; at < length;) {
			const struct inotify_event *event = (const void *)(bytes + at);
			if (take_event(watcher, event))
				happened = true;
			at += (ssize_t)(sizeof *event + event->len);
		}
	}
}

enum mark watcher_mark(const struct watcher *watcher, const char *path)
{
	const struct marked *own = marked_named(watcher, path);
	if (own != NULL && !own->folder)
		return own->mark;
	for (size_t i = 0; i < watcher->marks_count; i++) {
		if (watcher->marks[i].folder && name_below(path, watcher->marks[i].path))
			return watcher->marks[i].mark;
	}
	return MARK_NONE;
}

void watcher_begin(struct watcher *watcher)
{
	watcher_take(watcher);
	for (size_t i = 0; i < watcher->marks_count; i++)
		watcher->marks[i].judged = true;
}

void watcher_forget_closed(struct watcher *watcher)
{
	for (size_t i = watcher->marks_count; i > 0; i--) {
		if (watcher->marks[i - 1].mark == MARK_CLOSED && watcher->marks[i - 1].judged)
			drop_mark(watcher, &watcher->marks[i - 1]);
	}
}
