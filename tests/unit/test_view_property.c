/* What must hold of every page of any content on any screen: nothing cut, nothing twice, nothing outside, nothing on
 * top of something else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unit/view_checks.h"

static const double distances_m[] = {10, 4, 14, 40};

/* Words that occur once each: "słowo17ab". Some are short, some too long for narrow boxes. */
static const char *words(struct deck *deck, unsigned *seed, int *number, int count)
{
	static const char *const stems[] = {"w", "słowo",  "przedsięwzięcie", "Öffnung",
					    "i", "miasta", "województwo",     "Donaudampfschifffahrtsgesellschaft"};
	const char *text = "";
	for (int i = 0; i < count; i++) {
		unsigned pick = next(seed) % 64;
		const char *stem = stems[pick == 0 ? 7 : pick % 7];
		text = arena_format(deck->arena, "%s%s%s%c%c%c%c", text, i > 0 ? " " : "", stem,
				    'a' + *number / 17576 % 26, 'a' + *number / 676 % 26, 'a' + *number / 26 % 26,
				    'a' + *number % 26);
		++*number;
	}
	return text;
}

/* What is on and the clock are for the full distance, the rest of the list for half of it. */
static void check_sizes(const struct scene *scene, const struct agenda *agenda, int64_t now_utc_s, const char *name)
{
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];
		if (item->kind != SCENE_TEXT)
			continue;
		const char *text = item->text.text, *colon = strchr(text, ':');
		double least = colon != NULL && strncmp(colon, ":10", 3) == 0 ? SCALE_FULL : SCALE_THIRD;
		for (size_t s = 0; s < agenda->sessions_count; s++) {
			char word[80];
			const char *title = agenda->sessions[s].title;
			snprintf(word, sizeof word, "%.*s", (int)strcspn(title, " "), title);
			if (strstr(text, word) != NULL)
				least = session_on(&agenda->sessions[s], now_utc_s) ? SCALE_FULL : SCALE_HALF;
		}
		if (item->text.font.size_px < (int)(least * scene->unit_px))
			fail_msg("%s: \"%s\" is smaller than %g units", name, text, least);
	}
}

/* Lays out all pages and gathers what they say, without spaces; each page ends with a form feed. */
static void read_all(const struct view *view, const struct slide *slide, const char *name, struct buffer *text)
{
	struct scene scene;
	scene_init(&scene, view->width_px, view->height_px);
	size_t pages = view_pages(view, slide);
	for (size_t page = 0; page < pages; page++) {
		view_page(view, slide, page, &scene);
		check_page(&scene, name);
		if (slide->kind == SLIDE_AGENDA && slide->agenda.kind == AGENDA_DAY)
			check_sizes(&scene, &slide->agenda, view->now_utc_s, name);
		for (size_t i = 0; i < scene.items_count; i++)
			if (scene.items[i].kind == SCENE_TEXT)
				add_without_spaces(text, &scene.items[i]);
		buffer_add_text(text, "\f");
	}
	scene_finish(&scene);
}

/* Where the word ends that begins at `at`; NULL if it does not. One that had to be broken may go on on the next page:
 * behind that one's clock, the last thing of its head. */
static const char *match(const char *at, const char *word)
{
	if (*word == '\0' || *at != *word)
		return *word == '\0' ? at : NULL;
	const char *end = match(at + 1, word + 1);
	const char *page = end == NULL ? strchr(at, '\f') : NULL, *clock = page != NULL ? strstr(page, ":10") : NULL;
	return clock != NULL ? match(clock + 3, word + 1) : end;
}

/* The same for the first place at or after `from` where it does. */
static const char *find(const char *from, const char *word)
{
	const char *whole = strstr(from, word);
	if (whole != NULL)
		return whole + strlen(word);
	for (const char *end; *from != '\0'; from++)
		if ((end = match(from, word)) != NULL)
			return end;
	return NULL;
}

/* Each word of the text is there, once, after *from; moves *from behind it. */
static void expect(const struct buffer *all, const char *text, size_t *from, const char *name)
{
	while (*text != '\0') {
		char word[80];
		size_t length = strcspn(text, " ");
		snprintf(word, sizeof word, "%.*s", (int)length, text);
		const char *end = find(buffer_text(all) + *from, word);
		if (end == NULL) {
			fail_msg("%s: \"%s\" is not there, or not in order", name, word);
			return;
		}
		if (strstr(end, word) != NULL)
			fail_msg("%s: \"%s\" is there twice", name, word);
		*from = (size_t)(end - buffer_text(all));
		text += length + (text[length] == ' ');
	}
}

