/* What a player tells of itself: to `ctl status`, to the web page, to the metrics. Texts are borrowed until the player
 * does anything else. */
#ifndef MODEL_STATUS_H
#define MODEL_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/health.h"
#include "model/problem.h"
#include "model/trust.h"

struct status_page {
	const char *slide;  /* its id; NULL: a page of callboard's own */
	const char *kind;   /* "agenda", "announcement", "photos", "calm", "identify" */
	const char *title;  /* NULL: none */
	size_t page, pages; /* page from 1 */
};

struct slide;

/* What is told of that page of a slide; page from 0. Its texts are the slide's. */
struct status_page status_page_of(const struct slide *slide, size_t page, size_t pages);

struct status {
	const char *screen, *version;
	const char *folder; /* that is shown */
	int pid;
	int64_t uptime_s;
	int64_t now_utc_s;
	int offset_s;             /* of the wall's local time */
	enum trust trust;         /* in now_utc_s */
	int64_t clock_told_utc_s; /* when it was set by hand; 0: it was not */
	const char *screen_note;  /* what is odd about its name; NULL: nothing */

	const char *driver, *path; /* as player/screen.h has them */
	int width_px, height_px;
	uint64_t frames;             /* presented since the start */
	uint64_t late_frames;        /* of fades: more than 25 ms after the one before */
	int64_t last_present_ms_ago; /* -1: none yet */

	int64_t proved_ms_ago; /* when it was last proved that the picture is there; -1: not yet */
	const char *proved;    /* by what, in plain words */
	unsigned restarts;     /* of the player, since somebody started it */
	const char *restart;   /* why the last one happened; NULL: there was none */
	int64_t restart_utc_s;
	const char *const *passed_over; /* items that took the player down too often */
	size_t passed_over_count;

	struct status_page shown;
	int64_t since_utc_s, until_utc_s; /* until INT64_MAX: until something changes */
	struct status_page next;          /* kind NULL: nothing else */
	bool paused;
	bool asleep,
		display_asleep; /* in dark hours, until until_utc_s; the display is off, else a black page stands */

	const char *key; /* of the published set; NULL: none yet */
	size_t slides, slides_showable, events;

	int ingest_pid; /* 0: not running */
	int ingest_restarts;
	const struct health *health;
	const struct problems *problems;
};

#endif
