/* A JSON file of callboard's own assets: one object, which is whole or refused. */
#ifndef FORMATS_SETTINGS_FILE_H
#define FORMATS_SETTINGS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/content_fields.h"
#include "formats/json.h"

struct settings_file { /* stays where it was begun */
	struct json json;
	struct reading reading;
	struct object object; /* its root; no node after a problem */
	bool refused;
};

/* What is read lies in the arena. False after a problem: it is no JSON, and there is nothing to end. */
bool settings_file_begin(struct settings_file *file, struct arena *arena, const char *path, const char *text,
			 size_t length, struct problems *problems);

/* Was nothing refused? */
bool settings_file_end(struct settings_file *file);

#endif
