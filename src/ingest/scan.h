/* One walk over the organizers' folder: what is there, in natural order, and what cannot be taken by its name or kind.
 * Nothing is read but folders; links that leave the folder or come back to a folder above are not followed. */
#ifndef INGEST_SCAN_H
#define INGEST_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ingest/names.h"
#include "model/problem.h"

enum { SCAN_DEPTH_LIMIT = 16, SCAN_COUNT_LIMIT = 20000, SCAN_PICTURES_LIMIT = 2000, SCAN_PATH_LIMIT = 1024 };

struct signature { /* of a file at one moment; another one means: look again */
	int64_t size;
	int64_t modified_ns, changed_ns;
	uint64_t inode;
};

bool signature_equal(const struct signature *a, const struct signature *b);

struct entry {               /* a file that counts */
	const char *path;    /* in the folder, without a leading slash */
	enum name_kind kind; /* NAME_CONTENT or NAME_PICTURE */
	struct signature signature;
};

struct scan {
	struct arena *arena;
	struct entry *entries; /* in natural order */
	size_t entries_count;
	const char **unread; /* folders that did not answer: what was below them is unknown, not gone */
	size_t unread_count;
	bool full;        /* there is more than was looked at: what is not among the entries may still be there */
	bool mount_point; /* the root is on another device than its parent */
	bool network;     /* on a file system that other machines write to: inotify does not tell of that */
	struct problems problems;
};

/* Reads the folder open as folder_fd (a directory; borrowed). entering(data, path) is called before each folder is
 * read,
 * "" for the root, so that it can be watched from then on. 0, or a negative errno if the root itself cannot be read;
 * scan_finish() in either case. */
int scan_read(struct scan *scan, int folder_fd, void (*entering)(void *data, const char *path), void *data);
void scan_finish(struct scan *scan);

/* Opens a file of the folder for reading, under the same rule for links, never waiting for a fifo. A descriptor or a
 * negative errno. */
int scan_open(int folder_fd, const char *path);

/* Is the open file or folder where other machines write? True if that cannot be told. */
bool scan_network(int fd);

/* The signature of an open file. 0 or a negative errno; -EINVAL if it is no regular file. */
int scan_signature(int fd, struct signature *signature);

#endif
