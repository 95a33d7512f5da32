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

static const char index_head[] = "callboard-sources 1";
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
		well = content_read(&version->source, path, buffer_text(&bytes), bytes.length, &version->problems);
		version->length = bytes.length;
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

static void read_line(struct store *store, const char *line)
{
	char digest[DIGEST_SIZE];
	struct signature signature;
	int at = 0;
	if (sscanf(line, "%32[0-9a-f] %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNu64 " %n", digest, &signature.size,
		   &signature.modified_ns, &signature.changed_ns, &signature.inode, &at) != 5 ||
	    at == 0 || line[at] == '\0')
		return;
	const char *path = line + at;
	enum name_kind kind = name_kind(path_name(path));
	struct version *version = kind == NAME_CONTENT   ? read_text(store, path, digest)
				  : kind == NAME_PICTURE ? read_picture(store, digest, signature.size)
							 : NULL;
	if (version == NULL)
		return;
	struct file *file = store_need(store, path, kind);
	if (file->versions_count == 0)
		file->signature = signature;
	if (file->versions_count == STORE_VERSIONS_LIMIT)
		version_destroy(version);
	else
		file->versions[file->versions_count++] = version;
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
	char *line = strsep(&rest, "\n");
	size_t head = strlen(index_head);
	if (error == 0 && strncmp(line, index_head, head) == 0) {
		store->mount_point = strcmp(line + head, " mount") == 0;
		while ((line = strsep(&rest, "\n")) != NULL)
			read_line(store, line);
	}
	free(lines);
}

static int save_text(struct store *store, struct version *version)
{
	if (version->bytes == NULL)
		return 0;
	char *path = store_path(store, version->digest);
	int error = file_write(path, version->bytes, version->length);
	free(path);
	if (error != 0)
		return error;
	free(version->bytes);
	version->bytes = NULL;
	return 0;
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
	buffer_add_format(&text, "%s%s\n", index_head, store->mount_point ? " mount" : "");
	int error = 0;
	for (size_t i = 0; i < store->count && error == 0; i++) {
		const struct file *file = store->files[i];
		const struct signature *signature = &file->signature;
		for (size_t v = 0; v < file->versions_count && error == 0; v++) {
			error = save_text(store, file->versions[v]);
			buffer_add_format(&text, "%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRIu64 " %s\n",
					  file->versions[v]->digest, signature->size, signature->modified_ns,
					  signature->changed_ns, signature->inode, file->path);
		}
	}
	char *path = path_join(store->folder, "index");
	if (error == 0)
		error = file_write(path, text.bytes, text.length);
	free(path);
	buffer_finish(&text);
	if (error != 0)
		return error;
	store->changed = false;
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
