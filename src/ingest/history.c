#include "ingest/history.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "formats/history.h"
#include "model/changes.h"
#include "model/likeness.h"

/* What is over is kept for a while, since clocks and rehearsals may go back. */
enum { NEWS_LIMIT = 2000, KEPT_S = 7 * 86400 };

struct told {
	struct history *history;
	struct record record;
	size_t news_capacity;
	const struct news *before; /* told by the compile before */
	size_t before_count;
	bool seen;  /* in this compile */
	bool fresh; /* what people know was set by this compile */
	bool left;  /* there are too many */
	bool quiet;
};

struct history {
	char *path;
	struct arena *arena; /* of all records */
	struct told **programmes;
	size_t count, capacity;
	char saved[DIGEST_SIZE];
	bool rehearsal, clock_unset;
	int64_t now_utc_s, again_utc_s;
};

static struct told *add(struct history *history, const struct record *record)
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
		add(history, &records[i]);
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

static void again(struct history *history, int64_t utc_s)
{
	if (utc_s > history->now_utc_s && utc_s < history->again_utc_s)
		history->again_utc_s = utc_s;
}

/* Of what has a time; where nothing has, of all. */
static int64_t first_start_utc_s(const struct session *sessions, size_t count)
{
	int64_t first = INT64_MAX, first_timed = INT64_MAX;
	for (size_t i = 0; i < count; i++) {
		int64_t start_utc_s = sessions[i].start_utc_s;
		first = start_utc_s < first ? start_utc_s : first;
		first_timed = !sessions[i].all_day && start_utc_s < first_timed ? start_utc_s : first_timed;
	}
	return first_timed != INT64_MAX ? first_timed : first;
}

static int64_t last_end_utc_s(const struct session *sessions, size_t count)
{
	int64_t last = INT64_MIN;
	for (size_t i = 0; i < count; i++)
		last = sessions[i].end_utc_s > last ? sessions[i].end_utc_s : last;
	return last;
}

/* What the record is of: the path, and behind it the day. */
static const char *name_of(struct arena *arena, const struct history_programme *programme)
{
	return programme->day != NULL ? arena_format(arena, "%s@%s", programme->path, programme->day)
				      : arena_text(arena, programme->path);
}

static bool file_there(const struct store *store, const char *name)
{
	struct file *const *files;
	size_t count;
	for (files = store_files(store, &count); count > 0; files++, count--) {
		size_t length = strlen((*files)->path);
		if (strncmp((*files)->path, name, length) == 0 && (name[length] == '\0' || name[length] == '@'))
			return true;
	}
	return false;
}

/* Does the record tell of the same sessions, mostly? */
static bool same_sessions(const struct told *told, const struct history_programme *programme)
{
	struct arena *arena = arena_create();
	size_t same = 0;
	struct changes changes =
		changes_find(arena, (struct sessions){told->record.known, told->record.known_count},
			     (struct sessions){programme->sessions, programme->count}, told->history->now_utc_s);
	for (size_t i = 0; i < programme->count; i++)
		same += changes.present[i].known != CHANGE_UNKNOWN;
	arena_destroy(arena);
	return same * 2 > told->record.known_count;
}

/* The programme's record: by its name, else that of a file which is no more. */
static struct told *find(struct history *history, const struct store *store, const char *name,
			 const struct history_programme *programme)
{
	for (size_t i = 0; i < history->count; i++) {
		if (strcmp(history->programmes[i]->record.path, name) == 0)
			return history->programmes[i];
	}
	const char *day = programme->day != NULL ? programme->day : "";
	for (size_t i = 0; i < history->count; i++) {
		struct told *told = history->programmes[i];
		const char *at = strrchr(told->record.path, '@');
		bool same_day = programme->day == NULL || (at != NULL && strcmp(at + 1, day) == 0);
		if (!told->seen && same_day && !file_there(store, told->record.path) &&
		    same_sessions(told, programme)) {
			told->record.path = name;
			return told;
		}
	}
	return NULL;
}

/* From now on people know what is in the file. */
static void learn(struct told *told, const struct history_programme *programme)
{
	struct history *history = told->history;
	struct arena *arena = history->arena;
	struct session *known = arena_allocate(arena, programme->count + 1, sizeof *known);
	for (size_t i = 0; i < programme->count; i++) {
		const struct session *session = &programme->sessions[i];
		known[i] = (struct session){
			.id = arena_text(arena, session->id),
			.title = arena_text(arena, session->title),
			.room = arena_text(arena, session->room),
			.kind = session->kind,
			.start_utc_s = session->start_utc_s,
			.end_utc_s = session->end_utc_s,
			.all_day = session->all_day,
			.people = arena_allocate(arena, session->people_count + 1, sizeof *known->people),
			.people_count = session->people_count,
		};
		for (size_t p = 0; p < session->people_count; p++)
			known[i].people[p].name = arena_text(arena, session->people[p].name);
	}
	told->record.known = known;
	told->record.known_count = programme->count;
	told->record.fixed = history->now_utc_s >= first_start_utc_s(known, programme->count) - HISTORY_DOORS_S;
	told->fresh = true;
}

