/* Nothing is lost of absurd content: at every place that holds a text one as long as it may be, joined emoji, no-break
 * spaces and towers of marks, on every screen, seen from anywhere. Its letters are in the slide's pages exactly once
 * and in order (those of heads and feet once a page at most), each in its box, none on top of another, in type whose
 * unit is the screen's. CALLBOARD_SEED=N tries others, CALLBOARD_SEEDS=N so many of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unit/view_checks.h"

enum { LINE = 300, NOTE = 2000 }; /* letters that the formats take (formats/content_fields.h) */

enum place {
	EVENT_NAME,
	EVENT_PLACE,
	EVENT_CONTACT,
	TITLE, /* of an announcement */
	PARAGRAPH,
	HEADING,
	ITEM,
	QUOTE,
	LABEL,
	AGENDA_TITLE,
	AGENDA_ROOM,
	SESSION_NOW,
	SESSION_LATER,
	ROOM_NOW,
	ROOM_LATER,
	PERSON_NOW,
	PERSON_LATER,
	ROLE,
	SESSION_NOTE,
	WAS_ROOM,
	WAS_TITLE,
	WAY,
	CAPTION,
	PHOTOS_TITLE,
	PLACES,
};

enum kind { CALM, ANNOUNCEMENT, PHOTOS, DAY, TOMORROW, ROOMS, CHANGES, HOUSE, KINDS };

static const struct {
	const char *name;
	int longest;
	bool repeats; /* in heads and feet, or with each session of the room */
} places[PLACES] = {
	[EVENT_NAME] = {"event's name", LINE, true},
	[EVENT_PLACE] = {"event's place", LINE, true},
	[EVENT_CONTACT] = {"contact", NOTE, true},
	[TITLE] = {"title", LINE, true},
	[PARAGRAPH] = {"paragraph", NOTE, false},
	[HEADING] = {"heading", NOTE, false},
	[ITEM] = {"item", NOTE, false},
	[QUOTE] = {"quote", NOTE, false},
	[LABEL] = {"label", LINE, true},
	[AGENDA_TITLE] = {"agenda's title", LINE, true},
	[AGENDA_ROOM] = {"agenda's room", LINE, true},
	[SESSION_NOW] = {"session now", LINE, false},
	[SESSION_LATER] = {"session later", LINE, false},
	[ROOM_NOW] = {"room now", LINE, false},
	[ROOM_LATER] = {"room later", LINE, false},
	[PERSON_NOW] = {"person now", LINE, false},
	[PERSON_LATER] = {"person later", LINE, false},
	[ROLE] = {"role", LINE, false},
	[SESSION_NOTE] = {"note", NOTE, false},
	[WAS_ROOM] = {"old room", LINE, false},
	[WAS_TITLE] = {"old title", LINE, false},
	[WAY] = {"way", LINE, false},
	[CAPTION] = {"caption", NOTE, false},
	[PHOTOS_TITLE] = {"photos' title", LINE, true},
};

static const struct viewing viewings[] = {
	{10, 55, 0}, {10, 55, 10}, {0.5, 1000, 3}, {100, 5, 0}, {40, 55, 5}, {4, 55, 0}, {14, 32, 0}, {NAN, 55, 10},
};
enum { SCREENS = sizeof screens / sizeof *screens, VIEWINGS = sizeof viewings / sizeof *viewings };

enum shape { WORDS, ONE_WORD, LONG_WORDS, BOUND, EMOJI, TOWERS, HAN, MIXED, SHAPES };

