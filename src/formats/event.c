#include <ctype.h>
#include <string.h>

#include "formats/content_types.h"
#include "formats/deck_names.h"
#include "model/colour.h"

enum { SCREENS_LIMIT = 200, DIRECTIONS_LIMIT = 100, NAME_LIMIT = 31 };

/* A name that is also a file's, of a theme. */
static const char *theme_name(const struct object *object)
{
	const char *name = fields_line(object, "theme", LINE_LIMIT);
	if (!name)
		return NULL;
	size_t length = strlen(name);
	for (const char *p = name; *p; p++)
		if (!isalnum((unsigned char)*p) && *p != '-' && *p != '_')
			length = SIZE_MAX;
	if (length <= NAME_LIMIT)
		return name;
	fields_problem(object, PROBLEM_WARNING, "theme",
		       "\"%.40s\" cannot be a theme's name, so it is left out\vwrite \"dusk\", \"day\" or the name of "
		       "a theme of yours",
		       name);
	return NULL;
}

/* The shape alone: whether there is such a zone, only ingest can tell. */
static const char *zone_name(const struct object *object)
{
	const cJSON *value = fields_value(object, "timezone");
	if (!value)
		return NULL;
	const char *name = cJSON_IsString(value) ? value->valuestring : "";
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/");
	if (length > 0 && length <= 64 && name[length] == '\0' && name[0] != '/')
		return arena_text(object->reading->arena, name);
	fields_problem(object, PROBLEM_REFUSED, "timezone",
		       "\"%.40s\" is no time zone\vwrite its name as region and city, such as \"Europe/Warsaw\"", name);
	return NULL;
}

static struct viewing read_viewing(const struct object *object, struct viewing otherwise)
{
	static const char *const known[] = {"distance_m", "diagonal_inch", "overscan_percent", NULL};
	struct object viewing = fields_object(object, "viewing");
	fields_known(&viewing, known);
	return (struct viewing){
		.distance_m = fields_number(&viewing, "distance_m", 0.5, 100, otherwise.distance_m),
		.diagonal_inch = fields_number(&viewing, "diagonal_inch", 5, 1000, otherwise.diagonal_inch),
		.overscan_percent = fields_number(&viewing, "overscan_percent", 0, 10, otherwise.overscan_percent),
	};
}

static uint32_t read_colour(const struct object *object, const char *key)
{
	const char *text = fields_line(object, key, LINE_LIMIT);
	uint32_t colour = 0;
	if (text && !colour_parse(text, &colour))
		fields_problem(
			object, PROBLEM_WARNING, key,
			"\"%.40s\" is no colour, so \"%s\" is left out\vwrite # and six hexadecimal digits, such as "
			"\"#0b5f4b\"",
			text, key);
	return colour;
}

/* A colour, or a picture. */
static void read_background(const struct object *object, struct source_item *item)
{
	const cJSON *value = fields_value(object, "background");
	if (!value)
		return;
	const char *text = cJSON_IsString(value) ? value->valuestring : NULL;
	if (text && text[strspn(text, " ")] == '#')
		item->event.brand.ground = read_colour(object, "background");
	else if (text && !strchr(text, '.')) /* a picture's name has an ending */
		fields_problem(object, PROBLEM_WARNING, "background",
			       "\"%.40s\" is neither a colour nor a picture, so \"background\" is left out\vwrite a "
			       "colour, such as \"#f0e8d8\", or a picture's file name",
			       text);
	else
		picture_read(object, "background", value, false, &item->background);
}

static void read_brand(const struct object *object, struct source_item *item)
{
	const cJSON *logo = fields_value(object, "logo");
	if (logo)
		picture_read(object, "logo", logo, false, &item->logo);
	item->event.brand.accent = read_colour(object, "accent");
	read_background(object, item);
}

/* When the screen is meant to be on. What is not understood leaves it on. */
static struct hours read_hours(const struct object *object)
{
	const cJSON *value = fields_value(object, "hours");
	struct hours hours = {.kind = HOURS_BETWEEN};
	if (!value)
		return (struct hours){0};
	if (cJSON_IsString(value) && strcmp(value->valuestring, "auto") == 0)
		return (struct hours){.kind = HOURS_AUTO};
	if (cJSON_IsString(value) && strcmp(value->valuestring, "always") == 0)
		return (struct hours){.kind = HOURS_ALWAYS};
	const cJSON *start = cJSON_IsArray(value) && cJSON_GetArraySize(value) == 2 ? value->child : NULL;
	if (start && cJSON_IsString(start) && cJSON_IsString(start->next) &&
	    minutes_parse(start->valuestring, &hours.start) && minutes_parse(start->next->valuestring, &hours.end) &&
	    hours.start != hours.end)
		return hours;
	fields_problem(object, PROBLEM_WARNING, "hours",
		       "\"hours\" is left out, for it is not understood\vwrite \"auto\", \"always\" or two times: "
		       "[\"08:00\", \"20:00\"]");
	return (struct hours){0};
}

