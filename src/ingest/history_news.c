/* What of a programme is news, and what people know of it from now on. */
#include <inttypes.h>
#include <string.h>

#include "ingest/history_parts.h"
#include "model/changes.h"
#include "model/likeness.h"

enum { NEWS_LIMIT = 2000 };

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
	told->record.fixed = history->now_utc_s >= sessions_start_utc_s(known, programme->count) - HISTORY_DOORS_S;
	told->fresh = true;
}

/* A clock that is set back to before the doors opened was wrong, now or then; if an edit was seen in between, now. */
static void fix(struct told *told)
{
	int64_t now = told->history->now_utc_s;
	int64_t doors = sessions_start_utc_s(told->record.known, told->record.known_count) - HISTORY_DOORS_S;
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
		history_again(history, told->record.edited_utc_s + HISTORY_QUIET_S);
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
	history_again(told->history, session.end_utc_s);
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
		history_again(history, told->record.edited_utc_s + HISTORY_QUIET_S);
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
	int64_t over = sessions_end_utc_s(programme->sessions, programme->count);
	if (told != NULL) {
		int64_t known_over = sessions_end_utc_s(told->record.known, told->record.known_count);
		over = known_over > over ? known_over : over;
		told->seen = true;
	}
	if (programme->count == 0) /* an export gone wrong more likely than all of it cancelled */
		return NULL;
	if (told == NULL && now > over + KEPT_S)
		return NULL;
	bool first = told == NULL;
	if (first)
		told = history_add(history, &(struct record){.path = name, .edition = ""});
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
