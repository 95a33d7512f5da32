#include "formats/phrases.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "formats/content_fields.h"

enum { GAPS_MOST = 8 };

static const char term_mark[] = "{term}";

static const char *const phrase_names[PHRASE_COUNT] = {
	[PHRASE_REPORT] = "report",
	[PHRASE_WRITTEN] = "written",
	[PHRASE_WHEN] = "when",
	[PHRASE_WELL] = "well",
	[PHRASE_UNREACHABLE] = "unreachable",
	[PHRASE_READ_ONLY] = "read-only",
	[PHRASE_MEND] = "mend",
	[PHRASE_NOW] = "now",
	[PHRASE_LATER] = "later",
	[PHRASE_FILES] = "files",
	[PHRASE_REFUSED] = "refused",
	[PHRASE_WARNING] = "warning",
	[PHRASE_LINE] = "line",
	[PHRASE_CHARACTER] = "character",
	[PHRASE_REMEDY] = "remedy",
	[PHRASE_FOLDER] = "folder",
	[PHRASE_STAYS] = "stays",
	[PHRASE_MORE] = "more",
	[PHRASE_AS_AT] = "as-at",
	[PHRASE_FROM] = "from",
	[PHRASE_UNTIL] = "until",
	[PHRASE_PAGE] = "page",
	[PHRASE_OWN] = "own",
	[PHRASE_TAKEN] = "taken",
	[PHRASE_CHANGED] = "changed",
	[PHRASE_STATE_SHOWN] = "state-shown",
	[PHRASE_STATE_LATER] = "state-later",
	[PHRASE_STATE_OVER] = "state-over",
	[PHRASE_STATE_ELSEWHERE] = "state-elsewhere",
	[PHRASE_STATE_USED] = "state-used",
	[PHRASE_STATE_REFUSED] = "state-refused",
	[PHRASE_STATE_WAITING] = "state-waiting",
	[PHRASE_AGENDA] = "agenda",
	[PHRASE_ANNOUNCEMENT] = "announcement",
	[PHRASE_PHOTOS] = "photos",
	[PHRASE_EVENT] = "event",
	[PHRASE_OVERLAY] = "overlay",
	[PHRASE_PICTURE] = "picture",
	[PHRASE_UNKNOWN] = "unknown",
	[PHRASE_FOOT] = "foot",
};

static const char *const count_names[COUNT_COUNT] = {
	[COUNT_MISTAKES] = "mistakes", [COUNT_WARNINGS] = "warnings", [COUNT_FILES] = "files",
	[COUNT_SESSIONS] = "sessions", [COUNT_PAGES] = "pages",       [COUNT_PHOTOS] = "photos",
};

struct pair {
	const char *english, *theirs;
	size_t fixed; /* bytes of the English outside gaps: of two that fit, the one with more is meant; a term is one
		       */
};

struct pairs {
	struct pair *list;
	size_t count, capacity;
};

struct phrases {
	struct arena *arena;
	const char *tag;
	const char *texts[PHRASE_COUNT];
	const char *counted[COUNT_COUNT][PLURAL_COUNT]; /* NULL: as other */
	enum plural (*plural)(int count);
	struct pairs terms, sentences;
};

static const char *read_text(const struct object *object, const char *key)
{
	const cJSON *value = fields_value(object, key);
	if (cJSON_IsString(value) && value->valuestring[0] != '\0')
		return arena_text(object->reading->arena, value->valuestring);
	fields_problem(object, PROBLEM_REFUSED, key, "\"%s\" is missing\vadd it", key);
	return "";
}

/* The beginning of the next gap; NULL: none. Its length in *length. */
static const char *gap_find(const char *text, size_t *length, bool *term)
{
	const char *any = strstr(text, "{}"), *known = strstr(text, term_mark);
	*term = known != NULL && (any == NULL || known < any);
	*length = *term ? strlen(term_mark) : 2;
	return *term ? known : any;
}

static size_t fixed_length(const char *text)
{
	size_t length = strlen(text), gap;
	bool term;
	while ((text = gap_find(text, &gap, &term)) != NULL) {
		length -= term ? gap - 1 : gap;
		text += gap;
	}
	return length;
}

static void read_pairs(const struct object *object, const char *key, struct pairs *pairs)
{
	struct object inner = fields_object(object, key);
	const cJSON *child;
	cJSON_ArrayForEach(child, inner.node)
	{
		struct arena *arena = object->reading->arena;
		const char *theirs = read_text(&inner, child->string);
		pairs->list = arena_grow(arena, pairs->list, &pairs->capacity, pairs->count + 1, sizeof *pairs->list);
		pairs->list[pairs->count++] =
			(struct pair){arena_text(arena, child->string), theirs, fixed_length(child->string)};
	}
}

static void read_counted(const struct object *object, const char *key, const char **forms)
{
	struct object counted = fields_object(object, key);
	for (size_t i = 0; i < PLURAL_COUNT; i++)
		if (i == PLURAL_OTHER || fields_value(&counted, plural_names[i]) != NULL)
			forms[i] = read_text(&counted, plural_names[i]);
}

static void read_all(const struct object *object, struct phrases *phrases)
{
	static const char *const keys[] = {"tag", "phrases", "counted", "terms", "sentences", NULL};
	const char *known[PHRASE_COUNT + 1] = {NULL}, *counts[COUNT_COUNT + 1] = {NULL};
	memcpy(known, phrase_names, sizeof phrase_names);
	memcpy(counts, count_names, sizeof count_names);
	fields_known(object, keys);
	phrases->tag = read_text(object, "tag");
	phrases->plural = language_plural(phrases->tag);
	struct object texts = fields_object(object, "phrases"), counted = fields_object(object, "counted");
	fields_known(&texts, known);
	fields_known(&counted, counts);
	for (size_t i = 0; i < PHRASE_COUNT; i++)
		phrases->texts[i] = read_text(&texts, phrase_names[i]);
	for (size_t i = 0; i < COUNT_COUNT; i++)
		read_counted(&counted, count_names[i], phrases->counted[i]);
	read_pairs(object, "terms", &phrases->terms);
	read_pairs(object, "sentences", &phrases->sentences);
}

