#include "ingest/decoder.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/child.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "ingest/disk.h"
#include "ingest/refusals.h"

/* Its memory, processor time and files are limited by itself (decode/sandbox.h). */
enum { DECODE_LIMIT_S = 90, ANSWER_LIMIT = 800 };

/* A child killed from outside (the kernel short of memory, a person) says nothing of the picture: it is tried again. */
enum { ATTEMPTS_LIMIT = 5, ATTEMPT_PAUSE_MS = 1000 };

struct request {
	char digest[DIGEST_SIZE];
	char *path;
	int attempts;
};

struct decoder {
	struct pictures *pictures;
	struct refusals *refusals;
	const char *state, *program;
	struct loop *loop;
	void (*done)(void *data, const char *digest, enum decoder_result result, const char *words);
	void *data;
	struct request *requests; /* the first is being decoded if `running` */
	size_t count, capacity;

	bool running, stale; /* stale: the box has changed meanwhile */
	bool lack_told;      /* that the kernel cannot limit it as it should */
	struct child child;
	int output_fd, answer_fd;
	struct buffer answer;
	struct watch *ended, *answered;
	struct timer *deadline, *next;
};

static void start_next(void *data);
static void out_of_time(void *data);

struct decoder *
decoder_create(struct pictures *pictures, const char *state, const char *program, struct loop *loop,
	       void (*done)(void *data, const char *digest, enum decoder_result result, const char *words), void *data)
{
	struct decoder *decoder = memory_allocate(sizeof *decoder);
	*decoder = (struct decoder){
		.pictures = pictures, .state = state, .program = program, .loop = loop, .done = done, .data = data};
	decoder->refusals = refusals_open(state, program);
	decoder->deadline = loop_timer(loop, out_of_time, decoder);
	decoder->next = loop_timer(loop, start_next, decoder);
	buffer_init(&decoder->answer);
	return decoder;
}

static void end_child(struct decoder *decoder)
{
	watch_destroy(decoder->ended);
	watch_destroy(decoder->answered);
	decoder->ended = decoder->answered = NULL;
	timer_unset(decoder->deadline);
	close(decoder->answer_fd);
	decoder->running = false;
}

static void drop_request(struct decoder *decoder, size_t index)
{
	free(decoder->requests[index].path);
	decoder->count--;
	memmove(decoder->requests + index, decoder->requests + index + 1,
		(decoder->count - index) * sizeof *decoder->requests);
}

void decoder_destroy(struct decoder *decoder)
{
	if (decoder == NULL)
		return;
	if (decoder->running) {
		child_kill(&decoder->child);
		end_child(decoder);
		close(decoder->output_fd);
	}
	while (decoder->count > 0)
		drop_request(decoder, decoder->count - 1);
	free(decoder->requests);
	refusals_close(decoder->refusals);
	timer_destroy(decoder->deadline);
	timer_destroy(decoder->next);
	buffer_finish(&decoder->answer);
	free(decoder);
}

void decoder_forget(struct decoder *decoder)
{
	decoder->stale = decoder->running;
	while (decoder->count > (decoder->running ? 1 : 0))
		drop_request(decoder, decoder->count - 1);
}

void decoder_retry(struct decoder *decoder)
{
	refusals_clear(decoder->refusals);
}

size_t decoder_waiting(const struct decoder *decoder)
{
	return decoder->count;
}

static void add_request(struct decoder *decoder, const char *digest, const char *path, int attempts)
{
	decoder->requests =
		memory_grow(decoder->requests, &decoder->capacity, decoder->count + 1, sizeof *decoder->requests);
	struct request *request = &decoder->requests[decoder->count++];
	snprintf(request->digest, sizeof request->digest, "%s", digest);
	request->path = text_copy(path);
	request->attempts = attempts;
}

void decoder_ask(struct decoder *decoder, const char *digest, const char *path)
{
	for (size_t i = decoder->running && decoder->stale ? 1 : 0; i < decoder->count; i++) {
		if (strcmp(decoder->requests[i].digest, digest) == 0)
			return;
	}
	add_request(decoder, digest, path, 0);
	if (decoder->count == 1)
		timer_set(decoder->next, loop_now_ms(decoder->loop));
}

/* Ends the first request and tells of it. */
static void finish(struct decoder *decoder, enum decoder_result result, const char *words)
{
	struct request request = decoder->requests[0];
	bool stale = decoder->stale;
	decoder->stale = false;
	decoder->requests[0].path = NULL;
	drop_request(decoder, 0);
	if (decoder->count > 0)
		timer_set(decoder->next, loop_now_ms(decoder->loop));
	if (!stale)
		decoder->done(decoder->data, request.digest, result, words);
	free(request.path);
}

