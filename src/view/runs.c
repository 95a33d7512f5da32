#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "view/typeset.h"

static bool line_break(uint32_t code)
{
	return (code >= '\n' && code <= '\r') || code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* Controls that no font draws and that mean nothing on a wall. Joiners and bidi marks stay: they shape what is seen. */
static bool left_out(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xfeff || (code >= 0xfdd0 && code <= 0xfdef) ||
	       (code & 0xfffe) == 0xfffe || (code >= 0xfff9 && code <= 0xfffb);
}

#define NO_BREAK_SPACE 0xa0u
#define SOFT_HYPHEN    0xadu

struct mark { /* from here on another role */
	size_t start;
	enum font_role role;
};

static void add_soft(struct typesetter *type, struct copy *copy)
{
	copy->soft =
		arena_grow(type->arena, copy->soft, &copy->soft_capacity, copy->soft_count + 1, sizeof *copy->soft);
	copy->soft[copy->soft_count++] = copy->length;
}

static void clean(struct typesetter *type, struct copy *copy, const struct text_span *spans, size_t spans_count,
		  struct mark *marks)
{
	int spaces = 0;
	bool bound = false, broken = false, soft = false;
	for (size_t s = 0; s < spans_count; s++) {
		const char *text = spans[s].text;
		size_t left = strlen(text), size;
		marks[s] = (struct mark){copy->length, spans[s].role};
		for (; left > 0; text += size, left -= size) {
			uint32_t code = utf8_decode(text, left, &size);
			if (code == UINT32_MAX)
				code = 0xfffd;
			bool space = code == ' ' || code == '\t' || code == NO_BREAK_SPACE;
			broken |= line_break(code);
			spaces += space;
			bound |= code == NO_BREAK_SPACE;
			soft |= code == SOFT_HYPHEN;
			if (space || line_break(code) || code == SOFT_HYPHEN || left_out(code))
				continue;
			if (copy->length > 0 && (broken || spaces > 0)) {
				/* It belongs to the span before, so that words begin with their own style. */
				bool first = marks[s].start == copy->length;
				/* Several in a row are somebody's makeshift for a gap: no reason to bind. */
				if (!broken && spaces == 1 && bound)
					copy->length += utf8_encode(NO_BREAK_SPACE, copy->bytes + copy->length);
				else
					copy->bytes[copy->length++] = broken ? '\n' : ' ';
				if (first)
					marks[s].start = copy->length;
			} else if (copy->length > 0 && soft)
				add_soft(type, copy);
			broken = bound = soft = false;
			spaces = 0;
			copy->length += utf8_encode(code, copy->bytes + copy->length);
		}
	}
}

/* Only letters that every face of a role shares one shaping for: no need to ask for script and direction. */
static bool simple(const struct copy *copy)
{
	size_t size;
	for (size_t i = 0; i < copy->length; i += size) {
		uint32_t code = utf8_decode(copy->bytes + i, copy->length - i, &size);
		if (code >= 0x0370 && !(code >= 0x1e00 && code <= 0x1eff) && !(code >= 0x2010 && code <= 0x2027) &&
		    !(code >= 0x2030 && code <= 0x205e) && !(code >= 0x20a0 && code <= 0x2bff))
			return false;
	}
	return true;
}

struct levels { /* of bidi, by byte; NULL where everything runs to the right */
	unsigned char *of, *paragraph;
};

static struct levels levels_find(struct typesetter *type, const struct copy *copy)
{
	UChar *wide = arena_allocate(type->arena, copy->length + 1, sizeof *wide);
	size_t *byte_of = arena_allocate(type->arena, copy->length + 2, sizeof *byte_of);
	int32_t length = 0;
	size_t size;
	for (size_t i = 0; i < copy->length; i += size) {
		uint32_t code = utf8_decode(copy->bytes + i, copy->length - i, &size);
		/* Each line break of ours begins a paragraph of its own. */
		for (int unit = 0; unit < (code > 0xffff ? 2 : 1); unit++)
			byte_of[length + unit] = i;
		U16_APPEND_UNSAFE(wide, length, code);
	}
	byte_of[length] = copy->length;
	struct levels levels = {0};
	UErrorCode status = U_ZERO_ERROR;
	if (type->bidi == NULL)
		type->bidi = ubidi_open();
	ubidi_setPara(type->bidi, wide, length, type->right_to_left ? UBIDI_DEFAULT_RTL : UBIDI_DEFAULT_LTR, NULL,
		      &status);
	if (U_FAILURE(status) || ubidi_getDirection(type->bidi) == UBIDI_LTR)
		return levels;
	const UBiDiLevel *found = ubidi_getLevels(type->bidi, &status);
	if (U_FAILURE(status))
		return levels;
	levels.of = arena_allocate(type->arena, copy->length + 1, 1);
	levels.paragraph = arena_allocate(type->arena, copy->length + 1, 1);
	for (int32_t unit = 0; unit < length; unit++)
		memset(levels.of + byte_of[unit], found[unit], byte_of[unit + 1] - byte_of[unit]);
	for (int32_t p = 0, count = ubidi_countParagraphs(type->bidi); p < count; p++) {
		int32_t start, end;
		UBiDiLevel level;
		ubidi_getParagraphByIndex(type->bidi, p, &start, &end, &level, &status);
		memset(levels.paragraph + byte_of[start], level, byte_of[end] - byte_of[start]);
	}
	return levels;
}

/* The scripts that Japanese and Chinese mix within words are shaped alike: one run, with its kerning, is better. */
static UScriptCode script_of(uint32_t code)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)code, &status);
	if (U_FAILURE(status) || script == USCRIPT_INHERITED || script == USCRIPT_UNKNOWN)
		return USCRIPT_COMMON;
	return script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_BOPOMOFO ? USCRIPT_HAN
												      : script;
}

