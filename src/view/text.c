#include "view/text.h"

#include <math.h>
#include <string.h>

#include <unicode/ucasemap.h>
#include <unicode/uloc.h>

#include "base/utf8.h"
#include "view/typeset.h"

struct typesetter *typesetter_create(struct arena *arena, const struct measure *measure, const char *language)
{
	struct typesetter *type = arena_allocate(arena, 1, sizeof *type);
	type->arena = arena;
	type->measure = measure;
	type->language = language;
	type->habits = habits_for(language);
	type->right_to_left = uloc_isRightToLeft(language);
	return type;
}

void typesetter_destroy(struct typesetter *type)
{
	if (type == NULL)
		return;
	if (type->lines != NULL)
		ubrk_close(type->lines);
	if (type->clusters != NULL)
		ubrk_close(type->clusters);
	if (type->phrases != NULL)
		ubrk_close(type->phrases);
	if (type->bidi != NULL)
		ubidi_close(type->bidi);
}

enum { TRIES = 3 }; /* to break a paragraph so that no line is wider than its box; then that takes smaller type */

/* How far marks may tower above the baseline and hang below it, of the size: lines keep that apart, and the baker draws
 * it. */
#define TOWER_ABOVE 1.4
#define TOWER_BELOW 0.6

/* Places a line's runs from left to right as they are seen; they stay in the order they are read. */
static void place_runs(struct typesetter *type, struct text_run *runs, const UBiDiLevel *levels, struct text_line *line)
{
	int count = (int)line->runs_count;
	int32_t *seen = arena_allocate(type->arena, line->runs_count, sizeof *seen);
	ubidi_reorderVisual(levels, count, seen);
	for (int i = 0; i < count; i++) {
		runs[seen[i]].x = line->width_px;
		line->width_px += runs[seen[i]].width_px;
	}
}

struct runs { /* of a line being made */
	struct text_run *list;
	UBiDiLevel *levels;
	size_t count, capacity, levels_capacity;
};

static void add_run(struct typesetter *type, struct runs *runs, struct text_run run, UBiDiLevel level)
{
	run.right_to_left = level % 2 == 1;
	run.width_px = type->measure->width_px(type->measure->data, run.font, run.text, run.bytes, run.right_to_left);
	runs->list = arena_grow(type->arena, runs->list, &runs->capacity, runs->count + 1, sizeof run);
	runs->levels = arena_grow(type->arena, runs->levels, &runs->levels_capacity, runs->count + 1, sizeof level);
	runs->levels[runs->count] = level;
	runs->list[runs->count++] = run;
}

/* Marks that any letter may bear, and any number of them. Those of a script of its own are stacked as it wants them. */
static bool piles(uint32_t code)
{
	return (code >= 0x300 && code < 0x370) || (code >= 0x483 && code < 0x48a) ||
	       (code >= 0x1ab0 && code < 0x1b00) || (code >= 0x1dc0 && code < 0x1e00) ||
	       (code >= 0x20d0 && code < 0x2100) || (code >= 0xfe20 && code < 0xfe30);
}

/* The first letter of [*start, end) that bears two such marks or more: from *start to *tower_end. False: none does. */
static bool find_tower(const char *text, size_t *start, size_t end, size_t *tower_end)
{
	size_t size, letter = *start, marks = 0;
	for (size_t at = *start; at < end; at += size) {
		if (piles(utf8_decode(text + at, end - at, &size))) {
			marks++;
			continue;
		}
		if (marks >= 2) {
			*start = letter;
			*tower_end = at;
			return true;
		}
		letter = at;
		marks = 0;
	}
	*start = letter;
	*tower_end = end;
	return marks >= 2;
}

static int tower_px(const struct typesetter *type, const struct text_run *run, UBiDiLevel level)
{
	int size_px = run->font.size_px;
	struct font_extent extent =
		type->measure->extent(type->measure->data, run->font, run->text, run->bytes, level % 2 == 1);
	double part = fmin(extent.above_px > 0 ? TOWER_ABOVE * size_px / extent.above_px : 1,
			   extent.below_px > 0 ? TOWER_BELOW * size_px / extent.below_px : 1);
	return part < 1 ? (int)fmax(1, size_px * part) : size_px;
}

/* A stretch of a line: one run, but a letter under a tower of marks that would reach into other lines takes smaller
 * type. */
static void add_runs(struct typesetter *type, struct runs *runs, struct text_run run, UBiDiLevel level)
{
	size_t from = 0;
	for (size_t at = 0, end; find_tower(run.text, &at, run.bytes, &end); at = end) {
		struct text_run tower = run, before = run;
		tower.text = run.text + at;
		tower.bytes = end - at;
		tower.font.size_px = tower_px(type, &tower, level);
		if (tower.font.size_px == run.font.size_px)
			continue;
		before.text = run.text + from;
		before.bytes = at - from;
		if (before.bytes > 0)
			add_run(type, runs, before, level);
		add_run(type, runs, tower, level);
		from = end;
	}
	run.text += from;
	run.bytes -= from;
	if (run.bytes > 0)
		add_run(type, runs, run, level);
}

