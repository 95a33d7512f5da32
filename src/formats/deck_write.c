#include <assert.h>
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

#include "formats/deck.h"
#include "formats/deck_names.h"

const char *const deck_slide_kinds[] = {"agenda", "announcement", "photos", NULL};
const char *const deck_session_kinds[] = {"talk", "break", "meal", "registration", "other", NULL};
const char *const deck_hours_kinds[] = {"unsaid", "always", "auto", "between", NULL};
const char *const deck_prose_kinds[] = {"paragraph", "heading", "item", "number", "quote", NULL};

/* What a deck leaves empty is left out, so that most of the file is content. */
static void put_text(cJSON *object, const char *key, const char *text)
{
	if (text)
		cJSON_AddStringToObject(object, key, text);
}

static void put_number(cJSON *object, const char *key, double number)
{
	if (number != 0)
		cJSON_AddNumberToObject(object, key, number);
}

static void put_flag(cJSON *object, const char *key, bool flag)
{
	if (flag)
		cJSON_AddTrueToObject(object, key);
}

static void put_date(cJSON *object, const char *key, struct date date)
{
	char text[11];
	if (date_none(date))
		return;
	date_format(date, text);
	cJSON_AddStringToObject(object, key, text);
}

static void put_texts(cJSON *object, const char *key, const char **texts, size_t count)
{
	if (count == 0)
		return;
	cJSON *array = cJSON_AddArrayToObject(object, key);
	for (size_t i = 0; i < count; i++)
		cJSON_AddItemToArray(array, cJSON_CreateString(texts[i]));
}

/* An object appended to an array. */
static cJSON *put_element(cJSON *array)
{
	cJSON *element = cJSON_CreateObject();
	cJSON_AddItemToArray(array, element);
	return element;
}

static cJSON *put_array(cJSON *object, const char *key, size_t count)
{
	return count > 0 ? cJSON_AddArrayToObject(object, key) : NULL;
}

static void put_zone(cJSON *object, const struct zone *zone)
{
	put_text(object, "zone", zone->name);
	cJSON *array = put_array(object, "transitions", zone->transitions_count);
	for (size_t i = 0; i < zone->transitions_count; i++) {
		cJSON *pair = cJSON_CreateArray();
		cJSON_AddItemToArray(pair, cJSON_CreateNumber((double)zone->transitions[i].utc_s));
		cJSON_AddItemToArray(pair, cJSON_CreateNumber(zone->transitions[i].offset_s));
		cJSON_AddItemToArray(array, pair);
	}
}

static void put_viewing(cJSON *object, const struct viewing *viewing)
{
	put_number(object, "distance_m", viewing->distance_m);
	put_number(object, "diagonal_inch", viewing->diagonal_inch);
	put_number(object, "overscan_percent", viewing->overscan_percent);
}

static void put_picture(cJSON *object, const struct picture *picture)
{
	put_text(object, "name", picture->name);
	put_number(object, "width", picture->width_px);
	put_number(object, "height", picture->height_px);
	put_flag(object, "transparent", picture->transparent);
	put_text(object, "alt", picture->alt);
}

static void put_colour(cJSON *object, const char *key, uint32_t colour)
{
	char text[8];
	if (colour == 0)
		return;
	snprintf(text, sizeof text, "#%06" PRIx32, colour & 0xFFFFFF);
	put_text(object, key, text);
}

static void put_brand(cJSON *object, const struct brand *brand)
{
	if (brand->logo)
		put_picture(cJSON_AddObjectToObject(object, "logo"), brand->logo);
	if (brand->background)
		put_picture(cJSON_AddObjectToObject(object, "background"), brand->background);
	put_colour(object, "accent", brand->accent);
	put_colour(object, "ground", brand->ground);
}

static void put_hours(cJSON *object, struct hours hours)
{
	if (hours.kind == HOURS_UNSAID)
		return;
	put_text(object, "hours", deck_hours_kinds[hours.kind]);
	put_number(object, "hours_start", hours.start);
	put_number(object, "hours_end", hours.end);
}

static void put_event(cJSON *object, const struct event *event)
{
	put_text(object, "folder", event->folder);
	put_text(object, "name", event->name);
	put_text(object, "place", event->place);
	put_date(object, "start", event->start);
	put_date(object, "end", event->end);
	put_text(object, "language", event->language);
	put_zone(object, &event->zone);
	put_text(object, "theme", event->theme);
	put_text(object, "contact", event->contact);
	put_flag(object, "agenda_page", event->agenda_page);
	put_brand(object, &event->brand);
	put_viewing(object, &event->viewing);
	put_hours(object, event->hours);
	put_number(object, "day_change", event->day_change);
	cJSON *screens = put_array(object, "screens", event->screens_count);
	for (size_t i = 0; i < event->screens_count; i++) {
		const struct event_screen *screen = &event->screens[i];
		cJSON *into = put_element(screens);
		put_text(into, "name", screen->name);
		put_texts(into, "rooms", screen->rooms, screen->rooms_count);
		put_number(into, "kinds", screen->kinds);
		put_flag(into, "spared", screen->spared);
		put_text(into, "theme", screen->theme);
		put_viewing(into, &screen->viewing);
		put_hours(into, screen->hours);
		cJSON *directions = put_array(into, "directions", screen->directions_count);
		for (size_t j = 0; j < screen->directions_count; j++) {
			cJSON *direction = put_element(directions);
			put_text(direction, "room", screen->directions[j].room);
			put_text(direction, "way", screen->directions[j].way);
		}
	}
}

