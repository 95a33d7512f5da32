#include <string.h>

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "view/typeset.h"

#define LINE_COST   1e4    /* one line more is worse than any raggedness */
#define SOFT_COST   600.0  /* at a soft hyphen */
#define PHRASE_COST 450.0  /* within a word of a script that may break between any two letters */
#define LONELY_COST 2000.0 /* a last line with next to nothing in it */
#define LONELY_PART 0.36

enum {
	LINE_SEGMENTS = 1000, /* at most: what has no width could go on for ever */
	CLUSTER_CODES = 200,
};

/* Of dividing a word, by the way it is done; the last is between any two letters, without a hyphen. */
static const double division_costs[DIVISIONS + 1] = {2000, 2000, 1e7, 1e8, 1e9};

struct segment {           /* from one place where a line may break to the next */
	size_t start, end; /* without the space behind it */
	int width_px, space_px;
	int hyphen_px; /* of the hyphen, if it takes one to break behind it */
	double cost;   /* of breaking behind it */
};

struct segments {
	struct segment *list;
	size_t count, capacity;
};

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

UBreakIterator *breaks_iterator(UBreakIterator **kept, UBreakIteratorType kind, const char *language, const char *text,
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

/* Would a break here part what is one letter to its reader (a flag, a letter and its mark)? The rules for lines alone
 * do not always see that. Most text needs no second look. */
static bool in_cluster(struct typesetter *type, UBreakIterator **clusters, const char *text, size_t start, size_t end,
		       size_t at)
{
	size_t size, before = at;
	do
		before--;
	while (before > start && (text[before] & 0xc0) == 0x80);
	UChar32 next = (UChar32)utf8_decode(text + at, end - at, &size);
	if (next < 0x300 || text[before] == ' ' || u_hasBinaryProperty(next, UCHAR_EMOJI_MODIFIER))
		return false; /* a tone behind what is no emoji stands for itself */
	int kind = u_getIntPropertyValue(next, UCHAR_GRAPHEME_CLUSTER_BREAK);
	bool sure = kind != U_GCB_EXTEND && kind != U_GCB_SPACING_MARK && kind != U_GCB_ZWJ &&
		    kind != U_GCB_REGIONAL_INDICATOR &&
		    u_getIntPropertyValue((UChar32)utf8_decode(text + before, at - before, &size),
					  UCHAR_GRAPHEME_CLUSTER_BREAK) != U_GCB_PREPEND;
	if (sure)
		return false;
	if (*clusters == NULL)
		*clusters = breaks_iterator(&type->clusters, UBRK_CHARACTER, type->language, text + start, end - start);
	return *clusters != NULL && !ubrk_isBoundary(*clusters, (int32_t)(at - start));
}

struct place *breaks_places(struct typesetter *type, const struct copy *copy, size_t start, size_t end, size_t *count)
{
	const char *text = copy->bytes;
	UBreakIterator *lines = breaks_iterator(&type->lines, UBRK_LINE, type->language, text + start, end - start);
	UBreakIterator *clusters = NULL;
	size_t soft = 0, soft_end;
	while (soft < copy->soft_count && copy->soft[soft] <= start)
		soft++;
	for (soft_end = soft; soft_end < copy->soft_count && copy->soft[soft_end] < end;)
		soft_end++;
	struct place *places = arena_allocate(type->arena, end - start + soft_end - soft + 1, sizeof *places);
	*count = 0;
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
		if (lines != NULL && stop < end && in_cluster(type, &clusters, text, start, end, stop))
			continue;
		for (; soft < soft_end && copy->soft[soft] < stop; soft++)
			if (copy->soft[soft] > at && !in_cluster(type, &clusters, text, start, end, copy->soft[soft]))
				places[(*count)++] = (struct place){copy->soft[soft], true};
		places[(*count)++] = (struct place){stop, false};
		at = stop;
	}
	return places;
}

struct setting {
	struct typesetter *type;
	const struct copy *copy;
	int size_px, width_px;
	struct segments segments;
	bool torn;
};

static void add(struct setting *setting, struct segment segment)
{
	struct segments *segments = &setting->segments;
	segments->list = arena_grow(setting->type->arena, segments->list, &segments->capacity, segments->count + 1,
				    sizeof segment);
	segments->list[segments->count++] = segment;
}

