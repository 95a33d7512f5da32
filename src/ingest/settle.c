#include "ingest/settle.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"

/* How long a signature must stand. On a share that is two looks and the one between them; a text, which nothing in it
 * tells to be cut short, stands longer than JSON or a picture, which cannot be read then. Locally a file without events
 * came with its folder, and a writer still at it would be heard. */
enum { AGREE_NETWORK_MS = 900, AGREE_NETWORK_TEXT_MS = 1900, AGREE_LOCAL_MS = 400, OLD_MS = 2000 };

/* A writer that says nothing for so long, yet never closed (truncate(2), a lost event), is no writer. */
enum { OPEN_LIMIT_MS = 60000 };

struct record {
	char *path;
	enum name_kind kind;
	struct signature signature;
	int64_t since_ms; /* this signature was first seen then, or earlier; -1: not judged yet */
	bool whole;       /* judged so once, and still this signature */
	bool known;
};

struct settle {
	struct record *records; /* in natural order */
	size_t count;
};

struct settle *settle_create(void)
{
	return memory_allocate(sizeof(struct settle));
}

static void free_records(struct record *records, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(records[i].path);
	free(records);
}

void settle_destroy(struct settle *settle)
{
	if (settle == NULL)
		return;
	free_records(settle->records, settle->count);
	free(settle);
}

void settle_begin(struct settle *settle, const struct scan *scan)
{
	struct record *records = memory_allocate((scan->entries_count + 1) * sizeof *records);
	size_t old = 0;
	for (size_t i = 0; i < scan->entries_count; i++) {
		const struct entry *entry = &scan->entries[i];
		while (old < settle->count && name_compare(settle->records[old].path, entry->path) < 0)
			old++;
		struct record *record = &records[i];
		if (old < settle->count && strcmp(settle->records[old].path, entry->path) == 0 &&
		    signature_equal(&settle->records[old].signature, &entry->signature)) {
			*record = settle->records[old];
			settle->records[old].path = NULL;
			old++;
			continue;
		}
		*record = (struct record){.path = text_copy(entry->path),
					  .kind = entry->kind,
					  .signature = entry->signature,
					  .since_ms = -1};
	}
	free_records(settle->records, settle->count);
	settle->records = records;
	settle->count = scan->entries_count;
}

bool settle_is_known(const struct settle *settle, size_t index)
{
	return settle->records[index].known;
}

static bool tells_its_end(const struct record *record)
{
	size_t length = strlen(record->path);
	return record->kind == NAME_PICTURE || (length > 5 && strcasecmp(record->path + length - 5, ".json") == 0);
}

static int64_t agree_ms(const struct record *record, bool network)
{
	if (!network)
		return AGREE_LOCAL_MS;
	return tells_its_end(record) ? AGREE_NETWORK_MS : AGREE_NETWORK_TEXT_MS;
}

static bool is_whole(struct record *record, enum mark mark, const struct settle_when *when)
{
	bool seen_before = record->since_ms >= 0;
	if (!seen_before)
		record->since_ms = when->ended_ms;
	int64_t stood_ms = when->began_ms - record->since_ms;
	if (record->signature.size == 0)
		return false;
	if (when->everything || mark == MARK_CLOSED)
		return true;
	if (mark == MARK_OPEN)
		return stood_ms >= OPEN_LIMIT_MS;
	if (when->first && !when->network && when->real_utc_ms - record->signature.modified_ns / 1000000 > OLD_MS)
		return true;
	return record->whole || (seen_before && stood_ms >= agree_ms(record, when->network));
}

enum verdict settle_judge(struct settle *settle, size_t index, enum mark mark, const struct settle_when *when)
{
	struct record *record = &settle->records[index];
	if (record->known)
		return VERDICT_KNOWN;
	record->whole = is_whole(record, mark, when);
	return record->whole ? VERDICT_WHOLE : VERDICT_WAIT;
}

void settle_known(struct settle *settle, size_t index)
{
	settle->records[index].known = true;
}

void settle_forget(struct settle *settle)
{
	for (size_t i = 0; i < settle->count; i++)
		settle->records[i].known = false;
}
