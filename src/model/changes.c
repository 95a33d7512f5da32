#include "model/changes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "model/likeness.h"

enum { MANY = 6, DELAY_LIMIT_S = 3600, ALIKE_LIMIT_S = 12 * 3600, NEAREST_LIMIT = 64 };

struct folded { /* a session, as it is compared */
	const struct session *session;
	const char *id; /* "": none */
	const char *title, *room;
	const char **people; /* ascending */
	const char *names;   /* of all of them */
	const char *start;
	ptrdiff_t other; /* its match */
	const char *key; /* of the present pass */
};

struct matching {
	struct arena *arena;
	struct folded *known, *present;
	size_t known_count, present_count;
	struct folded **left, **right; /* room for the unmatched of a pass */
};

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void fold_people(struct arena *arena, struct folded *folded)
{
	const struct session *session = folded->session;
	folded->people = arena_allocate(arena, session->people_count + 1, sizeof *folded->people);
	size_t length = 1;
	for (size_t i = 0; i < session->people_count; i++) {
		folded->people[i] = likeness_fold(arena, session->people[i].name, true);
		length += strlen(folded->people[i]) + 1;
	}
	if (session->people_count > 1)
		qsort(folded->people, session->people_count, sizeof *folded->people, compare_texts);
	char *names = arena_allocate(arena, length, 1), *to = names;
	for (size_t i = 0; i < session->people_count; i++) {
		to = stpcpy(to, folded->people[i]);
		*to++ = ',';
	}
	folded->names = names;
}

static struct folded *fold_all(struct arena *arena, struct sessions sessions)
{
	struct folded *all = arena_allocate(arena, sessions.count + 1, sizeof *all);
	for (size_t i = 0; i < sessions.count; i++) {
		const struct session *session = &sessions.list[i];
		all[i] = (struct folded){.session = session, .id = session->id ? session->id : "", .other = -1};
		all[i].title = likeness_fold(arena, session->title, false);
		all[i].room = likeness_fold(arena, session->room, false);
		all[i].start = arena_format(arena, "%" PRId64, session->start_utc_s);
		fold_people(arena, &all[i]);
	}
	return all;
}

/* The parts that a pass goes by; a session that lacks one of them takes no part in it. */
enum { ID = 1, TITLE = 2, PEOPLE = 4, ROOM = 8, START = 16, ANY_ROOM = 32, ANY_PEOPLE = 64 };

static const char *key_of(struct arena *arena, const struct folded *folded, unsigned parts)
{
	if (((parts & ID) && !*folded->id) || ((parts & TITLE) && !*folded->title) ||
	    ((parts & PEOPLE) && !*folded->names) || ((parts & ROOM) && !*folded->room))
		return NULL;
	return arena_format(arena, "%s\n%s\n%s\n%s\n%s", parts & ID ? folded->id : "",
			    parts & TITLE ? folded->title : "", parts & (PEOPLE | ANY_PEOPLE) ? folded->names : "",
			    parts & (ROOM | ANY_ROOM) ? folded->room : "", parts & START ? folded->start : "");
}

static int compare_keys(const void *a, const void *b)
{
	const struct folded *const *left = a, *const *right = b;
	int order = strcmp((*left)->key, (*right)->key);
	if (order != 0)
		return order;
	int64_t start_left = (*left)->session->start_utc_s, start_right = (*right)->session->start_utc_s;
	if (start_left != start_right)
		return start_left < start_right ? -1 : 1;
	return *left < *right ? -1 : *left > *right;
}

static bool share_people(const struct folded *a, const struct folded *b)
{
	for (size_t i = 0, j = 0; i < a->session->people_count && j < b->session->people_count;) {
		int order = strcmp(a->people[i], b->people[j]);
		if (order == 0)
			return true;
		if (order < 0)
			i++;
		else
			j++;
	}
	return false;
}

static bool always(const struct folded *a, const struct folded *b)
{
	(void)a;
	(void)b;
	return true;
}

static bool resembles(const struct folded *a, const struct folded *b)
{
	return likeness_typo(a->title, b->title) || share_people(a, b);
}

