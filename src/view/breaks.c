#include <string.h>

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "view/typeset.h"

/* What a line's end costs. The emptiness of a line, 0 to 1, is squared and counts 1000. */
#define LINE_COST     1e4 /* one line more is worse than any raggedness */
#define BOUND_COST    1e6 /* parting what belongs together is worse than a line more */
#define TORN_COST     1e8
#define INSIDE_COST   60.0 /* within a word, where ICU allows it: after a hyphen */
#define SENTENCE_GAIN (-70.0)
#define COMMA_GAIN    (-30.0)
#define WEAK_COST     60.0   /* behind a word of two letters: "na", "do" */
#define LOOSE_COST    400.0  /* "od 13:00", "października 2018" */
#define LONELY_COST   2000.0 /* a last line with next to nothing in it */
#define LONELY_PART   0.36

struct segment {           /* from one place where a line may break to the next */
	size_t start, end; /* without the space behind it */
	int width_px, space_px;
	double cost; /* of breaking behind it */
};

struct segments {
	struct segment *list;
	size_t count, capacity;
};

struct word { /* between spaces, without punctuation around it */
	size_t start, end;
	uint32_t last;  /* the character that ends it, punctuation too; 0: no word */
	bool ends_bare; /* no punctuation behind it, or only a full stop */
	size_t letters, digits, others;
};

static bool opening(uint32_t code)
{
	int8_t type = u_charType((UChar32)code);
	return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION || code == '"' || code == '\'' ||
	       code == 0x201e;
}

static bool closing(uint32_t code)
{
	int8_t type = u_charType((UChar32)code);
	return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || code == '"' || code == '\'' || code == ',' ||
	       code == ';' || code == ':' || code == '!' || code == '?' || code == '.' || code == 0x201d ||
	       code == 0x2026;
}

/* The word whose bytes are [start, end). */
static struct word word_read(const char *text, size_t start, size_t end)
{
	struct word word = {.start = start, .end = end, .ends_bare = true};
	size_t size;
	bool begun = false;
	for (size_t i = start; i < end; i += size) {
		uint32_t code = utf8_decode(text + i, end - i, &size);
		word.last = code;
		if (!begun && opening(code))
			continue;
		begun = true;
		if (closing(code)) {
			word.ends_bare = word.ends_bare && code == '.';
			continue;
		}
		word.ends_bare = true;
		if (u_isalpha((UChar32)code))
			word.letters++;
		else if (u_isdigit((UChar32)code))
			word.digits++;
		else
			word.others++;
	}
	return word;
}

static bool roman(const char *text, const struct word *word)
{
	for (size_t i = word->start; i < word->end; i++)
		if (strchr("IVX", text[i]) == NULL && strchr(".,;:!?)", text[i]) == NULL)
			return false;
	return word->letters > 0 && word->letters <= 5;
}

/* "15", "22.", "2019", "10:30", "15-17": numbers that count or date what follows. */
static bool number(const struct word *word)
{
	return word->digits > 0 && word->letters == 0;
}

static bool only_dashes(const char *text, const struct word *word)
{
	size_t size;
	for (size_t i = word->start; i < word->end; i += size) {
		uint32_t code = utf8_decode(text + i, word->end - i, &size);
		if (!(u_charType((UChar32)code) == U_DASH_PUNCTUATION || code == 0xb7 || code == 0x2022 ||
		      code == '|' || code == '/'))
			return false;
	}
	return word->end > word->start;
}

static bool year(const char *text, const struct word *word)
{
	return word->digits == 4 && word->letters + word->others == 0 && strchr("12", text[word->start]) != NULL;
}

static bool begins_capital(const char *text, const struct word *word)
{
	size_t size;
	return u_isupper((UChar32)utf8_decode(text + word->start, word->end - word->start, &size)) != 0;
}

/* Is `before` a number that counts or dates `after`? */
static bool counts(const char *text, const struct word *before, const struct word *after)
{
	if (!number(before) || !before->ends_bare || after->letters == 0 || after->digits > 0)
		return false;
	if (year(text, before)) /* "2019 r.", but "2018 w Sandomierzu" */
		return text[after->start] == 'r' && after->letters <= 4;
	/* "18:00. Potem" is the end of a sentence, "1. Kamień Milowy" is not. */
	return before->last != '.' || !begins_capital(text, after) || before->digits <= 2;
}