/* Of letters that no page has by itself: Cyrillic, Han, emoji, marks. */
static const char *absurd(struct deck *deck, unsigned *seed, enum shape shape, int letters)
{
	struct buffer text;
	char bytes[4];
	int word = 0;
	buffer_init(&text);
	for (int i = 0; i < letters; i++) {
		enum shape here = shape == MIXED ? (enum shape)(next(seed) % MIXED) : shape;
		int most = here == LONG_WORDS ? 40 : 9;
		bool parted = here != ONE_WORD && here != EMOJI && here != HAN && word > 0 &&
			      (int)(next(seed) % 16) * word > most * 8;
		if (parted) {
			buffer_add_text(&text, here == BOUND ? "\u00a0" : " ");
			word = -1;
		} else if (here == EMOJI) {
			buffer_add_text(&text, i > 0 && shape == EMOJI ? "\u200d👩" : "👩");
		} else {
			uint32_t first = here == HAN ? 0x4e00 : 0x430;
			buffer_add(&text, bytes, utf8_encode(first + next(seed) % 32, bytes));
		}
		if (here == TOWERS && !parted)
			for (unsigned mark = next(seed) % 12; mark > 0 && i + 1 < letters; mark--, i++)
				buffer_add(&text, bytes, utf8_encode(0x300 + next(seed) % 32, bytes));
		word++;
	}
	const char *copy = arena_text(deck->arena, buffer_text(&text));
	buffer_finish(&text);
	return copy;
}

static bool ours(uint32_t code)
{
	return (code >= 0x300 && code < 0x370) || (code >= 0x430 && code < 0x450) || code == 0x200d ||
	       (code >= 0x4e00 && code < 0x5000) || code >= 0x1f000;
}

static void add_ours(struct buffer *into, const char *text)
{
	size_t size;
	for (size_t left = strlen(text); left > 0; text += size, left -= size)
		if (ours(utf8_decode(text, left, &size)))
			buffer_add(into, text, size);
}

/* What stands at other places: mostly little, at times much. */
static const char *other(struct deck *deck, unsigned *seed)
{
	static const char *const words[] = {"Sala ", "przedsięwzięcie ", "i ", "województwa ", "w ", "Sandomierz "};
	unsigned count = next(seed) % 12 == 0 ? 20 : 1 + next(seed) % 4;
	const char *text = "";
	for (unsigned i = 0; i < count; i++)
		text = arena_format(deck->arena, "%s%s", text, words[next(seed) % 6]);
	return text;
}

struct content {
	struct deck *deck;
	unsigned *seed;
	enum place place;
	const char *text;
};

/* The text under test at its place, another at others. */
static const char *at(const struct content *content, enum place place)
{
	return place == content->place && place < PLACES ? content->text : other(content->deck, content->seed);
}

static bool holds(enum kind kind, enum place place)
{
	switch (kind) {
	case CALM:
		return place == EVENT_NAME || place == EVENT_PLACE || place == EVENT_CONTACT;
	case ANNOUNCEMENT:
		return place <= LABEL;
	case PHOTOS:
		return place == CAPTION || place == PHOTOS_TITLE || place == EVENT_PLACE;
	case DAY:
		return place == EVENT_NAME || place == EVENT_CONTACT || (place >= AGENDA_TITLE && place <= WAY);
	case TOMORROW:
		return place == AGENDA_ROOM || place == SESSION_LATER || place == EVENT_CONTACT || place == ROLE;
	case ROOMS:
		return place == EVENT_NAME || place == EVENT_CONTACT || place == SESSION_NOW || place == ROOM_NOW ||
		       place == WAS_ROOM;
	case CHANGES:
		return place == EVENT_NAME || place == SESSION_NOW || place == ROOM_NOW || place == WAS_ROOM ||
		       place == WAS_TITLE || place == WAY;
	case HOUSE:
		return place == EVENT_CONTACT || place == SESSION_NOW || place == ROOM_NOW;
	case KINDS:
		break;
	}
	return false;
}

static void fill_announcement(const struct content *content, struct slide *slide)
{
	static struct picture picture = {.name = "picture", .width_px = 900, .height_px = 700};
	struct announcement *announcement = &slide->announcement;
	static const enum prose_kind kinds[] = {PROSE_PARAGRAPH, PROSE_HEADING, PROSE_ITEM, PROSE_QUOTE};
	bool bare = content->place != TITLE && content->place < PARAGRAPH && next(content->seed) % 3 == 0;
	announcement->title = at(content, TITLE);
	for (int i = 0; i < 4 && !bare; i++)
		if (content->place == (enum place)(PARAGRAPH + i) || next(content->seed) % 3 != 0)
			fixture_prose(content->deck, &announcement->text, kinds[i],
				      at(content, (enum place)(PARAGRAPH + i)), 0);
	if (content->place == TITLE && next(content->seed) % 3 == 0)
		announcement->text.blocks_count = 0;
	if (next(content->seed) % 3 == 0)
		announcement->picture = &picture;
	if (content->place == LABEL || next(content->seed) % 4 == 0)
		fixture_code(announcement);
	announcement->qr.label = at(content, LABEL);
	if (content->place == LABEL && next(content->seed) % 3 == 0)
		*announcement = (struct announcement){.qr = announcement->qr};
}

