/* Which items count: those of the newest version, and for each that is broken there (or waits for its picture) the one
 * that an older version had in its place. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "ingest/compile_parts.h"

static const char *title_of(const struct source_item *item)
{
	switch (item->kind) {
	case SOURCE_EVENT:
		return item->event.name;
	case SOURCE_AGENDA:
		return item->agenda.title;
	case SOURCE_ANNOUNCEMENT:
		return item->announcement.title;
	case SOURCE_PHOTOS:
		return item->photos.title;
	case SOURCE_OVERLAY:
		break;
	}
	return NULL;
}

const struct source_agenda *sessions_of(const struct source_item *item)
{
	return item->kind == SOURCE_AGENDA ? &item->agenda : item->kind == SOURCE_OVERLAY ? &item->overlay.added : NULL;
}

/* Two editions of one item, neither of them broken? */
static bool same_item(const struct source_item *a, const struct source_item *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->id != NULL || b->id != NULL)
		return text_equal(a->id, b->id);
	if (a->kind == SOURCE_AGENDA && date_compare(a->agenda.date, b->agenda.date) != 0)
		return false;
	const char *title_a = title_of(a), *title_b = title_of(b);
	if (title_a != NULL || title_b != NULL)
		return text_equal(title_a, title_b);
	return a->index == b->index;
}

static bool has(const struct version *version, const struct source_item *item)
{
	for (size_t i = 0; i < version->source.items_count; i++) {
		const struct source_item *other = &version->source.items[i];
		if (!other->refused && same_item(other, item))
			return true;
	}
	return false;
}

static bool is_chosen(const struct compilation *compilation, const struct source_item *item)
{
	for (size_t i = compilation->chosen_count; i > 0; i--) {
		if (compilation->chosen[i - 1].item == item)
			return true;
	}
	return false;
}

/* The one in `older` that stands in for `broken` of `newest`: not one that the newest still has in good order. Of the
 * others the one of its name, else (what is broken may have lost its name) that of its place, else the only one. */
static const struct source_item *stand_in(const struct compilation *compilation, const struct version *older,
					  const struct version *newest, const struct source_item *broken)
{
	const struct source_item *placed = NULL, *only = NULL;
	size_t candidates = 0, refused = 0;
	for (size_t i = 0; i < newest->source.items_count; i++) {
		if (newest->source.items[i].refused && newest->source.items[i].kind == broken->kind)
			refused++;
	}
	for (size_t i = 0; i < older->source.items_count; i++) {
		const struct source_item *item = &older->source.items[i];
		bool same = broken->refused ? broken->id != NULL && text_equal(item->id, broken->id)
					    : same_item(item, broken);
		if (item->refused || item->kind != broken->kind || is_chosen(compilation, item))
			continue;
		if (same)
			return item;
		if (has(newest, item))
			continue;
		candidates++;
		only = item;
		if (item->index == broken->index)
			placed = item;
	}
	return placed != NULL ? placed : candidates == 1 && refused == 1 ? only : NULL;
}

static void add_chosen(struct compilation *compilation, const struct file *file, struct version *version,
		       const struct source_item *item)
{
	version->used = true;
	version->shown[item - version->source.items] = true;
	compilation->chosen = arena_grow(compilation->deck->arena, compilation->chosen, &compilation->chosen_capacity,
					 compilation->chosen_count + 1, sizeof *compilation->chosen);
	compilation->chosen[compilation->chosen_count++] =
		(struct chosen){.file = file, .version = version, .item = item};
}

static void choose_of_file(struct compilation *compilation, const struct file *file)
{
	struct version *newest = file->versions[0];
	for (size_t v = 0; v < file->versions_count; v++)
		file->versions[v]->used = false;
	for (size_t i = 0; i < newest->source.items_count; i++) {
		const struct source_item *item = &newest->source.items[i];
		/* What was shown without its picture is not taken away again while that comes. */
		bool shown = newest->shown[i];
		newest->shown[i] = false;
		if (!item->refused && (shown || !item_pending(compilation, file, item))) {
			add_chosen(compilation, file, newest, item);
			continue;
		}
		const struct source_item *older = NULL;
		for (size_t v = 1; v < file->versions_count && older == NULL; v++) {
			older = stand_in(compilation, file->versions[v], newest, item);
			if (older != NULL)
				add_chosen(compilation, file, file->versions[v], older);
		}
	}
}

/* Do the two say the same to the last byte, in one folder: "agenda (1).json" of a second download? */
static bool same_content(const struct file *a, const struct file *b)
{
	size_t folder = (size_t)(path_name(a->path) - a->path);
	return b->kind == NAME_CONTENT && b->versions_count > 0 && a->versions[0]->length == b->versions[0]->length &&
	       strcmp(a->versions[0]->digest, b->versions[0]->digest) == 0 &&
	       (size_t)(path_name(b->path) - b->path) == folder && strncmp(a->path, b->path, folder) == 0;
}

/* The file of the same folder and content that counts in its place: copies have the longer names. */
static const struct file *original(struct file *const *files, size_t count, size_t index)
{
	const struct file *file = files[index], *best = file;
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(files[i]->path), least = strlen(best->path);
		bool before = length < least || (length == least && best == file && i < index);
		if (same_content(file, files[i]) && before)
			best = files[i];
	}
	return best == file ? NULL : best;
}

static void tell_of_copy(struct compilation *compilation, const struct file *file, const struct file *other)
{
	struct problem problem = {
		.level = PROBLEM_WARNING,
		.path = file->path,
		.words = arena_format(compilation->deck->arena,
				      "this file says the same as \"%s\", so it is shown once", path_name(other->path)),
		.remedy = "delete one of them",
	};
	problems_add(compilation->problems, &problem);
}

void choose_items(struct compilation *compilation)
{
	size_t count;
	struct file *const *files = store_files(compilation->store, &count);
	for (size_t i = 0; i < count; i++) {
		const struct file *file = files[i];
		if (file->kind != NAME_CONTENT || file->versions_count == 0)
			continue;
		/* Bytes that were not accepted at all say more than what was wrong before them. */
		const struct problems *told = &file->versions[0]->problems;
		for (size_t p = 0; file->refused.count == 0 && p < told->count; p++)
			problems_add(compilation->problems, &told->list[p]);
		const struct file *other = original(files, count, i);
		if (other != NULL) {
			tell_of_copy(compilation, file, other);
			for (size_t v = 0; v < file->versions_count; v++)
				file->versions[v]->used = false;
			continue;
		}
		choose_of_file(compilation, file);
	}
}
