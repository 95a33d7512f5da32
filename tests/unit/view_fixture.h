/* What views need around them, made by hand: a measure that no font version can change, Polish, a deck. */
#ifndef TESTS_VIEW_FIXTURE_H
#define TESTS_VIEW_FIXTURE_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "view/view.h"

/* Letters about as wide as Inter's; marks and joiners have no width. */
static inline double fixture_em(uint32_t code)
{
	if ((code >= 0x300 && code < 0x370) || (code >= 0x200b && code <= 0x200f) ||
	    (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x64b && code <= 0x65f))
		return 0;
	if (code == ' ' || code == 0xa0)
		return 0.28;
	if (code < 128 && strchr("iIjl.,:;'!|", (int)code) != NULL)
		return 0.28;
	if (code < 128 && strchr("frt()-/", (int)code) != NULL)
		return 0.38;
	if (code < 128 && strchr("mwMW", (int)code) != NULL)
		return 0.88;
	if (code >= 'A' && code <= 'Z')
		return 0.7;
	if (code >= 0x1100)
		return 1;
	return 0.6;
}

static inline int fixture_width_px(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	double em = 0;
	size_t size;
	(void)data;
	(void)right_to_left;
	for (size_t i = 0; i < bytes; i += size)
		em += fixture_em(utf8_decode(text + i, bytes - i, &size));
	return (int)ceil(em * font.size_px * (font.role == FONT_TEXT_STRONG || font.role == FONT_DISPLAY ? 1.05 : 1));
}

static inline struct font_metrics fixture_metrics(void *data, enum font_role role, int size_px)
{
	(void)data;
	(void)role;
	return (struct font_metrics){(int)ceil(size_px * 0.97), (int)ceil(size_px * 0.24), (int)lround(size_px * 0.73)};
}

/* Face 1 has Hebrew and Arabic, 2 what comes later (Thai, Han), 3 emoji; the role's own has the rest. */
static inline int fixture_face(uint32_t code, int before)
{
	if (fixture_em(code) == 0)
		return before;
	if (code >= 0x1f000)
		return 3;
	if (code >= 0xe00 && !(code >= 0x1e00 && code < 0x2c00))
		return 2;
	return code >= 0x590 && code < 0x700 ? 1 : 0;
}

static inline size_t fixture_covered(void *data, enum font_role role, const char *text, size_t bytes,
				     const char *language, int *face)
{
	size_t size, end = 0;
	(void)data;
	(void)role;
	(void)language;
	*face = fixture_face(utf8_decode(text, bytes, &size), 0);
	while (end < bytes) {
		uint32_t code = utf8_decode(text + end, bytes - end, &size);
		if (fixture_face(code, *face) != *face)
			break;
		end += size;
	}
	return end;
}

static inline struct font_extent fixture_extent(void *data, struct font font, const char *text, size_t bytes,
						bool right_to_left)
{
	struct font_metrics metrics = fixture_metrics(data, font.role, font.size_px);
	(void)text;
	(void)bytes;
	(void)right_to_left;
	return (struct font_extent){metrics.cap_height_px, metrics.descent_px};
}

static const struct measure fixture_measure = {NULL,           fixture_width_px, fixture_metrics,
					       fixture_extent, fixture_covered,  NULL};

static inline enum plural fixture_plural(int count)
{
	int ones = count % 10, tens = count % 100;
	if (count == 1)
		return PLURAL_ONE;
	return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? PLURAL_FEW : PLURAL_MANY;
}

static const struct vocabulary fixture_words = {
	.tag = "pl",
	.texts = {[WORD_NOW] = "teraz",
		  [WORD_NEXT] = "następnie",
		  [WORD_THEN] = "potem",
		  [WORD_CHANGED] = "zmiana",
		  [WORD_CANCELLED] = "odwołane",
		  [WORD_DELAYED] = "opóźnione",
		  [WORD_NEW] = "nowe",
		  [WORD_MOVED_TO] = "przeniesione do: {}",
		  [WORD_MOVED_FROM] = "przeniesione z: {}",
		  [WORD_WAS_AT] = "było o {}",
		  [WORD_NOW_AT] = "teraz o {}",
		  [WORD_TITLE_WAS] = "wcześniej: {}",
		  [WORD_FROM] = "od {}",
		  [WORD_UNTIL] = "do {}",
		  [WORD_ALL_DAY] = "cały dzień",
		  [WORD_TODAY] = "dziś",
		  [WORD_TOMORROW] = "jutro",
		  [WORD_TOMORROW_FROM] = "jutro od {}",
		  [WORD_STARTS_IN] = "początek za {}",
		  [WORD_LEFT] = "jeszcze {}",
		  [WORD_SOON] = "początek za chwilę",
		  [WORD_HOURS_AND_MINUTES] = "{} {}",
		  [WORD_IN_ALL_ROOMS] = "wszystkie sale",
		  [WORD_CHANGES] = "zmiany",
		  [WORD_IN_THE_HOUSE] = "dzisiaj u nas",
		  [WORD_BREAK] = "przerwa",
		  [WORD_CLOCK_UNSET] = "zegar nie jest ustawiony",
		  [WORD_WELCOME] = "witamy",
		  [WORD_ENDED] = "Dziękujemy. Program dobiegł końca.",
		  [WORD_PERSON_SEPARATOR] = ", "},
	.minutes = {[PLURAL_ONE] = "{} minuta",
		    [PLURAL_FEW] = "{} minuty",
		    [PLURAL_MANY] = "{} minut",
		    [PLURAL_OTHER] = "{} minuty"},
	.hours = {[PLURAL_ONE] = "{} godzina",
		  [PLURAL_FEW] = "{} godziny",
		  [PLURAL_MANY] = "{} godzin",
		  [PLURAL_OTHER] = "{} godziny"},
	.plural = fixture_plural,
};