static void fill_agenda(const struct content *content, struct slide *slide, enum kind kind)
{
	struct deck *deck = content->deck;
	struct agenda *agenda = &slide->agenda;
	static const enum agenda_kind kinds[] = {AGENDA_ROOMS, AGENDA_CHANGES, AGENDA_HOUSE};
	bool board = kind >= ROOMS;
	size_t count = 2 + next(content->seed) % 4;
	*agenda = (struct agenda){.date = {2018, 10, 22}};
	if (board)
		agenda->kind = kinds[kind - ROOMS];
	else
		agenda->title = at(content, AGENDA_TITLE);
	if (content->place == AGENDA_ROOM || (!board && content->place != AGENDA_TITLE && next(content->seed) % 2))
		agenda->room = at(content, AGENDA_ROOM);
	agenda->sessions = arena_allocate(deck->arena, count, sizeof *agenda->sessions);
	agenda->rooms = arena_allocate(deck->arena, count, sizeof *agenda->rooms);
	agenda->sessions_count = agenda->rooms_count = count;
	for (size_t i = 0; i < count; i++) {
		/* The first is on now, the second comes later; what else there is says nothing of ours. */
		struct content none = *content;
		const struct content *here = i < 2 ? content : &none;
		bool now = i != 1 && (i == 0 || board || next(content->seed) % 2 == 0);
		none.place = PLACES;
		struct session *session = &agenda->sessions[i];
		*session = fixture_session(now ? 9 : 11 + (int)i, 0, now ? 11 : 12 + (int)i, 30,
					   at(here, i == 0   ? SESSION_NOW
						    : i == 1 ? SESSION_LATER
							     : PLACES),
					   at(here, i == 0   ? ROOM_NOW
						    : i == 1 ? ROOM_LATER
							     : PLACES),
					   SESSION_TALK);
		session->room = arena_format(deck->arena, "%s%c", session->room, 'a' + (int)i);
		session->people = arena_allocate(deck->arena, 1, sizeof *session->people);
		session->people[0].name = at(here, i == 0 ? PERSON_NOW : i == 1 ? PERSON_LATER : PLACES);
		session->people_count = next(content->seed) % 2;
		if (here->place == PERSON_NOW || here->place == PERSON_LATER || here->place == ROLE)
			session->people_count = 1;
		session->people[0].role = i == 1 ? at(here, ROLE) : NULL;
		session->note = i == 0 && content->place == SESSION_NOTE ? content->text : NULL;
		session->was_room = i == 0 ? at(here, WAS_ROOM) : NULL;
		session->was_title = i == 0 && content->place == WAS_TITLE ? content->text : NULL;
		agenda->rooms[i] = session->room;
	}
	if (content->place == WAY) {
		static struct direction direction;
		static struct event_screen screen;
		direction = (struct direction){agenda->sessions[0].room, content->text};
		screen = (struct event_screen){.name = "foyer", .directions = &direction, .directions_count = 1};
		deck->events[1].screens = &screen;
		deck->events[1].screens_count = 1;
	}
}

