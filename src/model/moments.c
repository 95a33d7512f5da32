#include "model/moments.h"

#include <string.h>

#include "base/digest.h"
#include "model/wall.h"

/* A wall that changed every minute would not be gone through further than this. */
enum { WALLS_LIMIT = 3000 };

const struct event *moments_event(const struct deck *deck, struct date day)
{
	/* Noon in Greenwich is that day nearly everywhere. */
	return deck_event_now(deck, civil_seconds((struct civil){.date = day, .hour = 12}));
}

/* From the first start to the last end of what this screen's people have on that day; false if they have nothing. */
static bool sessions_of(const struct deck *deck, const char *screen, struct date day, int64_t *first_utc_s,
			int64_t *last_utc_s)
{
	*first_utc_s = INT64_MAX;
	*last_utc_s = INT64_MIN;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (slide->kind != SLIDE_AGENDA || date_compare(slide->agenda.date, day) != 0)
			continue;
		const struct event_screen *own = wall_cut(deck, slide, screen);
		for (size_t s = 0; s < slide->agenda.sessions_count; s++) {
			const struct session *session = &slide->agenda.sessions[s];
			if (session->all_day || !deck_shows(deck, slide, screen, session->start_utc_s) ||
			    !wall_concerns(own, session))
				continue;
			if (session->start_utc_s < *first_utc_s)
				*first_utc_s = session->start_utc_s;
			if (session->end_utc_s > *last_utc_s)
				*last_utc_s = session->end_utc_s;
		}
	}
	return *first_utc_s <= *last_utc_s;
}

/* What is on a wall, by words that do not count minutes: its slides, and which of their sessions are on or over. */
static void sign(const struct wall *wall, int64_t now_utc_s, char signature[static DIGEST_SIZE])
{
	struct digest *digest = digest_create();
	for (size_t i = 0; i < wall->count; i++) {
		const struct slide *slide = wall->slides[i];
		digest_add(digest, slide->id, strlen(slide->id) + 1);
		digest_add(digest, slide->digest, strlen(slide->digest) + 1);
		for (size_t s = 0; slide->kind == SLIDE_AGENDA && s < slide->agenda.sessions_count; s++) {
			const struct session *session = &slide->agenda.sessions[s];
			const char state = session->end_utc_s <= now_utc_s     ? 'o'
					   : session->start_utc_s <= now_utc_s ? 'n'
									       : 'c';
			digest_add(digest, &state, 1);
		}
	}
	digest_end(digest, signature);
}

/* Keeps the first of each step, counted from midnight in Greenwich: full and half hours stay what they are. */
static size_t thin(const int64_t *list, size_t count, int step_minutes, int64_t *kept)
{
	size_t left = 0;
	for (size_t i = 0; i < count; i++) {
		if (left == 0 || list[i] / (step_minutes * 60) != kept[left - 1] / (step_minutes * 60))
			kept[left++] = list[i];
	}
	return left;
}

struct moments moments_of_day(const struct deck *deck, const char *screen, struct date day, struct arena *arena)
{
	static const int steps[] = {5, 10, 15, 30, 60};
	struct moments moments = {0};
	size_t capacity = 0;
	int64_t from, until;
	char before[DIGEST_SIZE] = "";
	if (sessions_of(deck, screen, day, &from, &until)) {
		from -= MOMENTS_BEFORE_S;
	} else {
		const struct zone *zone = &moments_event(deck, day)->zone;
		from = zone_utc_s(zone, (struct civil){.date = day, .hour = MOMENTS_SESSIONLESS});
		until = zone_utc_s(zone, (struct civil){.date = day, .hour = MOMENTS_SESSIONLESS_END});
	}
	for (int64_t at = from, walls = 0; at <= until && walls < WALLS_LIMIT; walls++) {
		struct wall *wall = wall_create(deck, screen, at, false);
		char signature[DIGEST_SIZE];
		sign(wall, at, signature);
		if (strcmp(signature, before) != 0) {
			moments.list =
				arena_grow(arena, moments.list, &capacity, moments.count + 1, sizeof *moments.list);
			moments.list[moments.count++] = at;
		}
		memcpy(before, signature, sizeof before);
		at = wall->valid_until_utc_s;
		wall_destroy(wall);
	}
	int64_t *all = moments.list;
	size_t count = moments.count;
	for (size_t i = 0; moments.count > MOMENTS_MOST && i < sizeof steps / sizeof *steps; i++) {
		moments.list = arena_allocate(arena, count, sizeof *moments.list);
		moments.count = thin(all, count, steps[i], moments.list);
		moments.step_minutes = steps[i];
	}
	return moments;
}

int64_t moments_since(const struct deck *deck, const char *screen, int64_t now_utc_s, int64_t *again_utc_s)
{
	const struct event *event = deck_event_now(deck, now_utc_s);
	struct civil dawn = {.date = zone_day(&event->zone, now_utc_s, event->day_change),
			     .hour = event->day_change / 60,
			     .minute = event->day_change % 60};
	int64_t since = zone_utc_s(&event->zone, dawn), at = since;
	char before[DIGEST_SIZE] = "";
	if (since > now_utc_s) /* the hour of the change comes twice in autumn */
		since = at = now_utc_s;
	for (size_t walls = 0;; walls++) {
		if (walls == WALLS_LIMIT)
			at = now_utc_s;
		struct wall *wall = wall_create(deck, screen, at, false);
		char signature[DIGEST_SIZE];
		sign(wall, at, signature);
		int64_t next = wall->valid_until_utc_s;
		wall_destroy(wall);
		if (strcmp(signature, before) != 0)
			since = at;
		memcpy(before, signature, sizeof before);
		*again_utc_s = next;
		if (next > now_utc_s)
			return since;
		at = next;
	}
}
