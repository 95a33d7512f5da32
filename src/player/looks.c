#include "player/looks.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "formats/language.h"
#include "formats/settings.h"

enum { FILE_LIMIT_BYTES = 1 << 18, UNKNOWN_LIMIT = 32 };

/* One file of assets/themes, assets/languages or assets/words. */
struct look {
	char *name; /* without ".json" */
	bool read;
	struct theme theme;
	struct language *language; /* NULL: not read yet, or not readable; so are the words */
	struct vocabulary *words;
};

struct shelf {
	char *folder; /* NULL: not installed */
	struct look *looks;
	size_t count, capacity;
};

struct looks {
	struct shelf themes, languages, words;
	const struct vocabulary *english; /* for languages without words of their own */
	const struct language *unnamed;   /* for content whose language nobody named, and for those we do not have */
	char *unknown[UNKNOWN_LIMIT];     /* names of themes that were asked for in vain and told of */
	size_t unknown_count;
};

/* What is there is listed once; so what content asks for decides neither about files opened nor about memory. */
static void shelf_init(struct shelf *shelf, const char *name)
{
	DIR *folder;
	const struct dirent *entry;

	shelf->folder = data_path(name);
	folder = shelf->folder ? opendir(shelf->folder) : NULL;
	while (folder && (entry = readdir(folder)) != NULL) {
		const char *dot = strrchr(entry->d_name, '.');

		if (!dot || dot == entry->d_name || strcmp(dot, ".json") != 0)
			continue;
		shelf->looks = memory_grow(shelf->looks, &shelf->capacity, shelf->count + 1, sizeof *shelf->looks);
		shelf->looks[shelf->count++] =
			(struct look){.name = text_copy_part(entry->d_name, (size_t)(dot - entry->d_name))};
	}
	if (folder)
		closedir(folder);
}

static void shelf_finish(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->count; i++) {
		language_destroy(shelf->looks[i].language);
		vocabulary_destroy(shelf->looks[i].words);
		free(shelf->looks[i].name);
	}
	free(shelf->looks);
	free(shelf->folder);
}

static struct look *shelf_find(struct shelf *shelf, const char *name, size_t length)
{
	for (size_t i = 0; i < shelf->count; i++) {
		struct look *look = &shelf->looks[i];

		if (strlen(look->name) == length && strncasecmp(look->name, name, length) == 0)
			return look;
	}
	return NULL;
}

static void tell(const struct problems *problems)
{
	struct buffer line;

	buffer_init(&line);
	for (size_t i = 0; i < problems->count; i++) {
		buffer_clear(&line);
		problem_format(&problems->list[i], &line);
		log_warning("%s", buffer_text(&line));
	}
	buffer_finish(&line);
}

static void look_read(struct looks *looks, struct shelf *shelf, struct look *look)
{
	char *path = text_format("%s/%s.json", shelf->folder, look->name);
	struct problems problems;
	struct buffer text;
	int error;

	buffer_init(&text);
	problems_init(&problems);
	error = file_read(path, FILE_LIMIT_BYTES, &text);
	if (error != 0) {
		log_warning("%s: %s", path, strerror(-error));
	} else if (shelf == &looks->themes) {
		theme_read(&look->theme, path, buffer_text(&text), text.length, &problems);
	} else if (shelf == &looks->words) {
		look->words = vocabulary_read(path, buffer_text(&text), text.length, &problems);
	} else {
		look->language = language_read(path, buffer_text(&text), text.length, &problems);
	}
	tell(&problems);
	problems_finish(&problems);
	buffer_finish(&text);
	free(path);
	look->read = true;
}

static struct look *look_named(struct looks *looks, struct shelf *shelf, const char *name, size_t length)
{
	struct look *look = shelf_find(shelf, name, length);

	if (look && !look->read)
		look_read(looks, shelf, look);
	return look;
}

/* A tag without its last part; 0 after the first. */
static size_t tag_parent(const char *tag, size_t length)
{
	while (length > 0 && tag[--length] != '-')
		;
	return length;
}

/* Words of the whole tag, of the tag without its last part, and so on; English ones if there are none. */
static const struct vocabulary *words_of(struct looks *looks, const char *tag)
{
	for (size_t length = strlen(tag); length > 0; length = tag_parent(tag, length)) {
		const struct look *look = look_named(looks, &looks->words, tag, length);

		if (look && look->words)
			return look->words;
	}
	return looks->english;
}

static const struct language *language_named(struct looks *looks, const char *name, size_t length)
{
	struct look *look = look_named(looks, &looks->languages, name, length);

	if (!look || !look->language)
		return NULL;
	if (!look->language->words)
		look->language->words = words_of(looks, look->language->tag);
	return look->language;
}

struct looks *looks_create(void)
{
	struct looks *looks = memory_allocate(sizeof *looks);

	shelf_init(&looks->themes, "assets/themes");
	shelf_init(&looks->languages, "assets/languages");
	shelf_init(&looks->words, "assets/words");
	looks->english = words_of(looks, "en");
	/* English by the clock that most of the world reads. */
	looks->unnamed = looks->english ? language_named(looks, "en-GB", 5) : NULL;
	if (!looks->unnamed) {
		log_error("English is missing from assets or broken: callboard is not installed whole");
		looks_destroy(looks);
		return NULL;
	}
	return looks;
}

void looks_destroy(struct looks *looks)
{
	if (!looks)
		return;
	for (size_t i = 0; i < looks->unknown_count; i++)
		free(looks->unknown[i]);
	shelf_finish(&looks->words);
	shelf_finish(&looks->languages);
	shelf_finish(&looks->themes);
	free(looks);
}

static void tell_unknown(struct looks *looks, const char *name)
{
	for (size_t i = 0; i < looks->unknown_count; i++) {
		if (strcmp(looks->unknown[i], name) == 0)
			return;
	}
	if (looks->unknown_count == UNKNOWN_LIMIT)
		return;
	looks->unknown[looks->unknown_count++] = text_copy(name);
	log_warning("there is no theme \"%.40s\"; \"%s\" takes its place", name, theme_dusk.name);
}

const struct theme *looks_theme(struct looks *looks, const char *name)
{
	struct look *look =
		shelf_find(&looks->themes, name ? name : theme_dusk.name, strlen(name ? name : theme_dusk.name));

	if (!look) {
		if (name)
			tell_unknown(looks, name);
		return &theme_dusk;
	}
	if (!look->read) {
		look->theme = theme_dusk; /* stays if the file cannot be read */
		look_read(looks, &looks->themes, look);
	}
	return &look->theme;
}

struct theme looks_theme_of(struct looks *looks, const struct event *event, const char *screen, const char *name)
{
	const struct event_screen *own = event_screen_named(event, screen);

	if (!name)
		name = own && own->theme ? own->theme : event->theme;
	return theme_with(looks_theme(looks, name), &event->brand);
}

const struct language *looks_language(void *looks, const char *tag)
{
	struct looks *known = looks;

	for (size_t length = strlen(tag); length > 0; length = tag_parent(tag, length)) {
		const char *alike = language_alike(tag, length);
		const struct language *language = language_named(known, tag, length);

		if (!language && alike)
			language = language_named(known, alike, strlen(alike));
		if (language)
			return language;
	}
	return known->unnamed;
}
