#include "ingest/scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/utf8.h"
#include "formats/foreign_file.h"

struct walk {
	struct scan *scan;
	int root_fd;
	size_t capacity, unread_capacity;
	size_t seen; /* names looked at, of any kind */
	size_t told; /* problems */
	void (*entering)(void *data, const char *path);
	void *data;
	struct stat above[SCAN_DEPTH_LIMIT + 1]; /* the folders on the way down */
};

bool signature_equal(const struct signature *a, const struct signature *b)
{
	return a->size == b->size && a->modified_ns == b->modified_ns && a->changed_ns == b->changed_ns &&
	       a->inode == b->inode;
}

static struct signature signature_of(const struct stat *status)
{
	return (struct signature){
		.size = status->st_size,
		.modified_ns = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec,
		.changed_ns = (int64_t)status->st_ctim.tv_sec * 1000000000 + status->st_ctim.tv_nsec,
		.inode = status->st_ino,
	};
}

/* openat(2) that stays below the root, links included. Where the kernel lacks openat2 no link is followed at all. */
static int open_beneath(int root_fd, const char *path, int flags)
{
	struct open_how how = {
		.flags = (uint64_t)(flags | O_CLOEXEC),
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long fd = syscall(SYS_openat2, root_fd, path[0] == '\0' ? "." : path, &how, sizeof how);
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = openat(root_fd, path[0] == '\0' ? "." : path, flags | O_CLOEXEC | O_NOFOLLOW);
	return fd < 0 ? -errno : (int)fd;
}

int scan_open(int folder_fd, const char *path)
{
	return open_beneath(folder_fd, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

int scan_signature(int fd, struct signature *signature)
{
	struct stat status;
	if (fstat(fd, &status) < 0)
		return -errno;
	if (!S_ISREG(status.st_mode))
		return -EINVAL;
	*signature = signature_of(&status);
	return 0;
}

/* Magic numbers of file systems behind which other machines (or programs that fetch from them) write. FUSE is among
 * them: sshfs and rclone matter more than a slower look at an NTFS stick. */
bool scan_network(int fd)
{
	static const uint32_t types[] = {
		0x6969,     /* NFS */
		0xff534d42, /* CIFS */
		0xfe534d42, /* SMB2 */
		0x517b,     /* SMB */
		0x65735546, /* FUSE, virtiofs */
		0x01021997, /* 9P */
		0x5346414f, /* AFS */
		0x6b414653, /* kAFS */
		0x00c36400, /* Ceph */
		0x786f4256, /* VirtualBox */
		0xbacbacbc, /* VMware */
		0x73757245, /* Coda */
		0x0187,     /* autofs */
	};
	struct statfs status;
	if (fstatfs(fd, &status) < 0)
		return true;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if ((uint32_t)status.f_type == types[i])
			return true;
	}
	return false;
}

/* Of a folder full of other things not each one is told: what is wrong with content must be heard, too. */
static void report(struct walk *walk, enum problem_level level, const char *path, const char *words, const char *remedy)
{
	enum { TOLD_LIMIT = 200 };
	if (++walk->told > TOLD_LIMIT + 1)
		return;
	if (walk->told > TOLD_LIMIT) {
		level = PROBLEM_WARNING;
		path = ".";
		words = "there is more that cannot be shown";
		remedy = "move what is not for the screen elsewhere";
	}
	struct problem problem = {.level = level, .path = path, .words = words, .remedy = remedy};
	problems_add(&walk->scan->problems, &problem);
}

/* A name that people can read in a report, with U+FFFD for what is no text. */
static const char *readable(struct arena *arena, const char *path)
{
	struct buffer text;
	buffer_init(&text);
	size_t length = strlen(path);
	for (size_t i = 0; i < length;) {
		size_t size;
		uint32_t code_point = utf8_decode(path + i, length - i, &size);
		if (code_point == UINT32_MAX || code_point < 0x20 || code_point == 0x7f)
			buffer_add_text(&text, "\xef\xbf\xbd");
		else
			buffer_add(&text, path + i, size);
		i += size;
	}
	const char *copy = arena_text(arena, buffer_text(&text));
	buffer_finish(&text);
	return copy;
}

static bool name_well(struct walk *walk, const char *path, const char *name)
{
	size_t length = strlen(name);
	bool control = false;
	for (size_t i = 0; i < length; i++)
		control = control || (unsigned char)name[i] < 0x20 || name[i] == 0x7f;
	if (!control && utf8_check(name, length) == length && strlen(path) < SCAN_PATH_LIMIT)
		return true;
	const char *words = control                           ? "the name has control characters in it"
			    : strlen(path) >= SCAN_PATH_LIMIT ? "the path is too long"
							      : "the name is not UTF-8";
	report(walk, PROBLEM_REFUSED, readable(walk->scan->arena, path), words, "rename it, with letters and digits");
	return false;
}

static void add_unread(struct walk *walk, const char *path, int error)
{
	struct scan *scan = walk->scan;
	scan->unread = arena_grow(scan->arena, scan->unread, &walk->unread_capacity, scan->unread_count + 1,
				  sizeof *scan->unread);
	scan->unread[scan->unread_count++] = path;
	report(walk, PROBLEM_REFUSED, path, arena_format(scan->arena, "it cannot be read: %s", strerror(error)),
	       "what was shown from it stays; check its permissions");
}

static void report_other(struct walk *walk, const char *path, const char *name)
{
	const struct foreign_file *foreign = foreign_file_named(name);
	if (foreign != NULL)
		report(walk, PROBLEM_WARNING, path, foreign->words, foreign->remedy);
	else if (strchr(name, '.') == NULL)
		report(walk, PROBLEM_WARNING, path, "the name has no ending, so nobody knows what this is",
		       "end it with .txt, .md, .json or what it is; a name that begins with _ is left alone");
	else
		report(walk, PROBLEM_WARNING, path, "files of this kind cannot be shown",
		       "use .txt, .md, .json, .xml, .ics, .csv or a picture; a name that begins with _ is left alone");
}

static void add_file(struct walk *walk, const char *path, const char *name, const struct stat *status)
{
	struct scan *scan = walk->scan;
	enum name_kind kind = name_kind(name);
	switch (kind) {
	case NAME_IGNORED:
		return;
	case NAME_CONFLICT:
		report(walk, PROBLEM_WARNING, path, "a sync program made this copy when two people changed one file",
		       "take over what is missing into the original, then delete this copy");
		return;
	case NAME_FOREIGN:
		report(walk, PROBLEM_WARNING, path, "pictures of this kind cannot be shown", "save it as JPEG or PNG");
		return;
	case NAME_OTHER:
		report_other(walk, path, name);
		return;
	case NAME_CONTENT:
	case NAME_PICTURE:
		break;
	}
	scan->entries =
		arena_grow(scan->arena, scan->entries, &walk->capacity, scan->entries_count + 1, sizeof *scan->entries);
	scan->entries[scan->entries_count++] =
		(struct entry){.path = path, .kind = kind, .signature = signature_of(status)};
}

static int compare_names(const void *a, const void *b)
{
	return name_compare(*(const char *const *)a, *(const char *const *)b);
}

/* All names in a folder that is open, sorted. 0 or a negative errno. */
static int list_names(struct walk *walk, DIR *directory, const char ***names, size_t *count)
{
	size_t capacity = 0;
	int status = 0;
	for (;;) {
		errno = 0;
		struct dirent *entry = readdir(directory);
		if (entry == NULL) {
			status = -errno;
			break;
		}
		if (name_ignored(entry->d_name))
			continue;
		if (++walk->seen > SCAN_COUNT_LIMIT) {
			walk->scan->full = true;
			break;
		}
		*names = arena_grow(walk->scan->arena, *names, &capacity, *count + 1, sizeof **names);
		(*names)[(*count)++] = arena_text(walk->scan->arena, entry->d_name);
	}
	if (*count > 1)
		qsort(*names, *count, sizeof **names, compare_names);
	return status;
}

static int walk_folder(struct walk *walk, const char *path, unsigned depth);

/* A folder below the root: entered unless a link leads back to one that we are in. */
static void enter_folder(struct walk *walk, const char *path, const struct stat *status, unsigned depth)
{
	if (depth > SCAN_DEPTH_LIMIT) {
		report(walk, PROBLEM_REFUSED, path, "too many folders in one another", "move it further up");
		return;
	}
	for (unsigned i = 0; i < depth; i++) {
		if (walk->above[i].st_dev == status->st_dev && walk->above[i].st_ino == status->st_ino) {
			report(walk, PROBLEM_REFUSED, path, "this link leads back to a folder above it",
			       "delete the link");
			return;
		}
	}
	walk->above[depth] = *status;
	int error = walk_folder(walk, path, depth);
	if (error != 0 && error != -ENOENT) /* that one has just gone */
		add_unread(walk, path, -error);
}

/* What is behind a name: a link is followed as far as the folder goes. False if that is nothing to look at; told. */
static bool look_behind(struct walk *walk, int folder_fd, const char *path, const char *name, struct stat *status)
{
	if (fstatat(folder_fd, name, status, AT_SYMLINK_NOFOLLOW) < 0) {
		if (errno != ENOENT) /* that one has just gone */
			add_unread(walk, path, errno);
		return false;
	}
	if (!S_ISLNK(status->st_mode))
		return true;
	int fd = open_beneath(walk->root_fd, path, O_PATH);
	if (fd == -ENOENT) {
		report(walk, PROBLEM_REFUSED, path, "this link leads to nothing", "put the file itself here");
		return false;
	}
	if (fd == -EXDEV || fd == -ELOOP) {
		report(walk, PROBLEM_REFUSED, path, "this link leads out of the folder", "put the file itself here");
		return false;
	}
	int error = fd < 0 ? -fd : fstat(fd, status) < 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	if (error != 0)
		add_unread(walk, path, error);
	return error == 0;
}

static void look_at(struct walk *walk, int folder_fd, const char *path, const char *name, unsigned depth)
{
	struct stat status;
	if (!name_well(walk, path, name) || !look_behind(walk, folder_fd, path, name, &status))
		return;
	if (S_ISDIR(status.st_mode))
		enter_folder(walk, path, &status, depth + 1);
	else if (S_ISREG(status.st_mode))
		add_file(walk, path, name, &status);
}

static int walk_folder(struct walk *walk, const char *path, unsigned depth)
{
	struct scan *scan = walk->scan;
	walk->entering(walk->data, path);
	int fd = open_beneath(walk->root_fd, path, O_RDONLY | O_DIRECTORY);
	if (fd < 0)
		return fd;
	DIR *directory = fdopendir(fd);
	if (directory == NULL) {
		int error = errno;
		close(fd);
		return -error;
	}
	const char **names = NULL;
	size_t count = 0;
	int error = list_names(walk, directory, &names, &count);
	for (size_t i = 0; i < count && error == 0; i++) {
		const char *below = path[0] == '\0' ? names[i] : arena_format(scan->arena, "%s/%s", path, names[i]);
		look_at(walk, fd, below, names[i], depth);
	}
	closedir(directory);
	return error;
}

static int compare_entries(const void *a, const void *b)
{
	return name_compare(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

/* More pictures than a wall has slides are not read, nor decoded: the first ones by name are. */
static void leave_out_pictures(struct scan *scan)
{
	size_t pictures = 0, kept = 0;
	for (size_t i = 0; i < scan->entries_count; i++) {
		if (scan->entries[i].kind != NAME_PICTURE || ++pictures <= SCAN_PICTURES_LIMIT)
			scan->entries[kept++] = scan->entries[i];
	}
	scan->entries_count = kept;
	if (pictures <= SCAN_PICTURES_LIMIT)
		return;
	const char *words = arena_format(scan->arena, "there are %zu pictures; the first %d by name are shown",
					 pictures, SCAN_PICTURES_LIMIT);
	problems_add(&scan->problems, &(struct problem){.level = PROBLEM_REFUSED,
							.path = ".",
							.words = words,
							.remedy = "move the others elsewhere"});
}

int scan_read(struct scan *scan, int folder_fd, void (*entering)(void *data, const char *path), void *data)
{
	*scan = (struct scan){.arena = arena_create()};
	problems_init(&scan->problems);
	struct walk walk = {.scan = scan, .root_fd = folder_fd, .entering = entering, .data = data};
	struct stat parent;
	if (fstat(folder_fd, &walk.above[0]) < 0 || fstatat(folder_fd, "..", &parent, 0) < 0)
		return -errno;
	scan->mount_point = walk.above[0].st_dev != parent.st_dev;
	scan->network = scan_network(folder_fd);
	int error = walk_folder(&walk, "", 0);
	if (error != 0)
		return error;
	if (scan->full)
		problems_add(
			&scan->problems,
			&(struct problem){.level = PROBLEM_REFUSED,
					  .path = ".",
					  .words = arena_format(scan->arena,
								"there are more than %d files; the rest is not read",
								SCAN_COUNT_LIMIT),
					  .remedy = "move what is not for the screen elsewhere"});
	if (scan->entries_count > 1)
		qsort(scan->entries, scan->entries_count, sizeof *scan->entries, compare_entries);
	leave_out_pictures(scan);
	return 0;
}

void scan_finish(struct scan *scan)
{
	problems_finish(&scan->problems);
	arena_destroy(scan->arena);
	scan->arena = NULL;
}
