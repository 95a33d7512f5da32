#include <cjson/cJSON.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/deck.h"
#include "formats/deck_names.h"
#include "formats/json_scan.h"
#include "formats/pixels.h"
#include "model/colour.h"

/* Reading goes on after a fault, with what is wrong left empty: the first fault's reason decides at the end. */
struct reader {
	struct arena *arena;
	const char *reason; /* NULL: none so far */
};

/* A UTC second that every calendar function of ours can bear. */
#define SECOND_LIMIT 1e11

static void fault(struct reader *reader, const char *reason)
{
	if (!reader->reason)
		reader->reason = reason;
}

static const cJSON *get(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const char *text_or_null(struct reader *reader, const cJSON *object, const char *key)
{
	const cJSON *value = get(object, key);
	if (value && !cJSON_IsString(value))
		fault(reader, "a text is none");
	return value && cJSON_IsString(value) ? arena_text(reader->arena, value->valuestring) : NULL;
}

static const char *need_text(struct reader *reader, const cJSON *object, const char *key)
{
	const char *found = text_or_null(reader, object, key);
	if (!found)
		fault(reader, "a text is missing");
	return found ? found : "";
}

static double number(struct reader *reader, const cJSON *object, const char *key, double least, double most,
		     double otherwise)
{
	const cJSON *value = get(object, key);
	if (!value)
		return otherwise;
	double found = cJSON_IsNumber(value) ? value->valuedouble : NAN;
	if (!(found >= least && found <= most)) {
		fault(reader, "a number is none or out of its range");
		return otherwise;
	}
	return found;
}

static int64_t integer(struct reader *reader, const cJSON *object, const char *key, double least, double most,
		       int64_t otherwise)
{
	if (!get(object, key))
		return otherwise;
	double found = number(reader, object, key, least, most, least);
	if (found != floor(found))
		fault(reader, "a whole number is none");
	return (int64_t)found;
}

static int small(struct reader *reader, const cJSON *object, const char *key, int least, int most)
{
	return (int)integer(reader, object, key, least, most, 0);
}

static bool flag(struct reader *reader, const cJSON *object, const char *key)
{
	const cJSON *value = get(object, key);
	if (value && !cJSON_IsBool(value))
		fault(reader, "a flag is none");
	return cJSON_IsTrue(value);
}

static struct date date(struct reader *reader, const cJSON *object, const char *key)
{
	struct date found = {0};
	const char *written = text_or_null(reader, object, key);
	if (written && !date_parse(written, &found))
		fault(reader, "a date is none");
	return found;
}

static int choice(struct reader *reader, const cJSON *object, const char *key, const char *const *names)
{
	const char *name = need_text(reader, object, key);
	for (int i = 0; names[i]; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	fault(reader, "a kind is not known");
	return 0;
}

/* The list's first element and how many there are; a missing list is an empty one. */
static const cJSON *list(struct reader *reader, const cJSON *object, const char *key, size_t *count)
{
	const cJSON *value = get(object, key);
	if (value && !cJSON_IsArray(value))
		fault(reader, "a list is none");
	const cJSON *first = value && cJSON_IsArray(value) ? value->child : NULL;
	*count = 0;
	for (const cJSON *element = first; element; element = element->next)
		(*count)++;
	return first;
}

static const char **texts(struct reader *reader, const cJSON *object, const char *key, size_t *count)
{
	const cJSON *element = list(reader, object, key, count);
	const char **found = element ? arena_allocate(reader->arena, *count, sizeof *found) : NULL;
	for (size_t i = 0; element; element = element->next, i++) {
		if (!cJSON_IsString(element))
			fault(reader, "a text is none");
		found[i] = arena_text(reader->arena, cJSON_IsString(element) ? element->valuestring : "");
	}
	return found;
}

static void read_zone(struct reader *reader, const cJSON *object, struct zone *zone)
{
	zone->name = text_or_null(reader, object, "zone");
	const cJSON *element = list(reader, object, "transitions", &zone->transitions_count);
	if (zone->transitions_count > 0)
		zone->transitions = arena_allocate(reader->arena, zone->transitions_count, sizeof *zone->transitions);
	for (size_t i = 0; element; element = element->next, i++) {
		const cJSON *when = cJSON_GetArrayItem(element, 0), *offset = cJSON_GetArrayItem(element, 1);
		if (!cJSON_IsArray(element) || !cJSON_IsNumber(when) || !cJSON_IsNumber(offset) ||
		    !(fabs(when->valuedouble) <= SECOND_LIMIT) || !(fabs(offset->valuedouble) <= 86400)) {
			fault(reader, "a zone's transition is none");
			continue;
		}
		zone->transitions[i] = (struct zone_transition){(int64_t)when->valuedouble, (int)offset->valuedouble};
		if (i > 0 && zone->transitions[i].utc_s <= zone->transitions[i - 1].utc_s)
			fault(reader, "a zone's transitions do not ascend");
	}
}

static struct viewing read_viewing(struct reader *reader, const cJSON *object)
{
	return (struct viewing){
		.distance_m = number(reader, object, "distance_m", 0, 1e6, 0),
		.diagonal_inch = number(reader, object, "diagonal_inch", 0, 1e6, 0),
		.overscan_percent = number(reader, object, "overscan_percent", -1, 10, 0),
	};
}

static struct hours read_hours(struct reader *reader, const cJSON *object)
{
	if (!get(object, "hours"))
		return (struct hours){0};
	return (struct hours){
		.kind = (enum hours_kind)choice(reader, object, "hours", deck_hours_kinds),
		.start = small(reader, object, "hours_start", 0, 1440),
		.end = small(reader, object, "hours_end", 0, 1440),
	};
}

static void read_screen(struct reader *reader, const cJSON *object, struct event_screen *screen)
{
	screen->name = need_text(reader, object, "name");
	screen->rooms = texts(reader, object, "rooms", &screen->rooms_count);
	screen->kinds = (unsigned)small(reader, object, "kinds", 0, 7);
	screen->spared = flag(reader, object, "spared");
	screen->theme = text_or_null(reader, object, "theme");
	screen->viewing = read_viewing(reader, object);
	screen->hours = read_hours(reader, object);
	const cJSON *element = list(reader, object, "directions", &screen->directions_count);
	screen->directions = arena_allocate(reader->arena, screen->directions_count, sizeof *screen->directions);
	for (size_t i = 0; element; element = element->next, i++)
		screen->directions[i] =
			(struct direction){need_text(reader, element, "room"), need_text(reader, element, "way")};
}

static void read_picture(struct reader *reader, const cJSON *object, struct picture *picture)
{
	picture->name = need_text(reader, object, "name");
	picture->width_px = small(reader, object, "width", 1, PIXELS_SIDE_LIMIT);
	picture->height_px = small(reader, object, "height", 1, PIXELS_SIDE_LIMIT);
	picture->transparent = flag(reader, object, "transparent");
	picture->alt = text_or_null(reader, object, "alt");
	if (!*picture->name || strchr(picture->name, '/') || *picture->name == '.' || strlen(picture->name) > 200)
		fault(reader, "a picture's name is none");
	if (picture->width_px == 0 || picture->height_px == 0)
		fault(reader, "a picture's size is missing");
}

static struct picture *picture_or_null(struct reader *reader, const cJSON *object, const char *key)
{
	const cJSON *value = get(object, key);
	if (!value)
		return NULL;
	struct picture *picture = arena_allocate(reader->arena, 1, sizeof *picture);
	read_picture(reader, value, picture);
	return picture;
}

static uint32_t colour(struct reader *reader, const cJSON *object, const char *key)
{
	const char *text = text_or_null(reader, object, key);
	uint32_t found = 0;
	if (text && !colour_parse(text, &found))
		fault(reader, "a colour is none");
	return found;
}

static void read_brand(struct reader *reader, const cJSON *object, struct brand *brand)
{
	brand->logo = picture_or_null(reader, object, "logo");
	brand->background = picture_or_null(reader, object, "background");
	brand->accent = colour(reader, object, "accent");
	brand->ground = colour(reader, object, "ground");
}

static void read_event(struct reader *reader, const cJSON *object, struct event *event)
{
	event->folder = need_text(reader, object, "folder");
	event->name = text_or_null(reader, object, "name");
	event->place = text_or_null(reader, object, "place");
	event->start = date(reader, object, "start");
	event->end = date(reader, object, "end");
	event->language = need_text(reader, object, "language");
	read_zone(reader, object, &event->zone);
	event->theme = text_or_null(reader, object, "theme");
	event->contact = text_or_null(reader, object, "contact");
	event->agenda_page = flag(reader, object, "agenda_page");
	read_brand(reader, object, &event->brand);
	event->viewing = read_viewing(reader, object);
	event->hours = read_hours(reader, object);
	event->day_change = small(reader, object, "day_change", 0, 1440);
	const cJSON *element = list(reader, object, "screens", &event->screens_count);
	event->screens = arena_allocate(reader->arena, event->screens_count, sizeof *event->screens);
	for (size_t i = 0; element; element = element->next, i++)
		read_screen(reader, element, &event->screens[i]);
}

static void read_session(struct reader *reader, const cJSON *object, struct session *session)
{
	session->id = need_text(reader, object, "id");
	session->title = need_text(reader, object, "title");
	session->room = text_or_null(reader, object, "room");
	session->note = text_or_null(reader, object, "note");
	session->kind = (enum session_kind)choice(reader, object, "kind", deck_session_kinds);
	session->start_utc_s = integer(reader, object, "start", -SECOND_LIMIT, SECOND_LIMIT, INT64_MAX);
	session->end_utc_s = integer(reader, object, "end", -SECOND_LIMIT, SECOND_LIMIT, INT64_MIN);
	session->all_day = flag(reader, object, "all_day");
	session->end_guessed = flag(reader, object, "end_guessed");
	session->cancelled = flag(reader, object, "cancelled");
	session->delay_minutes = small(reader, object, "delay_minutes", -100000, 100000);
	session->moved = text_or_null(reader, object, "moved");
	session->was_room = text_or_null(reader, object, "was_room");
	session->was_start_utc_s = integer(reader, object, "was_start", -SECOND_LIMIT, SECOND_LIMIT, 0);
	session->was_title = text_or_null(reader, object, "was_title");
	session->added = flag(reader, object, "added");
	session->changed_utc_s = integer(reader, object, "changed", -SECOND_LIMIT, SECOND_LIMIT, 0);
	if (session->end_utc_s <= session->start_utc_s)
		fault(reader, "a session does not end after it starts");
	const cJSON *element = list(reader, object, "people", &session->people_count);
	session->people = arena_allocate(reader->arena, session->people_count, sizeof *session->people);
	for (size_t i = 0; element; element = element->next, i++)
		session->people[i] =
			(struct person){need_text(reader, element, "name"), text_or_null(reader, element, "role")};
}

static void read_agenda(struct reader *reader, const cJSON *object, struct agenda *agenda)
{
	agenda->title = text_or_null(reader, object, "title");
	agenda->room = text_or_null(reader, object, "room");
	agenda->date = date(reader, object, "date");
	agenda->rooms = texts(reader, object, "rooms", &agenda->rooms_count);
	const cJSON *element = list(reader, object, "sessions", &agenda->sessions_count);
	agenda->sessions = arena_allocate(reader->arena, agenda->sessions_count, sizeof *agenda->sessions);
	for (size_t i = 0; element; element = element->next, i++) {
		read_session(reader, element, &agenda->sessions[i]);
		if (i > 0 && agenda->sessions[i].start_utc_s < agenda->sessions[i - 1].start_utc_s)
			fault(reader, "an agenda's sessions do not ascend");
	}
}

static void read_prose(struct reader *reader, const cJSON *object, struct prose *prose)
{
	const cJSON *element = list(reader, object, "text", &prose->blocks_count);
	prose->blocks = arena_allocate(reader->arena, prose->blocks_count, sizeof *prose->blocks);
	for (size_t i = 0; element; element = element->next, i++) {
		struct prose_block *block = &prose->blocks[i];
		block->kind = (enum prose_kind)choice(reader, element, "kind", deck_prose_kinds);
		block->depth = small(reader, element, "depth", 0, 100);
		block->number = small(reader, element, "number", 0, INT32_MAX);
		const cJSON *span = list(reader, element, "spans", &block->spans_count);
		block->spans = arena_allocate(reader->arena, block->spans_count, sizeof *block->spans);
		for (size_t j = 0; span; span = span->next, j++)
			block->spans[j] = (struct prose_span){
				need_text(reader, span, "text"),
				(unsigned)small(reader, span, "style", 0, PROSE_STRONG | PROSE_EMPHASIS)};
	}
}

static void read_qr(struct reader *reader, const cJSON *object, struct qr *qr)
{
	qr->url = need_text(reader, object, "url");
	qr->label = text_or_null(reader, object, "label");
	qr->size = small(reader, object, "size", 0, 177);
	qr->modules = need_text(reader, object, "modules");
	size_t side = (size_t)qr->size, count = strspn(qr->modules, "01");
	if (side < 21 || (side - 17) % 4 != 0 || count != side * side || qr->modules[count] != '\0')
		fault(reader, "a QR code is not whole");
}

static void read_announcement(struct reader *reader, const cJSON *object, struct announcement *announcement)
{
	announcement->title = text_or_null(reader, object, "title");
	read_prose(reader, object, &announcement->text);
	announcement->picture = picture_or_null(reader, object, "picture");
	const cJSON *qr = get(object, "qr");
	if (qr)
		read_qr(reader, qr, &announcement->qr);
}

static void read_photos(struct reader *reader, const cJSON *object, struct photos *photos)
{
	photos->title = text_or_null(reader, object, "title");
	const cJSON *element = list(reader, object, "photos", &photos->photos_count);
	photos->photos = arena_allocate(reader->arena, photos->photos_count, sizeof *photos->photos);
	for (size_t i = 0; element; element = element->next, i++) {
		read_picture(reader, element, &photos->photos[i].picture);
		photos->photos[i].caption = text_or_null(reader, element, "caption");
	}
}

static void read_slide(struct reader *reader, const cJSON *object, size_t events_count, struct slide *slide)
{
	slide->id = need_text(reader, object, "id");
	slide->digest = need_text(reader, object, "digest");
	slide->source = need_text(reader, object, "source");
	slide->kind = (enum slide_kind)choice(reader, object, "kind", deck_slide_kinds);
	slide->event = (size_t)integer(reader, object, "event", 0, 1e6, 0);
	if (slide->event >= events_count) {
		fault(reader, "a slide's event does not exist");
		slide->event = 0;
	}
	slide->window.from_utc_s = integer(reader, object, "from", -SECOND_LIMIT, SECOND_LIMIT, INT64_MIN);
	slide->window.until_utc_s = integer(reader, object, "until", -SECOND_LIMIT, SECOND_LIMIT, INT64_MAX);
	slide->window.weekdays = (unsigned)small(reader, object, "weekdays", 0, 127);
	slide->window.between_start = small(reader, object, "between_start", 0, 1440);
	slide->window.between_end = small(reader, object, "between_end", 0, 1440);
	slide->high = flag(reader, object, "high");
	slide->emergency = flag(reader, object, "emergency");
	slide->seconds = number(reader, object, "seconds", 0, 86400, 0);
	slide->language = need_text(reader, object, "language");
	slide->on = texts(reader, object, "on", &slide->on_count);
	const cJSON *content = get(object, "content");
	if (!cJSON_IsObject(content))
		fault(reader, "a slide has no content");
	else if (slide->kind == SLIDE_AGENDA)
		read_agenda(reader, content, &slide->agenda);
	else if (slide->kind == SLIDE_ANNOUNCEMENT)
		read_announcement(reader, content, &slide->announcement);
	else
		read_photos(reader, content, &slide->photos);
}

static void read_deck(struct reader *reader, const cJSON *root, struct deck *deck)
{
	deck->key = need_text(reader, root, "key");
	deck->width_px = small(reader, root, "width", 0, PIXELS_SIDE_LIMIT);
	deck->height_px = small(reader, root, "height", 0, PIXELS_SIDE_LIMIT);
	const cJSON *event = list(reader, root, "events", &deck->events_count);
	if (!event) {
		fault(reader, "there is no event");
		return;
	}
	deck->events = arena_allocate(reader->arena, deck->events_count, sizeof *deck->events);
	for (size_t i = 0; event; event = event->next, i++)
		read_event(reader, event, &deck->events[i]);
	const cJSON *slide = list(reader, root, "slides", &deck->slides_count);
	deck->slides = arena_allocate(reader->arena, deck->slides_count, sizeof *deck->slides);
	for (size_t i = 0; slide; slide = slide->next, i++)
		read_slide(reader, slide, deck->events_count, &deck->slides[i]);
}

struct deck *deck_read(const char *text, size_t length, const char **reason)
{
	struct json_fault not_json;
	*reason = "it is not JSON, or not whole";
	if (utf8_check(text, length) != length || !json_scan(text, length, SIZE_MAX, &not_json))
		return NULL;
	cJSON *root = cJSON_ParseWithLength(text, length);
	const cJSON *version = cJSON_GetObjectItemCaseSensitive(root, "version");
	if (!cJSON_IsNumber(version) || version->valuedouble != DECK_VERSION) {
		*reason = "it is of another version";
		cJSON_Delete(root);
		return NULL;
	}
	struct deck *deck = deck_create();
	struct reader reader = {.arena = deck->arena};
	read_deck(&reader, root, deck);
	cJSON_Delete(root);
	*reason = reader.reason;
	if (reader.reason) {
		deck_destroy(deck);
		return NULL;
	}
	return deck;
}
