#include "ingest/pictures.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/child.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "formats/pixels.h"

/* Measured, resident, of 48 megapixels: baseline JPEG 20 MB, progressive 160, PNG and WebP 161, TIFF 208. */
enum { DECODE_MEMORY_MB = 512, DECODE_CPU_S = 20, DECODE_LIMIT_MS = 30000, DECODE_FILES = 16, ANSWER_LIMIT = 400 };

struct request {
	char digest[DIGEST_SIZE];
	char *path;
};

struct pictures {
	char *folder;
	const char *program;
	struct loop *loop;
	void (*done)(void *data, const char *digest, enum picture_result result, const char *words);
	void *data;
	int width_px, height_px;
	struct request *requests; /* the first is being decoded if `running` */
	size_t count, capacity;

	bool running, stale; /* stale: the box has changed meanwhile */
	struct child child;
	int output_fd, answer_fd;
	struct buffer answer;
	struct watch *ended, *answered;
	struct timer *deadline, *next;
};

static void start_next(void *data);
static void out_of_time(void *data);

struct pictures *
pictures_create(const char *folder, const char *program, struct loop *loop,
		void (*done)(void *data, const char *digest, enum picture_result result, const char *words), void *data)
{
	struct pictures *pictures = memory_allocate(sizeof *pictures);
	*pictures = (struct pictures){.program = program, .loop = loop, .done = done, .data = data};
	pictures->folder = path_join(folder, "pictures");
	pictures->deadline = loop_timer(loop, out_of_time, pictures);
	pictures->next = loop_timer(loop, start_next, pictures);
	buffer_init(&pictures->answer);
	return pictures;
}

static void end_child(struct pictures *pictures)
{
	watch_destroy(pictures->ended);
	watch_destroy(pictures->answered);
	pictures->ended = pictures->answered = NULL;
	timer_unset(pictures->deadline);
	close(pictures->answer_fd);
	pictures->running = false;
}

static void drop_request(struct pictures *pictures, size_t index)
{
	free(pictures->requests[index].path);
	pictures->count--;
	memmove(pictures->requests + index, pictures->requests + index + 1,
		(pictures->count - index) * sizeof *pictures->requests);
}

void pictures_destroy(struct pictures *pictures)
{
	if (pictures == NULL)
		return;
	if (pictures->running) {
		child_kill(&pictures->child);
		end_child(pictures);
		close(pictures->output_fd);
	}
	while (pictures->count > 0)
		drop_request(pictures, pictures->count - 1);
	free(pictures->requests);
	timer_destroy(pictures->deadline);
	timer_destroy(pictures->next);
	buffer_finish(&pictures->answer);
	free(pictures->folder);
	free(pictures);
}

void pictures_set_size(struct pictures *pictures, int width_px, int height_px)
{
	if (pictures->width_px == width_px && pictures->height_px == height_px)
		return;
	pictures->width_px = width_px;
	pictures->height_px = height_px;
	pictures->stale = pictures->running;
	while (pictures->count > (pictures->running ? 1 : 0))
		drop_request(pictures, pictures->count - 1);
}

static char *file_of(const struct pictures *pictures, const char *name)
{
	return path_join(pictures->folder, name);
}

static char *name_of(const struct pictures *pictures, const char *digest)
{
	return text_format("%s-%dx%d", digest, pictures->width_px, pictures->height_px);
}

/* Reads a file's header; false if it is no whole picture of ours. The pixels themselves are not looked at. */
static bool read_header(const char *path, struct pixels_header *header)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	struct stat status;
	struct pixels_header expected;
	bool well = fstat(fd, &status) == 0 && read(fd, header, sizeof *header) == (ssize_t)sizeof *header;
	close(fd);
	if (!well || header->width_px < 1 || header->width_px > PIXELS_SIDE_LIMIT || header->height_px < 1 ||
	    header->height_px > PIXELS_SIDE_LIMIT || header->transparent > 1)
		return false;
	pixels_header_init(&expected, (int)header->width_px, (int)header->height_px, header->transparent);
	return memcmp(header, &expected, sizeof expected) == 0 &&
	       status.st_size == (off_t)(sizeof *header + (uint64_t)header->width_px * header->height_px * 4);
}

bool pictures_have(struct pictures *pictures, const char *digest)
{
	char *name = name_of(pictures, digest);
	char *path = file_of(pictures, name);
	struct pixels_header header;
	bool have = read_header(path, &header);
	free(path);
	free(name);
	return have;
}

