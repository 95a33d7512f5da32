#include "ingest/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "formats/history.h"
#include "ingest/history_parts.h"

struct told *history_add(struct history *history, const struct record *record)
{
	struct told *told = memory_allocate(sizeof *told);
	*told = (struct told){.history = history, .record = *record};
	history->programmes =
		memory_grow(history->programmes, &history->capacity, history->count + 1, sizeof(struct told *));
	history->programmes[history->count++] = told;
	return told;
}

static void clear(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->programmes[i]);
	history->count = 0;
	arena_destroy(history->arena);
	history->arena = arena_create();
}

static void read_text(struct history *history, const struct buffer *text)
{
	size_t count;
	clear(history);
	const struct record *records = history_read(history->arena, buffer_text(text), text->length, &count);
	for (size_t i = 0; i < count; i++)
		history_add(history, &records[i]);
}

static void read_saved(struct history *history)
{
	struct buffer text;
	buffer_init(&text);
	if (file_read(history->path, HISTORY_LIMIT_BYTES, &text) != 0)
		buffer_clear(&text);
	digest_of(buffer_text(&text), text.length, history->saved);
	read_text(history, &text);
	buffer_finish(&text);
}

struct history *history_open(const char *state, bool rehearsal)
{
	struct history *history = memory_allocate(sizeof *history);
	history->path = path_join(state, "history.json");
	history->rehearsal = rehearsal;
	history->again_utc_s = INT64_MAX;
	read_saved(history);
	return history;
}

void history_close(struct history *history)
{
	if (history == NULL)
		return;
	clear(history);
	arena_destroy(history->arena);
	free(history->programmes);
	free(history->path);
	free(history);
}

/* The last moment of which anything is kept; otherwise_utc_s if nothing is. */
static int64_t last_utc_s(const struct history *history, int64_t otherwise_utc_s)
{
	int64_t last = INT64_MIN;
	for (size_t i = 0; i < history->count; i++) {
		const struct record *record = &history->programmes[i]->record;
		last = record->edited_utc_s > last ? record->edited_utc_s : last;
		for (size_t n = 0; n < record->news_count; n++)
			last = record->news[n].since_utc_s > last ? record->news[n].since_utc_s : last;
	}
	return last != INT64_MIN ? last : otherwise_utc_s;
}

void history_begin(struct history *history, int64_t now_utc_s, bool clock_unset)
{
	history->clock_unset = clock_unset;
	history->now_utc_s = clock_unset ? last_utc_s(history, now_utc_s) : now_utc_s;
	history->again_utc_s = INT64_MAX;
	for (size_t i = 0; i < history->count; i++)
		history->programmes[i]->seen = false;
}

int64_t history_again_s(const struct history *history)
{
	bool never = history->again_utc_s == INT64_MAX || history->clock_unset;
	return never ? INT64_MAX : history->again_utc_s - history->now_utc_s;
}

void history_again(struct history *history, int64_t utc_s)
{
	if (utc_s > history->now_utc_s && utc_s < history->again_utc_s)
		history->again_utc_s = utc_s;
}

/* Of what has a time; where nothing has, of all. */
int64_t sessions_start_utc_s(const struct session *sessions, size_t count)
{
	int64_t first = INT64_MAX, first_timed = INT64_MAX;
	for (size_t i = 0; i < count; i++) {
		int64_t start_utc_s = sessions[i].start_utc_s;
		first = start_utc_s < first ? start_utc_s : first;
		first_timed = !sessions[i].all_day && start_utc_s < first_timed ? start_utc_s : first_timed;
	}
	return first_timed != INT64_MAX ? first_timed : first;
}

int64_t sessions_end_utc_s(const struct session *sessions, size_t count)
{
	int64_t last = INT64_MIN;
	for (size_t i = 0; i < count; i++)
		last = sessions[i].end_utc_s > last ? sessions[i].end_utc_s : last;
	return last;
}

/* What can be spared comes last: before that what is not there, what is over, what has not opened its doors. Of these
 * what is farthest from now, into the past and into the future. */
static int compare_need(const void *a, const void *b)
{
	const struct told *const pair[] = {*(struct told *const *)a, *(struct told *const *)b};
	int64_t now_utc_s = pair[0]->history->now_utc_s, need[2], far[2];
	for (int i = 0; i < 2; i++) {
		const struct record *record = &pair[i]->record;
		int64_t end_utc_s = sessions_end_utc_s(record->known, record->known_count);
		bool over = end_utc_s <= now_utc_s;
		need[i] = !pair[i]->seen * 4 + (over ? 2 : !record->fixed);
		far[i] = over ? ~end_utc_s : sessions_start_utc_s(record->known, record->known_count);
	}
	if (need[0] != need[1])
		return need[0] < need[1] ? -1 : 1;
	if (far[0] != far[1])
		return far[0] < far[1] ? -1 : 1;
	return strcmp(pair[0]->record.path, pair[1]->record.path);
}

size_t history_trim(struct history *history)
{
	size_t left = 0;
	if (history->count <= HISTORY_PROGRAMMES)
		return 0;
	qsort(history->programmes, history->count, sizeof(struct told *), compare_need);
	for (size_t i = HISTORY_PROGRAMMES; i < history->count; i++) {
		struct told *told = history->programmes[i];
		told->left = true;
		left += told->seen &&
			sessions_end_utc_s(told->record.known, told->record.known_count) > history->now_utc_s;
	}
	return left;
}

static bool forgotten(const struct history *history, const struct told *told)
{
	int64_t end_utc_s = sessions_end_utc_s(told->record.known, told->record.known_count);
	return told->left || history->now_utc_s > end_utc_s + KEPT_S;
}

int history_save(struct history *history)
{
	if (history->clock_unset) { /* and what this compile thought is forgotten */
		read_saved(history);
		return 0;
	}
	struct record *records = memory_allocate((history->count + 1) * sizeof *records);
	size_t count = 0;
	struct buffer text;
	char digest[DIGEST_SIZE];
	int error = 0;
	buffer_init(&text);
	for (size_t i = 0; i < history->count; i++) {
		if (!forgotten(history, history->programmes[i]))
			records[count++] = history->programmes[i]->record;
	}
	history_write(records, count, &text);
	free(records);
	digest_of(buffer_text(&text), text.length, digest);
	if (!history->rehearsal && strcmp(digest, history->saved) != 0 && text.length <= HISTORY_LIMIT_BYTES)
		error = file_write(history->path, text.bytes, text.length);
	if (error == 0)
		memcpy(history->saved, digest, DIGEST_SIZE);
	read_text(history, &text); /* what this compile left behind is freed */
	buffer_finish(&text);
	return error;
}
