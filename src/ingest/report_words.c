#include "ingest/report_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "formats/language.h"

enum { FILE_LIMIT_BYTES = 1 << 18 };

/* assets/FOLDER/NAME.ENDING; false if there is none. */
static bool read_asset(const char *folder, const char *name, size_t length, const char *ending, struct buffer *text)
{
	char *path = data_path("assets"), *file = NULL;
	if (path != NULL)
		file = text_format("%s/%s/%.*s.%s", path, folder, (int)length, name, ending);
	int error = file != NULL ? file_read(file, FILE_LIMIT_BYTES, text) : -1;
	free(file);
	free(path);
	return error == 0;
}

static struct phrases *phrases_named(const char *name, size_t length)
{
	struct phrases *phrases = NULL;
	struct problems unheard;
	struct buffer text;
	problems_init(&unheard);
	buffer_init(&text);
	if (read_asset("report", name, length, "json", &text))
		phrases = phrases_read("assets/report", buffer_text(&text), text.length, &unheard);
	buffer_finish(&text);
	problems_finish(&unheard);
	return phrases;
}

static struct language *language_named(const char *name, size_t length)
{
	struct language *language = NULL;
	struct problems unheard;
	struct buffer text;
	problems_init(&unheard);
	buffer_init(&text);
	if (read_asset("languages", name, length, "json", &text))
		language = language_read("assets/languages", buffer_text(&text), text.length, &unheard);
	buffer_finish(&text);
	problems_finish(&unheard);
	return language;
}

/* A tag without its last part; 0 after the first. */
static size_t tag_parent(const char *tag, size_t length)
{
	while (length > 0 && tag[--length] != '-')
		;
	return length;
}

struct report_words *report_words_read(const char *tag)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	struct report_words *words = memory_allocate(sizeof *words);
	struct buffer style;
	bool plain = strspn(tag, letters) == strlen(tag); /* it becomes a file's name */
	for (size_t length = plain ? strlen(tag) : 0; length > 0; length = tag_parent(tag, length)) {
		const char *alike = language_alike(tag, length);
		if (words->phrases == NULL)
			words->phrases = phrases_named(tag, length);
		if (words->language == NULL)
			words->language = language_named(tag, length);
		if (words->language == NULL && alike != NULL)
			words->language = language_named(alike, strlen(alike));
	}
	if (words->phrases == NULL)
		words->phrases = phrases_named("en", 2);
	if (words->language == NULL)
		words->language = language_named("en-GB", 5);
	buffer_init(&style);
	bool styled = read_asset("report", "style", strlen("style"), "css", &style);
	words->style = buffer_take(&style);
	if (words->phrases != NULL && words->language != NULL && styled)
		return words;
	log_warning("there is no report: assets/report or assets/languages is missing or broken");
	report_words_destroy(words);
	return NULL;
}

void report_words_destroy(struct report_words *words)
{
	if (words == NULL)
		return;
	phrases_destroy(words->phrases);
	language_destroy(words->language);
	free(words->style);
	free(words);
}
