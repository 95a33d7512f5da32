/* Two files, of two people perhaps, that put two sessions into one room. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/likeness.h"
#include "model/lint_parts.h"

struct taken {            /* a room, for a session */
	const char *room; /* folded */
	const struct slide *slide;
	const struct session *session;
};

static int compare_taken(const void *a, const void *b)
{
	const struct taken *left = a, *right = b;
	int order = strcmp(left->room, right->room);
	if (order != 0)
		return order;
	if (left->session->start_utc_s != right->session->start_utc_s)
		return left->session->start_utc_s < right->session->start_utc_s ? -1 : 1;
	return left->slide != right->slide ? (left->slide < right->slide ? -1 : 1)
					   : (left->session < right->session ? -1 : left->session > right->session);
}

static bool same_file(const struct taken *a, const struct taken *b)
{
	return strcmp(a->slide->source, b->slide->source) == 0;
}

/* A "Hall A" is in each of two houses; and of one programme there may be a version in each language, and one for each
 * screen. */
static bool may_be_both(const struct linting *linting, const struct taken *a, const struct taken *b)
{
	const char *place = linting->deck->events[a->slide->event].place;
	const char *other = linting->deck->events[b->slide->event].place;
	if (place != NULL && other != NULL && strcmp(place, other) != 0)
		return true;
	bool same =
		a->session->start_utc_s == b->session->start_utc_s && strcmp(a->session->title, b->session->title) == 0;
	return strcmp(a->slide->language, b->slide->language) != 0 ||
	       (same && (a->slide->on_count > 0 || b->slide->on_count > 0));
}

static const char *say(struct linting *linting, const struct taken *taken)
{
	const struct event *event = &linting->deck->events[taken->slide->event];
	return arena_format(linting->arena, "%s (%s)", lint_quote(linting, taken->session->title),
			    lint_times(linting, event, taken->session));
}

static void tell(struct linting *linting, const struct taken *first, const struct taken *second)
{
	struct arena *arena = linting->arena;
	int64_t end = first->session->end_utc_s < second->session->end_utc_s ? first->session->end_utc_s
									     : second->session->end_utc_s;
	bool same = first->session->start_utc_s == second->session->start_utc_s &&
		    strcmp(first->session->title, second->session->title) == 0;
	const char *day = lint_date(linting, second->slide->agenda.date);
	const char *room = lint_quote(linting, second->session->room);
	const char *words = same ? arena_format(arena, "on %s in %s: %s is in %s, too", day, room, say(linting, second),
						first->slide->source)
				 : arena_format(arena, "on %s in %s: %s and, in %s, %s overlap by %d min", day, room,
						say(linting, second), first->slide->source, say(linting, first),
						(int)((end - second->session->start_utc_s) / 60));
	lint_add(linting, &(struct finding){.sort = LINT_OVERLAP,
					    .slide = second->slide,
					    .event = second->slide->event,
					    .session = second->session,
					    .words = words,
					    .remedy = same ? "take it out of one of them, unless that is meant"
							   : "correct a time or a room in one of them, unless that is "
							     "meant"});
}

static size_t gather(struct linting *linting, struct taken *taken)
{
	size_t count = 0;
	for (size_t i = 0; i < linting->deck->slides_count; i++) {
		const struct slide *slide = &linting->deck->slides[i];
		for (size_t s = 0; slide->kind == SLIDE_AGENDA && s < slide->agenda.sessions_count; s++) {
			const struct session *session = &slide->agenda.sessions[s];
			if (!lint_takes_room(session))
				continue;
			if (taken != NULL)
				taken[count] = (struct taken){likeness_fold(linting->arena, session->room, false),
							      slide, session};
			count++;
		}
	}
	return count;
}

void lint_files(struct linting *linting)
{
	struct taken *taken = memory_allocate((gather(linting, NULL) + 1) * sizeof *taken);
	size_t count = gather(linting, taken);
	qsort(taken, count, sizeof *taken, compare_taken);
	/* Of what began before in the room: what goes on longest, and what does so of another file than that. */
	const struct taken *longest = NULL, *other = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct taken *now = &taken[i];
		if (i == 0 || strcmp(taken[i - 1].room, now->room) != 0)
			longest = other = NULL;
		const struct taken *before = longest != NULL && same_file(longest, now) ? other : longest;
		if (before != NULL && before->session->end_utc_s > now->session->start_utc_s &&
		    !may_be_both(linting, before, now))
			tell(linting, before, now);
		if (longest == NULL || now->session->end_utc_s > longest->session->end_utc_s) {
			if (longest != NULL && !same_file(longest, now))
				other = longest;
			longest = now;
		} else if (!same_file(longest, now) &&
			   (other == NULL || now->session->end_utc_s > other->session->end_utc_s)) {
			other = now;
		}
	}
	free(taken);
}
