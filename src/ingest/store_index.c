#include "ingest/store_index.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"

enum { INDEX_LIMIT_BYTES = 16 << 20 };

/* A content version from its bytes, NULL if they are not what the index says or are not understood any more. */
static struct version *read_text(struct store *store, const char *path, const char *digest)
{
	struct version *version = memory_allocate(sizeof *version);
	snprintf(version->digest, sizeof version->digest, "%s", digest);
	struct buffer bytes;
	buffer_init(&bytes);
	char found[DIGEST_SIZE] = "";
	if (store_read(store, version, &bytes) == 0)
		digest_of(buffer_text(&bytes), bytes.length, found);
	bool well = strcmp(found, digest) == 0;
	if (well) {
		problems_init(&version->problems);
		bool plain = utf8_check(buffer_text(&bytes), bytes.length) == bytes.length;
		well = content_read_as(&version->source, path, buffer_text(&bytes), bytes.length,
				       plain ? "" : store_language(store, path), &version->problems);
		version->length = bytes.length;
		version_prepare(version);
	}
	buffer_finish(&bytes);
	if (well)
		return version;
	version_destroy(version);
	return NULL;
}

static struct version *read_picture(struct store *store, const char *digest, int64_t size)
{
	char *path = store_path(store, digest);
	struct stat status;
	bool well = stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size == size;
	free(path);
	if (!well)
		return NULL;
	struct version *version = memory_allocate(sizeof *version);
	snprintf(version->digest, sizeof version->digest, "%s", digest);
	version->length = (size_t)size;
	return version;
}

struct line { /* of the index: a version */
	char digest[DIGEST_SIZE];
	struct signature signature;
	const char *path; /* which may begin with a space itself */
};

static bool read_line(struct line *line, const char *text)
{
	struct signature *signature = &line->signature;
	int at = 0;
	if (sscanf(text, "%32[0-9a-f] %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNu64 "%n", line->digest,
		   &signature->size, &signature->modified_ns, &signature->changed_ns, &signature->inode, &at) != 5 ||
	    text[at] != ' ' || text[at + 1] == '\0')
		return false;
	line->path = text + at + 1;
	return true;
}

/* False if what the line names is not there. */
static bool read_version(struct store *store, const struct line *line)
{
	enum name_kind kind = name_kind(path_name(line->path));
	struct version *version = kind == NAME_CONTENT   ? read_text(store, line->path, line->digest)
				  : kind == NAME_PICTURE ? read_picture(store, line->digest, line->signature.size)
							 : NULL;
	if (version == NULL)
		return false;
	struct file *file = store_need(store, line->path, kind);
	if (file->versions_count == 0)
		file->signature = line->signature;
	if (file->versions_count == STORE_VERSIONS_LIMIT)
		version_destroy(version);
	else
		file->versions[file->versions_count++] = version;
	return true;
}

/* Lines of one path from `first` on. */
static size_t lines_of_path(const struct line *lines, size_t count, size_t first)
{
	size_t end = first + 1;
	while (end < count && strcmp(lines[end].path, lines[first].path) == 0)
		end++;
	return end;
}

/* Reads all; what is not understood once more, when the events are known and with them what language it is in. */
static bool read_versions(struct store *store, const struct line *lines, size_t count)
{
	bool *failed = memory_allocate((count + 1) * sizeof *failed), well = true;
	for (size_t first = 0, end; first < count; first = end) {
		end = lines_of_path(lines, count, first);
		for (size_t i = first; i < end; i++)
			failed[first] = !read_version(store, &lines[i]) || failed[first];
	}
	for (size_t first = 0, end; first < count; first = end) {
		end = lines_of_path(lines, count, first);
		if (!failed[first])
			continue;
		if (store_find(store, lines[first].path) != NULL)
			store_remove(store, lines[first].path);
		for (size_t i = first; i < end; i++)
			well = read_version(store, &lines[i]) && well;
	}
	free(failed);
	return well;
}

/* The first line: what this is, the set made of it ("-": none), and whether the folder was a mount point. */
static bool read_head(struct store *store, const char *line)
{
	int at = 0;
	if (sscanf(line, "callboard-sources 1 %32[0-9a-f-]%n", store->key, &at) != 1)
		return false;
	store->mount_point = strcmp(line + at, " mount") == 0;
	return true;
}

void store_index_read(struct store *store)
{
	char *path = path_join(store->folder, "index");
	struct buffer text;
	buffer_init(&text);
	int error = file_read(path, INDEX_LIMIT_BYTES, &text);
	free(path);
	char *lines = buffer_take(&text);
	char *rest = lines;
	bool ours = error == 0 && read_head(store, strsep(&rest, "\n"));
	store->damaged = !ours;
	struct line *versions = NULL;
	size_t count = 0, capacity = 0;
	while (ours && rest != NULL && rest[0] != '\0') {
		versions = memory_grow(versions, &capacity, count + 1, sizeof *versions);
		if (read_line(&versions[count], strsep(&rest, "\n")))
			count++;
		else
			store->damaged = true;
	}
	if (!read_versions(store, versions, count))
		store->damaged = true;
	store->changed = false;
	free(versions);
	free(lines);
}

