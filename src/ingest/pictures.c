#include "ingest/pictures.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "formats/pixels.h"

struct pictures {
	const char *state;
	char *folder;
	int width_px, height_px;
};

struct pictures *pictures_create(const char *state)
{
	struct pictures *pictures = memory_allocate(sizeof *pictures);
	pictures->state = state;
	pictures->folder = path_join(state, "pictures");
	return pictures;
}

void pictures_destroy(struct pictures *pictures)
{
	if (pictures == NULL)
		return;
	free(pictures->folder);
	free(pictures);
}

bool pictures_set_size(struct pictures *pictures, int width_px, int height_px)
{
	bool other = pictures->width_px != width_px || pictures->height_px != height_px;
	pictures->width_px = width_px;
	pictures->height_px = height_px;
	return other;
}

void pictures_size(const struct pictures *pictures, int *width_px, int *height_px)
{
	*width_px = pictures->width_px;
	*height_px = pictures->height_px;
}

static char *file_of(const struct pictures *pictures, const char *name)
{
	return path_join(pictures->folder, name);
}

static char *name_of(const struct pictures *pictures, const char *digest)
{
	return text_format("%s-%dx%d", digest, pictures->width_px, pictures->height_px);
}

/* Reads a file's header; false if it is no whole picture of ours. The pixels themselves are not looked at. */
static bool read_header(const char *path, struct pixels_header *header)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	struct stat status;
	struct pixels_header expected;
	bool well = fstat(fd, &status) == 0 && read(fd, header, sizeof *header) == (ssize_t)sizeof *header;
	close(fd);
	if (!well || header->width_px < 1 || header->width_px > PIXELS_SIDE_LIMIT || header->height_px < 1 ||
	    header->height_px > PIXELS_SIDE_LIMIT || header->transparent > 1)
		return false;
	pixels_header_init(&expected, (int)header->width_px, (int)header->height_px, header->transparent);
	return memcmp(header, &expected, sizeof expected) == 0 &&
	       status.st_size == (off_t)(sizeof *header + (uint64_t)header->width_px * header->height_px * 4);
}

bool pictures_have(const struct pictures *pictures, const char *digest)
{
	char *name = name_of(pictures, digest);
	char *path = file_of(pictures, name);
	struct pixels_header header;
	bool have = read_header(path, &header);
	free(path);
	free(name);
	return have;
}

static bool find_named(const struct pictures *pictures, const char *name, struct arena *arena, struct picture *picture)
{
	char *path = file_of(pictures, name);
	struct pixels_header header;
	bool found = read_header(path, &header);
	free(path);
	if (found)
		*picture = (struct picture){.name = arena_text(arena, name),
					    .width_px = (int)header.width_px,
					    .height_px = (int)header.height_px,
					    .transparent = header.transparent};
	return found;
}

bool pictures_find(const struct pictures *pictures, const char *digest, struct arena *arena, struct picture *picture)
{
	char *name = name_of(pictures, digest);
	bool found = find_named(pictures, name, arena, picture);
	free(name);
	DIR *directory = found ? NULL : opendir(pictures->folder);
	if (directory == NULL)
		return found;
	size_t length = strlen(digest);
	for (struct dirent *entry; !found && (entry = readdir(directory)) != NULL;) {
		if (strncmp(entry->d_name, digest, length) == 0 && entry->d_name[length] == '-')
			found = find_named(pictures, entry->d_name, arena, picture);
	}
	closedir(directory);
	return found;
}

bool pictures_room(const struct pictures *pictures, int64_t source_bytes, size_t waiting)
{
	enum { FREE_SHARE = 10 };
	struct statvfs disk;
	if (statvfs(pictures->state, &disk) < 0)
		return true; /* what is wrong there is told when it is written to */
	uint64_t unit = disk.f_frsize, most_bytes = (uint64_t)pictures->width_px * (unsigned)pictures->height_px * 8;
	return disk.f_bavail * unit >=
	       disk.f_blocks / FREE_SHARE * unit + (uint64_t)source_bytes + (waiting + 1) * most_bytes;
}

int pictures_incoming(const struct pictures *pictures)
{
	int error = folder_make(pictures->folder, 0700);
	if (error != 0)
		return error;
	if (!pictures_room(pictures, 0, 0))
		return -ENOSPC;
	char *temporary = file_of(pictures, ".decoding");
	unlink(temporary);
	int fd = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	error = errno;
	free(temporary);
	return fd < 0 ? -error : fd;
}

void pictures_discard(const struct pictures *pictures)
{
	char *temporary = file_of(pictures, ".decoding");
	unlink(temporary);
	free(temporary);
}

int pictures_keep(const struct pictures *pictures, int fd, const char *digest)
{
	char *temporary = file_of(pictures, ".decoding");
	char *name = name_of(pictures, digest);
	char *path = file_of(pictures, name);
	struct pixels_header header;
	int error = 0;
	if (!read_header(temporary, &header))
		error = -EBADMSG;
	else if (fdatasync(fd) < 0 || rename(temporary, path) < 0)
		error = -errno;
	else
		error = folder_sync(path); /* before a set names it */
	free(path);
	free(name);
	free(temporary);
	return error;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Is it content's that is wanted, decoded for the present box? */
static bool is_wanted(const struct pictures *pictures, const char *name, bool (*wanted)(void *data, const char *digest),
		      void *data)
{
	char digest[DIGEST_SIZE] = "";
	if (sscanf(name, "%32[0-9a-f]", digest) != 1)
		return false;
	char *right = name_of(pictures, digest);
	bool present = strcmp(right, name) == 0;
	free(right);
	return present && wanted(data, digest);
}

void pictures_sweep(const struct pictures *pictures, const char *const *names, size_t count,
		    bool (*wanted)(void *data, const char *digest), void *data)
{
	DIR *directory = opendir(pictures->folder);
	if (directory == NULL)
		return;
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		const char *name = entry->d_name;
		bool named = count > 0 && bsearch(&name, names, count, sizeof *names, compare_texts) != NULL;
		if (name[0] != '.' && !named && !is_wanted(pictures, name, wanted, data))
			unlinkat(dirfd(directory), name, 0);
	}
	closedir(directory);
}
