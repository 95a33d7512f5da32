#include "model/lint.h"

#include <string.h>

#include "base/utf8.h"
#include "model/likeness.h"
#include "model/lint_parts.h"

static bool same_file(const struct tally *tally, const struct finding *finding)
{
	if (tally->sort != finding->sort || (tally->slide == NULL) != (finding->slide == NULL))
		return false;
	return tally->slide != NULL ? strcmp(tally->slide->source, finding->slide->source) == 0
				    : tally->event == finding->event;
}

static void keep(struct linting *linting, const struct finding *finding)
{
	struct findings *findings = &linting->findings;
	findings->list = arena_grow(linting->arena, findings->list, &findings->capacity, findings->count + 1,
				    sizeof *findings->list);
	findings->list[findings->count++] = *finding;
}

void lint_add(struct linting *linting, const struct finding *finding)
{
	size_t i = 0;
	while (i < linting->tallies_count && !same_file(&linting->tallies[i], finding))
		i++;
	if (i == linting->tallies_count) {
		linting->tallies = arena_grow(linting->arena, linting->tallies, &linting->tallies_capacity, i + 1,
					      sizeof *linting->tallies);
		linting->tallies[linting->tallies_count++] =
			(struct tally){.sort = finding->sort, .slide = finding->slide, .event = finding->event};
	}
	if (linting->tallies[i].count++ < LINT_MOST)
		keep(linting, finding);
}

static void add_rests(struct linting *linting)
{
	static const char *const more[LINT_SORTS] = {[LINT_OVERLAP] = "overlaps in rooms",
						     [LINT_LONG] = "sessions that end on the next day",
						     [LINT_OUTSIDE] = "days outside the event",
						     [LINT_ROOM] = "rooms that look misspelt",
						     [LINT_SCREEN] = "screens that nothing reaches",
						     [LINT_DISTANCE] = "screens that are too small",
						     [LINT_HOURS] = "screens that sleep too early or too long",
						     [LINT_OVER] = "items that are over"};
	for (size_t i = 0; i < linting->tallies_count; i++) {
		const struct tally *tally = &linting->tallies[i];
		if (tally->count > LINT_MOST)
			keep(linting, &(struct finding){.sort = tally->sort,
							.slide = tally->slide,
							.event = tally->event,
							.words = arena_format(
								linting->arena, "there are %zu more %s in this file",
								tally->count - LINT_MOST, more[tally->sort])});
	}
}

const char *lint_quote(struct linting *linting, const char *text)
{
	enum { MOST = 60 };
	size_t length = strlen(text), kept = 0, size;
	for (size_t characters = 0; kept < length && characters < MOST; kept += size, characters++)
		utf8_decode(text + kept, length - kept, &size);
	return arena_format(linting->arena, "\"%.*s%s\"", (int)kept, text, kept < length ? "…" : "");
}

const char *lint_date(struct linting *linting, struct date date)
{
	char text[11];
	date_format(date, text);
	return arena_text(linting->arena, text);
}

const char *lint_times(struct linting *linting, const struct event *event, const struct session *session)
{
	struct civil start = zone_local(&event->zone, session->start_utc_s);
	struct civil end = zone_local(&event->zone, session->end_utc_s);
	const char *day = date_compare(start.date, end.date) == 0 || session->end_utc_s - session->start_utc_s < 43200
				  ? "–"
				  : arena_format(linting->arena, " – %s ", lint_date(linting, end.date));
	if (session->end_guessed)
		return arena_format(linting->arena, "%02d:%02d", start.hour, start.minute);
	return arena_format(linting->arena, "%02d:%02d%s%02d:%02d", start.hour, start.minute, day, end.hour,
			    end.minute);
}

/* The word at *text, which moves behind it. */
static size_t next_word(const char **text, const char **word)
{
	*word = *text + strspn(*text, " ");
	size_t length = strcspn(*word, " ");
	*text = *word + length;
	return length;
}

bool lint_slip(struct linting *linting, const char *a, const char *b)
{
	enum { LEAST = 5 }; /* letters of a word that can be told from another one */
	const char *left = likeness_fold(linting->arena, a, true), *right = likeness_fold(linting->arena, b, true);
	const char *left_word, *right_word;
	size_t different = 0;
	if (strcmp(likeness_fold(linting->arena, a, false), likeness_fold(linting->arena, b, false)) == 0)
		return true;
	for (;;) {
		size_t left_length = next_word(&left, &left_word), right_length = next_word(&right, &right_word);
		if (left_length == 0 || right_length == 0)
			return left_length == right_length && different == 1;
		if (left_length == right_length && memcmp(left_word, right_word, left_length) == 0)
			continue;
		const char *one = arena_text_part(linting->arena, left_word, left_length);
		const char *other = arena_text_part(linting->arena, right_word, right_length);
		if (++different > 1 || left_length < LEAST || right_length < LEAST ||
		    one[strcspn(one, "0123456789")] != '\0' || other[strcspn(other, "0123456789")] != '\0' ||
		    likeness_distance(one, other, 1) > 1)
			return false;
	}
}

bool lint_below(const struct linting *linting, size_t event, size_t above)
{
	const char *folder = linting->deck->events[event].folder, *upper = linting->deck->events[above].folder;
	size_t length = strlen(upper);
	if (event == above || length == 0)
		return true;
	return strncmp(folder, upper, length) == 0 && folder[length] == '/';
}

struct findings lint(const struct deck *deck, int64_t now_utc_s, bool clock_unset, struct arena *arena)
{
	struct linting linting = {.deck = deck, .now_utc_s = now_utc_s, .clock_unset = clock_unset, .arena = arena};
	for (size_t i = 0; i < deck->slides_count; i++) {
		if (deck->slides[i].kind == SLIDE_AGENDA)
			lint_sessions(&linting, &deck->slides[i]);
	}
	lint_files(&linting);
	lint_days(&linting);
	lint_rooms(&linting);
	lint_screens(&linting);
	add_rests(&linting);
	return linting.findings;
}
