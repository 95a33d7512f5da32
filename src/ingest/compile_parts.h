/* The parts of compiling, for compile*.c alone: chosen items, their events, windows, and adding slides. */
#ifndef INGEST_COMPILE_PARTS_H
#define INGEST_COMPILE_PARTS_H

#include "ingest/compile.h"

struct chosen { /* an item that counts, of its file's newest version or standing in for a broken one */
	const struct file *file;
	struct version *version;
	const struct source_item *item;
	size_t event; /* of an event item: its place in the deck; else the event that governs it */
};

struct placed { /* a session on its day */
	struct session session;
	struct date day;
	size_t order;
	bool named;        /* its id is its author's */
	bool gone;         /* it is in the programme no more */
	bool hidden;       /* an overlay takes it off the wall */
	const char *said;  /* what its author, or an overlay, says of it that people may not know; NULL: nothing */
	struct told *told; /* where news of it are kept; NULL: nowhere */
};

struct days { /* an agenda under way */
	struct compilation *compilation;
	const struct chosen *chosen;
	const struct source_agenda *agenda;
	const struct event *event;
	struct placed *placed;
	size_t count, capacity;
	struct date first, last; /* of an export's sessions no others are placed */
	bool daily;              /* each day is a programme of its own */
};

struct compilation {
	struct store *store;
	const struct compile_options *options;
	struct problems *problems;
	int64_t now_utc_s;
	struct deck *deck;
	struct chosen *chosen;
	size_t chosen_count, chosen_capacity;
	size_t slides_capacity, events_capacity;
	bool *describes;    /* each event: photos without a caption have what they say of themselves */
	const char **named; /* paths of the pictures that items name */
	size_t named_count, named_capacity;
	const struct version *told_of; /* the file whose pictures were told of last, and how often */
	size_t told;
	const struct version *told_of_names; /* the same, of names that are written in another way */
	size_t names_told;
	size_t sessions_count;
	struct days *days; /* of each chosen item; of agendas and overlays alone there is something in them */
	bool full;         /* of slides */
};

/* compile_choice.c: fills chosen, events left out of account. */
void choose_items(struct compilation *compilation);

/* The sessions that an item brings: an agenda's, or those that an overlay adds; NULL: it is neither. */
const struct source_agenda *sessions_of(const struct source_item *item);

/* compile_events.c: makes the deck's events of chosen event items, resolves zones and what they inherit, and finds who
 * governs each other item. */
void compile_events(struct compilation *compilation);

/* compile_emergency.c: a slide that alone is shown, and until when. */
void compile_emergency(struct compilation *compilation, const struct chosen *chosen);

/* compile_brand.c: what a venue sets over themes: its pictures, and what it leaves to the event above. Tells of colours
 * that are not shown as they are written. The event's theme must be known. */
void compile_brand(struct compilation *compilation, const struct chosen *chosen, const struct brand *above);

/* The event that governs a path without dates of its own (a picture nobody names). */
size_t event_governing(const struct compilation *compilation, const char *path);

/* compile_window.c: `show`, and for items that `ends_with_event` the event's end. */
struct window compile_window(const struct compilation *compilation, const struct source_show *show, size_t event,
			     bool ends_with_event);

/* UTC of a moment after midnight of a day; more than 24 hours reach into the next. */
int64_t utc_of(const struct zone *zone, struct date date, int minutes);

/* The end of an event day in UTC. */
int64_t day_end_utc_s(const struct event *event, struct date date);

/* An event of up to so many days, or an agenda, is one programme. */
enum { EVENT_DAYS_LIMIT = 31 };

/* compile_agenda.c: puts the sessions of the agenda on their days. */
void place_agenda(struct days *days);

/* compile_days.c: sessions in order of time, ends guessed; one more (days_order() then); a slide for each day. */
void days_order(struct days *days);
struct placed *days_add(struct days *days, const struct placed *placed);
struct date days_today(const struct days *days);

/* How well they suit a session of a day: 2 if there is one of its room then, 1 if there is any, else 0. */
int days_suit(const struct days *days, struct date day, const char *room);

void compile_days(struct days *days);

/* compile_overlay.c: overlays that no event governs are of the event that the exports below tell of; and then what they
 * say of sessions, add, and call rooms. */
void overlay_events(struct compilation *compilation);
void compile_overlays(struct compilation *compilation);

/* compile_news.c: what is news of the agendas, by the history, and afterwards since when it is so what authors and
 * overlays say. */
void compile_news(struct compilation *compilation);
void compile_said(struct compilation *compilation);

/* compile_twins.c: warns of files whose names are one to Windows and to a Mac. */
void compile_twins(struct compilation *compilation);

/* compile_lint.c: warns of what is odd in the finished deck. */
void compile_lint(struct compilation *compilation);

/* compile.c: a new slide with what all kinds have in common set; NULL if the deck is full. id_suffix follows the item's
 * own id ("" or "@2018-10-22"). */
struct slide *add_slide(struct compilation *compilation, const struct chosen *chosen, enum slide_kind kind,
			const char *id_suffix);

/* Tells of a chosen item, with line and column where the file has them; json_path may be NULL. */
void chosen_problem(const struct compilation *compilation, const struct chosen *chosen, enum problem_level level,
		    const char *json_path, const char *words, const char *remedy);

/* compile_pictures.c: the file that a picture's name means, as the content at content_path has it; NULL if there is
 * none. In *asked the path that was looked for (in the deck's arena). */
const struct file *picture_named(const struct compilation *compilation, const char *content_path, const char *name,
				 const char **asked);

/* The picture of a chosen item, remembered as named; false (after a problem unless it is pending) if it cannot be
 * shown. */
bool compile_picture(struct compilation *compilation, const struct chosen *chosen, const struct source_picture *source,
		     struct picture *picture);

/* The caption of a photo that has none written: what it says of itself, if the event asks for that; else NULL. */
const char *picture_caption(const struct compilation *compilation, size_t event, const struct file *file);

/* Does the item wait for a picture that is still being decoded? */
bool item_pending(const struct compilation *compilation, const struct file *content, const struct source_item *item);

#endif
