#include <stdlib.h>

#include "formats/content_types.h"

enum { EDITS_LIMIT = 1000, ROOMS_LIMIT = 200 };

/* Its id or title, or an object that also says which of several it is. */
static void read_which(const struct object *object, struct source_edit *into)
{
	static const char *const known[] = {"id", "title", "date", "start", "room", NULL};
	into->start = -1;
	if (!cJSON_IsObject(fields_value(object, "session"))) {
		into->session = fields_line(object, "session", LINE_LIMIT);
		return;
	}
	struct object which = fields_object(object, "session");
	fields_known(&which, known);
	into->session = fields_line(&which, "id", LINE_LIMIT);
	if (!into->session)
		into->session = fields_line(&which, "title", LINE_LIMIT);
	into->date = fields_date(&which, "date");
	into->start = fields_minutes(&which, "start");
	into->in = fields_line(&which, "room", LINE_LIMIT);
}

static void read_edit(const struct object *object, struct source_edit *into)
{
	static const char *const known[] = {"session", "cancelled", "delay_minutes", "room",
					    "hidden",  "note",      "title",         NULL};
	if (!cJSON_IsObject(object->node)) {
		fields_problem(
			object, PROBLEM_REFUSED, NULL,
			"this says nothing of a session\vwrite { \"session\": \"its title\", \"cancelled\": true }");
		return;
	}
	fields_known(object, known);
	into->json_path = object->path;
	read_which(object, into);
	if (!into->session)
		fields_problem(object, PROBLEM_REFUSED, NULL,
			       "this does not say which session is meant\vadd \"session\": its id or its title");
	into->title = fields_line(object, "title", LINE_LIMIT);
	into->room = fields_line(object, "room", LINE_LIMIT);
	into->note = fields_text(object, "note", NOTE_LIMIT);
	into->delay_minutes = delay_minutes_read(object);
	into->cancelled = fields_flag(object, "cancelled");
	into->takes_place = !into->cancelled && cJSON_IsFalse(fields_value(object, "cancelled"));
	into->hidden = fields_flag(object, "hidden");
}

static void read_edits(const struct object *object, struct source_overlay *overlay)
{
	size_t capacity = 0;
	for (const cJSON *element = fields_list(object, "sessions", true); element; element = element->next) {
		if (overlay->edits_count == EDITS_LIMIT) {
			fields_problem(object, PROBLEM_REFUSED, "sessions",
				       "there are more than %d sessions\vsplit them into several overlays",
				       EDITS_LIMIT);
			break;
		}
		struct object edit = fields_element(object, "sessions", element, overlay->edits_count);
		overlay->edits = arena_grow(object->reading->arena, overlay->edits, &capacity, overlay->edits_count + 1,
					    sizeof *overlay->edits);
		struct source_edit *into = &overlay->edits[overlay->edits_count++];
		*into = (struct source_edit){0};
		read_edit(&edit, into);
	}
}

static void read_rooms(const struct object *object, struct source_overlay *overlay)
{
	struct object rooms = fields_object(object, "rooms");
	size_t capacity = 0;
	const cJSON *element;
	cJSON_ArrayForEach(element, rooms.node)
	{
		const char *name = element->string;
		if (*name == '_' || *name == '$')
			continue;
		if (overlay->rooms_count == ROOMS_LIMIT) {
			fields_problem(
				object, PROBLEM_WARNING, "rooms",
				"there are more than %d rooms; the rest keep their names\vname those that need it",
				ROOMS_LIMIT);
			break;
		}
		const char *shown = fields_line(&rooms, name, LINE_LIMIT);
		if (!shown)
			continue;
		overlay->rooms = arena_grow(object->reading->arena, overlay->rooms, &capacity, overlay->rooms_count + 1,
					    sizeof *overlay->rooms);
		overlay->rooms[overlay->rooms_count++] =
			(struct source_room){arena_text(object->reading->arena, name), shown};
	}
}

const char *const overlay_keys[] = {"type", "id", "sessions", "add", "rooms", NULL};

void overlay_read(const struct object *object, struct source_item *item)
{
	struct source_overlay *overlay = &item->overlay;
	read_edits(object, overlay);
	sessions_read(object, "add", &overlay->added);
	read_rooms(object, overlay);
	if (overlay->edits_count == 0 && overlay->added.sessions_count == 0 && overlay->rooms_count == 0 &&
	    !*object->refused)
		fields_problem(object, PROBLEM_WARNING, NULL,
			       "the overlay says nothing\vadd \"sessions\", \"add\" or \"rooms\"");
}
