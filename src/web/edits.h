/* What the organizer's page writes into the folder: ordinary content, which people can read, mend and delete there.
 * Pure; web/door_files.h puts it where it belongs. */
#ifndef WEB_EDITS_H
#define WEB_EDITS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

enum { EDITS_TITLE_LIMIT = 300, EDITS_TEXT_LIMIT = 4000, EDITS_ROOM_LIMIT = 300 }; /* bytes of what people type */

/* changes.json, an overlay: a new one; and one from a file's text, NULL if it is none or somebody's own, which must not
 * be touched. cJSON_Delete() it. */
cJSON *edits_create(void);
cJSON *edits_read(const char *text, size_t length);

/* Says of the session that `which` tells of one of these, on top of what was said:
 *   {"delay_minutes": 10}   so much later (or, below 0, earlier) than before
 *   {"cancelled": true}, or false: it takes place after all
 *   {"room": "Sala B"}
 *   {"as_planned": true}    nothing any more
 * at: when, for people. NULL, or what is wrong with the change. */
const char *edits_say(cJSON *overlay, const cJSON *which, const cJSON *change, const char *at);

/* Does it say nothing any more? */
bool edits_empty(const cJSON *overlay);

/* A message as an announcement's file; until: a date or a time as content has them, NULL: for ever. Line breaks are
 * kept. NULL with what is wrong in *reason. */
cJSON *edits_message(const char *title, const char *text, const char *until, const char *at, const char **reason);

/* The object as a file has it; free() it. */
char *edits_text(const cJSON *object);

/* The name of a photo's file: "photo-2018-10-22-101400-IMG_1234.jpg", of what its visitor called it and of its first
 * bytes, which tell its kind. free() it; NULL: this is no picture that can be shown. */
char *edits_photo_name(const char *name, const char *at, const void *bytes, size_t length);

#endif
