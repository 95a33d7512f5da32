/* Two files whose names differ in capitals alone, or in how their accents are stored, are one file to Windows and to a
 * Mac: who looks from there finds one of them, edits it, and the wall shows the other one, too. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "ingest/compile_parts.h"

struct named {
	const struct file *file;
	char *key;
	size_t index; /* among the files */
};

static int compare_named(const void *a, const void *b)
{
	const struct named *first = a, *second = b;
	int order = strcmp(first->key, second->key);
	return order != 0 ? order : first->index < second->index ? -1 : first->index > second->index;
}

/* Copies that say the same are told of as such. */
static bool copies(const struct file *a, const struct file *b)
{
	return a->kind == NAME_CONTENT && b->kind == NAME_CONTENT && a->versions_count > 0 && b->versions_count > 0 &&
	       strcmp(a->versions[0]->digest, b->versions[0]->digest) == 0;
}

static void tell(const struct compilation *compilation, const struct file *file, const struct file *twin)
{
	struct problem problem = {
		.level = PROBLEM_WARNING,
		.path = file->path,
		.words = arena_format(compilation->deck->arena,
				      "there is also \"%s\", which to Windows and to a Mac is the same name",
				      path_name(twin->path)),
		.remedy = "delete one of the two, or give it another name",
	};
	problems_add(compilation->problems, &problem);
}

void compile_twins(struct compilation *compilation)
{
	size_t count, named_count = 0;
	struct file *const *files = store_files(compilation->store, &count);
	struct named *named = memory_allocate((count + 1) * sizeof *named);
	const struct file **twins = memory_allocate((count + 1) * sizeof(const struct file *));
	for (size_t i = 0; i < count; i++) {
		if (files[i]->gone_since_ms == 0)
			named[named_count++] = (struct named){files[i], name_key(files[i]->path), i};
	}
	if (named_count > 1)
		qsort(named, named_count, sizeof *named, compare_named);
	for (size_t i = 1; i < named_count; i++) {
		if (strcmp(named[i - 1].key, named[i].key) == 0 && !copies(named[i - 1].file, named[i].file))
			twins[named[i].index] = named[i - 1].file;
	}
	for (size_t i = 0; i < named_count; i++)
		free(named[i].key);
	for (size_t i = 0; i < count; i++) {
		if (twins[i] != NULL)
			tell(compilation, files[i], twins[i]);
	}
	free(twins);
	free(named);
}
