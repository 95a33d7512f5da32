/* Where a screen's report lies: FOLDER/callboard-report, under a name that every share takes and no other screen has;
 * where that cannot be written, STATE/report. */
#ifndef INGEST_REPORT_PLACE_H
#define INGEST_REPORT_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	REPORT_BEAT_S = 300,
	REPORT_BEAT_HERE_S = 86400, /* on a disk of this machine, which may be a card that wears out with each write */
};

struct report_place;

/* folder: NULL if nothing may be written there. id: tells this machine and state folder from others, a few letters and
 * digits. All borrowed. */
struct report_place *report_place_create(const char *folder, const char *state, const char *screen, const char *id);
void report_place_destroy(struct report_place *place);

/* Looks (again) whether the folder can be written, makes callboard-report in it and chooses the name. reachable: false
 * if the folder need not even be tried. now_utc_s is the machine's. */
void report_place_open(struct report_place *place, bool reachable, int64_t now_utc_s);
void report_place_close(struct report_place *place);

/* Of the last report_place_open(): why the report is not in the folder, NULL if it is (or need not be). */
const char *report_place_reason(const struct report_place *place);

/* The name without its ending. */
const char *report_place_name(const struct report_place *place);

/* How long at most what is written there is left as it is, though only time has passed. */
int report_place_interval_s(const struct report_place *place);

/* The report's full path, "" before there is one. */
const char *report_place_path(const struct report_place *place);

/* Is it there, and one that has this digest? Between open and close, as the next. */
bool report_place_has(const struct report_place *place, const char *digest);

/* Writes NAME.html or NAME.json, whole or not at all. If the folder refuses it, it goes to the state folder; 0 or a
 * negative errno of that. */
int report_place_write(struct report_place *place, const char *ending, const void *bytes, size_t length);

/* A name of letters, digits, "-", "_", "." and what is not ASCII, in small letters, that no system has reserved; what
 * was not so is told apart from others by some digits. free() it. */
char *report_place_safe_name(const char *screen);

#endif
