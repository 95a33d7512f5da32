/* Unicode's own test files (Debian's unicode-data) through the code as it is used: where text may be broken into lines
 * (UAX #14), in which order a line's runs stand (UAX #9), what is never torn (UAX #29). Every code point is one pixel
 * wide, and one face has them all.
 *
 * Cases that our cleaning changes are left out, by the one rule that the text does not come out of it as it went in:
 * text on a wall has no controls, no spaces at a line's ends, no two in a row. The direction of our paragraphs is that
 * of the first letter that tells, else the page's: where a case asks for another, the text begins with the mark that an
 * author would write to get it, U+200E or U+200F. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ubidi.h>
#include <unicode/ustring.h>

#include "base/utf8.h"
#include "view/typeset.h"

enum { LIMIT = 200 }; /* code points of a case */

static int width_px(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	int width = 0;
	(void)data;
	(void)font;
	(void)right_to_left;
	for (size_t i = 0; i < bytes; i++)
		width += (text[i] & 0xc0) != 0x80;
	return width;
}

static struct font_metrics metrics(void *data, enum font_role role, int size_px)
{
	(void)data;
	(void)role;
	return (struct font_metrics){size_px, size_px, size_px};
}

static struct font_extent extent(void *data, struct font font, const char *text, size_t bytes, bool right_to_left)
{
	(void)data;
	(void)text;
	(void)bytes;
	(void)right_to_left;
	return (struct font_extent){font.size_px, font.size_px};
}

static size_t covered(void *data, enum font_role role, const char *text, size_t bytes, const char *language, int *face)
{
	(void)data;
	(void)role;
	(void)text;
	(void)language;
	*face = 0;
	return bytes;
}

static const struct measure measure = {NULL, width_px, metrics, extent, covered, NULL};

struct sample {
	char text[LIMIT * 4 + 1];
	size_t starts[LIMIT + 1]; /* of code points, in bytes, and the end */
	bool parted[LIMIT + 1];   /* may (or must) there be a break before it? */
	uint32_t codes[LIMIT];
	size_t count, bytes;
};

static void sample_add(struct sample *sample, uint32_t code)
{
	assert_true(sample->count < LIMIT);
	sample->codes[sample->count] = code;
	sample->starts[sample->count++] = sample->bytes;
	sample->bytes += utf8_encode(code, sample->text + sample->bytes);
	sample->starts[sample->count] = sample->bytes;
	sample->text[sample->bytes] = '\0';
}

/* "÷ 0061 × 0020 ÷ 0062 ÷"; false for a line without a case. */
static bool sample_read(char *line, struct sample *sample)
{
	*sample = (struct sample){0};
	line[strcspn(line, "#\n")] = '\0';
	for (char *rest = NULL, *part = strtok_r(line, " \t", &rest); part; part = strtok_r(NULL, " \t", &rest)) {
		if (strcmp(part, "÷") == 0 || strcmp(part, "×") == 0)
			sample->parted[sample->count] = strcmp(part, "÷") == 0;
		else
			sample_add(sample, (uint32_t)strtoul(part, NULL, 16));
	}
	return sample->count > 0;
}

struct tally {
	const char *name;
	size_t right, wrong, left_out;
	double least_percent;
};

static void tally_end(const struct tally *tally)
{
	size_t tried = tally->right + tally->wrong;
	double percent = tried > 0 ? 100.0 * (double)tally->right / (double)tried : 0;
	print_message("%s: %zu of %zu right (%.2f %%), %zu left out\n", tally->name, tally->right, tried, percent,
		      tally->left_out);
	assert_true(tried > 0);
	assert_true(percent >= tally->least_percent);
}

static FILE *open_or_skip(const char *path)
{
	FILE *file = fopen(path, "r");
	if (file == NULL) {
		print_message("%s is not here (Debian: unicode-data)\n", path);
		skip();
	}
	return file;
}

static struct copy copy_of(struct typesetter *type, const struct sample *sample)
{
	struct text_span span = {sample->text, FONT_TEXT};
	return copy_make(type, &span, 1);
}

static bool unchanged(const struct copy *copy, const struct sample *sample)
{
	return copy->length == sample->bytes && memcmp(copy->bytes, sample->text, sample->bytes) == 0 &&
	       copy->soft_count == 0;
}

