/* Is something to be mounted where nothing is? A mount point whose file system never came looks like an empty folder;
 * the machine's own list (fstab(5)) and systemd's units tell them apart. */
#ifndef INGEST_MOUNTS_H
#define INGEST_MOUNTS_H

#include <stdbool.h>

/* Is it a mount point of the text of an fstab? Exactly that path, without a slash at its end. */
bool mounts_listed(const char *fstab, const char *path);

/* Is something mounted there, by the text of /proc/self/mountinfo? What only waits to mount (autofs) is not. */
bool mounts_there(const char *mountinfo, const char *path);

/* What systemd calls the unit that mounts something there: "/srv/callboard" is "srv-callboard.mount". free() it. */
char *mounts_unit(const char *path);

/* The folder, or one above it, is to be a mount by the fstab or by a unit, and is none. */
bool mounts_missing(const char *folder, const char *fstab_path);

#endif