static void check_agenda(unsigned seed, int width_px, int height_px, double distance_m)
{
	struct deck *deck = deck_create();
	struct slide *slide = fixture_agenda(deck);
	struct agenda *agenda = &slide->agenda;
	int number = 0;
	char name[80];
	snprintf(name, sizeof name, "agenda %u, %dx%d at %g m", seed, width_px, height_px, distance_m);
	deck->events[1].viewing.distance_m = distance_m;
	deck->events[1].viewing.overscan_percent = seed % 2 == 0 ? 5 : 0;
	slide->language = seed % 5 == 0 ? "ar" : "pl"; /* the whole page turned */
	agenda->room = seed % 3 == 0 ? NULL : "Sala A";
	agenda->sessions_count = 1 + next(&seed) % 14;
	agenda->sessions = arena_allocate(deck->arena, agenda->sessions_count, sizeof *agenda->sessions);
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		int start = 540 + (int)i * 30, length = (int)(next(&seed) % 30) + 1;
		unsigned pick = next(&seed);
		agenda->sessions[i] =
			fixture_session(start / 60, start % 60, (start + 30) / 60, (start + 30) % 60,
					words(deck, &seed, &number, pick % 7 == 0 ? length : 1 + length / 6), NULL,
					(enum session_kind)(pick % 5));
		struct session *session = &agenda->sessions[i];
		if (pick % 3 == 0)
			session->room = words(deck, &seed, &number, 1 + (int)(pick % 2));
		session->cancelled = pick % 11 == 0;
		session->was_room = pick % 6 == 0 ? "dawna" : NULL;
		session->delay_minutes = pick % 10 == 0 ? 5 : 0;
		session->people_count = pick % 4 == 0 ? pick % 9 : 0;
		session->people = arena_allocate(deck->arena, session->people_count + 1, sizeof *session->people);
		for (size_t p = 0; p < session->people_count; p++)
			session->people[p].name = words(deck, &seed, &number, 2);
		session->note = pick % 9 == 0 ? words(deck, &seed, &number, 6) : NULL;
	}
	struct view view = fixture_view(deck, width_px, height_px, fixture_utc_s(22, 8 + (int)(seed % 3), 10));
	struct buffer all;
	buffer_init(&all);
	read_all(&view, slide, name, &all);
	bool in_order = true; /* a cancelled slot makes way for what is near */
	for (size_t i = 0; i < agenda->sessions_count; i++)
		in_order &= !agenda->sessions[i].cancelled;
	size_t from = 0;
	for (int pass = 0; pass < 2; pass++) { /* what is on now comes first */
		for (size_t i = 0; i < agenda->sessions_count; i++) {
			from = in_order ? from : 0;
			const struct session *session = &agenda->sessions[i];
			if (session->end_utc_s <= view.now_utc_s || session_on(session, view.now_utc_s) != (pass == 0))
				continue;
			expect(&all, session->title, &from, name);
			if (session->room != NULL && strcmp(session->room, "Sala A") != 0) {
				size_t anywhere = 0;
				expect(&all, session->room, &anywhere, name);
			}
			for (size_t p = 0; p < session->people_count; p++)
				expect(&all, session->people[p].name, &from, name);
			if (session->note != NULL)
				expect(&all, session->note, &from, name);
		}
	}
	buffer_finish(&all);
	deck_destroy(deck);
}

/* Pages of cards: all rooms, changes, the house. */
static void check_board(unsigned seed, enum agenda_kind kind, int width_px, int height_px, double distance_m)
{
	struct deck *deck = deck_create();
	struct slide *slide = fixture_agenda(deck);
	struct agenda *agenda = &slide->agenda;
	int number = 0;
	char name[80];
	snprintf(name, sizeof name, "board %d, %u, %dx%d at %g m", (int)kind, seed, width_px, height_px, distance_m);
	deck->events[1].viewing.distance_m = distance_m;
	deck->events[1].viewing.overscan_percent = seed % 2 == 0 ? 5 : 0;
	slide->language = seed % 5 == 0 ? "ar" : "pl";
	*agenda = (struct agenda){.kind = kind, .date = agenda->date};
	size_t count = 1 + next(&seed) % 9;
	agenda->sessions = arena_allocate(deck->arena, count, sizeof *agenda->sessions);
	agenda->rooms = arena_allocate(deck->arena, count, sizeof *agenda->rooms);
	for (size_t i = 0; i < count; i++) {
		unsigned pick = next(&seed);
		const char *room = words(deck, &seed, &number, 1 + (int)(pick % 3));
		bool now = pick % 3 != 0;
		struct session *session = &agenda->sessions[agenda->sessions_count++];
		*session = fixture_session(now ? 9 : 11, 0, now ? 11 : 12, 30,
					   words(deck, &seed, &number, 1 + (int)(pick % (i == 0 ? 29 : 9))), room,
					   SESSION_TALK);
		session->cancelled = now && pick % 11 == 0;
		session->was_room = pick % 6 == 0 ? "dawna" : NULL;
		session->was_title = pick % 7 == 0 ? "wcześniejszy tytuł" : NULL;
		session->delay_minutes = pick % 10 == 0 ? 5 : 0;
		session->added = pick % 13 == 0;
		session->people_count = pick % 4;
		session->people = arena_allocate(deck->arena, session->people_count + 1, sizeof *session->people);
		for (size_t p = 0; p < session->people_count; p++)
			session->people[p].name = words(deck, &seed, &number, 2);
		agenda->rooms[agenda->rooms_count++] = room;
	}
	struct view view = fixture_view(deck, width_px, height_px, fixture_utc_s(22, 10, 10));
	struct buffer all;
	buffer_init(&all);
	read_all(&view, slide, name, &all);
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		size_t anywhere = 0;
		expect(&all, agenda->sessions[i].title, &anywhere, name);
		anywhere = 0;
		expect(&all, agenda->sessions[i].room, &anywhere, name);
	}
	buffer_finish(&all);
	deck_destroy(deck);
}

