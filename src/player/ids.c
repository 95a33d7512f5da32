#include "player/ids.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void ids_init(struct ids *ids, size_t count)
{
	ids->list = memory_allocate((count > 0 ? count : 1) * sizeof *ids->list);
	ids->count = count;
}

void ids_finish(struct ids *ids)
{
	free(ids->list);
	*ids = (struct ids){0};
}

static int compare(const void *a, const void *b)
{
	const struct id *one = a, *other = b;
	return strcmp(one->text, other->text);
}

void ids_sort(struct ids *ids)
{
	qsort(ids->list, ids->count, sizeof *ids->list, compare);
}

size_t ids_find(const struct ids *ids, const char *text)
{
	struct id wanted = {.text = text};
	const struct id *found = bsearch(&wanted, ids->list, ids->count, sizeof *ids->list, compare);
	return found != NULL ? found->place : SIZE_MAX;
}