/* Where the script of the text at start ends. What belongs to no script of its own (digits, stops), or to several,
 * goes with what it stands among. */
static size_t script_end(const struct copy *copy, size_t start, size_t end)
{
	UScriptCode script = USCRIPT_COMMON;
	size_t size;
	for (size_t i = start; i < end; i += size) {
		uint32_t code = utf8_decode(copy->bytes + i, end - i, &size);
		UScriptCode here = script_of(code);
		if (here == USCRIPT_COMMON || here == script)
			continue;
		if (script == USCRIPT_COMMON)
			script = here;
		else if (!uscript_hasScript((UChar32)code, script))
			return i;
	}
	return end;
}

struct copy copy_make(struct typesetter *type, const struct text_span *spans, size_t spans_count)
{
	size_t bytes = 0, capacity = 0;
	for (size_t s = 0; s < spans_count; s++)
		bytes += strlen(spans[s].text);
	/* A byte that is no UTF-8 grows to the three of U+FFFD. */
	struct copy copy = {.bytes = arena_allocate(type->arena, bytes * 3 + 1, 1)};
	struct mark *marks = arena_allocate(type->arena, spans_count + 1, sizeof *marks);
	clean(type, &copy, spans, spans_count, marks);

	bool plain = simple(&copy);
	struct levels levels = {0};
	size_t level_end = 0; /* what is known to be of one level is not looked at again */
	if (copy.length > 0 && (!plain || type->right_to_left))
		levels = levels_find(type, &copy);
	for (size_t s = 0; s < spans_count; s++) {
		size_t end = s + 1 < spans_count ? marks[s + 1].start : copy.length;
		for (size_t i = marks[s].start; i < end;) {
			if (copy.bytes[i] == '\n') {
				i++;
				continue;
			}
			const char *line_end = memchr(copy.bytes + i, '\n', end - i);
			size_t limit = line_end != NULL ? (size_t)(line_end - copy.bytes) : end;
			unsigned char level = levels.of != NULL ? levels.of[i] : 0;
			if (levels.of != NULL) {
				for (level_end = level_end > i ? level_end : i;
				     level_end < copy.length && levels.of[level_end] == level;)
					level_end++;
				limit = level_end < limit ? level_end : limit;
			}
			if (!plain)
				limit = script_end(&copy, i, limit);
			struct stretch stretch = {.start = i, .role = marks[s].role, .level = level};
			if (levels.of != NULL)
				stretch.paragraph = levels.paragraph[i];
			size_t covered = type->measure->covered(type->measure->data, stretch.role, copy.bytes + i,
								limit - i, type->language, &stretch.face);
			i += covered == 0 || covered > limit - i ? limit - i : covered;
			stretch.end = i;
			copy.stretches =
				arena_grow(type->arena, copy.stretches, &capacity, copy.count + 1, sizeof stretch);
			copy.stretches[copy.count++] = stretch;
		}
	}
	return copy;
}

size_t copy_stretch_at(const struct copy *copy, size_t byte)
{
	size_t low = 0, high = copy->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (copy->stretches[middle].end <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int copy_width_px(const struct typesetter *type, const struct copy *copy, size_t start, size_t end, int size_px)
{
	int width = 0;
	for (size_t s = copy_stretch_at(copy, start); s < copy->count && copy->stretches[s].start < end; s++) {
		const struct stretch *stretch = &copy->stretches[s];
		size_t from = stretch->start > start ? stretch->start : start;
		size_t to = stretch->end < end ? stretch->end : end;
		struct font font = {stretch->role, size_px, stretch->face};
		width += type->measure->width_px(type->measure->data, font, copy->bytes + from, to - from,
						 stretch->level % 2 == 1);
	}
	return width;
}