struct phrases *phrases_read(const char *path, const char *text, size_t length, struct problems *problems)
{
	struct json json;
	if (!json_parse(&json, path, text, length, problems))
		return NULL;
	json_duplicates_warn(&json, problems);
	bool refused = false;
	struct arena *arena = arena_create();
	struct phrases *phrases = arena_allocate(arena, 1, sizeof *phrases);
	struct reading reading = {.json = &json, .problems = problems, .arena = arena};
	struct object object = {&reading, json.root, "$", &refused};
	phrases->arena = arena;
	read_all(&object, phrases);
	json_finish(&json);
	if (!refused)
		return phrases;
	phrases_destroy(phrases);
	return NULL;
}

void phrases_destroy(struct phrases *phrases)
{
	if (phrases != NULL)
		arena_destroy(phrases->arena);
}

const char *phrases_tag(const struct phrases *phrases)
{
	return phrases->tag;
}

/* Fills "{}" in order and "{1}" to "{8}" by number. */
static const char *fill(struct arena *arena, const char *text, const char *const *put_in, size_t count)
{
	struct buffer filled;
	size_t next = 0;
	buffer_init(&filled);
	while (*text != '\0') {
		size_t plain = strcspn(text, "{"), index = count;
		buffer_add(&filled, text, plain);
		text += plain;
		if (text[0] == '{' && text[1] == '}')
			index = next++;
		else if (text[0] == '{' && text[1] >= '1' && text[1] <= '8' && text[2] == '}')
			index = (size_t)(text[1] - '1');
		if (index < count) {
			buffer_add_text(&filled, put_in[index]);
			text += text[1] == '}' ? 2 : 3;
		} else if (*text != '\0') {
			buffer_add(&filled, text++, 1);
		}
	}
	const char *copy = arena_text(arena, buffer_text(&filled));
	buffer_finish(&filled);
	return copy;
}

const char *phrases_text(const struct phrases *phrases, struct arena *arena, enum phrase phrase, const char *first,
			 const char *second)
{
	const char *const put_in[] = {first, second};
	return fill(arena, phrases->texts[phrase], put_in, first == NULL ? 0 : second == NULL ? 1 : 2);
}

const char *phrases_count(const struct phrases *phrases, struct arena *arena, enum count what, int number)
{
	const char *const put_in[] = {arena_format(arena, "%d", number)};
	const char *form = phrases->counted[what][phrases->plural(number)];
	return fill(arena, form != NULL ? form : phrases->counted[what][PLURAL_OTHER], put_in, 1);
}

static const struct pair *term_named(const struct phrases *phrases, const char *text, size_t length)
{
	for (size_t i = 0; i < phrases->terms.count; i++) {
		const struct pair *term = &phrases->terms.list[i];
		if (strlen(term->english) == length && memcmp(term->english, text, length) == 0)
			return term;
	}
	return NULL;
}

/* What stands where the template has gaps; false if the text is not one of it. A gap ends where the words after it
 * first stand, the last one where they end the text. */
static bool match(const struct phrases *phrases, struct arena *arena, const char *template, const char *text,
		  const char *filled[GAPS_MOST], size_t *count)
{
	size_t gap, next_gap;
	bool term, next_term;
	const char *mark = gap_find(template, &gap, &term);
	*count = 0;
	if (mark == NULL)
		return strcmp(template, text) == 0;
	if (strncmp(template, text, (size_t)(mark - template)) != 0)
		return false;
	text += mark - template;
	while (mark != NULL && *count < GAPS_MOST) {
		const char *words = mark + gap, *next = gap_find(words, &next_gap, &next_term);
		size_t length = next != NULL ? (size_t)(next - words) : strlen(words), left = strlen(text);
		const char *found = next == NULL  ? (left >= length ? text + left - length : NULL)
				    : length == 0 ? text + left
						  : memmem(text, left, words, length);
		if (found == NULL || memcmp(found, words, length) != 0)
			return false;
		const struct pair *known = term_named(phrases, text, (size_t)(found - text));
		if (term && known == NULL)
			return false;
		filled[(*count)++] = term ? known->theirs : arena_text_part(arena, text, (size_t)(found - text));
		text = found + length;
		mark = next;
		gap = next_gap;
		term = next_term;
	}
	return mark == NULL && *text == '\0';
}

const char *phrases_sentence(const struct phrases *phrases, struct arena *arena, const char *english, bool *known)
{
	const struct pair *best = NULL;
	const char *best_filled[GAPS_MOST];
	size_t best_count = 0;
	for (size_t i = 0; i < phrases->sentences.count; i++) {
		const struct pair *sentence = &phrases->sentences.list[i];
		const char *filled[GAPS_MOST];
		size_t count;
		if ((best != NULL && best->fixed >= sentence->fixed) ||
		    !match(phrases, arena, sentence->english, english, filled, &count))
			continue;
		best = sentence;
		best_count = count;
		memcpy(best_filled, filled, count * sizeof *filled);
	}
	const struct pair *term = best == NULL ? term_named(phrases, english, strlen(english)) : NULL;
	if (known != NULL)
		*known = best != NULL || term != NULL;
	if (term != NULL)
		return term->theirs;
	return best != NULL ? fill(arena, best->theirs, best_filled, best_count) : arena_text(arena, english);
}