static bool lines_right(struct typesetter *type, const struct copy *copy, const struct sample *sample)
{
	bool broken[LIMIT * 4 + 1] = {0};
	for (size_t start = 0; start < copy->length;) {
		const char *found = memchr(copy->bytes + start, '\n', copy->length - start);
		size_t count, end = found != NULL ? (size_t)(found - copy->bytes) : copy->length;
		struct place *places = breaks_places(type, copy, start, end, &count);
		for (size_t i = 0; i + 1 < count; i++)
			broken[places[i].at] = true;
		start = end + 1;
		broken[start < copy->length ? start : copy->length] = true;
	}
	for (size_t i = 1; i < sample->count; i++)
		if (broken[sample->starts[i]] != sample->parted[i])
			return false;
	return true;
}

/* Each line of a box that has no room is one cluster. */
static bool clusters_right(struct typesetter *type, const struct sample *sample)
{
	struct text_block *block = text_set_plain(type, sample->text, FONT_TEXT, 1, 1, 1, TEXT_PROSE);
	size_t at = 0, line = 0;
	for (size_t first = 0, next; first < sample->count; first = next) {
		for (next = first + 1; next < sample->count && !sample->parted[next]; next++)
			;
		size_t bytes = sample->starts[next] - sample->starts[first];
		if (bytes == 1 && (sample->codes[first] == ' ' || sample->codes[first] == '\n')) {
			at += bytes; /* where lines end it is not drawn */
			continue;
		}
		if (line == block->lines_count || block->lines[line].bytes != bytes ||
		    memcmp(block->lines[line].text, sample->text + at, bytes) != 0)
			return false;
		at += bytes;
		line++;
	}
	return line == block->lines_count;
}

static void run_breaks(const char *path, struct tally *tally, bool lines)
{
	FILE *file = open_or_skip(path);
	char *line = NULL;
	size_t capacity = 0;
	struct sample sample;
	while (getline(&line, &capacity, file) >= 0) {
		if (!sample_read(line, &sample))
			continue;
		struct arena *arena = arena_create();
		struct typesetter *type = typesetter_create(arena, &measure, "");
		struct copy copy = copy_of(type, &sample);
		if (!unchanged(&copy, &sample))
			tally->left_out++;
		else if (lines ? lines_right(type, &copy, &sample) : clusters_right(type, &sample))
			tally->right++;
		else
			tally->wrong++;
		typesetter_destroy(type);
		arena_destroy(arena);
	}
	free(line);
	fclose(file);
	tally_end(tally);
}

static void test_line_break(void **state)
{
	struct tally tally = {.name = "LineBreakTest", .least_percent = 99.5};
	(void)state;
	run_breaks("/usr/share/unicode/auxiliary/LineBreakTest.txt", &tally, true);
}

static void test_grapheme_break(void **state)
{
	struct tally tally = {.name = "GraphemeBreakTest", .least_percent = 99.4};
	(void)state;
	run_breaks("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt", &tally, false);
}

struct bidi_case {
	struct sample sample;
	int direction, paragraph;   /* 0 left to right, 1 right to left; direction 2: by the text */
	int levels[LIMIT];          /* -1: removed, no place of its own */
	size_t order[LIMIT], count; /* indexes of code points from left to right, without the removed */
};

static bool bidi_read(char *line, struct bidi_case *want)
{
	char *fields[5] = {line};
	*want = (struct bidi_case){0};
	line[strcspn(line, "#\n")] = '\0';
	for (int i = 1; i < 5; i++) {
		fields[i] = fields[i - 1] != NULL ? strchr(fields[i - 1], ';') : NULL;
		if (fields[i] == NULL)
			return false;
		*fields[i]++ = '\0';
	}
	char *rest = NULL;
	for (char *part = strtok_r(fields[0], " ", &rest); part; part = strtok_r(NULL, " ", &rest))
		sample_add(&want->sample, (uint32_t)strtoul(part, NULL, 16));
	want->direction = atoi(fields[1]);
	want->paragraph = atoi(fields[2]);
	size_t at = 0;
	for (char *part = strtok_r(fields[3], " ", &rest); part && at < LIMIT; part = strtok_r(NULL, " ", &rest))
		want->levels[at++] = *part == 'x' ? -1 : atoi(part);
	for (char *part = strtok_r(fields[4], " ", &rest); part && want->count < LIMIT;
	     part = strtok_r(NULL, " ", &rest))
		want->order[want->count++] = (size_t)atoi(part);
	return at == want->sample.count;
}

