#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

int file_read_fd(int fd, size_t limit, struct buffer *into)
{
	char chunk[64 * 1024];
	size_t read_bytes = 0;
	for (;;) {
		ssize_t got = read(fd, chunk, sizeof chunk);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			return 0;
		read_bytes += (size_t)got;
		if (read_bytes > limit)
			return -EFBIG;
		buffer_add(into, chunk, (size_t)got);
	}
}

int file_read(const char *path, size_t limit, struct buffer *into)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -errno;
	struct stat status;
	int result = 0;
	if (fstat(fd, &status) != 0)
		result = -errno;
	else if (S_ISDIR(status.st_mode))
		result = -EISDIR;
	else if (!S_ISREG(status.st_mode))
		result = -EINVAL;
	else
		result = file_read_fd(fd, limit, into);
	close(fd);
	return result;
}

int file_write_fd(int fd, const void *bytes, size_t length)
{
	const char *rest = bytes;
	while (length > 0) {
		ssize_t written = write(fd, rest, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -errno;
		rest += written;
		length -= (size_t)written;
	}
	return 0;
}

int folder_sync(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder =
		slash == NULL ? text_copy(".") : text_copy_part(path, slash == path ? 1 : (size_t)(slash - path));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (fd < 0)
		return -errno;
	int result = fsync(fd) != 0 && errno != EINVAL ? -errno : 0;
	close(fd);
	return result;
}

static int write_with(const char *path, const void *bytes, size_t length, mode_t mode)
{
	const char *name = path_name(path);
	char *temporary = text_format("%.*s.%s.XXXXXX", (int)(name - path), path, name);
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0) {
		int error = -errno;
		free(temporary);
		return error;
	}
	int result = file_write_fd(fd, bytes, length);
	if (mode != 0)
		fchmod(fd, mode); /* refused by FAT and by some servers, where rights mean nothing */
	if (result == 0 && fsync(fd) != 0)
		result = -errno;
	if (close(fd) != 0 && result == 0)
		result = -errno;
	if (result == 0 && rename(temporary, path) != 0)
		result = -errno;
	if (result != 0)
		unlink(temporary);
	else
		result = folder_sync(path);
	free(temporary);
	return result;
}

int file_write(const char *path, const void *bytes, size_t length)
{
	return write_with(path, bytes, length, 0);
}

int file_write_open(const char *path, const void *bytes, size_t length)
{
	mode_t mask = umask(0);
	umask(mask);
	return write_with(path, bytes, length, 0666 & ~mask);
}

int folder_make(const char *path, mode_t mode)
{
	char *partial = text_copy(path);
	int result = 0;
	for (char *slash = partial;;) {
		slash = slash[0] == '\0' ? NULL : strchr(slash + 1, '/');
		if (slash != NULL)
			*slash = '\0';
		if (mkdir(partial, mode) != 0 && errno != EEXIST) {
			result = -errno;
			break;
		}
		if (slash == NULL)
			break;
		*slash = '/';
	}
	free(partial);
	struct stat status;
	if (result == 0 && stat(path, &status) != 0)
		result = -errno;
	if (result == 0 && !S_ISDIR(status.st_mode))
		result = -ENOTDIR;
	return result;
}

static int remove_in(int parent, const char *name)
{
	if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return -errno;
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	DIR *folder = fdopendir(fd);
	if (folder == NULL) {
		int error = -errno;
		close(fd);
		return error;
	}
	int result = 0;
	for (struct dirent *entry; result == 0 && (entry = readdir(folder)) != NULL;)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			result = remove_in(fd, entry->d_name);
	closedir(folder);
	if (result == 0 && unlinkat(parent, name, AT_REMOVEDIR) != 0)
		result = -errno;
	return result;
}

int folder_remove(const char *path)
{
	return remove_in(AT_FDCWD, path);
}

bool path_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

char *path_join(const char *folder, const char *name)
{
	size_t length = strlen(folder);
	if (length == 0)
		return text_copy(name);
	return text_format(folder[length - 1] == '/' ? "%s%s" : "%s/%s", folder, name);
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash != NULL ? slash + 1 : path;
}

/* The first of some places relative to the running program's folder where something is. */
static char *own_path(const char *const *places, const char *name)
{
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
	if (length <= 0)
		return NULL;
	program[length] = '\0';
	char *slash = strrchr(program, '/');
	if (slash == NULL)
		return NULL;
	*slash = '\0';
	for (size_t i = 0; places[i] != NULL; i++) {
		char *path = text_format("%s/%s/%s", program, places[i], name);
		if (path_exists(path))
			return path;
		free(path);
	}
	return NULL;
}

char *program_path(const char *name)
{
	static const char *const places[] = {".", "../../bin", NULL};
	return own_path(places, name);
}

char *helper_path(const char *name)
{
	static const char *const places[] = {".", "../libexec/callboard", NULL};
	return own_path(places, name);
}

char *data_path(const char *name)
{
	/* The last: from where the helpers are installed. */
	static const char *const places[] = {"..", "../share/callboard", "../../share/callboard", NULL};
	return own_path(places, name);
}
