#include "ingest/store.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "ingest/store_index.h"

void version_destroy(struct version *version)
{
	if (version == NULL)
		return;
	free(version->bytes);
	if (version->source.arena != NULL)
		source_finish(&version->source);
	if (version->problems.arena != NULL)
		problems_finish(&version->problems);
	free(version);
}

void version_prepare(struct version *version)
{
	struct source *source = &version->source;
	version->shown = arena_allocate(source->arena, source->items_count + 1, sizeof *version->shown);
}

static void file_destroy(struct file *file)
{
	for (size_t i = 0; i < file->versions_count; i++)
		version_destroy(file->versions[i]);
	file_refuse(file, NULL);
	free(file->path);
	free(file);
}

/* What a program that was killed while it wrote has left. */
static void remove_leftovers(const char *folder)
{
	DIR *directory = opendir(folder);
	for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
		const char *name = entry->d_name;
		if (name[0] == '.' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			unlinkat(dirfd(directory), name, 0);
	}
	if (directory != NULL)
		closedir(directory);
}

struct store *store_open(const char *folder, int *error)
{
	char *sources = path_join(folder, "sources");
	*error = folder_make(sources, 0700);
	if (*error != 0) {
		free(sources);
		return NULL;
	}
	remove_leftovers(sources);
	free(sources);
	return store_look(folder);
}

struct store *store_look(const char *folder)
{
	struct store *store = memory_allocate(sizeof *store);
	store->folder = path_join(folder, "sources");
	store_index_read(store);
	return store;
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	for (size_t i = 0; i < store->count; i++)
		file_destroy(store->files[i]);
	free(store->files);
	free(store->folder);
	free(store);
}

struct file *const *store_files(const struct store *store, size_t *count)
{
	*count = store->count;
	return store->files;
}