static bool mistyped(const struct folded *a, const struct folded *b)
{
	return likeness_typo(a->title, b->title);
}

/* Nothing tells who or which it was, so in its place it is the same, renamed. */
static bool anonymous(const struct folded *a, const struct folded *b)
{
	return a->session->people_count == 0 && b->session->people_count == 0 && !*a->id && !*b->id &&
	       a->session->kind == b->session->kind;
}

static void match(struct matching *matching, struct folded *known, struct folded *present)
{
	known->other = present - matching->present;
	present->other = known - matching->known;
}

/* Those of one key: the nearest in time first; of very many of one name, in their order. */
static void match_group(struct matching *matching, struct folded **left, size_t left_count, struct folded **right,
			size_t right_count, bool (*accept)(const struct folded *a, const struct folded *b))
{
	if (left_count > NEAREST_LIMIT || right_count > NEAREST_LIMIT) {
		for (size_t i = 0; i < left_count && i < right_count; i++)
			if (accept(left[i], right[i]))
				match(matching, left[i], right[i]);
		return;
	}
	bool fits[NEAREST_LIMIT][NEAREST_LIMIT];
	for (size_t i = 0; i < left_count; i++)
		for (size_t j = 0; j < right_count; j++)
			fits[i][j] = accept(left[i], right[j]);
	for (bool found = true; found;) {
		struct folded *best_left = NULL, *best_right = NULL;
		int64_t best = INT64_MAX;
		for (size_t i = 0; i < left_count; i++) {
			for (size_t j = 0; left[i]->other < 0 && j < right_count; j++) {
				int64_t apart = llabs(left[i]->session->start_utc_s - right[j]->session->start_utc_s);
				if (right[j]->other >= 0 || apart >= best || !fits[i][j])
					continue;
				best = apart;
				best_left = left[i];
				best_right = right[j];
			}
		}
		found = best_left != NULL;
		if (found)
			match(matching, best_left, best_right);
	}
}

static size_t gather(struct arena *arena, struct folded *all, size_t count, unsigned parts, struct folded **into)
{
	size_t gathered = 0;
	for (size_t i = 0; i < count; i++) {
		if (all[i].other >= 0)
			continue;
		all[i].key = key_of(arena, &all[i], parts);
		if (all[i].key)
			into[gathered++] = &all[i];
	}
	if (gathered > 1)
		qsort(into, gathered, sizeof(struct folded *), compare_keys);
	return gathered;
}

static void match_pass(struct matching *matching, unsigned parts,
		       bool (*accept)(const struct folded *a, const struct folded *b))
{
	struct folded **left = matching->left, **right = matching->right;
	size_t left_count = gather(matching->arena, matching->known, matching->known_count, parts, left);
	size_t right_count = gather(matching->arena, matching->present, matching->present_count, parts, right);
	for (size_t i = 0, j = 0; i < left_count && j < right_count;) {
		int order = strcmp(left[i]->key, right[j]->key);
		if (order != 0) {
			i += order < 0;
			j += order > 0;
			continue;
		}
		size_t i_end = i, j_end = j;
		while (i_end < left_count && strcmp(left[i_end]->key, left[i]->key) == 0)
			i_end++;
		while (j_end < right_count && strcmp(right[j_end]->key, right[j]->key) == 0)
			j_end++;
		match_group(matching, left + i, i_end - i, right + j, j_end - j, accept);
		i = i_end;
		j = j_end;
	}
}

/* What did not change at all comes first, so that one of a series that was taken away does not shift the others. */
static void match_all(struct matching *matching)
{
	match_pass(matching, TITLE | START | ANY_PEOPLE | ANY_ROOM, always);
	match_pass(matching, ID, resembles);
	match_pass(matching, TITLE | PEOPLE | START, always);
	match_pass(matching, TITLE | PEOPLE | ROOM, always);
	match_pass(matching, TITLE | PEOPLE, always);
	match_pass(matching, TITLE | START, always);
	match_pass(matching, TITLE | ROOM, always);
	match_pass(matching, TITLE, always);
	match_pass(matching, ID | START, always);
	match_pass(matching, PEOPLE | ROOM | START, always);
	match_pass(matching, START | ANY_ROOM, mistyped);
	match_pass(matching, START | ANY_ROOM, anonymous);
}