static int hyphen_px(const struct setting *setting, size_t at)
{
	const struct stretch *stretch = &setting->copy->stretches[copy_stretch_at(setting->copy, at)];
	const struct measure *measure = setting->type->measure;
	return measure->width_px(measure->data, (struct font){stretch->role, setting->size_px, 0}, "-", 1, false);
}

/* Where the clusters of [start, end) end. One can be made as long as a text: no type is so small that it would be one
 * letter to anybody, and it ends after so many code points. */
static size_t *cluster_ends(struct typesetter *type, const struct copy *copy, size_t start, size_t end, size_t *count)
{
	UBreakIterator *clusters =
		breaks_iterator(&type->clusters, UBRK_CHARACTER, type->language, copy->bytes + start, end - start);
	size_t *ends = arena_allocate(type->arena, end - start + 1, sizeof *ends);
	size_t size, codes = 0;
	*count = 0;
	for (size_t i = start; i < end; i += size) {
		utf8_decode(copy->bytes + i, end - i, &size);
		codes++;
		if (clusters != NULL && codes < CLUSTER_CODES && i + size < end &&
		    !ubrk_isBoundary(clusters, (int32_t)(i + size - start)))
			continue;
		ends[(*count)++] = i + size;
		codes = 0;
	}
	return ends;
}

/* The last of the clusters from `first` on that fits on the line that begins with it; itself if none does. What lies
 * far beyond the line is not measured: the word may be as long as the whole text. */
