#include "formats/settings_file.h"

bool settings_file_begin(struct settings_file *file, struct arena *arena, const char *path, const char *text,
			 size_t length, struct problems *problems)
{
	*file = (struct settings_file){.refused = false};
	if (!json_parse(&file->json, path, text, length, problems))
		return false;
	json_duplicates_warn(&file->json, problems);
	file->reading = (struct reading){.json = &file->json, .problems = problems, .arena = arena};
	file->object = (struct object){&file->reading, file->json.root, "$", &file->refused};
	if (!cJSON_IsObject(file->object.node)) {
		fields_problem(&file->object, PROBLEM_REFUSED, NULL,
			       "this is not an object\vwrite { } around its parts");
		file->object.node = NULL;
	}
	return true;
}

bool settings_file_end(struct settings_file *file)
{
	json_finish(&file->json);
	return !file->refused;
}
