/* A file system that fails on demand, as a share does whose server hangs or whose stick is pulled: passes a folder
 * through, and before each call looks into a control file.
 *
 *     stallfs FOLDER CONTROL MOUNT
 *
 * CONTROL says "stall" (no call returns before it says something else), "error" (EIO), "cut" (files are as long as
 * ever, but only half of them can be read: EIO after that), "empty" (folders answer that nothing is in them); or it is
 * not there: all is well. Nothing is cached, so that what is written in FOLDER is seen at once. Runs until it is
 * unmounted. */
#define FUSE_USE_VERSION 31
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct options {
	int folder_fd;
	const char *control;
};

static const struct options *options(void)
{
	return fuse_get_context()->private_data;
}

static bool control_says(const char *word)
{
	char said[16] = "";
	int fd = open(options()->control, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd >= 0 ? read(fd, said, sizeof said - 1) : 0;
	if (fd >= 0)
		close(fd);
	return length > 0 && strncmp(said, word, strlen(word)) == 0;
}

/* 0, or what the call is to answer. */
static int fate(void)
{
	while (control_says("stall"))
		nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
	return control_says("error") ? -EIO : 0;
}

static const char *below(const char *path)
{
	return path[1] == '\0' ? "." : path + 1;
}

static int answer(int result)
{
	return result < 0 ? -errno : 0;
}

static void *begin(struct fuse_conn_info *connection, struct fuse_config *config)
{
	(void)connection;
	config->use_ino = 1;
	config->entry_timeout = config->attr_timeout = config->negative_timeout = 0;
	return fuse_get_context()->private_data;
}

static int get_attributes(const char *path, struct stat *status, struct fuse_file_info *info)
{
	(void)info;
	int error = fate();
	return error != 0 ? error : answer(fstatat(options()->folder_fd, below(path), status, AT_SYMLINK_NOFOLLOW));
}

static int read_folder(const char *path, void *into, fuse_fill_dir_t fill, off_t offset, struct fuse_file_info *info,
		       enum fuse_readdir_flags flags)
{
	(void)offset, (void)info, (void)flags;
	int error = fate();
	if (error != 0 || control_says("empty"))
		return error;
	int fd = openat(options()->folder_fd, below(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
	if (directory == NULL)
		return -errno;
	for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		struct stat status = {.st_ino = entry->d_ino, .st_mode = DTTOIF(entry->d_type)};
		fill(into, entry->d_name, &status, 0, 0);
	}
	closedir(directory);
	return 0;
}

static int read_link(const char *path, char *into, size_t size)
{
	int error = fate();
	ssize_t length = error == 0 ? readlinkat(options()->folder_fd, below(path), into, size - 1) : error;
	if (length < 0)
		return error != 0 ? error : -errno;
	into[length] = '\0';
	return 0;
}

static int open_file(const char *path, struct fuse_file_info *info)
{
	int error = fate();
	if (error != 0)
		return error;
	int fd = openat(options()->folder_fd, below(path), info->flags | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	info->fh = (uint64_t)fd;
	info->direct_io = 1;
	return 0;
}

static int create_file(const char *path, mode_t mode, struct fuse_file_info *info)
{
	int error = fate();
	if (error != 0)
		return error;
	int fd = openat(options()->folder_fd, below(path), info->flags | O_CREAT | O_CLOEXEC, mode);
	if (fd < 0)
		return -errno;
	info->fh = (uint64_t)fd;
	return 0;
}

static int read_file(const char *path, char *into, size_t size, off_t offset, struct fuse_file_info *info)
{
	(void)path;
	int error = fate();
	struct stat status;
	if (error == 0 && control_says("cut") && fstat((int)info->fh, &status) == 0) {
		if (offset >= status.st_size / 2)
			return -EIO;
		if (size > (size_t)(status.st_size / 2 - offset))
			size = (size_t)(status.st_size / 2 - offset);
	}
	ssize_t length = error == 0 ? pread((int)info->fh, into, size, offset) : error;
	return error != 0 ? error : length < 0 ? -errno : (int)length;
}

static int write_file(const char *path, const char *bytes, size_t size, off_t offset, struct fuse_file_info *info)
{
	(void)path;
	int error = fate();
	ssize_t length = error == 0 ? pwrite((int)info->fh, bytes, size, offset) : error;
	return error != 0 ? error : length < 0 ? -errno : (int)length;
}

static int release_file(const char *path, struct fuse_file_info *info)
{
	(void)path;
	close((int)info->fh);
	return 0;
}

static int make_folder(const char *path, mode_t mode)
{
	int error = fate();
	return error != 0 ? error : answer(mkdirat(options()->folder_fd, below(path), mode));
}

static int remove_file(const char *path)
{
	int error = fate();
	return error != 0 ? error : answer(unlinkat(options()->folder_fd, below(path), 0));
}

static int rename_file(const char *from, const char *to, unsigned flags)
{
	int error = fate();
	if (error != 0 || flags != 0)
		return error != 0 ? error : -EINVAL;
	return answer(renameat(options()->folder_fd, below(from), options()->folder_fd, below(to)));
}

int main(int argc, char **argv)
{
	static const struct fuse_operations operations = {.init = begin,
							  .getattr = get_attributes,
							  .readlink = read_link,
							  .mkdir = make_folder,
							  .unlink = remove_file,
							  .rename = rename_file,
							  .open = open_file,
							  .create = create_file,
							  .read = read_file,
							  .write = write_file,
							  .release = release_file,
							  .readdir = read_folder};
	if (argc != 4) {
		fprintf(stderr, "stallfs FOLDER CONTROL MOUNT\n");
		return 2;
	}
	struct options given = {.folder_fd = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC), .control = argv[2]};
	if (given.folder_fd < 0) {
		perror(argv[1]);
		return 1;
	}
	char foreground[] = "-f", fuse_options[] = "-odefault_permissions,fsname=stallfs";
	char *arguments[] = {argv[0], foreground, fuse_options, argv[3], NULL};
	return fuse_main(4, arguments, &operations, &given);
}