/* A clock that is set back to before the doors opened was wrong, now or then; if an edit was seen in between, now. */
static void fix(struct told *told)
{
	int64_t now = told->history->now_utc_s;
	int64_t doors = first_start_utc_s(told->record.known, told->record.known_count) - HISTORY_DOORS_S;
	if (now >= doors)
		told->record.fixed = true;
	else if (now >= told->record.edited_utc_s)
		told->record.fixed = false;
}

/* What was told of it; if `value`, no other than that. */
static const struct news *told_before(const struct told *told, const char *of, const char *value)
{
	for (size_t i = 0; i < told->before_count; i++) {
		const struct news *before = &told->before[i];
		if (strcmp(before->of, of) == 0 && (value == NULL || strcmp(before->value, value) == 0))
			return before;
	}
	return NULL;
}

static void note(struct told *told, const char *of, const char *value, int64_t since_utc_s)
{
	struct record *record = &told->record;
	record->news = arena_grow(told->history->arena, record->news, &told->news_capacity, record->news_count + 1,
				  sizeof *record->news);
	record->news[record->news_count++] = (struct news){of, value, since_utc_s};
}

static const char *digest_text(struct arena *arena, const char *text)
{
	char digest[DIGEST_SIZE];
	digest_of(text, strlen(text), digest);
	return arena_text(arena, digest);
}

/* May it be told, and since when? What was told already stays so while its author goes on editing. */
static bool tell(struct told *told, const char *of, const char *value, int64_t *since_utc_s)
{
	struct history *history = told->history;
	const struct news *before = told_before(told, of, NULL);
	bool same = before != NULL && strcmp(before->value, value) == 0;
	if (!same && !told->quiet)
		again(history, told->record.edited_utc_s + HISTORY_QUIET_S);
	if ((before == NULL && !told->quiet) || told->record.news_count == NEWS_LIMIT)
		return false;
	bool stays = same || (before != NULL && !told->quiet);
	*since_utc_s = stays ? before->since_utc_s : history->now_utc_s;
	note(told, of, stays ? before->value : value, *since_utc_s);
	return true;
}

/* What its author says himself of where it was stays. */
static void tell_present(struct told *told, const struct change *change, struct session *session, struct arena *into)
{
	struct arena *arena = told->history->arena;
	const struct session *known = change->known >= 0 ? &told->record.known[change->known] : NULL;
	const char *of = change->added ? arena_format(arena, "+%s",
						      session->id != NULL ? session->id
									  : likeness_fold(arena, session->title, false))
				       : arena_format(arena, "=%td", change->known);
	const char *value = digest_text(arena, arena_format(arena, "%" PRId64 "\n%s\n%s", session->start_utc_s,
							    change->room ? session->room : "",
							    change->title ? session->title : ""));
	if (!tell(told, of, value, &session->changed_utc_s))
		return;
	session->added = session->added || change->added;
	if (known == NULL)
		return;
	if (change->time && session->was_start_utc_s == 0)
		session->was_start_utc_s = known->start_utc_s;
	if (change->room && session->was_room == NULL)
		session->was_room = arena_text(into, known->room);
	if (change->title)
		session->was_title = arena_text(into, known->title);
}

/* Is another session there by now? */
static bool replaced(const struct history_programme *programme, const struct session *session)
{
	for (size_t i = 0; session->room != NULL && i < programme->count; i++) {
		const struct session *other = &programme->sessions[i];
		if (other->room != NULL && strcmp(other->room, session->room) == 0 && !other->cancelled &&
		    other->start_utc_s < session->end_utc_s && session->start_utc_s < other->end_utc_s)
			return true;
	}
	return false;
}

/* What is gone stays as people know it until that can be told, unless its place is taken: a session that vanished and
 * came back as a cancelled one would be asked about in between. */
static void tell_gone(struct told *told, const struct history_programme *programme, size_t index, struct arena *arena,
		      struct session *gone, size_t *gone_count)
{
	struct session session = told->record.known[index];
	const char *of = arena_format(told->history->arena, "=%zu", index);
	bool cancelled = tell(told, of, "", &session.changed_utc_s);
	if (!cancelled && (told->quiet || replaced(programme, &session)))
		return;
	again(told->history, session.end_utc_s);
	session.id = arena_text(arena, session.id != NULL ? session.id : session.title);
	session.title = arena_text(arena, session.title);
	session.room = arena_text(arena, session.room);
	session.cancelled = cancelled;
	struct person *people = arena_allocate(arena, session.people_count + 1, sizeof *people);
	for (size_t i = 0; i < session.people_count; i++)
		people[i].name = arena_text(arena, session.people[i].name);
	session.people = people;
	gone[(*gone_count)++] = session;
}