static bool both_break(const struct folded *a, const struct folded *b)
{
	return a->session->kind == SESSION_BREAK || b->session->kind == SESSION_BREAK;
}

static struct change change_of(const struct matching *matching, const struct folded *present, int64_t now_utc_s)
{
	struct change change = {.known = CHANGE_UNKNOWN};
	const struct session *session = present->session;
	if (present->other < 0) {
		change.added = session->kind != SESSION_BREAK && session->end_utc_s > now_utc_s;
		return change;
	}
	const struct folded *known = &matching->known[present->other];
	change.known = present->other;
	if (both_break(known, present))
		return change;
	change.time = known->session->start_utc_s != session->start_utc_s;
	change.room = *known->room && *present->room && strcmp(known->room, present->room) != 0;
	change.title = !likeness_typo(known->title, present->title);
	return change;
}

/* Both moved by the same time, or from one room to the same other. */
static bool alike(const struct matching *matching, const struct folded *a, const struct folded *b)
{
	const struct folded *a_now = &matching->present[a->other], *b_now = &matching->present[b->other];
	int64_t shift_a = a_now->session->start_utc_s - a->session->start_utc_s;
	int64_t shift_b = b_now->session->start_utc_s - b->session->start_utc_s;
	return shift_a == shift_b && llabs(shift_a) < ALIKE_LIMIT_S &&
	       (shift_a != 0 || (strcmp(a->room, b->room) == 0 && strcmp(a_now->room, b_now->room) == 0));
}

static bool another(const struct matching *matching, const struct changes *changes, int64_t now_utc_s)
{
	size_t matched = 0, to_come = 0, changed = 0;
	const struct folded *first = NULL;
	bool one_cause = true;
	for (size_t i = 0; i < matching->known_count; i++) {
		const struct folded *known = &matching->known[i];
		matched += known->other >= 0;
		if (known->session->end_utc_s <= now_utc_s || known->session->kind == SESSION_BREAK)
			continue;
		to_come++;
		if (known->other < 0) {
			changed++;
			one_cause = false;
			continue;
		}
		const struct change *change = &changes->present[known->other];
		int64_t later_s = matching->present[known->other].session->start_utc_s - known->session->start_utc_s;
		if (!change->room && (!change->time || (later_s > 0 && later_s <= DELAY_LIMIT_S)))
			continue;
		changed++;
		one_cause = one_cause && (!first || alike(matching, first, known)) && llabs(later_s) < ALIKE_LIMIT_S;
		first = known;
	}
	return (matched == 0 && matching->known_count > 0) || (to_come >= MANY && changed * 2 > to_come && !one_cause);
}

struct changes changes_find(struct arena *arena, struct sessions known, struct sessions present, int64_t now_utc_s)
{
	struct arena *own = arena_create();
	struct matching matching = {
		.arena = own,
		.known = fold_all(own, known),
		.known_count = known.count,
		.present = fold_all(own, present),
		.present_count = present.count,
		.left = arena_allocate(own, known.count + 1, sizeof *matching.left),
		.right = arena_allocate(own, present.count + 1, sizeof *matching.right),
	};
	struct changes changes = {
		.present = arena_allocate(arena, present.count + 1, sizeof *changes.present),
		.gone = arena_allocate(arena, known.count + 1, sizeof *changes.gone),
	};
	match_all(&matching);
	for (size_t i = 0; i < present.count; i++)
		changes.present[i] = change_of(&matching, &matching.present[i], now_utc_s);
	for (size_t i = 0; i < known.count; i++)
		changes.gone[i] = matching.known[i].other < 0 && known.list[i].kind != SESSION_BREAK &&
				  known.list[i].end_utc_s > now_utc_s;
	changes.another = another(&matching, &changes, now_utc_s);
	arena_destroy(own);
	return changes;
}
