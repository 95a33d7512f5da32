/* Nothing is lost, the whole way and with the real fonts: each text, as a title, a paragraph, a session, a room, a
 * person, a caption and an event's name, on screens of every shape. Each grapheme cluster is in the scenes exactly once
 * and in order, whole in one run of one font that has it, inside the screen, and not on top of other text.
 *
 * With CALLBOARD_FIELD=FOLDER (`make field FIELD=…`) the same for what lies there: of *.txt each line and each
 * paragraph, of *.json each text under the names in unit/whole_field.h; every text in one shape, one of sixteen in all
 * shapes, and with CALLBOARD_FIELD_ALL=1 every one in all. Ends with counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "player/font_files.h"
#include "player/fonts.h"
#include "unit/view_fixture.h"
#include "unit/whole_field.h"
#include "unit/whole_texts.h"

static const struct {
	int width_px, height_px;
} shapes[] = {{1920, 1080}, {3840, 2160}, {1366, 768}, {1024, 768}, {1080, 1920}, {1920, 540}, {800, 480}};

enum { SHAPES = sizeof shapes / sizeof *shapes };

enum place { TITLE, TEXT, SESSION_NOW, SESSION_LATER, ROOM, PERSON, CAPTION, EVENT, PLACES };

/* Formats take no longer ones there, in code points (formats/content_fields.h); 0: any. */
static const struct {
	const char *name;
	size_t longest;
	bool repeats; /* heads the pages that follow */
} places[PLACES] = {
	[TITLE] = {"title", 300, true},
	[TEXT] = {"text", 0, false},
	[SESSION_NOW] = {"session now", 300, true},
	[SESSION_LATER] = {"session later", 300, true},
	[ROOM] = {"room", 300, true},
	[PERSON] = {"person", 300, false},
	[CAPTION] = {"caption", 2000, false},
	[EVENT] = {"event", 300, false},
};

struct whole { /* the run */
	struct fonts *fonts;
	struct font_files *files; /* of the machine: what none has cannot be drawn */
	UBreakIterator *clusters;
	struct buffer chrome; /* what pages say beside the text: each item cleaned, between newlines */
	size_t texts, pages, graphemes, failures;
};

/* A text as it must be found: its code points without spaces and controls, and where clusters begin. */
struct wanted {
	uint32_t *codes;
	bool *begins;
	size_t count, graphemes;
};

/* As view/runs.c documents: controls and soft hyphens are left out, what is no UTF-8 becomes U+FFFD. Spaces are folded
 * there and not compared here. */
