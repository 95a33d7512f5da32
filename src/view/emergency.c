/* An emergency fills the screen with its words, and has the screen to itself. */
#include <string.h>

#include "base/memory.h"
#include "view/kinds.h"

/* In units. */
#define NUMBER_UNITS 1.7
#define NUMBER_ROOM  4.0 /* below the words, where there are several pages */

#define APART 0.35 /* of the size: more between what were lines of their own in the file */

static const double steps[] = {14, 12, 10.5, 9.2, 8, 7, 6.2, 5.4, 4.7, 4.0, SCALE_FULL};
enum { STEPS = sizeof steps / sizeof *steps };

struct line {
	const struct text_block *block;
	size_t number; /* in its block */
	int gap_px;    /* from the baseline above to its capitals */
};

struct words {
	struct line *lines;
	size_t count, capacity;
	int cap_px, top_px, room_px;
	bool torn;
};

static void set_line(struct page *page, const char *text, double units, struct words *words)
{
	const struct text_block *block = page_title(page, text, FONT_DISPLAY, units, page->width_px);
	int pad = page_px(page, PAGE_TOP), accents = block->size_px * 35 / 100;
	words->torn |= block->torn;
	words->cap_px = block->cap_px;
	words->top_px = pad > accents ? pad : accents;
	words->room_px = page->scale.height_px - words->top_px - (pad > block->descent_px ? pad : block->descent_px);
	for (size_t i = 0; i < block->lines_count; i++) {
		int gap_px = block->leading_px - block->cap_px;
		if (i == 0 && words->count > 0)
			gap_px += (int)(block->size_px * APART);
		words->lines =
			arena_grow(page->arena, words->lines, &words->capacity, words->count + 1, sizeof *words->lines);
		words->lines[words->count++] = (struct line){block, i, gap_px};
	}
}

static struct words set(struct page *page, double units)
{
	struct words words = {0};
	for (const char *line = page->slide->announcement.title; line != NULL && line[0] != '\0';) {
		size_t length = strcspn(line, "\n");
		set_line(page, arena_format(page->arena, "%.*s", (int)length, line), units, &words);
		line += length + (line[length] == '\n');
	}
	return words;
}

static int height_px(const struct words *words, size_t first, size_t end)
{
	int height = 0;
	for (size_t i = first; i < end; i++)
		height += words->cap_px + (i > first ? words->lines[i].gap_px : 0);
	return height;
}

/* As large as the screen holds; what must be read from the full distance goes on to another page rather than below. */
static struct words lay_out(struct page *page)
{
	struct words words;
	page_widen(page);
	for (size_t i = 0; i < STEPS; i++) {
		words = set(page, steps[i]);
		if (!words.torn && height_px(&words, 0, words.count) <= words.room_px)
			return words;
	}
	words.room_px -= page_px(page, NUMBER_ROOM);
	return words;
}

/* Where the page that begins with `first` ends: there is one line on it at least. */
static size_t page_end(const struct words *words, size_t first)
{
	size_t end = first + 1;
	while (end < words->count && height_px(words, first, end + 1) <= words->room_px)
		end++;
	return end;
}

static size_t count_pages(const struct words *words)
{
	size_t pages = 0;
	for (size_t first = 0; first < words->count; first = page_end(words, first))
		pages++;
	return pages;
}

size_t emergency_pages(struct page *page)
{
	struct words words = lay_out(page);
	return count_pages(&words);
}

static void draw_number(struct page *page, size_t number, size_t pages, struct scene *scene)
{
	const struct text_block *block = page_number(page, number, pages, NUMBER_UNITS);
	if (block == NULL)
		return;
	text_draw(scene, block, 0, 1, page->left, page->scale.height_px - page_px(page, PAGE_BOTTOM) - block->cap_px,
		  page->width_px, TEXT_END, COLOUR_ON_ALERT);
}

void emergency_page(struct page *page, size_t number, struct scene *scene)
{
	struct words words = lay_out(page);
	size_t pages = count_pages(&words), first = 0;
	for (size_t i = 0; i < number && page_end(&words, first) < words.count; i++)
		first = page_end(&words, first);
	size_t end = words.count > 0 ? page_end(&words, first) : 0;
	int y = words.top_px + (words.room_px - height_px(&words, first, end)) / 2;
	page_ground(page, scene);
	scene_rectangle(scene, page->whole, COLOUR_ALERT, 0, 255);
	for (size_t i = first; i < end; i++) {
		y += i > first ? words.lines[i].gap_px : 0;
		text_draw(scene, words.lines[i].block, words.lines[i].number, 1, page->left, y, page->width_px,
			  TEXT_START, COLOUR_ON_ALERT);
		y += words.cap_px;
	}
	draw_number(page, number, pages, scene);
	scene_source(scene, page->slide->announcement.title);
	page_close(page, scene);
}
