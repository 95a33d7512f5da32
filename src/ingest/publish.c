#include "ingest/publish.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "formats/deck.h"

static bool key_valid(const char *key)
{
	return strlen(key) == DIGEST_SIZE - 1 && strspn(key, "0123456789abcdef") == DIGEST_SIZE - 1;
}

/* The text of `current`; NULL if there is none. free() it. */
static char *current_key(const char *state)
{
	char *path = path_join(state, "current");
	struct buffer text;
	buffer_init(&text);
	int error = file_read(path, 256, &text);
	free(path);
	char *key = buffer_take(&text);
	key[strcspn(key, "\n")] = '\0';
	if (error == 0 && key_valid(key))
		return key;
	free(key);
	return NULL;
}

static struct deck *set_deck(const char *state, const char *key)
{
	char *path = text_format("%s/sets/%s/deck.json", state, key);
	struct buffer text;
	buffer_init(&text);
	const char *reason;
	struct deck *deck = NULL;
	if (file_read(path, DECK_LIMIT_BYTES, &text) == 0)
		deck = deck_read(buffer_text(&text), text.length, &reason);
	buffer_finish(&text);
	free(path);
	if (deck != NULL && strcmp(deck->key, key) != 0) {
		deck_destroy(deck);
		deck = NULL;
	}
	return deck;
}

struct deck *published_deck(const char *state)
{
	char *key = current_key(state);
	struct deck *deck = key != NULL ? set_deck(state, key) : NULL;
	free(key);
	return deck;
}

static void remove_sets(const char *state, const char *key, const char *before)
{
	char *sets = path_join(state, "sets");
	DIR *directory = opendir(sets);
	for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
		    strcmp(entry->d_name, key) == 0 || (before != NULL && strcmp(entry->d_name, before) == 0))
			continue;
		char *path = path_join(sets, entry->d_name);
		folder_remove(path);
		free(path);
	}
	if (directory != NULL)
		closedir(directory);
	free(sets);
}

void publish_remove_leftovers(const char *state)
{
	static const char *const begin[] = {".current.", ".history.json.", ".refused."};
	DIR *directory = opendir(state);
	for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
		for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
			if (strncmp(entry->d_name, begin[i], strlen(begin[i])) == 0)
				unlinkat(dirfd(directory), entry->d_name, 0);
		}
	}
	if (directory != NULL)
		closedir(directory);
}

int publish(const char *state, const struct deck *deck)
{
	char *before = current_key(state);
	char *set = text_format("%s/sets/%s", state, deck->key);
	char *path = path_join(set, "deck.json");
	struct buffer text;
	buffer_init(&text);
	deck_write(deck, &text);
	int error = text.length > DECK_LIMIT_BYTES ? -EFBIG : folder_make(set, 0700);
	if (error == 0)
		error = file_write(path, text.bytes, text.length);
	if (error == 0)
		error = folder_sync(set);
	if (error != 0 && !path_exists(path))
		folder_remove(set);
	free(path);
	free(set);
	buffer_clear(&text);
	buffer_add_format(&text, "%s\n", deck->key);
	path = path_join(state, "current");
	if (error == 0)
		error = file_write(path, text.bytes, text.length);
	free(path);
	buffer_finish(&text);
	if (error == 0)
		remove_sets(state, deck->key, before);
	free(before);
	return error;
}

void publish_tidy(const char *state, const char *key)
{
	remove_sets(state, key, NULL);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct names {
	struct arena *arena;
	const char **list;
	size_t count, capacity;
};

static void add_picture(struct names *names, const struct picture *picture)
{
	names->list = arena_grow(names->arena, names->list, &names->capacity, names->count + 1, sizeof *names->list);
	names->list[names->count++] = arena_text(names->arena, picture->name);
}

static void add_pictures(struct names *names, const struct deck *deck)
{
	for (size_t i = 0; deck != NULL && i < deck->events_count; i++) {
		const struct brand *brand = &deck->events[i].brand;
		if (brand->logo != NULL)
			add_picture(names, brand->logo);
		if (brand->background != NULL)
			add_picture(names, brand->background);
	}
	for (size_t i = 0; deck != NULL && i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (slide->kind == SLIDE_ANNOUNCEMENT && slide->announcement.picture != NULL)
			add_picture(names, slide->announcement.picture);
		for (size_t p = 0; slide->kind == SLIDE_PHOTOS && p < slide->photos.photos_count; p++)
			add_picture(names, &slide->photos.photos[p].picture);
	}
}

const char **published_pictures(const char *state, struct arena *arena, size_t *count)
{
	struct names names = {.arena = arena};
	char *sets = path_join(state, "sets");
	DIR *directory = opendir(sets);
	for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
		struct deck *deck = key_valid(entry->d_name) ? set_deck(state, entry->d_name) : NULL;
		add_pictures(&names, deck);
		deck_destroy(deck);
	}
	if (directory != NULL)
		closedir(directory);
	free(sets);
	if (names.count > 1)
		qsort(names.list, names.count, sizeof *names.list, compare_texts);
	*count = names.count;
	return names.list;
}