/* The picture's fault: it is not tried again. */
static void refuse(struct decoder *decoder, const char *words)
{
	refusals_add(decoder->refusals, decoder->requests[0].digest, words);
	finish(decoder, DECODER_REFUSED, words);
}

/* Ours: it is tried again later. */
static void fail(struct decoder *decoder, const char *what, int error)
{
	char words[ANSWER_LIMIT];
	if (error == ENOSPC || error == EDQUOT || error == EROFS)
		disk_words(words, sizeof words, decoder->state, error, pictures_free_bytes(decoder->pictures),
			   pictures_needed_bytes(decoder->pictures));
	else
		snprintf(words, sizeof words, "%s: %s", what, strerror(error));
	finish(decoder, DECODER_FAILED, words);
}

/* Puts the first request behind the others, for another attempt in a while. */
static void try_again(struct decoder *decoder)
{
	struct request request = decoder->requests[0];
	if (decoder->stale || request.attempts + 1 == ATTEMPTS_LIMIT) {
		finish(decoder, DECODER_REFUSED,
		       "the picture's decoder was killed, time and again; this machine may be short of memory"
		       "\tsave it smaller, as JPEG");
		return;
	}
	add_request(decoder, request.digest, request.path, request.attempts + 1);
	drop_request(decoder, 0);
	timer_set(decoder->next, loop_now_ms(decoder->loop) + ATTEMPT_PAUSE_MS);
}

static void discard_output(struct decoder *decoder)
{
	close(decoder->output_fd);
	pictures_discard(decoder->pictures);
}

static void keep_output(struct decoder *decoder)
{
	int error = pictures_keep(decoder->pictures, decoder->output_fd, decoder->requests[0].digest);
	if (error == 0)
		close(decoder->output_fd);
	else
		discard_output(decoder);
	if (error == -EBADMSG)
		refuse(decoder, "the picture's decoder left no whole picture");
	else if (error != 0)
		fail(decoder, "a decoded picture cannot be kept", -error);
	else
		finish(decoder, DECODER_DECODED, NULL);
}

/* Takes what the child said. False at the end, or when there is nothing now, or more than it may say. */
static bool take_answer(struct decoder *decoder)
{
	char bytes[ANSWER_LIMIT];
	ssize_t length = read(decoder->answer_fd, bytes, sizeof bytes);
	if (length > 0)
		buffer_add(&decoder->answer, bytes, (size_t)length);
	return length > 0 && decoder->answer.length <= ANSWER_LIMIT;
}

static void answered(void *data, short revents)
{
	(void)revents;
	struct decoder *decoder = data;
	if (!take_answer(decoder)) { /* its end is told by the pidfd, or by the deadline */
		watch_destroy(decoder->answered);
		decoder->answered = NULL;
	}
}

/* The words after the first ones of a line of the answer, up to its end; NULL if no line begins so. */
static char *answer_words(struct decoder *decoder, const char *first)
{
	size_t length = strlen(first);
	for (const char *line = buffer_text(&decoder->answer); line != NULL;) {
		const char *end = strchr(line, '\n');
		if (strncmp(line, first, length) == 0) {
			char *words = text_copy_part(line + length, strcspn(line + length, "\n"));
			utf8_mend(words); /* a library's, or the picture's own */
			return words;
		}
		line = end != NULL ? end + 1 : NULL;
	}
	return NULL;
}

static void tell_lack(struct decoder *decoder)
{
	char *words = answer_words(decoder, "lacks ");
	if (words != NULL && !decoder->lack_told)
		log_warning("%s", words);
	decoder->lack_told = decoder->lack_told || words != NULL;
	free(words);
}

/* What a library said of a picture that was refused: for technicians. */
static void tell_detail(struct decoder *decoder, const char *refused)
{
	char *words = answer_words(decoder, "detail ");
	if (words != NULL && refused != NULL)
		log_info("%.*s; in technical terms: %s", (int)strcspn(refused, "\t"), refused, words);
	free(words);
}

/* It ended without an answer. */
static void judge_end(struct decoder *decoder, int status)
{
	switch (status) {
	case 126:
	case 127:
		finish(decoder, DECODER_FAILED, "callboard-decode cannot be run");
		return;
	case 256 + SIGKILL:
	case 256 + SIGTERM:
		try_again(decoder);
		return;
	case 256 + SIGXCPU:
		refuse(decoder,
		       "the picture takes too much of the processor's time to decode\tsave it smaller, as JPEG");
		return;
	case 256 + SIGSYS:
		refuse(decoder, "the picture made its decoder do what none may: it is damaged, or made to do harm\t"
				"delete it; do not open it on other computers");
		return;
	default:
		refuse(decoder, "the picture crashes its decoder: it is damaged\tsave it anew, as JPEG or PNG");
		return;
	}
}