static const struct language fixture_polish = {
	.tag = "pl",
	.weekdays = {"poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"},
	.weekdays_short = {"pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."},
	.months = {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
		   "października", "listopada", "grudnia"},
	.date_full = "EEEE, d MMMM",
	.date_short = "E, d MMMM",
	.date_day = "d MMMM",
	.date_long = "d MMMM y",
	.interval_day = "d–d MMMM y",
	.interval_month = "d MMMM – d MMMM y",
	.interval_year = "d MMMM y – d MMMM y",
	.time = "H:mm",
	.times = "H:mm–H:mm",
	.words = &fixture_words,
};

static inline const struct language *fixture_language(void *data, const char *tag)
{
	(void)data;
	(void)tag;
	return &fixture_polish;
}

/* UTC of a local time in Sandomierz, October 2018. */
static inline int64_t fixture_utc_s(int day, int hour, int minute)
{
	return civil_seconds((struct civil){{2018, 10, day}, hour, minute, 0}) - 7200;
}

static inline struct zone fixture_zone(void)
{
	static struct zone_transition summer = {0, 7200};
	return (struct zone){"Europe/Warsaw", &summer, 1};
}

/* A deck of one event (index 1) and its slide, of `kind`, still empty. */
static inline struct slide *fixture_slide(struct deck *deck, enum slide_kind kind)
{
	struct event *events = arena_allocate(deck->arena, 2, sizeof *events);
	events[0] = deck->events[0];
	events[1] = (struct event){.folder = "",
				   .name = "Liderzy Kooperacji",
				   .place = "Sandomierz",
				   .start = {2018, 10, 22},
				   .end = {2018, 10, 23},
				   .language = "pl",
				   .zone = fixture_zone(),
				   .contact = "Biuro: parter, pokój 4",
				   .viewing.distance_m = 10,
				   .viewing.diagonal_inch = 55,
				   .day_change = 240};
	deck->events = events;
	deck->events_count = 2;
	deck->slides = arena_allocate(deck->arena, 1, sizeof *deck->slides);
	deck->slides_count = 1;
	deck->slides[0] = (struct slide){.id = "slide",
					 .digest = "",
					 .source = "slide.json",
					 .kind = kind,
					 .event = 1,
					 .window = window_always(),
					 .language = "pl"};
	return &deck->slides[0];
}

static inline struct view fixture_view(const struct deck *deck, int width_px, int height_px, int64_t now_utc_s)
{
	return (struct view){.width_px = width_px,
			     .height_px = height_px,
			     .screen = "foyer",
			     .now_utc_s = now_utc_s,
			     .deck = deck,
			     .language = fixture_language,
			     .measure = fixture_measure};
}

static inline struct session fixture_session(int hour, int minute, int end_hour, int end_minute, const char *title,
					     const char *room, enum session_kind kind)
{
	return (struct session){.id = title,
				.title = title,
				.room = room,
				.kind = kind,
				.start_utc_s = fixture_utc_s(22, hour, minute),
				.end_utc_s = fixture_utc_s(22, end_hour, end_minute)};
}