static bool compared(uint32_t code)
{
	return !(code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0xFEFF ||
		 (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE ||
		 (code >= 0xFFF9 && code <= 0xFFFB)) &&
	       !u_isUWhiteSpace((UChar32)code);
}

static uint32_t decode(const char *text, size_t left, size_t *size)
{
	uint32_t code = utf8_decode(text, left, size);

	return code == UINT32_MAX ? 0xFFFD : code;
}

static struct wanted wanted_read(struct whole *whole, const char *text)
{
	size_t length = strlen(text), size, at;
	struct wanted wanted = {memory_allocate((length + 1) * sizeof *wanted.codes), memory_allocate(length + 1), 0,
				0};
	struct buffer clean;
	UErrorCode error = U_ZERO_ERROR;
	UText *utext;
	char encoded[4];

	buffer_init(&clean);
	for (at = 0; at < length; at += size) {
		uint32_t code = decode(text + at, length - at, &size);

		if (compared(code))
			buffer_add(&clean, encoded, utf8_encode(code, encoded));
		else if (u_isUWhiteSpace((UChar32)code))
			buffer_add(&clean, " ", 1);
	}
	utext = utext_openUTF8(NULL, buffer_text(&clean), (int64_t)clean.length, &error);
	ubrk_setUText(whole->clusters, utext, &error);
	assert_true(U_SUCCESS(error));
	for (at = 0; at < clean.length; at += size) {
		uint32_t code = decode(clean.bytes + at, clean.length - at, &size);

		if (code == ' ')
			continue;
		/* A mark on a space is a cluster with it, but a line may end between. */
		wanted.begins[wanted.count] =
			at == 0 || clean.bytes[at - 1] == ' ' || ubrk_isBoundary(whole->clusters, (int32_t)at);
		wanted.graphemes += wanted.begins[wanted.count];
		wanted.codes[wanted.count++] = code;
	}
	wanted.begins[wanted.count] = true;
	utext_close(utext);
	buffer_finish(&clean);
	return wanted;
}

static size_t item_codes(const char *text, uint32_t *codes, size_t limit)
{
	size_t length = strlen(text), count = 0, size;

	for (size_t at = 0; at < length && count < limit; at += size) {
		uint32_t code = decode(text + at, length - at, &size);

		if (compared(code))
			codes[count++] = code;
	}
	return count;
}

static struct slide *slide_make(struct deck *deck, enum place place, const char *text, const char *language)
{
	struct slide *slide;
	struct session *session;
	bool later = place == SESSION_LATER || place == PERSON;

	if (place == TITLE || place == TEXT || place == EVENT) {
		slide = fixture_slide(deck, SLIDE_ANNOUNCEMENT);
		if (place == TITLE)
			slide->announcement.title = text;
		else if (place == TEXT)
			fixture_prose(deck, &slide->announcement.text, PROSE_PARAGRAPH, text, 0);
	} else if (place == CAPTION) {
		slide = fixture_photo(deck, 1200, 800, text);
		slide->photos.title = NULL;
	} else {
		slide = fixture_slide(deck, SLIDE_AGENDA);
		slide->agenda = (struct agenda){.date = {2018, 10, 22}, .sessions_count = 1};
		slide->agenda.sessions = session = arena_allocate(deck->arena, 1, sizeof *session);
		*session = fixture_session(later ? 11 : 10, 0, 12, 0, "Ω", NULL, SESSION_TALK);
		if (place == SESSION_NOW || place == SESSION_LATER)
			session->title = text;
		if (place == ROOM)
			session->room = text;
		if (place == PERSON) {
			session->people = arena_allocate(deck->arena, 1, sizeof *session->people);
			session->people[0].name = text;
			session->people_count = 1;
		}
	}
	deck->events[1].name = place == EVENT ? text : NULL;
	deck->events[1].place = deck->events[1].contact = NULL;
	deck->events[1].end = deck->events[1].start = (struct date){0};
	slide->language = deck->events[1].language = language;
	return slide;
}

static struct box body(const struct scene_item *item)
{
	int cap = (int)(item->text.font.size_px * 0.7);

	return (struct box){item->box.x, item->text.baseline_y - cap, item->box.width, cap};
}

static bool apart(struct box a, struct box b)
{
	return a.width == 0 || b.width == 0 || a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height ||
	       b.y >= a.y + a.height;
}

/* The font lacks a letter that another has. */
static bool letters_missing(struct whole *whole, const struct scene_item *item)
{
	const char *text = item->text.text;
	size_t length = strlen(text), size;

	for (size_t at = 0; at < length; at += size) {
		uint32_t code = decode(text + at, length - at, &size);

		if (compared(code) && !u_hasBinaryProperty((UChar32)code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
		    !fonts_have(whole->fonts, item->text.font, code) &&
		    font_files_having(whole->files, code, 500, false))
			return true;
	}
	return false;
}

/* What is wrong with the page, NULL: nothing. */
static const char *page_fault(struct whole *whole, const struct scene *scene)
{
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];
		struct box box = item->box;

		if (item->kind != SCENE_TEXT)
			continue;
		if (box.x < 0 || box.y < 0 || box.x + box.width > scene->width_px ||
		    box.y + box.height > scene->height_px)
			return "outside the screen";
		if (letters_missing(whole, item))
			return "a letter is missing from its font";
		for (size_t k = i + 1; k < scene->items_count; k++)
			if (scene->items[k].kind == SCENE_TEXT && !apart(body(item), body(&scene->items[k])))
				return "on top of other text";
	}
	return NULL;
}

/* Where in the text reading may stand: after some item a page may say a word of its own or the text's next, and both
 * may read alike ("10:10"); so all places are kept that the items so far allow. */
struct cursors {
	bool *at, *next; /* by code point; of count + 1 */
	const struct wanted *wanted;
	bool repeats;
};

static bool chrome(struct whole *whole, const uint32_t *codes, size_t count)
{
	char line[200] = "\n";
	size_t length = 1;
	bool numbers = true;

	for (size_t i = 0; i < count && length < sizeof line - 8; i++) {
		length += utf8_encode(codes[i], line + length);
		numbers &= (codes[i] >= '0' && codes[i] <= ':') || codes[i] == '/' || codes[i] == 0x2013;
	}
	line[length++] = '\n';
	line[length] = '\0';
	return numbers || strstr(buffer_text(&whole->chrome), line) != NULL;
}