static bool find_named(struct pictures *pictures, const char *name, struct arena *arena, struct picture *picture)
{
	char *path = file_of(pictures, name);
	struct pixels_header header;
	bool found = read_header(path, &header);
	free(path);
	if (found)
		*picture = (struct picture){.name = arena_text(arena, name),
					    .width_px = (int)header.width_px,
					    .height_px = (int)header.height_px,
					    .transparent = header.transparent};
	return found;
}

bool pictures_find(struct pictures *pictures, const char *digest, struct arena *arena, struct picture *picture)
{
	char *name = name_of(pictures, digest);
	bool found = find_named(pictures, name, arena, picture);
	free(name);
	DIR *directory = found ? NULL : opendir(pictures->folder);
	if (directory == NULL)
		return found;
	size_t length = strlen(digest);
	for (struct dirent *entry; !found && (entry = readdir(directory)) != NULL;) {
		if (strncmp(entry->d_name, digest, length) == 0 && entry->d_name[length] == '-')
			found = find_named(pictures, entry->d_name, arena, picture);
	}
	closedir(directory);
	return found;
}

bool pictures_idle(const struct pictures *pictures)
{
	return pictures->count == 0;
}

void pictures_ask(struct pictures *pictures, const char *digest, const char *path)
{
	for (size_t i = pictures->running && pictures->stale ? 1 : 0; i < pictures->count; i++) {
		if (strcmp(pictures->requests[i].digest, digest) == 0)
			return;
	}
	pictures->requests =
		memory_grow(pictures->requests, &pictures->capacity, pictures->count + 1, sizeof *pictures->requests);
	struct request *request = &pictures->requests[pictures->count++];
	snprintf(request->digest, sizeof request->digest, "%s", digest);
	request->path = text_copy(path);
	if (!pictures->running)
		timer_set(pictures->next, loop_now_ms(pictures->loop));
}

/* Ends the first request and tells of it. */
static void finish(struct pictures *pictures, enum picture_result result, const char *words)
{
	struct request request = pictures->requests[0];
	bool stale = pictures->stale;
	pictures->stale = false;
	pictures->requests[0].path = NULL;
	drop_request(pictures, 0);
	if (pictures->count > 0)
		timer_set(pictures->next, loop_now_ms(pictures->loop));
	if (!stale)
		pictures->done(pictures->data, request.digest, result, words);
	free(request.path);
}

static void fail(struct pictures *pictures, const char *what, int error)
{
	char words[ANSWER_LIMIT];
	snprintf(words, sizeof words, "%s: %s", what, strerror(error));
	finish(pictures, PICTURE_FAILED, words);
}

/* Puts the finished file where the player finds it. */
static void keep_output(struct pictures *pictures)
{
	char *temporary = file_of(pictures, ".decoding");
	char *name = name_of(pictures, pictures->requests[0].digest);
	char *path = file_of(pictures, name);
	struct pixels_header header;
	int error = fdatasync(pictures->output_fd) < 0 ? errno : 0;
	bool valid = error == 0 && read_header(temporary, &header);
	if (valid && rename(temporary, path) < 0)
		error = errno;
	close(pictures->output_fd);
	if (error != 0 || !valid)
		unlink(temporary);
	free(path);
	free(name);
	free(temporary);
	if (error != 0)
		fail(pictures, "a decoded picture cannot be kept", error);
	else if (!valid)
		finish(pictures, PICTURE_REFUSED, "the picture's decoder left no whole picture");
	else
		finish(pictures, PICTURE_DECODED, NULL);
}

static void discard_output(struct pictures *pictures)
{
	char *temporary = file_of(pictures, ".decoding");
	unlink(temporary);
	free(temporary);
	close(pictures->output_fd);
}

static void take_answer(void *data, short revents)
{
	(void)revents;
	struct pictures *pictures = data;
	char bytes[256];
	ssize_t length = read(pictures->answer_fd, bytes, sizeof bytes);
	if (length > 0 && pictures->answer.length + (size_t)length <= ANSWER_LIMIT) {
		buffer_add(&pictures->answer, bytes, (size_t)length);
	} else if (length == 0) {
		watch_destroy(pictures->answered);
		pictures->answered = NULL;
	}
}

/* The words after the answer's first, without the newline. */
static const char *answer_words(struct pictures *pictures, const char *first)
{
	char *text = pictures->answer.bytes;
	size_t length = strlen(first);
	if (text == NULL || strncmp(text, first, length) != 0)
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	return text + length;
}

