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
#include "formats/description.h"
#include "formats/pixels.h"

enum { SHARE = 4, FREE_SHARE = 10, LEAST_BYTES = 128 << 20 };

struct kept { /* a file of the folder */
	char *name;
	int width_px, height_px;
	bool transparent;
	unsigned notes; /* formats/pixels.h */
	bool used;      /* by a set or the folder; all are at first */
	bool used_here; /* known from this run: when it goes out of use is written down */
	uint64_t bytes;
	int64_t out_of_use_ns; /* since when, if it is */
};

struct pictures {
	const char *state;
	char *folder;
	int width_px, height_px;
	struct kept *list; /* sorted by name */
	size_t count, capacity;
	uint64_t bytes, unused_bytes;
};

static char *file_of(const struct pictures *pictures, const char *name)
{
	return path_join(pictures->folder, name);
}

static char *name_of(const struct pictures *pictures, const char *digest)
{
	return text_format("%s-%dx%d", digest, pictures->width_px, pictures->height_px);
}

/* Reads a file's header; false if it is no whole picture of ours. The pixels themselves are not looked at. */
static bool read_header(const char *path, struct pixels_header *header, struct stat *status)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	struct pixels_header expected;
	bool well = fstat(fd, status) == 0 && read(fd, header, sizeof *header) == (ssize_t)sizeof *header;
	close(fd);
	if (!well || header->width_px < 1 || header->width_px > PIXELS_SIDE_LIMIT || header->height_px < 1 ||
	    header->height_px > PIXELS_SIDE_LIMIT || header->transparent > 1 ||
	    header->description_bytes > PIXELS_DESCRIPTION_LIMIT)
		return false;
	pixels_header_init(&expected, (int)header->width_px, (int)header->height_px, header->transparent,
			   header->notes);
	expected.description_bytes = header->description_bytes;
	return memcmp(header, &expected, sizeof expected) == 0 && status->st_size == (off_t)pixels_bytes(header);
}

