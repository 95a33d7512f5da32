#include "ingest/fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct entry { /* a warning */
	const char *words;
	size_t index;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	int order = strcmp(left->words, right->words);
	return order != 0 ? order : left->index < right->index ? -1 : left->index > right->index;
}

/* Those with the same words; true if they are too many. */
static bool too_many(const struct entry *entries, size_t count, size_t first, size_t *end)
{
	for (*end = first + 1; *end < count && strcmp(entries[*end].words, entries[first].words) == 0;)
		++*end;
	return *end - first >= FOLD_FROM;
}

void fold(struct problems *problems)
{
	size_t count = 0, kept = 0, before = problems->count;
	struct entry *entries = memory_allocate((before + 1) * sizeof *entries);
	bool *left_out = memory_allocate((before + 1) * sizeof *left_out);
	for (size_t i = 0; i < before; i++)
		if (problems->list[i].level == PROBLEM_WARNING)
			entries[count++] = (struct entry){problems->list[i].words, i};
	if (count > 1)
		qsort(entries, count, sizeof *entries, compare_entries);
	for (size_t first = 0, end; first < count; first = end) {
		if (!too_many(entries, count, first, &end))
			continue;
		for (size_t i = first + FOLD_KEPT + 1; i < end; i++)
			left_out[entries[i].index] = true;
		/* The next one's place is the count's: there is room for it. */
		struct problem *counts = &problems->list[entries[first + FOLD_KEPT].index];
		*counts = (struct problem){
			.level = PROBLEM_WARNING,
			.path = ".",
			.words = arena_format(problems->arena, "the same as of \"%s\" is to be told %zu more times",
					      problems->list[entries[first].index].path, end - first - FOLD_KEPT),
			.remedy = "mend it everywhere in the same way"};
	}
	for (size_t i = 0; i < before; i++)
		if (!left_out[i])
			problems->list[kept++] = problems->list[i];
	problems->count = kept;
	free(left_out);
	free(entries);
}