static void child_ended(void *data, short revents)
{
	(void)revents;
	struct pictures *pictures = data;
	while (pictures->answered != NULL) /* what it said last may still be in the pipe, which it has closed */
		take_answer(pictures, POLLIN);
	int status = child_wait(&pictures->child);
	end_child(pictures);
	if (status == 0 && answer_words(pictures, "ok ") != NULL) {
		keep_output(pictures);
		return;
	}
	discard_output(pictures);
	const char *refused = answer_words(pictures, "refused ");
	const char *failed = answer_words(pictures, "failed ");
	if (refused != NULL)
		finish(pictures, PICTURE_REFUSED, refused);
	else if (failed != NULL)
		finish(pictures, PICTURE_FAILED, failed);
	else if (status == 256 + SIGXCPU)
		finish(pictures, PICTURE_REFUSED, "the picture takes too long to decode");
	else if (status == 126 || status == 127)
		finish(pictures, PICTURE_FAILED, "callboard-decode cannot be run");
	else
		finish(pictures, PICTURE_REFUSED, "the picture is damaged: its decoder broke off");
}

static void out_of_time(void *data)
{
	struct pictures *pictures = data;
	child_kill(&pictures->child);
	end_child(pictures);
	discard_output(pictures);
	finish(pictures, PICTURE_REFUSED, "the picture takes too long to decode");
}

static uint64_t memory_limit(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return 0; /* the sanitizer's shadow alone is terabytes of address space */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
	return 0;
#endif
#endif
	return (uint64_t)DECODE_MEMORY_MB << 20;
}

static int start_child(struct pictures *pictures, int input_fd, int answer_fd)
{
	char width[16], height[16];
	snprintf(width, sizeof width, "%d", pictures->width_px);
	snprintf(height, sizeof height, "%d", pictures->height_px);
	const char *arguments[] = {pictures->program, width, height, NULL};
	struct child_options options = {
		.arguments = arguments,
		.stdin_fd = input_fd,
		.stdout_fd = answer_fd,
		.extra_fd = pictures->output_fd,
		.limits = {.memory_bytes = memory_limit(),
			   .cpu_s = DECODE_CPU_S,
			   /* the target may be covered twice over */
			   .file_bytes = (uint64_t)pictures->width_px * (unsigned)pictures->height_px * 8 + 65536,
			   .files = DECODE_FILES},
	};
	return child_start(&pictures->child, &options);
}

static void start_next(void *data)
{
	struct pictures *pictures = data;
	if (pictures->running || pictures->count == 0)
		return;
	int error = folder_make(pictures->folder, 0700);
	if (error != 0) {
		fail(pictures, "the folder for pictures cannot be made", -error);
		return;
	}
	int input_fd = open(pictures->requests[0].path, O_RDONLY | O_CLOEXEC);
	if (input_fd < 0) {
		fail(pictures, "a stored picture cannot be read", errno);
		return;
	}
	char *temporary = file_of(pictures, ".decoding");
	unlink(temporary);
	pictures->output_fd = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	error = errno;
	free(temporary);
	if (pictures->output_fd < 0) {
		close(input_fd);
		fail(pictures, "the folder for pictures cannot be written", error);
		return;
	}
	int answer[2];
	if (pipe2(answer, O_CLOEXEC) < 0) {
		error = errno;
	} else {
		error = -start_child(pictures, input_fd, answer[1]);
		close(answer[1]);
		if (error != 0)
			close(answer[0]);
	}
	close(input_fd);
	if (error != 0) {
		discard_output(pictures);
		fail(pictures, "callboard-decode cannot be run", error);
		return;
	}
	pictures->running = true;
	pictures->answer_fd = answer[0];
	buffer_clear(&pictures->answer);
	pictures->answered = loop_watch(pictures->loop, answer[0], POLLIN, take_answer, pictures);
	pictures->ended = loop_watch(pictures->loop, pictures->child.pidfd, POLLIN, child_ended, pictures);
	timer_set(pictures->deadline, loop_now_ms(pictures->loop) + DECODE_LIMIT_MS);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Is it content's that is wanted, decoded for the present box? */
static bool is_wanted(const struct pictures *pictures, const char *name, bool (*wanted)(void *data, const char *digest),
		      void *data)
{
	char digest[DIGEST_SIZE] = "";
	if (sscanf(name, "%32[0-9a-f]", digest) != 1)
		return false;
	char *right = name_of(pictures, digest);
	bool present = strcmp(right, name) == 0;
	free(right);
	return present && wanted(data, digest);
}

void pictures_sweep(struct pictures *pictures, const char *const *names, size_t count,
		    bool (*wanted)(void *data, const char *digest), void *data)
{
	DIR *directory = opendir(pictures->folder);
	if (directory == NULL)
		return;
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		const char *name = entry->d_name;
		bool named = count > 0 && bsearch(&name, names, count, sizeof *names, compare_texts) != NULL;
		if (name[0] != '.' && !named && !is_wanted(pictures, name, wanted, data))
			unlinkat(dirfd(directory), name, 0);
	}
	closedir(directory);
}
