#include "formats/json_mend.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"

void json_mends_init(struct json_mends *mends)
{
	*mends = (struct json_mends){.told = NULL};
}

void json_mends_finish(struct json_mends *mends)
{
	free(mends->edits);
	free(mends->told);
	*mends = (struct json_mends){.told = NULL};
}

bool json_mends_add(struct json_mends *mends, size_t at, size_t removed, const char *added)
{
	if (mends->count == JSON_MENDS_LIMIT)
		return false;
	size_t last = mends->count;
	while (last > 0 && mends->edits[last - 1].at > at)
		last--;
	if (removed > 0 && last > 0 && mends->edits[last - 1].at == at && mends->edits[last - 1].removed > 0) {
		/* the comma that a semicolon became is one too many */
		memset(mends->edits[last - 1].added, 0, sizeof mends->edits->added);
		memcpy(mends->edits[last - 1].added, added, strnlen(added, sizeof mends->edits->added - 1));
		return true;
	}
	mends->edits = memory_grow(mends->edits, &mends->capacity, mends->count + 1, sizeof *mends->edits);
	/* a comma that is one too many is known only behind the comments after it */
	memmove(mends->edits + last + 1, mends->edits + last, (mends->count++ - last) * sizeof *mends->edits);
	struct json_edit *edit = &mends->edits[last];
	*edit = (struct json_edit){.at = at, .removed = removed};
	memcpy(edit->added, added, strnlen(added, sizeof edit->added - 1));
	return true;
}

char *json_mends_apply(const struct json_mends *mends, const char *text, size_t length, size_t *mended_length)
{
	struct buffer mended;
	size_t from = 0;
	buffer_init(&mended);
	for (size_t i = 0; i < mends->count; i++) {
		const struct json_edit *edit = &mends->edits[i];
		buffer_add(&mended, text + from, edit->at - from);
		buffer_add_text(&mended, edit->added);
		from = edit->at + edit->removed;
	}
	buffer_add(&mended, text + from, length - from);
	*mended_length = mended.length;
	return buffer_take(&mended);
}

size_t json_mends_origin(const struct json_mends *mends, size_t mended)
{
	size_t from = 0, made = 0; /* what was written up to `from` makes `made` bytes */
	for (size_t i = 0; i < mends->count; i++) {
		const struct json_edit *edit = &mends->edits[i];
		size_t kept = edit->at - from, added = strlen(edit->added);
		if (mended < made + kept + added)
			return mended < made + kept ? from + (mended - made) : edit->at;
		made += kept + added;
		from = edit->at + edit->removed;
	}
	return from + (mended - made);
}