static void check(unsigned seed, enum kind kind, enum place place, enum shape shape, size_t screen, size_t viewing)
{
	unsigned start = seed;
	struct deck *deck = deck_create();
	int longest = places[place].longest, width = screens[screen].width_px, height = screens[screen].height_px;
	int letters = next(&seed) % 3 == 0 ? 1 + (int)(next(&seed) % (unsigned)longest) : longest;
	struct content content = {deck, &seed, place, absurd(deck, &seed, shape, letters)};
	struct slide *slide;
	char name[160];
	snprintf(name, sizeof name, "seed %u, kind %d, %s, shape %d, screen %zu, viewing %zu", start, (int)kind,
		 places[place].name, (int)shape, screen, viewing);
	if (kind == ANNOUNCEMENT) {
		slide = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
		fill_announcement(&content, slide);
	} else if (kind == PHOTOS) {
		slide = fixture_photo(deck, 400 + (int)(next(&seed) % 1200), 800, NULL);
		slide->photos.photos[0].caption = place == CAPTION || next(&seed) % 2 ? at(&content, CAPTION) : NULL;
		slide->photos.title = at(&content, PHOTOS_TITLE);
	} else {
		slide = fixture_slide(deck, SLIDE_AGENDA);
		fill_agenda(&content, slide, kind);
	}
	struct event *event = &deck->events[1];
	event->name = at(&content, EVENT_NAME);
	event->place = at(&content, EVENT_PLACE);
	event->contact = at(&content, EVENT_CONTACT);
	event->viewing = viewings[viewing];
	slide->language = seed % 5 == 0 ? "ar" : "pl";
	struct view view = fixture_view(deck, width, height, fixture_utc_s(kind == TOMORROW ? 21 : 22, 10, 10));
	struct buffer wanted, found;
	struct scene scene;
	buffer_init(&wanted);
	buffer_init(&found);
	add_ours(&wanted, content.text);
	scene_init(&scene, width, height);
	struct view_layout *layout = view_layout_create(&view, slide);
	size_t pages = kind == CALM ? fixture_calm_pages(&view, &scene) : view_layout_pages(layout);
	for (size_t page = 0; page < pages; page++) {
		if (kind == CALM)
			fixture_calm(&view, page, pages, &scene);
		else
			view_layout_page(layout, page, &scene);
		check_page(&scene, name);
		check_unit(&scene, &viewings[viewing], name);
		for (size_t i = 0; i < scene.items_count; i++)
			if (scene.items[i].kind == SCENE_TEXT)
				add_ours(&found, scene.items[i].text.text);
	}
	/* Beside a title in the column of a bar an announcement has no place for that. */
	bool lacks = kind == ANNOUNCEMENT && place == EVENT_PLACE && width > 2 * height && found.length == 0;
	size_t times = wanted.length > 0 ? found.length / wanted.length : 0;
	bool whole = lacks || wanted.length == 0 || (times >= 1 && times * wanted.length == found.length);
	for (size_t i = 0; whole && wanted.length > 0 && i < found.length; i++)
		whole = found.bytes[i] == wanted.bytes[i % wanted.length];
	if (!whole || (times > 1 && !places[place].repeats) || times > 3 * pages)
		fail_msg("%s, %dx%d: %zu bytes of %zu, on %zu pages", name, width, height, found.length, wanted.length,
			 pages);
	view_layout_destroy(layout);
	scene_finish(&scene);
	buffer_finish(&wanted);
	buffer_finish(&found);
	deck_destroy(deck);
}

static unsigned told(const char *variable, unsigned otherwise)
{
	const char *value = getenv(variable);
	return value != NULL && value[0] != '\0' ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

/* Every place of every kind of page on every screen, each with another text and viewing. */
static void test_absurd(void **state)
{
	unsigned first = told("CALLBOARD_SEED", 1), seeds = told("CALLBOARD_SEEDS", 1);
	(void)state;
	for (unsigned seed = first; seed < first + seeds; seed++) {
		unsigned turn = seed;
		for (int kind = 0; kind < KINDS; kind++)
			for (int place = 0; place < PLACES; place++)
				for (size_t screen = 0; screen < SCREENS && holds((enum kind)kind, (enum place)place);
				     screen++) {
					unsigned pick = next(&turn);
					check(pick + 1, (enum kind)kind, (enum place)place, (enum shape)(pick % SHAPES),
					      screen, pick / SHAPES % VIEWINGS);
				}
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_absurd)};
	return cmocka_run_group_tests_name("view, absurd content", tests, NULL, NULL);
}
