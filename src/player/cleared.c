#include "player/cleared.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

/* More than a folder has slides; beyond it those that were cleared first are forgotten first. */
enum { CLEARED_LIMIT = 8192 };

struct entry {
	char digest[DIGEST_SIZE]; /* of a slide */
};

struct cleared {
	char *path;
	struct entry *list; /* in the order they were cleared */
	size_t count, capacity;
};

static void add(struct cleared *cleared, const char *digest)
{
	if (cleared->count == CLEARED_LIMIT)
		memmove(cleared->list, cleared->list + 1, --cleared->count * sizeof *cleared->list);
	cleared->list = memory_grow(cleared->list, &cleared->capacity, cleared->count + 1, sizeof *cleared->list);
	struct entry *entry = &cleared->list[cleared->count++];
	memcpy(entry->digest, digest, DIGEST_SIZE - 1);
	entry->digest[DIGEST_SIZE - 1] = '\0';
}

struct cleared *cleared_open(const char *state)
{
	struct cleared *cleared = memory_allocate(sizeof *cleared);
	struct buffer text;
	cleared->path = path_join(state, "cleared");
	buffer_init(&text);
	if (file_read(cleared->path, CLEARED_LIMIT * DIGEST_SIZE, &text) == 0) {
		const char *line = buffer_text(&text);
		while (strcspn(line, "\n") == DIGEST_SIZE - 1) {
			add(cleared, line);
			line += DIGEST_SIZE - 1;
			line += *line == '\n';
		}
	}
	buffer_finish(&text);
	return cleared;
}

void cleared_close(struct cleared *cleared)
{
	if (cleared == NULL)
		return;
	free(cleared->list);
	free(cleared->path);
	free(cleared);
}

static void save(const struct cleared *cleared)
{
	struct buffer text;
	buffer_init(&text);
	for (size_t i = 0; i < cleared->count; i++)
		buffer_add_format(&text, "%s\n", cleared->list[i].digest);
	int error = file_write(cleared->path, buffer_text(&text), text.length);
	if (error != 0)
		log_warning("that an emergency was cleared is known until callboard ends: %s: %s", cleared->path,
			    strerror(-error));
	buffer_finish(&text);
}

static size_t find(const struct cleared *cleared, const struct slide *slide)
{
	size_t i = 0;
	while (i < cleared->count && strcmp(cleared->list[i].digest, slide->digest) != 0)
		i++;
	return i;
}

size_t cleared_add(struct cleared *cleared, const struct deck *deck)
{
	size_t added = 0;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (!slide->emergency || find(cleared, slide) < cleared->count ||
		    strlen(slide->digest) != DIGEST_SIZE - 1)
			continue;
		add(cleared, slide->digest);
		added++;
	}
	if (added > 0)
		save(cleared);
	return added;
}

void cleared_leave_out(struct cleared *cleared, struct deck *deck)
{
	bool *found = memory_allocate((cleared->count + 1) * sizeof *found);
	size_t kept = 0, left = 0;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		size_t at = slide->emergency ? find(cleared, slide) : cleared->count;
		if (at < cleared->count)
			found[at] = true;
		else
			deck->slides[kept++] = *slide;
	}
	deck->slides_count = kept;
	for (size_t i = 0; i < cleared->count; i++)
		if (found[i])
			cleared->list[left++] = cleared->list[i];
	free(found);
	if (left == cleared->count)
		return;
	cleared->count = left;
	save(cleared);
}
