/* Any bytes as JSON with mistakes in it: what was mended is JSON, its places lie in what was written and in order, and
 * whoever mends once has nothing left to mend. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/json.h"
#include "formats/json_scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool well)
{
	if (!well)
		abort();
}

static void require_mended(const char *text, size_t length)
{
	struct json_mends mends, again;
	struct json_fault fault = {0};
	size_t mended_length;
	json_mends_init(&mends);
	if (json_scan_mending(text, length, JSON_VALUES_LIMIT, &mends, &fault)) {
		char *mended = json_mends_apply(&mends, text, length, &mended_length);
		json_mends_init(&again);
		bool scanned = json_scan_mending(mended, mended_length, JSON_VALUES_LIMIT, &again, &fault);
		/* a list put around it makes it one deeper */
		require(mends.count == JSON_MENDS_LIMIT || strstr(fault.words.text, "nested") ||
			(scanned && again.count == 0));
		size_t before = 0;
		for (size_t i = 0; i <= mended_length && mended_length < 2000; i++) {
			size_t origin = json_mends_origin(&mends, i);
			require(origin >= before && origin <= length);
			before = origin;
		}
		json_mends_finish(&again);
		free(mended);
	}
	json_mends_finish(&mends);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	struct problems problems;
	struct json json;
	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	if (strlen(text) == size && utf8_check(text, size) == size)
		require_mended(text, size);
	problems_init(&problems);
	bool good = json_parse(&json, "a.json", text, size, &problems);
	require(good == (json.root != NULL) && (good || problems.count == 1));
	json_finish(&json);
	problems_finish(&problems);
	free(text);
	return 0;
}
