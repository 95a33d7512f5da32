#include "ingest/glance.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "ingest/names.h"
#include "ingest/scan.h"

struct look {
	int root_fd;
	struct glance_turn turn;
	struct glance *glance;
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

static uint64_t value_of(uint64_t seed, const struct stat *status)
{
	uint64_t value = mix(seed, status->st_ino);
	if (!S_ISDIR(status->st_mode)) { /* a folder's own times change with what does not count, like our report */
		value = mix(value, (uint64_t)status->st_size);
		value = mix(value, (uint64_t)status->st_mtim.tv_sec * 1000000000 + (uint64_t)status->st_mtim.tv_nsec);
		value = mix(value, (uint64_t)status->st_ctim.tv_sec * 1000000000 + (uint64_t)status->st_ctim.tv_nsec);
	}
	return mix(value, status->st_mode);
}

/* Takes the path back to what it was. */
static void cut_path(struct look *look, size_t length)
{
	look->path.length = length;
	look->path.bytes[length] = '\0';
}

static int look_through(struct look *look, int fd, uint64_t seed, unsigned depth);

/* Is it a folder that we are in, come to by a link? */
static bool leads_back(const struct look *look, const struct stat *status, unsigned depth)
{
	for (unsigned i = 0; i <= depth; i++) {
		if (look->above[i].device == status->st_dev && look->above[i].inode == status->st_ino)
			return true;
	}
	return false;
}

/* fd: of the folder, or -1: still to be opened. Used up. */
static int go_down(struct look *look, int fd, const char *name, const struct stat *status, uint64_t seed,
		   unsigned depth)
{
	if (depth == SCAN_DEPTH_LIMIT || leads_back(look, status, depth)) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	size_t length = look->path.length;
	buffer_add_format(&look->path, "%s/", name);
	if (fd < 0)
		fd = scan_open(look->root_fd, buffer_text(&look->path));
	int error = fd == -ENOENT ? 0 : fd < 0 ? fd : look_through(look, fd, seed, depth + 1);
	cut_path(look, length);
	return error;
}

/* What a link leads to, as long as it stays in the folder; one that leads nowhere else counts as what it is itself. */
static int follow(struct look *look, const char *name, uint64_t seed, unsigned depth)
{
	struct stat status;
	size_t length = look->path.length;
	buffer_add_text(&look->path, name);
	int fd = scan_open(look->root_fd, buffer_text(&look->path));
	cut_path(look, length);
	if (fd < 0) {
		look->glance->names += mix(seed, (uint64_t)-fd);
		return 0;
	}
	if (fstat(fd, &status) < 0) {
		int error = errno;
		close(fd);
		return -error;
	}
	look->glance->names += value_of(seed, &status);
	if (S_ISDIR(status.st_mode))
		return go_down(look, fd, name, &status, seed, depth);
	close(fd);
	return 0;
}

/* Sums are added up, so that the order in which a folder names its files does not matter. */
static int look_at(struct look *look, int folder_fd, const struct dirent *entry, uint64_t seed, unsigned depth)
{
	struct stat status;
	const char *name = entry->d_name;
	seed = mix_text(seed, name);
	bool turns = (entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN) && name_of_picture(name);
	unsigned slot = (unsigned)(mix(seed, 0) % GLANCE_SLOTS);
	if (turns)
		look->glance->names += mix(seed, 1);
	if (turns && slot % look->turn.parts != look->turn.part)
		return 0;
	if (fstatat(folder_fd, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : -errno;
	*(turns ? &look->glance->slots[slot] : &look->glance->names) += value_of(seed, &status);
	if (S_ISLNK(status.st_mode))
		return follow(look, name, seed, depth);
	return S_ISDIR(status.st_mode) ? go_down(look, -1, name, &status, seed, depth) : 0;
}

/* All in the folder that is open as fd, which is used up. */
static int look_through(struct look *look, int fd, uint64_t seed, unsigned depth)
{
	struct stat status;
	DIR *directory = fstat(fd, &status) == 0 ? fdopendir(fd) : NULL;
	if (directory == NULL) {
		int error = errno;
		close(fd);
		return -error;
	}
	look->above[depth].device = status.st_dev;
	look->above[depth].inode = status.st_ino;
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
		error = ++look->seen > SCAN_COUNT_LIMIT ? -E2BIG : look_at(look, fd, entry, seed, depth);
	}
	closedir(directory);
	return error;
}

int glance_take(int folder_fd, struct glance_turn turn, struct glance *glance)
{
	struct look look = {.root_fd = folder_fd, .turn = turn, .glance = glance};
	struct stat root, parent;
	*glance = (struct glance){0};
	if (fstat(folder_fd, &root) < 0 || fstatat(folder_fd, "..", &parent, 0) < 0)
		return -errno;
	glance->names = mix(value_of(root.st_dev, &root), parent.st_dev); /* what is mounted here, and whether it is */
	buffer_init(&look.path);
	int fd = scan_open(folder_fd, "");
	int error = fd < 0 ? fd : look_through(&look, fd, 0, 0);
	buffer_finish(&look.path);
	return error;
}

bool glance_equal(const struct glance *whole, const struct glance *glance, struct glance_turn turn)
{
	bool equal = whole->names == glance->names;
	for (unsigned i = turn.part; i < GLANCE_SLOTS; i += turn.parts)
		equal = equal && whole->slots[i] == glance->slots[i];
	return equal;
}

unsigned glance_parts(int64_t whole_us, int64_t limit_us)
{
	unsigned parts = 1;
	while (parts < GLANCE_SLOTS && whole_us > limit_us * parts)
		parts *= 2;
	return parts;
}
