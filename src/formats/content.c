#include "formats/content.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "formats/content_types.h"
#include "formats/emergency.h"
#include "formats/encoding.h"
#include "formats/excerpt.h"
#include "formats/foreign_file.h"
#include "formats/json.h"

static const char foreign_remedy[] =
	"put the export of a conference system here (schedule.json, schedule.xml, iCalendar, Indico), or write "
	"{ \"type\": \"agenda\", \"sessions\": [ … ] }";

enum { ITEMS_LIMIT = 2000 };

static const char *const type_names[] = {
	[SOURCE_EVENT] = "event",   [SOURCE_AGENDA] = "agenda",   [SOURCE_ANNOUNCEMENT] = "announcement",
	[SOURCE_PHOTOS] = "photos", [SOURCE_OVERLAY] = "overlay", NULL,
};

static bool ends_with(const char *path, const char *ending)
{
	size_t length = strlen(path), size = strlen(ending);
	return length > size && strcasecmp(path + length - size, ending) == 0;
}

bool content_named(const char *path)
{
	static const char *const endings[] = {".json", ".txt", ".md", ".xml", ".ics", ".ical", ".csv"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (ends_with(path, endings[i]))
			return true;
	return false;
}

/* An object without a known "type": what it seems to be, so that the remedy is the right one. */
static void tell_type(const struct object *object)
{
	static const struct {
		const char *key, *type;
	} marks[] = {{"add", "overlay"},     {"sessions", "agenda"},     {"photos", "photos"},
		     {"screens", "event"},   {"timezone", "event"},      {"text", "announcement"},
		     {"qr", "announcement"}, {"picture", "announcement"}};
	const cJSON *type = fields_value(object, "type");
	if (type && cJSON_IsString(type)) {
		const char *nearest = fields_called(type->valuestring, type_names);
		if (!nearest)
			nearest = fields_nearest(type->valuestring, type_names);
		if (nearest)
			fields_problem(object, PROBLEM_REFUSED, "type",
				       "the type \"%.40s\" is not known\vdid you mean \"%s\"?", type->valuestring,
				       nearest);
		else
			fields_problem(
				object, PROBLEM_REFUSED, "type",
				"the type \"%.40s\" is not known\vwrite \"event\", \"agenda\", \"announcement\", "
				"\"photos\" or \"overlay\"",
				type->valuestring);
		return;
	}
	const cJSON *child;
	cJSON_ArrayForEach(child, object->node)
	{
		if (type || !cJSON_IsString(child) ||
		    !fields_called(child->string, (const char *const[]){"type", NULL}))
			continue;
		fields_problem(object, PROBLEM_REFUSED, child->string,
			       "nothing says what this is, but there is a key \"%.40s\"\vdid you mean \"type\"?",
			       child->string);
		return;
	}
	for (size_t i = 0; !type && i < sizeof marks / sizeof *marks; i++) {
		if (cJSON_HasObjectItem(object->node, marks[i].key)) {
			fields_problem(object, PROBLEM_REFUSED, NULL,
				       "nothing says what this is\vadd \"type\": \"%s\" if that is meant",
				       marks[i].type);
			return;
		}
	}
	fields_problem(object, PROBLEM_REFUSED, type ? "type" : NULL,
		       "nothing says what this is\vadd \"type\": \"event\", \"agenda\", \"announcement\", \"photos\" "
		       "or \"overlay\"");
}

/* A bare date as the end means that day's end. */
static bool never_open(const struct moment *from, const struct moment *until)
{
	int64_t day_s = until->has_time ? 0 : 86400;
	return from->given && until->given && from->has_offset == until->has_offset &&
	       civil_seconds(from->civil) - from->offset_s >= civil_seconds(until->civil) + day_s - until->offset_s;
}

/* A mistake here would show the item when it is not meant to be seen, so each refuses. */
static void read_show(const struct object *object, struct source_show *into)
{
	static const char *const known[] = {"from", "until", "days", "between", NULL};
	const cJSON *value = fields_value(object, "show");
	if (value && !cJSON_IsObject(value)) {
		fields_problem(
			object, PROBLEM_REFUSED, "show",
			"\"show\" is not an object\vwrite { \"from\": \"2018-10-22\", \"until\": \"2018-10-23\" }");
		return;
	}
	struct object show = fields_object(object, "show");
	fields_known(&show, known);
	into->from = fields_moment(&show, "from");
	into->until = fields_moment(&show, "until");
	into->weekdays = fields_weekdays(&show, "days");
	if (never_open(&into->from, &into->until))
		fields_problem(&show, PROBLEM_REFUSED, "until", "\"until\" is not after \"from\"\vcheck both");
	const cJSON *between = fields_value(&show, "between");
	if (!between)
		return;
	if (!cJSON_IsArray(between) || cJSON_GetArraySize(between) != 2) {
		fields_problem(&show, PROBLEM_REFUSED, "between",
			       "\"between\" is not two times\vwrite [\"08:00\", \"10:00\"]");
		return;
	}
	into->between_start = fields_time_text(&show, "between", between->child);
	into->between_end = fields_time_text(&show, "between", between->child->next);
	if (into->between_start >= 0 && into->between_start == into->between_end)
		fields_problem(&show, PROBLEM_REFUSED, "between",
			       "both times of \"between\" are the same\v"
			       "write when it starts and when it ends");
}

static const char *read_language(const struct object *object)
{
	const char *tag = fields_line(object, "language", LINE_LIMIT);
	if (!tag)
		return NULL;
	size_t primary = strcspn(tag, "-"), length = strlen(tag);
	if (length <= 35 && primary >= 2 && primary <= 3 && tag[length - 1] != '-' &&
	    strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == length)
		return tag;
	fields_problem(
		object, PROBLEM_WARNING, "language",
		"\"%.40s\" is no language code, so it is left out\vwrite a code such as \"pl\", \"en\" or \"de\"", tag);
	return NULL;
}

static void read_item(const struct object *object, struct source_item *item)
{
	static const char *const priorities[] = {"normal", "high", NULL};
	if (!cJSON_IsObject(object->node)) {
		fields_problem(object, PROBLEM_REFUSED, NULL,
			       "this is not an object\vwrite { \"type\": \"announcement\", \"title\": \"…\" }");
		return;
	}
	static const char *const *const keys[] = {
		[SOURCE_EVENT] = event_keys,
		[SOURCE_AGENDA] = agenda_keys,
		[SOURCE_ANNOUNCEMENT] = announcement_keys,
		[SOURCE_PHOTOS] = photos_keys,
		[SOURCE_OVERLAY] = overlay_keys,
	};
	fields_adopt(object, (const char *const[]){"type", NULL});
	const cJSON *type = fields_value(object, "type");
	int kind = 0;
	while (type_names[kind] && !(cJSON_IsString(type) && fields_alike(type->valuestring, type_names[kind])))
		kind++;
	if (!type_names[kind]) {
		tell_type(object);
		return;
	}
	if (strcmp(type->valuestring, type_names[kind]) != 0)
		fields_problem(object, PROBLEM_WARNING, "type",
			       "the type \"%.40s\" is understood as \"%s\"\vwrite \"%s\"", type->valuestring,
			       type_names[kind], type_names[kind]);
	item->kind = (enum source_kind)kind;
	fields_known(object, keys[kind]);
	item->id = fields_line(object, "id", LINE_LIMIT);
	item->language = read_language(object);
	if (item->kind == SOURCE_EVENT) { /* no slide: nothing else of what items share has a meaning for it */
		event_read(object, item);
		return;
	}
	if (item->kind == SOURCE_OVERLAY) {
		overlay_read(object, item);
		return;
	}
	read_show(object, &item->show);
	item->on_count = fields_lines(object, "on", &item->on, true);
	item->seconds = fields_number(object, "seconds", 2, 3600, 0);
	item->high = fields_choice(object, "priority", priorities) == 1;
	if (item->kind == SOURCE_AGENDA)
		agenda_read(object, item);
	else if (item->kind == SOURCE_ANNOUNCEMENT)
		announcement_read(object, item);
	else
		photos_read(object, item);
}

static void add_item(struct source *source, size_t *capacity, struct reading *reading, const cJSON *node,
		     const char *json_path)
{
	source->items =
		arena_grow(source->arena, source->items, capacity, source->items_count + 1, sizeof *source->items);
	size_t index = source->items_count++;
	struct source_item *item = &source->items[index];
	bool refused = json_duplicates_refuse(reading->json, json_path, reading->problems);
	*item = (struct source_item){.kind = SOURCE_ANNOUNCEMENT, .index = index, .json_path = json_path};
	struct object object = {reading, node, json_path, &refused};
	read_item(&object, item);
	if (refused)
		*item = (struct source_item){
			.kind = item->kind, .index = index, .json_path = json_path, .refused = true};
}

/* Where an event's agenda page is, the wall tells by an announcement. */
static void add_agenda_page(struct source *source, size_t *capacity, size_t event)
{
	source->items =
		arena_grow(source->arena, source->items, capacity, source->items_count + 1, sizeof *source->items);
	const struct source_item *item = &source->items[event];
	const char *title = item->agenda_label != NULL ? item->agenda_label : item->event.name;
	size_t index = source->items_count++;
	source->items[index] =
		(struct source_item){.kind = SOURCE_ANNOUNCEMENT,
				     .index = index,
				     .json_path = arena_format(source->arena, "%s.agenda_page", item->json_path),
				     .language = item->language,
				     .announcement = {.title = title, .qr_url = item->agenda_url}};
}

static bool read_items(struct source *source, const struct json *json, struct problems *problems)
{
	struct reading reading = {.json = json, .problems = problems, .arena = source->arena};
	size_t capacity = 0;
	bool understood = true;
	if (!cJSON_IsArray(json->root)) {
		add_item(source, &capacity, &reading, json->root, "$");
	} else if (cJSON_GetArraySize(json->root) == 0) {
		json_problem(json, problems, PROBLEM_WARNING, "$", "the list is empty, so nothing of it is shown",
			     NULL);
	} else if (cJSON_GetArraySize(json->root) > ITEMS_LIMIT) {
		json_problem(json, problems, PROBLEM_REFUSED, "$", "the list has more than 2000 elements",
			     "split it into several files");
		understood = false;
	} else {
		for (const cJSON *child = json->root->child; child; child = child->next)
			add_item(source, &capacity, &reading, child,
				 arena_format(source->arena, "$[%zu]", source->items_count));
	}
	for (size_t i = 0, count = source->items_count; i < count; i++)
		if (source->items[i].kind == SOURCE_EVENT && !source->items[i].refused &&
		    source->items[i].agenda_url != NULL)
			add_agenda_page(source, &capacity, i);
	return understood;
}

static bool read_json(struct source *source, const char *text, size_t length, struct problems *problems)
{
	struct json json;
	size_t first = problems->count;
	if (!json_parse(&json, source->path, text, length, problems)) {
		excerpts_cut(problems, first, text, length);
		return false;
	}
	bool understood = true;
	const char *foreign = foreign_json(json.root);
	if (schedule_json_is(json.root)) {
		json_duplicates_warn(&json, problems); /* its author is a program, which can mend nothing */
		schedule_json_read(source, &json, problems);
	} else if (indico_is(json.root)) {
		json_duplicates_warn(&json, problems);
		indico_read(source, &json, problems);
	} else if (foreign) {
		json_problem(&json, problems, PROBLEM_REFUSED, "$",
			     arena_format(source->arena, "this seems to be %s, which callboard does not read", foreign),
			     foreign_remedy);
		understood = false;
	} else {
		understood = read_items(source, &json, problems);
		/* Of exports nothing is quoted: they have people in them. */
		excerpts_cut(problems, first, text, length);
	}
	json_finish(&json);
	return understood;
}

/* Editors like to append ".txt" to a name that ends in ".json". */
static bool looks_like_json(const char *text)
{
	text += strspn(text, " \t\r\n");
	return (*text == '{' || *text == '[') && (strstr(text, "\"type\"") || strstr(text, "\"conference\""));
}

static bool looks_like_calendar(const char *text)
{
	return strncasecmp(text + strspn(text, " \t\r\n"), "BEGIN:VCALENDAR", strlen("BEGIN:VCALENDAR")) == 0;
}

static bool looks_like_schedule_xml(const char *text)
{
	enum { HEAD = 4096 };
	text += strspn(text, " \t\r\n");
	return *text == '<' && memmem(text, strnlen(text, HEAD), "<schedule", strlen("<schedule"));
}

/* Windows hides the last ending of a name, so "agenda.json" becomes "agenda.json.txt". */
static const char *without_txt(struct source *source, struct problems *problems)
{
	const char *path = source->path;
	size_t length = strlen(path);
	if (!ends_with(path, ".txt"))
		return path;
	const char *named = arena_text_part(source->arena, path, length - strlen(".txt"));
	if (!content_named(named) || ends_with(named, ".txt") || ends_with(named, ".md"))
		return path;
	const char *dot = strrchr(named, '.');
	problems_add(problems,
		     &(struct problem){.level = PROBLEM_WARNING,
				       .path = path,
				       .words = arena_format(source->arena,
							     "the name ends in %s.txt, so it is read as %s", dot, dot),
				       .remedy = "take .txt off its name (Windows hides it: View, File name "
						 "extensions)"});
	return named;
}

/* Only the main folder has any. */
static bool is_emergency(const char *path)
{
	return strchr(path, '/') == NULL && emergency_named(path);
}

/* By what stands in it, for names are whatever a download gave; the name decides what content leaves open. */
static bool read_text(struct source *source, const char *text, size_t length, struct problems *problems)
{
	const char *path = source->path;
	const char *folder_end = strrchr(path, '/');
	if (is_emergency(path))
		return emergency_read(source, text, length, problems);
	if (folder_end && emergency_named(folder_end + 1))
		problems_add(problems,
			     &(struct problem){.level = PROBLEM_WARNING,
					       .path = path,
					       .words = "this is no emergency here: only the main folder is looked at "
							"for that",
					       .remedy = "move it to the main folder, if it is one"});
	path = without_txt(source, problems);
	if (looks_like_calendar(text) || ends_with(path, ".ics") || ends_with(path, ".ical"))
		return icalendar_read(source, text, length, problems);
	if (looks_like_schedule_xml(text) || ends_with(path, ".xml"))
		return schedule_xml_read(source, text, length, problems);
	if (looks_like_json(text) || ends_with(path, ".json"))
		return read_json(source, text, length, problems);
	if (ends_with(path, ".csv"))
		return csv_read(source, text, length, problems);
	size_t first = problems->count;
	bool understood = text_read(source, text, length, problems);
	excerpts_cut(problems, first, text, length);
	return understood;
}

/* What people write themselves, as against what programs export: that may have people in it, and is not quoted. */
static bool hand_written(const char *path)
{
	return ends_with(path, ".json") || ends_with(path, ".txt") || ends_with(path, ".md");
}

/* A line that ends with a carriage return alone. */
static void lines_of_old_macs(struct buffer *text)
{
	for (size_t i = 0; i < text->length; i++)
		if (text->bytes[i] == '\r' && (i + 1 == text->length || text->bytes[i + 1] != '\n'))
			text->bytes[i] = '\n';
}

bool content_read_as(struct source *source, const char *path, const void *bytes, size_t length, const char *language,
		     struct problems *problems)
{
	*source = (struct source){.arena = arena_create()};
	source->path = arena_text(source->arena, path);
	if (length > CONTENT_LIMIT_BYTES) {
		problems_add(problems, &(struct problem){.level = PROBLEM_REFUSED,
							 .path = path,
							 .words = "the file is larger than 8 MB",
							 .remedy = "split it, or check that it is the right file"});
		return false;
	}
	/* What XML is, its reader knows better. */
	const struct foreign_file *foreign = ends_with(path, ".xml") ? NULL : foreign_file_begins(bytes, length);
	if (foreign) {
		problems_add(problems, &(struct problem){.level = PROBLEM_REFUSED,
							 .path = path,
							 .words = foreign->words,
							 .remedy = foreign->remedy});
		return false;
	}
	struct buffer text;
	buffer_init(&text);
	size_t first = problems->count;
	bool decoded = is_emergency(path) ? encoding_decode_urgent(path, bytes, length, language, &text, problems)
		       : ends_with(path, ".csv") ? encoding_decode_excel(path, bytes, length, language, &text, problems)
						 : encoding_decode(path, bytes, length, language, &text, problems);
	if (!decoded && hand_written(path) && memchr(bytes, 0, length) == NULL)
		excerpts_cut(problems, first, bytes, length);
	source->undecoded = !decoded;
	lines_of_old_macs(&text);
	bool understood = decoded && read_text(source, buffer_text(&text), text.length, problems);
	buffer_finish(&text);
	return understood;
}

bool content_read(struct source *source, const char *path, const void *bytes, size_t length, struct problems *problems)
{
	return content_read_as(source, path, bytes, length, "", problems);
}

void source_finish(struct source *source)
{
	arena_destroy(source->arena);
	*source = (struct source){0};
}
