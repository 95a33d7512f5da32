#include "ingest/edition.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "formats/pixels.h"
#include "formats/settings.h"
#include "ingest/compile.h"
#include "ingest/publish.h"

struct edition {
	const char *state;
	char *key;
	int width_px, height_px;
};

struct edition *edition_create(const char *state)
{
	struct edition *edition = memory_allocate(sizeof *edition);
	publish_remove_leftovers(state);
	struct deck *deck = published_deck(state);
	edition->state = state;
	if (deck != NULL) {
		edition->key = text_copy(deck->key);
		edition->width_px = deck->width_px;
		edition->height_px = deck->height_px;
	}
	deck_destroy(deck);
	return edition;
}

void edition_destroy(struct edition *edition)
{
	if (edition == NULL)
		return;
	free(edition->key);
	free(edition);
}

const char *edition_key(const struct edition *edition)
{
	return edition->key;
}

void edition_size(const struct edition *edition, int *width_px, int *height_px)
{
	*width_px = edition->width_px;
	*height_px = edition->height_px;
}

bool edition_outshines(const struct edition *edition, const struct store *store)
{
	return edition->key != NULL && !store_is_whole(store, edition->key);
}

static enum picture_state picture_of(void *data, const struct file *file, struct arena *arena, struct picture *picture)
{
	const struct edition_inputs *inputs = data;
	if (file->versions_count > 0) {
		if (pictures_find(inputs->pictures, file->versions[0]->digest, arena, picture))
			return PICTURE_READY;
		return file->undecodable ? PICTURE_BROKEN : PICTURE_PENDING;
	}
	if (file->offered[0] != '\0')
		return PICTURE_PENDING;
	if (file->refused.count > 0)
		return PICTURE_BROKEN;
	return file->waiting && file->patient ? PICTURE_PENDING : PICTURE_ABSENT;
}

static const char *description_of(void *data, const struct file *file, struct arena *arena)
{
	const struct edition_inputs *inputs = data;
	return file->versions_count > 0 ? pictures_description(inputs->pictures, file->versions[0]->digest, arena)
					: NULL;
}

/* For telling which colours can be read; what is wrong with the file itself is the technician's, and the player's to
 * tell. */
static void theme_of(const char *name, struct theme *theme)
{
	enum { THEME_LIMIT_BYTES = 1 << 18 };
	char *folder = data_path("assets/themes");
	char *path = text_format("%s/%s.json", folder != NULL ? folder : "", name);
	struct problems unheard;
	struct buffer text;
	problems_init(&unheard);
	buffer_init(&text);
	if (folder != NULL && file_read(path, THEME_LIMIT_BYTES, &text) == 0)
		theme_read(theme, path, buffer_text(&text), text.length, &unheard);
	buffer_finish(&text);
	problems_finish(&unheard);
	free(path);
	free(folder);
}

/* What decoding found that its author should know, of the pictures that are in force. */
static void tell_notes(const struct edition_inputs *inputs, struct problems *problems)
{
	size_t count;
	struct file *const *files = store_files(inputs->store, &count);
	for (size_t i = 0; i < count; i++) {
		const struct file *file = files[i];
		if (file->kind != NAME_PICTURE || file->versions_count == 0)
			continue;
		unsigned notes = pictures_notes(inputs->pictures, file->versions[0]->digest);
		struct problem problem = {.level = PROBLEM_WARNING, .path = file->path};
		for (int n = 0; (problem.words = pixels_note_words(notes, n, &problem.remedy)) != NULL; n++)
			problems_add(problems, &problem);
		const char *kind = pixels_kind_unlike(notes, file->path);
		if (kind == NULL)
			continue;
		problem.words = arena_format(problems->arena, "this is a %s, though its name ends in %s", kind,
					     strrchr(file->path, '.'));
		problem.remedy = "give its name the right ending: other programs may not open it as it is";
		problems_add(problems, &problem);
	}
}

int edition_make(struct edition *edition, struct edition_inputs *inputs, struct problems *problems, bool *changed)
{
	struct compile_options options = {
		.now_utc_s = inputs->now_utc_s,
		.now_is_local = inputs->now_is_local,
		.clock_unset = inputs->clock_unset,
		.zone_name = inputs->zone_name,
		.picture = picture_of,
		.description = description_of,
		.theme = theme_of,
		.data = inputs,
		.history = inputs->history,
	};
	pictures_size(inputs->pictures, &options.width_px, &options.height_px);
	struct deck *deck = compile(inputs->store, &options, problems);
	tell_notes(inputs, problems);
	*changed = !text_equal(edition->key, deck->key);
	int error = *changed ? publish(edition->state, deck) : 0;
	if (error == 0 && *changed) {
		free(edition->key);
		edition->key = text_copy(deck->key);
		edition->width_px = deck->width_px;
		edition->height_px = deck->height_px;
	}
	*changed = *changed && error == 0;
	deck_destroy(deck);
	if (error != -EFBIG)
		return error;
	problems_add(problems, &(struct problem){.level = PROBLEM_REFUSED,
						 .path = ".",
						 .words = "all of this together is more than can be shown",
						 .remedy = "take away what is not for the screen"});
	return 0;
}

struct digests { /* of the store's pictures, sorted */
	const char **list;
	size_t count, capacity;
};

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_digest(struct digests *digests, const char *digest)
{
	digests->list = memory_grow(digests->list, &digests->capacity, digests->count + 1, sizeof *digests->list);
	digests->list[digests->count++] = digest;
}

static void find_digests(struct digests *digests, const struct store *store)
{
	size_t count;
	struct file *const *files = store_files(store, &count);
	for (size_t i = 0; i < count; i++) {
		const struct file *file = files[i];
		if (file->offered[0] != '\0')
			add_digest(digests, file->offered);
		if (file->kind == NAME_PICTURE && file->versions_count > 0)
			add_digest(digests, file->versions[0]->digest);
	}
	if (digests->count > 1)
		qsort(digests->list, digests->count, sizeof *digests->list, compare_texts);
}

static bool wanted(void *data, const char *digest)
{
	const struct digests *digests = data;
	return digests->count > 0 &&
	       bsearch(&digest, digests->list, digests->count, sizeof *digests->list, compare_texts) != NULL;
}

void edition_tidy(const struct edition *edition, const struct store *store, struct pictures *pictures)
{
	if (edition->key == NULL)
		return;
	publish_tidy(edition->state, edition->key);
	struct arena *arena = arena_create();
	size_t count;
	const char **names = published_pictures(edition->state, arena, &count);
	struct digests digests = {0};
	find_digests(&digests, store);
	pictures_sweep(pictures, names, count, wanted, &digests);
	free(digests.list);
	arena_destroy(arena);
}
