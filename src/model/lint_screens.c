/* Screens: does anything reach them, and can it be read from where people stand? */
#include <fnmatch.h>
#include <math.h>
#include <string.h>

#include "model/lint_parts.h"
#include "model/scale.h"

/* What nobody would notice with a ruler in the hall. */
#define DISTANCE_SHORT 0.97

/* Either may be a pattern. */
static bool names(const char *a, const char *b)
{
	return fnmatch(a, b, FNM_CASEFOLD) == 0 || fnmatch(b, a, FNM_CASEFOLD) == 0;
}

static bool reaches(const struct slide *slide, const struct event_screen *screen)
{
	bool named = slide->on_count == 0;
	if (screen->kinds != 0 && (screen->kinds >> slide->kind & 1) == 0)
		return false;
	for (size_t i = 0; i < slide->on_count && !named; i++)
		named = names(slide->on[i], screen->name);
	return named;
}

static void find_unreached(struct linting *linting, size_t event, const struct event_screen *screen)
{
	const struct deck *deck = linting->deck;
	size_t slides = 0;
	for (size_t i = 0; i < deck->slides_count; i++) {
		if (!lint_below(linting, deck->slides[i].event, event))
			continue;
		if (reaches(&deck->slides[i], screen))
			return;
		slides++;
	}
	if (slides == 0) /* there is nothing yet, anywhere */
		return;
	lint_add(linting,
		 &(struct finding){.sort = LINT_SCREEN,
				   .event = event,
				   .screen = screen,
				   .words = arena_format(
					   linting->arena,
					   screen->kinds != 0
						   ? "nothing is shown on the screen %s: all there is, is for other "
						     "screens, or of other kinds"
						   : "nothing is shown on the screen %s: all there is, is for other "
						     "screens",
					   lint_quote(linting, screen->name)),
				   .remedy = "check its name here, and \"on\" where it should be shown"});
}

/* The screen of an event that a name was meant to be; NULL if it is one, or like none. */
static const char *screen_meant(struct linting *linting, const char *name)
{
	const struct deck *deck = linting->deck;
	const char *meant = NULL;
	for (size_t i = 0; i < deck->events_count; i++) {
		for (size_t s = 0; s < deck->events[i].screens_count; s++) {
			const char *other = deck->events[i].screens[s].name;
			if (names(name, other))
				return NULL;
			if (meant == NULL && lint_slip(linting, name, other))
				meant = other;
		}
	}
	return meant;
}

/* An agenda's days share one `on`. */
static void find_misnamed(struct linting *linting)
{
	const struct deck *deck = linting->deck;
	for (size_t i = 0; i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		if (i > 0 && deck->slides[i - 1].on == slide->on)
			continue;
		for (size_t n = 0; n < slide->on_count; n++) {
			const char *meant = screen_meant(linting, slide->on[n]);
			if (meant == NULL)
				continue;
			lint_add(linting,
				 &(struct finding){.sort = LINT_SCREEN,
						   .slide = slide,
						   .event = slide->event,
						   .part = "on",
						   .words = arena_format(linting->arena, "no event names a screen %s",
									 lint_quote(linting, slide->on[n])),
						   .remedy = arena_format(linting->arena, "did you mean %s?",
									  lint_quote(linting, meant))});
		}
	}
}

static void find_small(struct linting *linting, size_t event, const struct event_screen *screen, struct viewing viewing)
{
	const struct deck *deck = linting->deck;
	double crop = fmax(viewing.overscan_percent, 0) / 100 * 2, diagonal_px = hypot(deck->width_px, deck->height_px);
	if (!(viewing.distance_m > 0) || !(viewing.diagonal_inch > 0) || deck->width_px <= 0 || deck->height_px <= 0)
		return;
	struct scale scale = scale_for((int)(deck->width_px * (1 - crop)), (int)(deck->height_px * (1 - crop)),
				       diagonal_px, &viewing);
	double served_m = scale_distance_m(scale.unit_px, diagonal_px, viewing.diagonal_inch);
	if (served_m >= viewing.distance_m * DISTANCE_SHORT)
		return;
	lint_add(
		linting,
		&(struct finding){
			.sort = LINT_DISTANCE,
			.event = event,
			.screen = screen,
			.part = "viewing",
			.words = arena_format(
				linting->arena,
				"a %g-inch screen is too small for %g m: its pages are laid out to be read from %.1f m",
				viewing.diagonal_inch, viewing.distance_m, served_m),
			.remedy = "use a larger screen, or say a smaller \"distance_m\""});
}

/* Are screens on when it begins, and when it ends? */
static bool lit(const struct event *event, const struct session *session)
{
	struct window window = window_always();
	window.between_start = event->hours.start;
	window.between_end = event->hours.end;
	return window_open(&window, &event->zone, session->start_utc_s) &&
	       window_open(&window, &event->zone, session->end_utc_s - 1);
}

/* Of an event's own hours, the first session that they leave in the dark. */
static void find_dark(struct linting *linting, size_t index)
{
	const struct deck *deck = linting->deck;
	const struct event *event = &deck->events[index];
	for (size_t i = 0; event->hours.kind == HOURS_BETWEEN && i < deck->slides_count; i++) {
		const struct slide *slide = &deck->slides[i];
		for (size_t s = 0;
		     slide->event == index && slide->kind == SLIDE_AGENDA && s < slide->agenda.sessions_count; s++) {
			const struct session *session = &slide->agenda.sessions[s];
			if (session->all_day || session->cancelled || lit(event, session))
				continue;
			lint_add(linting, &(struct finding){.sort = LINT_HOURS,
							    .event = index,
							    .part = "hours",
							    .words = arena_format(
								    linting->arena, "screens sleep during %s (%s, %s)",
								    lint_quote(linting, session->title),
								    lint_date(linting, slide->agenda.date),
								    lint_times(linting, event, session)),
							    .remedy = "give them longer \"hours\", or write \"auto\""});
			return;
		}
	}
}

void lint_screens(struct linting *linting)
{
	const struct deck *deck = linting->deck;
	for (size_t i = 1; i < deck->events_count; i++) {
		const struct event *event = &deck->events[i];
		find_small(linting, i, NULL, event->viewing);
		find_dark(linting, i);
		for (size_t s = 0; s < event->screens_count; s++) {
			const struct event_screen *screen = &event->screens[s];
			find_unreached(linting, i, screen);
			if (screen->viewing.distance_m > 0 || screen->viewing.diagonal_inch > 0)
				find_small(linting, i, screen, event_viewing(event, screen->name));
		}
	}
	find_misnamed(linting);
}
