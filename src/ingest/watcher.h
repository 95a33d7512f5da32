/* inotify over a folder and all below it. It says two things: something happened (so scan), and for single files
 * whether a writer has just closed or renamed it, or is still at it. On a local folder that makes a change known at
 * once; on a share it says nothing of other machines. */
#ifndef INGEST_WATCHER_H
#define INGEST_WATCHER_H

#include <stdbool.h>

enum mark {
	MARK_NONE,   /* nothing heard of it */
	MARK_OPEN,   /* written to, and not closed since */
	MARK_CLOSED, /* closed after writing, or moved here whole */
};

struct watcher;

/* NULL if the system gives none. */
struct watcher *watcher_create(void);
void watcher_destroy(struct watcher *watcher);

/* Readable when there is something to take. */
int watcher_fd(const struct watcher *watcher);

/* Watches a folder: `path` as the marks shall name it, `full` where it is. Once more for each folder at every scan: it
 * is cheap and follows renames. False if the system refuses (too many). */
bool watcher_add(struct watcher *watcher, const char *full, const char *path);

/* Ends a scan: folders that were not added since the last time are watched no more. */
void watcher_sweep(struct watcher *watcher);

/* Takes what the kernel has. True if something happened that a scan should look at. */
bool watcher_take(struct watcher *watcher);

/* What is known of a file, by its own events or those of a folder above that was moved here. */
enum mark watcher_mark(const struct watcher *watcher, const char *path);

/* A scan begins, with what the kernel has so far; it has looked at all that was closed or moved before it began. */
void watcher_begin(struct watcher *watcher);
void watcher_forget_closed(struct watcher *watcher);

#endif
