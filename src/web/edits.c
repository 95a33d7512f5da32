#include "web/edits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

enum { DELAY_LIMIT = 1440, NAME_LIMIT_BYTES = 60 };

static cJSON *get(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static bool is_text(const cJSON *value, size_t limit)
{
	return cJSON_IsString(value) && value->valuestring[0] != '\0' && strlen(value->valuestring) <= limit;
}

cJSON *edits_create(void)
{
	cJSON *overlay = cJSON_CreateObject();
	cJSON_AddStringToObject(overlay, "type", "overlay");
	cJSON_AddStringToObject(overlay, "_note",
				"Changes told at the door, on a screen's page. They can be mended and deleted here.");
	cJSON_AddArrayToObject(overlay, "sessions");
	return overlay;
}

cJSON *edits_read(const char *text, size_t length)
{
	const char *end = NULL;
	cJSON *overlay = cJSON_ParseWithLengthOpts(text, length + 1, &end, 1);
	if (overlay != NULL && text_equal(cJSON_GetStringValue(get(overlay, "type")), "overlay") &&
	    (get(overlay, "sessions") == NULL || cJSON_IsArray(get(overlay, "sessions")))) {
		if (get(overlay, "sessions") == NULL)
			cJSON_AddArrayToObject(overlay, "sessions");
		return overlay;
	}
	cJSON_Delete(overlay);
	return NULL;
}

/* What was said of the session; NULL: nothing. */
static cJSON *entry_of(const cJSON *overlay, const cJSON *which)
{
	cJSON *entry;
	cJSON_ArrayForEach(entry, get(overlay, "sessions"))
	{
		if (cJSON_Compare(get(entry, "session"), which, 1))
			return entry;
	}
	return NULL;
}

static void replace(cJSON *entry, const char *key, cJSON *value)
{
	cJSON_DeleteItemFromObjectCaseSensitive(entry, key);
	if (value != NULL)
		cJSON_AddItemToObject(entry, key, value);
}

static const char *say_delay(cJSON *entry, double minutes)
{
	double before = cJSON_IsNumber(get(entry, "delay_minutes")) ? get(entry, "delay_minutes")->valuedouble : 0;
	double after = before + minutes;
	if (!(fabs(minutes) <= DELAY_LIMIT) || floor(minutes) != minutes || after > DELAY_LIMIT)
		return "a delay is a whole number of minutes, a day in all at most";
	replace(entry, "delay_minutes", after > 0 ? cJSON_CreateNumber(after) : NULL);
	return NULL;
}

static void say_cancelled(cJSON *entry, bool cancelled)
{
	bool said = cJSON_IsTrue(get(entry, "cancelled")); /* by us: then there is nothing to be said against it */
	replace(entry, "cancelled", cancelled ? cJSON_CreateTrue() : said ? NULL : cJSON_CreateFalse());
}

/* Is anything said in it but which session it is, and when? */
static bool says(const cJSON *entry)
{
	const cJSON *member;
	cJSON_ArrayForEach(member, entry)
	{
		if (strcmp(member->string, "session") != 0 && strcmp(member->string, "_at") != 0)
			return true;
	}
	return false;
}

const char *edits_say(cJSON *overlay, const cJSON *which, const cJSON *change, const char *at)
{
	const char *reason = NULL;
	cJSON *sessions = get(overlay, "sessions"), *known = entry_of(overlay, which), *entry;
	const cJSON *delay = get(change, "delay_minutes"), *cancelled = get(change, "cancelled"),
		    *room = get(change, "room");
	if (cJSON_IsTrue(get(change, "as_planned"))) {
		if (known != NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(sessions, known));
		return NULL;
	}
	entry = known != NULL ? known : cJSON_CreateObject();
	if (known == NULL)
		cJSON_AddItemToObject(entry, "session", cJSON_Duplicate(which, 1));
	if (cJSON_IsNumber(delay))
		reason = say_delay(entry, delay->valuedouble);
	else if (cJSON_IsBool(cancelled))
		say_cancelled(entry, cJSON_IsTrue(cancelled));
	else if (is_text(room, EDITS_ROOM_LIMIT))
		replace(entry, "room", cJSON_CreateString(room->valuestring));
	else
		reason = "it takes \"delay_minutes\", \"cancelled\", \"room\" or \"as_planned\"";
	replace(entry, "_at", cJSON_CreateString(at));
	if (known == NULL && reason == NULL && says(entry))
		cJSON_AddItemToArray(sessions, entry);
	else if (known == NULL)
		cJSON_Delete(entry);
	else if (!says(entry))
		cJSON_Delete(cJSON_DetachItemViaPointer(sessions, entry));
	return reason;
}

bool edits_empty(const cJSON *overlay)
{
	const cJSON *member;
	if (cJSON_GetArraySize(get(overlay, "sessions")) > 0)
		return false;
	cJSON_ArrayForEach(member, overlay)
	{
		if (strcmp(member->string, "type") != 0 && strcmp(member->string, "sessions") != 0 &&
		    member->string[0] != '_')
			return false;
	}
	return true;
}

/* Markdown would make one line of these. */
static char *keep_lines(const char *text)
{
	struct buffer kept;
	buffer_init(&kept);
	for (const char *at = text; *at != '\0'; at++) {
		bool single = *at == '\n' && at > text && at[-1] != '\n' && at[1] != '\n' && at[1] != '\0';
		if (*at != '\r')
			buffer_add_text(&kept, single ? "  " : "");
		if (*at != '\r')
			buffer_add(&kept, at, 1);
	}
	return buffer_take(&kept);
}

static bool blank(const char *text)
{
	return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

cJSON *edits_message(const char *title, const char *text, const char *until, const char *at, const char **reason)
{
	if (blank(title) && blank(text)) {
		*reason = "a message has a title or a text";
		return NULL;
	}
	if ((title != NULL && strlen(title) > EDITS_TITLE_LIMIT) || (text != NULL && strlen(text) > EDITS_TEXT_LIMIT)) {
		*reason = "the message is too long for a screen";
		return NULL;
	}
	cJSON *message = cJSON_CreateObject();
	cJSON_AddStringToObject(message, "type", "announcement");
	if (!blank(title))
		cJSON_AddStringToObject(message, "title", title);
	if (!blank(text)) {
		char *kept = keep_lines(text);
		cJSON_AddStringToObject(message, "text", kept);
		free(kept);
	}
	cJSON_AddStringToObject(message, "priority", "high");
	if (until != NULL)
		cJSON_AddStringToObject(cJSON_AddObjectToObject(message, "show"), "until", until);
	cJSON_AddStringToObject(message, "_at", at);
	return message;
}

char *edits_text(const cJSON *object)
{
	char *printed = cJSON_Print(object);
	struct buffer text;
	buffer_init(&text);
	/* cJSON indents with tabs, and sets one after each name; in texts they are escaped. */
	for (const char *at = printed; at != NULL && *at != '\0'; at++) {
		if (*at != '\t')
			buffer_add(&text, at, 1);
		else
			buffer_add_text(&text, at[-1] == ':' ? " " : "  ");
	}
	buffer_add_text(&text, "\n");
	cJSON_free(printed);
	return buffer_take(&text);
}

/* A picture's kind, by its first bytes; NULL: none that is shown. */
static const char *kind_of(const unsigned char *bytes, size_t length)
{
	static const char *const brands[][2] = {{"avif", "avif"}, {"avis", "avif"}, {"heic", "heic"}, {"heix", "heic"},
						{"hevc", "heic"}, {"mif1", "heic"}, {"msf1", "heic"}};
	if (length < 12)
		return NULL;
	if (memcmp(bytes, "\xff\xd8\xff", 3) == 0)
		return "jpg";
	if (memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
		return "png";
	if (memcmp(bytes, "GIF8", 4) == 0)
		return "gif";
	if (memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0)
		return "webp";
	if (memcmp(bytes, "II*\0", 4) == 0 || memcmp(bytes, "MM\0*", 4) == 0)
		return "tiff";
	for (size_t i = 0; memcmp(bytes + 4, "ftyp", 4) == 0 && i < sizeof brands / sizeof *brands; i++)
		if (memcmp(bytes + 8, brands[i][0], 4) == 0)
			return brands[i][1];
	return NULL;
}

/* Letters, digits and - _ of any script stay; whatever else there is becomes one hyphen. */
static void add_clean(struct buffer *into, const char *name)
{
	size_t limit = into->length + NAME_LIMIT_BYTES, length = strlen(name), size;
	for (size_t i = 0; i < length; i += size) {
		uint32_t code = utf8_decode(name + i, length - i, &size);
		bool plain = code < 0x80 && (code == '_' || (code >= '0' && code <= '9') ||
					     ((code | 32) >= 'a' && (code | 32) <= 'z'));
		bool foreign =
			code >= 0xc0 && code != UINT32_MAX && !(code >= 0x2000 && code <= 0x303f) && code < 0xe000;
		if (into->length + size > limit)
			break;
		if (plain || foreign)
			buffer_add(into, name + i, size);
		else if (into->bytes[into->length - 1] != '-')
			buffer_add_text(into, "-");
	}
	while (into->bytes[into->length - 1] == '-')
		into->bytes[--into->length] = '\0';
}

char *edits_photo_name(const char *name, const char *at, const void *bytes, size_t length)
{
	const char *kind = kind_of(bytes, length);
	struct buffer made;
	if (kind == NULL)
		return NULL;
	char *stem = text_copy(name != NULL ? name : "");
	char *slash = strrchr(stem, '/'), *end;
	if ((end = strrchr(slash != NULL ? slash : stem, '.')) != NULL)
		*end = '\0';
	buffer_init(&made);
	buffer_add_format(&made, "photo-%s-", at);
	add_clean(&made, slash != NULL ? slash + 1 : stem);
	buffer_add_format(&made, ".%s", kind);
	free(stem);
	return buffer_take(&made);
}