static struct text_line make_line(struct typesetter *type, const struct copy *copy, struct piece_of_line piece,
				  int size_px)
{
	size_t first = copy_stretch_at(copy, piece.start), end = first;
	while (end < copy->count && copy->stretches[end].start < piece.end)
		end++;
	struct runs runs = {0};
	struct text_line line = {.text = copy->bytes + piece.start, .bytes = piece.end - piece.start};
	bool turned = false;
	line.right_to_left = copy->stretches[first].paragraph % 2 == 1;
	for (size_t s = first; s < end; s++) {
		const struct stretch *stretch = &copy->stretches[s];
		size_t from = stretch->start > piece.start ? stretch->start : piece.start;
		size_t to = stretch->end < piece.end ? stretch->end : piece.end;
		struct text_run run = {.text = copy->bytes + from,
				       .bytes = to - from,
				       .font = {stretch->role, size_px, stretch->face}};
		turned |= stretch->level > 0;
		add_runs(type, &runs, run, stretch->level);
		if (!piece.hyphen || s + 1 < end || runs.count == 0)
			continue;
		struct text_run *last = &runs.list[runs.count - 1];
		if (stretch->face == 0 && last->font.size_px == size_px) {
			run = *last;
			run.text = arena_format(type->arena, "%.*s-", (int)run.bytes, run.text);
			run.bytes++;
			run.hyphen = true;
			runs.count--;
		} else { /* the role's own face has one */
			run = (struct text_run){"-", 1, {stretch->role, size_px, 0}, .hyphen = true};
		}
		add_run(type, &runs, run, stretch->level);
	}
	line.runs = runs.list;
	line.runs_count = runs.count;
	if (turned) {
		place_runs(type, runs.list, runs.levels, &line);
		return line;
	}
	for (size_t r = 0; r < line.runs_count; r++) {
		runs.list[r].x = line.width_px;
		line.width_px += runs.list[r].width_px;
	}
	return line;
}

/* In the largest type in which it is no wider than that. */
static struct text_line make_narrow_line(struct typesetter *type, const struct copy *copy, struct piece_of_line piece,
					 int size_px, int width_px)
{
	struct text_line line = make_line(type, copy, piece, size_px);
	while (line.width_px > width_px && size_px > 1) {
		int less_px = (int)((double)size_px * width_px / line.width_px);
		size_px = less_px < 1 ? 1 : less_px < size_px ? less_px : size_px - 1;
		line = make_line(type, copy, piece, size_px);
	}
	return line;
}

struct lines {
	struct text_line *list;
	size_t count, capacity;
};

static void add_line(struct typesetter *type, struct lines *lines, struct text_line line)
{
	lines->list = arena_grow(type->arena, lines->list, &lines->capacity, lines->count + 1, sizeof line);
	lines->list[lines->count++] = line;
}

/* One paragraph: the bytes between two meant line breaks. */
static void set_paragraph(struct typesetter *type, const struct copy *copy, size_t start, size_t end, int size_px,
			  int width_px, enum text_fill fill, struct lines *lines, bool *torn)
{
	/* Most titles fit on one line: then this one measure is all there is to do. */
	struct text_line whole = make_line(type, copy, (struct piece_of_line){.start = start, .end = end}, size_px);
	if (whole.width_px <= width_px) {
		add_line(type, lines, whole);
		return;
	}
	size_t before = lines->count;
	for (int narrower = 0, tries = 0;; tries++) {
		size_t count;
		int worst = 0;
		struct piece_of_line *pieces =
			breaks_find(type, copy, start, end, size_px, width_px - narrower, fill, &count, torn);
		bool last = tries == TRIES;
		lines->count = before;
		for (size_t i = 0; i < count; i++) {
			bool narrow = pieces[i].wide || last;
			struct text_line line = narrow ? make_narrow_line(type, copy, pieces[i], size_px, width_px)
						       : make_line(type, copy, pieces[i], size_px);
			if (line.width_px - width_px > worst)
				worst = line.width_px - width_px;
			add_line(type, lines, line);
		}
		/* A line can be wider than its words and spaces told: kerning. Then those must make do with less. */
		if (worst == 0 || last)
			return;
		narrower += worst;
	}
}

/* From baseline to baseline so that no line's marks or stacks touch the next. */
static int leading_needed_px(const struct typesetter *type, const struct lines *lines, int size_px)
{
	int needed_px = 0, hanging_px = 0;
	for (size_t i = 0; i < lines->count && lines->count > 1; i++) {
		struct font_extent reach = {0, 0};
		for (size_t r = 0; r < lines->list[i].runs_count; r++) {
			const struct text_run *run = &lines->list[i].runs[r];
			struct font_extent extent = type->measure->extent(type->measure->data, run->font, run->text,
									  run->bytes, run->right_to_left);
			if (extent.above_px > reach.above_px)
				reach.above_px = extent.above_px;
			if (extent.below_px > reach.below_px)
				reach.below_px = extent.below_px;
		}
		if (i > 0 && hanging_px + reach.above_px > needed_px)
			needed_px = hanging_px + reach.above_px;
		hanging_px = reach.below_px;
	}
	return needed_px < size_px * 2 ? needed_px : size_px * 2;
}

