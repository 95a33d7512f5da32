#include "formats/set.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "formats/deck.h"

enum { KEY_LIMIT_BYTES = 64 };

/* A name without anything that could lead out of sets/. */
static bool key_valid(const char *key)
{
	size_t length = strspn(key, "0123456789abcdefghijklmnopqrstuvwxyz-");
	return length > 0 && key[length] == '\0';
}

static struct deck *read_deck(const char *state, const char *key, const char **reason)
{
	char *path = text_format("%s/sets/%s/deck.json", state, key);
	struct buffer text;
	buffer_init(&text);
	struct deck *deck = NULL;
	if (file_read(path, DECK_LIMIT_BYTES, &text) == 0)
		deck = deck_read(buffer_text(&text), text.length, reason);
	else
		*reason = "the deck of the published set cannot be read";
	buffer_finish(&text);
	free(path);
	return deck;
}

struct deck *set_load(const char *state, const char **reason)
{
	char *path = path_join(state, "current");
	struct buffer key;
	buffer_init(&key);
	struct deck *deck = NULL;
	int error = file_read(path, KEY_LIMIT_BYTES, &key);
	if (error == 0 && key.length > 0 && key.bytes[key.length - 1] == '\n')
		key.bytes[--key.length] = '\0';
	if (error == -ENOENT)
		*reason = "";
	else if (error != 0 || !key_valid(buffer_text(&key)))
		*reason = "'current' names no set";
	else
		deck = read_deck(state, buffer_text(&key), reason);
	buffer_finish(&key);
	free(path);
	return deck;
}

bool set_published(const char *state)
{
	char *path = path_join(state, "current");
	bool published = path_exists(path);
	free(path);
	return published;
}
