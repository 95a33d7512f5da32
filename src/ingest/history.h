/* What people know of each programme, kept in STATE/history.json, and so what is news of it.
 *
 * A programme is what the agendas of one file say together. Until an hour before its first session what people know
 * follows every edit; from then on ("the doors are open") it is fixed, and what differs from it is news. News is told
 * after two minutes without another edit of the file, and for as long as it differs: an edit that is taken back takes
 * its news with it. A session that is gone stays until it is told. A whole other programme becomes what people know
 * without a word, as does one that is over. A file that takes another name keeps its history. */
#ifndef INGEST_HISTORY_H
#define INGEST_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ingest/store.h"
#include "model/agenda.h"

enum {
	HISTORY_QUIET_S = 120,
	HISTORY_DOORS_S = 3600,
	HISTORY_PROGRAMMES = 64, /* so many are kept, those that are on first */
};

struct history;
struct told; /* a programme, during one compile */

/* What STATE/history.json has; nothing if it is not there, broken or another version's. In a rehearsal it is never
 * written: a look at another day must not announce anything, nor swallow it. */
struct history *history_open(const char *state, bool rehearsal);
void history_close(struct history *history);

struct history_programme {
	const char *path;    /* of its file */
	const char *day;     /* NULL, or "2018-10-22": each day of it is a programme of its own, and this is that one */
	const char *edition; /* the digest of the file's bytes */
	struct session *sessions; /* at the programme's times, without delays; an id is NULL if nobody gave one */
	size_t count;
};

/* A compile begins. With a clock that is not set it stays the last moment that the history knows: what was told stays
 * told, nothing else is, and nothing is kept. */
void history_begin(struct history *history, int64_t now_utc_s, bool clock_unset);

/* Marks the sessions that are news, and gives those that are gone (in the arena): cancelled, or as they were while that
 * cannot be told yet. NULL if there is nothing to remember. */
struct told *history_compare(struct history *history, const struct store *store,
			     const struct history_programme *programme, struct arena *arena, struct session **gone,
			     size_t *gone_count);

/* When all programmes were compared: leaves out what is too much. How many of those that are there and not over have no
 * history then, so that no news of them is told. */
size_t history_trim(struct history *history);

/* Since when something that its author says himself (a session cancelled, a delay) is so: `of` names it, `value` says
 * it. It is told at once. 0: people know it. */
int64_t history_said(struct told *told, const char *of, const char *value);

/* In how many seconds compiling again would tell something else; INT64_MAX: never. */
int64_t history_again_s(const struct history *history);

/* Ends a compile: keeps what it found, and writes it if it is new. 0 or a negative errno; then it is tried again. */
int history_save(struct history *history);

#endif
