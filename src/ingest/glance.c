#include "ingest/glance.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "ingest/names.h"
#include "ingest/scan.h"

struct glance {
	int root_fd;
	uint64_t sum;
	size_t seen;        /* names, as a scan counts them */
	struct buffer path; /* of the folder, with a slash at its end; "" for the root */
	struct {
		dev_t device;
		ino_t inode;
	} above[SCAN_DEPTH_LIMIT + 1]; /* the folders on the way down */
};

static uint64_t mix(uint64_t into, uint64_t number)
{
	into = (into ^ number) * UINT64_C(0x9e3779b97f4a7c15);
	return into ^ into >> 32;
}

static uint64_t mix_text(uint64_t into, const char *text)
{
	for (; *text != '\0'; text++)
		into = (into ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return into;
}

/* Added up, so that the order in which a folder names its files does not matter. */
static void add(struct glance *glance, uint64_t seed, const struct stat *status)
{
	uint64_t value = mix(seed, status->st_ino);
	if (!S_ISDIR(status->st_mode)) { /* a folder's own times change with what does not count, like our report */
		value = mix(value, (uint64_t)status->st_size);
		value = mix(value, (uint64_t)status->st_mtim.tv_sec * 1000000000 + (uint64_t)status->st_mtim.tv_nsec);
		value = mix(value, (uint64_t)status->st_ctim.tv_sec * 1000000000 + (uint64_t)status->st_ctim.tv_nsec);
	}
	glance->sum += mix(value, status->st_mode);
}

/* Takes the path back to what it was. */
static void cut_path(struct glance *glance, size_t length)
{
	glance->path.length = length;
	glance->path.bytes[length] = '\0';
}

static int look_through(struct glance *glance, int fd, uint64_t seed, unsigned depth);

/* Is it a folder that we are in, come to by a link? */
static bool leads_back(const struct glance *glance, const struct stat *status, unsigned depth)
{
	for (unsigned i = 0; i <= depth; i++) {
		if (glance->above[i].device == status->st_dev && glance->above[i].inode == status->st_ino)
			return true;
	}
	return false;
}

/* fd: of the folder, or -1: still to be opened. Used up. */
static int go_down(struct glance *glance, int fd, const char *name, const struct stat *status, uint64_t seed,
		   unsigned depth)
{
	if (depth == SCAN_DEPTH_LIMIT || leads_back(glance, status, depth)) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	size_t length = glance->path.length;
	buffer_add_format(&glance->path, "%s/", name);
	if (fd < 0)
		fd = scan_open(glance->root_fd, buffer_text(&glance->path));
	int error = fd == -ENOENT ? 0 : fd < 0 ? fd : look_through(glance, fd, seed, depth + 1);
	cut_path(glance, length);
	return error;
}

/* What a link leads to, as long as it stays in the folder; one that leads nowhere else counts as what it is itself. */
static int follow(struct glance *glance, const char *name, uint64_t seed, unsigned depth)
{
	struct stat status;
	size_t length = glance->path.length;
	buffer_add_text(&glance->path, name);
	int fd = scan_open(glance->root_fd, buffer_text(&glance->path));
	cut_path(glance, length);
	if (fd < 0) {
		glance->sum += mix(seed, (uint64_t)-fd);
		return 0;
	}
	if (fstat(fd, &status) < 0) {
		int error = errno;
		close(fd);
		return -error;
	}
	add(glance, seed, &status);
	if (S_ISDIR(status.st_mode))
		return go_down(glance, fd, name, &status, seed, depth);
	close(fd);
	return 0;
}

static int look_at(struct glance *glance, int folder_fd, const char *name, uint64_t seed, unsigned depth)
{
	struct stat status;
	seed = mix_text(seed, name);
	if (fstatat(folder_fd, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : -errno;
	add(glance, seed, &status);
	if (S_ISLNK(status.st_mode))
		return follow(glance, name, seed, depth);
	return S_ISDIR(status.st_mode) ? go_down(glance, -1, name, &status, seed, depth) : 0;
}

/* All in the folder that is open as fd, which is used up. */
static int look_through(struct glance *glance, int fd, uint64_t seed, unsigned depth)
{
	struct stat status;
	DIR *directory = fstat(fd, &status) == 0 ? fdopendir(fd) : NULL;
	if (directory == NULL) {
		int error = errno;
		close(fd);
		return -error;
	}
	glance->above[depth].device = status.st_dev;
	glance->above[depth].inode = status.st_ino;
	int error = 0;
	while (error == 0) {
		errno = 0;
		struct dirent *entry = readdir(directory);
		if (entry == NULL) {
			error = -errno;
			break;
		}
		if (name_ignored(entry->d_name))
			continue;
		error = ++glance->seen > SCAN_COUNT_LIMIT ? -E2BIG : look_at(glance, fd, entry->d_name, seed, depth);
	}
	closedir(directory);
	return error;
}

int glance_take(int folder_fd, uint64_t *sum)
{
	struct glance glance = {.root_fd = folder_fd};
	struct stat root, parent;
	if (fstat(folder_fd, &root) < 0 || fstatat(folder_fd, "..", &parent, 0) < 0)
		return -errno;
	buffer_init(&glance.path);
	add(&glance, root.st_dev, &root);
	glance.sum = mix(glance.sum, parent.st_dev); /* what is mounted here, and whether anything is */
	int fd = scan_open(folder_fd, "");
	int error = fd < 0 ? fd : look_through(&glance, fd, 0, 0);
	buffer_finish(&glance.path);
	*sum = glance.sum;
	return error;
}