/* One item is read. False if it is nowhere in place. */
static bool cursors_step(struct whole *whole, struct cursors *cursors, const char *text)
{
	const struct wanted *wanted = cursors->wanted;
	size_t limit = strlen(text), count;
	uint32_t *codes = memory_allocate((limit + 1) * sizeof *codes);
	bool any = false, beside, *swap;

	count = item_codes(text, codes, limit);
	beside = count == 0 || chrome(whole, codes, count);
	memset(cursors->next, 0, wanted->count + 1);
	for (size_t at = 0; at <= wanted->count; at++) {
		size_t from = at, left;

		if (!cursors->at[at])
			continue;
		cursors->next[at] |= beside;
		any |= beside;
		if (from == wanted->count && cursors->repeats)
			from = 0;
		left = wanted->count - from;
		for (size_t cut = 0; cut < 2 && cut < count; cut++) { /* cut: a hyphen of ours at the line's end */
			size_t length = count - cut;

			if (cut == 1 && codes[length] != '-' && codes[length] != 0x2010)
				break;
			if (length > left || !wanted->begins[from + length] ||
			    memcmp(codes, wanted->codes + from, length * sizeof *codes) != 0)
				continue;
			cursors->next[from + length] = any = true;
		}
	}
	swap = cursors->at;
	cursors->at = cursors->next;
	cursors->next = swap;
	free(codes);
	return any;
}

static void tell(struct whole *whole, enum place place, size_t shape, const char *text, const char *fault)
{
	if (++whole->failures <= 40)
		print_error("%s, %dx%d: %s: \"%.300s\"\n", places[place].name, shapes[shape].width_px,
			    shapes[shape].height_px, fault, text);
}

static struct view view_make(struct whole *whole, const struct deck *deck, size_t shape)
{
	struct view view =
		fixture_view(deck, shapes[shape].width_px, shapes[shape].height_px, fixture_utc_s(22, 10, 10));

	view.measure = fonts_measure(whole->fonts);
	view.screen = "Ω";
	return view;
}

static size_t pages_of(const struct view *view, const struct slide *slide, enum place place, struct scene *scene)
{
	return place == EVENT ? fixture_calm_pages(view, scene) : view_pages(view, slide);
}

static void page_make(const struct view *view, const struct slide *slide, enum place place, size_t page, size_t pages,
		      struct scene *scene)
{
	if (place == EVENT)
		fixture_calm(view, page, pages, scene);
	else
		view_page(view, slide, page, scene);
}

static void check(struct whole *whole, enum place place, size_t shape, const char *text, const char *language)
{
	struct wanted wanted = wanted_read(whole, text);
	struct cursors cursors = {memory_allocate(wanted.count + 1), memory_allocate(wanted.count + 1), &wanted,
				  places[place].repeats};
	struct deck *deck = deck_create();
	struct slide *slide = slide_make(deck, place, text, language);
	struct view view = view_make(whole, deck, shape);
	const char *fault = NULL;
	struct scene scene;

	cursors.at[0] = true;
	scene_init(&scene, view.width_px, view.height_px);
	size_t pages = pages_of(&view, slide, place, &scene);
	for (size_t page = 0; page < pages && !fault; page++) {
		page_make(&view, slide, place, page, pages, &scene);
		fault = page_fault(whole, &scene);
		for (size_t i = 0; i < scene.items_count && !fault; i++)
			if (scene.items[i].kind == SCENE_TEXT &&
			    !cursors_step(whole, &cursors, scene.items[i].text.text))
				fault = arena_format(deck->arena, "\"%.100s\" is not in place",
						     scene.items[i].text.text);
	}
	if (!fault && !cursors.at[wanted.count])
		fault = "not all of it is there";
	if (fault)
		tell(whole, place, shape, text, fault);
	whole->pages += pages;
	whole->graphemes += wanted.graphemes;
	scene_finish(&scene);
	deck_destroy(deck);
	free(cursors.at);
	free(cursors.next);
	free(wanted.codes);
	free(wanted.begins);
}

