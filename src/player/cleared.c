#include "player/cleared.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

enum { CLEARED_LIMIT = 64 };

struct cleared {
	char *path;
	char digests[CLEARED_LIMIT][DIGEST_SIZE]; /* of slides */
	size_t count;
};

struct cleared *cleared_open(const char *state)
{
	struct cleared *cleared = memory_allocate(sizeof *cleared);
	struct buffer text;
	cleared->path = path_join(state, "cleared");
	buffer_init(&text);
	if (file_read(cleared->path, CLEARED_LIMIT * DIGEST_SIZE, &text) == 0) {
		const char *line = buffer_text(&text);
		while (strcspn(line, "\n") == DIGEST_SIZE - 1 && cleared->count < CLEARED_LIMIT) {
			memcpy(cleared->digests[cleared->count++], line, DIGEST_SIZE - 1);
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
	free(cleared->path);
	free(cleared);
}

static void save(const struct cleared *cleared)
{
	struct buffer text;
	buffer_init(&text);
	for (size_t i = 0; i < cleared->count; i++)
		buffer_add_format(&text, "%s\n", cleared->digests[i]);
	int error = file_write(cleared->path, buffer_text(&text), text.length);
	if (error != 0)
		log_warning("that an emergency was cleared is known until callboard ends: %s: %s", cleared->path,
			    strerror(-error));
	buffer_finish(&text);
}

static size_t find(const struct cleared *cleared, const struct slide *slide)
{
	size_t i = 0;
	while (i < cleared->count && strcmp(cleared->digests[i], slide->digest) != 0)
		i++;
	return i;
}

size_t cleared_add(struct cleared *cleared, const struct deck *deck)
{
	size_t before = cleared->count;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (slide->emergency && find(cleared, slide) == cleared->count && cleared->count < CLEARED_LIMIT &&
		    strlen(slide->digest) == DIGEST_SIZE - 1)
			memcpy(cleared->digests[cleared->count++], slide->digest, DIGEST_SIZE);
	}
	if (cleared->count > before)
		save(cleared);
	return cleared->count - before;
}

void cleared_leave_out(struct cleared *cleared, struct deck *deck)
{
	bool found[CLEARED_LIMIT + 1] = {false};
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
			memmove(cleared->digests[left++], cleared->digests[i], DIGEST_SIZE);
	if (left == cleared->count)
		return;
	cleared->count = left;
	save(cleared);
}