/* Where the path is, or would be. */
static size_t place_of(const struct store *store, const char *path)
{
	size_t low = 0, high = store->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (name_compare(store->files[middle]->path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct file *store_find(const struct store *store, const char *path)
{
	size_t place = place_of(store, path);
	if (place < store->count && strcmp(store->files[place]->path, path) == 0)
		return store->files[place];
	return NULL;
}

static bool is_alike(const struct file *file, const char *path, enum name_kind kind)
{
	return file->kind == kind && strcasecmp(file->path, path) == 0;
}

const struct file *store_find_alike(const struct store *store, const char *path, enum name_kind kind)
{
	enum { NEAR = 64 }; /* that many editions of one name, in case and leading zeros, are enough */
	size_t place = place_of(store, path);
	if (place < store->count && strcmp(store->files[place]->path, path) == 0)
		return store->files[place]->kind == kind ? store->files[place] : NULL;
	size_t first = place > NEAR ? place - NEAR : 0;
	size_t end = store->count - place > NEAR ? place + NEAR : store->count;
	for (size_t i = first; i < end; i++) {
		if (is_alike(store->files[i], path, kind))
			return store->files[i];
	}
	bool plain = true; /* names that an accent makes another stand far from one another */
	for (const char *p = path; *p != '\0'; p++)
		plain = plain && (unsigned char)*p < 0x80;
	for (size_t i = 0; !plain && i < store->count; i++) {
		if (store->files[i]->kind == kind && name_alike(store->files[i]->path, path))
			return store->files[i];
	}
	return NULL;
}

struct file *store_need(struct store *store, const char *path, enum name_kind kind)
{
	size_t place = place_of(store, path);
	if (place < store->count && strcmp(store->files[place]->path, path) == 0)
		return store->files[place];
	struct file *file = memory_allocate(sizeof *file);
	file->path = text_copy(path);
	file->kind = kind;
	store->files = memory_grow(store->files, &store->capacity, store->count + 1, sizeof(struct file *));
	memmove(store->files + place + 1, store->files + place, (store->count - place) * sizeof(struct file *));
	store->files[place] = file;
	store->count++;
	return file;
}

void store_remove(struct store *store, const char *path)
{
	size_t place = place_of(store, path);
	if (place == store->count || strcmp(store->files[place]->path, path) != 0)
		return;
	if (store->files[place]->versions_count > 0)
		store->changed = true;
	file_destroy(store->files[place]);
	store->count--;
	memmove(store->files + place, store->files + place + 1, (store->count - place) * sizeof(struct file *));
}

bool store_has_room(const struct store *store, size_t more)
{
	size_t sum = more;
	for (size_t i = 0; i < store->count; i++) {
		const struct file *file = store->files[i];
		for (size_t v = 0; file->kind == NAME_CONTENT && v < file->versions_count; v++)
			sum += file->versions[v]->length;
	}
	return sum <= STORE_TEXT_LIMIT_BYTES;
}

/* Puts a version before the others; the oldest goes if there are too many. */
static void add_version(struct file *file, struct version *version)
{
	if (file->versions_count == STORE_VERSIONS_LIMIT)
		version_destroy(file->versions[--file->versions_count]);
	memmove(file->versions + 1, file->versions, file->versions_count * sizeof *file->versions);
	file->versions[0] = version;
	file->versions_count++;
}

void store_accept_text(struct store *store, struct file *file, const struct signature *signature, char *bytes,
		       size_t length, const struct source *source, const struct problems *problems)
{
	struct version *version = memory_allocate(sizeof *version);
	version->bytes = bytes;
	version->length = length;
	version->source = *source;
	version->problems = *problems;
	version_prepare(version);
	digest_of(bytes, length, version->digest);
	file_refuse(file, NULL);
	file->signature = *signature;
	store->changed = true;
	if (file->versions_count > 0 && strcmp(file->versions[0]->digest, version->digest) == 0)
		version_destroy(version);
	else
		add_version(file, version);
}

void store_accept_picture(struct store *store, struct file *file, const struct signature *signature, const char *digest)
{
	struct version *version = memory_allocate(sizeof *version);
	memcpy(version->digest, digest, DIGEST_SIZE);
	version->length = (size_t)signature->size;
	while (file->versions_count > 0)
		version_destroy(file->versions[--file->versions_count]);
	add_version(file, version);
	file_refuse(file, NULL);
	file->signature = *signature;
	store->changed = true;
}

void file_refuse(struct file *file, struct problems *problems)
{
	if (file->refused.arena != NULL)
		problems_finish(&file->refused);
	file->refused = problems != NULL ? *problems : (struct problems){0};
	file->no_room = false;
}

char *store_path(const struct store *store, const char *digest)
{
	return path_join(store->folder, digest);
}

int store_read(const struct store *store, const struct version *version, struct buffer *into)
{
	if (version->bytes != NULL) {
		buffer_add(into, version->bytes, version->length);
		return 0;
	}
	char *path = store_path(store, version->digest);
	int error = file_read(path, CONTENT_LIMIT_BYTES, into);
	free(path);
	return error;
}

void store_prune(struct store *store)
{
	for (size_t i = 0; i < store->count; i++) {
		struct file *file = store->files[i];
		size_t kept = file->versions_count > 0 ? 1 : 0;
		for (size_t v = 1; v < file->versions_count; v++) {
			if (file->versions[v]->used) {
				file->versions[kept++] = file->versions[v];
			} else {
				version_destroy(file->versions[v]);
				store->changed = true;
			}
		}
		file->versions_count = kept;
	}
}

bool store_mount_point(const struct store *store)
{
	return store->mount_point;
}

void store_set_mount_point(struct store *store, bool mount_point)
{
	store->changed = store->changed || store->mount_point != mount_point;
	store->mount_point = mount_point;
}

void store_set_key(struct store *store, const char *key)
{
	if (strcmp(store->key, key) == 0)
		return;
	snprintf(store->key, sizeof store->key, "%s", key);
	store->changed = true;
}

bool store_is_whole(const struct store *store, const char *key)
{
	return !store->damaged && strcmp(store->key, key) == 0;
}