/* Does the text alone, on a page of that direction, get it? */
static bool direction_ours(const struct bidi_case *want)
{
	UChar wide[LIMIT * 2];
	int32_t length = 0;
	for (size_t i = 0; i < want->sample.count; i++)
		U16_APPEND_UNSAFE(wide, length, want->sample.codes[i]);
	UBiDiDirection first = ubidi_getBaseDirection(wide, length);
	return want->direction == 2 || first == UBIDI_NEUTRAL || (first == UBIDI_RTL) == (want->direction == 1);
}

static void ask_direction(struct bidi_case *want)
{
	struct bidi_case marked = *want;
	marked.sample = (struct sample){0};
	sample_add(&marked.sample, want->direction == 1 ? 0x200f : 0x200e);
	marked.levels[0] = -1;
	for (size_t i = 0; i < want->sample.count; i++) {
		sample_add(&marked.sample, want->sample.codes[i]);
		marked.levels[i + 1] = want->levels[i];
	}
	for (size_t i = 0; i < want->count; i++)
		marked.order[i] = want->order[i] + 1;
	*want = marked;
}

/* The line's code points from left to right, as its runs stand and run, without the removed. */
static bool order_right(const struct text_line *line, const struct bidi_case *want)
{
	size_t seen[LIMIT] = {0}, count = 0;
	int x = 0;
	while (x < line->width_px) {
		const struct text_run *run = NULL;
		for (size_t r = 0; r < line->runs_count && run == NULL; r++)
			if (line->runs[r].x == x)
				run = &line->runs[r];
		if (run == NULL)
			return false;
		size_t first = 0, length = (size_t)run->width_px;
		while (want->sample.starts[first] != (size_t)(run->text - line->text))
			first++;
		for (size_t i = 0; i < length; i++) {
			size_t index = run->right_to_left ? first + length - 1 - i : first + i;
			if (want->levels[index] >= 0)
				seen[count++] = index;
		}
		x += run->width_px;
	}
	return count == want->count && memcmp(seen, want->order, count * sizeof *seen) == 0;
}

static bool bidi_right(struct typesetter *type, const struct copy *copy, const struct bidi_case *want)
{
	for (size_t i = 0; i < want->sample.count; i++) {
		const struct stretch *stretch = &copy->stretches[copy_stretch_at(copy, want->sample.starts[i])];
		if (stretch->paragraph != want->paragraph ||
		    (want->levels[i] >= 0 && stretch->level != want->levels[i]))
			return false;
	}
	struct text_block *block = text_set_plain(type, want->sample.text, FONT_TEXT, 1, 1, LIMIT, TEXT_PROSE);
	return block->lines_count == 1 && block->lines[0].right_to_left == (want->paragraph == 1) &&
	       order_right(&block->lines[0], want);
}

static void test_bidi(void **state)
{
	struct tally tally = {.name = "BidiCharacterTest", .least_percent = 99.95};
	FILE *file = open_or_skip("/usr/share/unicode/BidiCharacterTest.txt");
	size_t marked = 0;
	static struct bidi_case want;
	char *line = NULL;
	size_t capacity = 0;
	struct arena *arena = arena_create();
	(void)state;
	while (getline(&line, &capacity, file) >= 0) {
		if (!bidi_read(line, &want))
			continue;
		if (!direction_ours(&want)) {
			ask_direction(&want);
			marked++;
		}
		struct typesetter *type = typesetter_create(arena, &measure, want.direction == 1 ? "ar" : "en");
		struct copy copy = copy_of(type, &want.sample);
		if (!unchanged(&copy, &want.sample) || memchr(copy.bytes, '\n', copy.length) != NULL)
			tally.left_out++;
		else if (bidi_right(type, &copy, &want))
			tally.right++;
		else
			tally.wrong++;
		typesetter_destroy(type);
		arena_clear(arena);
	}
	arena_destroy(arena);
	free(line);
	fclose(file);
	print_message("%zu with a mark before them\n", marked);
	tally_end(&tally);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_line_break), cmocka_unit_test(test_bidi),
						  cmocka_unit_test(test_grapheme_break)};
	return cmocka_run_group_tests_name("view, Unicode's tests", tests, NULL, NULL);
}