static int64_t changed_ns(const struct stat *status)
{
	return (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

/* The first that is not before `name`. */
static size_t place_of(const struct pictures *pictures, const char *name)
{
	size_t low = 0, high = pictures->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(pictures->list[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct kept *kept_named(const struct pictures *pictures, const char *name)
{
	size_t place = place_of(pictures, name);
	bool found = place < pictures->count && strcmp(pictures->list[place].name, name) == 0;
	return found ? &pictures->list[place] : NULL;
}

static void forget(struct pictures *pictures, struct kept *kept)
{
	pictures->bytes -= kept->bytes;
	pictures->unused_bytes -= kept->used ? 0 : kept->bytes;
	free(kept->name);
	size_t index = (size_t)(kept - pictures->list);
	pictures->count--;
	memmove(kept, kept + 1, (pictures->count - index) * sizeof *kept);
}

static struct kept *remember(struct pictures *pictures, const char *name, const struct pixels_header *header,
			     const struct stat *status)
{
	struct kept *old = kept_named(pictures, name);
	if (old != NULL)
		forget(pictures, old);
	size_t place = place_of(pictures, name);
	pictures->list = memory_grow(pictures->list, &pictures->capacity, pictures->count + 1, sizeof *pictures->list);
	struct kept *kept = &pictures->list[place];
	memmove(kept + 1, kept, (pictures->count - place) * sizeof *kept);
	pictures->count++;
	*kept = (struct kept){.name = text_copy(name),
			      .width_px = (int)header->width_px,
			      .height_px = (int)header->height_px,
			      .transparent = header->transparent,
			      .notes = header->notes,
			      .used = true,
			      .bytes = (uint64_t)status->st_size,
			      .out_of_use_ns = changed_ns(status)};
	pictures->bytes += kept->bytes;
	return kept;
}

static void read_folder(struct pictures *pictures)
{
	DIR *directory = opendir(pictures->folder);
	if (directory == NULL)
		return;
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		struct pixels_header header;
		struct stat status;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		char *path = file_of(pictures, entry->d_name);
		if (entry->d_name[0] != '.' && read_header(path, &header, &status))
			remember(pictures, entry->d_name, &header, &status);
		else
			unlink(path);
		free(path);
	}
	closedir(directory);
}

struct pictures *pictures_create(const char *state)
{
	struct pictures *pictures = memory_allocate(sizeof *pictures);
	pictures->state = state;
	pictures->folder = path_join(state, "pictures");
	read_folder(pictures);
	return pictures;
}

void pictures_destroy(struct pictures *pictures)
{
	if (pictures == NULL)
		return;
	while (pictures->count > 0)
		forget(pictures, &pictures->list[pictures->count - 1]);
	free(pictures->list);
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

/* Is it still there, as it was? Then it is in use from now on, until the next sweep says otherwise. */
static bool use(struct pictures *pictures, struct kept *kept)
{
	struct stat status;
	char *path = file_of(pictures, kept->name);
	bool there = stat(path, &status) == 0 && (uint64_t)status.st_size == kept->bytes;
	free(path);
	if (!there) { /* somebody has cleared it away */
		forget(pictures, kept);
		return false;
	}
	pictures->unused_bytes -= kept->used ? 0 : kept->bytes;
	kept->used = kept->used_here = true;
	return true;
}

bool pictures_have(struct pictures *pictures, const char *digest)
{
	char *name = name_of(pictures, digest);
	struct kept *kept = kept_named(pictures, name);
	free(name);
	return kept != NULL && use(pictures, kept);
}

/* For the present box, else for another one; NULL: there is none. */
static struct kept *find(struct pictures *pictures, const char *digest)
{
	if (pictures_have(pictures, digest)) {
		char *name = name_of(pictures, digest);
		struct kept *kept = kept_named(pictures, name);
		free(name);
		return kept;
	}
	size_t place = place_of(pictures, digest), length = strlen(digest);
	bool found = place < pictures->count && strncmp(pictures->list[place].name, digest, length) == 0 &&
		     pictures->list[place].name[length] == '-' && use(pictures, &pictures->list[place]);
	return found ? &pictures->list[place] : NULL;
}

bool pictures_find(struct pictures *pictures, const char *digest, struct arena *arena, struct picture *picture)
{
	struct kept *kept = find(pictures, digest);
	if (kept != NULL)
		*picture = (struct picture){.name = arena_text(arena, kept->name),
					    .width_px = kept->width_px,
					    .height_px = kept->height_px,
					    .transparent = kept->transparent};
	return kept != NULL;
}

const char *pictures_description(struct pictures *pictures, const char *digest, struct arena *arena)
{
	struct kept *kept = find(pictures, digest);
	char *path = kept != NULL ? file_of(pictures, kept->name) : NULL, bytes[PIXELS_DESCRIPTION_LIMIT];
	struct pixels_header header;
	struct stat status;
	const char *description = NULL;
	if (path != NULL && read_header(path, &header, &status) && header.description_bytes > 0) {
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		size_t length = header.description_bytes;
		if (fd >= 0 && pread(fd, bytes, length, status.st_size - (off_t)length) == (ssize_t)length)
			description = description_clean(arena, bytes, length);
		if (fd >= 0)
			close(fd);
	}
	free(path);
	return description;
}

unsigned pictures_notes(const struct pictures *pictures, const char *digest)
{
	char *name = name_of(pictures, digest);
	const struct kept *kept = kept_named(pictures, name);
	free(name);
	return kept != NULL ? kept->notes : 0;
}

uint64_t pictures_needed_bytes(const struct pictures *pictures)
{
	return (uint64_t)pictures->width_px * (unsigned)pictures->height_px * 8; /* the box is covered twice at most */
}

/* What is left of the share, and of the disk but for the tenth: with nothing kept that is out of use, or as it is. */
static uint64_t room(const struct pictures *pictures, bool without_unused)
{
	struct statvfs disk;
	if (statvfs(pictures->state, &disk) < 0)
		return UINT64_MAX / 2; /* what is wrong there is told when it is written to */
	uint64_t unit = disk.f_frsize, free_bytes = disk.f_bavail * unit, spared = disk.f_blocks / FREE_SHARE * unit;
	uint64_t share = (free_bytes + pictures->bytes) / SHARE, taken = pictures->bytes;
	if (share < LEAST_BYTES)
		share = LEAST_BYTES;
	if (without_unused) {
		taken -= pictures->unused_bytes;
		free_bytes += pictures->unused_bytes;
	}
	uint64_t of_share = share > taken ? share - taken : 0;
	uint64_t of_disk = free_bytes > spared ? free_bytes - spared : 0;
	return of_share < of_disk ? of_share : of_disk;
}

uint64_t pictures_free_bytes(const struct pictures *pictures)
{
	return room(pictures, true);
}

bool pictures_room(const struct pictures *pictures, int64_t source_bytes, size_t waiting)
{
	return room(pictures, true) >= (uint64_t)source_bytes + (waiting + 1) * pictures_needed_bytes(pictures);
}

/* The one that is out of use for longest; NULL if there is none. */
static struct kept *oldest_unused(const struct pictures *pictures)
{
	struct kept *oldest = NULL;
	for (size_t i = 0; i < pictures->count; i++) {
		struct kept *kept = &pictures->list[i];
		if (!kept->used && (oldest == NULL || kept->out_of_use_ns < oldest->out_of_use_ns))
			oldest = kept;
	}
	return oldest;
}

static void make_room(struct pictures *pictures, uint64_t bytes)
{
	while (room(pictures, false) < bytes) {
		struct kept *oldest = oldest_unused(pictures);
		if (oldest == NULL)
			return;
		char *path = file_of(pictures, oldest->name);
		unlink(path);
		free(path);
		forget(pictures, oldest);
	}
}

int pictures_incoming(struct pictures *pictures)
{
	int error = folder_make(pictures->folder, 0700);
	if (error != 0)
		return error;
	make_room(pictures, pictures_needed_bytes(pictures));
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

int pictures_keep(struct pictures *pictures, int fd, const char *digest)
{
	char *temporary = file_of(pictures, ".decoding");
	char *name = name_of(pictures, digest);
	char *path = file_of(pictures, name);
	struct pixels_header header;
	struct stat status;
	int error = 0;
	if (!read_header(temporary, &header, &status))
		error = -EBADMSG;
	else if (fdatasync(fd) < 0 || rename(temporary, path) < 0)
		error = -errno;
	else
		error = folder_sync(path); /* before a set names it */
	if (error == 0)
		remember(pictures, name, &header, &status)->used_here = true;
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

static void go_out_of_use(struct pictures *pictures, struct kept *kept)
{
	struct timespec now[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
	char *path = file_of(pictures, kept->name);
	struct stat status;
	if (kept->used_here && utimensat(AT_FDCWD, path, now, 0) == 0 && stat(path, &status) == 0)
		kept->out_of_use_ns = changed_ns(&status);
	free(path);
	kept->used = kept->used_here = false;
	pictures->unused_bytes += kept->bytes;
}

void pictures_sweep(struct pictures *pictures, const char *const *names, size_t count,
		    bool (*wanted)(void *data, const char *digest), void *data)
{
	for (size_t i = 0; i < pictures->count; i++) {
		struct kept *kept = &pictures->list[i];
		const char *name = kept->name;
		bool named = count > 0 && bsearch(&name, names, count, sizeof *names, compare_texts) != NULL;
		if (kept->used && !named && !is_wanted(pictures, name, wanted, data))
			go_out_of_use(pictures, kept);
	}
	make_room(pictures, 0);
}