struct text_block *text_set(struct typesetter *type, const struct text_span *spans, size_t spans_count, int size_px,
			    double leading, int width_px, enum text_fill fill)
{
	struct text_block *block = arena_allocate(type->arena, 1, sizeof *block);
	block->size_px = size_px;
	block->leading_px = (int)lround(size_px * leading);
	struct font_metrics metrics =
		type->measure->metrics(type->measure->data, spans_count > 0 ? spans[0].role : FONT_TEXT, size_px);
	block->ascent_px = metrics.ascent_px;
	block->descent_px = metrics.descent_px;
	block->cap_px = metrics.cap_height_px;

	struct copy copy = copy_make(type, spans, spans_count);
	struct lines lines = {0};
	for (size_t start = 0; start < copy.length;) {
		const char *found = memchr(copy.bytes + start, '\n', copy.length - start);
		size_t end = found != NULL ? (size_t)(found - copy.bytes) : copy.length;
		if (end > start)
			set_paragraph(type, &copy, start, end, size_px, width_px, fill, &lines, &block->torn);
		start = end + 1;
	}
	int needed_px = leading_needed_px(type, &lines, size_px);
	if (needed_px > block->leading_px)
		block->leading_px = needed_px;
	block->lines = lines.list;
	block->lines_count = lines.count;
	for (size_t i = 0; i < lines.count; i++)
		if (lines.list[i].width_px > block->width_px)
			block->width_px = lines.list[i].width_px;
	return block;
}

struct text_block *text_set_plain(struct typesetter *type, const char *text, enum font_role role, int size_px,
				  double leading, int width_px, enum text_fill fill)
{
	struct text_span span = {text != NULL ? text : "", role};
	return text_set(type, &span, 1, size_px, leading, width_px, fill);
}

int text_height_px(const struct text_block *block, size_t lines)
{
	return lines == 0 ? 0 : block->cap_px + (int)(lines - 1) * block->leading_px;
}

const char *text_said(struct arena *arena, const struct text_block *block, size_t first, size_t count)
{
	const char *text = "";
	for (size_t i = 0; i < count && first + i < block->lines_count; i++) {
		const struct text_line *line = &block->lines[first + i];
		text = arena_format(arena, "%s%s%.*s", text, i > 0 ? " " : "", (int)line->bytes, line->text);
	}
	return text;
}

void text_draw(struct scene *scene, const struct text_block *block, size_t first, size_t count, int x, int cap_y,
	       int width_px, enum text_align align, enum colour colour)
{
	for (size_t i = 0; i < count && first + i < block->lines_count; i++) {
		const struct text_line *line = &block->lines[first + i];
		int baseline = cap_y + block->cap_px + (int)i * block->leading_px;
		int slack = width_px - line->width_px;
		int left = x;
		if (align == TEXT_CENTRE)
			left += slack / 2;
		else if (align == TEXT_END || (align == TEXT_NATURAL && line->right_to_left != scene->mirrored))
			left += slack;
		if (scene->mirrored)
			left = scene->safe.width - left - line->width_px;
		for (size_t r = 0; r < line->runs_count; r++) {
			const struct text_run *run = &line->runs[r];
			struct box box = {left + run->x, baseline - block->ascent_px, run->width_px,
					  block->ascent_px + block->descent_px};
			scene_text(scene, box, baseline, run->text, run->bytes, run->font, colour, run->right_to_left)
				->text.hyphen = run->hyphen;
		}
	}
}

/* A copy in capitals, or with the first letter as titles have it (Greek keeps its accent there, Georgian its small
 * letter, Dutch "ij" goes as one). The text itself where ICU fails. */
static const char *map_case(const struct typesetter *type, const char *text, bool first_alone)
{
	UErrorCode status = U_ZERO_ERROR;
	uint32_t options = U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE | U_TITLECASE_NO_BREAK_ADJUSTMENT;
	UCaseMap *map = ucasemap_open(type->language, options, &status);
	if (U_FAILURE(status))
		return text;
	int32_t capacity = (int32_t)strlen(text) * 3 + 1; /* "ŉ" and its like grow */
	char *mapped = arena_allocate(type->arena, (size_t)capacity, 1);
	int32_t length = first_alone ? ucasemap_utf8ToTitle(map, mapped, capacity, text, -1, &status)
				     : ucasemap_utf8ToUpper(map, mapped, capacity, text, -1, &status);
	ucasemap_close(map);
	return U_SUCCESS(status) && length < capacity ? mapped : text;
}

const char *text_capitals(const struct typesetter *type, const char *text)
{
	return map_case(type, text, false);
}

const char *text_sentence(const struct typesetter *type, const char *text)
{
	return map_case(type, text, true);
}