static void child_ended(void *data, short revents)
{
	(void)revents;
	struct decoder *decoder = data;
	while (decoder->answered != NULL && take_answer(decoder)) /* what it said last may still be in the pipe */
		;
	int status = child_wait(&decoder->child);
	end_child(decoder);
	tell_lack(decoder);
	char *well = answer_words(decoder, "ok ");
	char *refused = answer_words(decoder, "refused ");
	char *failed = answer_words(decoder, "failed ");
	tell_detail(decoder, refused);
	bool answers = status == 0 && (well != NULL || refused != NULL || failed != NULL);
	if (!answers || well == NULL)
		discard_output(decoder);
	if (!answers)
		judge_end(decoder, status);
	else if (well != NULL)
		keep_output(decoder);
	else if (refused != NULL)
		refuse(decoder, refused);
	else if (!pictures_room(decoder->pictures, 0, 0))
		fail(decoder, failed, ENOSPC);
	else
		finish(decoder, DECODER_FAILED, failed);
	free(well);
	free(refused);
	free(failed);
}

static void out_of_time(void *data)
{
	struct decoder *decoder = data;
	char words[ANSWER_LIMIT];
	child_kill(&decoder->child);
	end_child(decoder);
	discard_output(decoder);
	snprintf(words, sizeof words, "the picture takes longer than %d s to decode\tsave it smaller, as JPEG",
		 DECODE_LIMIT_S);
	refuse(decoder, words);
}

static int start_child(struct decoder *decoder, int input_fd, int answer_fd)
{
	char width[16], height[16];
	int width_px, height_px;
	pictures_size(decoder->pictures, &width_px, &height_px);
	snprintf(width, sizeof width, "%d", width_px);
	snprintf(height, sizeof height, "%d", height_px);
	const char *arguments[] = {decoder->program, width, height, NULL};
	struct child_options options = {
		.arguments = arguments,
		.stdin_fd = input_fd,
		.stdout_fd = answer_fd,
		.extra_fd = decoder->output_fd,
	};
	return child_start(&decoder->child, &options);
}

/* Starts the child with its answer's pipe. 0 or an errno. */
static int launch(struct decoder *decoder, int input_fd)
{
	int answer[2];
	if (pipe2(answer, O_CLOEXEC) < 0)
		return errno;
	int error = -start_child(decoder, input_fd, answer[1]);
	close(answer[1]);
	if (error != 0) {
		close(answer[0]);
		return error;
	}
	fcntl(answer[0], F_SETFL, O_NONBLOCK); /* a child of the child could hold the other end for ever */
	decoder->answer_fd = answer[0];
	return 0;
}

static void start_next(void *data)
{
	struct decoder *decoder = data;
	if (decoder->running || decoder->count == 0)
		return;
	const char *known = refusals_find(decoder->refusals, decoder->requests[0].digest);
	if (known != NULL) {
		finish(decoder, DECODER_REFUSED, known);
		return;
	}
	int input_fd = open(decoder->requests[0].path, O_RDONLY | O_CLOEXEC);
	if (input_fd < 0 && errno == ENOENT) { /* nobody wants it any more, or somebody cleared it away */
		finish(decoder, DECODER_REFUSED, "callboard's copy of the picture is gone");
		return;
	}
	if (input_fd < 0) {
		fail(decoder, "a stored picture cannot be read", errno);
		return;
	}
	decoder->output_fd = pictures_incoming(decoder->pictures);
	if (decoder->output_fd < 0) {
		close(input_fd);
		fail(decoder, "the folder for pictures cannot be written", -decoder->output_fd);
		return;
	}
	int error = launch(decoder, input_fd);
	close(input_fd);
	if (error != 0) {
		discard_output(decoder);
		fail(decoder, "callboard-decode cannot be run", error);
		return;
	}
	decoder->running = true;
	buffer_clear(&decoder->answer);
	decoder->answered = loop_watch(decoder->loop, decoder->answer_fd, POLLIN, answered, decoder);
	decoder->ended = loop_watch(decoder->loop, decoder->child.pidfd, POLLIN, child_ended, decoder);
	timer_set(decoder->deadline, loop_now_ms(decoder->loop) + DECODE_LIMIT_S * 1000);
}
