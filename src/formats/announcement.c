#include <string.h>

#include "formats/content_types.h"
#include "formats/markdown.h"
#include "formats/qr.h"

void code_read(const struct object *object, const char *name, const char **url, const char **label)
{
	static const char *const known[] = {"url", "label", NULL};
	const cJSON *value = fields_value(object, name);
	if (!value)
		return;
	struct object qr = *object;
	const char *key = name;
	bool bare = cJSON_IsString(value);
	if (!bare) {
		qr = fields_object(object, key);
		if (!qr.node)
			return;
		fields_known(&qr, known);
		key = "url";
	}
	*url = fields_line(&qr, key, NOTE_LIMIT);
	if (!bare)
		*label = fields_line(&qr, "label", LINE_LIMIT);
	struct qr tried = {0};
	if (*url && !qr_encode(&tried, object->reading->arena, *url)) {
		fields_problem(
			&qr, PROBLEM_WARNING, key,
			"the address is left out, for its QR code would be too fine to scan (%zu bytes; 412 fit)\v"
			"use a shorter address",
			strlen(*url));
		*url = NULL;
	} else if (!*url && !*object->refused) {
		fields_problem(&qr, PROBLEM_WARNING, bare ? key : NULL,
			       "the QR code is left out, for it has no address\vadd \"url\"");
	}
}

const char *const announcement_keys[] = {CONTENT_ITEM_KEYS, "title", "text", "picture", "qr", NULL};

void announcement_read(const struct object *object, struct source_item *item)
{
	struct source_announcement *announcement = &item->announcement;
	announcement->title = fields_line(object, "title", LINE_LIMIT);
	const char *text = fields_text(object, "text", TEXT_LIMIT);
	if (text)
		markdown_read(&announcement->text, NULL, object->reading->arena, text, strlen(text));
	const cJSON *picture = fields_value(object, "picture");
	if (picture)
		picture_read(object, "picture", picture, false, &announcement->picture);
	code_read(object, "qr", &announcement->qr_url, &announcement->qr_label);
	if (!announcement->title && announcement->text.blocks_count == 0 && !announcement->picture.file &&
	    !announcement->qr_url && !*object->refused)
		fields_problem(object, PROBLEM_REFUSED, NULL,
			       "the announcement has nothing to show\vadd \"title\", \"text\", \"picture\" or \"qr\"");
}