static double cost_at_space(const struct typesetter *type, const char *text, const struct word *before,
			    const struct word *after, bool last_word)
{
	if (only_dashes(text, after))
		return BOUND_COST; /* a dash ends a line, it does not begin one */
	if (type->binds_letters && before->ends_bare && before->last != '.' && before->letters == 1 &&
	    before->digits + before->others == 0)
		return BOUND_COST; /* "w domu" */
	if (counts(text, before, after))
		return BOUND_COST; /* "22 października" */
	bool closes = last_word || !after->ends_bare || after->last == '.';
	bool short_name =
		after->letters + after->digits == 1 || (number(after) && after->digits <= 3) || roman(text, after);
	if (closes && short_name && after->others == 0 && before->ends_bare && before->last != '.' &&
	    before->letters > 1)
		return BOUND_COST; /* "Sala C", "pokój 4", "Jana Pawła II" */
	switch (before->last) {
	case '.':
	case '!':
	case '?':
	case ':':
	case ';':
	case 0x2013:
	case 0x2014:
	case 0xb7:
		return SENTENCE_GAIN;
	case ',':
		return COMMA_GAIN;
	default:
		if (number(after) && (before->letters <= 2 || year(text, after)))
			return LOOSE_COST;
		return before->letters + before->digits <= 2 ? WEAK_COST : 0;
	}
}

/* What a no-break space binds is one word to ICU, but two to a reader. */
static size_t last_part(const char *text, size_t start, size_t end)
{
	for (size_t i = end; i > start + 1; i--)
		if (text[i - 2] == '\xc2' && text[i - 1] == '\xa0')
			return i;
	return start;
}

static size_t word_end(const char *text, size_t start, size_t end)
{
	const char *space = memchr(text + start, ' ', end - start);
	return space != NULL ? (size_t)(space - text) : end;
}

static UBreakIterator *iterator(UBreakIterator **kept, UBreakIteratorType kind, const char *language, const char *text,
				size_t length)
{
	UErrorCode status = U_ZERO_ERROR;
	if (*kept == NULL)
		*kept = ubrk_open(kind, language, NULL, 0, &status);
	if (U_FAILURE(status))
		*kept = NULL;
	if (*kept == NULL)
		return NULL;
	UText *wrapped = utext_openUTF8(NULL, text, (int64_t)length, &status);
	ubrk_setUText(*kept, wrapped, &status);
	utext_close(wrapped); /* the iterator keeps a clone; the bytes are ours and stay */
	return U_SUCCESS(status) ? *kept : NULL;
}

static void add(struct typesetter *type, struct segments *segments, struct segment segment)
{
	segments->list =
		arena_grow(type->arena, segments->list, &segments->capacity, segments->count + 1, sizeof segment);
	segments->list[segments->count++] = segment;
}

/* The longest beginning of [start, end) that is no wider than the box: whole clusters, at least one. */
static size_t cut(struct typesetter *type, const struct copy *copy, size_t start, size_t end, int size_px, int width_px)
{
	UBreakIterator *clusters =
		iterator(&type->clusters, UBRK_CHARACTER, type->language, copy->bytes + start, end - start);
	size_t *ends = arena_allocate(type->arena, end - start + 1, sizeof *ends);
	size_t count = 0;
	if (clusters != NULL) {
		for (int32_t at = ubrk_next(clusters); at != UBRK_DONE; at = ubrk_next(clusters))
			ends[count++] = start + (size_t)at;
	} else {
		size_t size;
		for (size_t i = start; i < end; i += size) {
			utf8_decode(copy->bytes + i, end - i, &size);
			ends[count++] = i + size;
		}
	}
	size_t low = 0, high = count; /* ends[low] fits (or must), ends[high] does not */
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (copy_width_px(type, copy, start, ends[middle], size_px) <= width_px)
			low = middle;
		else
			high = middle;
	}
	return count > 0 ? ends[low] : end;
}

