/* The language of a folder, before anything is compiled: what a text is in may tell how its bytes are meant. */
#include <string.h>

#include "base/file.h"
#include "ingest/names.h"
#include "ingest/store.h"

/* Of an event that people wrote themselves; NULL: there is none, or it says no language. */
static const char *said_by(const struct file *file)
{
	const struct source *source = file->versions_count > 0 ? &file->versions[0]->source : NULL;
	for (size_t i = 0; source != NULL && i < source->items_count; i++) {
		const struct source_item *item = &source->items[i];
		if (item->kind == SOURCE_EVENT && !item->refused && !item->implied && item->language != NULL)
			return item->language;
	}
	return NULL;
}

const char *store_language(const struct store *store, const char *path)
{
	size_t count, nearest = 0;
	struct file *const *files = store_files(store, &count);
	const char *language = "";
	for (size_t i = 0; i < count; i++) {
		const char *event = files[i]->path, *said = files[i]->kind == NAME_CONTENT ? said_by(files[i]) : NULL;
		size_t length = (size_t)(path_name(event) - event); /* of its folder, with the slash */
		if (said == NULL || strncmp(path, event, length) != 0 || (language[0] != '\0' && length <= nearest))
			continue;
		language = said;
		nearest = length;
	}
	return language;
}