static void check_announcement(unsigned seed, int width_px, int height_px, double distance_m)
{
	struct deck *deck = deck_create();
	struct slide *slide = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
	struct announcement *announcement = &slide->announcement;
	struct picture picture = {.name = "picture", .width_px = 300 + (int)(seed * 37 % 900), .height_px = 500};
	int number = 0;
	char name[80];
	snprintf(name, sizeof name, "announcement %u, %dx%d at %g m", seed, width_px, height_px, distance_m);
	deck->events[1].viewing.distance_m = distance_m;
	deck->events[1].viewing.overscan_percent = seed % 2 == 0 ? 5 : 0;
	slide->language = seed % 5 == 0 ? "ar" : "pl";
	announcement->title = seed % 4 == 0 ? NULL : words(deck, &seed, &number, 1 + (int)(seed % 12));
	unsigned blocks = next(&seed) % 12 + (announcement->title == NULL);
	for (unsigned i = 0; i < blocks; i++) {
		unsigned pick = next(&seed);
		fixture_prose(deck, &announcement->text, (enum prose_kind)(pick % 5),
			      words(deck, &seed, &number, 1 + (int)(next(&seed) % (pick % 3 == 0 ? 60 : 12))),
			      pick % 4);
	}
	if (next(&seed) % 3 == 0)
		announcement->picture = &picture;
	if (next(&seed) % 3 == 0)
		fixture_code(announcement);
	struct view view = fixture_view(deck, width_px, height_px, fixture_utc_s(22, 10, 10));
	struct buffer all;
	buffer_init(&all);
	read_all(&view, slide, name, &all);
	size_t from = 0;
	for (size_t i = 0; i < announcement->text.blocks_count; i++)
		expect(&all, announcement->text.blocks[i].spans[0].text, &from, name);
	buffer_finish(&all);
	deck_destroy(deck);
}

static void check_others(int width_px, int height_px, double distance_m)
{
	static const char *const lines[] = {"192.168.1.17", "zestaw 8f3a, wydarzenia: 2",
					    "udział //biuro/wydarzenia: dostępny"};
	struct deck *deck = deck_create();
	struct slide *slide = fixture_photo(deck, 1200, 800, "Wieczór nad Wisłą po pierwszym dniu obrad w Sandomierzu");
	struct view view = fixture_view(deck, width_px, height_px, fixture_utc_s(22, 10, 10));
	struct scene scene;
	scene_init(&scene, width_px, height_px);
	deck->events[1].viewing.distance_m = distance_m;
	view_page(&view, slide, 0, &scene);
	check_page(&scene, "photo");
	view_calm(&view, &scene);
	check_page(&scene, "calm");
	view_identify(&view, lines, 3, &scene);
	check_page(&scene, "identify");
	scene_finish(&scene);
	deck_destroy(deck);
}

static void test_everywhere(void **state)
{
	(void)state;
	for (size_t s = 0; s < sizeof screens / sizeof *screens; s++)
		for (size_t d = 0; d < sizeof distances_m / sizeof *distances_m; d++) {
			check_others(screens[s].width_px, screens[s].height_px, distances_m[d]);
			static const enum agenda_kind boards[] = {AGENDA_ROOMS, AGENDA_CHANGES, AGENDA_HOUSE};
			for (unsigned b = 0; b < 3; b++)
				check_board((unsigned)s * 3 + b + 1, boards[b], screens[s].width_px,
					    screens[s].height_px, distances_m[d]);
			/* Others on every screen, so that few each are many in all. */
			for (unsigned i = 0; i < 2; i++) {
				unsigned seed = 1 + (unsigned)(s * 4 + d) * 2 % 40 + i;
				check_agenda(seed, screens[s].width_px, screens[s].height_px, distances_m[d]);
				check_announcement(seed, screens[s].width_px, screens[s].height_px, distances_m[d]);
			}
		}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_everywhere)};
	return cmocka_run_group_tests_name("view, properties", tests, NULL, NULL);
}
