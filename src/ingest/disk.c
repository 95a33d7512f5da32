#include "ingest/disk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

static unsigned long long megabytes(uint64_t bytes)
{
	return (unsigned long long)(bytes / 1000000);
}

static void full(char *words, size_t size, const char *folder, uint64_t free_bytes, uint64_t needed_bytes)
{
	struct statvfs disk;
	if (free_bytes == UINT64_MAX && statvfs(folder, &disk) == 0)
		free_bytes = disk.f_bavail * (uint64_t)disk.f_frsize;
	if (free_bytes == UINT64_MAX)
		snprintf(words, size, "no room left on %s", folder);
	else if (needed_bytes == 0)
		snprintf(words, size, "no room left on %s: %llu MB free; delete what is not needed there", folder,
			 megabytes(free_bytes));
	else
		snprintf(words, size, "no room left on %s: %llu MB free for it, %llu MB needed", folder,
			 megabytes(free_bytes), megabytes(needed_bytes + 999999));
}

void disk_words(char *words, size_t size, const char *folder, int error, uint64_t free_bytes, uint64_t needed_bytes)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
		full(words, size, folder, free_bytes, needed_bytes);
		return;
	case EROFS:
		snprintf(words, size, "%s is on a disk that is read-only: the wall stays as it is", folder);
		return;
	case EIO:
		snprintf(words, size, "the disk that %s is on fails: replace it", folder);
		return;
	default:
		snprintf(words, size, "the state folder %s cannot be written: %s", folder, strerror(error));
		return;
	}
}
