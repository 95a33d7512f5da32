#include "ingest/refusals.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"

enum { REFUSALS_LIMIT = 1000, WORDS_LIMIT = 400, FILE_LIMIT_BYTES = 1 << 20 };

struct refusal {
	char digest[DIGEST_SIZE];
	char *words;
};

struct refusals {
	char *path;
	char *program; /* the file's first line, which tells one decoder from another */
	struct refusal list[REFUSALS_LIMIT];
	size_t count; /* oldest first */
	bool begun;   /* the file is there, of this program, and new ones are added at its end */
};

/* A program is as new as its file. */
static char *head_of(const char *program)
{
	struct stat status = {0};
	if (stat(program, &status) != 0)
		status = (struct stat){0};
	return text_format("callboard-refused 1 %" PRId64 " %" PRId64 ".%09ld " CALLBOARD_VERSION,
			   (int64_t)status.st_size, (int64_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

static void append(struct refusals *refusals, const char *digest, const char *words)
{
	struct refusal *refusal = &refusals->list[refusals->count++];
	memcpy(refusal->digest, digest, DIGEST_SIZE);
	refusal->words = text_copy_part(words, strnlen(words, WORDS_LIMIT));
}

static void take_line(struct refusals *refusals, const char *line)
{
	char digest[DIGEST_SIZE];
	if (strspn(line, "0123456789abcdef") != DIGEST_SIZE - 1 || line[DIGEST_SIZE - 1] != ' ' ||
	    refusals->count == REFUSALS_LIMIT)
		return;
	memcpy(digest, line, DIGEST_SIZE - 1);
	digest[DIGEST_SIZE - 1] = '\0';
	if (refusals_find(refusals, digest) == NULL)
		append(refusals, digest, line + DIGEST_SIZE);
}

struct refusals *refusals_open(const char *state, const char *program)
{
	struct refusals *refusals = memory_allocate(sizeof *refusals);
	refusals->path = path_join(state, "refused");
	refusals->program = head_of(program);
	struct buffer text;
	buffer_init(&text);
	int error = file_read(refusals->path, FILE_LIMIT_BYTES, &text);
	char *lines = buffer_take(&text), *rest = lines;
	bool same = error == 0 && strcmp(strsep(&rest, "\n"), refusals->program) == 0;
	refusals->begun = same;
	while (same && rest != NULL)
		take_line(refusals, strsep(&rest, "\n"));
	free(lines);
	return refusals;
}

static void drop_all(struct refusals *refusals)
{
	while (refusals->count > 0)
		free(refusals->list[--refusals->count].words);
}

void refusals_close(struct refusals *refusals)
{
	if (refusals == NULL)
		return;
	drop_all(refusals);
	free(refusals->program);
	free(refusals->path);
	free(refusals);
}

const char *refusals_find(const struct refusals *refusals, const char *digest)
{
	for (size_t i = 0; i < refusals->count; i++) {
		if (strcmp(refusals->list[i].digest, digest) == 0)
			return refusals->list[i].words;
	}
	return NULL;
}

/* The older half makes room: one at a time would be a file of all the others each time. */
static void forget_half(struct refusals *refusals)
{
	size_t half = refusals->count / 2;
	for (size_t i = 0; i < half; i++)
		free(refusals->list[i].words);
	refusals->count -= half;
	memmove(refusals->list, refusals->list + half, refusals->count * sizeof *refusals->list);
	refusals->begun = false;
}

static bool add_at_end(const char *path, const char *line, size_t length)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	bool well = fd >= 0 && file_write_fd(fd, line, length) == 0;
	if (fd >= 0)
		close(fd);
	return well;
}

/* What cannot be kept is decoded, and refused, again after a restart. */
static void keep(struct refusals *refusals)
{
	struct buffer text;
	size_t from = refusals->begun ? refusals->count - 1 : 0;
	buffer_init(&text);
	if (!refusals->begun)
		buffer_add_format(&text, "%s\n", refusals->program);
	for (size_t i = from; i < refusals->count; i++)
		buffer_add_format(&text, "%s %s\n", refusals->list[i].digest, refusals->list[i].words);
	refusals->begun = refusals->begun ? add_at_end(refusals->path, text.bytes, text.length)
					  : file_write(refusals->path, text.bytes, text.length) == 0;
	buffer_finish(&text);
}

void refusals_add(struct refusals *refusals, const char *digest, const char *words)
{
	if (refusals_find(refusals, digest) != NULL)
		return;
	if (refusals->count == REFUSALS_LIMIT)
		forget_half(refusals);
	append(refusals, digest, words);
	keep(refusals);
}

void refusals_clear(struct refusals *refusals)
{
	drop_all(refusals);
	refusals->begun = false;
	unlink(refusals->path);
}