static void read_directions(const struct object *screen, struct event_screen *into)
{
	struct object directions = fields_object(screen, "directions");
	size_t capacity = 0, seen = 0;
	const cJSON *child;
	cJSON_ArrayForEach(child, directions.node)
	{
		if (seen++ == DIRECTIONS_LIMIT) {
			fields_problem(&directions, PROBLEM_WARNING, NULL,
				       "there are more than %d directions\vkeep those that matter", DIRECTIONS_LIMIT);
			break;
		}
		const char *way = fields_value_line(&directions, child->string, child, LINE_LIMIT);
		if (!way)
			continue;
		into->directions = arena_grow(screen->reading->arena, into->directions, &capacity,
					      into->directions_count + 1, sizeof *into->directions);
		into->directions[into->directions_count++] =
			(struct direction){arena_text(screen->reading->arena, child->string), way};
	}
}

/* A kind that is not known shows nothing less: only those that are known count, and without any the screen shows all.
 */
static unsigned read_kinds(const struct object *screen)
{
	const char **names;
	unsigned kinds = 0;
	size_t count = fields_lines(screen, "kinds", &names, false);
	for (size_t i = 0; i < count; i++) {
		int kind = 0;
		while (deck_slide_kinds[kind] && strcmp(deck_slide_kinds[kind], names[i]) != 0)
			kind++;
		if (deck_slide_kinds[kind])
			kinds |= 1U << kind;
		else
			fields_problem(screen, PROBLEM_WARNING, "kinds",
				       "\"%.40s\" is no kind of page, so it is left out\vwrite \"agenda\", "
				       "\"announcement\" or \"photos\"",
				       names[i]);
	}
	return kinds;
}

static void read_screens(const struct object *event, struct event *into)
{
	static const char *const known[] = {"rooms",   "kinds", "directions", "theme",
					    "viewing", "hours", "emergency",  NULL};
	struct object screens = fields_object(event, "screens");
	size_t capacity = 0, seen = 0;
	const cJSON *child;
	cJSON_ArrayForEach(child, screens.node)
	{
		if (seen++ == SCREENS_LIMIT) {
			fields_problem(&screens, PROBLEM_WARNING, NULL,
				       "there are more than %d screens\vuse patterns, such as \"hall-*\"",
				       SCREENS_LIMIT);
			break;
		}
		struct object screen = fields_value_object(&screens, child->string, child);
		if (!screen.node)
			continue;
		fields_known(&screen, known);
		into->screens = arena_grow(event->reading->arena, into->screens, &capacity, into->screens_count + 1,
					   sizeof *into->screens);
		struct event_screen *one = &into->screens[into->screens_count++];
		*one = (struct event_screen){.name = arena_text(event->reading->arena, child->string)};
		one->rooms_count = fields_lines(&screen, "rooms", &one->rooms, false);
		one->kinds = read_kinds(&screen);
		fields_flag(&screen, "emergency");
		one->spared = cJSON_IsFalse(fields_value(&screen, "emergency"));
		one->theme = theme_name(&screen);
		one->viewing = read_viewing(&screen, (struct viewing){.overscan_percent = -1});
		one->hours = read_hours(&screen);
		read_directions(&screen, one);
	}
}

/* Is there a page for phones, and where? */
static void read_agenda_page(const struct object *object, struct source_item *item)
{
	const cJSON *value = fields_value(object, "agenda_page");
	if (!value || cJSON_IsFalse(value))
		return;
	item->event.agenda_page = true;
	if (!cJSON_IsTrue(value))
		code_read(object, "agenda_page", &item->agenda_url, &item->agenda_label);
}

const char *const event_keys[] = {"type",     "id",    "name",       "place",   "start",       "end",     "language",
				  "timezone", "theme", "logo",       "accent",  "background",  "contact", "viewing",
				  "captions", "hours", "day_change", "screens", "agenda_page", NULL};

void event_read(const struct object *object, struct source_item *item)
{
	static const char *const captions[] = {"written", "picture", NULL};
	_Static_assert(CAPTIONS_WRITTEN == 1 && CAPTIONS_PICTURE == 2, "in the order of their words");
	struct event *event = &item->event;
	event->folder = "";
	event->language = item->language ? item->language : "";
	event->name = fields_line(object, "name", LINE_LIMIT);
	event->place = fields_line(object, "place", LINE_LIMIT);
	event->contact = fields_line(object, "contact", LINE_LIMIT);
	event->start = fields_date(object, "start");
	event->end = fields_date(object, "end");
	event->zone.name = zone_name(object);
	event->theme = theme_name(object);
	int change = fields_minutes(object, "day_change");
	event->day_change = change < 0 ? 240 : change;
	if (change > 720) {
		event->day_change = 240;
		fields_problem(
			object, PROBLEM_WARNING, "day_change",
			"a day cannot begin in the afternoon, so 04:00 is taken\vwrite a time between 00:00 and 12:00");
	}
	read_brand(object, item);
	event->viewing = read_viewing(object, (struct viewing){.distance_m = 10, .diagonal_inch = 55});
	item->captions = (enum source_captions)(fields_choice(object, "captions", captions) + 1);
	event->hours = read_hours(object);
	read_agenda_page(object, item);
	read_screens(object, event);
	if (date_none(event->end))
		event->end = event->start;
	else if (date_none(event->start) && !*object->refused)
		event->start = event->end;
	if (!*object->refused && date_compare(event->end, event->start) < 0)
		fields_problem(object, PROBLEM_REFUSED, "end",
			       "the event ends before it starts\vcheck \"start\" and \"end\"");
}