static void tell_all(struct told *told, const struct history_programme *programme, struct arena *arena,
		     struct session **gone, size_t *gone_count)
{
	struct history *history = told->history;
	struct changes changes =
		changes_find(arena, (struct sessions){told->record.known, told->record.known_count},
			     (struct sessions){programme->sessions, programme->count}, history->now_utc_s);
	if (changes.another && told->quiet) {
		learn(told, programme);
		return;
	}
	if (changes.another) { /* or an edit in the middle of being made */
		again(history, told->record.edited_utc_s + HISTORY_QUIET_S);
		for (size_t i = 0; i < told->before_count; i++) {
			if (told->before[i].of[0] != '!')
				note(told, told->before[i].of, told->before[i].value, told->before[i].since_utc_s);
		}
		return;
	}
	for (size_t i = 0; i < programme->count; i++) {
		const struct change *change = &changes.present[i];
		if (change->added || change->time || change->room || change->title)
			tell_present(told, change, &programme->sessions[i], arena);
	}
	*gone = arena_allocate(arena, told->record.known_count + 1, sizeof **gone);
	for (size_t i = 0; i < told->record.known_count; i++) {
		if (changes.gone[i])
			tell_gone(told, programme, i, arena, *gone, gone_count);
	}
}

static void see_edition(struct told *told, const char *edition)
{
	struct history *history = told->history;
	if (strcmp(told->record.edition, edition) != 0 || told->record.edited_utc_s > history->now_utc_s) {
		told->record.edition = arena_text(history->arena, edition);
		told->record.edited_utc_s = history->now_utc_s;
	}
	told->quiet = history->now_utc_s - told->record.edited_utc_s >= HISTORY_QUIET_S;
}

struct told *history_compare(struct history *history, const struct store *store,
			     const struct history_programme *programme, struct arena *arena, struct session **gone,
			     size_t *gone_count)
{
	*gone = NULL;
	*gone_count = 0;
	int64_t now = history->now_utc_s;
	const char *name = name_of(history->arena, programme);
	struct told *told = find(history, store, name, programme);
	int64_t over = last_end_utc_s(programme->sessions, programme->count);
	if (told != NULL) {
		int64_t known_over = last_end_utc_s(told->record.known, told->record.known_count);
		over = known_over > over ? known_over : over;
		told->seen = true;
	}
	if (programme->count == 0) /* an export gone wrong more likely than all of it cancelled */
		return NULL;
	if (told == NULL && now > over + KEPT_S)
		return NULL;
	bool first = told == NULL;
	if (first)
		told = add(history, &(struct record){.path = name, .edition = ""});
	bool edited = strcmp(told->record.edition, programme->edition) != 0;
	told->seen = true;
	told->fresh = false;
	told->before = told->record.news;
	told->before_count = told->record.news_count;
	told->record.news = NULL;
	told->record.news_count = told->news_capacity = 0;
	fix(told);
	see_edition(told, programme->edition);
	if (first || !told->record.fixed || (edited && now >= over))
		learn(told, programme);
	else
		tell_all(told, programme, arena, gone, gone_count);
	return told;
}

int64_t history_said(struct told *told, const char *of, const char *value)
{
	struct arena *arena = told->history->arena;
	of = arena_format(arena, "!%s", of);
	value = digest_text(arena, value);
	const struct news *before = told_before(told, of, value); /* several may have that name */
	int64_t since_utc_s = before != NULL ? before->since_utc_s : told->fresh ? 0 : told->history->now_utc_s;
	if (told->record.news_count < NEWS_LIMIT)
		note(told, of, value, since_utc_s);
	return since_utc_s;
}

/* What can be spared comes last: before that what is not there, what is over, what has not opened its doors. Of these
 * what is farthest from now, into the past and into the future. */
static int compare_need(const void *a, const void *b)
{
	const struct told *const pair[] = {*(struct told *const *)a, *(struct told *const *)b};
	int64_t now_utc_s = pair[0]->history->now_utc_s, need[2], far[2];
	for (int i = 0; i < 2; i++) {
		const struct record *record = &pair[i]->record;
		int64_t end_utc_s = last_end_utc_s(record->known, record->known_count);
		bool over = end_utc_s <= now_utc_s;
		need[i] = !pair[i]->seen * 4 + (over ? 2 : !record->fixed);
		far[i] = over ? ~end_utc_s : first_start_utc_s(record->known, record->known_count);
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
		left += told->seen && last_end_utc_s(told->record.known, told->record.known_count) > history->now_utc_s;
	}
	return left;
}

static bool forgotten(const struct history *history, const struct told *told)
{
	int64_t end_utc_s = last_end_utc_s(told->record.known, told->record.known_count);
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
