/* What a screen may show, compiled: everything checked, resolved and local. Ingest makes a deck and publishes it as
 * sets/KEY/deck.json with its pictures; the player reads it. A deck is never changed, only replaced. All of it lies in
 * its arena. */
#ifndef MODEL_DECK_H
#define MODEL_DECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/agenda.h"
#include "model/prose.h"
#include "model/window.h"
#include "model/zone.h"

enum { DECK_VERSION = 5 }; /* of deck.json; a deck of another version is compiled anew, never guessed */

/* A decoded picture: pictures/NAME of the state folder. */
struct picture {
	const char *name;        /* by content and size; also what a scene calls it */
	int width_px, height_px; /* as decoded, upright */
	bool transparent;        /* some pixel is not opaque */
	const char *alt;         /* what it shows, in words; NULL: not told */
};

/* A QR code as its modules (ISO/IEC 18004), without the quiet zone. */
struct qr {
	const char *url;
	const char *label;   /* NULL: none */
	int size;            /* modules a side; 0: no code here */
	const char *modules; /* size * size characters, row by row, '1' dark, '0' light */
};

struct announcement {
	const char *title; /* NULL: none */
	struct prose text;
	struct picture *picture; /* NULL: none */
	struct qr qr;
};

struct photo {
	struct picture picture;
	const char *caption; /* NULL: none */
};

struct photos {
	const char *title; /* NULL: none */
	struct photo *photos;
	size_t photos_count;
};

enum slide_kind { SLIDE_AGENDA, SLIDE_ANNOUNCEMENT, SLIDE_PHOTOS };

struct slide {
	const char *id;       /* stable over editions: path, "#" and position in an array, "@" and day of an agenda */
	const char *digest;   /* of all that it shows: alike exactly if the slide looks the same */
	const char *source;   /* the file's path in the folder */
	size_t event;         /* index into the deck's events */
	struct window window; /* `show`, an agenda's day, the event's end: all in one */
	enum slide_kind kind;
	bool high;            /* priority */
	bool emergency;       /* an announcement (all of it is its title) that alone is shown, whatever else there is */
	double seconds;       /* a page's; 0: as long as reading takes */
	const char *language; /* the item's or its event's; "" if neither says */
	const char **on;      /* screens, names or patterns (fnmatch(3)); none: every screen */
	size_t on_count;
	union {
		struct agenda agenda;
		struct announcement announcement;
		struct photos photos;
	};
};

struct direction {
	const char *room; /* another room */
	const char *way;  /* "→", "→ I piętro" */
};

struct viewing { /* of a screen: how it is seen */
	double distance_m, diagonal_inch;
	double overscan_percent; /* what a television crops at each side, of its width and of its height */
};

enum hours_kind { HOURS_UNSAID, HOURS_ALWAYS, HOURS_AUTO, HOURS_BETWEEN };

struct hours { /* when a screen is meant to be on, as model/hours.h reads it */
	enum hours_kind kind;
	int start, end; /* of HOURS_BETWEEN, as in struct window */
};

struct brand {                            /* what a venue sets over any theme */
	const struct picture *logo;       /* NULL: none */
	const struct picture *background; /* behind pages of text; NULL: none */
	uint32_t accent, ground;          /* 0xffRRGGBB; 0: the theme's */
};

struct event_screen {     /* what an event says of one screen */
	const char *name; /* or pattern */
	const char **rooms;
	size_t rooms_count;
	struct direction *directions;
	size_t directions_count;
	unsigned kinds;         /* of slides that it shows: 1u << slide_kind; 0: all */
	bool spared;            /* emergencies do not take it */
	const char *theme;      /* NULL: the event's */
	struct viewing viewing; /* distance_m, diagonal_inch 0, overscan_percent below 0: the event's */
	struct hours hours;     /* HOURS_UNSAID: the event's */
};

struct event {              /* events[0] is always there: the one for content that no event governs, everything empty */
	const char *folder; /* its folder in the share, "" for the root */
	const char *name;   /* NULL: none */
	const char *place;  /* NULL: none */
	struct date start, end; /* none if not told */
	const char *language;   /* BCP 47, "" if not told */
	struct zone zone;
	const char *theme;   /* NULL: callboard's own default */
	const char *contact; /* NULL: none */
	bool agenda_page;    /* its agendas are for attendees' phones, too: the web program's /agenda */
	struct brand brand;
	struct viewing viewing;
	struct hours hours;
	int day_change; /* minutes after midnight at which a day begins: 240 */
	struct event_screen *screens;
	size_t screens_count;
};

struct deck {
	struct arena *arena;
	const char *key;         /* the set's name: content, screen size, format version */
	int width_px, height_px; /* the screen that pictures were decoded for */
	struct event *events;
	size_t events_count;  /* at least 1 */
	struct slide *slides; /* in natural order of path */
	size_t slides_count;
};

/* An empty deck with its events[0] (UTC, default viewing and day change); deck_destroy() takes NULL. */
struct deck *deck_create(void);
void deck_destroy(struct deck *deck);

/* The slide with that id, NULL if there is none. */
const struct slide *deck_slide(const struct deck *deck, const char *id);

/* The screen as the calls below take it: its name, or NULL for a screen that shows everything, because the content
 * names screens and not this one. */
const char *deck_screen(const struct deck *deck, const char *name);

/* The names and patterns that the content has for screens, "foyer, hall-*", no more than DECK_NAMES_LIMIT; NULL: it
 * names none. */
enum { DECK_NAMES_LIMIT = 12 };
const char *deck_screens(const struct deck *deck, struct arena *arena);

/* Is the slide meant for this screen, now or at any other time: `on` names it (or nobody), and its event lets it show
 * this kind? An emergency is meant for every screen that no event (to deck_shows(): none that is not over) spares. */
bool deck_means(const struct deck *deck, const struct slide *slide, const char *screen);

/* Is the event's last day over by then? One without dates never is. */
bool event_over(const struct event *event, int64_t now_utc_s);

/* May this screen show the slide now: it is meant for it, and its window is open? */
bool deck_shows(const struct deck *deck, const struct slide *slide, const char *screen, int64_t now_utc_s);

/* The first moment that the content dates, by an event's start or a session's; INT64_MAX: it dates nothing. */
int64_t deck_from_utc_s(const struct deck *deck);

/* The next moment after now at which deck_shows() may answer otherwise for any slide; INT64_MAX: never. */
int64_t deck_next_change_utc_s(const struct deck *deck, int64_t now_utc_s);

/* The event that speaks for the whole wall now: of those that have a name the one whose days hold now's local date,
 * else the next to come, else the last; events[0] if none is named. */
const struct event *deck_event_now(const struct deck *deck, int64_t now_utc_s);

/* How this screen is seen: what the event says of it, else what it says of all. */
struct viewing event_viewing(const struct event *event, const char *screen);

/* What an event says of a screen: under its name, else under the longest pattern that fits it (of two the first); NULL:
 * nothing, as for a screen of NULL. */
const struct event_screen *event_screen_named(const struct event *event, const char *screen);

#endif