static void check_places(struct whole *whole, const char *text, const char *language, size_t first_shape,
			 size_t shapes_count)
{
	struct wanted wanted = wanted_read(whole, text);
	size_t length = wanted.count;

	free(wanted.codes);
	free(wanted.begins);
	for (size_t s = 0; s < shapes_count; s++)
		for (int place = 0; place < PLACES; place++)
			if ((places[place].longest == 0 || length <= places[place].longest) &&
			    (place != EVENT || length > 0)) /* a nameless event's page is callboard's own */
				check(whole, (enum place)place, (first_shape + s) % SHAPES, text, language);
	whole->texts++;
}

/* What pages say by themselves: the items of pages with a text that is easily told from it. */
static void learn_chrome(struct whole *whole, const char *language)
{
	struct buffer text;

	buffer_init(&text);
	for (int words = 1; words <= 60; words += 59) {
		buffer_clear(&text);
		for (int i = 0; i < words; i++)
			buffer_add_text(&text, "◊◊◊◊ ");
		for (int place = 0; place < PLACES; place++) {
			for (size_t shape = 0; shape < SHAPES; shape++) {
				struct deck *deck = deck_create();
				struct slide *slide = slide_make(deck, (enum place)place, buffer_text(&text), language);
				struct view view = view_make(whole, deck, shape);
				struct scene scene;

				scene_init(&scene, view.width_px, view.height_px);
				size_t pages = pages_of(&view, slide, (enum place)place, &scene);
				for (size_t page = 0; page < pages; page++) {
					page_make(&view, slide, (enum place)place, page, pages, &scene);
					for (size_t i = 0; i < scene.items_count; i++) {
						const char *said = scene.items[i].text.text;

						if (scene.items[i].kind != SCENE_TEXT || strstr(said, "◊"))
							continue;
						buffer_add_text(&whole->chrome, "\n");
						for (; *said; said++)
							if (*said != ' ')
								buffer_add(&whole->chrome, said, 1);
						buffer_add_text(&whole->chrome, "\n");
					}
				}
				scene_finish(&scene);
				deck_destroy(deck);
			}
		}
	}
	buffer_finish(&text);
}

static void our_texts_are_whole(void **state)
{
	struct whole *whole = *state;

	for (size_t i = 0; i < WHOLE_TEXTS; i++)
		check_places(whole, whole_texts[i].text, whole_texts[i].language, 0, SHAPES);
	assert_int_equal(whole->failures, 0);
}

static unsigned hash(const char *text)
{
	unsigned value = 2166136261u;

	for (; *text; text++)
		value = (value ^ (unsigned char)*text) * 16777619u;
	return value;
}

static void field_texts_are_whole(void **state)
{
	const char *folder = getenv("CALLBOARD_FIELD"), *all = getenv("CALLBOARD_FIELD_ALL");
	struct whole *whole = *state;
	struct field field;

	if (!folder || folder[0] == '\0') {
		skip();
		return;
	}
	field = field_of(folder);
	assert_true(field.count > 0);
	for (size_t i = 0; i < field.count; i++) {
		unsigned value = hash(field.texts[i]);
		bool everywhere = (all && all[0] == '1') || value % 16 == 0;

		check_places(whole, field.texts[i], "", value % SHAPES, everywhere ? SHAPES : 1);
	}
	field_finish(&field);
	assert_int_equal(whole->failures, 0);
}

static int create(void **state)
{
	static struct whole whole;
	UErrorCode error = U_ZERO_ERROR;

	whole = (struct whole){.fonts = fonts_create_from("fonts"), .files = font_files_create("fonts")};
	whole.clusters = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &error);
	buffer_init(&whole.chrome);
	if (!whole.fonts || U_FAILURE(error))
		return -1;
	learn_chrome(&whole, "pl");
	learn_chrome(&whole, "ar");
	*state = &whole;
	return 0;
}

static int destroy(void **state)
{
	struct whole *whole = *state;

	print_message("%zu texts, %zu pages, %zu graphemes, %zu failures\n", whole->texts, whole->pages,
		      whole->graphemes, whole->failures);
	buffer_finish(&whole->chrome);
	ubrk_close(whole->clusters);
	font_files_destroy(whole->files);
	fonts_destroy(whole->fonts);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(our_texts_are_whole, create, destroy),
		cmocka_unit_test_setup_teardown(field_texts_are_whole, create, destroy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