/* Not synced by itself: a thousand texts at once are a thousand times as slow so. */
static int write_text(const struct store *store, const struct version *version)
{
	char *incoming = path_join(store->folder, ".incoming");
	char *path = store_path(store, version->digest);
	int fd = open(incoming, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	int error = fd < 0 ? -errno : file_write_fd(fd, version->bytes, version->length);
	if (fd >= 0 && close(fd) < 0 && error == 0)
		error = -errno;
	if (error == 0 && rename(incoming, path) < 0)
		error = -errno;
	if (error != 0)
		unlink(incoming);
	free(path);
	free(incoming);
	return error;
}

/* Writes what is new, and then sees to it that it lasts. Bytes are kept in memory until then. */
static int save_texts(struct store *store)
{
	bool written = false;
	for (size_t i = 0; i < store->count; i++) {
		for (size_t v = 0; v < store->files[i]->versions_count; v++) {
			const struct version *version = store->files[i]->versions[v];
			int error = version->bytes != NULL ? write_text(store, version) : 0;
			if (error != 0)
				return error;
			written = written || version->bytes != NULL;
		}
	}
	if (!written)
		return 0;
	int fd = open(store->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error = fd < 0 || syncfs(fd) < 0 ? -errno : 0;
	if (fd >= 0)
		close(fd);
	return error;
}

static void forget_bytes(struct store *store)
{
	for (size_t i = 0; i < store->count; i++) {
		for (size_t v = 0; v < store->files[i]->versions_count; v++) {
			struct version *version = store->files[i]->versions[v];
			free(version->bytes);
			version->bytes = NULL;
		}
	}
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All digests that are referred to, sorted; free() the array alone. */
static const char **referred(const struct store *store, size_t *count)
{
	size_t capacity = 0;
	const char **digests = NULL;
	*count = 0;
	for (size_t i = 0; i < store->count; i++) {
		const struct file *file = store->files[i];
		digests = memory_grow(digests, &capacity, *count + file->versions_count + 1, sizeof *digests);
		for (size_t v = 0; v < file->versions_count; v++)
			digests[(*count)++] = file->versions[v]->digest;
		if (file->offered[0] != '\0')
			digests[(*count)++] = file->offered;
	}
	if (*count > 1)
		qsort(digests, *count, sizeof *digests, compare_texts);
	return digests;
}

static void remove_others(const struct store *store)
{
	DIR *directory = opendir(store->folder);
	if (directory == NULL)
		return;
	size_t count;
	const char **digests = referred(store, &count);
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		const char *name = entry->d_name;
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, "index") == 0)
			continue;
		if (count == 0 || bsearch(&name, digests, count, sizeof *digests, compare_texts) == NULL)
			unlinkat(dirfd(directory), name, 0);
	}
	free(digests);
	closedir(directory);
}

int store_save(struct store *store)
{
	if (!store->changed)
		return 0;
	struct buffer text;
	buffer_init(&text);
	buffer_add_format(&text, "callboard-sources 1 %s%s\n", store->key[0] != '\0' ? store->key : "-",
			  store->mount_point ? " mount" : "");
	for (size_t i = 0; i < store->count; i++) {
		const struct file *file = store->files[i];
		const struct signature *signature = &file->signature;
		for (size_t v = 0; v < file->versions_count; v++)
			buffer_add_format(&text, "%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRIu64 " %s\n",
					  file->versions[v]->digest, signature->size, signature->modified_ns,
					  signature->changed_ns, signature->inode, file->path);
	}
	int error = save_texts(store);
	char *path = path_join(store->folder, "index");
	if (error == 0)
		error = file_write(path, text.bytes, text.length);
	free(path);
	buffer_finish(&text);
	if (error != 0)
		return error;
	store->changed = false;
	forget_bytes(store);
	remove_others(store);
	return 0;
}

int store_copy_in(struct store *store, int fd, char digest[static DIGEST_SIZE], struct signature *copied, bool *ours)
{
	*ours = false;
	int error = scan_signature(fd, copied);
	if (error != 0)
		return error;
	if (copied->size > STORE_PICTURE_LIMIT_BYTES)
		return -EFBIG;
	char *incoming = path_join(store->folder, ".incoming");
	*ours = true;
	int out = open(incoming, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (out < 0) {
		free(incoming);
		return -errno;
	}
	struct digest *sum = digest_create();
	char bytes[65536];
	int64_t left = copied->size;
	while (left > 0 && error == 0) {
		ssize_t length = read(fd, bytes, sizeof bytes);
		if (length < 0 && errno == EINTR)
			continue;
		*ours = length > 0;
		if (length <= 0) {
			error = length < 0 ? -errno : -EAGAIN; /* it became shorter: it is being written */
			break;
		}
		if (length > left)
			length = (ssize_t)left;
		digest_add(sum, bytes, (size_t)length);
		error = file_write_fd(out, bytes, (size_t)length);
		left -= length;
	}
	digest_end(sum, digest);
	if (error == 0 && fdatasync(out) < 0)
		error = -errno;
	close(out);
	char *path = store_path(store, digest);
	if (error == 0 && rename(incoming, path) < 0)
		error = -errno;
	if (error != 0)
		unlink(incoming);
	free(path);
	free(incoming);
	struct signature after;
	if (error == 0 && (scan_signature(fd, &after) != 0 || !signature_equal(copied, &after))) {
		*ours = false;
		error = -EAGAIN;
	}
	store->changed = true; /* so that the next save looks for what nobody refers to */
	return error;
}
