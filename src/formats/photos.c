#include <stdlib.h>
#include <string.h>

#include "formats/content_types.h"

enum { PHOTOS_LIMIT = 2000 };

bool picture_read(const struct object *object, const char *key, const cJSON *value, bool captioned,
		  struct source_picture *picture)
{
	static const char *const known[] = {"file", "alt", "caption", NULL};
	static const char *const plain[] = {"file", "alt", NULL};
	*picture = (struct source_picture){0};
	bool refused = false; /* the picture alone */
	struct object apart = *object;
	apart.refused = &refused;
	const char *written = NULL;
	if (cJSON_IsString(value)) {
		written = fields_value_line(&apart, key, value, LINE_LIMIT);
	} else if (cJSON_IsObject(value)) {
		if (key)
			apart = fields_object(&apart, key);
		fields_known(&apart, captioned ? known : plain);
		written = fields_line(&apart, "file", LINE_LIMIT);
		picture->alt = fields_line(&apart, "alt", NOTE_LIMIT);
		picture->caption = fields_line(&apart, "caption", NOTE_LIMIT);
		key = "file";
	}
	if (refused)
		return false;
	if (!written || !*written) {
		fields_problem(&apart, PROBLEM_REFUSED, key && !cJSON_IsObject(value) ? key : NULL,
			       "the picture has no file name\vwrite \"picture.jpg\", or { \"file\": \"picture.jpg\" }");
		return false;
	}
	char *path = key ? json_child_path(apart.path, key) : NULL;
	picture->json_path = arena_text(object->reading->arena, path ? path : apart.path);
	free(path);
	picture->file = fields_file(&apart, key, written);
	return picture->file != NULL;
}

const char *const photos_keys[] = {CONTENT_ITEM_KEYS, "title", "photos", NULL};

void photos_read(const struct object *object, struct source_item *item)
{
	struct source_photos *photos = &item->photos;
	photos->title = fields_line(object, "title", LINE_LIMIT);
	const cJSON *value = fields_value(object, "photos");
	size_t capacity = 0, index = 0;
	bool bare = cJSON_IsString(value); /* one file name instead of a list */
	const cJSON *element = bare ? value : fields_list(object, "photos", true);
	for (; element; element = bare ? NULL : element->next, index++) {
		if (photos->photos_count == PHOTOS_LIMIT) {
			fields_problem(object, PROBLEM_REFUSED, "photos",
				       "there are more than %d photos\vsplit the list", PHOTOS_LIMIT);
			return;
		}
		struct object photo = bare ? *object : fields_element(object, "photos", element, index);
		struct source_picture picture;
		if (!picture_read(&photo, bare ? "photos" : NULL, element, true, &picture))
			continue;
		photos->photos = arena_grow(object->reading->arena, photos->photos, &capacity, photos->photos_count + 1,
					    sizeof *photos->photos);
		photos->photos[photos->photos_count++] = picture;
	}
	if (photos->photos_count == 0 && !*object->refused)
		fields_problem(object, PROBLEM_REFUSED, value ? "photos" : NULL,
			       "there is no photo to show\vadd \"photos\": [ \"picture.jpg\" ]");
}