static void put_session(cJSON *object, const struct session *session)
{
	put_text(object, "id", session->id);
	put_text(object, "title", session->title);
	put_text(object, "room", session->room);
	put_text(object, "note", session->note);
	put_text(object, "kind", deck_session_kinds[session->kind]);
	cJSON_AddNumberToObject(object, "start", (double)session->start_utc_s);
	cJSON_AddNumberToObject(object, "end", (double)session->end_utc_s);
	put_flag(object, "all_day", session->all_day);
	put_flag(object, "end_guessed", session->end_guessed);
	put_flag(object, "cancelled", session->cancelled);
	put_number(object, "delay_minutes", session->delay_minutes);
	put_text(object, "moved", session->moved);
	put_text(object, "was_room", session->was_room);
	put_number(object, "was_start", (double)session->was_start_utc_s);
	put_text(object, "was_title", session->was_title);
	put_flag(object, "added", session->added);
	put_number(object, "changed", (double)session->changed_utc_s);
	cJSON *people = put_array(object, "people", session->people_count);
	for (size_t i = 0; i < session->people_count; i++) {
		cJSON *person = put_element(people);
		put_text(person, "name", session->people[i].name);
		put_text(person, "role", session->people[i].role);
	}
}

static void put_agenda(cJSON *object, const struct agenda *agenda)
{
	put_text(object, "title", agenda->title);
	put_text(object, "room", agenda->room);
	put_date(object, "date", agenda->date);
	put_texts(object, "rooms", agenda->rooms, agenda->rooms_count);
	cJSON *sessions = put_array(object, "sessions", agenda->sessions_count);
	for (size_t i = 0; i < agenda->sessions_count; i++)
		put_session(put_element(sessions), &agenda->sessions[i]);
}

static void put_prose(cJSON *object, const struct prose *prose)
{
	cJSON *blocks = put_array(object, "text", prose->blocks_count);
	for (size_t i = 0; i < prose->blocks_count; i++) {
		const struct prose_block *block = &prose->blocks[i];
		cJSON *into = put_element(blocks);
		put_text(into, "kind", deck_prose_kinds[block->kind]);
		put_number(into, "depth", block->depth);
		put_number(into, "number", block->number);
		cJSON *spans = put_array(into, "spans", block->spans_count);
		for (size_t j = 0; j < block->spans_count; j++) {
			cJSON *span = put_element(spans);
			put_text(span, "text", block->spans[j].text);
			put_number(span, "style", block->spans[j].style);
		}
	}
}

static void put_announcement(cJSON *object, const struct announcement *announcement)
{
	put_text(object, "title", announcement->title);
	put_prose(object, &announcement->text);
	if (announcement->picture)
		put_picture(cJSON_AddObjectToObject(object, "picture"), announcement->picture);
	if (announcement->qr.size > 0) {
		cJSON *qr = cJSON_AddObjectToObject(object, "qr");
		put_text(qr, "url", announcement->qr.url);
		put_text(qr, "label", announcement->qr.label);
		put_number(qr, "size", announcement->qr.size);
		put_text(qr, "modules", announcement->qr.modules);
	}
}

static void put_photos(cJSON *object, const struct photos *photos)
{
	put_text(object, "title", photos->title);
	cJSON *array = put_array(object, "photos", photos->photos_count);
	for (size_t i = 0; i < photos->photos_count; i++) {
		cJSON *photo = put_element(array);
		put_picture(photo, &photos->photos[i].picture);
		put_text(photo, "caption", photos->photos[i].caption);
	}
}

static void put_window(cJSON *object, const struct window *window)
{
	if (window->from_utc_s != INT64_MIN)
		cJSON_AddNumberToObject(object, "from", (double)window->from_utc_s);
	if (window->until_utc_s != INT64_MAX)
		cJSON_AddNumberToObject(object, "until", (double)window->until_utc_s);
	put_number(object, "weekdays", window->weekdays);
	put_number(object, "between_start", window->between_start);
	put_number(object, "between_end", window->between_end);
}

static void put_slide(cJSON *object, const struct slide *slide)
{
	put_text(object, "id", slide->id);
	put_text(object, "digest", slide->digest);
	put_text(object, "source", slide->source);
	put_text(object, "kind", deck_slide_kinds[slide->kind]);
	put_number(object, "event", (double)slide->event);
	put_window(object, &slide->window);
	put_flag(object, "high", slide->high);
	put_flag(object, "emergency", slide->emergency);
	put_number(object, "seconds", slide->seconds);
	put_text(object, "language", slide->language);
	put_texts(object, "on", slide->on, slide->on_count);
	cJSON *content = cJSON_AddObjectToObject(object, "content");
	if (slide->kind == SLIDE_AGENDA)
		put_agenda(content, &slide->agenda);
	else if (slide->kind == SLIDE_ANNOUNCEMENT)
		put_announcement(content, &slide->announcement);
	else
		put_photos(content, &slide->photos);
}

void deck_write(const struct deck *deck, struct buffer *into)
{
	cJSON *root = cJSON_CreateObject();
	cJSON_AddNumberToObject(root, "version", DECK_VERSION);
	put_text(root, "key", deck->key);
	put_number(root, "width", deck->width_px);
	put_number(root, "height", deck->height_px);
	cJSON *events = cJSON_AddArrayToObject(root, "events");
	for (size_t i = 0; i < deck->events_count; i++)
		put_event(put_element(events), &deck->events[i]);
	cJSON *slides = cJSON_AddArrayToObject(root, "slides");
	for (size_t i = 0; i < deck->slides_count; i++)
		put_slide(put_element(slides), &deck->slides[i]);
	char *text = cJSON_PrintUnformatted(root);
	assert(text); /* memory is never wanting: cJSON's allocator is malloc, and the kernel promises more than we take
		       */
	buffer_add_text(into, text);
	buffer_add_text(into, "\n");
	cJSON_free(text);
	cJSON_Delete(root);
}