/* One segment, in pieces if it is wider than the box. */
static void add_fitting(struct typesetter *type, const struct copy *copy, struct segments *segments,
			struct segment segment, int size_px, int width_px, bool *torn)
{
	segment.width_px = copy_width_px(type, copy, segment.start, segment.end, size_px);
	while (segment.width_px > width_px) {
		size_t end = cut(type, copy, segment.start, segment.end, size_px, width_px);
		if (end >= segment.end)
			break; /* one cluster wider than the box: nothing more can be done */
		*torn = true;
		struct segment part = {.start = segment.start, .end = end, .cost = TORN_COST};
		part.width_px = copy_width_px(type, copy, part.start, part.end, size_px);
		add(type, segments, part);
		segment.start = end;
		segment.width_px = copy_width_px(type, copy, segment.start, segment.end, size_px);
	}
	add(type, segments, segment);
}

static struct segments segments_find(struct typesetter *type, const struct copy *copy, size_t start, size_t end,
				     int size_px, int width_px, bool *torn)
{
	struct segments segments = {0};
	const char *text = copy->bytes;
	UBreakIterator *lines = iterator(&type->lines, UBRK_LINE, type->language, text + start, end - start);
	int space_px = type->measure->width_px(
		type->measure->data, (struct font){copy->stretches[copy_stretch_at(copy, start)].role, size_px, 0}, " ",
		1, false);
	size_t first_end = word_end(text, start, end);
	struct word before = word_read(text, last_part(text, start, first_end), first_end);
	for (size_t at = start; at < end;) {
		size_t stop;
		if (lines != NULL) {
			int32_t next = ubrk_next(lines);
			stop = next == UBRK_DONE ? end : start + (size_t)next;
		} else {
			stop = word_end(text, at, end);
			stop += stop < end;
		}
		if (stop <= at)
			continue;
		struct segment segment = {.start = at, .end = stop, .cost = INSIDE_COST};
		if (segment.end > segment.start + 1 && text[segment.end - 1] == ' ') {
			segment.end--;
			segment.space_px = space_px;
		}
		if (stop < end && text[stop - 1] == ' ') {
			struct word after = word_read(text, stop, word_end(text, stop, end));
			segment.cost = cost_at_space(type, text, &before, &after, after.end == end);
			before = word_read(text, last_part(text, stop, after.end), after.end);
		} else if (stop < end) {
			size_t size;
			/* Scripts that write without spaces break anywhere and pay nothing for it. */
			if (utf8_decode(text + stop, end - stop, &size) >= 0x0e00)
				segment.cost = 0;
		}
		add_fitting(type, copy, &segments, segment, size_px, width_px, torn);
		at = stop;
	}
	return segments;
}

struct piece_of_line *breaks_find(struct typesetter *type, const struct copy *copy, size_t start, size_t end,
				  int size_px, int width_px, enum text_fill fill, size_t *count, bool *torn)
{
	struct segments segments = segments_find(type, copy, start, end, size_px, width_px, torn);
	const struct segment *list = segments.list;
	size_t n = segments.count;
	/* best[i]: the cost of setting segments from i on, next[i] the first segment of the line after. */
	double *best = arena_allocate(type->arena, n + 1, sizeof *best);
	size_t *next = arena_allocate(type->arena, n + 1, sizeof *next);
	for (size_t i = n; i-- > 0;) {
		int used = 0;
		for (size_t j = i; j < n; j++) {
			used += list[j].width_px + (j > i ? list[j - 1].space_px : 0);
			if (used > width_px && j > i)
				break;
			double empty = used < width_px ? (double)(width_px - used) / width_px : 0;
			bool last = j + 1 == n;
			double cost = LINE_COST + best[j + 1];
			/* Where the sense pauses is a good place in a title; paragraphs want even lines. */
			if (!last && (list[j].cost > 0 || fill == TEXT_BALANCED))
				cost += list[j].cost;
			if (!last || fill == TEXT_BALANCED)
				cost += empty * empty * 1000;
			else if (i > 0 && 1 - empty < LONELY_PART)
				cost += (LONELY_PART - (1 - empty)) / LONELY_PART * LONELY_COST;
			if (j == i || cost < best[i]) {
				best[i] = cost;
				next[i] = j + 1;
			}
		}
	}
	*count = 0;
	for (size_t i = 0; i < n; i = next[i])
		++*count;
	struct piece_of_line *lines = arena_allocate(type->arena, *count + 1, sizeof *lines);
	size_t line = 0;
	for (size_t i = 0; i < n; i = next[i])
		lines[line++] = (struct piece_of_line){list[i].start, list[next[i] - 1].end};
	return lines;
}
