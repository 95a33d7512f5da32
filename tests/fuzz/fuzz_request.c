/* What strangers send to the control page, as far as we read it ourselves: five lines are the headers Host, Origin,
 * Sec-Fetch-Site, Authorization and Accept-Language; the rest is what the organizer's page sends. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "web/edits.h"
#include "web/guard.h"
#include "web/tongues.h"

enum { HEADERS = 5 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judge(char *lines[HEADERS])
{
	const struct guard_headers headers = {lines[0], lines[1], lines[2]};
	char name[GUARD_HOST_SIZE];
	bool named = guard_host_name(lines[0], name);
	assert(!named || strlen(name) < GUARD_HOST_SIZE);
	assert(named || !guard_host(lines[0], "foyer"));
	assert(guard_own_site(&headers) || !guard_own_action(&headers));
	const char *bearer = guard_bearer(lines[3]);
	assert(bearer == NULL || strstr(lines[3], bearer) != NULL);
	struct tongues *tongues = tongues_create();
	tongues_find(tongues, lines[4]);
	tongues_destroy(tongues);
}

static void edit(const char *text, size_t length)
{
	const char *reason;
	cJSON *object = cJSON_ParseWithLength(text, length);
	cJSON *overlay = edits_read(text, length);
	if (overlay == NULL)
		overlay = edits_create();
	edits_say(overlay, cJSON_GetObjectItem(object, "session"), cJSON_GetObjectItem(object, "change"),
		  "2018-10-22T10:14");
	edits_empty(overlay);
	char *written = edits_text(overlay);
	cJSON *again = edits_read(written, strlen(written));
	assert(again != NULL);
	cJSON_Delete(again);
	free(written);
	cJSON *message =
		edits_message(cJSON_GetStringValue(cJSON_GetObjectItem(object, "title")),
			      cJSON_GetStringValue(cJSON_GetObjectItem(object, "text")),
			      cJSON_GetStringValue(cJSON_GetObjectItem(object, "until")), "2018-10-22T10:14", &reason);
	assert(message != NULL || reason != NULL);
	cJSON_Delete(message);
	cJSON_Delete(overlay);
	cJSON_Delete(object);
}

static void name_photo(const char *name, const char *bytes, size_t length)
{
	char *file = edits_photo_name(name, "2018-10-22-101400", bytes, length);
	assert(file == NULL || (strchr(file, '/') == NULL && strncmp(file, "photo-", 6) == 0 && strlen(file) < 255));
	free(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_copy_part((const char *)data, size), *at = text;
	char *lines[HEADERS];
	for (int i = 0; i < HEADERS; i++) {
		size_t length = strcspn(at, "\n");
		lines[i] = text_copy_part(at, length);
		at += length + (at[length] == '\n');
	}
	judge(lines);
	edit(at, strlen(at));
	name_photo(lines[0], at, strlen(at));
	for (int i = 0; i < HEADERS; i++)
		free(lines[i]);
	free(text);
	return 0;
}
