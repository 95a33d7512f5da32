#include "web/wording.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "formats/language.h"

enum { FILE_LIMIT_BYTES = 1 << 18, LANGUAGES_MOST = 16 };

struct wording {
	char *assets; /* NULL: lost */
	struct entry {
		char *tag; /* as it was asked for */
		struct language *language;
		struct vocabulary *words;
	} list[LANGUAGES_MOST];
	size_t count;
};

struct wording *wording_create(const char *assets)
{
	struct wording *wording = memory_allocate(sizeof *wording);
	*wording = (struct wording){.assets = text_copy(assets)};
	return wording;
}

static void forget(struct entry *entry)
{
	language_destroy(entry->language);
	vocabulary_destroy(entry->words);
	free(entry->tag);
}

void wording_destroy(struct wording *wording)
{
	if (wording == NULL)
		return;
	for (size_t i = 0; i < wording->count; i++)
		forget(&wording->list[i]);
	free(wording->assets);
	free(wording);
}

static bool read_asset(const struct wording *wording, const char *folder, const char *name, size_t length,
		       struct buffer *text)
{
	if (wording->assets == NULL)
		return false;
	char *path = text_format("%s/%s/%.*s.json", wording->assets, folder, (int)length, name);
	buffer_clear(text);
	bool read = file_read(path, FILE_LIMIT_BYTES, text) == 0;
	free(path);
	return read;
}

/* What of the entry is still missing, by the first `length` bytes of a tag. */
static void read_entry(const struct wording *wording, struct entry *entry, const char *tag, size_t length)
{
	const char *alike = language_alike(tag, length);
	struct problems unheard;
	struct buffer text;
	problems_init(&unheard);
	buffer_init(&text);
	if (entry->language == NULL &&
	    (read_asset(wording, "languages", tag, length, &text) ||
	     (alike != NULL && read_asset(wording, "languages", alike, strlen(alike), &text))))
		entry->language = language_read("assets/languages", buffer_text(&text), text.length, &unheard);
	if (entry->words == NULL && read_asset(wording, "words", tag, length, &text))
		entry->words = vocabulary_read("assets/words", buffer_text(&text), text.length, &unheard);
	buffer_finish(&text);
	problems_finish(&unheard);
}

/* A tag without its last part; 0 after the first. */
static size_t tag_parent(const char *tag, size_t length)
{
	while (length > 0 && tag[--length] != '-')
		;
	return length;
}

static bool complete(const struct entry *entry)
{
	return entry->language != NULL && entry->words != NULL;
}

const struct language *wording_language(struct wording *wording, const char *tag)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	static const char english[] = "en-GB";
	for (size_t i = 0; i < wording->count; i++)
		if (strcmp(wording->list[i].tag, tag) == 0)
			return wording->list[i].language;
	if (wording->count == LANGUAGES_MOST)
		return wording->list[0].language;
	struct entry entry = {.tag = text_copy(tag)};
	bool plain = strspn(tag, letters) == strlen(tag); /* it becomes a file's name */
	for (size_t length = plain ? strlen(tag) : 0; length > 0 && !complete(&entry); length = tag_parent(tag, length))
		read_entry(wording, &entry, tag, length);
	for (size_t length = strlen(english); length > 0 && !complete(&entry); length = tag_parent(english, length))
		read_entry(wording, &entry, english, length);
	if (!complete(&entry)) {
		forget(&entry);
		return NULL;
	}
	entry.language->words = entry.words;
	wording->list[wording->count++] = entry;
	return entry.language;
}
