/* One reader for each type of content: fills the item, or sets *object->refused. */
#ifndef FORMATS_CONTENT_TYPES_H
#define FORMATS_CONTENT_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/content.h"
#include "formats/content_fields.h"
#include "formats/json.h"

/* Keys that every slide's item may have. */
#define CONTENT_ITEM_KEYS "type", "id", "on", "show", "seconds", "language", "priority"

extern const char *const event_keys[],
	*const agenda_keys[], *const announcement_keys[],
				      *const photos_keys[],
					      *const overlay_keys[]; /* all that it may have; NULL-terminated */

void event_read(const struct object *object, struct source_item *item);
void agenda_read(const struct object *object, struct source_item *item);
void announcement_read(const struct object *object, struct source_item *item);
void photos_read(const struct object *object, struct source_item *item);
void overlay_read(const struct object *object, struct source_item *item);

/* A list of sessions as an agenda has it, after what is in *agenda. */
void sessions_read(const struct object *object, const char *key, struct source_agenda *agenda);

/* "delay_minutes" of a session, or of what an overlay says of one. */
int delay_minutes_read(const struct object *object);

/* A picture: a file name, or {"file", "alt"}, if captioned with "caption" too. False after a problem: it cannot be
 * shown, but what it stands in can. `value` stands at `object`'s `key`, or is the object's own node where key is NULL.
 */
bool picture_read(const struct object *object, const char *key, const cJSON *value, bool captioned,
		  struct source_picture *picture);

/* What becomes a QR code, under `name`: an address, or {"url", "label"}. *url NULL, after a problem: there is none. */
void code_read(const struct object *object, const char *name, const char **url, const char **label);

/* Exports of conference systems in JSON: is it one, and (only then) what it says. */
bool schedule_json_is(const cJSON *root);
void schedule_json_read(struct source *source, const struct json *json, struct problems *problems);
bool indico_is(const cJSON *root);
void indico_read(struct source *source, const struct json *json, struct problems *problems);

/* Other formats, as UTF-8. False after a problem that refuses the file. */
bool schedule_xml_read(struct source *source, const char *text, size_t length, struct problems *problems);
bool icalendar_read(struct source *source, const char *text, size_t length, struct problems *problems);
bool csv_read(struct source *source, const char *text, size_t length, struct problems *problems);

/* What JSON without a known "type", or XML with that root element, seems to be: "a map (GeoJSON)"; NULL: no idea. */
const char *foreign_json(const cJSON *root);
const char *foreign_xml(const char *root);

/* *.txt and *.md as UTF-8: an agenda for each day, or an announcement. False if there is nothing to show. */
bool text_read(struct source *source, const char *text, size_t length, struct problems *problems);

#endif
