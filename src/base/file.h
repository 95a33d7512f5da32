/* Files and folders, whole or not at all. Every call that can fail returns 0 or a negative errno. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buffer.h"

/* The whole of a regular file, appended to *into; -EFBIG when it has more than limit bytes, -EISDIR, -EINVAL for what
 * is neither (a fifo is never waited for). What the file system says of its size is not asked: sysfs lies.
 * file_read_fd reads from where the descriptor stands. */
int file_read(const char *path, size_t limit, struct buffer *into);
int file_read_fd(int fd, size_t limit, struct buffer *into);

/* Replaces path: a hidden temporary beside it, written, synced, renamed, folder synced. Leaves nothing behind when it
 * fails. */
int file_write(const char *path, const void *bytes, size_t length);

/* The same for a file that others read: with the rights of any new file (umask). What the file system makes of rights
 * is its own affair. */
int file_write_open(const char *path, const void *bytes, size_t length);

/* Syncs the folder that path is in, so that a new name there outlives a power cut. */
int folder_sync(const char *path);

/* All of bytes, going on after short writes and EINTR. */
int file_write_fd(int fd, const void *bytes, size_t length);

/* path and its missing parents; existing folders are fine. */
int folder_make(const char *path, mode_t mode);

/* path and everything below; what is not there is fine. Symbolic links are removed, never followed. */
int folder_remove(const char *path);

bool path_exists(const char *path);

/* "folder/name"; free() it. */
char *path_join(const char *folder, const char *name);

/* What follows the last slash, inside path. */
const char *path_name(const char *path);

/* Where callboard itself is, for a helper; an installed helper program; or a data file of ours: beside the running
 * program (build tree) or where `make install` puts it. free() it; NULL if it is in neither place.
 *   program_path("callboard")         DIR/NAME, DIR/../../bin/NAME
 *   helper_path("callboard-ingest")   DIR/NAME, DIR/../libexec/callboard/NAME
 *   data_path("assets/themes")        DIR/../NAME, DIR/../share/callboard/NAME   (DIR: of the running program) */
char *program_path(const char *name);
char *helper_path(const char *name);
char *data_path(const char *name);

#endif