/* A day in Sala A, as a screen at its door shows it. */
static inline struct slide *fixture_agenda(struct deck *deck)
{
	static const struct person teams[] = {{"zespoły projektowe", NULL}};
	static const struct person people[] = {{"Anna Zielińska", "moderatorka"}, {"Piotr Wójcik", NULL}};
	static const char *rooms[] = {"Sala A"};
	static struct direction directions[] = {{"Sala C", "→"}, {"Restauracja", "→ I piętro"}};
	static const struct event_screen screen = {
		.name = "foyer", .rooms = rooms, .rooms_count = 1, .directions = directions, .directions_count = 2};
	const struct session sessions[] = {
		fixture_session(9, 0, 9, 30, "Rejestracja", "Foyer", SESSION_REGISTRATION),
		fixture_session(9, 30, 11, 0, "Stan prac w pięciu województwach", "Sala A", SESSION_TALK),
		fixture_session(11, 0, 11, 15, "Przerwa kawowa", "Foyer", SESSION_BREAK),
		fixture_session(11, 15, 13, 0, "Praca w podgrupach: finanse, prawo, platforma edukacyjna", "Sala C",
				SESSION_TALK),
		fixture_session(13, 0, 14, 0, "Obiad", "Restauracja", SESSION_MEAL),
		fixture_session(14, 0, 16, 30, "Wstępna wersja Modelu Kooperacji", "Sala A", SESSION_TALK),
		fixture_session(16, 30, 17, 30, "Podsumowanie dnia", "Sala A", SESSION_TALK),
	};
	struct slide *slide = fixture_slide(deck, SLIDE_AGENDA);
	struct agenda *agenda = &slide->agenda;
	*agenda = (struct agenda){.title = "Dzień pierwszy", .room = "Sala A", .date = {2018, 10, 22}};
	agenda->sessions_count = sizeof sessions / sizeof *sessions;
	agenda->sessions = arena_allocate(deck->arena, agenda->sessions_count, sizeof *agenda->sessions);
	memcpy(agenda->sessions, sessions, sizeof sessions);
	agenda->sessions[1].people = arena_allocate(deck->arena, 1, sizeof *teams);
	memcpy(agenda->sessions[1].people, teams, sizeof teams);
	agenda->sessions[1].people_count = 1;
	agenda->sessions[3].people = arena_allocate(deck->arena, 2, sizeof *people);
	memcpy(agenda->sessions[3].people, people, sizeof people);
	agenda->sessions[3].people_count = 2;
	agenda->sessions[3].was_room = "Sala A";
	agenda->sessions[6].note = "Proszę zabrać materiały.";
	deck->events[1].screens = arena_allocate(deck->arena, 1, sizeof screen);
	deck->events[1].screens[0] = screen;
	deck->events[1].screens_count = 1;
	return slide;
}

/* The calm page of another moment: the one that is `page` of `pages`, if those take turns. */
static inline void fixture_calm(const struct view *view, size_t page, size_t pages, struct scene *scene)
{
	struct view then = *view;
	int64_t turn = view->now_utc_s / VIEW_CALM_TURN_S / (int64_t)pages * (int64_t)pages + (int64_t)page;
	if (pages > 1)
		then.now_utc_s = turn * VIEW_CALM_TURN_S;
	view_calm(&then, scene);
}

/* How many they are: 1, or what the page's last words say ("1/3"). To be asked at a full minute. */
static inline size_t fixture_calm_pages(const struct view *view, struct scene *scene)
{
	size_t page, pages = 1;
	view_calm(view, scene);
	for (size_t i = 0; i < scene->items_count && scene->valid_until_utc_s - view->now_utc_s < 60; i++)
		if (scene->items[i].kind == SCENE_TEXT)
			sscanf(scene->items[i].text.text, "%zu/%zu", &page, &pages);
	return pages;
}

/* Adds a block of one span. */
static inline void fixture_prose(struct deck *deck, struct prose *prose, enum prose_kind kind, const char *text,
				 unsigned style)
{
	size_t capacity = prose->blocks_count;
	struct prose_block block = {.kind = kind, .number = 1, .spans_count = 1};
	for (size_t i = prose->blocks_count; i > 0 && prose->blocks[i - 1].kind == PROSE_NUMBER; i--)
		block.number++;
	block.spans = arena_allocate(deck->arena, 1, sizeof *block.spans);
	block.spans[0] = (struct prose_span){text, style};
	prose->blocks = arena_grow(deck->arena, prose->blocks, &capacity, prose->blocks_count + 1, sizeof block);
	prose->blocks[prose->blocks_count++] = block;
}

static inline struct slide *fixture_announcement(struct deck *deck)
{
	struct slide *slide = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
	struct announcement *announcement = &slide->announcement;
	announcement->title = "Kolejne spotkanie w połowie grudnia";
	struct prose *text = &announcement->text;
	fixture_prose(deck, text, PROSE_PARAGRAPH,
		      "Na początku 2019 r. model trafi do gmin i powiatów. Do tego czasu:", 0);
	fixture_prose(deck, text, PROSE_ITEM, "uwagi do koncepcji przyjmuje zespół regionalny", 0);
	fixture_prose(deck, text, PROSE_ITEM, "wyniki badań fokusowych omówimy wspólnie", PROSE_STRONG);
	return slide;
}

/* A code of 21 modules a side; every other one is dark, so that it has many runs. */
static inline void fixture_code(struct announcement *announcement)
{
	static char modules[21 * 21 + 1];
	for (int i = 0; i < 21 * 21; i++)
		modules[i] = i % 2 == 0 ? '1' : '0';
	announcement->qr = (struct qr){
		.url = "https://example.org/dojazd", .label = "Jak dojechać", .size = 21, .modules = modules};
}

static inline struct slide *fixture_photo(struct deck *deck, int width_px, int height_px, const char *caption)
{
	struct slide *slide = fixture_slide(deck, SLIDE_PHOTOS);
	slide->photos.title = "Dzień pierwszy";
	slide->photos.photos = arena_allocate(deck->arena, 1, sizeof *slide->photos.photos);
	slide->photos.photos_count = 1;
	slide->photos.photos[0] = (struct photo){
		.picture = {.name = "photo", .width_px = width_px, .height_px = height_px}, .caption = caption};
	return slide;
}

#endif