static size_t last_fitting(const struct setting *setting, size_t start, const size_t *ends, size_t first, size_t count)
{
	size_t low = first, high = first + 1; /* ends[low] fits (or must), ends[high] does not */
	while (high < count &&
	       copy_width_px(setting->type, setting->copy, start, ends[high], setting->size_px) <= setting->width_px) {
		low = high;
		high += high - first;
	}
	high = high < count ? high : count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (copy_width_px(setting->type, setting->copy, start, ends[middle], setting->size_px) <=
		    setting->width_px)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* A segment that nothing divides, in lines of whole clusters. One cluster wider than the box stays whole: its line
 * takes smaller type (text.c). */
static void add_cut(struct setting *setting, struct segment segment)
{
	size_t count;
	const size_t *ends = cluster_ends(setting->type, setting->copy, segment.start, segment.end, &count);
	setting->torn = true;
	for (size_t first = 0; first < count;) {
		size_t last = last_fitting(setting, segment.start, ends, first, count);
		struct segment part = {.start = segment.start, .end = ends[last], .cost = division_costs[DIVISIONS]};
		if (last + 1 == count)
			part = segment;
		part.width_px = copy_width_px(setting->type, setting->copy, part.start, part.end, setting->size_px);
		if (part.width_px + part.hyphen_px > setting->width_px && last > first) { /* its hyphen does not fit */
			last--;
			part = (struct segment){
				.start = segment.start, .end = ends[last], .cost = division_costs[DIVISIONS]};
			part.width_px =
				copy_width_px(setting->type, setting->copy, part.start, part.end, setting->size_px);
		}
		add(setting, part);
		segment.start = part.end;
		first = last + 1;
	}
}

/* One segment, in pieces if it is wider than the box: divided the first way that gives pieces, and those that are still
 * too wide the next. */
static void add_fitting(struct setting *setting, struct segment segment, enum division way)
{
	struct typesetter *type = setting->type;
	const struct copy *copy = setting->copy;
	segment.width_px = copy_width_px(type, copy, segment.start, segment.end, setting->size_px);
	if (segment.width_px + segment.hyphen_px <= setting->width_px) {
		add(setting, segment);
		return;
	}
	if (way < DIVISIONS) {
		size_t count, start = segment.start;
		const struct place *places = divide(type, copy, segment.start, segment.end, way, &count);
		for (size_t i = 0; i < count; i++) {
			struct segment part = {.start = start, .end = places[i].at, .cost = division_costs[way]};
			if (places[i].hyphen)
				part.hyphen_px = hyphen_px(setting, start);
			size_t space = bound_space_bytes(copy->bytes, start, part.end);
			if (way == DIVIDE_BOUND_SPACES && space > 0) { /* none hangs at a line's end */
				part.space_px = copy_width_px(type, copy, part.end - space, part.end, setting->size_px);
				part.end -= space;
			}
			add_fitting(setting, part, way + 1);
			start = places[i].at;
		}
		setting->torn |= count > 0 && way > DIVIDE_BEHIND_SIGNS;
		segment.start = start;
		add_fitting(setting, segment, way + 1);
		return;
	}
	add_cut(setting, segment);
}

/* Han, kana and Hangul: a line may end between any two of them, but words read better whole. ICU tells the phrases of
 * Japanese (a word and what is attached to it), of others the words. */
static double cost_in_phrase(struct setting *setting, UBreakIterator **phrases, size_t start, size_t end, size_t at)
{
	struct typesetter *type = setting->type;
	const char *text = setting->copy->bytes;
	size_t size;
	UChar32 next = (UChar32)utf8_decode(text + at, end - at, &size);
	if (next < 0x1100 || u_getIntPropertyValue(next, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT)
		return 0;
	bool japanese = strncmp(type->language, "ja", 2) == 0;
	if (*phrases == NULL)
		*phrases = breaks_iterator(&type->phrases, japanese ? UBRK_LINE : UBRK_WORD,
					   japanese ? "ja@lw=phrase" : type->language, text + start, end - start);
	return *phrases == NULL || ubrk_isBoundary(*phrases, (int32_t)(at - start)) ? 0 : PHRASE_COST;
}

static void find_segments(struct setting *setting, size_t start, size_t end)
{
	struct typesetter *type = setting->type;
	const struct copy *copy = setting->copy;
	const char *text = copy->bytes;
	size_t count, at = start;
	const struct place *places = breaks_places(type, copy, start, end, &count);
	struct font font = {copy->stretches[copy_stretch_at(copy, start)].role, setting->size_px, 0};
	int space_px = type->measure->width_px(type->measure->data, font, " ", 1, false);
	size_t word_start = start, word_stop = word_end(text, start, end);
	UBreakIterator *phrases = NULL;
	struct word earlier = {0}, before = word_read(text, last_part(text, start, word_stop), word_stop);
	for (size_t i = 0; i < count; i++) {
		size_t stop = places[i].at;
		struct segment segment = {.start = at, .end = stop};
		if (segment.end > segment.start + 1 && text[segment.end - 1] == ' ') {
			segment.end--;
			segment.space_px = space_px;
		}
		if (places[i].hyphen) {
			segment.cost = SOFT_COST;
			segment.hyphen_px = hyphen_px(setting, at);
		} else if (stop < end && text[stop - 1] == ' ') {
			word_start = stop;
			word_stop = word_end(text, stop, end);
			struct word after = word_read(text, stop, word_stop);
			segment.cost = words_cost(type->habits, text, &earlier, &before, &after, word_stop == end);
			earlier = before;
			size_t part = last_part(text, stop, word_stop);
			before = part == stop ? after : word_read(text, part, word_stop);
		} else if (stop < end) {
			segment.cost = words_inside_cost(text, word_start, stop, word_stop) +
				       cost_in_phrase(setting, &phrases, start, end, stop);
		}
		add_fitting(setting, segment, DIVIDE_BOUND_SPACES);
		at = stop;
	}
}

struct piece_of_line *breaks_find(struct typesetter *type, const struct copy *copy, size_t start, size_t end,
				  int size_px, int width_px, enum text_fill fill, size_t *count, bool *torn)
{
	struct setting setting = {.type = type, .copy = copy, .size_px = size_px, .width_px = width_px};
	find_segments(&setting, start, end);
	*torn |= setting.torn;
	const struct segment *list = setting.segments.list;
	size_t n = setting.segments.count;
	/* best[i]: the cost of setting segments from i on, next[i] the first segment of the line after. */
	double *best = arena_allocate(type->arena, n + 1, sizeof *best);
	size_t *next = arena_allocate(type->arena, n + 1, sizeof *next);
	for (size_t i = n; i-- > 0;) {
		int held = 0;
		for (size_t j = i; j < n; j++) {
			held += list[j].width_px + (j > i ? list[j - 1].space_px : 0);
			int used = held + list[j].hyphen_px;
			if ((held > width_px && j > i) || j - i == LINE_SEGMENTS)
				break;
			if (used > width_px && j > i)
				continue; /* with the next segment it needs no hyphen */
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
	for (size_t i = 0; i < n; i = next[i]) {
		const struct segment *last = &list[next[i] - 1];
		lines[line++] = (struct piece_of_line){.start = list[i].start,
						       .end = last->end,
						       .hyphen = last->hyphen_px > 0,
						       .wide = next[i] == i + 1 && last->width_px > width_px};
	}
	return lines;
}
